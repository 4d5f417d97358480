import type { Source } from '../alignment/reading';

/**
 * How far a reading that was made by reading is trusted, by the strength that it gives a link: the share of its links that lie on a pair
 * of paragraphs that an annotator links too, and how often the relation is the same there. Measured in November 2026 on the compendium,
 * where two annotators read independently of both:
 *
 * | reading | strength | links | on a linked pair | same relation there (per annotator and pair) |
 * |---|---|---:|---:|---:|
 * | published, themes 1, 4, 6 | 2 (clear)  | 35 | 25 (.71) | 41 of 50 (.82) |
 * |                           | 3 (direct) | 61 | 55 (.90) | 124 of 132 (.94) |
 * | model, themes 1 and 4     | 2 (clear)  | 71 | 43 (.61) | 59 of 69 (.86) |
 * |                           | 3 (direct) | 41 | 33 (.80) | 57 of 59 (.97) |
 *
 * There were no links of strength 1 to speak of (0 and 3): their figures are guesses below those of 2. Without a strength the mean holds.
 * The model's figures are those of one strong model in two calls; a weaker one deserves less.
 */
export const readingTrust = {
  published: {
    link: { 1: 0.5, 2: 0.71, 3: 0.9, none: 0.83 },
    relation: { 1: 0.75, 2: 0.82, 3: 0.94, none: 0.91 },
  },
  model: {
    link: { 1: 0.4, 2: 0.61, 3: 0.8, none: 0.67 },
    relation: { 1: 0.75, 2: 0.86, 3: 0.97, none: 0.91 },
  },
} as const;

/** The sources from the one that weighs most to the one that weighs least. */
export const sourceOrder: readonly Source[] = ['person', 'published', 'model', 'engine'];

/** A reading of which a smaller share of links was found is no reading of these essays: it is shown only where it is asked for. */
export const leastAttached = 0.25;

/** At most so many sentences a side. */
export const sentencesASide = 4;
