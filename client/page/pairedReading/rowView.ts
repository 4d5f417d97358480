/** One row: own passages, what they have to do with the counterparts, and the counterparts, side by side on a grid. */
import { html, nothing, type TemplateResult } from 'lit-html';
import { classMap } from 'lit-html/directives/class-map.js';
import { repeat } from 'lit-html/directives/repeat.js';
import type { PairedLinkView, PairedReadingView, PairedSilenceView } from '../../../server/protocol';
import type { Standing } from '../../views/pairedReading/filters';
import type { Counterpart, PassageKeys, Row, Strand } from '../../views/pairedReading/rows';
import type { RowReview } from '../../views/pairedReading/reviews';
import { kindOf, type Run, runsOf } from '../../views/pairedReading/runs';
import { fill, percent } from '../kit/page';
import { marginNotes } from './marginNotes';
import { signs, spokenRow, standingNames, strings } from './words';

type Side = 'left' | 'right';

/** What a row needs to know of the page. */
export interface RowContext {
  readonly reading: PairedReadingView;
  /** The links that are shown at all. */
  readonly links: readonly PairedLinkView[];
  /** How each link stands between two readings; empty while one is shown. */
  readonly standingOf: ReadonlyMap<string, Standing>;
  readonly rivalOf: ReadonlyMap<string, PairedLinkView>;
  readonly currentRow: string | null;
  readonly currentLink: string | null;
  /** Counterparts that the reader wants whole: `row/passage`. */
  readonly expanded: ReadonlySet<string>;
  /** Lasting names of the passages, so that each stays the same element while the text changes. */
  readonly keys: PassageKeys;
  /** What reviewers rejected and noted, by row. */
  readonly reviews: ReadonlyMap<string, RowReview>;
  readonly toggle: (key: string) => void;
}

export function rowView(row: Row, context: RowContext): TemplateResult {
  const { reading, currentRow } = context;
  const isCurrent = row.id === currentRow;
  const here = row.strands.flatMap(({ links }) => links);
  const kind =
    row.strands.length > 0 || row.goesOn.length > 0 ? 'linked' : row.silences.length > 0 ? 'silent' : 'alone';
  return html`<article
    class=${classMap({ row: true, [kind]: true, current: isCurrent, [`side-${row.side}`]: true })}
    data-row=${row.id}
    tabindex=${isCurrent ? 0 : -1}
    aria-current=${isCurrent ? 'true' : nothing}
    aria-label=${spokenRow(reading, row)}
  >
    <div class="own">
      ${repeat(
        row.passages,
        (passage) => context.keys[row.side][passage],
        (passage) => passageView(context, row.side, passage, here, isCurrent),
      )}
      ${marginNotes(context.reviews.get(row.id)?.notes ?? [])}
    </div>
    ${
      row.strands.length > 0
        ? repeat(
            row.strands,
            (strand) => strand.links[0]?.id,
            (strand) => strandView(row, strand, context, isCurrent),
          )
        : html`<div class="between">${betweenAlone(row)}${rejectedView(row, context, isCurrent)}</div>
            <div class="facing empty">${emptySide(row)}</div>`
    }
  </article>`;
}

function strandView(row: Row, strand: Strand, context: RowContext, isCurrent: boolean): TemplateResult {
  const other: Side = row.side === 'left' ? 'right' : 'left';
  const isFirst = strand === row.strands[0];
  return html`<div class="between">
      ${repeat(
        strand.links,
        (link) => link.id,
        (link) => relationView(link, context, isCurrent),
      )}
      ${
        isFirst
          ? html`${goesOnView(row)}${silencesView(row.silences, row.side)}${rejectedView(row, context, isCurrent)}`
          : nothing
      }
    </div>
    <div class="facing">
      ${repeat(
        strand.counterparts,
        ({ passage }) => context.keys[other][passage],
        (counterpart) => counterpartView(row, strand, counterpart, other, context, isCurrent),
      )}
    </div>`;
}

function relationView(link: PairedLinkView, context: RowContext, isCurrent: boolean): TemplateResult {
  const { currentLink, standingOf } = context;
  const topic = link.topic ?? '';
  const standing = standingOf.get(link.id);
  return html`<button
    type="button"
    class=${classMap({ relation: true, [link.relation]: true, current: link.id === currentLink })}
    data-link=${link.id}
    tabindex=${isCurrent ? 0 : -1}
  >
    <span class="line" aria-hidden="true"><span class="sign">${signs[link.relation]}</span></span>
    <span class="word">${strings[link.relation]}</span>
    <span class="share">${percent(link.confidence)}</span>
    ${topic === '' ? nothing : html`<span class="topic">${topic}</span>`} ${decidedView(link)}
    ${standing === undefined ? nothing : html`<span class="standing ${standing}">${standingWords(link, standing, context)}</span>`}
  </button>`;
}

const decidedSigns = { accepted: '✓', rejected: '✗', relabelled: '⇄', drawn: '✎', disputed: '?' } as const;

/** What reviewers said of a link: a sign and a word, and who it was. */
function decidedView({ review: { status, decisions } }: PairedLinkView): TemplateResult | typeof nothing {
  if (status === 'undecided') return nothing;
  return html`<span class="decided ${status}" title=${decisions.map(({ said }) => said).join('\n')}
    ><span aria-hidden="true">${decidedSigns[status]}</span> ${strings[status]}</span
  >`;
}

