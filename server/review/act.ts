import type { Relation, Side, Source } from '../alignment/reading';
import type { Span } from '../text/essay';

/**
 * What reviewers do, as plain data. Every act is one line of a file and is never changed afterwards: a later act names the acts that it
 * `replaces`. So the union of two files, in whatever order their lines come, means the same.
 */
export type Act = Decision | Note | Reply | Resolution;

/** What every act has. */
interface ActHead {
  /** Random and permanent, `urn:uuid:…`; given from outside. */
  readonly id: string;
  readonly by: Reviewer;
  /** When it was done, ISO 8601 in UTC; given from outside. Orders acts that do not know of each other, nothing else. */
  readonly at: string;
  /** The acts that this one takes the place of. They are kept, as its past. */
  readonly replaces: readonly string[];
  /** Set on an act that undoes or redoes another: the act that it takes back or brings back. */
  readonly takesBack: TakesBack | null;
}

export interface TakesBack {
  readonly kind: 'undo' | 'redo';
  readonly act: string;
}

/** `id` as in `[a-z0-9][a-z0-9-]{0,63}`: it names the reviewer's file. */
export interface Reviewer {
  readonly id: string;
  readonly name: string;
}

/** Words of one essay, kept with what stood around them, so that they are found again after edits. Offsets are into the canonical text then. */
export interface Anchor extends Span {
  /** The side on which the essay stood; the perspective says where it stands now. */
  readonly side: Side;
  readonly perspective: string;
  /** POSIX path of the essay in its corpus. */
  readonly path: string;
  /** Verbatim. */
  readonly exact: string;
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * - `accepted`, `rejected`: of what a reading proposed
 * - `relabelled`: accepted, but with another relation
 * - `drawn`: the reviewer's own link
 * - `undecided`: topic, importance or reason were given, and no judgement
 * - `withdrawn`: taken back; as if nothing had been said
 */
export type Verdict = 'accepted' | 'rejected' | 'relabelled' | 'drawn' | 'undecided' | 'withdrawn';

/** What of a suggestion is wrong, where a reviewer reports it as wrong. */
export type Fault = 'link' | 'relation' | 'spans' | 'topic';

/** What the machine (or another reading) said of the link or silence that was decided: kept beside the decision for good. */
export interface Given {
  readonly source: Source;
  readonly reading: { readonly name: string; readonly version: string };
  /** The id of the link or silence then. */
  readonly id: string;
  /** Null for a silence. */
  readonly relation: Relation | null;
  /** In [0, 1]; null for a silence. */
  readonly confidence: number | null;
  readonly relationConfidence: number | null;
  readonly strength: 1 | 2 | 3 | null;
  readonly topic: string | null;
  readonly why: string | null;
}

/** 1 minor, 2 of weight, 3 central. */
export type Importance = 1 | 2 | 3;

/** What a reviewer says of a link or silence, whole: the next decision on it repeats what stays and names this one in `replaces`. */
export interface Decision extends ActHead {
  readonly kind: 'decision';
  readonly of: 'link' | 'silence';
  readonly verdict: Verdict;
  /** The reviewer's relation: set where relabelled or drawn, null elsewhere. */
  readonly relation: Relation | null;
  readonly topic: string | null;
  readonly importance: Importance | null;
  /** In a line. */
  readonly reason: string | null;
  readonly fault: Fault | null;
  /** Null for a link that was drawn by hand. */
  readonly given: Given | null;
  /** Where the link or silence stands, as it was given or drawn: one for each span. */
  readonly anchors: readonly Anchor[];
  /** Where the reviewer says it stands; empty where that is the same. */
  readonly adjusted: readonly Anchor[];
  /** Decisions of several reviewers that this one settles; they are kept. Empty for a reviewer's own view. */
  readonly settles: readonly string[];
}

/** A note on a span (anchors of one side), a link (anchors of both), or a theme (none). */
export interface Note extends ActHead {
  readonly kind: 'note';
  readonly on: 'span' | 'link' | 'theme';
  /** Markdown. */
  readonly text: string;
  readonly anchors: readonly Anchor[];
  readonly isWithdrawn: boolean;
}

/** An answer to a note. */
export interface Reply extends ActHead {
  readonly kind: 'reply';
  /** An act of the note's thread. */
  readonly to: string;
  readonly text: string;
  readonly isWithdrawn: boolean;
}

/** Says that a note is resolved, or open again. */
export interface Resolution extends ActHead {
  readonly kind: 'resolution';
  readonly to: string;
  readonly isResolved: boolean;
}
