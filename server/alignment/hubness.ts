/**
 * How near a passage is to the other essay at large: the mean of its `k` best similarities there, for rows and for columns. A passage that is near to
 * everything (a summary, a list of all topics) is a counterpart of nothing in particular (CSLS: Conneau et al. 2018, “Word translation without
 * parallel data”).
 */
export function hubness(
  similarities: readonly (readonly number[])[],
  k: number,
): { readonly rows: readonly number[]; readonly columns: readonly number[] } {
  const width = similarities[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, c) => similarities.map((row) => row[c] ?? 0));
  return { rows: similarities.map((row) => bestMean(row, k)), columns: columns.map((column) => bestMean(column, k)) };
}

function bestMean(values: readonly number[], k: number): number {
  const best = [...values].sort((a, b) => b - a).slice(0, k);
  return best.length === 0 ? 0 : best.reduce((sum, value) => sum + value, 0) / best.length;
}