/** Links of the row that a reviewer rejected: they hold no more, and can be had again from their note. */
function rejectedView(row: Row, { reviews, currentLink }: RowContext, isCurrent: boolean): TemplateResult[] {
  return (reviews.get(row.id)?.rejected ?? []).map(
    (link) =>
      html`<button
        type="button"
        class=${classMap({ relation: true, 'was-rejected': true, current: link.id === currentLink })}
        data-link=${link.id}
        tabindex=${isCurrent ? 0 : -1}
      >
        ${decidedView(link)}
        <span class="was">${strings[link.relation]}${link.topic === null ? '' : `: ${link.topic}`}</span>
      </button>`,
  );
}

function standingWords(link: PairedLinkView, standing: Standing, { rivalOf }: RowContext): string {
  const rival = rivalOf.get(link.id);
  return standing === 'rival' && rival ? fill(strings.otherSays, strings[rival.relation]) : standingNames[standing];
}

function betweenAlone(row: Row): TemplateResult {
  if (row.goesOn.length > 0 || row.silences.length > 0)
    return html`${goesOnView(row)}${silencesView(row.silences, row.side)}`;
  return html`<p class="none">${strings.alone}</p>`;
}

function goesOnView(row: Row): TemplateResult[] {
  return row.goesOn.map(({ link }) => {
    const from = link[row.side][0]?.passage ?? 0;
    return html`<p class="goes-on ${link.relation}" data-link=${link.id}>
      <span class="sign" aria-hidden="true">${signs[link.relation]}</span>
      <span class="word">${link.topic ?? strings[link.relation]}</span>
      <span class="from">${fill(strings.goesOn, numberOf(from))}</span>
    </p>`;
  });
}

function silencesView(silences: readonly PairedSilenceView[], side: Side): TemplateResult[] {
  return silences.map(
    ({ topic }) =>
      html`<div class="silence-mark side-${side}">
        <span class="line" aria-hidden="true"><span class="sign">${signs.silence}</span></span>
        <span class="word">${strings.silence}</span>
        <span class="topic">${topic}</span>
      </div>`,
  );
}

function emptySide(row: Row): TemplateResult | typeof nothing {
  if (row.silences.length === 0) return nothing;
  return html`<p>${row.side === 'left' ? strings.notOnRight : strings.notOnLeft}</p>`;
}

function counterpartView(
  row: Row,
  strand: Strand,
  { passage, wholeIn }: Counterpart,
  side: Side,
  context: RowContext,
  isCurrent: boolean,
): TemplateResult {
  if (wholeIn === null) return passageView(context, side, passage, strand.links, isCurrent);
  const key = `${row.id}/${passage}`;
  const isWhole = context.expanded.has(key);
  const number = numberOf(passage);
  return html`<div class="quoted">
    ${
      isWhole
        ? passageView(context, side, passage, strand.links, isCurrent)
        : passageView(context, side, passage, strand.links, isCurrent, true)
    }
    <button
      type="button"
      class="whole"
      tabindex=${isCurrent ? 0 : -1}
      aria-expanded=${isWhole ? 'true' : 'false'}
      @click=${() => {
        context.toggle(key);
      }}
    >
      ${isWhole ? strings.showClaim : fill(strings.showWhole, number)}
    </button>
  </div>`;
}

/** A passage: whole, or only the runs that the links are about. */
function passageView(
  context: RowContext,
  side: Side,
  passage: number,
  here: readonly PairedLinkView[],
  isCurrent: boolean,
  claimsOnly = false,
): TemplateResult {
  const { reading } = context;
  const runs = runsOf(reading, side, passage, claimsOnly ? here : context.links, claimsOnly ? [] : undefined);
  const shown = claimsOnly ? runs.filter(({ links }) => links.length > 0) : runs;
  const gap = (run: Run, i: number): boolean => claimsOnly && i > 0 && (shown[i - 1]?.to ?? 0) < run.from;
  const { kind = 'paragraph' } = reading[side].passages[passage] ?? {};
  return html`<div class="passage ${kind}" data-side=${side} data-passage=${passage} ?data-quoted=${claimsOnly}>
    <span class="number" title=${fill(strings.passage, numberOf(passage))} aria-hidden="true"
      >${numberOf(passage)}</span
    >
    <p>${shown.map((run, i) => html`${gap(run, i) ? ' … ' : nothing}${runView(run, here, isCurrent, context)}`)}</p>
  </div>`;
}

function runView(
  run: Run,
  here: readonly PairedLinkView[],
  isCurrent: boolean,
  { currentLink }: RowContext,
): TemplateResult {
  if (run.kind === undefined) return html`${run.text}`;
  const own = run.links.filter((link) => here.includes(link));
  const isHere = own.length > 0;
  const kind = isHere ? (kindOf(own, []) ?? run.kind) : run.kind;
  const trimmed = run.text.trimEnd();
  return html`<span
      class=${classMap({
        claim: true,
        [kind]: true,
        here: isHere,
        current: run.links.some(({ id }) => id === currentLink),
      })}
      role="button"
      tabindex=${isCurrent ? 0 : -1}
      data-links=${run.links.map(({ id }) => id).join(' ')}
      data-silences=${run.silences.map(({ id }) => id).join(' ')}
      aria-haspopup="dialog"
      >${trimmed}</span
    >${run.text.slice(trimmed.length)}`;
}

/** Passages are numbered from 1, as they stand in their essay. */
function numberOf(passage: number): number {
  return passage + 1;
}
