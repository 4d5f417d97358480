import type { Link, Relation, Side } from '../alignment/reading';
import { byRank, type ComparedLink, type ComparedSilence, type Comparison, linkId } from '../readings/comparison';
import { sharesSentence } from '../readings/overlay';
import type { Span } from '../text/essay';
import type { Act, Anchor, Decision } from './act';
import { findAnchor } from './anchoring';
import { byTime, emptyJournal, type Journal, standing } from './journal';
import { threadsOf } from './notes';
import {
  isHere,
  type Orphan,
  type Reviewed,
  type ReviewedComparison,
  type ReviewedLink,
  type ReviewedSilence,
  type ReviewStatus,
  sideHere,
} from './reviewed';

type Sides = Readonly<Record<Side, readonly Span[]>>;

/** A decision at its place in the essays as they are now. */
interface Placed {
  readonly decision: Decision;
  readonly given: Sides;
  /** Where the reviewer moved it to; where that is lost, where it was given. */
  readonly spans: Sides;
}

/**
 * Lays decisions over a comparison. A decision applies to the link (silence) that it shares a sentence with, on both sides (its side); of
 * several, to the one it covers best. What a reviewer accepted or drew is shown even where the reading shown does not have it. What cannot
 * be found in the essays any more is listed in `orphans`; nothing is dropped.
 */
export function mergeDecisions(comparison: Comparison, journal: Journal): ReviewedComparison {
  const acts = journal.acts.filter((act) => isHere(comparison, act));
  const decisions = standing(acts.filter(isDecision)).filter(({ verdict }) => verdict !== 'withdrawn');
  const { placed, orphans } = place(comparison, decisions);
  const links = mergeLinks(
    comparison,
    placed.filter(({ decision }) => decision.of === 'link'),
  );
  const silences = (side: Side): { shown: ReviewedSilence[]; rejected: ReviewedSilence[] } =>
    mergeSilences(
      comparison,
      side,
      placed.filter(({ decision, given }) => decision.of === 'silence' && given[side].length > 0),
    );
  const left = silences('left');
  const right = silences('right');
  const merged = {
    ...comparison,
    links: links.shown,
    rejected: links.rejected,
    silences: { left: left.shown, right: right.shown },
    rejectedSilences: { left: left.rejected, right: right.rejected },
  };
  const notes = threadsOf(merged, acts);
  return { ...merged, notes: notes.threads, orphans: [...orphans, ...notes.orphans] };
}

/** A comparison on which nobody has decided anything yet. */
export function withoutDecisions(comparison: Comparison): ReviewedComparison {
  return mergeDecisions(comparison, emptyJournal);
}

/** Whether decisions were laid over a comparison. */
export function isReviewed(comparison: Comparison): comparison is ReviewedComparison {
  return 'rejected' in comparison;
}

function isDecision(act: Act): act is Decision {
  return act.kind === 'decision';
}

function place(comparison: Comparison, decisions: readonly Decision[]): { placed: Placed[]; orphans: Orphan[] } {
  const placed: Placed[] = [];
  const orphans: Orphan[] = [];
  for (const decision of decisions) {
    const given = locate(comparison, decision.anchors);
    const adjusted = locate(comparison, decision.adjusted);
    const sides = new Set(decision.anchors.map((anchor) => sideHere(comparison, anchor)));
    const isWhole = [...sides].every((side) => side !== undefined && given.spans[side].length > 0);
    if (!isWhole) {
      orphans.push({ act: decision, lost: given.lost });
      continue;
    }
    const moved = (side: Side): readonly Span[] =>
      adjusted.spans[side].length > 0 ? adjusted.spans[side] : given.spans[side];
    placed.push({ decision, given: given.spans, spans: { left: moved('left'), right: moved('right') } });
  }
  return { placed, orphans };
}

/** Finds anchors in the essays of a comparison: the spans of each side in order, and the anchors that are not there. */
function locate(comparison: Comparison, anchors: readonly Anchor[]): { spans: Sides; lost: Anchor[] } {
  const spans: Record<Side, Span[]> = { left: [], right: [] };
  const lost: Anchor[] = [];
  for (const anchor of anchors) {
    const side = sideHere(comparison, anchor);
    const found = side === undefined ? undefined : findAnchor(comparison[side], anchor, 'sentences');
    if (side === undefined || found?.kind !== 'found') lost.push(anchor);
    else spans[side].push(found.span);
  }
  return { spans: { left: joined(spans.left), right: joined(spans.right) }, lost };
}

/** In order, those that overlap made one. */
function joined(spans: readonly Span[]): Span[] {
  const result: { start: number; end: number }[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result.at(-1);
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end);
    else result.push({ ...span });
  }
  return result;
}

/** A link to be shown, and the decisions on it. */
interface Base {
  readonly link: ComparedLink;
  machine: readonly ComparedLink[];
  readonly placed: Placed[];
}

