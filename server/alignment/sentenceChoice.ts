import type { Span } from '../text/essay';
import type { PairProfile, PassageProfile } from './profile';
import { compare } from './shared';
import { cosine, round, type Vector, vectorOf } from './similarity';
import { weights } from './weights';

/** The sentences of two linked passages that carry the claim: indices into each passage's sentences, ascending, 1 to 4 a side. */
export interface SentenceChoice {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

/**
 * Starts from the most similar two sentences and adds the one that makes both sides most alike, while that gains enough. Whole passages
 * are matched first and sentences chosen inside them, because sums of sentence scores rank passages worse than the passages themselves do.
 */
export function chooseSentences(
  left: PassageProfile,
  right: PassageProfile,
  { rarity, sentenceVectors }: Pick<PairProfile, 'rarity' | 'sentenceVectors'>,
): SentenceChoice {
  const counts = { left: left.sentenceCounts, right: right.sentenceCounts };
  const vectors = { left: sentenceVectors(left), right: sentenceVectors(right) };
  const sentenceText = (side: 'left' | 'right', index: number): string =>
    (side === 'left' ? left : right).passage.sentences[index]?.text ?? '';
  const scored = (side: 'left' | 'right', other: 'left' | 'right'): { at: number; vector: Vector }[] =>
    promising(vectors[side], () => vectorOf(sumOf(counts[other]), rarity)).map((at) => ({
      at,
      vector: vectors[side][at] ?? new Map<string, number>(),
    }));
  const rights = scored('right', 'left');
  const [best] = scored('left', 'right')
    .flatMap(({ at: l, vector: a }) =>
      rights.map(({ at: r, vector: b }) => ({
        l,
        r,
        value: round(cosine(a, b) * (lengthFactor(a) * lengthFactor(b))),
      })),
    )
    // Ties by place, then by content; never by side, so that swapping the essays mirrors the choice.
    .sort(
      (x, y) =>
        y.value - x.value ||
        x.l + x.r - y.l - y.r ||
        Math.abs(x.l - x.r) - Math.abs(y.l - y.r) ||
        compare(
          [sentenceText('left', x.l), sentenceText('right', x.r)].sort(compare).join('\n'),
          [sentenceText('left', y.l), sentenceText('right', y.r)].sort(compare).join('\n'),
        ),
    );
  const chosen: { left: readonly number[]; right: readonly number[] } = { left: [best?.l ?? 0], right: [best?.r ?? 0] };
  let current = union(counts, chosen, rarity);
  for (;;) {
    const enough = current * weights.sentenceGain;
    const [gain] = (['left', 'right'] as const)
      .filter((side) => chosen[side].length < weights.sentencesASide)
      .flatMap((side) =>
        neighbours(chosen[side], counts[side].length).map((index) => ({
          side,
          index,
          value: union(counts, { ...chosen, [side]: [...chosen[side], index] }, rarity),
        })),
      )
      .filter(({ value }) => value > enough)
      .sort(
        (x, y) =>
          y.value - x.value ||
          x.index - y.index ||
          compare(sentenceText(x.side, x.index), sentenceText(y.side, y.index)),
      );
    if (gain === undefined) break;
    chosen[gain.side] = [...chosen[gain.side], gain.index].sort((a, b) => a - b);
    current = gain.value;
  }
  return chosen;
}

/**
 * The sentences that are worth comparing one by one: all of a passage, and of one that is longer than any passage (a whole book without a
 * paragraph) those most alike to the other passage as a whole, in order.
 */
function promising(own: readonly Vector[], whole: () => Vector): readonly number[] {
  const all = own.map((_, i) => i);
  if (own.length <= weights.mostSentences) return all;
  const other = whole();
  const likeness = own.map((vector) => round(cosine(vector, other) * lengthFactor(vector)));
  return all
    .sort((a, b) => (likeness[b] ?? 0) - (likeness[a] ?? 0) || a - b)
    .slice(0, weights.mostSentences)
    .sort((a, b) => a - b);
}

/** Joins neighbouring sentences of a passage into contiguous spans. */
export function sentenceRuns(profile: PassageProfile, indices: readonly number[]): Span[] {
  const runs: { start: number; end: number; last: number }[] = [];
  for (const index of indices) {
    const sentence = profile.passage.sentences[index];
    if (sentence === undefined) continue;
    const open = runs.at(-1);
    if (open?.last === index - 1) {
      open.end = sentence.end;
      open.last = index;
    } else {
      runs.push({ start: sentence.start, end: sentence.end, last: index });
    }
  }
  return runs.map(({ start, end }) => ({ start, end }));
}

function neighbours(chosen: readonly number[], count: number): number[] {
  const around = chosen.flatMap((index) => [index - 1, index + 1]);
  return [...new Set(around)].filter((index) => index >= 0 && index < count && !chosen.includes(index));
}

/** A sentence of one or two terms is alike to anything that has them: trust grows with the number of terms. */
function lengthFactor(vector: Vector): number {
  return Math.min(1, vector.size / 6);
}

function union(
  counts: { left: readonly ReadonlyMap<string, number>[]; right: readonly ReadonlyMap<string, number>[] },
  chosen: { left: readonly number[]; right: readonly number[] },
  rarity: (feature: string) => number,
): number {
  const sum = (side: 'left' | 'right'): Vector =>
    vectorOf(sumOf(chosen[side].flatMap((index) => counts[side][index] ?? [])), rarity);
  return cosine(sum('left'), sum('right'));
}

function sumOf(counts: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const total = new Map<string, number>();
  for (const each of counts) {
    for (const [feature, count] of each) total.set(feature, (total.get(feature) ?? 0) + count);
  }
  return total;
}
