import type { ComparedLink } from '../readings/comparison';
import { plainQuote } from '../report/markdownText';
import { relationSign } from '../report/words';
import type { Essay, Passage, Span } from '../text/essay';
import { otherSide, sideOf } from './claims';
import type { PlacedComparison } from './workspace';

/** A link of a passage, seen from the passage's side: `here` are its claims, `there` the counterpart. */
export interface PassageLink {
  readonly placed: PlacedComparison;
  readonly link: ComparedLink;
  readonly here: readonly Span[];
  readonly there: readonly Span[];
  readonly side: 'left' | 'right';
}

/** The passage that holds an offset; its end counts as inside. */
export function passageAt(essay: Essay, offset: number): Passage | undefined {
  return essay.passages.find((passage) => passage.start <= offset && offset <= passage.end);
}

/** The passages that hold a part of some spans, in reading order. */
export function passagesOf(essay: Essay, spans: readonly Span[]): Passage[] {
  return essay.passages.filter((passage) => spans.some((span) => overlap(passage, span)));
}

/** The links that a passage of a document has a claim of, best first. */
export function linksOfPassage(comparisons: readonly PlacedComparison[], uri: string, passage: Span): PassageLink[] {
  return comparisons.flatMap((placed) => {
    const side = sideOf(placed, uri);
    return placed.comparison.links.flatMap((link) => {
      const here = link[side].filter((span) => overlap(passage, span));
      return here.length === 0 ? [] : [{ placed, link, here, there: link[otherSide(side)], side }];
    });
  });
}

/** The passages of an essay that have a link, in reading order, each with its links, best first. */
export function linkedPassages(
  comparisons: readonly PlacedComparison[],
  uri: string,
  essay: Essay,
): ReadonlyMap<Passage, readonly PassageLink[]> {
  const found = new Map<Passage, PassageLink[]>();
  for (const placed of comparisons) {
    const side = sideOf(placed, uri);
    for (const link of placed.comparison.links) {
      const there = link[otherSide(side)];
      for (const [passage, here] of spansByPassage(essay, link[side]))
        found.set(passage, [...(found.get(passage) ?? []), { placed, link, here, there, side }]);
    }
  }
  return new Map([...found].sort(([a], [b]) => a.start - b.start));
}

function spansByPassage(essay: Essay, spans: readonly Span[]): ReadonlyMap<Passage, readonly Span[]> {
  const found = new Map<Passage, Span[]>();
  for (const span of spans) {
    for (let i = firstEndingAfter(essay.passages, span.start); ; i += 1) {
      const passage = essay.passages[i];
      if (passage === undefined || !overlap(passage, span)) break;
      found.set(passage, [...(found.get(passage) ?? []), span]);
    }
  }
  return found;
}

function firstEndingAfter(passages: readonly Passage[], offset: number): number {
  let low = 0;
  let high = passages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((passages[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Where each section of an essay ends: before the next heading of its depth or above it, or at `end`. */
export function sectionEnds(essay: Essay, end = essay.text.length): readonly number[] {
  const ends = essay.headings.map(() => end);
  const open: number[] = [];
  essay.headings.forEach((heading, i) => {
    while (open.length > 0 && (essay.headings[open.at(-1) ?? 0]?.depth ?? 0) >= heading.depth)
      ends[open.pop() ?? 0] = heading.start;
    open.push(i);
  });
  return ends;
}

export function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** “≠ topic”: a link in a few signs, for places that show plain text. */
export function linkLabel(link: ComparedLink): string {
  const sign = relationSign(link.relation);
  return link.topic === null ? sign : `${sign} ${oneLine(link.topic, 60)}`;
}

/** The beginning of a quote as a reader sees it, on one line; nothing in it that hides or turns text round. */
export function oneLine(quote: string, most: number): string {
  const units = Array.from(plainQuote(quote).replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, ''));
  return units.length <= most
    ? units.join('')
    : `${units
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`;
}
