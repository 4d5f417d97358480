import { parse } from 'yaml';
import { type Message, msg } from '../../text/message';
import { at, countWords, isBlank, type SourceLine, wordsOf } from './lines';
import { lettersOf } from './shapes';
import type { Account, Bucket, BucketName, ImportedFile, Mend } from './types';

/** Where a source line went: its bucket, and the file that holds it now (none for what was left out). */
export interface LinePlace {
  readonly bucket: BucketName;
  readonly file: string | undefined;
}

const BUCKETS: readonly BucketName[] = [
  'body',
  'heading',
  'byline',
  'note',
  'pull quote',
  'questions',
  'acronyms',
  'contents',
  'front matter',
  'back matter',
  'page furniture',
];

/** So many discrepancies are listed one by one. */
const MOST_DISCREPANCIES = 200;

/**
 * Accounts for every word of the source.
 *
 * The buckets add up because each line has one place, and a word never spans lines. That the files really hold what the buckets promise is checked
 * independently: each file is read again with a small reader of its own, and its words are compared with the words of the source lines that went there,
 * after the listed mends are applied to those lines. Pull quotes are looked up once more in the body of their essay.
 */
export function accountFor(
  lines: readonly SourceLine[],
  places: readonly (LinePlace | undefined)[],
  files: readonly ImportedFile[],
  mends: readonly Mend[],
): Account {
  const discrepancies: Message[] = [];
  const counts = lines.map((line) => countWords(line.text));
  const buckets = sumBuckets(lines, counts, places, discrepancies);
  const totalWords = counts.reduce((sum, count) => sum + count, 0);
  const sum = buckets.reduce((total, bucket) => total + bucket.words, 0);
  if (sum !== totalWords) {
    discrepancies.push(msg('The buckets hold {0} words, but the source has {1}.', sum, totalWords));
  }
  const expected = expectedWords(lines, places, mends, discrepancies);
  for (const file of files) compareFile(file, expected, discrepancies);
  for (const [key, words] of expected) {
    if (words.length > 0 && !files.some((file) => key.startsWith(`${file.path}\n`))) {
      discrepancies.push(msg('Words from line {0} on went to a file that was not written.', at(words, 0).line));
    }
  }
  const sorted = [...mends].sort((a, b) => a.line - b.line || a.column - b.column);
  const listed = discrepancies.slice(0, MOST_DISCREPANCIES);
  return {
    totalWords,
    buckets,
    mends: sorted,
    discrepancies: listed,
    balanced: listed.length === 0 && sum === totalWords,
  };
}

function sumBuckets(
  lines: readonly SourceLine[],
  counts: readonly number[],
  places: readonly (LinePlace | undefined)[],
  discrepancies: Message[],
): Bucket[] {
  const sums = new Map<BucketName, { words: number; lines: [number, number][] }>();
  for (const name of BUCKETS) sums.set(name, { words: 0, lines: [] });
  let previous: BucketName | undefined;
  for (const line of lines) {
    const place = places[line.index];
    if (place === undefined) {
      // A blank line belongs to nothing, and does not part a range.
      if (isBlank(line.text)) continue;
      discrepancies.push(msg('Line {0} was put in no bucket.', line.index + 1));
    }
    const name: BucketName = place?.bucket ?? 'page furniture';
    const sum = sums.get(name);
    if (sum === undefined) continue;
    sum.words += at(counts, line.index);
    const range = sum.lines.at(-1);
    if (range !== undefined && previous === name) range[1] = line.index + 1;
    else sum.lines.push([line.index + 1, line.index + 1]);
    previous = name;
  }
  return [...sums].map(([name, sum]) => ({ name, words: sum.words, lines: sum.lines }));
}

interface PlacedWord {
  readonly word: string;
  /** From 1. */
  readonly line: number;
}

/** What a file's part should hold, under `<path>\n<part>`: the words of its source lines after the mends. */
function expectedWords(
  lines: readonly SourceLine[],
  places: readonly (LinePlace | undefined)[],
  mends: readonly Mend[],
  discrepancies: Message[],
): Map<string, PlacedWord[]> {
  const byLine = new Map<number, Mend[]>();
  for (const mend of mends) {
    if (mend.kind === 'joined paragraph') continue;
    const list = byLine.get(mend.line);
    if (list === undefined) byLine.set(mend.line, [mend]);
    else list.push(mend);
  }
  const expected = new Map<string, PlacedWord[]>();
  for (const line of lines) {
    const place = places[line.index];
    if (place?.file === undefined) continue;
    const mended = applyMends(line, byLine.get(line.index + 1) ?? [], discrepancies);
    const key = `${place.file}\n${partOf(place)}`;
    const words = expected.get(key) ?? [];
    for (const word of wordsOf(mended)) words.push({ word, line: line.index + 1 });
    expected.set(key, words);
  }
  return expected;
}

