import { BoundedMap } from './boundedMap';
import { canonicalText } from './canonical';
import type { Essay, Heading, Note, NoteMark, Passage, Span } from './essay';
import {
  findFrontMatter,
  type Format,
  hasParagraphPerLine,
  inOrder,
  type PieceParts,
  readEssay,
  readPiece,
} from './readEssay';
import type { Steps } from './steps';

/** So many pieces are kept at least; more where essays are longer. */
const leastPieces = 100;

/**
 * The pieces that were read before, by their text and by what they need of the rest: so nothing here can be out of date. `null` for a piece
 * that cannot be read by itself.
 */
export class EssayMemo {
  readonly #pieces: BoundedMap<string, PieceParts | null>;

  constructor(pieces = leastPieces) {
    this.#pieces = new BoundedMap(pieces);
  }

  /** Room for the pieces of an essay, its partner, and another pair of the kind. */
  makeRoomFor(pieces: number): void {
    this.#pieces.makeRoomFor(4 * pieces);
  }

  known(key: string): PieceParts | null | undefined {
    return this.#pieces.get(key);
  }

  keep(key: string, parts: PieceParts | null): void {
    this.#pieces.set(key, parts);
  }
}

/**
 * Reads a source as `readEssay` does, with the same result, in steps of a block each, of which only those are parsed that the memo does not
 * hold: after an edit, the blocks it touches. The body is cut where a blank line certainly ends whatever stands before it. Sources in which
 * that cannot be told (with fenced code or raw HTML that may run on over blank lines, or with labels out of the ordinary) are read whole.
 */
export function* readEssayInSteps(source: string, format: Format, memo: EssayMemo): Steps<Essay> {
  const text = canonicalText(source);
  const frontMatter = findFrontMatter(text);
  const from = frontMatter?.close ?? 0;
  if (mayRunOn.test(from === 0 ? text : text.slice(from))) return readEssay(source, format);
  const onePerLine = format === 'plain' && hasParagraphPerLine(text);
  yield;
  const pieces = cut(text, from, format);
  memo.makeRoomFor(pieces.length);
  yield;

  const read = function* (piece: string, foreign: string): Steps<PieceParts | null> {
    const key = `${format}${onePerLine ? '|' : ''}\0${foreign}\0${piece}`;
    const known = memo.known(key);
    if (known !== undefined) return known;
    // Cut out of the key, which is kept anyway: a slice of the essay would keep the whole of it in memory.
    const parts = readPiece(key.slice(key.length - piece.length), foreign, format, onePerLine) ?? null;
    memo.keep(key, parts);
    yield;
    return parts;
  };

  // What is defined anywhere holds everywhere, so the pieces that may define something come first.
  const definesNotes = new Set<string>();
  const definesLinks = new Set<string>();
  const defining = new Map<Span, PieceParts>();
  for (const span of pieces) {
    const piece = text.slice(span.start, span.end);
    if (!piece.includes(']:')) continue;
    const parts = yield* read(piece, '');
    if (parts === null) return readEssay(source, format);
    defining.set(span, parts);
    for (const label of parts.definesNotes) definesNotes.add(label);
    for (const label of parts.definesLinks) definesLinks.add(label);
  }
  if ([...definesNotes].some((label) => !plainNote.test(label))) return readEssay(source, format);
  if ([...definesLinks].some((label) => !plainLink.test(label))) return readEssay(source, format);

  const whole = new Assembly();
  for (const span of pieces) {
    const piece = text.slice(span.start, span.end);
    const foreign = foreignDefinitions(piece, defining.get(span), definesNotes, definesLinks);
    const parts = yield* read(piece, foreign);
    if (parts === null) return readEssay(source, format);
    whole.add(parts, span.start);
    if (whole.pieces % 50 === 0) yield;
  }
  const { headings, passages, pullQuotes, notes } = whole;
  return {
    text,
    frontMatter: frontMatter?.yaml,
    headings,
    passages,
    pullQuotes,
    notes,
    noteMarks: inOrder(whole.noteMarks),
  };
}

