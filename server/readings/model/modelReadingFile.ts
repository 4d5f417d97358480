import type { Essay } from '../../text/essay';
import type { ReadingFile, ReadingFilePair } from '../readingFile';
import { sentenceIndex } from '../sentenceIndex';
import { promptVersion } from './prompt';
import type { ReadingAccount } from './readWithModel';
import type { Fault } from './reply';

export interface ModelReadingHead {
  /** The model's name. */
  readonly model: string;
  /** The day, as 2026-11-24. */
  readonly date: string;
  /** Counterpoint's version. */
  readonly version: string;
}

/** A reading file of what a model read; its method says how, and what was left out. */
export function modelReadingFile(
  { model, date, version }: ModelReadingHead,
  read: readonly { readonly pair: ReadingFilePair; readonly account: ReadingAccount; readonly isIncomplete: boolean }[],
): ReadingFile {
  return {
    format: 'counterpoint-reading',
    version: 1,
    name: model.slice(0, 400),
    author: `${model}, asked by Counterpoint ${version}`.slice(0, 400),
    kind: 'model',
    date,
    method: methodOf(
      model,
      read.map(({ account }) => account),
      read.some(({ isIncomplete }) => isIncomplete),
    ),
    pairs: read.map(({ pair }) => pair),
  };
}

/** In English, as the file is for everybody it is shared with. */
function methodOf(model: string, accounts: readonly ReadingAccount[], isIncomplete: boolean): string {
  const sum = (of: (account: ReadingAccount) => number): number => accounts.reduce((all, each) => all + of(each), 0);
  const calls = sum(({ asked, cached }) => asked + cached);
  const faults = new Map<Fault, number>();
  for (const account of accounts)
    for (const [fault, count] of Object.entries(account.faults) as [Fault, number][])
      faults.set(fault, (faults.get(fault) ?? 0) + count);
  const left = [...faults].map(([fault, count]) => `${count} ${faultWord(fault)}`);
  const kept = sum((account) => account.kept ?? 0);
  return [
    `The chat model ${model} read the essays as numbered sentences and named by number those that answer each other, in ${count(calls, 'call')} (prompt ${promptVersion}); of each two calls the second completes and corrects the first.`,
    'Every number was checked against the texts.',
    left.length === 0 ? 'Nothing had to be left out.' : `Left out of its replies: ${left.join(', ')}.`,
    ...note(
      sum(({ withdrawn }) => withdrawn),
      (n) => `Withdrawn by the model itself: ${count(n, 'link')}.`,
    ),
    ...note(
      sum(({ repaired }) => repaired),
      (n) => `Mended, as it was no sound JSON: ${count(n, 'reply')}.`,
    ),
    ...note(
      sum(({ cutOff }) => cutOff),
      (n) => `Cut off before its end: ${count(n, 'reply')}.`,
    ),
    ...note(kept, (n) => `Kept from an earlier reading, as its sentences are unchanged: ${count(n, 'link')}.`),
    ...(isIncomplete ? ['It ended early and is not whole.'] : []),
    'Relations, topics, reasons and summary are the model’s, not the authors’: check them against the texts.',
  ].join(' ');
}

function note(n: number, say: (n: number) => string): string[] {
  return n === 0 ? [] : [say(n)];
}

function count(n: number, word: string): string {
  return `${n} ${n === 1 ? word : word.replace(/y$/, 'ie').concat('s')}`;
}

/** What was left out, in the words of the method, which is in English. */
function faultWord(fault: Fault): string {
  switch (fault) {
    case 'shape':
      return 'without the shape asked for';
    case 'unknownSentence':
      return 'with a sentence number that is not there';
    case 'wrongSide':
      return 'with a sentence of the wrong essay';
    case 'tooManySentences':
      return 'with too many sentences';
    case 'double':
      return 'said twice';
    case 'quotes':
      return 'in which the essays’ own words were copied (the text only)';
  }
}

/** What the first reading file of a model that reads two essays, left and right, says of them. */
export function earlierReading(
  files: readonly ReadingFile[],
  model: string,
  left: Essay,
  right: Essay,
): ReadingFilePair | undefined {
  for (const file of files) {
    const found = file.kind === 'model' && file.name === model ? earlierPair(file, left, right) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The pair of a model's reading file that reads two essays as they stand, left and right: the one most of whose sentences are there. */
export function earlierPair(file: ReadingFile, left: Essay, right: Essay): ReadingFilePair | undefined {
  const here = { left: new Set(sentenceIndex(left).hashes()), right: new Set(sentenceIndex(right).hashes()) };
  const hits = ({ read }: ReadingFilePair): number =>
    (['left', 'right'] as const).reduce(
      (sum, side) => sum + (read?.[side].filter((h) => here[side].has(h)).length ?? 0),
      0,
    );
  const [best] = [...file.pairs].sort((a, b) => hits(b) - hits(a));
  return best !== undefined && hits(best) > 0 ? best : undefined;
}

/** The file's name for a model's reading of a theme. */
export function modelReadingFileName(theme: string, model: string): string {
  const slug = model
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${theme}.${slug === '' ? 'model' : slug}.reading.json`;
}
