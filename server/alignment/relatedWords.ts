import { BoundedMap } from '../text/boundedMap';
import type { Steps } from '../text/steps';
import { weights } from './weights';
import { wordVectors } from './wordVectors';

/** Words of the other essay that a word is related to, with a weight in (0, `weights.related.factor`]. */
export type RelatedWords = ReadonlyMap<string, readonly (readonly [word: string, weight: number])[]>;

/** What is known of one row of the word vectors: which rows it was held against, and those of them that it is related to. */
interface Neighbours {
  /** One bit a row. */
  readonly compared: Uint8Array;
  /** Side by side, for lists of small objects are slow to go through: the related rows, and how much each weighs. */
  readonly near: number[];
  readonly nearWeights: number[];
}

/** How words that were held against each other are related; that depends on the two words alone, so nothing here is ever out of date. */
export class RelatedMemo {
  /** A row takes about 1.5 kB: at most 12 MB. */
  readonly #rows = new BoundedMap<number, Neighbours>(4000);

  /** What is known of a row; whoever asks adds to it. */
  neighbours(row: number): Neighbours {
    return this.#rows.take(row, () => ({
      compared: new Uint8Array(Math.ceil(wordVectors().scale.length / 8)),
      near: [],
      nearWeights: [],
    }));
  }
}

/**
 * For each stem of one essay, the stems of the other that are used in like company: the cosine of their word vectors from a least one on, raised to a
 * power, so that near-synonyms count and mere company hardly does. A stem is not related to itself: the same word is counted as such.
 */
export function* relatedWords(
  left: ReadonlySet<string>,
  right: ReadonlySet<string>,
  memo: RelatedMemo,
): Steps<RelatedWords> {
  const { rowOf, scale } = wordVectors();
  const others = [...right].flatMap((stem) => {
    const row = rowOf.get(stem);
    return row === undefined ? [] : [{ stem, row }];
  });
  const stems = others.map(({ stem }) => stem);
  const rows = Int32Array.from(others, ({ row }) => row);
  const placeOf = new Int32Array(scale.length).fill(-1);
  rows.forEach((row, place) => {
    placeOf[row] = place;
  });
  yield;
  const columns = exchanged(rows);
  yield;
  const related = new Map<string, [string, number][]>();
  let compared = 0;
  for (const stem of left) {
    const row = rowOf.get(stem);
    if (row === undefined) continue;
    const known = memo.neighbours(row);
    compared += compareRow(row, rows, columns, known);
    const found = amongThese(known, placeOf);
    if (found.length > 0)
      related.set(
        stem,
        found.map(({ place, weight }) => [stems[place] as string, weight]),
      );
    // About a millisecond's worth.
    if (compared >= 20_000) {
      compared = 0;
      yield;
    }
  }
  return related;
}

/** Of all that a row is related to, what the other essay has, in its order, whatever was known before: so sums over it come out the same to the last digit. */
function amongThese({ near, nearWeights }: Neighbours, placeOf: Int32Array): { place: number; weight: number }[] {
  const found: { place: number; weight: number }[] = [];
  for (let i = 0; i < near.length; i += 1) {
    const place = placeOf[near[i] as number] as number;
    if (place >= 0) found.push({ place, weight: nearWeights[i] as number });
  }
  return found.sort((a, b) => a.place - b.place);
}

/**
 * The word vectors of so many rows side by side, so that an inner loop runs through memory in order, with the halves of each integer exchanged:
 * the upper half of the lower 32 bits of a product is then x·u + y·v; its lower half, x·v, is taken off at the end.
 */
function exchanged(rows: Int32Array): Int32Array {
  const { width, packed } = wordVectors();
  const columns = new Int32Array(rows.length * width);
  let at = 0;
  for (const row of rows) {
    for (let k = row * width; k < (row + 1) * width; k += 1, at += 1) {
      const value = packed[k] as number;
      const first = (value << 16) >> 16;
      columns[at] = ((value - first) >> 16) + first * 0x10000;
    }
  }
  return columns;
}

/** Holds a row against those of `rows` that it was not held against yet; returns how many. A plain function: loops in generators run slowly. */
function compareRow(
  row: number,
  rows: Int32Array,
  columns: Int32Array,
  { compared, near, nearWeights }: Neighbours,
): number {
  const { width, packed, scale } = wordVectors();
  const { least, power, factor } = weights.related;
  const own = packed.slice(row * width, (row + 1) * width);
  let count = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const other = rows[place] as number;
    const bits = compared[other >> 3] as number;
    const bit = 1 << (other & 7);
    if ((bits & bit) !== 0) continue;
    compared[other >> 3] = bits | bit;
    count += 1;
    let sum = 0;
    for (let k = 0, at = place * width; k < width; k += 1, at += 1)
      sum = (sum + Math.imul(own[k] as number, columns[at] as number)) | 0;
    const product = (sum - ((sum << 16) >> 16)) >> 16;
    const cosine = product * ((scale[row] as number) * (scale[other] as number));
    if (cosine < least || other === row) continue;
    near.push(other);
    nearWeights.push(factor * cosine ** power);
  }
  return count;
}
