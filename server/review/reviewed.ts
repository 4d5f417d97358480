import type { Span } from '../text/essay';
import type { ComparedLink, ComparedSilence, Comparison } from '../readings/comparison';
import type { Side } from '../alignment/reading';
import type { Act, Anchor, Decision, Importance, Note, Reply } from './act';

/**
 * - `undecided`: no reviewer has judged it
 * - `accepted`, `rejected`, `relabelled`, `drawn`: what all who judged it say, or what settled it
 * - `disputed`: reviewers differ, and nobody has settled it
 */
export type ReviewStatus = 'undecided' | 'accepted' | 'rejected' | 'relabelled' | 'drawn' | 'disputed';

/** What reviewers said of one link or silence. */
export interface Reviewed {
  readonly status: ReviewStatus;
  /** Every decision that stands, by time; of one reviewer there are two where two machines did not know of each other. */
  readonly decisions: readonly Decision[];
  /** What settles the views of several reviewers; they stay in `decisions`. */
  readonly settlement: Decision | null;
  /** A view that the settlement did not know, and that differs from it. */
  readonly isReopened: boolean;
  readonly importance: Importance | null;
  /** The reviewer's reason, in a line. */
  readonly reason: string | null;
}

/** A link with the decisions laid over it: relation, topic and spans are the reviewer's where one decided. */
export interface ReviewedLink extends ComparedLink, Reviewed {
  /** The link as readings gave it, or those that a drawn link takes the place of; none for one that no reading shown has. */
  readonly machine: readonly ComparedLink[];
}

export interface ReviewedSilence extends ComparedSilence, Reviewed {
  /** The silence as the reading gave it; null for one that the reading shown does not have. */
  readonly machine: ComparedSilence | null;
}

/** A note with its answers, at its place as the essays stand now. */
export interface NoteThread {
  /** The id of the note's first act: it stays through every edit. */
  readonly id: string;
  readonly note: Note;
  /** The words of the note as they stand; two lines where two machines edited it. */
  readonly versions: readonly Note[];
  readonly replies: readonly Reply[];
  readonly isResolved: boolean;
  /** Empty for a note on the theme. */
  readonly left: readonly Span[];
  readonly right: readonly Span[];
  /** The link that it is on, where that is shown or rejected. */
  readonly link: string | null;
}

/** A decision or note some of whose words are not in the essays any more. It is kept, and can be attached again. */
export interface Orphan {
  readonly act: Decision | Note;
  readonly lost: readonly Anchor[];
}

/**
 * A comparison with what reviewers decided laid over it. It is a comparison: whatever shows one shows this. Rejected links and silences are
 * not among `links` and `silences`.
 */
export interface ReviewedComparison extends Comparison {
  readonly links: readonly ReviewedLink[];
  readonly silences: { readonly left: readonly ReviewedSilence[]; readonly right: readonly ReviewedSilence[] };
  readonly rejected: readonly ReviewedLink[];
  readonly rejectedSilences: { readonly left: readonly ReviewedSilence[]; readonly right: readonly ReviewedSilence[] };
  /** In reading order: of the theme first, then by their place. */
  readonly notes: readonly NoteThread[];
  readonly orphans: readonly Orphan[];
}

/** All links and silences of a comparison, those that reviewers rejected too. */
export function reviewedItems(comparison: ReviewedComparison): readonly Reviewed[] {
  const { links, rejected, silences, rejectedSilences } = comparison;
  return [
    ...links,
    ...rejected,
    ...silences.left,
    ...silences.right,
    ...rejectedSilences.left,
    ...rejectedSilences.right,
  ];
}

/** The side of this comparison that an anchor is on; undefined for one of another pair of the theme. */
export function sideHere({ pair }: Pick<Comparison, 'pair'>, anchor: Anchor): Side | undefined {
  for (const side of ['left', 'right'] as const) if (pair[side].perspective === anchor.perspective) return side;
  if (anchor.perspective !== '') return undefined;
  for (const side of ['left', 'right'] as const) if (pair[side].path === anchor.path) return side;
  return undefined;
}

/** Whether an act is about this comparison's pair: every anchor is on one of its sides. */
export function isHere(comparison: Pick<Comparison, 'pair'>, act: Act): boolean {
  return !('anchors' in act) || act.anchors.every((anchor) => sideHere(comparison, anchor) !== undefined);
}
