/**
 * Questions about a comparison that need no editor: what stands at a place, what comes next, what to mark where. Pure.
 * Positions and ranges are the protocol's; the editor's own positions fit too.
 */
import type { Position, Range } from 'vscode-languageserver-types';
import type { ComparisonView, LinkView, RelationName, SilenceView } from '../server/protocol';

export type Side = 'left' | 'right';
/** What a mark can say: a link's relation, or that the other essay is silent. */
export type Kind = RelationName | 'silence';
/** A mark on text that several kinds share: `mixed` where agreement and disagreement meet. */
export type MarkKind = Kind | 'mixed';

export const kinds = ['convergence', 'divergence', 'undetermined', 'silence'] as const satisfies readonly Kind[];
export const markKinds = [...kinds, 'mixed'] as const satisfies readonly MarkKind[];

export function otherSide(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}

export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

function contains(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}

/** The links whose passage on `side` holds a position: those that hold it inside before those that only touch it, surest first. */
export function linksAt(comparison: ComparisonView, side: Side, position: Position): LinkView[] {
  const touching = comparison.links.filter((link) => link[side].some(({ range }) => contains(range, position)));
  // Where two sentences meet without a space (as in Chinese), a cursor stands before the second.
  const inside = touching.filter((link) =>
    link[side].some(({ range }) => contains(range, position) && comparePositions(position, range.end) < 0),
  );
  return (inside.length > 0 ? inside : touching).toSorted((a, b) => b.confidence - a.confidence);
}

/** The link that a position means: the current one while the position stays in it, else the surest. */
export function linkAt(
  comparison: ComparisonView,
  side: Side,
  position: Position,
  current?: string,
): LinkView | undefined {
  const links = linksAt(comparison, side, position);
  return links.find((link) => link.id === current) ?? links[0];
}

/** The links that share text with `link` on a side, itself first. */
export function linksOverlapping(comparison: ComparisonView, side: Side, link: LinkView): LinkView[] {
  const overlaps = (a: Range, b: Range): boolean =>
    comparePositions(a.start, b.end) < 0 && comparePositions(b.start, a.end) < 0;
  const others = comparison.links.filter(
    (other) => other.id !== link.id && other[side].some((a) => link[side].some((b) => overlaps(a.range, b.range))),
  );
  return [link, ...others.toSorted((a, b) => b.confidence - a.confidence)];
}

/** A place that one steps to: a link, or one passage of a silence. */
export interface Stop {
  readonly id: string;
  /** Where it stands in the essay that one steps through; it begins with the first. */
  readonly ranges: readonly Range[];
}

export interface LinkStop extends Stop {
  readonly link: LinkView;
}

export interface SilenceStop extends Stop {
  readonly silence: SilenceView;
}

/** The links of one essay in its reading order, all or those of one relation. */
export function linkStops(comparison: ComparisonView, side: Side, relation?: RelationName): LinkStop[] {
  const links = comparison.links.filter((link) => relation === undefined || link.relation === relation);
  return inReadingOrder(links.map((link) => ({ id: link.id, ranges: link[side].map(({ range }) => range), link })));
}

/** The passages of one essay that answer nothing in the other, in its reading order. */
export function silenceStops(comparison: ComparisonView, side: Side): SilenceStop[] {
  return inReadingOrder(
    comparison.silences[side].flatMap((silence) =>
      silence.spans.map(({ range }, i) => ({ id: `${silence.id}/${i}`, ranges: [range], silence })),
    ),
  );
}

function inReadingOrder<S extends Stop>(stops: readonly S[]): S[] {
  return stops
    .flatMap((stop) => (stop.ranges[0] ? [{ stop, first: stop.ranges[0] }] : []))
    .toSorted(
      (a, b) =>
        comparePositions(a.first.start, b.first.start) ||
        comparePositions(a.first.end, b.first.end) ||
        (a.stop.id < b.stop.id ? -1 : 1),
    )
    .map(({ stop }) => stop);
}

export interface Step<S extends Stop> {
  readonly stop: S;
  /** Place among the stops, from 1. */
  readonly place: number;
  readonly of: number;
  readonly wrapped: boolean;
}

