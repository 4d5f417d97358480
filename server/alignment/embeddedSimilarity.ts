import { hubNeighbours, hubness } from './hubness';
import type { PassageProfile } from './profile';
import { lexicalSimilarity, round, type Score, type Similarity } from './similarity';
import { weights } from './weights';

/** The vector of a sentence by a model that was asked before; undefined for one that has none. All have one length. */
export type SentenceVectors = (sentence: string) => Float32Array | undefined;

/**
 * The lexical similarity with that of a model's vectors added, both as standard scores over the pair, at equal weight: the cosine of passages (the mean
 * of their sentences, Reimers & Gurevych 2019), less hubness. Links still need a word in common, as their evidence.
 */
export function embeddedSimilarity(vectorOf: SentenceVectors): Similarity {
  return function* (pair, memo) {
    const lexical = yield* lexicalSimilarity(pair, memo);
    const left = pair.left.map((profile) => meanVector(profile, vectorOf));
    yield;
    const right = pair.right.map((profile) => meanVector(profile, vectorOf));
    yield;
    const cosines: number[][] = [];
    for (const a of left) {
      cosines.push(right.map((b) => round(dot(a, b))));
      yield;
    }
    const hubs = yield* hubness(cosines, hubNeighbours);
    const near = cosines.map((row, l) =>
      row.map((cosine, r) => cosine - weights.hubness * ((hubs.rows[l] ?? 0) + (hubs.columns[r] ?? 0))),
    );
    const ofWords = standard(lexical.map((row) => row.map(({ total }) => total)));
    const ofVectors = standard(near);
    yield;
    return lexical.map((row, l) =>
      row.map((score, r): Score => {
        const cosine = Math.max(0, cosines[l]?.[r] ?? 0);
        return {
          ...score,
          text: Math.max(score.text, cosine),
          total: round((ofWords[l]?.[r] ?? 0) + (ofVectors[l]?.[r] ?? 0)),
        };
      }),
    );
  };
}

/** The mean of the unit vectors of a passage's sentences, of unit length; empty where no sentence has one. */
function meanVector({ passage }: PassageProfile, vectorOf: SentenceVectors): Float64Array {
  const sum: number[] = [];
  for (const { text } of passage.sentences) {
    const vector = unit(vectorOf(text) ?? []);
    vector.forEach((value, i) => (sum[i] = (sum[i] ?? 0) + value));
  }
  return unit(sum);
}

function unit(vector: ArrayLike<number>): Float64Array {
  const values = Float64Array.from(vector);
  const length = Math.sqrt(dot(values, values));
  return length > 0 ? values.map((value) => value / length) : values;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Values less their mean, over their standard deviation; all 0 where they are one and the same. */
function standard(rows: readonly (readonly number[])[]): number[][] {
  // Summed in an order of its own, so that swapping the essays changes no digit.
  const all = rows.flat().sort((a, b) => a - b);
  const mean = all.reduce((sum, value) => sum + value, 0) / Math.max(1, all.length);
  const deviation = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, all.length));
  return rows.map((row) => row.map((value) => (deviation > 1e-9 ? (value - mean) / deviation : 0)));
}