function mergeLinks(
  comparison: Comparison,
  placed: readonly Placed[],
): { shown: ReviewedLink[]; rejected: ReviewedLink[] } {
  const proposed = comparison.links.map((link): Base => ({ link, machine: [link], placed: [] }));
  const own: Base[] = [];
  const drawn = placed.filter(({ decision }) => decision.verdict === 'drawn');
  for (const each of drawn) {
    const same = own.find(({ link }) => isSameLink(link, each.spans));
    if (same === undefined) own.push({ link: linkOf(comparison, each), machine: [], placed: [each] });
    else same.placed.push(each);
  }
  for (const each of placed) {
    if (each.decision.verdict === 'drawn') continue;
    const order = each.decision.given?.source === 'person' ? [own, proposed] : [proposed, own];
    const base = order.map((bases) => bestBase(bases, each)).find((found) => found !== undefined);
    if (base === undefined) own.push({ link: linkOf(comparison, each), machine: [], placed: [each] });
    else base.placed.push(each);
  }
  // A link that a reader drew stands for those of the readings that say the same; but what was rejected stays rejected on its own.
  const kept = proposed.filter((base) => {
    if (statusOf(base.placed, base.link.relation).status === 'rejected') return true;
    const over = own.find(
      ({ link, placed: by }) => by.some(({ decision }) => decision.verdict === 'drawn') && isSameLink(link, base.link),
    );
    if (over === undefined) return true;
    over.machine = [...over.machine, base.link];
    over.placed.push(...base.placed);
    return false;
  });
  const links = [...kept, ...own].map(reviewLink).sort(byRank);
  const unique = withUniqueIds(links);
  return {
    shown: unique.filter(({ status }) => status !== 'rejected'),
    rejected: unique.filter(({ status }) => status === 'rejected'),
  };
}

function isSameLink(a: Sides, b: Sides): boolean {
  return sharesSentence(a.left, b.left) && sharesSentence(a.right, b.right);
}

function bestBase(bases: readonly Base[], { decision, given, spans }: Placed): Base | undefined {
  const candidates = bases.filter(({ link }) => isSameLink(link, given) || isSameLink(link, spans));
  const same = candidates.find(({ link }) => link.id === decision.given?.id);
  if (same !== undefined) return same;
  let best: { readonly base: Base; readonly cover: number } | undefined;
  for (const base of candidates) {
    const cover = Math.max(coverOf(base.link, given), coverOf(base.link, spans));
    if (best === undefined || cover > best.cover) best = { base, cover };
  }
  return best?.base;
}

/** How well two links cover each other, in [0, 1]: shared characters of all, both sides multiplied. */
function coverOf(a: Sides, b: Sides): number {
  const one = (side: Side): number => {
    const shared = a[side].reduce(
      (sum, x) =>
        sum + b[side].reduce((all, y) => all + Math.max(0, Math.min(x.end, y.end) - Math.max(x.start, y.start)), 0),
      0,
    );
    const total = lengthOf(a[side]) + lengthOf(b[side]) - shared;
    return total === 0 ? 0 : shared / total;
  };
  return one('left') * one('right');
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}

/** A link that no reading shown has: drawn by hand, or decided in another reading. */
function linkOf(comparison: Comparison, { decision, spans }: Placed): ComparedLink {
  const { given, relation, topic, reason } = decision;
  const link: Link = {
    source: 'person',
    relation: relation ?? given?.relation ?? 'undetermined',
    confidence: 1,
    relationConfidence: null,
    strength: given?.strength ?? null,
    topic: topic ?? given?.topic ?? null,
    why: reason ?? given?.why ?? null,
    left: spans.left,
    right: spans.right,
    evidence: [],
  };
  return { ...link, id: linkId(comparison.pair, comparison.left, comparison.right, link), alsoIn: [] };
}

function reviewLink({ link, machine, placed }: Base): ReviewedLink {
  const { reviewed, relation, topic, by } = outcomeOf(placed, link.relation, link.topic);
  const isMoved = by !== undefined && by.decision.adjusted.length > 0;
  return {
    ...link,
    relation: relation ?? link.relation,
    relationConfidence: relation !== null && relation !== link.relation ? null : link.relationConfidence,
    topic,
    ...(isMoved ? by.spans : {}),
    alsoIn: [...new Set([...link.alsoIn, ...machine.map(({ source }) => source)])].filter(
      (source) => source !== link.source,
    ),
    ...reviewed,
    machine,
  };
}

/** Two links of the same sentences keep ids of their own. */
function withUniqueIds(links: readonly ReviewedLink[]): ReviewedLink[] {
  const seen = new Map<string, number>();
  // Those of the readings first: theirs are the ids that are known elsewhere.
  const order = [...links].sort((a, b) => Number(a.source === 'person') - Number(b.source === 'person'));
  const ids = new Map<ReviewedLink, string>();
  for (const link of order) {
    const count = seen.get(link.id) ?? 0;
    seen.set(link.id, count + 1);
    ids.set(link, count === 0 ? link.id : `${link.id}-p${count}`);
  }
  return links.map((link) => ({ ...link, id: ids.get(link) ?? link.id }));
}

interface SilenceBase {
  readonly silence: ComparedSilence;
  /** Null for one that the reading shown does not have. */
  readonly machine: ComparedSilence | null;
  readonly placed: Placed[];
}

