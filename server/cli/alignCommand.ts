import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { engineName, engineVersion } from '../alignment/align';
import { writeDiskFile } from '../files/diskFiles';
import type { Comparison } from '../readings/comparison';
import { readPair } from '../readings/readPair';
import { alignmentJson } from '../report/alignmentJson';
import { markdownReport } from '../report/markdown';
import { summarize } from '../report/summary';
import type { Translate } from '../report/translate';
import { msg } from '../text/message';
import { fail } from './failure';
import { openCorpus, type OpenedCorpus } from './openCorpus';

export interface AlignOptions {
  readonly format: 'json' | 'markdown' | 'text';
  readonly out: string | undefined;
  readonly allSuggestions: boolean;
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
  const comparisons = alignAll(opened, options.allSuggestions);
  const text = render(opened, comparisons, options, output.width, t);
  if (options.out === undefined) {
    output.print(text);
    return;
  }
  await writeDiskFile(URI.file(resolve(options.out)).toString(), text);
  output.say(t(msg('Wrote {0}.', options.out)));
}

/** Aligns every pair of an opened corpus, in the order of its themes. */
export function alignAll(opened: OpenedCorpus, allSuggestions = false): Comparison[] {
  return opened.pairs.flatMap(
    (pair) => readPair(pair, opened.essays, opened.corpus.concepts, { allSuggestions }) ?? [],
  );
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
    case 'markdown':
      return markdownReport(corpusTitle(opened), comparisons, t);
    case 'text':
      return comparisons
        .map((comparison) => summarize(comparison, t, { links: options.links ?? Infinity, width }))
        .join('\n');
  }
}

/** Checks a format name of the command line. */
export function formatNamed(name: string): AlignOptions['format'] {
  if (name === 'json' || name === 'markdown' || name === 'text') return name;
  return fail(msg('There is no format “{0}”: use json, markdown or text.', name));
}
