/** Counts of an F1: what both have, what the reading has, what the annotator has. */
export interface Overlap {
  both: number;
  reading: number;
  gold: number;
}

/** A share: how many of how many. */
export interface Share {
  ok: number;
  of: number;
}

/**
 * What one paragraph adds to the figures of a theme. Every figure is made of sums of these, so that a bootstrap can draw paragraphs. Pairs count
 * at their left paragraph; one entry for each annotator where a figure is a mean over annotators.
 */
export interface ParagraphCounts {
  readonly pairs: Overlap[];
  readonly sentences: Overlap[];
  readonly divergences: Overlap[];
  readonly first: Share;
  readonly firstThree: Share;
  /** Relations that agree, of the pairs that both link; how many of these are determined. */
  readonly relation: Share & { determined: number };
  readonly silence: Share;
}

/** No counts, for so many annotators. */
export function noCounts(annotators: number): ParagraphCounts {
  const overlaps = (): Overlap[] => Array.from({ length: annotators }, () => ({ both: 0, reading: 0, gold: 0 }));
  return {
    pairs: overlaps(),
    sentences: overlaps(),
    divergences: overlaps(),
    first: { ok: 0, of: 0 },
    firstThree: { ok: 0, of: 0 },
    relation: { ok: 0, of: 0, determined: 0 },
    silence: { ok: 0, of: 0 },
  };
}

/** Adds counts into a sum. */
export function addCounts(sum: ParagraphCounts, counts: ParagraphCounts): void {
  const overlaps = (to: readonly Overlap[], from: readonly Overlap[]): void => {
    to.forEach((overlap, i) => {
      overlap.both += from[i]?.both ?? 0;
      overlap.reading += from[i]?.reading ?? 0;
      overlap.gold += from[i]?.gold ?? 0;
    });
  };
  const share = (to: Share, from: Share): void => {
    to.ok += from.ok;
    to.of += from.of;
  };
  overlaps(sum.pairs, counts.pairs);
  overlaps(sum.sentences, counts.sentences);
  overlaps(sum.divergences, counts.divergences);
  share(sum.first, counts.first);
  share(sum.firstThree, counts.firstThree);
  share(sum.relation, counts.relation);
  sum.relation.determined += counts.relation.determined;
  share(sum.silence, counts.silence);
}

/** How good a reading is, each in [0, 1]; null where there is nothing to judge by. docs/measure.md says what each means. */
export interface Figures {
  readonly pairF1: number;
  readonly sentF1: number;
  readonly hit1: number | null;
  readonly hit3: number | null;
  readonly relAcc: number | null;
  readonly relPrec: number | null;
  readonly relCov: number | null;
  readonly divF1: number;
  readonly silence: number | null;
}

export const figureNames = [
  'pairF1',
  'sentF1',
  'hit1',
  'hit3',
  'relAcc',
  'relPrec',
  'relCov',
  'divF1',
  'silence',
] as const satisfies readonly (keyof Figures)[];

/** The figures of themes with these sums: F1s are means over themes (and annotators), shares are pooled. */
export function figuresOf(themes: readonly ParagraphCounts[]): Figures {
  const meanF1 = (overlaps: (theme: ParagraphCounts) => readonly Overlap[]): number =>
    mean(themes.map((theme) => mean(overlaps(theme).map(f1))));
  const ratio = (of: (theme: ParagraphCounts) => number, ok: (theme: ParagraphCounts) => number): number | null => {
    const all = themes.reduce((sum, theme) => sum + of(theme), 0);
    return all === 0 ? null : themes.reduce((sum, theme) => sum + ok(theme), 0) / all;
  };
  return {
    pairF1: meanF1((theme) => theme.pairs),
    sentF1: meanF1((theme) => theme.sentences),
    hit1: ratio(
      (theme) => theme.first.of,
      (theme) => theme.first.ok,
    ),
    hit3: ratio(
      (theme) => theme.firstThree.of,
      (theme) => theme.firstThree.ok,
    ),
    relAcc: ratio(
      (theme) => theme.relation.of,
      (theme) => theme.relation.ok,
    ),
    relPrec: ratio(
      (theme) => theme.relation.determined,
      (theme) => theme.relation.ok,
    ),
    relCov: ratio(
      (theme) => theme.relation.of,
      (theme) => theme.relation.determined,
    ),
    divF1: meanF1((theme) => theme.divergences),
    silence: ratio(
      (theme) => theme.silence.of,
      (theme) => theme.silence.ok,
    ),
  };
}

function f1({ both, reading, gold }: Overlap): number {
  return reading + gold === 0 ? 0 : (2 * both) / (reading + gold);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
