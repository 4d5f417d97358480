import type { Relation, Side } from '../alignment/reading';
import { readingOfLink } from '../readings/comparison';
import type { Span } from '../text/essay';
import type { Anchor, Decision, Fault, Given, Importance, Note, Reply, Resolution, Reviewer } from './act';
import { anchorOf } from './anchoring';
import type { Stamp } from './journal';
import type { NoteThread, ReviewedComparison, ReviewedLink, ReviewedSilence } from './reviewed';

/** Who acts, and when. */
export interface Author extends Stamp {
  readonly by: Reviewer;
}

/** What a reviewer does to a link or silence; what is left out stays as the reviewer had it. */
export interface Change {
  readonly verdict?: 'accepted' | 'rejected' | 'undecided' | 'withdrawn' | { readonly relabelled: Relation };
  readonly topic?: string | null;
  readonly importance?: Importance | null;
  readonly reason?: string | null;
  readonly fault?: Fault;
  /** Where the link (silence) should stand instead, in offsets into the essays. */
  readonly spans?: Partial<Readonly<Record<Side, readonly Span[]>>>;
}

/** A decision on a link: the reviewer's earlier view with the change made to it, which it replaces. */
export function decideOnLink(
  comparison: ReviewedComparison,
  link: ReviewedLink,
  change: Change,
  author: Author,
): Decision {
  const [machine = link] = link.machine;
  const label = readingOfLink(comparison, machine);
  const given: Given = {
    source: machine.source,
    reading: { name: label.name, version: label.version },
    id: machine.id,
    relation: machine.relation,
    confidence: machine.confidence,
    relationConfidence: machine.relationConfidence,
    strength: machine.strength,
    topic: machine.topic,
    why: machine.why,
  };
  const anchors = anchorsOf(comparison, machine);
  return decide('link', link.decisions, given, anchors, change, author, comparison);
}

/** A decision on a silence of a side. */
export function decideOnSilence(
  comparison: ReviewedComparison,
  side: Side,
  silence: ReviewedSilence,
  change: Change,
  author: Author,
): Decision {
  const { id, topic, why, spans } = silence.machine ?? silence;
  const { kind: source, name, version } = comparison.reading;
  const given: Given = {
    source,
    reading: { name, version },
    id,
    relation: null,
    confidence: null,
    relationConfidence: null,
    strength: null,
    topic,
    why,
  };
  const anchors = anchorsOf(comparison, { [side]: spans });
  return decide('silence', silence.decisions, given, anchors, change, author, comparison);
}

function decide(
  of: 'link' | 'silence',
  decisions: readonly Decision[],
  given: Given,
  anchors: readonly Anchor[],
  change: Change,
  author: Author,
  comparison: ReviewedComparison,
): Decision {
  const own = decisions.filter(({ by, settles }) => by.id === author.by.id && settles.length === 0);
  const before = own.at(-1);
  const { verdict } = change;
  const relabelled = typeof verdict === 'object' ? verdict.relabelled : undefined;
  const isDrawn = before?.given === null;
  const said =
    typeof verdict === 'object'
      ? ({ verdict: isDrawn ? 'drawn' : 'relabelled', relation: verdict.relabelled } as const)
      : verdict === undefined
        ? { verdict: before?.verdict ?? ('undecided' as const), relation: before?.relation ?? null }
        : // One’s own link, accepted, is the link that one drew.
          isDrawn && verdict !== 'rejected' && verdict !== 'withdrawn'
          ? ({ verdict: 'drawn', relation: before.relation } as const)
          : { verdict, relation: null };
  return {
    kind: 'decision',
    ...author,
    replaces: own.map(({ id }) => id),
    takesBack: null,
    of,
    verdict: said.verdict,
    relation: said.relation,
    topic: change.topic === undefined ? (before?.topic ?? null) : change.topic,
    importance: change.importance === undefined ? (before?.importance ?? null) : change.importance,
    reason: change.reason === undefined ? (before?.reason ?? null) : change.reason,
    // A fault is of the verdict that it came with.
    fault: change.fault ?? (verdict === undefined && relabelled === undefined ? (before?.fault ?? null) : null),
    given: before === undefined ? given : before.given,
    anchors: before?.anchors ?? anchors,
    adjusted: change.spans === undefined ? (before?.adjusted ?? []) : anchorsOf(comparison, change.spans),
    settles: [],
  };
}

