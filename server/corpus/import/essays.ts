import { msg } from '../../text/message';
import { type Block, isTitleLike, plainOf } from './blocks';
import { at } from './lines';
import { type EssayNote, findMarks, goesOnWithNote, labelNotes, type LooseMark, type Mark } from './notes';
import type { EssayOutline } from './outline';
import { readParagraphs, type Paragraphs, type Unit } from './paragraphs';
import { endingOf, lettersOf, plainText } from './shapes';
import type { Uncertainty } from './types';

/** An essay read into its parts, before it is written. */
export interface EssayParts {
  readonly outline: EssayOutline;
  readonly units: readonly Unit[];
  readonly notes: readonly EssayNote[];
  readonly marks: ReadonlyMap<Block, readonly Mark[]>;
  readonly furniture: readonly Block[];
  readonly uncertain: readonly Uncertainty[];
}

/** The longest block, in UTF-16 units, that can be the rest of a note rather than text. */
const LONGEST_REST_OF_NOTE = 400;

/**
 * Reads the blocks of an essay into sections, paragraphs, pull quotes and notes.
 * `echoes` are letters of titles that page heads repeat: a line that says only that is furniture.
 */
export function readEssayParts(outline: EssayOutline, echoes: ReadonlySet<string>): EssayParts {
  const { text, notes: noteBlocks, furniture } = sortBlocks(outline.rest, echoes);
  const notes = labelNotes(noteBlocks);
  const paragraphs = readParagraphs(text);
  // A mark in the byline goes to the title; where there is none, it stays.
  const byline = outline.title.length > 0 ? outline.bylineBlocks : [];
  const readingOrder = [...outline.title, ...byline, ...text];
  const { marks, loose } = findMarks(readingOrder, notes);
  return {
    outline,
    units: paragraphs.units,
    notes,
    marks,
    furniture,
    uncertain: [
      ...noteProblems(outline, notes, marks, loose),
      ...paragraphProblems(paragraphs),
      ...strayText(outline.rest, paragraphs.units, notes),
    ],
  };
}

interface Sorted {
  readonly text: readonly Block[];
  readonly notes: readonly { block: Block; more: readonly Block[] }[];
  readonly furniture: readonly Block[];
}

function sortBlocks(rest: readonly Block[], echoes: ReadonlySet<string>): Sorted {
  const text: Block[] = [];
  const notes: { block: Block; more: Block[] }[] = [];
  const furniture: Block[] = [];
  let inNotes = false;
  for (const [i, block] of rest.entries()) {
    if (block.kind === 'number' || block.kind === 'furniture' || isEcho(block, echoes)) {
      furniture.push(block);
      continue;
    }
    if (block.kind === 'note') {
      notes.push({ block, more: [] });
      inNotes = true;
      continue;
    }
    const note = notes.at(-1);
    if (inNotes && note !== undefined && isRestOfNote(block, rest, i, text.at(-1), note.block)) {
      note.more.push(block);
      continue;
    }
    inNotes = false;
    text.push(block);
  }
  return { text, notes, furniture };
}

function isEcho(block: Block, echoes: ReadonlySet<string>): boolean {
  if (block.kind !== 'text' && block.kind !== 'heading') return false;
  if (block.raw.length > 300 || !isTitleLike(block)) return false;
  const letters = lettersOf(plainOf(block));
  return letters.length >= 12 && echoes.has(letters);
}

