import type { Side } from '../alignment/reading';
import { matchSentences, sentencesAt, type SentenceMatch } from './sentenceMatch';
import type { ReviewedComparison, ReviewedLink, ReviewedSilence } from './reviewed';

/**
 * Why a link (silence) came or went:
 * - `text`: all its sentences on one side are new (gone)
 * - `rewording`: some of its sentences have other words than before
 * - `surroundings`: its sentences stand as they did; the reading sees them otherwise because of what changed around them
 */
export type Cause = 'text' | 'rewording' | 'surroundings';

/**
 * What became of a link or silence between two versions of its essays:
 * - `relabelled`: another relation
 * - `moved`: it stands on other sentences, or its sentences stand in another place
 * - `reworded`: the same sentences, in other words
 */
export type Change<T> =
  | { readonly kind: 'new'; readonly after: T; readonly cause: Cause }
  | { readonly kind: 'gone'; readonly before: T; readonly cause: Cause }
  | { readonly kind: 'relabelled' | 'moved' | 'reworded'; readonly before: T; readonly after: T };

/** How many sentences of an essay are new, gone, and of those that stayed, reworded or moved. */
export interface SentenceCounts {
  readonly new: number;
  readonly gone: number;
  readonly reworded: number;
  readonly moved: number;
}

/** What a revision did to an argument: the changes of a comparison between two versions of its essays. */
export interface Changes {
  readonly before: ReviewedComparison;
  readonly after: ReviewedComparison;
  readonly sentences: Readonly<Record<Side, SentenceCounts>>;
  readonly links: readonly Change<ReviewedLink>[];
  readonly silences: Readonly<Record<Side, readonly Change<ReviewedSilence>[]>>;
  /** Links that are as they were. */
  readonly unchanged: number;
}

const sides = ['left', 'right'] as const;

/** A link that keeps this much of its sentences on one side (shared of all, in [0, 1]) has moved, whatever it stands on opposite. */
const leastKept = 0.5;

/**
 * Compares the alignment of two versions of the same two essays. A link is the same where it shares a sentence with the earlier one on both
 * sides; of several, the one that covers it best. Of those left over, one that keeps its sentences on one side has moved on the other.
 */
export function changesOf(before: ReviewedComparison, after: ReviewedComparison): Changes {
  const match = {
    left: matchSentences(before.left, after.left),
    right: matchSentences(before.right, after.right),
  };
  const links = linkChanges(before, after, match);
  const silences = (side: Side): Change<ReviewedSilence>[] =>
    silenceChanges(before.silences[side], after.silences[side], match[side]);
  return {
    before,
    after,
    sentences: { left: countsOf(match.left), right: countsOf(match.right) },
    links: links.changes,
    silences: { left: silences('left'), right: silences('right') },
    unchanged: links.unchanged,
  };
}

/** Whether anything is other than it was: in the texts, or in what is shown of them. */
export function isUnchanged({ sentences, links, silences }: Changes): boolean {
  const isSame = (counts: SentenceCounts): boolean => counts.new + counts.gone + counts.reworded + counts.moved === 0;
  return (
    isSame(sentences.left) &&
    isSame(sentences.right) &&
    links.length + silences.left.length + silences.right.length === 0
  );
}

function countsOf({ nowOf, wasOf, reworded, moved }: SentenceMatch): SentenceCounts {
  const without = (list: readonly (number | undefined)[]): number => list.filter((each) => each === undefined).length;
  return { new: without(wasOf), gone: without(nowOf), reworded: reworded.size, moved: moved.size };
}

type Match = Readonly<Record<Side, SentenceMatch>>;

/** A link with the sentences that it stands on, as indices; of an earlier one also those that they are now. */
interface Standing {
  readonly link: ReviewedLink;
  readonly on: Readonly<Record<Side, readonly number[]>>;
}

function linkChanges(
  before: ReviewedComparison,
  after: ReviewedComparison,
  match: Match,
): { readonly changes: Change<ReviewedLink>[]; readonly unchanged: number } {
  const standing = (link: ReviewedLink, version: 'before' | 'after'): Standing => ({
    link,
    on: {
      left: sentencesAt(match.left[version], link.left),
      right: sentencesAt(match.right[version], link.right),
    },
  });
  const old = before.links.map((link) => standing(link, 'before'));
  const now = after.links.map((link) => standing(link, 'after'));
  const pairs = [
    ...matched(old, now, (was, is) => {
      const [left, right] = sides.map((side) => shareOf(was.on[side], is.on[side], match[side]));
      return (left ?? 0) * (right ?? 0);
    }),
  ];
  const left = (list: readonly Standing[], version: 'was' | 'is'): Standing[] =>
    list.filter((each) => !pairs.some((pair) => pair[version] === each));
  pairs.push(
    ...matched(left(old, 'was'), left(now, 'is'), (was, is) => {
      const kept = Math.max(...sides.map((side) => shareOf(was.on[side], is.on[side], match[side])));
      return kept >= leastKept ? kept : 0;
    }),
  );
  const changes: Change<ReviewedLink>[] = [];
  let unchanged = 0;
  for (const { was, is } of pairs) {
    const kind = kindOf(was, is, match);
    if (kind === undefined) unchanged += 1;
    else changes.push({ kind, before: was.link, after: is.link });
  }
  for (const { link, on } of left(old, 'was'))
    changes.push({
      kind: 'gone',
      before: link,
      cause: causeOf(sides.map((side) => on[side].map((each) => fateBefore(each, match[side])))),
    });
  for (const { link, on } of left(now, 'is'))
    changes.push({
      kind: 'new',
      after: link,
      cause: causeOf(sides.map((side) => on[side].map((each) => fateAfter(each, match[side])))),
    });
  return { changes: changes.sort(byPlace), unchanged };
}

