import type { Side } from '../alignment/reading';
import {
  type Reviewed,
  type ReviewedComparison,
  reviewedItems,
  type ReviewedLink,
  type ReviewedSilence,
} from './reviewed';

/** How far a reviewer has come: links and silences decided, of all. */
export interface Progress {
  readonly decided: number;
  readonly of: number;
}

/** Something to decide on. */
export type Item =
  | { readonly kind: 'link'; readonly link: ReviewedLink }
  | { readonly kind: 'silence'; readonly side: Side; readonly silence: ReviewedSilence };

/** Whether a reviewer has judged a link or silence. */
export function hasDecided({ decisions }: Reviewed, reviewer: string): boolean {
  return decisions.some(({ by, verdict }) => by.id === reviewer && verdict !== 'undecided' && verdict !== 'withdrawn');
}

/** How far a reviewer has come with a comparison. */
export function progressOf(comparison: ReviewedComparison, reviewer: string): Progress {
  const all = reviewedItems(comparison);
  return { decided: all.filter((each) => hasDecided(each, reviewer)).length, of: all.length };
}

/** What a reviewer has still to decide, hardest first: what reviewers dispute, then what the reading is least sure of, then silences. */
export function undecidedOf(comparison: ReviewedComparison, reviewer: string): Item[] {
  const links = comparison.links
    .filter((link) => !hasDecided(link, reviewer))
    .sort((a, b) => hardness(b) - hardness(a) || (a.left[0]?.start ?? 0) - (b.left[0]?.start ?? 0));
  const silences = (['left', 'right'] as const).flatMap((side) =>
    comparison.silences[side]
      .filter((silence) => !hasDecided(silence, reviewer))
      .map((silence) => ({ kind: 'silence', side, silence }) as const),
  );
  return [...links.map((link) => ({ kind: 'link', link }) as const), ...silences];
}

/**
 * How hard a link is to decide, from 0 (as good as certain) to 1 (as likely right as wrong), and 2 where reviewers dispute it. A link is
 * right when there is one and its relation is right; a relation that nobody claims is an even guess.
 */
export function hardness({ status, confidence, relationConfidence }: ReviewedLink): number {
  if (status === 'disputed') return 2;
  return 1 - Math.abs(2 * confidence * (relationConfidence ?? 0.5) - 1);
}