/** A link drawn by hand. */
export function drawLink(
  comparison: ReviewedComparison,
  drawn: Readonly<Record<Side, readonly Span[]>> & {
    readonly relation: Relation;
    readonly topic: string | null;
    readonly reason: string | null;
  },
  author: Author,
): Decision {
  return {
    kind: 'decision',
    ...author,
    replaces: [],
    takesBack: null,
    of: 'link',
    verdict: 'drawn',
    relation: drawn.relation,
    topic: drawn.topic,
    importance: null,
    reason: drawn.reason,
    fault: null,
    given: null,
    anchors: anchorsOf(comparison, drawn),
    adjusted: [],
    settles: [],
  };
}

/** Decides between the views of several reviewers on a link, with a reason. The views stay; the settlement names those that it knew. */
export function settleLink(
  comparison: ReviewedComparison,
  link: ReviewedLink,
  verdict: 'accepted' | 'rejected' | { readonly relabelled: Relation },
  reason: string,
  author: Author,
): Decision {
  const fresh = decideOnLink(comparison, { ...link, decisions: [] }, { verdict, reason }, author);
  return settling(fresh, link.decisions);
}

/** Decides between the views of several reviewers on a silence, likewise. */
export function settleSilence(
  comparison: ReviewedComparison,
  side: Side,
  silence: ReviewedSilence,
  verdict: 'accepted' | 'rejected',
  reason: string,
  author: Author,
): Decision {
  const fresh = decideOnSilence(comparison, side, { ...silence, decisions: [] }, { verdict, reason }, author);
  return settling(fresh, silence.decisions);
}

function settling(fresh: Decision, decisions: readonly Decision[]): Decision {
  const views = decisions.filter(({ settles }) => settles.length === 0);
  const earlier = decisions.filter(({ settles }) => settles.length > 0);
  return { ...fresh, replaces: earlier.map(({ id }) => id), settles: views.map(({ id }) => id) };
}

/** Lays a decision whose words were lost onto other words: the reader attaches an orphan again. */
export function reattach<A extends Decision | Note>(
  comparison: ReviewedComparison,
  act: A,
  spans: Readonly<Record<Side, readonly Span[]>>,
  author: Author,
): A {
  return {
    ...act,
    ...author,
    replaces: [act.id],
    takesBack: null,
    anchors: anchorsOf(comparison, spans),
    ...(act.kind === 'decision' ? { adjusted: [] } : {}),
  };
}

/** A note on a span (of one side), a link (both sides), or the theme (no spans). */
export function writeNote(
  comparison: ReviewedComparison,
  on: Note['on'],
  spans: Partial<Readonly<Record<Side, readonly Span[]>>>,
  text: string,
  author: Author,
): Note {
  return {
    kind: 'note',
    ...author,
    replaces: [],
    takesBack: null,
    on,
    text,
    anchors: anchorsOf(comparison, spans),
    isWithdrawn: false,
  };
}

/** A note with other words, or taken away (`text` null). */
export function editNote(thread: NoteThread, text: string | null, author: Author): Note {
  const replaces = thread.versions.map(({ id }) => id);
  return {
    ...thread.note,
    ...author,
    replaces,
    takesBack: null,
    text: text ?? thread.note.text,
    isWithdrawn: text === null,
  };
}

/** A reply with other words, or taken away (`text` null). */
export function editReply(reply: Reply, text: string | null, author: Author): Reply {
  return {
    ...reply,
    ...author,
    replaces: [reply.id],
    takesBack: null,
    text: text ?? reply.text,
    isWithdrawn: text === null,
  };
}

/** An answer to a note. */
export function replyTo(thread: NoteThread, text: string, author: Author): Reply {
  return { kind: 'reply', ...author, replaces: [], takesBack: null, to: thread.id, text, isWithdrawn: false };
}

/** Says that a note is resolved, or open again. */
export function resolveNote(thread: NoteThread, isResolved: boolean, author: Author): Resolution {
  return { kind: 'resolution', ...author, replaces: [], takesBack: null, to: thread.id, isResolved };
}

function anchorsOf(comparison: ReviewedComparison, spans: Partial<Readonly<Record<Side, readonly Span[]>>>): Anchor[] {
  return (['left', 'right'] as const).flatMap((side) =>
    (spans[side] ?? []).map((span) => anchorOf(comparison[side], comparison.pair[side], side, span)),
  );
}
