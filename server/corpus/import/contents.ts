import { isBlank, type SourceLine, wordsOf } from './lines';
import { lettersOf, namesInstitution, personsOf, plainText, splitNumber } from './shapes';
import { MATTER_HEADING } from './vocabulary';

/** What a line of the table of contents announces. `unknown` where the table does not tell essays from the rest. */
export type EntryKind = 'theme' | 'essay' | 'matter' | 'unknown';

export interface ContentsEntry {
  readonly kind: EntryKind;
  /** The title as the table has it, without number and page. */
  readonly text: string;
  readonly letters: string;
  /** Names that follow the title, for an essay. */
  readonly authors: readonly string[];
  readonly line: number;
}

export interface Contents {
  /** Indices of its lines. */
  readonly lines: ReadonlySet<number>;
  /** The last of them. */
  readonly last: number;
  readonly entries: readonly ContentsEntry[];
}

const HEADING =
  /^(?:table of contents|contents|in this (?:volume|issue)|table des matières|inhalt(?:sverzeichnis)?|índice|indice|sommario)[:.]?$/;
const LONGEST_ENTRY = 260;
/** So many lines without a page number may stand between two that have one (authors, titles broken over lines). */
const LONGEST_GAP = 5;

interface Row {
  readonly line: number;
  readonly text: string;
  readonly page: number | undefined;
}

