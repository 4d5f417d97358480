import type { Wanted } from '../readings/readPair';
import { type Format, exportFormat, formats } from '../report/formats';
import { allParts, partNamed, type ReportPart, reportParts } from '../report/parts';
import type { Translate } from '../report/translate';
import { msg } from '../text/message';
import { fail } from './failure';
import { openCorpus, pairsOfTheme } from './openCorpus';
import { deliver, type Output } from './output';
import { readAll, reportOf } from './report';

export interface ExportOptions {
  /** The id of a format; undefined for telling it from the file's name. */
  readonly format?: string;
  readonly out?: string;
  /** Comma-separated parts of a report to show, or to leave out. */
  readonly only?: string;
  readonly without?: string;
  /** The theme to export; undefined for all. */
  readonly theme?: string;
  readonly wanted: readonly Wanted[] | undefined;
}

/** `counterpoint export PATH…` */
export async function exportCommand(
  paths: readonly string[],
  options: ExportOptions,
  output: Output,
  t: Translate,
): Promise<void> {
  const format = formatFor(options);
  const parts = partsFor(options, format);
  const opened = await openCorpus(paths, t);
  const pairs = pairsOfTheme(opened, options.theme);
  const comparisons = readAll({ ...opened, pairs }, { allSuggestions: false, wanted: options.wanted });
  if (comparisons.length === 0) fail(msg('No such reading reads these essays.'));
  const written = await format.write(reportOf(opened, comparisons), { t, language: output.language, parts });
  await deliver(written, options.out, output, t);
}

function formatFor({ format, out }: ExportOptions): Format {
  const ids = formats.map(({ id }) => id).join(', ');
  if (format !== undefined) return exportFormat(format) ?? fail(msg('There is no format “{0}”: use {1}.', format, ids));
  const name = out?.toLowerCase() ?? '';
  // The longest ending first: a reading file is JSON too.
  const byEnding = [...formats].sort((a, b) => b.extension.length - a.extension.length);
  return (
    byEnding.find(({ extension }) => name.endsWith(`.${extension}`)) ??
    fail(msg('Say in which format to export: --format with one of {0}.', ids))
  );
}

function partsFor({ only, without }: ExportOptions, format: Format): ReadonlySet<ReportPart> {
  if (only === undefined && without === undefined) return allParts;
  if (format.kind === 'data')
    fail(msg('--only and --without choose the parts of a report; {0} is always whole.', format.id));
  const named = (list: string | undefined): ReportPart[] =>
    (list ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map(
        (name) =>
          partNamed(name) ??
          fail(msg('A report has no part “{0}”: use {1}.', name, reportParts.map(({ part }) => part).join(', '))),
      );
  const wanted = only === undefined ? [...allParts] : named(only);
  const unwanted = new Set(named(without));
  return new Set(wanted.filter((part) => !unwanted.has(part)));
}
