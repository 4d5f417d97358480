/** The page of the paired reading view: keeps its state, draws it, and follows the reader's hands. */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { PairedLinkView, PairedReadingView } from '../../../server/protocol';
import {
  facetsOf,
  type Filters,
  noFilters,
  passageText,
  passingLinks,
  sides,
  type Standing,
} from '../../views/pairedReading/filters';
import type { FromPage, Item, Kept, Place, StepTarget, ToPage } from '../../views/pairedReading/messages';
import { carryKeys } from '../../views/pairedReading/passageKeys';
import {
  type Order,
  type PassageKeys,
  type Row,
  rowOfLink,
  rowOfPassage,
  type Section,
  sectionsOf,
} from '../../views/pairedReading/rows';
import { reviewsOf } from '../../views/pairedReading/reviews';
import { stepRow } from '../../views/pairedReading/steps';
import { layTogether, type TwoReadings } from '../../views/pairedReading/twoReadings';
import { stripOf } from '../../views/pairedReading/strip';
import { Channel, keepState, keptState } from '../kit/page';
import { barView } from './barView';
import { Note } from './note';
import { marginNotes } from './marginNotes';
import { rowView } from './rowView';
import { stripView } from './stripView';
import { strings } from './words';
import '../kit/kit.css';
import './pairedReading.css';

const channel = new Channel<ToPage, FromPage>();
const root = document.getElementById('view') ?? document.body;

let reading: PairedReadingView | undefined;
let gone: string | undefined;
let isStale = false;
let order: Order = 'left';
let filters: Filters = noFilters;
let showsSummary = true;
let beside: string | null = null;
let two: TwoReadings | undefined;
let currentRow: string | null = null;
let currentLink: string | null = null;
/** Chosen by its claim; null where the row alone is. */
let currentItem: Item | null = null;
let keys: PassageKeys = { left: [], right: [] };
let sections: readonly Section[] = [];
const expanded = new Set<string>();
const inView = new Set<string>();
let hasPainted = false;

const note = new Note(root, {
  act: (action) => {
    channel.post({ type: 'act', action });
  },
  open: (place) => {
    channel.post({ type: 'openSource', place });
  },
  shows: (item) => {
    setCurrent(currentRow, item.kind === 'link' ? item.id : null, item);
  },
});

channel.listen((message) => {
  switch (message.type) {
    case 'reading':
      take(message.reading, message.kept);
      break;
    case 'gone':
      gone = message.message;
      draw();
      break;
    case 'stale':
      ({ isStale } = message);
      draw();
      break;
    case 'goTo':
      goTo(message.place, message.focus);
      break;
    case 'askForNote':
      addNote();
      break;
    case 'step':
      step(message.target, message.direction);
      break;
  }
});

/** New data: what is in view stays where it is. */
function take(next: PairedReadingView, remembered: Kept | null): void {
  const isFirst = reading?.pair.id !== next.pair.id;
  if (isFirst) restore(next, remembered);
  const goesTo = isFirst ? currentRow : null;
  keys = keysFor(next, isFirst ? undefined : reading);
  const anchor = anchorInView();
  two = layTogether(next);
  ({ reading } = two);
  gone = undefined;
  note.take(reading);
  draw();
  if (goesTo !== null) rowElement(goesTo)?.scrollIntoView({ block: 'center' });
  else if (anchor) keepInPlace(anchor);
  if (hasPainted) return;
  hasPainted = true;
  requestAnimationFrame(() => {
    channel.post({ type: 'painted', ms: Math.round(performance.now()) });
  });
}

function restore(next: PairedReadingView, remembered: Kept | null): void {
  const own = keptState() as Kept | undefined;
  const kept = own?.pair === next.pair.id ? own : remembered;
  order = kept?.order ?? 'left';
  filters = kept?.filters ?? noFilters;
  showsSummary = kept?.showsSummary ?? true;
  beside = kept?.beside ?? null;
  currentRow = kept?.row ?? null;
  currentLink = null;
  currentItem = null;
  expanded.clear();
}

function keysFor(next: PairedReadingView, before: PairedReadingView | undefined): PassageKeys {
  const textsOf = (from: PairedReadingView, side: 'left' | 'right'): string[] =>
    from[side].passages.map((_, i) => passageText(from, side, i));
  const carry = (side: 'left' | 'right'): string[] =>
    carryKeys({ texts: before ? textsOf(before, side) : [], keys: before ? keys[side] : [] }, textsOf(next, side));
  return { left: carry('left'), right: carry('right') };
}

interface Anchor {
  readonly row: string;
  readonly top: number;
}

