import type { Problem } from '../corpus/problem';
import { msg } from '../text/message';
import { readJournal, type ReviewFileText } from './journal';
import { readLines } from './lines';

/** A review file made sound: its text, what was taken out of it (to be kept beside it), and what was done. */
export interface Mended {
  readonly path: string;
  readonly text: string;
  /** Lines that cannot be read, as they were; empty where there were none. */
  readonly damaged: readonly string[];
}

/** What is wrong with the review files of a corpus, and the files as they would be without it. */
export interface Checked {
  readonly problems: readonly Problem[];
  /** The files that would change. */
  readonly mended: readonly Mended[];
  /** Decisions, notes, answers and resolutions that are sound. */
  readonly acts: number;
}

/** Checks review files: damaged lines, lines twice, ids twice, lines in another reviewer’s file. Nothing that says something is dropped. */
export function checkReviewFiles(files: readonly ReviewFileText[]): Checked {
  const journal = readJournal(files);
  const mended = files.map(mend).filter((file, i) => file.text !== files[i]?.text);
  return { problems: [...journal.problems, ...files.flatMap(strangers)], mended, acts: journal.acts.length };
}

/**
 * Makes a file sound. Lines that were glued together are parted; a piece of a line that stands whole elsewhere in the file goes, and so does a
 * line that stands twice; marks of a merge conflict and what cannot be read are handed back as `damaged`. The order of lines stays.
 */
export function mend({ path, text }: ReviewFileText): Mended {
  const parted = readLines(text, path).flatMap((line) => (line.kind === 'act' ? [line.raw] : part(line.raw)));
  const lines = readLines(parted.join('\n'), path);
  const whole = new Set(lines.flatMap((line) => (line.kind === 'act' ? [line.raw] : [])));
  const damaged = lines
    .filter((line) => line.kind === 'unreadable')
    .map(({ raw }) => raw)
    .filter((raw) => !isPieceOf(raw, whole));
  return { path, text: [...whole].map((line) => `${line}\n`).join(''), damaged };
}

/** What is kept beside a file: what was there already, and the damaged lines that are not among it. So a run that broke off can be done again. */
export function keptBeside(before: string, damaged: readonly string[]): string {
  const known = new Set(before.split(/\r?\n/));
  const added = [...new Set(damaged)].filter((line) => !known.has(line)).map((line) => `${line}\n`);
  return `${before}${added.length > 0 && before !== '' && !before.endsWith('\n') ? '\n' : ''}${added.join('')}`;
}

/** Where a line begins inside another: a write was cut off, and the next went right behind it. */
function part(raw: string): string[] {
  return raw.split(/(?=\{"@context":)/);
}

function isPieceOf(raw: string, whole: ReadonlySet<string>): boolean {
  return [...whole].some((line) => line.startsWith(raw));
}

function strangers({ path, text }: ReviewFileText): Problem[] {
  const reviewer = /([^/]+)\.jsonl$/.exec(path)?.[1];
  const others = readLines(text, path).flatMap((line) =>
    line.kind === 'act' && line.act.by.id !== reviewer ? [line] : [],
  );
  const [first] = others;
  if (first === undefined) return [];
  const start = text.indexOf(first.raw);
  return [
    {
      severity: 'information',
      code: 'review-other-reviewer',
      message: msg(
        '{0} lines of this file are by another reviewer: {1}.',
        others.length,
        [...new Set(others.map(({ act }) => act.by.id))].join(', '),
      ),
      path,
      span: { start, end: start + first.raw.length },
    },
  ];
}
