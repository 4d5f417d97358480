import type { Steps } from '../text/steps';
import { weights } from './weights';

/** How many of so many candidates count as neighbours. */
export function hubNeighbours(candidates: number): number {
  const { share, least, most } = weights.hub;
  return Math.min(most, Math.max(least, Math.round(share * candidates)));
}

/**
 * How near a passage is to the other essay at large: the mean of its best similarities there, for rows and for columns; so many of them as `neighbours`
 * says of so many candidates. A passage that is near to everything (a summary, a list of all topics) is a counterpart of nothing in particular (CSLS:
 * Conneau et al. 2018, “Word translation without parallel data”).
 */
export function* hubness(
  similarities: readonly (readonly number[])[],
  neighbours: (candidates: number) => number,
): Steps<{ readonly rows: readonly number[]; readonly columns: readonly number[] }> {
  const rows: number[] = [];
  for (const row of similarities) {
    rows.push(bestMean(row, neighbours(row.length)));
    yield;
  }
  const columns: number[] = [];
  for (let c = 0; c < (similarities[0]?.length ?? 0); c += 1) {
    columns.push(
      bestMean(
        similarities.map((row) => row[c] ?? 0),
        neighbours(similarities.length),
      ),
    );
    yield;
  }
  return { rows, columns };
}

/** The mean of the k best values (of all, where there are fewer). */
function bestMean(values: readonly number[], k: number): number {
  const best: number[] = [];
  for (const value of values) {
    let at = best.length;
    while (at > 0 && (best[at - 1] ?? 0) < value) at -= 1;
    if (at < k) best.splice(at, 0, value);
    if (best.length > k) best.pop();
  }
  return best.length === 0 ? 0 : best.reduce((sum, value) => sum + value, 0) / best.length;
}