/** The first row in view, and how far its top is from the window's. */
function anchorInView(): Anchor | undefined {
  const from = barBottom();
  for (const element of rowElements()) {
    const { top, bottom } = element.getBoundingClientRect();
    if (bottom > from) return { row: element.dataset['row'] ?? '', top };
  }
  return undefined;
}

function keepInPlace({ row, top }: Anchor): void {
  const now = rowElement(row)?.getBoundingClientRect().top;
  if (now !== undefined && now !== top) window.scrollBy({ top: now - top, behavior: 'instant' });
}

function draw(): void {
  const before = document.activeElement;
  const focused = before?.closest<HTMLElement>('article.row')?.dataset['row'];
  render(view(), root);
  // A row that came under another heading is drawn anew: the focus goes along, to the same control where it is still there.
  if (focused !== undefined && !before?.isConnected)
    sameControl(rowElement(focused), before)?.focus({ preventScroll: true });
  root.style.setProperty('--bar', `${root.querySelector<HTMLElement>('.sticky')?.offsetHeight ?? 0}px`);
  observePassages();
}

function sameControl(row: HTMLElement | undefined, before: Element | null): HTMLElement | undefined {
  const link = before instanceof HTMLElement ? before.dataset['link'] : undefined;
  const links = before instanceof HTMLElement ? before.dataset['links'] : undefined;
  const controls = [...(row?.querySelectorAll<HTMLElement>('.relation, .claim') ?? [])];
  return (
    controls.find(
      ({ dataset }) =>
        (link !== undefined && dataset['link'] === link) || (links !== undefined && dataset['links'] === links),
    ) ?? row
  );
}

function view(): TemplateResult {
  if (gone !== undefined) return html`<p class="message" role="status">${gone}</p>`;
  if (!reading) return html`<p class="message" role="status">${strings.loading}</p>`;
  const shown = reading;
  const standingOf = two?.standingOf ?? new Map<string, Standing>();
  const rivalOf = two?.rivalOf ?? new Map<string, PairedLinkView>();
  const links = passingLinks(shown, filters, standingOf);
  sections = sectionsOf(shown, links, order, filters, keys);
  const rows = sections.flatMap((section) => section.rows);
  if (!rows.some(({ id }) => id === currentRow)) currentRow = rows[0]?.id ?? null;
  const height = stripHeight();
  const reviews = reviewsOf(shown, rows);
  return html`
    ${headView(shown)}
    <div class="sticky">
      ${isStale ? html`<p class="stale" role="status">${strings.stale}</p>` : nothing}
      ${barView({
        order,
        filters,
        facets: facetsOf(shown, filters, standingOf),
        readings: shown.readings,
        beside,
        choose: (next) => {
          channel.post({ type: 'choose', reading: next });
        },
        setBeside: (next) => {
          change(() => {
            beside = next;
            filters = { ...filters, standing: null };
          });
          channel.post({ type: 'beside', reading: next });
        },
        setOrder: (next) => {
          change(() => {
            order = next;
          });
        },
        setFilters: (next) => {
          change(() => {
            filters = { ...filters, ...next };
          });
        },
        step,
        openSource,
        addNote,
      })}
      <div class="titles" aria-hidden="true">
        <span>${shown.pair.left.title}</span><span></span><span>${shown.pair.right.title}</span>
      </div>
    </div>
    <div class="body">
      <main class="rows">
        ${rows.length === 0 ? html`<p class="message">${strings.nothing}</p>` : nothing}
        ${repeat(
          sections,
          ({ id }) => id,
          (section) =>
            sectionView(section, {
              reading: shown,
              links,
              standingOf,
              rivalOf,
              currentRow,
              currentLink,
              expanded,
              keys,
              reviews,
              toggle,
            }),
        )}
      </main>
      <aside class="strip-place">${stripView(stripOf(shown, links, height), { height, inView, currentLink })}</aside>
    </div>
  `;
}

function headView(shown: PairedReadingView): TemplateResult {
  const { pair, summary } = shown;
  return html`<header class="head">
    <h1>${pair.title}</h1>
    ${
      pair.questions.length === 0
        ? nothing
        : html`<ul class="questions">
            ${pair.questions.map((question) => html`<li>${question}</li>`)}
          </ul>`
    }
    <div class="essays">
      ${sides.map(
        (side) =>
          html`<div class="essay side-${side}">
            <p class="label">${pair[side].label}</p>
            <p class="title">${pair[side].title}</p>
            <p class="authors">${shown[side].authors.join(', ')}</p>
          </div>`,
      )}
    </div>
    ${
      summary.length === 0
        ? nothing
        : html`<details
            class="summary"
            ?open=${showsSummary}
            @toggle=${(event: Event) => {
              const { target } = event;
              if (target instanceof HTMLDetailsElement && target.open !== showsSummary) {
                showsSummary = target.open;
                keep();
              }
            }}
          >
            <summary>${strings.summary}</summary>
            <div class="parts">
              ${summary.map(
                ({ heading, text }) =>
                  html`<section>
                    <h2>${heading}</h2>
                    <p>${text}</p>
                  </section>`,
              )}
            </div>
          </details>`
    }
    <p class="reading">${shown.reading}</p>
    ${marginNotes(shown.notes.filter(({ note: { on } }) => on === 'theme'))}
  </header>`;
}

