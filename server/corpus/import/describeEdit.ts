import { diffLines } from 'diff';

/** How a reader's version of a file differs from what an import would write, in lines. */
export interface Edit {
  readonly path: string;
  /** Lines that only the reader's file has. */
  readonly added: number;
  /** Lines that only the import has. */
  readonly removed: number;
}

/** Texts beyond this many edits apart are told apart by their size only: the comparison's time grows with the number of edits. */
const mostEdits = 2000;

/** Compares a file that the reader has edited with what the import would write. Line ends do not count. */
export function describeEdit(path: string, imported: string, edited: string): Edit {
  const normal = (text: string): string => text.replace(/\r\n?/g, '\n');
  const changes = diffLines(normal(imported), normal(edited), { maxEditLength: mostEdits });
  const lines = (text: string): number => text.split('\n').length;
  if (changes === undefined) return { path, added: lines(edited), removed: lines(imported) };
  const count = (which: 'added' | 'removed'): number =>
    changes.reduce((sum, change) => sum + (change[which] ? change.count : 0), 0);
  return { path, added: count('added'), removed: count('removed') };
}
