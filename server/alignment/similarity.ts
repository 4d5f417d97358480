import type { Steps } from '../text/steps';
import type { PairProfile, PassageProfile } from './profile';
import { weights } from './weights';

/** The parts of the score of a passage pair; `total` is what ranks. Each is at least 0, and about 1 for the same text. */
export interface Score {
  readonly total: number;
  readonly text: number;
  readonly heading: number;
  readonly position: number;
}

/** Scores every left passage against every right one, in steps: `scores[l][r]`. A model can stand in for the lexical one. */
export type Similarity = (pair: PairProfile) => Steps<Score[][]>;

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

/** The lexical similarity: cosine of term vectors, with a little for headings that share words and for the same place in the essay. */
export const lexicalSimilarity: Similarity = function* (pair) {
  const vectors = (profiles: readonly PassageProfile[]): Vector[] =>
    profiles.map((profile) => vectorOf(profile.counts, pair.rarity));
  const headings = (profiles: readonly PassageProfile[]): Vector[] =>
    profiles.map((profile) => vectorOf(new Map([...profile.headingStems].map((stem) => [stem, 1])), pair.rarity));
  const right = vectors(pair.right);
  yield;
  const left = vectors(pair.left);
  yield;
  const rightHeadings = headings(pair.right);
  const leftHeadings = headings(pair.left);
  const scores: Score[][] = [];
  for (const [l, vector] of left.entries()) {
    yield;
    scores.push(
      right.map((other, r) => {
        const text = cosine(vector, other);
        const heading = cosine(leftHeadings[l] ?? new Map(), rightHeadings[r] ?? new Map());
        const position = 1 - Math.abs((pair.left[l]?.position ?? 0) - (pair.right[r]?.position ?? 0));
        const total = text === 0 ? 0 : round(text + weights.heading * heading + weights.position * position);
        return { total, text, heading, position };
      }),
    );
  }
  return scores;
};
