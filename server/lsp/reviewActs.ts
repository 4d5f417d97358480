import { randomUUID } from 'node:crypto';
import type { Range } from 'vscode-languageserver';
import type { Side } from '../alignment/reading';
import type { ItemRef, ReviewAct, ReviewActView } from '../protocol';
import { decisionLine } from '../report/reviewWords';
import type { Translate } from '../report/translate';
import type { Act, Reviewer } from '../review/act';
import {
  type Author,
  type Change,
  decideOnLink,
  decideOnSilence,
  drawLink,
  editNote,
  editReply,
  reattach,
  replyTo,
  resolveNote,
  settleLink,
  settleSilence,
  writeNote,
} from '../review/decide';
import { redoOf, type Stamp, undoable, undoOf } from '../review/journal';
import {
  type NoteThread,
  type ReviewedComparison,
  type ReviewedLink,
  type ReviewedSilence,
  sideHere,
} from '../review/reviewed';
import type { Essay, Span } from '../text/essay';
import { msg } from '../text/message';
import { linesOf } from './positions';
import { reviewerOf } from './reviewer';
import type { PlacedPair, Workspace } from './workspace';

/** Does what a reviewer does: makes the act of it, saves it, and says what was done. */
export async function performAct(
  workspace: Workspace,
  params: ReviewAct,
  reviewer: string,
  t: Translate,
): Promise<ReviewActView> {
  const placed = await workspace.pair('item' in params ? params.item.pair : params.pair);
  const compared = placed === undefined ? undefined : await workspace.compare(placed);
  if (placed === undefined || compared === undefined)
    return { kind: 'refused', message: t(msg('This pair is gone: its essays cannot be read.')) };
  if (params.kind === 'saveAgain') {
    const again = await workspace.reviews.saveAgain();
    return again.kind === 'saved'
      ? { kind: 'saved', said: t(msg('Every decision and note is saved.')) }
      : { kind: 'unsaved', said: t(msg('Some decisions or notes are not saved yet.')), error: t(again.error) };
  }
  const by = await reviewerOf(reviewer, placed.root, true);
  if (by === undefined) return { kind: 'unnamed' };
  const made = await actOf(workspace, placed, compared.comparison, params, by, t);
  if (typeof made === 'string') return { kind: 'refused', message: made };
  const saved = await workspace.reviews.save(placed.root, placed.pair.theme.id, made);
  const said = sayAct(params, made, t);
  return saved.kind === 'saved' ? { kind: 'saved', said } : { kind: 'unsaved', said, error: t(saved.error) };
}

let lastTime = 0;

/** A new id, and a time after that of every act before. */
function stamp(): Stamp {
  lastTime = Math.max(Date.now(), lastTime + 1);
  return { id: `urn:uuid:${randomUUID()}`, at: new Date(lastTime).toISOString() };
}

/** The act, or why it cannot be done. */
async function actOf(
  workspace: Workspace,
  placed: PlacedPair,
  comparison: ReviewedComparison,
  params: Exclude<ReviewAct, { kind: 'saveAgain' }>,
  by: Reviewer,
  t: Translate,
): Promise<Act | string> {
  const author: Author = { ...stamp(), by };
  const gone = t(msg('That link is gone: the texts have changed since.'));
  const noWords = t(msg('Select words of a sentence in each essay.'));
  const sentences = (side: Side, ranges: readonly Range[]): Span[] => sentencesIn(comparison[side], ranges);
  switch (params.kind) {
    case 'decide': {
      const change = changeOf(comparison, params);
      const found = itemOf(comparison, params.item);
      if (found === undefined) return gone;
      return found.kind === 'link'
        ? decideOnLink(comparison, found.link, change, author)
        : decideOnSilence(comparison, found.side, found.silence, change, author);
    }
    case 'draw': {
      const spans = { left: sentences('left', params.left), right: sentences('right', params.right) };
      if (spans.left.length === 0 || spans.right.length === 0) return noWords;
      return drawLink(comparison, { ...spans, relation: params.relation, topic: params.topic, reason: null }, author);
    }
    case 'settle': {
      const found = itemOf(comparison, params.item);
      if (found === undefined) return gone;
      if (found.kind === 'silence')
        return settleSilence(comparison, found.side, found.silence, params.verdict, params.reason, author);
      const verdict = params.relation === undefined ? params.verdict : { relabelled: params.relation };
      return settleLink(comparison, found.link, verdict, params.reason, author);
    }
    case 'undo':
    case 'redo': {
      const journal = await workspace.reviews.journal(placed.root, placed.pair.theme.id);
      const next = undoable(journal, by.id)[params.kind];
      if (next === null)
        return params.kind === 'undo'
          ? t(msg('There is nothing to undo in this theme.'))
          : t(msg('There is nothing to redo in this theme.'));
      return params.kind === 'undo' ? undoOf(journal, next, author) : redoOf(journal, next, author);
    }
    case 'reattach': {
      const orphan = comparison.orphans.find(({ act }) => act.id === params.orphan);
      if (orphan === undefined) return t(msg('It is not an orphan any more.'));
      // The sides on which its essays stand now: the manifest may have swapped them since.
      const needed = new Set(orphan.act.anchors.map((anchor) => sideHere(comparison, anchor)));
      const on = (side: Side): Span[] => (needed.has(side) ? sentences(side, params[side]) : []);
      const spans = { left: on('left'), right: on('right') };
      if ([...needed].some((side) => side !== undefined && spans[side].length === 0))
        return needed.size > 1 ? noWords : t(msg('Select words of a sentence that it should stand on.'));
      return reattach(comparison, orphan.act, spans, author);
    }
    case 'note': {
      const spans = { left: words(comparison.left, params.left), right: words(comparison.right, params.right) };
      return writeNote(comparison, params.on, params.on === 'theme' ? {} : spans, params.text, author);
    }
    case 'noteOnLink': {
      const found = itemOf(comparison, params.item);
      if (found?.kind !== 'link') return gone;
      return writeNote(comparison, 'link', { left: found.link.left, right: found.link.right }, params.text, author);
    }
    case 'edit': {
      const thread = threadOf(comparison, params.note);
      if (thread !== undefined) return editNote(thread, params.text, author);
      const reply = comparison.notes.flatMap(({ replies }) => replies).find(({ id }) => id === params.note);
      return reply === undefined ? t(msg('That note is gone.')) : editReply(reply, params.text, author);
    }
    case 'reply': {
      const thread = threadOf(comparison, params.note);
      return thread === undefined ? t(msg('That note is gone.')) : replyTo(thread, params.text, author);
    }
    case 'resolve': {
      const thread = threadOf(comparison, params.note);
      return thread === undefined ? t(msg('That note is gone.')) : resolveNote(thread, params.isResolved, author);
    }
  }
}