/** A line split into its text and page number: `Title ..... 16`, `Title<tab>16`, `| Title | 16 |`, `- [Title](#a) 16`, `16 Title` is not one. */
function readRow(line: SourceLine): Row {
  const plain = plainText(line.text)
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .replace(/^\s*(?:[-*•]|#{1,6})\s+/, '')
    .replace(/\s*\|\s*/g, '\t')
    .trim();
  const end = /(?:[\s.…·_]+|^)(\d{1,4}|[ivxl]{1,7})$/.exec(plain.slice(-60));
  if (end?.[1] === undefined) return { line: line.index, text: plain, page: undefined };
  const text = plain
    .slice(0, plain.length - end[0].length)
    .replace(/[\s.…·_]{1,200}$/, '')
    .trim();
  return { line: line.index, text, page: /^\d/.test(end[1]) ? Number(end[1]) : 0 };
}

/**
 * Finds the table of contents and reads its entries; undefined when the volume has none.
 * Known by its heading, or, without one, by six lines in a row that end in rising page numbers.
 */
export function readContents(lines: readonly SourceLine[]): Contents | undefined {
  const heading = lines.findIndex(
    (line) =>
      line.text.length < 80 &&
      HEADING.test(
        plainText(line.text)
          .replace(/^#+\s*/, '')
          .toLowerCase(),
      ),
  );
  const start = heading >= 0 ? heading + 1 : findUnheaded(lines);
  if (start === undefined) return undefined;
  const rows = collectRows(lines, start);
  const own = [...(heading >= 0 ? [heading] : []), ...rows.map((row) => row.line)];
  const last = own.at(-1);
  return last === undefined ? undefined : { lines: new Set(own), last, entries: readEntries(rows) };
}

function findUnheaded(lines: readonly SourceLine[]): number | undefined {
  let run = 0;
  let gap = 0;
  let page = 0;
  let first = 0;
  for (const line of lines) {
    if (isBlank(line.text)) continue;
    const row = line.text.length > LONGEST_ENTRY ? undefined : readRow(line);
    const isEntry =
      row?.page !== undefined &&
      row.page >= page &&
      wordsOf(row.text).length > 1 &&
      /[\t.…]\s*\d{1,4}\W*$/.test(line.text.slice(-60));
    if (isEntry) {
      if (run === 0) first = line.index;
      run += 1;
      gap = 0;
      page = row.page;
      if (run >= 6) return first;
    } else {
      gap += 1;
      if (gap > 2 || row === undefined) {
        run = 0;
        page = 0;
      }
    }
  }
  return undefined;
}

function collectRows(lines: readonly SourceLine[], start: number): Row[] {
  const rows: Row[] = [];
  /** Rows up to here are sure: the last with a page number, and the authors right below it. */
  let sure = 0;
  let blankBefore = false;
  const seen = new Set<string>();
  for (let i = start; i < lines.length; i += 1) {
    const line = lines[i];
    if (line === undefined) break;
    if (isBlank(line.text)) {
      blankBefore = true;
      continue;
    }
    // A stray line inside the table is left out of it, if the table goes on behind it.
    if (line.text.length > LONGEST_ENTRY) {
      if (!goesOn(lines, i + 1)) break;
      continue;
    }
    const row = readRow(line);
    const key = lettersOf(row.text);
    if (row.page !== undefined) {
      rows.push(row);
      sure = rows.length;
      seen.add(key);
    } else {
      // The first heading after the table says again what the table said.
      const isEnd = seen.has(key) || rows.length - sure >= LONGEST_GAP;
      if (isEnd && !goesOn(lines, i + 1)) break;
      const isName = personsOf(row.text) !== undefined || namesInstitution(row.text);
      rows.push(row);
      if (sure === rows.length - 1 && sure > 0 && isName && !blankBefore) sure = rows.length;
    }
    blankBefore = false;
  }
  if (sure > 1) return rows.slice(0, sure);
  return collectWithoutPages(lines, start);
}

/** Whether three of the next eight lines end in a page number behind a tab or dots. */
function goesOn(lines: readonly SourceLine[], from: number): boolean {
  let seen = 0;
  let good = 0;
  for (let i = from; i < lines.length && seen < 8; i += 1) {
    const text = lines[i]?.text ?? '';
    if (isBlank(text)) continue;
    seen += 1;
    if (text.length <= LONGEST_ENTRY && /(?:\t|\.{2,}|…|\s{2,}|\|)\s*\d{1,4}\W*$/.test(text.slice(-60))) good += 1;
  }
  return good >= 3;
}

/** A table without page numbers: short lines up to the first that says again what one of them said. */
function collectWithoutPages(lines: readonly SourceLine[], start: number): Row[] {
  const rows: Row[] = [];
  const seen = new Map<string, number>();
  for (const line of lines.slice(start, start + 400)) {
    if (isBlank(line.text)) continue;
    if (line.text.length > LONGEST_ENTRY) break;
    const row = readRow(line);
    const key = lettersOf(row.text);
    if (key === '') continue;
    const before = seen.get(key);
    if (before !== undefined) return rows.slice(0, rows.length);
    seen.set(key, rows.length);
    rows.push(row);
  }
  return [];
}

function readEntries(rows: readonly Row[]): ContentsEntry[] {
  const paged = rows.some((row) => row.page !== undefined);
  const drafts: { text: string; number: boolean; authors: string[]; line: number }[] = [];
  let opening: Row | undefined;
  for (const [i, row] of rows.entries()) {
    if (row.text === '') continue;
    const startsEntry = paged ? row.page !== undefined : personsOf(row.text) === undefined;
    if (!startsEntry) {
      const authors = personsOf(row.text);
      const previous = drafts.at(-1);
      const follower = rows[i + 1];
      // Without a page: the names under a title, or the first half of a title that was broken over two lines.
      const half = paged && authors === undefined && follower?.page !== undefined && !namesOnly(row.text);
      if (half) opening = row;
      else if (previous !== undefined) previous.authors.push(...(authors ?? [row.text]));
      continue;
    }
    const whole = opening === undefined ? row.text : joinHalves(opening.text, row.text);
    const number = splitNumber(whole);
    drafts.push({
      text: number?.rest ?? whole,
      number: number !== undefined || /^(?:theme|part|chapter|section|topic)\s/i.test(whole),
      authors: [],
      line: opening?.line ?? row.line,
    });
    opening = undefined;
  }
  const hasAuthors = drafts.some((draft) => draft.authors.length > 0);
  const numbered = drafts.filter((draft) => draft.number);
  // Numbers are the themes' unless most of what is numbered has authors: then the essays are numbered.
  const hasNumbers =
    numbered.length >= 2 && numbered.filter((draft) => draft.authors.length > 0).length * 2 < numbered.length;
  let inThemes = false;
  return drafts.map((draft, i) => {
    const followerHasAuthors = (drafts[i + 1]?.authors.length ?? 0) > 0;
    let kind: EntryKind;
    if (draft.authors.length > 0 && !(hasNumbers && draft.number)) kind = 'essay';
    else if (
      hasNumbers ? draft.number : hasAuthors && followerHasAuthors && !MATTER_HEADING.test(draft.text.toLowerCase())
    )
      kind = 'theme';
    else if (inThemes) kind = 'unknown';
    else kind = 'matter';
    if (kind === 'theme') inThemes = true;
    return { kind, text: draft.text, letters: lettersOf(draft.text), authors: draft.authors, line: draft.line };
  });
}

/** An institution as the author of an essay, not a title that was broken. */
function namesOnly(text: string): boolean {
  return namesInstitution(text) && wordsOf(text).length <= 9 && !/[:?]/.test(text);
}

function joinHalves(first: string, second: string): string {
  return /[-–]$/.test(first) ? first + second : `${first} ${second}`;
}

/** Finds the entry that a heading of the text answers to. */
export class EntryFinder {
  readonly #byWord = new Map<string, number[]>();
  readonly #entries: readonly ContentsEntry[];
  readonly #grams: readonly ReadonlySet<string>[];

  constructor(contents: Contents | undefined) {
    this.#entries = contents?.entries ?? [];
    this.#grams = this.#entries.map((entry) => trigrams(entry.letters));
    this.#entries.forEach((entry, i) => {
      for (const word of new Set(wordsOf(entry.text.toLowerCase()))) {
        const list = this.#byWord.get(word) ?? [];
        // Words that are everywhere tell nothing, and would make this slow.
        if (list.length < 40) list.push(i);
        this.#byWord.set(word, list);
      }
    });
  }

  /** Whether the contents tell which of their entries are essays, so that a title that is not among them is doubtful. */
  get knowsEssays(): boolean {
    return this.#entries.filter((entry) => entry.kind === 'essay').length >= 2;
  }

  /** The entry of an essay by these authors; undefined when several or none are. */
  findByAuthors(names: readonly string[]): ContentsEntry | undefined {
    const known = new KnownNames(names);
    const found = this.#entries.filter((entry) => entry.authors.some((author) => known.has(author)));
    return found.length === 1 ? found[0] : undefined;
  }

  /** The entry whose wording is most like the heading's, with the likeness from 0 to 1 (trigrams of letters, Dice); undefined below .72. */
  find(heading: string): { entry: ContentsEntry; likeness: number } | undefined {
    if (this.#entries.length === 0 || heading.length > LONGEST_ENTRY * 2) return undefined;
    const plain = plainText(heading);
    const hits = new Map<number, number>();
    for (const word of new Set(wordsOf(plain.toLowerCase()))) {
      for (const i of this.#byWord.get(word) ?? []) hits.set(i, (hits.get(i) ?? 0) + 1);
    }
    const letters = lettersOf(splitNumber(plain)?.rest ?? plain);
    const grams = trigrams(letters);
    let best: { entry: ContentsEntry; likeness: number } | undefined;
    for (const [i] of [...hits].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 6)) {
      const entry = this.#entries[i];
      const other = this.#grams[i];
      if (entry === undefined || other === undefined) continue;
      const likeness = entry.letters === letters ? 1 : dice(grams, other);
      if (likeness >= 0.72 && likeness > (best?.likeness ?? 0)) best = { entry, likeness };
    }
    return best;
  }
}

function trigrams(letters: string): ReadonlySet<string> {
  const grams = new Set<string>();
  for (let i = 0; i + 3 <= letters.length; i += 1) grams.add(letters.slice(i, i + 3));
  return grams;
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

/** Names that the table of contents gives, prepared for looking lines up. */
export class KnownNames {
  readonly #names: readonly { readonly letters: string; readonly grams: ReadonlySet<string> }[];

  constructor(names: readonly string[]) {
    // A name without a letter would be the same as every line without one.
    this.#names = names
      .map((name) => ({ letters: lettersOf(name), grams: trigrams(lettersOf(name)) }))
      .filter(({ letters }) => letters !== '');
  }

  /** Whether a line is one of the names, small differences of spelling apart (trigrams of letters, Dice above .8). */
  has(line: string): boolean {
    if (line.length > 160 || this.#names.length === 0) return false;
    const letters = lettersOf(plainText(line));
    const grams = trigrams(letters);
    return this.#names.some(
      (name) =>
        name.letters === letters ||
        (Math.abs(name.letters.length - letters.length) <= letters.length / 2 && dice(grams, name.grams) > 0.8),
    );
  }
}