function sectionView(section: Section, context: Parameters<typeof rowView>[1]): TemplateResult {
  const { heading } = section;
  const text =
    heading.kind === 'section'
      ? (heading.text ?? strings.withoutHeading)
      : heading.kind === 'relation'
        ? strings[heading.relation]
        : heading.side === 'left'
          ? strings.unlinkedLeft
          : strings.unlinkedRight;
  const id = `section-${section.id.replace(/\s+/g, '_')}`;
  return html`<section class="section" aria-labelledby=${id}>
    <h2 id=${id} class=${heading.kind === 'section' ? `side-${heading.side}` : 'across'}><span>${text}</span></h2>
    ${repeat(
      section.rows,
      (row) => row.id,
      (row) => rowView(row, context),
    )}
  </section>`;
}

/** What the reader changed is drawn and kept; the row at hand stays in its place where it is still there. */
function change(make: () => void): void {
  const element = currentRow === null ? undefined : rowElement(currentRow);
  const rect = element?.getBoundingClientRect();
  const isSeen = rect !== undefined && rect.bottom > 0 && rect.top < window.innerHeight;
  const anchor = isSeen && currentRow !== null ? { row: currentRow, top: rect.top } : anchorInView();
  note.hide();
  make();
  draw();
  if (anchor) keepInPlace(anchor);
  keep();
}

function toggle(key: string): void {
  change(() => {
    if (!expanded.delete(key)) expanded.add(key);
  });
}

function keep(): void {
  if (!reading) return;
  const kept: Kept = { pair: reading.pair.id, order, filters, showsSummary, beside, row: currentRow };
  keepState(kept);
  channel.post({ type: 'keep', kept });
}

function setCurrent(
  row: string | null,
  link: string | null,
  item: Item | null = link === null ? null : { kind: 'link', id: link },
): void {
  if (row === currentRow && link === currentLink && item?.id === currentItem?.id) return;
  currentRow = row;
  currentLink = link;
  currentItem = item;
  draw();
  keep();
  channel.post({ type: 'current', link, item: itemAtHand() });
}

/** What a decision made now is on: what the reader chose, else the row's first link, else its first silence. */
function itemAtHand(): Item | null {
  if (currentItem) return currentItem;
  const row = allRows().find(({ id }) => id === currentRow);
  const link = row?.strands[0]?.links[0];
  if (link) return { kind: 'link', id: link.id };
  const silence = row?.silences[0];
  return silence ? { kind: 'silence', id: silence.id } : null;
}

function allRows(): Row[] {
  return sections.flatMap((section) => section.rows);
}

function step(target: StepTarget, direction: 1 | -1): void {
  const next = stepRow(allRows(), currentRow, target, direction);
  if (next) reach(next.row.id, next.link);
}

function goTo({ side, passage, link }: Place, focus: boolean): void {
  if (!reading) return;
  const find = (): Row | undefined =>
    (link === null ? undefined : rowOfLink(sections, link)) ?? rowOfPassage(sections, side, passage);
  if (!find() && focus) {
    filters = noFilters;
    draw();
  }
  const row = find();
  if (row) reach(row.id, link, focus);
}

/** Makes a row the current one, shows it, and puts the focus there. */
function reach(row: string, link: string | null, focus = true): void {
  setCurrent(row, link);
  const element = rowElement(row);
  if (!element) return;
  if (focus) element.focus({ preventScroll: true });
  const { top, bottom } = element.getBoundingClientRect();
  const from = barBottom();
  if (top < from || bottom > window.innerHeight) {
    const room = window.innerHeight - from;
    const rest = Math.max(16, Math.min(room * 0.2, room - (bottom - top)));
    window.scrollBy({ top: top - from - rest, behavior: 'instant' });
  }
}

/** The link that the reader is at, or the passage of a row without one. */
function placeAtHand(): Place | undefined {
  const row = allRows().find(({ id }) => id === currentRow);
  const [passage] = row?.passages ?? [];
  if (!row || passage === undefined) return undefined;
  const links = row.strands.flatMap((strand) => strand.links);
  const link = links.find(({ id }) => id === currentLink) ?? links[0];
  return { side: row.side, passage, link: link?.id ?? null };
}

