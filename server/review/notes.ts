import type { Side } from '../alignment/reading';
import { sharesSentence } from '../readings/overlay';
import type { Span } from '../text/essay';
import type { Act, Note, Reply, Resolution } from './act';
import { findAnchor } from './anchoring';
import { standing } from './journal';
import { type NoteThread, type Orphan, type ReviewedComparison, sideHere } from './reviewed';

type Shown = Omit<ReviewedComparison, 'notes' | 'orphans'>;

/**
 * The notes of a pair with their answers, each at its place as the essays stand now; withdrawn ones are left out. A note whose words are gone
 * is an orphan. An answer or resolution counts wherever in the note's history it points.
 */
export function threadsOf(shown: Shown, acts: readonly Act[]): { threads: NoteThread[]; orphans: Orphan[] } {
  const rootOf = rootsOf(acts);
  const threads: NoteThread[] = [];
  const orphans: Orphan[] = [];
  const notes = acts.filter((act): act is Note => act.kind === 'note');
  const replies = standing(acts.filter((act): act is Reply => act.kind === 'reply'));
  const resolutions = acts.filter((act): act is Resolution => act.kind === 'resolution');
  const byRoot = new Map<string, Note[]>();
  for (const note of standing(notes)) {
    const root = rootOf(note.id);
    byRoot.set(root, [...(byRoot.get(root) ?? []), note]);
  }
  for (const [id, all] of byRoot) {
    const versions = all.filter(({ isWithdrawn }) => !isWithdrawn);
    const note = versions.at(-1);
    if (note === undefined) continue;
    const spans: Record<Side, Span[]> = { left: [], right: [] };
    const lost = note.anchors.filter((anchor) => {
      const side = sideHere(shown, anchor);
      const found =
        side === undefined ? undefined : findAnchor(shown[side], anchor, note.on === 'link' ? 'sentences' : 'words');
      if (side === undefined || found?.kind !== 'found') return true;
      spans[side].push(found.span);
      return false;
    });
    if (lost.length > 0 && spans.left.length + spans.right.length === 0) {
      orphans.push({ act: note, lost });
      continue;
    }
    for (const side of ['left', 'right'] as const) spans[side].sort((a, b) => a.start - b.start);
    threads.push({
      id,
      note,
      versions,
      replies: replies.filter((reply) => rootOf(reply.to) === id && !reply.isWithdrawn),
      isResolved: resolutions.filter(({ to }) => rootOf(to) === id).at(-1)?.isResolved ?? false,
      ...spans,
      link: note.on === 'link' ? linkUnder(shown, spans) : null,
    });
  }
  return { threads: threads.sort(byPlace), orphans };
}

/** For each act the first of its history: the note that an edit of an edit of a note began as. */
function rootsOf(acts: readonly Act[]): (id: string) => string {
  const before = new Map(acts.map((act) => [act.id, act.replaces[0]]));
  return (id) => {
    const seen = new Set<string>();
    let at = id;
    for (let next = before.get(at); next !== undefined && !seen.has(next); next = before.get(at)) {
      seen.add(next);
      at = next;
    }
    return at;
  };
}

function linkUnder(shown: Shown, spans: Readonly<Record<Side, readonly Span[]>>): string | null {
  const under = [...shown.links, ...shown.rejected].find(
    (link) => sharesSentence(link.left, spans.left) && sharesSentence(link.right, spans.right),
  );
  return under?.id ?? null;
}

/** Notes on the theme, then those of the left essay (and of links) in its order, then those of the right essay alone. */
function byPlace(a: NoteThread, b: NoteThread): number {
  const rank = ({ left, right }: NoteThread): number => (left.length > 0 ? 1 : right.length > 0 ? 2 : 0);
  const start = ({ left, right }: NoteThread): number => (left[0] ?? right[0])?.start ?? 0;
  return rank(a) - rank(b) || start(a) - start(b) || (a.note.at < b.note.at ? -1 : 1) || (a.id < b.id ? -1 : 1);
}
