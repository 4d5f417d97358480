import { at, isBlank, type SourceLine } from './lines';
import { endingOf, lettersOf, looksLikeTitle, plainText, startsSmall, superscriptValue } from './shapes';
import { PART_LABEL } from './vocabulary';

/** Where a line of a block's `raw` stands in the source: from `offset` in `raw`, column `column` of line `line`. */
export interface Piece {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export type BlockKind =
  /** A paragraph, a title, a line of a byline: what it is depends on its place. */
  | 'text'
  /** A line marked as a heading (`#`, or underlined). */
  | 'heading'
  | 'item'
  | 'note'
  | 'table'
  | 'quote'
  /** A number alone on its line. */
  | 'number'
  /** A rule, an image, a comment, a lone dash, a running head: nothing to read. */
  | 'furniture';

/** How a note's number is written where the note stands. */
export type NoteStyle = 'superscript' | 'sup' | 'markdown' | 'bracket' | 'caret' | 'paren' | 'plain';

/** A block of the source: one or more whole lines. Every line that is not blank is in exactly one block. */
export interface Block {
  readonly index: number;
  readonly kind: BlockKind;
  /** Its content without the marker; its lines are parted by `\n`. */
  readonly raw: string;
  readonly pieces: readonly Piece[];
  /** Line indices, inclusive. */
  readonly first: number;
  readonly last: number;
  /** What stood before the content: `- q `, `## `, `³ `. */
  readonly marker: string;
  /** The depth of a marked heading. */
  readonly level: number | undefined;
  /** A note's number. */
  readonly label: string | undefined;
  readonly noteStyle: NoteStyle | undefined;
  /** Columns of white space before a list item. */
  readonly indent: number;
  /** A new page starts with it. */
  readonly pageStart: boolean;
}

const FURNITURE =
  /^(?:<!--.*-->|!\[[^\]]{0,40}\]\([^()]*\)|\{\d{1,4}\}-{3,}|-{1,}|—|–|\*{3,}|_{3,}|(?:\*\s){2,}\*|(?:- ){2,}-|={3,}|#{1,6}|>|[•·▪●]|<\/?[a-z][^<>]{0,200}>|\|)$/i;
const NUMBER =
  /^(?:[-–—|•\s]*(?:[Pp]age|PAGE|[Pp]\.|[Pp]g\.)?\s*(?:\d{1,4}|x{0,3}(?:ix|iv|v?i{1,3}|v)|x{1,3}|X{0,3}(?:IX|IV|V?I{1,3}|V)|X{1,3})(?:\s*(?:\/|of|\|)\s*\d{1,4})?[-–—|•.\s]*|#{1,6}\s*\d{1,3}|\*{1,3}\d{1,4}\*{1,3})$/;

const BULLET =
  /^(\s*)(?:([-*+])\s+(?:([qvnluoØü§])\s+(?=[\p{Lu}\p{N}“"‘'(*[]))?(?:([•▪●○◦‣■□➢➤►⁃∙\ue000-\uf8ff])\s*)?|([•▪●○◦‣■□➢➤►⁃∙\ue000-\uf8ff])\s*|([q§Ø])\s+(?=\p{Lu}))(?=\S)/u;

interface NoteStart {
  readonly length: number;
  readonly label: string;
  readonly style: NoteStyle;
}

/** The start of a note (`³ `, `- ³ `, `[3] `, `^3 `, `<sup>3</sup> `, `[^3]: `, `(3) `, `3. `). Which of the last two are notes depends on their place. */
function noteStart(text: string): NoteStart | undefined {
  const lead = /^\s*(?:[-*•]\s+)?/.exec(text)?.[0].length ?? 0;
  const rest = text.slice(lead, lead + 40);
  const forms: readonly (readonly [NoteStyle, RegExp])[] = [
    ['superscript', /^\[?([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})(?:\]\([^()\s]{0,20}\))?[.)]?\s*(?=\S)/],
    ['sup', /^<sup>\s*\[?(\d{1,3})\]?\s*<\/sup>[.)]?\s*(?=\S)/i],
    ['markdown', /^\[\^(\d{1,3})\]:?\s*(?=\S)/],
    ['bracket', /^\\?\[(\d{1,3})\\?\](?!\()[.:]?\s+(?=\S)/],
    ['caret', /^\^(\d{1,3})\^?[.)]?\s+(?=\S)/],
    ['paren', /^\((\d{1,3})\)\s+(?=\S)/],
    ['plain', /^(\d{1,3})(?:[.)]\s+|\s+)(?=\S)/],
  ];
  for (const [style, form] of forms) {
    const found = form.exec(rest);
    if (found?.[1] === undefined) continue;
    const label = style === 'superscript' ? superscriptValue(found[1]) : String(Number(found[1]));
    return { length: lead + found[0].length, label, style };
  }
  return undefined;
}

const STRONG: ReadonlySet<NoteStyle> = new Set(['superscript', 'sup', 'markdown', 'caret']);

interface Draft {
  kind: BlockKind;
  lines: { line: SourceLine; column: number }[];
  marker: string;
  level: number | undefined;
  note: NoteStart | undefined;
  indent: number;
}

/**
 * Cuts the lines into blocks. `skip` are lines that are spoken for (contents, acronyms).
 * Lines of a paragraph that the converter wrapped are joined; where every line is a paragraph, they are not: decided once for the whole source.
 */
export function cutBlocks(lines: readonly SourceLine[], skip: (line: number) => boolean): Block[] {
  const width = wrapWidth(lines);
  const brackets = countBracketNotes(lines);
  const drafts: Draft[] = [];
  let open: Draft | undefined;
  let pageStart = false;
  const starts = new Set<Draft>();
  for (const line of lines) {
    if (line.pageStart) pageStart = true;
    if (skip(line.index)) {
      open = undefined;
      continue;
    }
    if (isBlank(line.text)) {
      open = undefined;
      continue;
    }
    const start = startDraft(line, brackets);
    if (open !== undefined && continues(open, start, width)) {
      open.lines.push({ line, column: open.kind === 'quote' ? at(start.lines, 0).column : leadingSpace(line.text) });
      continue;
    }
    open = start;
    if (pageStart) starts.add(open);
    pageStart = false;
    drafts.push(open);
  }
  return drafts.map((draft, index) => finish(draft, index, starts.has(draft)));
}

function leadingSpace(text: string): number {
  return /^[\s\p{Cc}\u200b\ufeff]*/u.exec(text)?.[0].length ?? 0;
}

/** `[3] …` lines are notes when the source has several. */
function countBracketNotes(lines: readonly SourceLine[]): boolean {
  let count = 0;
  for (const line of lines) if (/^\s*(?:[-*•]\s+)?\\?\[\d{1,3}\\?\](?!\()[.:]?\s+\S/.test(line.text)) count += 1;
  return count >= 2;
}

function startDraft(line: SourceLine, brackets: boolean): Draft {
  const text = line.text;
  const trimmed = text.slice(0, 400).trim();
  const base = { level: undefined, note: undefined, indent: 0 };
  const space = leadingSpace(text);
  const whole = (kind: BlockKind): Draft => ({ ...base, kind, lines: [{ line, column: space }], marker: '' });
  if (text.length < 300 && FURNITURE.test(trimmed)) return whole('furniture');
  if (text.length < 60 && NUMBER.test(trimmed)) return whole('number');
  const heading = /^\s{0,3}(#{1,6})\s+(?=\S)/.exec(text);
  if (heading?.[1] !== undefined) {
    return {
      ...base,
      kind: 'heading',
      level: heading[1].length,
      lines: [{ line, column: heading[0].length }],
      marker: heading[0],
    };
  }
  const note = noteStart(text);
  if (note !== undefined && (STRONG.has(note.style) || (note.style === 'bracket' && brackets))) {
    return { ...base, kind: 'note', note, lines: [{ line, column: note.length }], marker: text.slice(0, note.length) };
  }
  if (/^\s*\|.*\|\s*$/.test(trimmed) && text.length < 4000) return whole('table');
  const quote = /^\s{0,3}>\s?(?=\S)/.exec(text);
  if (quote !== null) {
    return { ...base, kind: 'quote', lines: [{ line, column: quote[0].length }], marker: quote[0] };
  }
  const bullet = BULLET.exec(text);
  if (bullet !== null) {
    return {
      ...base,
      kind: 'item',
      lines: [{ line, column: bullet[0].length }],
      marker: bullet[0],
      indent: bullet[1]?.length ?? 0,
      note,
    };
  }
  return { ...whole('text'), note };
}

/** Whether a line goes on with the block above it (no blank line stands between). */
function continues(open: Draft, start: Draft, width: number | undefined): boolean {
  if (open.kind === 'table' || open.kind === 'quote') return start.kind === open.kind;
  const { line } = at(start.lines, 0);
  if (start.kind === 'number' || (start.kind === 'item' && open.kind !== 'item')) {
    // In wrapped text, a line may well start with a year or a dash.
    const last = at(open.lines, open.lines.length - 1).line.text;
    const cut = width !== undefined && last.trimEnd().length >= width * 0.72 && endingOf(last) === 'open';
    return cut && (open.kind === 'text' || open.kind === 'note' || open.kind === 'item');
  }
  if (start.kind !== 'text') return false;
  if (open.kind === 'furniture' || open.kind === 'number' || open.kind === 'heading') return false;
  const before = at(open.lines, open.lines.length - 1).line.text;
  const ending = endingOf(before);
  if (startsSmall(line.text) && ending !== 'sentence') return true;
  if (ending === 'hyphen') return true;
  if (width === undefined) return false;
  if (start.note?.style === 'plain' && Number(start.note.label) === expectedLabel(open) && ending === 'sentence')
    return false;
  return before.trimEnd().length >= width * 0.72;
}

function expectedLabel(open: Draft): number {
  return open.note === undefined ? 1 : Number(open.note.label) + 1;
}

/**
 * The width at which the converter wrapped lines; undefined when it did not wrap them.
 * Wrapped text shows as neighbouring lines of which the first is unfinished and the second starts small.
 */
function wrapWidth(lines: readonly SourceLine[]): number | undefined {
  let broken = 0;
  let long = 0;
  const lengths: number[] = [];
  for (const [i, line] of lines.entries()) {
    const length = line.text.trimEnd().length;
    if (length > 200) long += 1;
    const next = lines[i + 1];
    if (length < 30 || length > 200 || next === undefined || isBlank(next.text)) continue;
    if (endingOf(line.text) !== 'sentence' && startsSmall(next.text)) {
      broken += 1;
      lengths.push(length);
    }
  }
  if (broken < 8 || broken < long) return undefined;
  lengths.sort((a, b) => a - b);
  return lengths[Math.floor(lengths.length * 0.9)];
}

function finish(draft: Draft, index: number, pageStart: boolean): Block {
  let raw = '';
  const pieces: Piece[] = [];
  for (const { line, column } of draft.lines) {
    if (pieces.length > 0) raw += '\n';
    pieces.push({ offset: raw.length, line: line.index, column });
    raw += line.text.slice(column).trimEnd();
  }
  if (draft.kind === 'heading') raw = raw.replace(/\s#{1,6}$/, '');
  const first = at(draft.lines, 0).line.index;
  const last = at(draft.lines, draft.lines.length - 1).line.index;
  return {
    index,
    kind: draft.kind,
    raw,
    pieces,
    first,
    last,
    marker: draft.marker,
    level: draft.level,
    label: draft.note?.label,
    noteStyle: draft.note?.style,
    indent: draft.indent,
    pageStart,
  };
}

const plains = new WeakMap<Block, string>();
const letters = new WeakMap<Block, readonly string[]>();

/** The plain text of a block (`plainText`), computed once. */
export function plainOf(block: Block): string {
  let plain = plains.get(block);
  if (plain === undefined) plains.set(block, (plain = plainText(block.raw)));
  return plain;
}

/** The words of a block in lower-case letters only, accents undone, computed once. */
export function letterWordsOf(block: Block): readonly string[] {
  let words = letters.get(block);
  if (words === undefined) {
    const plain = plainOf(block)
      .normalize('NFKD')
      .toLowerCase()
      .replace(/\p{M}+/gu, '');
    letters.set(block, (words = plain.match(/\p{L}+/gu) ?? []));
  }
  return words;
}

const titleLikes = new WeakMap<Block, boolean>();

/** Whether a block looks like a title (`looksLikeTitle`), computed once. */
export function isTitleLike(block: Block): boolean {
  let is = titleLikes.get(block);
  if (is === undefined) titleLikes.set(block, (is = looksLikeTitle(block.raw)));
  return is;
}

/** The block with another kind. */
export function as(block: Block, kind: BlockKind): Block {
  return { ...block, kind };
}

/** A block taken as a note: its number is no longer part of its content. Only for blocks that start with a note's number. */
export function asNote(block: Block, lines: readonly SourceLine[]): Block {
  const first = at(block.pieces, 0);
  const text = at(lines, first.line).text;
  const note = noteStart(text);
  if (note === undefined || note.length < first.column) return as(block, 'note');
  const cut = note.length - first.column;
  return {
    ...block,
    kind: 'note',
    raw: block.raw.slice(cut),
    marker: text.slice(0, note.length),
    label: note.label,
    noteStyle: note.style,
    pieces: block.pieces.map((piece, i) =>
      i === 0 ? { ...piece, column: note.length } : { ...piece, offset: piece.offset - cut },
    ),
  };
}

/** Blocks that only number a part (“Theme 2”) may be short; these keys may repeat with other numbers without being running heads. */
function isNumberedLabel(plain: string): boolean {
  return (
    PART_LABEL.test(plain.toLowerCase()) ||
    /^(?:challenge|opportunity|figure|table|box|option|step|phase|priority|scenario|recommendation|case|question)\b/i.test(
      plain,
    )
  );
}

/**
 * Marks running heads and feet as furniture: short lines that come back at least three times with a page number of their own,
 * or that keep cutting sentences in two, or that keep standing beside page numbers or page starts.
 * `keep` says which lines are headings that essays share, and so may come back.
 */
export function markFurniture(blocks: readonly Block[], keep: (raw: string) => boolean): Block[] {
  const groups = new Map<string, Block[]>();
  for (const block of blocks) {
    if ((block.kind !== 'text' && block.kind !== 'heading') || block.first !== block.last || block.raw.length > 140)
      continue;
    const key = lettersOf(block.raw);
    if (key.length < 8) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [block]);
    else group.push(block);
  }
  const furniture = new Set<Block>();
  for (const group of groups.values()) {
    if (group.length < 3) continue;
    const plains = group.map((block) => plainOf(block));
    if (plains.some(isNumberedLabel)) continue;
    const pages = new Set<string | undefined>(plains.map(pageOf));
    const paged = !pages.has(undefined) && pages.size >= Math.ceil(group.length * 0.8);
    let cuts = 0;
    let beside = 0;
    for (const block of group) {
      const before = blocks[block.index - 1];
      const after = blocks[block.index + 1];
      if (block.pageStart || after?.pageStart === true || before?.kind === 'number' || after?.kind === 'number')
        beside += 1;
      const text = neighbour(blocks, block.index, -1);
      const rest = neighbour(blocks, block.index, 1);
      if (
        text !== undefined &&
        rest !== undefined &&
        text.raw.length > 60 &&
        endingOf(text.raw) === 'open' &&
        startsSmall(rest.raw)
      ) {
        cuts += 1;
      }
    }
    const shared = keep(at(group, 0).raw);
    const often = Math.max(2, Math.ceil(group.length / 2));
    const isFurniture = paged || cuts * 2 >= group.length || (!shared && (cuts >= 2 || beside >= often));
    if (isFurniture) for (const block of group) furniture.add(block);
  }
  return blocks.map((block) => (furniture.has(block) ? as(block, 'furniture') : block));
}

/** The page number that opens or closes a running head. */
function pageOf(plain: string): string | undefined {
  const found = /^(\d{1,4})\b(?![.)])|(?:^|[\s|–—-])(\d{1,4})$/.exec(plain);
  return found?.[1] ?? found?.[2];
}

/** The nearest block of running text before or after; page numbers and furniture do not count. Looks four blocks far. */
function neighbour(blocks: readonly Block[], index: number, step: 1 | -1): Block | undefined {
  for (let i = index + step, seen = 0; seen < 4; i += step, seen += 1) {
    const block = blocks[i];
    if (block === undefined) return undefined;
    if (block.kind !== 'number' && block.kind !== 'furniture') return block;
  }
  return undefined;
}