function silenceChanges(
  before: readonly ReviewedSilence[],
  after: readonly ReviewedSilence[],
  match: SentenceMatch,
): Change<ReviewedSilence>[] {
  const old = before.map((silence) => ({ silence, on: sentencesAt(match.before, silence.spans) }));
  const now = after.map((silence) => ({ silence, on: sentencesAt(match.after, silence.spans) }));
  const pairs = matched(old, now, (was, is) => shareOf(was.on, is.on, match));
  return [
    ...old
      .filter((was) => !pairs.some((pair) => pair.was === was))
      .map(
        ({ silence, on }) =>
          ({ kind: 'gone', before: silence, cause: causeOf([on.map((each) => fateBefore(each, match))]) }) as const,
      ),
    ...now
      .filter((is) => !pairs.some((pair) => pair.is === is))
      .map(
        ({ silence, on }) =>
          ({ kind: 'new', after: silence, cause: causeOf([on.map((each) => fateAfter(each, match))]) }) as const,
      ),
  ];
}

/** Pairs what fits best, each once; what fits not at all (0) stays alone. */
function matched<T>(
  old: readonly T[],
  now: readonly T[],
  fit: (was: T, is: T) => number,
): { readonly was: T; readonly is: T }[] {
  const candidates = old
    .flatMap((was, i) => now.map((is, j) => ({ was, is, order: i - j, fit: fit(was, is) })))
    .filter((each) => each.fit > 0)
    .sort((a, b) => b.fit - a.fit || Math.abs(a.order) - Math.abs(b.order));
  const taken = new Set<T>();
  return candidates.filter(({ was, is }) => {
    if (taken.has(was) || taken.has(is)) return false;
    taken.add(was);
    taken.add(is);
    return true;
  });
}

/** How much two sets of sentences, one of each version, are the same: shared of all, in [0, 1]. */
function shareOf(was: readonly number[], is: readonly number[], { nowOf }: SentenceMatch): number {
  const shared = was.filter((i) => {
    const now = nowOf[i];
    return now !== undefined && is.includes(now);
  }).length;
  const all = was.length + is.length - shared;
  return all === 0 ? 0 : shared / all;
}

function kindOf(was: Standing, is: Standing, match: Match): 'relabelled' | 'moved' | 'reworded' | undefined {
  const kept = sides.map((side) => shareOf(was.on[side], is.on[side], match[side]));
  if (was.link.relation !== is.link.relation && kept.every((share) => share > 0)) return 'relabelled';
  const isMoved =
    kept.some((share) => share < 1) || sides.some((side) => is.on[side].some((each) => match[side].moved.has(each)));
  if (isMoved) return 'moved';
  return sides.some((side) => is.on[side].some((each) => match[side].reworded.has(each))) ? 'reworded' : undefined;
}

/** What became of one sentence of a link: it has no counterpart in the other version, other words there, or the same. */
type Fate = 'other' | 'reworded' | 'same';

function fateBefore(index: number, { nowOf, reworded }: SentenceMatch): Fate {
  const now = nowOf[index];
  return now === undefined ? 'other' : reworded.has(now) ? 'reworded' : 'same';
}

function fateAfter(index: number, { wasOf, reworded }: SentenceMatch): Fate {
  return wasOf[index] === undefined ? 'other' : reworded.has(index) ? 'reworded' : 'same';
}

/** Why what stands on these sentences is new or gone: the fates of each side’s sentences. */
function causeOf(fates: readonly (readonly Fate[])[]): Cause {
  if (fates.some((side) => side.length > 0 && side.every((fate) => fate === 'other'))) return 'text';
  return fates.flat().every((fate) => fate === 'same') ? 'surroundings' : 'rewording';
}

const kinds = ['new', 'gone', 'relabelled', 'moved', 'reworded'] as const;

function byPlace(a: Change<ReviewedLink>, b: Change<ReviewedLink>): number {
  const at = (change: Change<ReviewedLink>): ReviewedLink => (change.kind === 'gone' ? change.before : change.after);
  return (
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    (at(a).left[0]?.start ?? 0) - (at(b).left[0]?.start ?? 0) ||
    (at(a).right[0]?.start ?? 0) - (at(b).right[0]?.start ?? 0)
  );
}