/** Context documents are compared as a whole. */
function partOf(place: LinePlace): string {
  return place.file?.endsWith('.md') === true && !place.file.endsWith('.essay.md') ? 'all' : place.bucket;
}

function applyMends(line: SourceLine, mends: readonly Mend[], discrepancies: Message[]): string {
  if (mends.length === 0) return line.text;
  const order = [...mends].sort((a, b) => a.column - b.column || a.before.length - b.before.length);
  const parts: string[] = [];
  let from = 0;
  for (const mend of order) {
    const end = mend.column + mend.before.length;
    if (mend.column < from || line.text.slice(mend.column, end) !== mend.before) {
      discrepancies.push(msg('On line {0}, “{1}” was to be mended, but it is not there.', mend.line, mend.before));
      continue;
    }
    parts.push(line.text.slice(from, mend.column), mend.after);
    from = end;
  }
  parts.push(line.text.slice(from));
  return parts.join('');
}

function compareFile(
  file: ImportedFile,
  expected: ReadonlyMap<string, readonly PlacedWord[]>,
  discrepancies: Message[],
): void {
  const want = (part: string): readonly PlacedWord[] => expected.get(`${file.path}\n${part}`) ?? [];
  if (file.path.endsWith('.essay.md')) {
    const essay = rereadEssay(file.text);
    compareInOrder(file.path, 'body', want('body'), essay.body, discrepancies);
    compareInOrder(file.path, 'heading', want('heading'), essay.headings, discrepancies);
    compareInOrder(file.path, 'note', want('note'), essay.notes, discrepancies);
    compareInOrder(file.path, 'pull quote', want('pull quote'), wordsOf(essay.quotes.join('\n')), discrepancies);
    // Authors who share one line of affiliation each have it, so words may come more often, but no other words.
    compareAsBag(file.path, 'byline', want('byline'), essay.byline, 'no other words', discrepancies);
    checkQuotes(file.path, essay, discrepancies);
  } else if (file.path.endsWith('.yaml')) {
    const read = rereadYaml(file.text);
    compareInOrder(file.path, 'questions', want('questions'), read.questions, discrepancies);
    compareAsBag(file.path, 'heading', want('heading'), read.titles, 'any', discrepancies);
    compareAsBag(file.path, 'acronyms', want('acronyms'), read.forms, 'none', discrepancies);
  } else {
    const body = splitFrontMatter(file.text)[1];
    const words = body.split('\n').flatMap((line) => wordsOf(unescape(line.replace(/^\s*(?:#{1,6}|[->])\s+/, ''))));
    compareInOrder(file.path, 'all', want('all'), words, discrepancies);
  }
}

function splitFrontMatter(text: string): [yaml: string, body: string] {
  const end = text.indexOf('\n---\n', 3);
  return text.startsWith('---\n') && end > 0 ? [text.slice(4, end + 1), text.slice(end + 5)] : ['', text];
}

function unescape(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1');
}

interface Reread {
  readonly body: string[];
  readonly headings: string[];
  readonly notes: string[];
  readonly quotes: string[];
  readonly byline: string[];
  readonly bodyText: string;
}

/** Reads an essay file line by line, knowing only how such files are written. */
function rereadEssay(text: string): Reread {
  const [yaml, rest] = splitFrontMatter(text);
  const body: string[] = [];
  const headings: string[] = [];
  const notes: string[] = [];
  const quotes: string[] = [];
  const bodyLines: string[] = [];
  let inQuote = false;
  for (const line of rest.split('\n')) {
    if (inQuote && line.startsWith('> ')) {
      quotes.push(unescape(line.slice(2)));
      continue;
    }
    inQuote = line === '> [!pullquote]';
    if (inQuote) continue;
    if (/^#{1,6} /.test(line)) headings.push(...wordsOf(unescape(line.replace(/^#+ /, ''))));
    else if (/^\[\^[\w-]+\]: /.test(line)) notes.push(...wordsOf(unescape(line)));
    else {
      const bare = unescape(line.replace(/^\s*[->]\s/, ''));
      bodyLines.push(bare);
      body.push(...wordsOf(bare));
    }
  }
  return { body, headings, notes, quotes, byline: rereadByline(yaml), bodyText: bodyLines.join('\n') };
}

function rereadByline(yaml: string): string[] {
  const head = parse(yaml) as { authors?: readonly { name: string; affiliation?: string }[] } | null;
  return (head?.authors ?? []).flatMap(({ name, affiliation = '' }) => [...wordsOf(name), ...wordsOf(affiliation)]);
}

interface RereadYaml {
  readonly questions: string[];
  readonly titles: string[];
  readonly forms: string[];
}

function rereadYaml(text: string): RereadYaml {
  const value = parse(text) as {
    themes?: readonly { title?: string; questions?: readonly string[] }[];
    concepts?: readonly { forms: Readonly<Record<string, readonly string[]>> }[];
  } | null;
  const themes = value?.themes ?? [];
  return {
    questions: themes.flatMap((theme) => theme.questions ?? []).flatMap(wordsOf),
    titles: themes.flatMap((theme) => wordsOf(theme.title ?? '')),
    forms: (value?.concepts ?? []).flatMap(({ forms }) => Object.values(forms).flatMap(sourceForms).flatMap(wordsOf)),
  };
}

/** The forms that stand in the source: a form that is another one without its parentheses was added. */
function sourceForms(forms: readonly string[]): string[] {
  return forms.filter((form) => !forms.some((other) => other !== form && other.replace(/\s*\([^()]*\)/g, '') === form));
}

function compareInOrder(
  path: string,
  part: string,
  want: readonly PlacedWord[],
  have: readonly string[],
  discrepancies: Message[],
): void {
  const length = Math.max(want.length, have.length);
  for (let i = 0; i < length; i += 1) {
    const wanted = want[i];
    const found = have[i];
    if (wanted?.word === found) continue;
    if (wanted === undefined) {
      discrepancies.push(msg('{0} ({1}) has words that the source has not, from “{2}”.', path, part, found ?? ''));
    } else if (found === undefined) {
      discrepancies.push(
        msg('{0} ({1}) lacks words of the source, from “{2}” on line {3}.', path, part, wanted.word, wanted.line),
      );
    } else {
      discrepancies.push(
        msg(
          '{0} ({1}) differs from the source on line {2}: “{3}” instead of “{4}”.',
          path,
          part,
          wanted.line,
          found,
          wanted.word,
        ),
      );
    }
    return;
  }
}

/** What a file may have beyond the source's words, when order does not count. */
type Surplus = 'none' | 'no other words' | 'any';

/** Compares without regard to order. */
function compareAsBag(
  path: string,
  part: string,
  want: readonly PlacedWord[],
  have: readonly string[],
  surplus: Surplus,
  discrepancies: Message[],
): void {
  const counts = new Map<string, number>();
  for (const word of have) counts.set(word, (counts.get(word) ?? 0) + 1);
  for (const { word, line } of want) {
    const left = counts.get(word) ?? 0;
    if (left === 0) {
      discrepancies.push(msg('{0} ({1}) lacks words of the source, from “{2}” on line {3}.', path, part, word, line));
      return;
    }
    counts.set(word, left - 1);
  }
  if (surplus === 'any') return;
  const known = new Set(surplus === 'none' ? [] : want.map(({ word }) => word));
  const more = [...counts].find(([word, count]) => count > 0 && !known.has(word))?.[0];
  if (more !== undefined) {
    discrepancies.push(msg('{0} ({1}) has words that the source has not, from “{2}”.', path, part, more));
  }
}

/** A pull quote may stand apart only if its letters stand in the body: whole, or sentence by sentence. */
function checkQuotes(path: string, essay: Reread, discrepancies: Message[]): void {
  if (essay.quotes.length === 0) return;
  const bare = (text: string): string => lettersOf(text.replace(/\[\^[\w-]+\]/g, '').replace(/<[^<>]{0,80}>/g, ''));
  const body = bare(essay.bodyText.replace(/\]\([^()\s]{0,300}\)/g, ']'));
  for (const quote of essay.quotes) {
    const text = quote.replace(/\]\([^()\s]{0,300}\)/g, ']');
    if (body.includes(bare(text))) continue;
    const parts = text.split(/…|\.\.\.|(?<=[.!?]["”’')]?)\s+/u).map(bare);
    if (!parts.every((part) => body.includes(part))) {
      discrepancies.push(msg('{0}: the pull quote “{1}” does not stand in the text.', path, quote.slice(0, 80)));
    }
  }
}
