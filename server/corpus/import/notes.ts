import { asNote, type Block, type NoteStyle } from './blocks';
import { at, type SourceLine } from './lines';
import { endingOf, headingKey, superscriptValue } from './shapes';
import { NOTES_HEADING, UNITS } from './vocabulary';

/** A note mark in a block: from `from` to `to` of its `raw` stands the mark of note `label`, which is written as `[^target]`. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly target: string;
}

const MARKS: Readonly<Record<NoteStyle, RegExp>> = {
  superscript: /[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}/g,
  sup: /<sup>\s*\[?(\d{1,3})\]?\s*<\/sup>/gi,
  markdown: /\[\^(\d{1,3})\](?!:)/g,
  bracket: /\\?\[(\d{1,3})\\?\](?:\(#[^()\s]{0,80}\)|(?!\())/g,
  caret: /(?<![[\d])\^(\d{1,3})\^?(?!\])/g,
  paren: /(?<=[\p{L}.,;:!?)”’"'»\]])\((\d{1,3})\)/gu,
  plain: /(?<=[\p{L}.,;:!?)”’"'»\]])(\d{1,3})(?=[\s.,;:!?)”’"'–—]|$)/gu,
};

/** Marks that are marks wherever they stand; the other styles count only where notes are known and no such mark is used. */
const SURE: readonly NoteStyle[] = ['superscript', 'sup', 'markdown'];
const UNSURE: readonly NoteStyle[] = ['bracket', 'caret', 'paren', 'plain'];

