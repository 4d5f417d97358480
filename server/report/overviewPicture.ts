/**
 * The overview of a pair as one SVG picture: both essays as columns with their headings, links as ribbons between them, silences as open
 * circles beside them. Relations differ by line as well as by colour, and the picture tells in words what it shows.
 */
import type { Relation, Side } from '../alignment/reading';
import { type ComparedLink, type Comparison, countRelations } from '../readings/comparison';
import type { Essay, Span } from '../text/essay';
import { msg } from '../text/message';
import { escapeXml } from './escapeXml';
import type { Translate } from './translate';
import { visibleText } from './visibleText';
import { relationWord } from './words';

/** What a picture needs of its place. Ids must be letters, digits and hyphens. */
export interface PictureOptions {
  readonly t: Translate;
  /** Tells the ids of one picture from those of another in the same document. */
  readonly id: string;
  /** Where a click on a link or silence leads; undefined for nowhere. */
  readonly target: (id: string) => string | undefined;
}

// Lengths are in the picture's own units: one is a CSS pixel when it is shown at its natural width.
const width = 760;
const top = 34;
const height = 340;
const column = 16;
const inner = { left: 214, right: width - 214 } as const;
const headingGap = 13;
/** How many letters of a heading fit beside a column, and of a title over half the picture. */
const headingLength = 30;
const titleLength = 56;

/** Draws the picture. The classes `convergence`, `divergence`, `undetermined` and `silence` take their colours from the document's style sheet. */
export function overviewPicture(comparison: Comparison, { t, id, target }: PictureOptions): string {
  const scales = { left: scaleOf(comparison.left), right: scaleOf(comparison.right) };
  const counts = countRelations(comparison.links);
  const silences = comparison.silences.left.length + comparison.silences.right.length;
  const title = t(
    msg(
      'Overview: {0} convergences, {1} divergences, {2} possibly related, {3} silences',
      counts.convergence,
      counts.divergence,
      counts.undetermined,
      silences,
    ),
  );
  const description = t(
    msg(
      'Two columns stand for the two essays, from their beginning at the top to their end. A ribbon joins passages that are linked; a circle marks an issue that only one essay names.',
    ),
  );
  // The weakest first, so that the strongest lie on top.
  const links = [...comparison.links].reverse();
  const legend = legendOf(counts, silences, t);
  return [
    `<svg class="overview" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${top + height + 44}" width="${width}" xmlns="http://www.w3.org/2000/svg">`,
    `<title id="${id}-title">${escapeXml(title)}</title>`,
    `<desc id="${id}-desc">${escapeXml(description)}</desc>`,
    ...(['left', 'right'] as const).flatMap((side) => columnOf(comparison, side, scales[side])),
    ...links.map((link) => linked(ribbon(link, scales), target(link.id))),
    ...(['left', 'right'] as const).flatMap((side) =>
      comparison.silences[side].map((silence) => linked(silenceMark(side, silence, scales[side]), target(silence.id))),
    ),
    ...legend,
    '</svg>',
  ].join('\n');
}

/** Maps an offset of an essay to a height: its passages fill the column, notes and front matter have no part in it. */
type Scale = (offset: number) => number;

function scaleOf({ passages, text }: Essay): Scale {
  const start = passages[0]?.start ?? 0;
  const end = Math.max(start + 1, passages.at(-1)?.end ?? text.length);
  return (offset) => top + (height * (Math.min(end, Math.max(start, offset)) - start)) / (end - start);
}

function columnOf(comparison: Comparison, side: Side, scale: Scale): string[] {
  const { headings } = comparison[side];
  const x = side === 'left' ? inner.left - column : inner.right;
  const textX = side === 'left' ? x - 14 : x + column + 14;
  const anchor = side === 'left' ? 'end' : 'start';
  const out = [
    `<text class="essay" x="${side === 'left' ? 0 : width}" y="${top - 14}" text-anchor="${side === 'left' ? 'start' : 'end'}">${escapeXml(shorten(visibleText(comparison.pair[side].title), titleLength))}</text>`,
    `<rect class="column" x="${x}" y="${top}" width="${column}" height="${height}" rx="2"/>`,
  ];
  let free = top;
  for (const heading of headings) {
    // The essay's own title stands above the column.
    if (heading.depth === 1) continue;
    const y = scale(heading.start);
    out.push(`<path class="section" d="M${x} ${fixed(y)}h${column}"/>`);
    if (y < free) continue;
    free = y + headingGap;
    const label = shorten(visibleText(heading.text), headingLength);
    out.push(
      `<text class="section" x="${textX}" y="${fixed(y + 4)}" text-anchor="${anchor}">${escapeXml(label)}</text>`,
    );
  }
  return out;
}