function threadOf(comparison: ReviewedComparison, id: string): NoteThread | undefined {
  return comparison.notes.find((thread) => thread.id === id);
}

type Found =
  | { readonly kind: 'link'; readonly link: ReviewedLink }
  | { readonly kind: 'silence'; readonly side: Side; readonly silence: ReviewedSilence };

function itemOf(comparison: ReviewedComparison, { kind, id }: ItemRef): Found | undefined {
  if (kind === 'link') {
    const link = [...comparison.links, ...comparison.rejected].find((each) => each.id === id);
    return link && { kind, link };
  }
  for (const side of ['left', 'right'] as const) {
    const all = [...comparison.silences[side], ...comparison.rejectedSilences[side]];
    const silence = all.find((each) => each.id === id);
    if (silence !== undefined) return { kind, side, silence };
  }
  return undefined;
}

function changeOf(comparison: ReviewedComparison, params: Extract<ReviewAct, { kind: 'decide' }>): Change {
  const { verdict, relation, topic, importance, reason, fault, left, right } = params;
  const moved = {
    ...(left === undefined ? {} : { left: sentencesIn(comparison.left, left) }),
    ...(right === undefined ? {} : { right: sentencesIn(comparison.right, right) }),
  };
  const isMoved = Object.values(moved).some((spans) => spans.length > 0);
  return {
    ...(relation !== undefined ? { verdict: { relabelled: relation } } : verdict === undefined ? {} : { verdict }),
    ...(topic === undefined ? {} : { topic }),
    ...(importance === undefined ? {} : { importance }),
    ...(reason === undefined ? {} : { reason }),
    ...(fault === undefined ? {} : { fault }),
    ...(isMoved ? { spans: moved } : {}),
  };
}

/** The sentences that ranges touch: one span for each run of neighbours in a passage. */
function sentencesIn(essay: Essay, ranges: readonly Range[]): Span[] {
  const wanted = words(essay, ranges);
  return essay.passages.flatMap((passage) => {
    const inside = passage.sentences.filter((sentence) =>
      wanted.some(({ start, end }) =>
        start === end ? sentence.start <= start && start <= sentence.end : sentence.start < end && start < sentence.end,
      ),
    );
    const [first] = inside;
    const last = inside.at(-1);
    return first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end }];
  });
}

function words(essay: Essay, ranges: readonly Range[]): Span[] {
  const lines = linesOf(essay);
  return ranges.map(({ start, end }) => ({ start: lines.offsetAt(start), end: lines.offsetAt(end) }));
}

/** What was done, for people. */
function sayAct(params: Exclude<ReviewAct, { kind: 'saveAgain' }>, act: Act, t: Translate): string {
  const what = act.kind === 'decision' ? decisionLine(act, t) : t(msg('Note by {0}', act.by.name));
  switch (params.kind) {
    case 'undo':
      return t(msg('Undone. Now: {0}', what));
    case 'redo':
      return t(msg('Done again. {0}', what));
    case 'note':
    case 'noteOnLink':
    case 'reply':
      return t(msg('Note saved.'));
    case 'edit':
      return params.text === null ? t(msg('Note taken away.')) : t(msg('Note saved.'));
    case 'resolve':
      return params.isResolved ? t(msg('Note resolved.')) : t(msg('Note open again.'));
    case 'decide':
    case 'draw':
    case 'settle':
    case 'reattach':
      return what;
  }
}
