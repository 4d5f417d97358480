import data from './data/background.json';

let rows: ReadonlyMap<string, number> | undefined;

/** Where the tables of the engine (frequencies, word vectors) have a stem: its row, from 0. Made when first asked for. */
export function stemRows(): ReadonlyMap<string, number> {
  rows ??= new Map(data.stems.split(' ').map((stem, row) => [stem, row]));
  return rows;
}

/**
 * How rare a stem is in general political prose: ln(passages / passages with the stem), at least 0. A stem that the table does not hold
 * is rarer than all that it holds.
 */
export function backgroundRarity(stem: string): number {
  const row = stemRows().get(stem);
  const frequency = row === undefined ? 20 : (data.frequencies[row] ?? 1);
  return Math.max(0, Math.log(data.passages / frequency));
}
