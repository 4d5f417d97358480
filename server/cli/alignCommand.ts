import type { Wanted } from '../readings/readPair';
import { exportFormat } from '../report/formats';
import { allParts } from '../report/parts';
import { summarize } from '../report/summary';
import type { Translate } from '../report/translate';
import { msg } from '../text/message';
import { type EmbeddingChoice, embeddingsOf } from './embeddings';
import { fail } from './failure';
import { located, openCorpus } from './openCorpus';
import { deliver, type Output } from './output';
import { readAll, reportOf } from './report';

export interface AlignOptions {
  readonly format: 'json' | 'markdown' | 'text' | 'reading';
  readonly out: string | undefined;
  readonly allSuggestions: boolean;
  /** The readings to show; undefined for the highest source present. */
  readonly wanted: readonly Wanted[] | undefined;
  /** How many links the text format shows a pair; undefined for all. */
  readonly links: number | undefined;
  /** A server whose vectors the engine is to use too. */
  readonly embeddings?: EmbeddingChoice | undefined;
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
  const { allSuggestions, embeddings } = options;
  const comparisons =
    embeddings === undefined
      ? readAll(opened, options)
      : readAll(opened, {
          allSuggestions,
          // Vectors are for the engine: without another wish, it is its reading that is shown.
          wanted: options.wanted ?? ['engine'],
          ...(await embeddingsOf(opened, embeddings, output, t)),
        });
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

/** Checks a format name of the command line. */
export function formatNamed(name: string): AlignOptions['format'] {
  if (name === 'json' || name === 'markdown' || name === 'text' || name === 'reading') return name;
  return fail(msg('There is no format “{0}”: use text, markdown, json or reading.', name));
}
