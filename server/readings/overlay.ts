import type { Link, Reading, Side, Silence, Source } from '../alignment/reading';
import type { Span } from '../text/essay';

/** Links and silences of several readings, each link once. */
export interface Overlay {
  readonly links: readonly (Link & { readonly alsoIn: readonly Source[] })[];
  readonly ranked: readonly Link[];
  readonly silences: { readonly left: readonly Silence[]; readonly right: readonly Silence[] };
}

/**
 * Lays readings over each other. Two links are the same when both sides share a sentence: the earlier reading's spans and relation win, and
 * it names the later one. A silence of a later reading is left out where an earlier one stands on one of its sentences.
 */
export function overlay(readings: readonly Reading[]): Overlay {
  const links: { link: Link; alsoIn: Source[] }[] = [];
  const silences: Record<Side, Silence[]> = { left: [], right: [] };
  for (const reading of readings) {
    const earlier = links.slice();
    for (const link of reading.links) {
      const same = earlier.filter(
        ({ link: other }) => sharesSentence(link.left, other.left) && sharesSentence(link.right, other.right),
      );
      for (const { alsoIn, link: other } of same)
        if (other.source !== reading.source && !alsoIn.includes(reading.source)) alsoIn.push(reading.source);
      if (same.length === 0) links.push({ link, alsoIn: [] });
    }
    for (const side of ['left', 'right'] as const) {
      const before = silences[side].flatMap((silence) => silence.spans);
      silences[side].push(...reading.silences[side].filter(({ spans }) => !sharesSentence(spans, before)));
    }
  }
  return {
    links: links.map(({ link, alsoIn }) => ({ ...link, alsoIn })),
    ranked: readings.find((reading) => reading.ranked.length > 0)?.ranked ?? [],
    silences,
  };
}

/** Spans hold whole sentences: those that overlap share one. */
export function sharesSentence(a: readonly Span[], b: readonly Span[]): boolean {
  return a.some((one) => b.some((other) => one.start < other.end && other.start < one.end));
}
