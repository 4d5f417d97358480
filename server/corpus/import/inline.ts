import type { Block } from './blocks';
import { at } from './lines';
import type { Mark } from './notes';
import type { Mend, MendKind } from './types';

/** A change within a block's `raw`: from `from` to `to` (UTF-16 offsets) it becomes `after`. `kind` undefined: white space only. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly after: string;
  readonly kind: MendKind | undefined;
}

/** What a text becomes, with the list of what was changed in it. */
export interface Mended {
  readonly text: string;
  readonly mends: readonly Mend[];
}

/** Escapes that Markdown does not need: taking them away changes nothing but the reading. */
const NEEDLESS_ESCAPE = /\\([$'"(),%/;=?@{}+:!.-])/g;
const INVISIBLE = /(?:(?![\t\n])\p{Cc}|[\u200b\u2060\ufeff\u00ad])+/gu;
/** In plain text these characters are themselves, in Markdown they are markup. */
const MARKUP = /[*`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|<(?=[A-Za-z/!?])/gu;

/** A volume of fewer different words than this proves nothing by what it lacks. */
const ENOUGH_WORDS = 3000;

/** The words of a volume, to tell a hyphen that a line end made from one that belongs to the word. */
export class WordBook {
  readonly #counts = new Map<string, number>();

  constructor(lines: readonly string[]) {
    for (const line of lines) {
      const end = line.trimEnd().length;
      for (const found of line.matchAll(/\p{L}+(?:[-–]\p{L}+)*/gu)) {
        const next = found.index + found[0].length;
        // A word right before a hyphen at the line's end attests nothing: it is what the question is about.
        const cut = /[-–\u2010\u00ad]/.test(line.charAt(next)) && (next + 1 >= end || line.charAt(next + 1) === ' ');
        if (cut) continue;
        const word = found[0].toLowerCase();
        this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
      }
    }
  }

  /**
   * How two halves of a word that a hyphen and a line end part are written as one: as the volume writes the word elsewhere.
   * Where it does not, the hyphen stays, unless neither half is a word of a long volume.
   */
  join(left: string, right: string): 'with hyphen' | 'without hyphen' {
    const l = left.toLowerCase();
    const r = right.toLowerCase();
    if (this.has(`${l}-${r}`)) return 'with hyphen';
    if (this.has(l + r)) return 'without hyphen';
    // The right half stands once at the start of its own line.
    const isBroken = !this.has(l) && (this.#counts.get(r) ?? 0) < 2 && this.#counts.size >= ENOUGH_WORDS;
    return isBroken && /^\p{Ll}/u.test(right) ? 'without hyphen' : 'with hyphen';
  }

  has(word: string): boolean {
    return this.#counts.has(word.toLowerCase());
  }
}

/** What mending needs to know of the volume. */
export interface MendingContext {
  readonly words: WordBook;
  /** The source is Markdown (it has escapes, headings, links or emphasis); otherwise it is plain text. */
  readonly markdown: boolean;
}

/**
 * Mends a block's text: wrapped lines joined, needless escapes, empty link targets and invisible characters gone, note marks made footnote references.
 * Every change is listed with its place. One pass, linear in the length of the text.
 */
export function mendBlock(block: Block, marks: readonly Mark[], context: MendingContext): Mended {
  const raw = block.raw;
  const edits: Edit[] = marks.map((mark) => ({
    from: mark.from,
    to: mark.to,
    after: `[^${mark.target}]`,
    kind: 'note mark',
  }));
  if (raw.includes('](')) edits.push(...emptyLinks(raw));
  for (const found of raw.matchAll(NEEDLESS_ESCAPE)) {
    if (!needsEscape(raw, found.index, at(found, 1))) {
      edits.push({ from: found.index, to: found.index + 2, after: found[1] ?? '', kind: 'escape' });
    }
  }
  for (const found of raw.matchAll(INVISIBLE)) {
    edits.push({ from: found.index, to: found.index + found[0].length, after: '', kind: 'invisible character' });
  }
  if (!context.markdown) {
    for (const found of raw.matchAll(MARKUP)) {
      edits.push({ from: found.index, to: found.index + 1, after: `\\${found[0]}`, kind: 'escape' });
    }
  }
  edits.push(...spacedDashes(raw, context.words));
  for (let i = raw.indexOf('\n'); i >= 0; i = raw.indexOf('\n', i + 1)) edits.push(...lineEnd(raw, i, context.words));
  return apply(block, edits);
}

function needsEscape(raw: string, index: number, char: string): boolean {
  const before = raw[index - 1];
  const after = raw[index + 2];
  if (before === '\\') return true;
  if (char === '(') return before === ']';
  if (char === '!') return after === '[';
  if (char === '-' || char === '+' || char === '=') return index === 0;
  if (char === '.' || char === ')') return index > 0 && index < 10 && /^\d+$/.test(raw.slice(0, index));
  if (char === ':') return before === ']';
  return false;
}

/** Links to nowhere (`[text](#)`, `[text]()`, `[text](#page-3)`): the text stays, the brackets and the target go. */
function emptyLinks(raw: string): Edit[] {
  const edits: Edit[] = [];
  const open: number[] = [];
  const target = /\]\((?:#[^()\s]{0,200})?\)/y;
  for (let i = 0; i < raw.length; i += 1) {
    const char = raw[i];
    if (char === '\\') i += 1;
    else if (char === '[') open.push(i);
    else if (char === ']') {
      const from = open.pop();
      target.lastIndex = i;
      const found = raw[i + 1] === '(' ? target.exec(raw) : null;
      if (from === undefined || found === null) continue;
      // An image is no link: its text is a description.
      if (raw[from - 1] === '!') continue;
      edits.push({ from, to: from + 1, after: '', kind: 'empty link target' });
      edits.push({ from: i, to: i + found[0].length, after: '', kind: 'empty link target' });
      i += found[0].length - 1;
    }
  }
  return edits;
}

/** A space that a line end left behind a dash or hyphen inside a name or word: `EU– China` where the volume also writes `EU–China`. */
function spacedDashes(raw: string, words: WordBook): Edit[] {
  const edits: Edit[] = [];
  for (const found of raw.matchAll(/(?<![\p{L}\p{N}])(\p{L}{1,40})([-–]) (\p{L}{2,40})/gu)) {
    const [whole, left = '', dash = '', right = ''] = found;
    if (/^(?:and|or|to|und|et)$/i.test(right) || !words.has(`${left}${dash}${right}`)) continue;
    const from = found.index + whole.length - right.length - 1;
    edits.push({ from, to: from + 1, after: '', kind: 'joined hyphen' });
  }
  return edits;
}

/** The end of a wrapped line becomes a space, or, behind a hyphen, nothing. */
function lineEnd(raw: string, index: number, words: WordBook): Edit[] {
  const left = /(\p{L}+)([-\u2010\u00ad])$/u.exec(raw.slice(Math.max(0, index - 60), index));
  const right = /^\p{L}+/u.exec(raw.slice(index + 1, index + 60));
  if (left?.[1] === undefined || right === null) return [{ from: index, to: index + 1, after: ' ', kind: undefined }];
  if (left[2] !== '\u00ad' && words.join(left[1], right[0]) === 'with hyphen') {
    return [{ from: index, to: index + 1, after: '', kind: undefined }];
  }
  const from = index - left[0].length;
  return [
    { from, to: index, after: left[1] + right[0], kind: 'joined hyphen' },
    { from: index, to: index + 1, after: '', kind: undefined },
    { from: index + 1, to: index + 1 + right[0].length, after: '', kind: 'joined hyphen' },
  ];
}

function apply(block: Block, edits: Edit[]): Mended {
  edits.sort((a, b) => a.from - b.from || b.to - a.to);
  const mends: Mend[] = [];
  const parts: string[] = [];
  let from = 0;
  let piece = 0;
  for (const edit of edits) {
    // The first of two that overlap wins: a note mark covers the link or escape that it is made of.
    if (edit.from < from) continue;
    parts.push(block.raw.slice(from, edit.from), edit.after);
    from = edit.to;
    if (edit.kind === undefined) continue;
    while (piece + 1 < block.pieces.length && at(block.pieces, piece + 1).offset <= edit.from) piece += 1;
    const { line, column, offset } = at(block.pieces, piece);
    mends.push({
      kind: edit.kind,
      line: line + 1,
      column: column + edit.from - offset,
      before: block.raw.slice(edit.from, edit.to),
      after: edit.after,
    });
  }
  parts.push(block.raw.slice(from));
  return { text: parts.join('').trim(), mends };
}

/** Starts that Markdown would read as a heading, quotation, list, rule, fence, table, definition, indented code or raw HTML. */
const MISREAD =
  /^(?:(#{1,6})(?=\s|$)|(>)|([-+*])(?=\s|$)|\d{1,9}([.)])(?=\s|$)|(=+|-+|(?:\*\s?){3,}|(?:_\s?){3,})\s*$|(`{3,}|~{3,})|(\|)|(\[)(?=[^\]]{1,200}\]:)|(<)(?=[A-Za-z!?/]))/;

/**
 * Makes sure that a paragraph is read as one: escapes a start that Markdown would take for another block.
 * A number that opens an item (`3. `, up to 999) stays unless `keepNumbers` is false.
 */
export function escapeStart(text: string, keepNumbers: boolean): string {
  const found = MISREAD.exec(text);
  if (found === null) return text;
  const dot = found[4];
  if (dot !== undefined) {
    const digits = found[0].length - dot.length;
    return keepNumbers && digits <= 3 ? text : `${text.slice(0, digits)}\\${text.slice(digits)}`;
  }
  return `\\${text}`;
}
