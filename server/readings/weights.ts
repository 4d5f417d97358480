import type { Source } from '../alignment/reading';

/**
 * How far a reading that was made by reading is trusted, by the strength that it gives a link. Measured in November 2026 on themes 1, 4
 * and 6 of the compendium, where two annotators read independently of the published reading (96 links):
 *
 * | strength | links | on a pair of paragraphs that an annotator links too | same relation there (per annotator and pair) |
 * |---|---:|---:|---:|
 * | 2 (clear)  | 35 | 25 (.71) | 41 of 50 (.82) |
 * | 3 (direct) | 61 | 55 (.90) | 124 of 132 (.94) |
 *
 * The reading has no link of strength 1: its figure is a guess below that of 2. Without a strength the mean holds (.83; .91).
 */
export const readingTrust = {
  link: { 1: 0.5, 2: 0.71, 3: 0.9, none: 0.83 },
  relation: { 1: 0.75, 2: 0.82, 3: 0.94, none: 0.91 },
} as const;

/** The sources from the one that weighs most to the one that weighs least. */
export const sourceOrder: readonly Source[] = ['person', 'published', 'model', 'engine'];

/** A reading of which a smaller share of links was found is no reading of these essays: it is shown only where it is asked for. */
export const leastAttached = 0.25;

/** At most so many sentences a side. */
export const sentencesASide = 4;