/**
 * The next or previous of `stops` (in reading order) from a cursor. Stops that start at one place are all visited in turn, which is why the
 * current one counts beside the cursor.
 */
export function stepFrom<S extends Stop>(
  stops: readonly S[],
  cursor: Position,
  current: string | undefined,
  direction: 1 | -1,
): Step<S> | undefined {
  const last = stops.length - 1;
  if (last < 0) return undefined;
  const here = stops.findIndex((stop) => stop.id === current && stop.ranges.some((range) => contains(range, cursor)));
  const starts = stops.map(({ ranges: [first] }) => first?.start ?? { line: 0, character: 0 });
  let next: number;
  if (here >= 0) next = here + direction;
  else if (direction === 1) {
    next = starts.findIndex((start) => comparePositions(start, cursor) > 0);
    if (next < 0) next = last + 1;
  } else next = starts.findLastIndex((start) => comparePositions(start, cursor) < 0);
  const wrapped = next < 0 || next > last;
  const index = next < 0 ? last : next > last ? 0 : next;
  const stop = stops[index];
  return stop && { stop, place: index + 1, of: stops.length, wrapped };
}

/** A stretch of text with one mark. */
export interface Segment {
  readonly kind: MarkKind;
  readonly range: Range;
}

/**
 * What to draw in one essay: stretches that do not overlap, so that each can be told by its line style alone. Where several marks meet, a
 * relation outranks `undetermined`, which outranks silence; convergence with divergence is `mixed`.
 */
export function segmentsOf(comparison: ComparisonView, side: Side): Segment[] {
  const events = rangesByKind(comparison, side).flatMap(({ kind, range }) => [
    { at: range.start, kind, change: 1 },
    { at: range.end, kind, change: -1 },
  ]);
  events.sort((a, b) => comparePositions(a.at, b.at));
  const open: Record<Kind, number> = { convergence: 0, divergence: 0, undetermined: 0, silence: 0 };
  const segments: Segment[] = [];
  let from: Position | undefined;
  for (const { at, kind, change } of events) {
    const shown = strongest((one) => open[one] > 0);
    if (from && shown && comparePositions(from, at) < 0) {
      const previous = segments.at(-1);
      if (previous?.kind === shown && comparePositions(previous.range.end, from) === 0)
        segments[segments.length - 1] = { kind: shown, range: { start: previous.range.start, end: at } };
      else segments.push({ kind: shown, range: { start: from, end: at } });
    }
    open[kind] += change;
    from = at;
  }
  return segments;
}

/** One mark for each line on which a marked passage starts. */
export function lineMarksOf(
  comparison: ComparisonView,
  side: Side,
): { readonly line: number; readonly kind: MarkKind }[] {
  const lines = new Map<number, Set<Kind>>();
  for (const { kind, range } of rangesByKind(comparison, side)) {
    const here = lines.get(range.start.line) ?? new Set();
    lines.set(range.start.line, here.add(kind));
  }
  return [...lines]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([line, here]) => {
      const kind = strongest((one) => here.has(one));
      return kind ? [{ line, kind }] : [];
    });
}

/** How many passages of each kind an essay shows. */
export function countMarks(comparison: ComparisonView, side: Side): Record<Kind, number> {
  const counts: Record<Kind, number> = { convergence: 0, divergence: 0, undetermined: 0, silence: 0 };
  for (const { kind } of rangesByKind(comparison, side)) counts[kind] += 1;
  return counts;
}

function rangesByKind(comparison: ComparisonView, side: Side): { readonly kind: Kind; readonly range: Range }[] {
  return [
    ...comparison.links.flatMap((link) => link[side].map(({ range }) => ({ kind: link.relation, range }))),
    ...comparison.silences[side].flatMap(({ spans }) =>
      spans.map(({ range }) => ({ kind: 'silence' as const, range })),
    ),
  ];
}

function strongest(has: (kind: Kind) => boolean): MarkKind | undefined {
  if (has('convergence') && has('divergence')) return 'mixed';
  return kinds.find(has);
}