/** Code between fences and some kinds of raw HTML go on until they are closed, over blank lines and all. */
const mayRunOn = /`{3}|~{3}|<(?:[!?]|script|pre|style|textarea)/i;

/** Labels that mean the same wherever they stand, and hold nothing that Markdown reads as something else. */
const plainNote = /^[\w.:-]+$/;
const plainLink = /^[\w.,:-]+(?: [\w.,:-]+)*$/;

/** A line of indented code, in a quotation or list too: the parser waits behind it for more code, and reads what comes instead differently. */
const indentedCode = /^[ \t>*+\-\d.)]*(?: {4}|\t)/;

/**
 * Cuts a body at blank lines before a line without indentation: there, every paragraph, list, quotation, table and note has ended. In plain
 * text, what stands before must end like a sentence as well, for else it may be the heading of what follows.
 */
function cut(text: string, from: number, format: Format): Span[] {
  const pieces: Span[] = [];
  let start = from;
  const add = (end: number): void => {
    let last = end;
    while (last > start && text.charAt(last - 1) === '\n') last -= 1;
    if (last > start) pieces.push({ start, end: last });
    start = end;
  };
  for (let at = text.indexOf('\n\n', from); at >= 0; at = text.indexOf('\n\n', at)) {
    const before = text.slice(Math.max(from, text.lastIndexOf('\n', at - 1) + 1), at);
    while (text.charAt(at) === '\n') at += 1;
    const next = text.charAt(at);
    if (next === ' ' || next === '\t' || indentedCode.test(before)) continue;
    if (format === 'markdown' || /[.!?…]$/.test(before)) add(at);
  }
  add(text.length);
  return pieces;
}

/**
 * Definitions of the labels that a piece may refer to and does not define itself, sorted, for reading the piece alone. What they say is of no
 * account.
 */
function foreignDefinitions(
  piece: string,
  own: PieceParts | undefined,
  notes: ReadonlySet<string>,
  links: ReadonlySet<string>,
): string {
  if (!piece.includes('[') || notes.size + links.size === 0) return '';
  const used = new Set<string>();
  for (const [, inside = ''] of piece.matchAll(/\[([^[\]]*)(?=\])/g)) {
    const label = inside.replace(/\s+/g, ' ').trim().toLowerCase();
    const note = label.startsWith('^') ? label.slice(1) : undefined;
    if (note !== undefined && notes.has(note) && own?.definesNotes.includes(note) !== true) used.add(label);
    if (links.has(label) && own?.definesLinks.includes(label) !== true) used.add(label);
  }
  return [...used]
    .sort()
    .map((label) => `[${label}]: x`)
    .join('\n\n');
}

/** Puts pieces together. */
class Assembly {
  readonly headings: Heading[] = [];
  readonly passages: Passage[] = [];
  readonly pullQuotes: Passage[] = [];
  readonly notes: Note[] = [];
  readonly noteMarks: NoteMark[] = [];
  pieces = 0;

  add(parts: PieceParts, start: number): void {
    const before = this.headings.length;
    const shifted = <T extends Span>(span: T): T => ({ ...span, start: span.start + start, end: span.end + start });
    const heading = (own: number | undefined): number | undefined => {
      const index = before + (own ?? -1);
      return index < 0 ? undefined : index;
    };
    const passage = (own: Passage): Passage => ({
      ...shifted(own),
      heading: heading(own.heading),
      sentences: own.sentences.map(shifted),
    });
    for (const each of parts.headings) this.headings.push(shifted(each));
    for (const each of parts.passages) this.passages.push(passage(each));
    for (const each of parts.pullQuotes) this.pullQuotes.push(passage(each));
    for (const each of parts.notes) this.notes.push(shifted(each));
    for (const each of parts.noteMarks) this.noteMarks.push(shifted(each));
    this.pieces += 1;
  }
}
