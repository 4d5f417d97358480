import type { Problem } from '../corpus/problem';
import { msg } from '../text/message';
import type { Act, Decision } from './act';
import { readLines } from './lines';

/** All that was done on one theme, from the files of all reviewers. */
export interface Journal {
  /** Sorted by time, then id, then what they say; the same whatever the order of the files and their lines. */
  readonly acts: readonly Act[];
  /** Lines that could not be read, and ids that two different lines have. */
  readonly problems: readonly Problem[];
}

/** A review file: its path relative to the corpus root, and its text. */
export interface ReviewFileText {
  readonly path: string;
  readonly text: string;
}

export const emptyJournal: Journal = { acts: [], problems: [] };

/** The folder of the review files of a theme, relative to the corpus root. */
export function reviewFolder(theme: string): string {
  return `.counterpoint/${theme}`;
}

/** The file of a theme and reviewer, relative to the corpus root. */
export function reviewPath(theme: string, reviewer: string): string {
  return `${reviewFolder(theme)}/${reviewer}.jsonl`;
}

/**
 * Reads the review files of a theme. A line that stands twice counts once; of two lines that share an id and differ both are kept, and told.
 */
export function readJournal(files: readonly ReviewFileText[]): Journal {
  const problems: Problem[] = [];
  const byLine = new Map<string, Act>();
  const lineOf = new Map<string, string>();
  for (const { path, text } of files) {
    for (const line of readLines(text, path)) {
      if (line.kind === 'unreadable') {
        problems.push(line.problem);
        continue;
      }
      const known = lineOf.get(line.act.id);
      if (known !== undefined && known !== line.raw && !byLine.has(line.raw))
        problems.push({
          severity: 'warning',
          code: 'review-same-id',
          message: msg('Two different lines have the id {0}. Both are kept.', line.act.id),
          path,
          span: spanOf(text, line.raw),
        });
      lineOf.set(line.act.id, known ?? line.raw);
      byLine.set(line.raw, line.act);
    }
  }
  const sorted = [...byLine].sort(([a, one], [b, other]) => byTime(one, other) || order(a, b));
  return { acts: sorted.map(([, act]) => act), problems };
}

function spanOf(text: string, raw: string): Problem['span'] {
  const start = text.indexOf(raw);
  return start < 0 ? undefined : { start, end: start + raw.length };
}

/** Adds acts to a journal, as if their lines stood in its files. */
export function withActs(journal: Journal, acts: readonly Act[]): Journal {
  return { ...journal, acts: [...journal.acts, ...acts].sort((a, b) => byTime(a, b)) };
}

/** The earlier act first; of two at one time, the one of the smaller id. */
export function byTime(a: Act, b: Act): number {
  return order(a.at, b.at) || order(a.id, b.id);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The acts whose place no other act takes. Two of one thing stand side by side where neither knew of the other. */
export function standing<A extends Act>(acts: readonly A[]): A[] {
  const replaced = new Set(acts.flatMap((act) => act.replaces));
  return acts.filter((act) => !replaced.has(act.id));
}

/** What a reviewer can take back, and bring back, next; null where there is nothing. */
export interface Undoable {
  readonly undo: Act | null;
  readonly redo: Act | null;
}

/**
 * Walks the acts of one reviewer in their order: every act can be undone, the latest first; an undone act can be redone until the next act.
 * It is read from the lines alone, so that it outlives the editor.
 */
export function undoable(journal: Journal, reviewer: string): Undoable {
  const done: Act[] = [];
  const undone: Act[] = [];
  for (const act of inCausalOrder(journal.acts.filter((each) => each.by.id === reviewer))) {
    const { takesBack } = act;
    if (takesBack === null) {
      done.push(act);
      undone.length = 0;
    } else if (takesBack.kind === 'undo') {
      const at = done.findLastIndex(({ id }) => id === takesBack.act);
      if (at >= 0) undone.push(...done.splice(at, 1));
    } else {
      const at = undone.findLastIndex(({ id }) => id === takesBack.act);
      if (at >= 0) done.push(...undone.splice(at, 1));
    }
  }
  return { undo: done.at(-1) ?? null, redo: undone.at(-1) ?? null };
}

/** By time, but never an act before one that it names: clocks of two machines may differ. */
function inCausalOrder(acts: readonly Act[]): Act[] {
  const byId = new Map(acts.map((act) => [act.id, act]));
  const placed = new Set<Act>();
  const ordered: Act[] = [];
  for (const first of acts) {
    const open = [first];
    for (let act = open.at(-1); act !== undefined; act = open.at(-1)) {
      const before = [...act.replaces, ...(act.takesBack === null ? [] : [act.takesBack.act])]
        .map((id) => byId.get(id))
        .filter((each) => each !== undefined && !placed.has(each) && !open.includes(each));
      if (before[0] !== undefined) {
        open.push(before[0]);
        continue;
      }
      open.pop();
      if (!placed.has(act)) ordered.push(act);
      placed.add(act);
    }
  }
  return ordered;
}

/** What a new act needs of the world outside: an id that nobody else has, and the time. */
export interface Stamp {
  readonly id: string;
  readonly at: string;
}

/**
 * The act that takes an act back: it says again what stood before, or that nothing did. What others did since stays: only what stands now of
 * this very thing is replaced.
 */
export function undoOf(journal: Journal, act: Act, stamp: Stamp): Act {
  return restate(journal, act, previousOf(journal, act), stamp, 'undo');
}

/** The act that brings an undone act back. */
export function redoOf(journal: Journal, act: Act, stamp: Stamp): Act {
  return restate(journal, act, act, stamp, 'redo');
}

function restate(journal: Journal, act: Act, state: Act | undefined, stamp: Stamp, kind: 'undo' | 'redo'): Act {
  const replaces = latestOf(journal, act).map(({ id }) => id);
  const head = { ...stamp, by: act.by, replaces, takesBack: { kind, act: act.id } } as const;
  return { ...(state ?? withdrawn(act)), ...head };
}

function previousOf(journal: Journal, act: Act): Act | undefined {
  const before = journal.acts.filter((each) => act.replaces.includes(each.id) && each.kind === act.kind);
  return before.filter((each) => each.by.id === act.by.id).at(-1) ?? before.at(-1);
}

/** What of the same thing stands now: the act itself, or what replaced it in turn. */
function latestOf(journal: Journal, act: Act): Act[] {
  const heirs = new Set([act.id]);
  for (let grew = true; grew;) {
    grew = false;
    for (const each of journal.acts) {
      if (heirs.has(each.id) || !each.replaces.some((id) => heirs.has(id))) continue;
      heirs.add(each.id);
      grew = true;
    }
  }
  return standing(journal.acts.filter((each) => heirs.has(each.id)));
}

function withdrawn(act: Act): Act {
  switch (act.kind) {
    case 'decision': {
      const empty: Pick<Decision, 'verdict' | 'topic' | 'importance' | 'reason' | 'fault' | 'adjusted' | 'settles'> = {
        verdict: 'withdrawn',
        topic: null,
        importance: null,
        reason: null,
        fault: null,
        adjusted: [],
        settles: [],
      };
      return { ...act, ...empty, relation: null };
    }
    case 'note':
    case 'reply':
      return { ...act, isWithdrawn: true };
    case 'resolution':
      return { ...act, isResolved: !act.isResolved };
  }
}
