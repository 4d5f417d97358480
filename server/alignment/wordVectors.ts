import { stemRows } from './background';
import data from './data/vectors.json';

/** Word vectors by stem: rows of small whole numbers, two to an integer, so that a cosine takes half the steps. */
export interface WordVectors {
  /** Integers a row: half the dimensions. */
  readonly width: number;
  /** x + 2¹⁶y for each two neighbouring values x, y of a row. */
  readonly packed: Int32Array;
  /** One over the length of each row; 0 for a row of nothing. */
  readonly scale: Float64Array;
  /** The row of a stem; undefined for a stem that the table does not hold. */
  readonly rowOf: ReadonlyMap<string, number>;
}

let vectors: WordVectors | undefined;

/**
 * The word vectors that come with the engine, decoded when first asked for (2 MB): stems that stand in like company have rows that point the
 * same way (PPMI and SVD, Levy & Goldberg 2014; data/vectors.json names the texts). Two 4-bit values a byte, high nibble first, −8 to 7.
 */
export function wordVectors(): WordVectors {
  vectors ??= decode();
  return vectors;
}

function decode(): WordVectors {
  const width = data.dimensions / 2;
  const bytes = atob(data.rows);
  const packed = new Int32Array(bytes.length);
  const scale = new Float64Array(bytes.length / width);
  for (let row = 0, i = 0; row < scale.length; row += 1) {
    let squares = 0;
    for (const end = i + width; i < end; i += 1) {
      const byte = bytes.charCodeAt(i);
      const first = (byte >> 4) - 8;
      const second = (byte & 15) - 8;
      packed[i] = first + second * 0x10000;
      squares += first * first + second * second;
    }
    scale[row] = squares === 0 ? 0 : 1 / Math.sqrt(squares);
  }
  return { width, packed, scale, rowOf: stemRows() };
}
