import type { ReviewedComparison, ReviewedLink } from '../review/reviewed';
import type { Essay, Span } from '../text/essay';
import type { GoldLink, GoldSentence, GoldSet } from './goldSet';

/** Decisions as a gold set, and how much of the comparisons it says nothing about. */
export interface DecidedGold {
  readonly gold: GoldSet;
  /** Links of its themes that nobody judged, or that reviewers dispute. */
  readonly open: number;
}

/**
 * Decisions as a gold set of one annotator: the links that reviewers accepted, relabelled, drew, or settled on. A pair in which no link was judged
 * is left out. Themes are numbered as `segmentsOf` numbers them.
 */
export function decisionsAsGold(comparisons: readonly ReviewedComparison[]): DecidedGold {
  const judged = comparisons
    .map((comparison, i) => ({ comparison, theme: `${i + 1}` }))
    .filter(({ comparison }) => [...comparison.links, ...comparison.rejected].some(isJudged));
  return {
    gold: judged.map(({ comparison, theme }) => {
      const left = sentencesOf(comparison.left);
      const right = sentencesOf(comparison.right);
      const links = comparison.links.filter(isJudged).map((link): GoldLink => ({
        left: idsIn(left, link.left),
        right: idsIn(right, link.right),
        relation: link.relation,
        strength: link.strength ?? 1,
      }));
      return { theme, left, right, annotators: [links] };
    }),
    open: judged.reduce((sum, { comparison }) => sum + comparison.links.filter((link) => !isJudged(link)).length, 0),
  };
}

function isJudged({ status }: ReviewedLink): boolean {
  return status !== 'undecided' && status !== 'disputed';
}

type PlacedSentence = GoldSentence & Span;

function sentencesOf({ passages }: Essay): PlacedSentence[] {
  return passages.flatMap(({ sentences }, p) =>
    sentences.map(({ text, start, end }, s) => ({
      id: `p${p + 1}.s${s + 1}`,
      paragraph: `p${p + 1}`,
      text,
      start,
      end,
    })),
  );
}

function idsIn(sentences: readonly PlacedSentence[], spans: readonly Span[]): string[] {
  return sentences
    .filter((sentence) => spans.some((span) => sentence.start < span.end && span.start < sentence.end))
    .map(({ id }) => id);
}
