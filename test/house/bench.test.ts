import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import budgets from '../bench/budgets.json' with { type: 'json' };
import { percentile, slope } from '../bench/figures';
import { generatedPair } from '../bench/generatedEssays';
import { newestResults, page, rowsOf, table } from '../bench/results';
import { readEssay } from '../../server/text/readEssay';
import { readText, root } from './files';

const results = newestResults(join(root, 'test', 'bench', 'results'));

describe('the bench', () => {
  it('shows its newest results, with their budgets, in docs/speed.md', () => {
    expect(results.length).toBeGreaterThan(0);
    expect(readText('docs/speed.md')).toBe(page(results, budgets));
  });

  it('has measured every figure that has a budget', () => {
    const figures = new Set(results.flatMap((result) => result.figures.map(({ id }) => id)));
    const left = new Set(results.flatMap((result) => result.notMeasured.map(({ measure }) => measure)));
    const missing = budgets.filter(({ figure }) => !figures.has(figure) && !left.has(figure.split('.')[0] ?? ''));
    expect(missing).toEqual([]);
  });

  it('marks a budget as met or missed', () => {
    const figure = { id: 'hover.p50', what: 'hover', unit: 'ms', of: 1 } as const;
    const result = { ...results[0]!, figures: [9, 11].map((value) => ({ ...figure, value })) };
    const rows = rowsOf(result, [{ figure: 'hover.p50', atMost: 10, why: '' }]);
    expect(rows.map(({ isMissed }) => isMissed)).toEqual([false, true]);
    expect(
      table(rows)
        .split('\n')
        .slice(2)
        .map((line) => / (met|missed) /.exec(line)?.[1]),
    ).toEqual(['met', 'missed']);
  });

  it('takes percentiles by nearest rank, and the slope of the nearest line', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([50, 95, 99, 100]);
    expect(
      slope([
        [0, 1],
        [1, 3],
        [2, 5],
      ]),
    ).toBeCloseTo(2);
  });

  it('generates the same essays every time, of the length that was asked for', () => {
    const pair = generatedPair(3, 800);
    expect(generatedPair(3, 800)).toEqual(pair);
    expect(generatedPair(4, 800).left).not.toBe(pair.left);
    const words = readEssay(pair.left).text.split(/\s+/).length;
    expect(words).toBeGreaterThan(800);
    expect(words).toBeLessThan(1100);
  });
});
