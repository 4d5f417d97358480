import type { LineIndex } from '../text/lines';
import { type AlignmentStages, linkOf } from './align';
import { linkBudget } from './matching';
import type { Link } from './reading';
import type { Score } from './similarity';
import { weights } from './weights';

/** Why two passages are, or are not, linked. */
export interface Explanation {
  readonly score: Score;
  /** From 1, among all `pairs` passage pairs with any similarity; undefined where they share nothing. */
  readonly rank: number | undefined;
  readonly pairs: number;
  /** How many links this pair of essays gets. */
  readonly budget: number;
  readonly verdict: 'linked' | 'nothing-shared' | 'below-budget' | 'passage-full';
  /** Shared features with their rarity, the most telling first. */
  readonly features: readonly {
    readonly feature: string;
    readonly rarity: number;
    readonly left: number;
    readonly right: number;
  }[];
  /** The link as it is, or as it would be. */
  readonly link: Link | undefined;
}

/** Explains the pair of a left and a right passage (indices into the essays' passages). */
export function explainPair(stages: AlignmentStages, left: number, right: number): Explanation {
  const match = stages.ranked.find((candidate) => candidate.left === left && candidate.right === right);
  const budget = linkBudget(stages.pair.left.length, stages.pair.right.length);
  const linked = stages.matches.some((candidate) => candidate.left === left && candidate.right === right);
  const a = stages.pair.left[left];
  const b = stages.pair.right[right];
  const features = [...(a?.counts ?? [])].flatMap(([feature, count]) => {
    const other = b?.counts.get(feature);
    return other === undefined ? [] : [{ feature, rarity: stages.pair.rarity(feature), left: count, right: other }];
  });
  const isFull = (side: 'left' | 'right', index: number): boolean =>
    stages.matches.filter((candidate) => candidate[side] === index).length >= weights.linksAPassage;
  const verdict = linked
    ? 'linked'
    : match?.score.shares !== true
      ? 'nothing-shared'
      : isFull('left', left) || isFull('right', right)
        ? 'passage-full'
        : 'below-budget';
  return {
    score: stages.scores[left]?.[right] ?? {
      total: 0,
      text: 0,
      shares: false,
      heading: 0,
      position: 0,
      hub: 0,
      length: 0,
    },
    rank: match?.rank,
    pairs: stages.ranked.length,
    budget,
    verdict,
    features: features.sort((x, y) => y.rarity - x.rarity),
    link: match === undefined ? undefined : linkOf(stages, match),
  };
}

/** The passage that holds a line (from 0) of an essay, else the next one after it; undefined behind the last. */
export function passageAtLine(
  passages: readonly { readonly start: number; readonly end: number }[],
  lines: LineIndex,
  line: number,
): number | undefined {
  const index = passages.findIndex((passage) => lines.lineAt(Math.max(passage.start, passage.end - 1)) >= line);
  return index < 0 ? undefined : index;
}
