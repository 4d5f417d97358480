import data from './data/background.json';

let frequencies: Map<string, number> | undefined;

function load(): Map<string, number> {
  frequencies ??= new Map(data.stems.split(' ').map((stem, i) => [stem, data.frequencies[i] ?? 1]));
  return frequencies;
}

/**
 * How rare a stem is in general political prose: ln(passages / passages with the stem), at least 0. A stem that the table does not hold
 * is rarer than all that it holds.
 */
export function backgroundRarity(stem: string): number {
  const table = load();
  const frequency = table.get(stem) ?? 20;
  return Math.max(0, Math.log(data.passages / frequency));
}