function ribbon(link: ComparedLink, scales: Readonly<Record<Side, Scale>>): string {
  const [leftTop, leftBottom] = extent(link.left, scales.left);
  const [rightTop, rightBottom] = extent(link.right, scales.right);
  const middle = (inner.left + inner.right) / 2;
  const curve = (from: number, to: number): string =>
    `C${middle} ${fixed(from)} ${middle} ${fixed(to)} ${inner.right} ${fixed(to)}`;
  const back = `C${middle} ${fixed(rightBottom)} ${middle} ${fixed(leftBottom)} ${inner.left} ${fixed(leftBottom)}`;
  const line = `M${inner.left} ${fixed((leftTop + leftBottom) / 2)}${curve((leftTop + leftBottom) / 2, (rightTop + rightBottom) / 2)}`;
  const area = `M${inner.left} ${fixed(leftTop)}${curve(leftTop, rightTop)}V${fixed(rightBottom)}${back}Z`;
  const topic = link.topic === null ? '' : `<title>${escapeXml(visibleText(link.topic))}</title>`;
  return `<g class="${link.relation}">${topic}<path class="area" d="${area}"/><path class="line" d="${line}"/></g>`;
}

function silenceMark(
  side: Side,
  silence: { readonly topic: string; readonly spans: readonly Span[] },
  scale: Scale,
): string {
  const [from, to] = extent(silence.spans, scale);
  const x = side === 'left' ? inner.left - column - 6 : inner.right + column + 6;
  return `<g class="silence"><title>${escapeXml(visibleText(silence.topic))}</title><circle cx="${x}" cy="${fixed((from + to) / 2)}" r="3.5"/></g>`;
}

/** From the first of some spans to the last, at least so high that it can be seen. */
function extent(spans: readonly Span[], scale: Scale): [number, number] {
  const from = scale(Math.min(...spans.map(({ start }) => start)));
  const to = scale(Math.max(...spans.map(({ end }) => end)));
  const low = Math.max(0, 3 - (to - from)) / 2;
  return [from - low, to + low];
}

function legendOf(counts: Readonly<Record<Relation, number>>, silences: number, t: Translate): string[] {
  const y = top + height + 26;
  const relations = (['convergence', 'divergence', 'undetermined'] as const).filter((each) => counts[each] > 0);
  const items = [
    ...relations.map((relation) => ({
      name: relation,
      mark: `<path class="line" d="M0 0h26"/>`,
      word: t(relationWord(relation)),
    })),
    ...(silences > 0 ? [{ name: 'silence', mark: '<circle cx="13" cy="0" r="3.5"/>', word: t(msg('Silence')) }] : []),
  ];
  const step = 148;
  const first = (width - step * items.length) / 2 + 10;
  return items.map(
    ({ name, mark, word }, i) =>
      `<g class="legend" transform="translate(${fixed(first + i * step)} ${y})"><g class="${name}">${mark}</g><text x="34" y="4">${escapeXml(word)}</text></g>`,
  );
}

function linked(shape: string, target: string | undefined): string {
  return target === undefined ? shape : `<a href="${escapeXml(target)}" tabindex="-1">${shape}</a>`;
}

/** Cuts a text to a width, counted in small letters: a capital is a little wider, a character of Han script twice as wide. */
function shorten(text: string, most: number): string {
  let free = most;
  const letters = Array.from(text);
  const fitting = letters.findIndex((letter) => {
    free -= /[\p{Script=Han}\u3000-\u30ff\uff00-\uff60]/u.test(letter) ? 2 : /\p{Lu}/u.test(letter) ? 1.3 : 1;
    return free < 0;
  });
  return fitting < 0 ? text : `${letters.slice(0, fitting).join('').trimEnd()}…`;
}

function fixed(value: number): string {
  return String(Math.round(value * 10) / 10);
}