/** Whether a block right behind a note goes on with it: it starts inside a sentence, or stands between that note and the next in number. */
function isRestOfNote(
  block: Block,
  rest: readonly Block[],
  i: number,
  lastText: Block | undefined,
  note: Block,
): boolean {
  if (block.kind !== 'text' || block.raw.length > LONGEST_REST_OF_NOTE) return false;
  const textIsOpen = lastText !== undefined && ['open', 'hyphen'].includes(endingOf(lastText.raw));
  if (textIsOpen && !isTitleLike(lastText)) return false;
  if (goesOnWithNote(block)) return true;
  const next = rest.slice(i + 1, i + 4).find((other) => other.kind !== 'number' && other.kind !== 'furniture');
  const between = next?.kind === 'note' && Number(next.label) === Number(note.label) + 1;
  return between && !/[⁰¹²³⁴⁵⁶⁷⁸⁹]|<sup>|\[\^?\d/.test(block.raw) && endingOf(note.raw) !== 'sentence';
}

function noteProblems(
  outline: EssayOutline,
  notes: readonly EssayNote[],
  marks: ReadonlyMap<Block, readonly Mark[]>,
  loose: readonly LooseMark[],
): Uncertainty[] {
  const problems: Uncertainty[] = [];
  const used = new Set([...marks.values()].flat().map((mark) => mark.target));
  const unused = notes.filter((note) => !used.has(note.target));
  if (notes.length === 0 && loose.length > 0) {
    const first = at(loose, 0);
    const last = at(loose, loose.length - 1);
    problems.push({
      kind: 'note',
      line: lineOf(first.block, first.offset),
      endLine: lineOf(last.block, last.offset),
      message: msg(
        'The text has {0} note marks, but no notes were found. The marks were left as they are.',
        loose.length,
      ),
    });
  } else {
    for (const { block, label, offset } of loose) {
      const line = lineOf(block, offset);
      problems.push({
        kind: 'note',
        line,
        endLine: line,
        message: msg('No note {0} was found for this mark. It was left as it is.', label),
      });
    }
  }
  if (unused.length > 0 && unused.length === notes.length) {
    problems.push({
      kind: 'note',
      line: at(unused, 0).block.first + 1,
      endLine: at(unused, unused.length - 1).block.last + 1,
      message: msg('None of the {0} notes has a mark in the text.', unused.length),
    });
  } else {
    for (const { block, target } of unused) {
      problems.push({
        kind: 'note',
        line: block.first + 1,
        endLine: block.last + 1,
        message: target.includes('-')
          ? msg('There are two notes with the number {0}. The second was kept as {1}.', block.label ?? '', target)
          : msg('No mark for note {0} was found in the text.', target),
      });
    }
  }
  if (outline.title.length === 0) {
    const block = outline.bylineBlocks[0] ?? outline.rest[0];
    const line = (block?.first ?? 0) + 1;
    problems.push({ kind: 'title', line, endLine: line, message: msg('The title of this essay was not found.') });
  }
  return problems;
}

function paragraphProblems(paragraphs: Paragraphs): Uncertainty[] {
  const problems: Uncertainty[] = [];
  for (const [first, second] of paragraphs.unsureJoins) {
    problems.push({
      kind: 'paragraph',
      line: first.last + 1,
      endLine: second.first + 1,
      message: msg(
        'The paragraph breaks off at “{0}” and was joined with “{1}”. Check that they belong together.',
        tailOf(first),
        headOf(second),
      ),
    });
  }
  for (const block of paragraphs.halves) {
    problems.push({
      kind: 'paragraph',
      line: block.first + 1,
      endLine: block.last + 1,
      message: msg(
        'The paragraph “{0}” seems to start or end inside a sentence. Check whether text is missing.',
        headOf(block),
      ),
    });
  }
  for (const { block, like } of paragraphs.nearQuotes) {
    problems.push({
      kind: 'pull quote',
      line: block.first + 1,
      endLine: block.last + 1,
      message: msg(
        '“{0}” is much like line {1}, but not word for word, so it was left in the text. Check whether it is a pull quote.',
        headOf(block),
        like.first + 1,
      ),
    });
  }
  return problems;
}

/** Text behind the notes at the end of an essay: kept, but perhaps in the wrong place. */
function strayText(rest: readonly Block[], units: readonly Unit[], notes: readonly EssayNote[]): Uncertainty[] {
  const last = notes.at(-1);
  if (last === undefined) return [];
  const noteStart = at(notes, 0).block.index;
  const textInside = units.some((unit) => unit.blocks.some((b) => b.index > noteStart && b.index < last.block.index));
  const behind = units.filter((unit) => at(unit.blocks, 0).index > last.block.index);
  if (textInside || behind.length === 0 || rest.length === 0) return [];
  const first = at(at(behind, 0).blocks, 0);
  const end = at(at(behind, behind.length - 1).blocks, 0);
  return [
    {
      kind: 'stray text',
      line: first.first + 1,
      endLine: end.last + 1,
      message: msg(
        'There is text behind the notes of the essay, from “{0}”. It was kept at the end of the essay.',
        headOf(first),
      ),
    },
  ];
}

/** The line, from 1, on which an offset into a block's text stands. */
export function lineOf(block: Block, offset: number): number {
  let line = block.first;
  for (const piece of block.pieces) if (piece.offset <= offset) line = piece.line;
  return line + 1;
}

/** The first words of a block, for messages. */
export function headOf(block: Block): string {
  const words = plainText(block.raw.slice(0, 400)).split(' ');
  return words.slice(0, 8).join(' ').slice(0, 80) + (words.length > 8 ? ' …' : '');
}

function tailOf(block: Block): string {
  const words = plainText(block.raw.slice(-200)).split(' ');
  return (words.length > 6 ? '… ' : '') + words.slice(-6).join(' ').slice(-80);
}