function openSource(): void {
  const place = placeAtHand();
  if (place) channel.post({ type: 'openSource', place });
}

function addNote(): void {
  const place = placeAtHand();
  if (place) channel.post({ type: 'addNote', place });
}

function rowElements(): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('article.row')];
}

function rowElement(id: string): HTMLElement | undefined {
  return rowElements().find((element) => element.dataset['row'] === id);
}

function barBottom(): number {
  return Math.max(0, root.querySelector('.sticky')?.getBoundingClientRect().bottom ?? 0);
}

function stripHeight(): number {
  const bar = root.querySelector<HTMLElement>('.sticky')?.offsetHeight ?? 70;
  return Math.max(120, window.innerHeight - bar - 24);
}

let frame: number | undefined;
function drawSoon(): void {
  frame ??= requestAnimationFrame(() => {
    frame = undefined;
    draw();
  });
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!(target instanceof HTMLElement)) continue;
      const key = `${target.dataset['side'] ?? ''}/${target.dataset['passage'] ?? ''}`;
      if (isIntersecting) inView.add(key);
      else inView.delete(key);
    }
    drawSoon();
  },
  { rootMargin: '-70px 0px 0px 0px' },
);
let observed = new Set<Element>();

function observePassages(): void {
  const now = new Set<Element>(root.querySelectorAll('.passage:not([data-quoted])'));
  for (const element of observed) {
    if (now.has(element)) continue;
    observer.unobserve(element);
    if (element instanceof HTMLElement)
      inView.delete(`${element.dataset['side'] ?? ''}/${element.dataset['passage'] ?? ''}`);
  }
  for (const element of now) if (!observed.has(element)) observer.observe(element);
  observed = now;
}

window.addEventListener('resize', () => {
  drawSoon();
  note.resized();
});

/** Back from a list or an input of the editor's, the reader is where they were. */
window.addEventListener('focus', () => {
  channel.post({ type: 'focus', has: true });
  // Told late, the focus may be in the next list already: it must not be taken from there.
  if (document.hasFocus() && document.activeElement === document.body && currentRow !== null)
    rowElement(currentRow)?.focus({ preventScroll: true });
});

window.addEventListener('blur', () => {
  channel.post({ type: 'focus', has: false });
});

root.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : undefined;
  const ribbon = target?.closest<SVGElement>('.ribbon');
  if (ribbon) {
    const row = rowOfLink(sections, ribbon.dataset['link'] ?? '');
    if (row) reach(row.id, ribbon.dataset['link'] ?? null, false);
    return;
  }
  const block = target?.closest<SVGElement>('.block');
  if (block) {
    const side = block.dataset['side'] === 'right' ? 'right' : 'left';
    const row = rowOfPassage(sections, side, Number(block.dataset['passage']));
    if (row) reach(row.id, null, false);
    return;
  }
  const row = target?.closest<HTMLElement>('article.row');
  if (!row) return;
  const relation = target?.closest<HTMLElement>('.relation');
  const claim = target?.closest<HTMLElement>('.claim');
  const link = relation?.dataset['link'] ?? (claim?.dataset['links'] ?? '').split(' ')[0] ?? '';
  setCurrent(row.dataset['row'] ?? null, link === '' ? null : link);
  const anchor = claim ?? relation;
  if (anchor) note.show(anchor, 'pinned');
});

root.addEventListener('focusin', (event) => {
  const target = event.target instanceof Element ? event.target : undefined;
  const row = target?.closest<HTMLElement>('article.row');
  if (!row || row.dataset['row'] === currentRow) return;
  setCurrent(row.dataset['row'] ?? null, null);
});

document.addEventListener('keydown', (event) => {
  const target = event.target instanceof Element ? event.target : undefined;
  const isTyping = target?.closest('input, select, textarea') !== null && target !== undefined;
  if (event.key === 'Escape') {
    if (note.hide()) event.preventDefault();
    else if (isTyping && currentRow !== null) rowElement(currentRow)?.focus();
    else target?.closest<HTMLElement>('article.row')?.focus();
    return;
  }
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  if ((event.key === 'Enter' || event.key === ' ') && target?.matches('.claim')) {
    event.preventDefault();
    note.show(target as HTMLElement, 'entered');
    return;
  }
  const act = keysOf[event.shiftKey ? `Shift+${event.key.toLowerCase()}` : event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
});

const keysOf: Readonly<Record<string, () => void>> = {
  j: () => {
    step('row', 1);
  },
  k: () => {
    step('row', -1);
  },
  d: () => {
    step('divergence', 1);
  },
  'Shift+d': () => {
    step('divergence', -1);
  },
  o: openSource,
  n: addNote,
  '/': () => {
    document.getElementById('search')?.focus();
  },
};

draw();
