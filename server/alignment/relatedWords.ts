import type { Steps } from '../text/steps';
import { weights } from './weights';
import { wordVectors } from './wordVectors';

/** Words of the other essay that a word is related to, with a weight in (0, `weights.related.factor`]. */
export type RelatedWords = ReadonlyMap<string, readonly (readonly [word: string, weight: number])[]>;

/**
 * For each stem of one essay, the stems of the other that are used in like company: the cosine of their word vectors from a least one on, raised to a
 * power, so that near-synonyms count and mere company hardly does. A stem is not related to itself: the same word is counted as such.
 */
export function* relatedWords(left: ReadonlySet<string>, right: ReadonlySet<string>): Steps<RelatedWords> {
  const { dimensions, rows, rowOf } = wordVectors();
  const others = [...right].flatMap((stem) => {
    const row = rowOf.get(stem);
    return row === undefined ? [] : [{ stem, row }];
  });
  // The rows of the other essay side by side, so that the inner loop runs through memory in order.
  const columns = new Float32Array(others.length * dimensions);
  others.forEach(({ row }, i) => {
    columns.set(rows.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions);
  });
  const { least, power, factor } = weights.related;
  const related = new Map<string, [string, number][]>();
  let count = 0;
  for (const stem of left) {
    count += 1;
    if (count % 50 === 0) yield;
    const row = rowOf.get(stem);
    if (row === undefined) continue;
    const own = rows.subarray(row * dimensions, (row + 1) * dimensions);
    const found: [string, number][] = [];
    for (const [i, other] of others.entries()) {
      if (other.stem === stem) continue;
      let cosine = 0;
      const start = i * dimensions;
      for (let k = 0; k < dimensions; k += 1) cosine += (own[k] ?? 0) * (columns[start + k] ?? 0);
      if (cosine >= least) found.push([other.stem, factor * cosine ** power]);
    }
    if (found.length > 0) related.set(stem, found);
  }
  return related;
}
