import { isBlank, type SourceLine, wordsOf } from './lines';
import { lettersOf, plainText } from './shapes';

/** One short form with what it stands for; `shorts` holds alternatives of the short form, as written. */
export interface Acronym {
  readonly shorts: readonly string[];
  readonly long: string;
  readonly line: number;
}

export interface AcronymList {
  /** Indices of its lines, the heading and other labels among them. */
  readonly lines: ReadonlySet<number>;
  readonly entries: readonly Acronym[];
  /** Lines of the list that are no entries: its heading, the head of its columns. */
  readonly labels: readonly number[];
}

const HEADING =
  /^(?:(?:list|table|glossary) of )?(?:(?:acronyms|abbreviations)(?: (?:and|&) (?:acronyms|abbreviations|short forms|initialisms))?)(?: used)?[:.]?$/;
const HEAD_OF_COLUMNS = /^(?:acronym|abbreviation|short form|term)s?\b.{0,60}$/i;
const LONGEST = 240;
/** Marks of emphasis at the edge of a word; inside one they stay, so that two words do not become one. */
const BOLD = /(?<![\p{L}\p{N}])(?:\*\*|__)|(?:\*\*|__)(?![\p{L}\p{N}])/gu;

interface Split {
  readonly shorts: readonly string[];
  readonly long: string;
  /** A tab, a column line or two spaces stand between: the line was surely set as a list. */
  readonly columns: boolean;
}

/** Splits `WTO<tab>World Trade Organization`, `ISO / IEC International …`, `WTO – World …`, `| WTO | World … |`. */
function splitEntry(text: string): Split | undefined {
  if (text.length > LONGEST) return undefined;
  const bare = text
    .replace(/^[\s|]*(?:[-*•]\s+)?/, '')
    .replace(/[\s|]+$/, '')
    .replace(BOLD, '');
  const found =
    /^([\p{Lu}\p{N}][\p{L}\p{N}&+.’'-]{0,14}(?:\s?\/\s?[\p{Lu}\p{N}][\p{L}\p{N}&+.’'-]{0,14}){0,3})(\s*\|\s*|\t+\s*|\s{2,20}|\s?[:=]\s|\s[–—-]\s|\s)(\S.*)$/u.exec(
      bare,
    );
  if (found?.[1] === undefined || found[2] === undefined || found[3] === undefined) return undefined;
  const shorts = found[1].split('/').map((short) => short.trim());
  if (!shorts.every((short) => (short.match(/[\p{Lu}\p{N}]/gu) ?? []).length >= 2)) return undefined;
  return { shorts, long: found[3].replace(/\s+/g, ' ').trim(), columns: /\t|\||\s{2}|[:=–—]/.test(found[2]) };
}

/** Whether the capitals of the short form stand in the long form, in order, the first as an initial. */
function fits(entry: Split): boolean {
  return entry.shorts.some((short) => {
    const capitals = lettersOf(short.replace(/[^\p{Lu}]/gu, ''));
    const first = capitals[0];
    if (first === undefined) return false;
    const initials = wordsOf(entry.long).map((word) => lettersOf(word.slice(0, 1)));
    if (!initials.includes(first)) return false;
    const long = lettersOf(entry.long);
    let from = 0;
    for (const capital of capitals) {
      const found = long.indexOf(capital, from);
      if (found < 0) return false;
      from = found + 1;
    }
    return true;
  });
}

/**
 * Finds the list of acronyms and reads it; undefined when there is none.
 * Known by its heading, or, without one, by six lines in a row whose short forms fit what follows them.
 */
export function readAcronyms(lines: readonly SourceLine[], from: number): AcronymList | undefined {
  const heading = lines.findIndex(
    (line) =>
      line.index >= from &&
      line.text.length < 80 &&
      HEADING.test(
        plainText(line.text)
          .replace(/^#+\s*/, '')
          .toLowerCase(),
      ),
  );
  if (heading >= 0) {
    const list = collect(lines, heading + 1, [heading]);
    if (list !== undefined) return list;
  }
  const start = findUnheaded(lines, from);
  return start === undefined ? undefined : collect(lines, start, []);
}

function findUnheaded(lines: readonly SourceLine[], from: number): number | undefined {
  let run = 0;
  let first = 0;
  for (const line of lines.slice(from)) {
    if (isBlank(line.text)) continue;
    const entry = splitEntry(line.text);
    if (entry !== undefined && fits(entry)) {
      if (run === 0) first = line.index;
      run += 1;
      if (run >= 6) return first;
    } else run = 0;
  }
  return undefined;
}

/** So many lines in a row that fit nothing end the list, unless it goes on right behind them. */
const MOST_MISFITS = 3;

function collect(lines: readonly SourceLine[], start: number, heading: readonly number[]): AcronymList | undefined {
  const entries: { shorts: readonly string[]; long: string; line: number }[] = [];
  const labels = [...heading];
  const own = new Set(heading);
  /** Lines that are of the list only if more of it follows. */
  let waiting: { line: SourceLine; split: Split | undefined }[] = [];
  let blank = false;
  const take = ({ line, split }: { line: SourceLine; split: Split | undefined }): void => {
    const previous = entries.at(-1);
    if (split !== undefined) entries.push({ ...split, line: line.index });
    // A line that opens with no short form goes on with the long form above it.
    else if (previous !== undefined && !/^[\s|:-]+$/.test(line.text))
      previous.long += ` ${line.text.replace(BOLD, '').replace(/\s+/g, ' ').trim()}`;
    else labels.push(line.index);
    own.add(line.index);
  };
  for (const line of lines.slice(start)) {
    if (isBlank(line.text)) {
      blank = true;
      continue;
    }
    const split = splitEntry(line.text);
    const isHead = entries.length === 0 && waiting.length === 0 && line.text.length < 90;
    if (isEntry(split) && !(isHead && HEAD_OF_COLUMNS.test(plainText(line.text)))) {
      waiting.forEach(take);
      waiting = [];
      take({ line, split });
    } else {
      waiting.push({ line, split });
      // Behind a blank line, what has no short form is no rest of a long form.
      const isForeign = (blank && split === undefined && !isHead) || line.text.length > LONGEST;
      if (isForeign || waiting.length > MOST_MISFITS) {
        if (!goesOn(lines, line.index + 1)) break;
        waiting = [];
      }
    }
    blank = false;
  }
  // What still waits is the end of the list only where it stands right below it, above a blank line.
  for (const wait of waiting) {
    const above = own.has(wait.line.index - 1);
    if (!above || wait.split === undefined || entries.length === 0) break;
    const below = lines[wait.line.index + 1];
    if (below === undefined || !isBlank(below.text)) break;
    take(wait);
  }
  return entries.length < 2 ? undefined : { lines: own, entries, labels };
}

function isEntry(split: Split | undefined): split is Split {
  return split !== undefined && (fits(split) || split.columns);
}

/** Whether three of the next eight lines are entries: a stray line stood inside the list. */
function goesOn(lines: readonly SourceLine[], from: number): boolean {
  let seen = 0;
  let good = 0;
  for (let i = from; i < lines.length && seen < 8; i += 1) {
    const text = lines[i]?.text ?? '';
    if (isBlank(text)) continue;
    seen += 1;
    const split = splitEntry(text);
    if (split !== undefined && fits(split)) good += 1;
  }
  return good >= 3;
}
