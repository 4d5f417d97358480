import type { Side } from '../alignment/reading';
import { type Fingerprint } from '../readings/fingerprint';
import { fingerprintsIn, type ReadingFile } from '../readings/readingFile';
import type { ReviewedComparison, ReviewedLink, ReviewedSilence } from './reviewed';

/** A link that reviewers judged, by the fingerprints of its sentences: what an evaluation holds an engine’s links against. */
export interface JudgedLink {
  readonly left: readonly Fingerprint[];
  readonly right: readonly Fingerprint[];
  /** Null where there is no such link. */
  readonly relation: ReviewedLink['relation'] | null;
  readonly by: readonly string[];
}

/** The judgements on one pair. */
export interface GoldPair {
  readonly theme: string;
  readonly left: string;
  readonly right: string;
  readonly links: readonly JudgedLink[];
  readonly silences: { readonly left: readonly JudgedSilence[]; readonly right: readonly JudgedSilence[] };
  /** Links that nobody judged, or that reviewers dispute: they say nothing for or against. */
  readonly open: number;
}

export interface JudgedSilence {
  readonly sentences: readonly Fingerprint[];
  readonly topic: string;
  readonly isReal: boolean;
  readonly by: readonly string[];
}

/** Decisions as a gold set: what reviewers accepted, relabelled, drew and rejected; what is undecided or disputed is only counted. */
export function decisionsAsGold(comparisons: readonly ReviewedComparison[]): GoldPair[] {
  return comparisons.map((comparison) => {
    const all = [...comparison.links, ...comparison.rejected];
    const judged = all.filter(isJudged);
    const silences = (side: Side): JudgedSilence[] =>
      [...comparison.silences[side], ...comparison.rejectedSilences[side]].filter(isJudged).map((silence) => ({
        sentences: fingerprintsIn(comparison[side], silence.spans),
        topic: silence.topic,
        isReal: silence.status !== 'rejected',
        by: reviewersOf(silence),
      }));
    return {
      theme: comparison.pair.theme.id,
      left: comparison.pair.left.path,
      right: comparison.pair.right.path,
      links: judged.map((link) => ({
        left: fingerprintsIn(comparison.left, link.left),
        right: fingerprintsIn(comparison.right, link.right),
        relation: link.status === 'rejected' ? null : link.relation,
        by: reviewersOf(link),
      })),
      silences: { left: silences('left'), right: silences('right') },
      open: all.length - judged.length,
    };
  });
}

/**
 * The links and silences that reviewers stand behind, as a reading file of kind `person`: gold in the form that every reading has. `head` says
 * who made it; the time comes from outside.
 */
export function goldReading(
  head: Pick<ReadingFile, 'name' | 'author' | 'date' | 'method'>,
  comparisons: readonly ReviewedComparison[],
): ReadingFile {
  return {
    format: 'counterpoint-reading',
    version: 1,
    ...head,
    kind: 'person',
    pairs: comparisons.map((comparison) => {
      const silences = (side: Side): { sentences: Fingerprint[]; topic: string }[] =>
        comparison.silences[side].filter(isJudged).flatMap(({ spans, topic }) => {
          const sentences = fingerprintsIn(comparison[side], spans);
          return sentences.length === 0 ? [] : [{ sentences, topic }];
        });
      return {
        theme: comparison.pair.theme.id,
        title: comparison.pair.theme.title,
        left: { title: comparison.pair.left.title },
        right: { title: comparison.pair.right.title },
        links: comparison.links.filter(isJudged).flatMap((link) => {
          const left = fingerprintsIn(comparison.left, link.left);
          const right = fingerprintsIn(comparison.right, link.right);
          if (left.length === 0 || right.length === 0) return [];
          return [
            {
              left,
              right,
              relation: link.relation,
              ...(link.topic === null ? {} : { topic: link.topic }),
              ...(link.reason === null ? {} : { why: link.reason }),
            },
          ];
        }),
        silences: { left: silences('left'), right: silences('right') },
      };
    }),
  };
}

function isJudged({ status }: ReviewedLink | ReviewedSilence): boolean {
  return status !== 'undecided' && status !== 'disputed';
}

function reviewersOf({ decisions }: ReviewedLink | ReviewedSilence): string[] {
  return [...new Set(decisions.map(({ by }) => by.id))].sort();
}
