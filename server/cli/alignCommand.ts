import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { engineName, engineVersion } from '../alignment/align';
import { writeDiskFile } from '../files/diskFiles';
import type { Comparison } from '../readings/comparison';
import { type ReadingFile, writeReadingFile } from '../readings/readingFile';
import { readPair, type Wanted } from '../readings/readPair';
import { alignmentJson } from '../report/alignmentJson';
import { markdownReport } from '../report/markdown';
import { summarize } from '../report/summary';
import type { Translate } from '../report/translate';
import { msg } from '../text/message';
import { fail } from './failure';
import { openCorpus, type OpenedCorpus } from './openCorpus';

export interface AlignOptions {
  readonly format: 'json' | 'markdown' | 'text' | 'reading';
  readonly out: string | undefined;
  readonly allSuggestions: boolean;
  /** The readings to show; undefined for the highest source present. */
  readonly wanted: readonly Wanted[] | undefined;
  /** How many links the text format shows a pair; undefined for all. */
  readonly links: number | undefined;
}

/** Where a command's words go. */
export interface Output {
  /** Standard output: the result and nothing else. */
  print(text: string): void;
  /** Standard error: what happens meanwhile. */
  say(text: string): void;
  readonly width: number;
}

/** `counterpoint align PATH…` */
export async function alignCommand(
  paths: readonly string[],
  options: AlignOptions,
  output: Output,
  t: Translate,
): Promise<void> {
  const opened = await openCorpus(paths);
  for (const problem of opened.corpus.problems) {
    if (problem.severity !== 'information') output.say(`${problem.path}: ${t(problem.message)}`);
  }
  const comparisons = readAll(opened, options);
  if (comparisons.length === 0 && opened.pairs.length > 0) fail(msg('No such reading reads these essays.'));
  const text = render(opened, comparisons, options, output.width, t);
  if (options.out === undefined) {
    output.print(text);
    return;
  }
  await writeDiskFile(URI.file(resolve(options.out)).toString(), text);
  output.say(t(msg('Wrote {0}.', options.out)));
}

/** Reads every pair of an opened corpus, in the order of its themes. Pairs that none of the wanted readings reads are left out. */
function readAll(opened: OpenedCorpus, { allSuggestions, wanted }: AlignOptions): Comparison[] {
  const choice = { readings: opened.readings, allSuggestions, ...(wanted === undefined ? {} : { wanted }) };
  return opened.pairs.flatMap((pair) => readPair(pair, opened.essays, opened.corpus.concepts, choice) ?? []);
}

/** The title of a report on a corpus. */
export function corpusTitle(opened: OpenedCorpus): string {
  return opened.corpus.title ?? opened.pairs[0]?.theme.title ?? URI.parse(opened.root).path.split('/').at(-1) ?? '';
}

function render(
  opened: OpenedCorpus,
  comparisons: readonly Comparison[],
  options: AlignOptions,
  width: number,
  t: Translate,
): string {
  switch (options.format) {
    case 'json':
      return `${JSON.stringify(alignmentJson(opened.root, { name: engineName, version: engineVersion }, comparisons), null, 2)}\n`;
    case 'reading':
      return `${JSON.stringify(readingOf(opened, comparisons), null, 2)}\n`;
    case 'markdown':
      return markdownReport(corpusTitle(opened), comparisons, t);
    case 'text':
      return comparisons
        .map((comparison) => summarize(comparison, t, { links: options.links ?? Infinity, width }))
        .join('\n');
  }
}

/** What is shown, as a reading file. */
function readingOf(opened: OpenedCorpus, comparisons: readonly Comparison[]): ReadingFile {
  const reading = comparisons[0]?.reading;
  const isEngine = reading?.provenance == null;
  return writeReadingFile(
    {
      name: isEngine ? corpusTitle(opened) : reading.name,
      author: reading?.provenance?.author ?? `counterpoint, ${engineName} ${engineVersion}`,
      kind: reading?.kind ?? 'engine',
      date: isEngine ? new Date().toISOString().slice(0, 10) : reading.version,
      method: reading?.provenance?.method ?? 'Word statistics: suggestions, not judgements.',
    },
    comparisons,
  );
}

/** Checks a format name of the command line. */
export function formatNamed(name: string): AlignOptions['format'] {
  if (name === 'json' || name === 'markdown' || name === 'text' || name === 'reading') return name;
  return fail(msg('There is no format “{0}”: use text, markdown, json or reading.', name));
}