function mergeSilences(
  comparison: Comparison,
  side: Side,
  placed: readonly Placed[],
): { shown: ReviewedSilence[]; rejected: ReviewedSilence[] } {
  const bases = comparison.silences[side].map((silence): SilenceBase => ({
    silence,
    machine: silence,
    placed: [],
  }));
  for (const each of placed) {
    const { given } = each.decision;
    const candidates = bases.filter(({ silence }) => sharesSentence(silence.spans, each.given[side]));
    // Two silences on two issues may stand on the same sentence: then the id, else the topic, tells which is meant.
    const base =
      candidates.find(({ silence }) => silence.id === given?.id) ??
      candidates.find(({ silence }) => silence.topic === given?.topic) ??
      candidates[0];
    if (base !== undefined) base.placed.push(each);
    else {
      const topic = each.decision.topic ?? given?.topic ?? '';
      const silence = { id: given?.id ?? each.decision.id, topic, why: given?.why ?? null, spans: each.spans[side] };
      bases.push({ silence, machine: null, placed: [each] });
    }
  }
  const silences = bases.map(({ silence, machine, placed: on }): ReviewedSilence => {
    const { reviewed, topic, by } = outcomeOf(on, null, silence.topic);
    const isMoved = by !== undefined && by.decision.adjusted.length > 0;
    return {
      ...silence,
      topic: topic ?? silence.topic,
      ...(isMoved ? { spans: by.spans[side] } : {}),
      ...reviewed,
      machine,
    };
  });
  return {
    shown: silences.filter(({ status }) => status !== 'rejected'),
    rejected: silences.filter(({ status }) => status === 'rejected'),
  };
}

interface Outcome {
  readonly reviewed: Reviewed;
  /** Null where the reading's own stays. */
  readonly relation: Relation | null;
  readonly topic: string | null;
  /** The decision that is shown. */
  readonly by: Placed | undefined;
}

function outcomeOf(placed: readonly Placed[], relation: Relation | null, topic: string | null): Outcome {
  const { status, settlement, isReopened, views } = statusOf(placed, relation);
  const inForce = settlement === undefined ? views : [settlement];
  const latest = <T>(pick: (decision: Decision) => T | null): T | null =>
    [...inForce]
      .reverse()
      .map(({ decision }) => pick(decision))
      .find((value) => value !== null) ?? null;
  const by = status === 'disputed' ? undefined : inForce.at(-1);
  return {
    reviewed: {
      status,
      decisions: placed.map(({ decision }) => decision).sort(byTime),
      settlement: settlement?.decision ?? null,
      isReopened,
      importance: latest(({ importance }) => importance),
      reason: latest(({ reason }) => reason),
    },
    relation: status === 'disputed' ? null : (by?.decision.relation ?? null),
    topic: latest((decision) => decision.topic) ?? topic,
    by,
  };
}

interface Status {
  readonly status: ReviewStatus;
  readonly settlement: Placed | undefined;
  readonly isReopened: boolean;
  /** The latest view of each reviewer, by time. */
  readonly views: readonly Placed[];
}

function statusOf(placed: readonly Placed[], relation: Relation | null): Status {
  const sorted = [...placed].sort((a, b) => byTime(a.decision, b.decision));
  const settlement = sorted.findLast(({ decision }) => decision.settles.length > 0);
  const byReviewer = new Map<string, Placed>();
  for (const each of sorted) {
    if (each.decision.settles.length > 0) continue;
    byReviewer.delete(each.decision.by.id);
    byReviewer.set(each.decision.by.id, each);
  }
  const views = [...byReviewer.values()];
  const judged = views.filter(({ decision }) => decision.verdict !== 'undecided');
  if (settlement !== undefined) {
    const said = saidBy(settlement.decision, relation);
    const isReopened = judged.some(
      ({ decision }) => !settlement.decision.settles.includes(decision.id) && saidBy(decision, relation) !== said,
    );
    return { status: statusName(settlement.decision), settlement, isReopened, views };
  }
  const last = judged.at(-1);
  const isOne = new Set(judged.map(({ decision }) => saidBy(decision, relation))).size === 1;
  const status = last === undefined ? 'undecided' : isOne ? agreedStatus(judged, last) : 'disputed';
  return { status, settlement: undefined, isReopened: false, views };
}

/** Of reviewers who say the same in different ways (one drew the link that another accepted), the strongest word counts. */
function agreedStatus(judged: readonly Placed[], last: Placed): ReviewStatus {
  const own = judged.find(({ decision }) => decision.verdict === 'drawn' || decision.verdict === 'relabelled');
  return statusName((own ?? last).decision);
}

function statusName({ verdict }: Decision): ReviewStatus {
  return verdict === 'withdrawn' ? 'undecided' : verdict;
}

/** What a decision comes to: that there is no such link, or a link of some relation. */
export function saidBy({ verdict, relation, given }: Decision, shown: Relation | null = null): string {
  return verdict === 'rejected' ? 'rejected' : (relation ?? given?.relation ?? shown ?? 'kept');
}
