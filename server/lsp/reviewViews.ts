import type { Side } from '../alignment/reading';
import type { ItemRef, NoteView, OrphanView, ReviewView } from '../protocol';
import { decisionLine } from '../report/reviewWords';
import type { Translate } from '../report/translate';
import { progressOf, undecidedOf } from '../review/progress';
import type { NoteThread, Orphan, Reviewed, ReviewedComparison } from '../review/reviewed';
import type { Span } from '../text/essay';
import { msg } from '../text/message';
import { quoteView } from './positions';

/** What reviewers said of a link or silence, as the client knows it. */
export function reviewView(reviewed: Reviewed, me: string | undefined, t: Translate): ReviewView {
  const { status, importance, reason, decisions, isReopened } = reviewed;
  return {
    status,
    importance,
    reason,
    isReopened,
    decisions: decisions.map((decision) => ({
      id: decision.id,
      reviewer: decision.by.name,
      isMine: decision.by.id === me,
      verdict: decision.verdict,
      said: decisionLine(decision, t),
    })),
  };
}

/** How far the reader has come, and what is left. Without a name yet, whatever nobody has decided is left. */
export function queueOf(
  comparison: ReviewedComparison,
  pair: string,
  me: string | undefined,
): { readonly progress: { readonly decided: number; readonly of: number }; readonly queue: readonly ItemRef[] } {
  const queue = undecidedOf(comparison, me ?? '').map((item): ItemRef => ({
    pair,
    kind: item.kind,
    id: item.kind === 'link' ? item.link.id : item.silence.id,
  }));
  return { progress: progressOf(comparison, me ?? ''), queue };
}

export function noteView(comparison: ReviewedComparison, thread: NoteThread, me: string | undefined): NoteView {
  const quotes = (side: Side, spans: readonly Span[]): NoteView['left'] =>
    spans.map((span) => quoteView(comparison[side], span));
  return {
    id: thread.id,
    on: thread.note.on,
    author: thread.note.by.name,
    at: thread.note.at,
    // Where two machines edited it, both versions are shown.
    text: thread.versions.map(({ text }) => text).join('\n\n---\n\n'),
    isResolved: thread.isResolved,
    isMine: [...thread.versions, ...thread.replies].some(({ by }) => by.id === me),
    left: quotes('left', thread.left),
    right: quotes('right', thread.right),
    replies: thread.replies.map(({ id, by, at, text }) => ({ id, author: by.name, at, text })),
  };
}

export function orphanView({ act, lost }: Orphan, t: Translate): OrphanView {
  return {
    id: act.id,
    kind: act.kind,
    reviewer: act.by.name,
    said: act.kind === 'decision' ? decisionLine(act, t) : t(msg('Note by {0}: {1}', act.by.name, act.text)),
    lost: lost.map(({ exact }) => exact),
  };
}
