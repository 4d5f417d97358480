/** Quotes with the words marked that made the engine say so: what both sides share, and the cues beside it. */
import type { Evidence, Link, Side } from '../alignment/reading';
import type { Span } from '../text/essay';
import { escapeMarkdown, plainQuote } from './markdownText';

/** `shared`: a word or concept that both sides use; `cue`: a contrast, negation or evaluation on this side. */
export type MarkKind = 'shared' | 'cue';

/** A run of a quote that is marked as a whole, or not at all. */
export interface QuotePart {
  readonly text: string;
  readonly mark: MarkKind | null;
}

type Mark = Span & { readonly kind: MarkKind };

/** How evidence of a kind is marked; null for what stands on no words of the claim. */
export function markKind(kind: Evidence['kind']): MarkKind | null {
  switch (kind) {
    case 'concept':
    case 'term':
      return 'shared';
    case 'contrast':
    case 'negation':
    case 'evaluation':
      return 'cue';
    case 'heading':
    case 'attribution':
    case 'reason':
      return null;
  }
}

/** Whether evidence stands in the sentences of a link: on both sides for what they share, on its own for a cue. */
export function isQuoted(item: Evidence, link: Pick<Link, Side>): boolean {
  const within = (side: Side): boolean =>
    item[side].some((place) => link[side].some((span) => span.start <= place.start && place.end <= span.end));
  return markKind(item.kind) === 'shared' ? within('left') && within('right') : within('left') || within('right');
}

/** `markedQuote` of every span of one side of a link, with what stands in its sentences marked. */
export function markedSide(link: Pick<Link, Side | 'evidence'>, text: string, side: Side): (readonly QuotePart[])[] {
  const evidence = link.evidence.filter((item) => isQuoted(item, link));
  return link[side].map((span) => markedQuote(text, span, evidence, side));
}

/** Stand for the begin of a shared word, of a cue, and for an end of either, while the quote's markup is taken out; no text holds them. */
const signs = { shared: '\uE000', cue: '\uE001', end: '\uE002' } as const;
const anySign = /[\uE000-\uE002]/g;

/**
 * The quote at `span` of a canonical text as a reader sees it (`plainQuote`), in runs: the places of the evidence on this side are marked. Joined, the
 * runs are the plain quote, letter by letter; where marks cannot be set without changing it, it is one unmarked run.
 */
export function markedQuote(text: string, span: Span, evidence: readonly Evidence[], side: Side): readonly QuotePart[] {
  const quote = text.slice(span.start, span.end);
  const plain = plainQuote(quote);
  const unmarked: readonly QuotePart[] = [{ text: plain, mark: null }];
  const marks = marksIn(span, evidence, side);
  if (marks.length === 0 || quote.search(anySign) >= 0) return unmarked;
  let signed = '';
  let from = span.start;
  for (const { start, end, kind } of marks) {
    signed += text.slice(from, start) + signs[kind] + text.slice(start, end) + signs.end;
    from = end;
  }
  const cleaned = plainQuote(signed + text.slice(from, span.end));
  if (cleaned.replace(anySign, '') !== plain) return unmarked;
  const parts: QuotePart[] = [];
  let mark: MarkKind | null = null;
  for (const run of cleaned.split(/([\uE000-\uE002])/)) {
    if (run === signs.shared) mark = 'shared';
    else if (run === signs.cue) mark = 'cue';
    else if (run === signs.end) mark = null;
    else if (run !== '') parts.push({ text: run, mark });
  }
  return parts;
}

/** The marks that lie in a span, in order; those that meet are one, and of two kinds the shared word wins. */
function marksIn(span: Span, evidence: readonly Evidence[], side: Side): Mark[] {
  const all = evidence
    .flatMap((item): Mark[] => {
      const kind = markKind(item.kind);
      // A word that the source spells otherwise (an entity, an escape) stands on its whole sentence: that is no place to mark.
      const isNear = ({ start, end }: Span): boolean => end - start <= 3 * item.text.length + 20;
      return kind === null ? [] : item[side].filter(isNear).map(({ start, end }) => ({ start, end, kind }));
    })
    .filter(({ start, end }) => span.start <= start && start < end && end <= span.end)
    .sort((a, b) => a.start - b.start || Number(a.kind === 'cue') - Number(b.kind === 'cue') || b.end - a.end);
  const marks: Mark[] = [];
  for (const mark of all) {
    const last = marks.at(-1);
    if (last === undefined || mark.start > last.end) marks.push(mark);
    else
      marks[marks.length - 1] = {
        start: last.start,
        end: Math.max(last.end, mark.end),
        kind: last.kind === 'shared' || mark.kind === 'shared' ? 'shared' : 'cue',
      };
  }
  return marks;
}

/** So many UTF-16 units around a mark are shown in an excerpt. */
const around = 40;

/** What stands around the marks of a quote, with “…” for the rest; empty where nothing is marked. */
export function excerpt(parts: readonly QuotePart[]): readonly QuotePart[] {
  const shown: QuotePart[] = [];
  parts.forEach((part, i) => {
    const { text } = part;
    const isAfter = (parts[i - 1]?.mark ?? null) !== null;
    const isBefore = (parts[i + 1]?.mark ?? null) !== null;
    if (part.mark !== null) shown.push(part);
    else if (isAfter || isBefore) {
      const head = isAfter ? headOf(text) : '';
      const tail = isBefore ? tailOf(text) : '';
      const isWhole = isAfter && isBefore && head.length + tail.length + around >= text.length;
      shown.push({
        text: isWhole ? text : `${head}${head.length + tail.length < text.length ? '…' : ''}${tail}`,
        mark: null,
      });
    }
  });
  return shown;
}

/** The first words of a text, up to a bound. */
function headOf(text: string): string {
  if (text.length <= around) return text;
  const head = text.slice(0, around + 1);
  const cut = head.lastIndexOf(' ');
  // Text without spaces is cut between letters, never inside one.
  return cut < 0 ? text.slice(0, around).replace(/[\uD800-\uDBFF]$/, '') : head.slice(0, cut + 1);
}

/** The last words of a text, up to a bound. */
function tailOf(text: string): string {
  if (text.length <= around) return text;
  const tail = text.slice(-around - 1);
  const cut = tail.indexOf(' ');
  return cut < 0 ? text.slice(-around).replace(/^[\uDC00-\uDFFF]/, '') : tail.slice(cut);
}

/** A quote in Markdown: shared words bold, cues in italics, all else as it is. */
export function quoteMarkdown(parts: readonly QuotePart[]): string {
  return parts.map(({ text, mark }) => markedMarkdown(text, mark)).join('');
}

/** Words as they are marked in Markdown. */
export function markedMarkdown(text: string, mark: MarkKind | null): string {
  const stars = mark === null ? '' : mark === 'shared' ? '**' : '*';
  return `${stars}${escapeMarkdown(text)}${stars}`;
}
