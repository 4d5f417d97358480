import type { Steps } from '../text/steps';
import { hubness, hubNeighbours } from './hubness';
import type { AlignmentMemo } from './memo';
import type { PairProfile, PassageProfile } from './profile';
import { type RelatedMemo, relatedWords } from './relatedWords';
import { weights } from './weights';
import { familyOf } from './wordFamilies';

/** The parts of the score of a passage pair; `total` is what ranks, whatever its sign. `text` is 0 where nothing is alike, about 1 for the same text. */
export interface Score {
  readonly total: number;
  readonly text: number;
  /** Whether both have a word or concept that tells something. */
  readonly shares: boolean;
  readonly heading: number;
  /** In [0, 1]: 1 for the same place in both essays. */
  readonly position: number;
  /** How near both passages are to the other essay at large. */
  readonly hub: number;
  /** ln of the product of the numbers of terms. */
  readonly length: number;
}

/** Scores every left passage against every right one, in steps: `scores[l][r]`. A model can stand in for the lexical one. */
export type Similarity = (pair: PairProfile, memo: AlignmentMemo) => Steps<Score[][]>;

/** A sparse vector of unit length. */
export type Vector = ReadonlyMap<string, number>;

/** The vector of feature counts: (1 + ln tf) × rarity, of unit length (Manning, Raghavan, Schütze 2008, ch. 6). */
export function vectorOf(counts: ReadonlyMap<string, number>, rarity: (feature: string) => number): Vector {
  const vector = new Map<string, number>();
  let squares = 0;
  for (const [feature, count] of counts) {
    const value = (1 + Math.log(count)) * rarity(feature);
    if (value <= 0) continue;
    vector.set(feature, value);
    squares += value * value;
  }
  const length = Math.sqrt(squares);
  for (const [feature, value] of vector) vector.set(feature, value / length);
  return vector;
}

/** The cosine of two unit vectors, in [0, 1]; rounded, and summed in an order of its own, so that `cosine(a, b) === cosine(b, a)`. */
export function cosine(a: Vector, b: Vector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  const products: number[] = [];
  for (const [feature, value] of small) {
    const other = large.get(feature);
    if (other !== undefined) products.push(value * other);
  }
  return round(products.sort((x, y) => x - y).reduce((sum, product) => sum + product, 0));
}

/** Drops the last digits, where the order of a sum shows. */
export function round(value: number): number {
  return Math.round(value * 1e12) / 1e12;
}

/**
 * The soft cosine of every left and right vector (Sidorov et al. 2014), with plain norms: what the same words give, and what words of the
 * same family and related words of the two sides add.
 */
function* softCosines(
  left: readonly Vector[],
  right: readonly Vector[],
  memo: RelatedMemo,
): Steps<{ readonly text: number; readonly shares: boolean }[][]> {
  const words = (vectors: readonly Vector[]): Set<string> => new Set(vectors.flatMap((vector) => [...vector.keys()]));
  const others = words(right);
  const related = yield* relatedWords(words(left), others, memo);
  yield;
  const rows: { text: number; shares: boolean }[][] = [];
  for (const vector of left) {
    // What the left passage says, in the words of the right essay.
    const told = new Map<string, number>();
    const tell = (other: string, value: number): void => void told.set(other, (told.get(other) ?? 0) + value);
    for (const [stem, value] of vector) {
      const family = familyOf(stem);
      for (const other of family) if (others.has(other)) tell(other, value * weights.family);
      for (const [other, weight] of related.get(stem) ?? []) if (!family.includes(other)) tell(other, value * weight);
    }
    rows.push(
      right.map((other) => {
        const same = cosine(vector, other);
        let sum = 0;
        for (const [stem, value] of other) sum += value * (told.get(stem) ?? 0);
        return { text: Math.round((same + sum) * 1e9) / 1e9, shares: same > 0 };
      }),
    );
    yield;
  }
  return rows;
}

/**
 * The lexical similarity: the soft cosine of term vectors, less the hubness of both passages, with a little for headings that share words, for the same
 * place in the essay, and for passages that say much.
 */
export const lexicalSimilarity: Similarity = function* (pair, memo) {
  const vectors = (profiles: readonly PassageProfile[]): Vector[] =>
    profiles.map((profile) => vectorOf(profile.counts, pair.rarity));
  const headings = (profiles: readonly PassageProfile[]): Vector[] =>
    profiles.map((profile) => vectorOf(new Map([...profile.headingStems].map((stem) => [stem, 1])), pair.rarity));
  const right = vectors(pair.right);
  yield;
  const left = vectors(pair.left);
  yield;
  const texts = yield* softCosines(left, right, memo.related);
  const hubs = yield* hubness(
    texts.map((row) => row.map(({ text }) => text)),
    hubNeighbours,
  );
  const rightHeadings = headings(pair.right);
  const leftHeadings = headings(pair.left);
  const scores: Score[][] = [];
  for (const [l, row] of texts.entries()) {
    yield;
    scores.push(
      row.map(({ text, shares }, r) => {
        const heading = cosine(leftHeadings[l] ?? new Map(), rightHeadings[r] ?? new Map());
        const position = 1 - Math.abs((pair.left[l]?.position ?? 0) - (pair.right[r]?.position ?? 0));
        const hub = (hubs.rows[l] ?? 0) + (hubs.columns[r] ?? 0);
        const length = Math.log((1 + (pair.left[l]?.terms.length ?? 0)) * (1 + (pair.right[r]?.terms.length ?? 0)));
        const total =
          text +
          weights.heading * heading +
          weights.position * position +
          weights.length * length -
          weights.hubness * hub;
        return { total: round(total), text, shares, heading, position, hub, length };
      }),
    );
  }
  return scores;
};
