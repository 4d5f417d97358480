import background from './data/background.json';
import data from './data/vectors.json';

/** Word vectors by stem: unit rows of so many dimensions in one typed array. */
export interface WordVectors {
  readonly dimensions: number;
  readonly rows: Float32Array;
  /** The row of a stem; undefined for a stem that the table does not hold. */
  readonly rowOf: ReadonlyMap<string, number>;
}

let vectors: WordVectors | undefined;

/**
 * The word vectors that come with the engine, decoded when first asked for (4 MB): stems that stand in like company have rows that point the
 * same way (PPMI and SVD, Levy & Goldberg 2014; data/vectors.json names the texts). Two 4-bit values a byte, high nibble first, −7 to 7.
 */
export function wordVectors(): WordVectors {
  vectors ??= decode();
  return vectors;
}

function decode(): WordVectors {
  const { dimensions } = data;
  const packed = atob(data.rows);
  const rows = new Float32Array(packed.length * 2);
  for (let i = 0; i < packed.length; i += 1) {
    const byte = packed.charCodeAt(i);
    rows[2 * i] = (byte >> 4) - 8;
    rows[2 * i + 1] = (byte & 15) - 8;
  }
  for (let start = 0; start < rows.length; start += dimensions) {
    const row = rows.subarray(start, start + dimensions);
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    for (let k = 0; k < dimensions && length > 0; k += 1) row[k] = (row[k] ?? 0) / length;
  }
  return { dimensions, rows, rowOf: new Map(background.stems.split(' ').map((stem, i) => [stem, i])) };
}