interface Found {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

function scan(raw: string, style: NoteStyle): Found[] {
  const found: Found[] = [];
  for (const hit of raw.matchAll(MARKS[style])) {
    const to = hit.index + hit[0].length;
    if (style === 'superscript' && isPower(raw, hit.index, to)) continue;
    const label = style === 'superscript' ? superscriptValue(hit[0]) : (hit[1] ?? '');
    found.push({ from: hit.index, to, label: String(Number(label)) });
  }
  return found;
}

/** Whether a superscript is a power or an isotope: behind a unit (`m²`), behind 10, beside a raised sign, or on its own before a letter (`²H`). */
function isPower(raw: string, from: number, to: number): boolean {
  const before = raw.slice(Math.max(0, from - 12), from);
  if (/[⁻⁺]$/.test(before) || /[⁻⁺]/.test(raw.charAt(to))) return true;
  if (/(?:^|\s)$/.test(before) && /\p{L}/u.test(raw.charAt(to))) return true;
  if (/(?:^|\D)10$/.test(before)) return true;
  const unit = /(?:^|[\s\d/(])(\p{L}{1,2})$/u.exec(before)?.[1];
  if (unit === undefined) return false;
  return UNITS.has(unit) || /^(?:x|y|n|R|CO)$/.test(unit);
}

/**
 * Settles which blocks are notes among those that only may be (`3. …`, `(3) …`): a run of rising numbers under a heading for notes,
 * or behind text that holds their marks. Where the source has notes of a surer style, only the heading counts.
 */
export function settleNotes(blocks: readonly Block[], lines: readonly SourceLine[]): Block[] {
  const sure = blocks.filter((block) => block.kind === 'note').length >= 3;
  const out = [...blocks];
  let since = 0;
  for (let i = 0; i < blocks.length;) {
    const run = weakRun(blocks, i);
    if (run === undefined) {
      i += 1;
      continue;
    }
    const previous = blocks[i - 1];
    const headed = previous !== undefined && previous.raw.length < 80 && NOTES_HEADING.test(headingKey(previous.raw));
    // One line alone is a note only where it looks like nothing else: `1. …` may be a heading.
    const enough = run.members.length >= 2 || run.style !== 'plain' || at(blocks, i).kind === 'item';
    if (headed || (!sure && enough && hasMarks(blocks.slice(since, i), run))) {
      for (const k of run.members) out[k] = asNote(at(blocks, k), lines);
      since = run.end;
    }
    i = run.end;
  }
  return out.map((block, index) => (block.index === index ? block : { ...block, index }));
}

interface WeakRun {
  readonly style: NoteStyle;
  readonly members: readonly number[];
  readonly labels: ReadonlySet<string>;
  readonly end: number;
}

/** Blocks in a row that start with rising numbers of one style, the first at most 2. Page numbers and text without a number may stand between. */
function weakRun(blocks: readonly Block[], start: number): WeakRun | undefined {
  const first = at(blocks, start);
  const style = first.noteStyle;
  if (!isWeak(first) || style === undefined || Number(first.label) > 2) return undefined;
  const members = [start];
  let expected = Number(first.label) + 1;
  let i = start + 1;
  for (; i < blocks.length; i += 1) {
    const block = at(blocks, i);
    if (block.kind === 'number' || block.kind === 'furniture') continue;
    const before = blocks[i - 1];
    // The rest of a note that goes over two lines.
    const goesOn = before?.last === block.first - 1 && endingOf(before.raw) === 'open';
    if (block.kind === 'text' && !isWeak(block) && goesOn) continue;
    if (!isWeak(block) || block.noteStyle !== style) break;
    const label = Number(block.label);
    if (label < expected || label > expected + 2) break;
    members.push(i);
    expected = label + 1;
  }
  const end = at(members, members.length - 1) + 1;
  return { style, members, labels: new Set(members.map((k) => at(blocks, k).label ?? '')), end };
}

function isWeak(block: Block): boolean {
  return (block.kind === 'text' || block.kind === 'item') && block.noteStyle !== undefined && block.label !== undefined;
}

function hasMarks(body: readonly Block[], run: WeakRun): boolean {
  const seen = new Set<string>();
  for (const block of body) {
    for (const style of [...SURE, ...UNSURE]) {
      for (const { label } of scan(block.raw, style)) if (run.labels.has(label)) seen.add(label);
    }
  }
  return seen.size * 2 >= run.labels.size && seen.size >= 1;
}

/** A note of an essay, under the label that it is written with. */
export interface EssayNote {
  readonly block: Block;
  readonly label: string;
  readonly target: string;
  /** Blocks that go on with it. */
  readonly more: readonly Block[];
}

/** Gives the notes of an essay their labels. A second note of the same number gets one of its own (`5-2`), so that neither is lost. */
export function labelNotes(notes: readonly { block: Block; more: readonly Block[] }[]): EssayNote[] {
  const used = new Map<string, number>();
  return notes.map(({ block, more }) => {
    const label = block.label ?? '0';
    const count = (used.get(label) ?? 0) + 1;
    used.set(label, count);
    return { block, more, label, target: count === 1 ? label : `${label}-${count}` };
  });
}

/** A mark for which the essay has no note: left in the text as it is. */
export interface LooseMark {
  readonly block: Block;
  readonly label: string;
  readonly offset: number;
}

export interface MarkReading {
  readonly marks: ReadonlyMap<Block, readonly Mark[]>;
  readonly loose: readonly LooseMark[];
}

/**
 * Finds the marks of an essay's notes in its blocks, in reading order.
 * Superscripts, `<sup>` and `[^n]` are marks anywhere; of `[n]`, `^n`, `(n)` and plain digits only the style that fits the notes best,
 * and only where none of the former is used.
 */
export function findMarks(blocks: readonly Block[], notes: readonly EssayNote[]): MarkReading {
  const targets = new Map<string, string>();
  for (const note of notes) if (!targets.has(note.label)) targets.set(note.label, note.target);
  const sure = SURE.filter((style) => blocks.some((block) => scan(block.raw, style).length > 0));
  const styles = sure.length > 0 ? sure : bestUnsure(blocks, targets);
  const marks = new Map<Block, Mark[]>();
  const loose: LooseMark[] = [];
  let last = 0;
  for (const block of blocks) {
    const own: Mark[] = [];
    for (const style of styles) {
      for (const { from, to, label } of scan(block.raw, style)) {
        const target = targets.get(label);
        if (style === 'plain' && !isExpected(block.raw, from, Number(label), last)) continue;
        if (target === undefined) {
          if (SURE.includes(style)) loose.push({ block, label, offset: from });
          continue;
        }
        last = Number(label);
        own.push({ from, to, label, target });
      }
    }
    if (own.length > 0)
      marks.set(
        block,
        own.sort((a, b) => a.from - b.from),
      );
  }
  return { marks, loose };
}

/** Plain digits are only believed in the order of the notes; behind a capital or a figure (`G7`, `2,5`) only the very next number. */
function isExpected(raw: string, from: number, label: number, last: number): boolean {
  const doubtful = /(?:\p{Lu}|\d[.,])$/u.test(raw.slice(Math.max(0, from - 2), from));
  return label > last && label <= last + (doubtful ? 1 : 3);
}

function bestUnsure(blocks: readonly Block[], targets: ReadonlyMap<string, string>): NoteStyle[] {
  if (targets.size === 0) return [];
  let best: NoteStyle | undefined;
  let most = 0;
  for (const style of UNSURE) {
    const hit = new Set<string>();
    for (const block of blocks) for (const { label } of scan(block.raw, style)) if (targets.has(label)) hit.add(label);
    if (hit.size > most) {
      best = style;
      most = hit.size;
    }
  }
  return best === undefined ? [] : [best];
}

/** A block that may be the rest of a note cut by a page end: no title, and it does not open like a paragraph of its own. */
export function goesOnWithNote(block: Block): boolean {
  return (
    block.kind === 'text' &&
    (/^[\s("“]*(?:\p{Ll}|https?:|www\.)/u.test(block.raw) || /^\[[^\]]{1,300}\]\(/.test(block.raw))
  );
}
