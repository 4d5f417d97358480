import { addCounts, type Figures, figureNames, figuresOf, noCounts, type ParagraphCounts } from './figures';
import type { ThemeScore } from './scoreReading';

/** Bounds that hold 95 of 100 drawn figures. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How often paragraphs are drawn anew. */
const rounds = 1000;

/**
 * 95 % intervals of the figures by the percentile bootstrap (Efron 1979): the paragraphs of each side of each theme are drawn with replacement.
 * They say how much the figures owe to these paragraphs, not what another subject would give. The same seed gives the same intervals.
 */
export function intervalsOf(themes: readonly ThemeScore[], seed = 1): Partial<Record<keyof Figures, Interval>> {
  const random = randomNumbers(seed);
  const drawn: Figures[] = [];
  for (let round = 0; round < rounds; round += 1) {
    drawn.push(
      figuresOf(
        themes.map(({ gold, left, right }) => {
          const sum = noCounts(gold.length);
          for (const side of [left, right]) for (const counts of draw(side, random)) addCounts(sum, counts);
          return sum;
        }),
      ),
    );
  }
  return Object.fromEntries(
    figureNames.flatMap((name) => {
      const values = drawn.flatMap((figures) => figures[name] ?? []).sort((a, b) => a - b);
      const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? 0;
      return values.length === 0 ? [] : [[name, { low: at(0.025), high: at(0.975) }]];
    }),
  );
}

function draw(side: readonly ParagraphCounts[], random: () => number): ParagraphCounts[] {
  return side.flatMap(() => side[Math.floor(random() * side.length)] ?? []);
}

/** Numbers in [0, 1), the same for the same seed (mulberry32 by Tommy Ettinger, public domain). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
