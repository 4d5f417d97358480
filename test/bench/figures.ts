/** One measured value. */
export interface Figure {
  /** `measure.value`, as budgets name it, such as `hover.p95`. */
  readonly id: string;
  /** What was measured, for people. */
  readonly what: string;
  readonly value: number;
  readonly unit: 'ms' | 'MB' | 'kB' | '×';
  /** How many times it was measured. */
  readonly of: number;
  /** The same work's time in multiples of natural's `TfIdf` over the same passage pairs in the same run. */
  readonly natural?: number;
}

/** What could not be measured, and why. */
export interface Missing {
  readonly measure: string;
  readonly why: string;
}

/**
 * The value below which a share of the values lie, by nearest rank.
 * @param values in any order, at least one
 * @param share in (0,1]: 0.95 for p95
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new Error('no values');
  return value;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/**
 * The slope of the straight line nearest to the points (least squares).
 * @param points x and y, at least two different x
 */
export function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const x = mean(points.map(([each]) => each));
  const y = mean(points.map(([, each]) => each));
  const above = points.reduce((sum, [px, py]) => sum + (px - x) * (py - y), 0);
  const below = points.reduce((sum, [px]) => sum + (px - x) ** 2, 0);
  return above / below;
}

/** p50, p95 and (from 100 values on) p99 of times in milliseconds. */
export function quantiles(measure: string, what: string, times: readonly number[]): Figure[] {
  const shares = [['p50', 0.5], ['p95', 0.95], ...(times.length < 100 ? [] : [['p99', 0.99] as const])] as const;
  return shares.map(([name, share]) => ({
    id: `${measure}.${name}`,
    what: `${what}, ${name}`,
    value: percentile(times, share),
    unit: 'ms',
    of: times.length,
  }));
}

/** Milliseconds that a piece of work takes. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
