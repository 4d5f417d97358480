import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import type { Essay, Note } from '../text/essay';
import { sectionEnds } from './passages';
import { linesOf } from './positions';

/** What can be folded away: the front matter, each section under its heading, pull quotes, and each block of notes. */
export function foldingRanges(essay: Essay): FoldingRange[] {
  const lines = linesOf(essay);
  const blocks = noteBlocks(essay);
  // Notes at the very end belong to no section: folding the last one leaves them in sight.
  const last = blocks.at(-1);
  const bodyEnd = last !== undefined && essay.text.slice(last.end).trim() === '' ? last.start : essay.text.length;
  const ranges: FoldingRange[] = [];
  const add = (start: number, end: number, kind?: FoldingRangeKind): void => {
    const startLine = lines.lineAt(start);
    const endLine = lines.lineAt(lastInk(essay.text, start, end));
    if (endLine > startLine) ranges.push({ startLine, endLine, ...(kind !== undefined && { kind }) });
  };
  if (essay.frontMatter !== undefined) {
    const closing = essay.text.indexOf('\n', essay.frontMatter.end + 1);
    add(0, closing < 0 ? essay.text.length : closing, FoldingRangeKind.Region);
  }
  const ends = sectionEnds(essay, bodyEnd);
  essay.headings.forEach((heading, i) => {
    add(heading.start, ends[i] ?? bodyEnd);
  });
  for (const quote of pullQuoteBlocks(essay)) add(quote.start, quote.end, FoldingRangeKind.Comment);
  for (const block of blocks) add(block.start, block.end, FoldingRangeKind.Comment);
  return ranges.sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

/** Notes that follow one another with nothing but white space between. */
function noteBlocks(essay: Essay): { start: number; end: number }[] {
  const blocks: { start: number; end: number }[] = [];
  for (const note of [...essay.notes].sort(byStart)) {
    const open = blocks.at(-1);
    if (open !== undefined && essay.text.slice(open.end, note.start).trim() === '') open.end = note.end;
    else blocks.push({ start: note.start, end: note.end });
  }
  return blocks;
}

/** Pull quotes from the line of their mark (`> [!pullquote]`) on. */
function pullQuoteBlocks(essay: Essay): { start: number; end: number }[] {
  return essay.pullQuotes.map(({ start, end }) => {
    const before = essay.text.slice(Math.max(0, start - 200), start);
    const mark = /(?:^|\n)([ \t]*>[ \t]*\[![^\]\n]*\][ \t]*(?:\n[ \t>]*)?)$/.exec(before)?.[1] ?? '';
    return { start: start - mark.length, end };
  });
}

const byStart = (a: Note, b: Note): number => a.start - b.start;

/** The end of a part of a text without the white space at its end. */
function lastInk(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) at -= 1;
  return at;
}
