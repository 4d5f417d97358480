import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { writeDiskFile } from '../files/diskFiles';
import type { Wanted } from '../readings/readPair';
import type { ReportOptions } from '../report/content';
import { exportFormat } from '../report/formats';
import { allParts } from '../report/parts';
import { summarize } from '../report/summary';
import type { Translate } from '../report/translate';
import { msg } from '../text/message';
import { fail } from './failure';
import { located, openCorpus } from './openCorpus';
import { readAll, reportOf } from './report';

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
  readonly language: ReportOptions['language'];
}

/** `counterpoint align PATH…` */
export async function alignCommand(
  paths: readonly string[],
  options: AlignOptions,
  output: Output,
  t: Translate,
): Promise<void> {
  const opened = await openCorpus(paths, t);
  for (const problem of opened.corpus.problems) {
    if (problem.severity !== 'information') output.say(t(located(problem, opened, t)));
  }
  const comparisons = readAll(opened, options);
  if (comparisons.length === 0 && opened.pairs.length > 0) fail(msg('No such reading reads these essays.'));
  const format = options.format === 'text' ? undefined : exportFormat(options.format);
  const written =
    format === undefined
      ? comparisons
          .map((each) => summarize(each, t, { links: options.links ?? Infinity, width: output.width }))
          .join('\n')
      : await format.write(reportOf(opened, comparisons), { t, language: output.language, parts: allParts });
  await deliver(written, options.out, output, t);
}

/** Writes a result to the file that was named, and says so; else prints it. */
export async function deliver(
  written: string | Uint8Array,
  out: string | undefined,
  output: Output,
  t: Translate,
): Promise<void> {
  if (out !== undefined) {
    await writeDiskFile(URI.file(resolve(out)).toString(), written);
    output.say(t(msg('Wrote {0}.', out)));
  } else if (typeof written === 'string') {
    output.print(written);
  } else {
    fail(msg('This format is not for a terminal. Say where to write it: --out FILE'));
  }
}

/** Checks a format name of the command line. */
export function formatNamed(name: string): AlignOptions['format'] {
  if (name === 'json' || name === 'markdown' || name === 'text' || name === 'reading') return name;
  return fail(msg('There is no format “{0}”: use text, markdown, json or reading.', name));
}
