/** *Export…* and *Copy as Citation*: a pair or a whole corpus in one of the formats of `report/formats.ts`, a link as a citation. */
import {
  type CancellationToken,
  ErrorCodes,
  ResponseError,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import type { ClientRequests } from '../protocol';
import { citation } from '../report/citation';
import type { ReportOptions } from '../report/content';
import { exportFormat, formats } from '../report/formats';
import { allParts, partNamed, reportParts } from '../report/parts';
import type { Translate } from '../report/translate';
import type { Journal } from '../review/journal';
import type { ReviewedComparison } from '../review/reviewed';
import { msg } from '../text/message';
import type { Workspace } from './workspace';

/** The formats and the parts of a report, for the client's menus. */
export function exportChoices(t: Translate): ClientRequests['counterpoint/exportChoices']['result'] {
  return {
    formats: formats.map(({ id, extension, name, use, kind }) => ({
      id,
      extension,
      name: t(name),
      use: t(use),
      hasParts: kind === 'report',
    })),
    parts: reportParts.map(({ part, name }) => ({ id: part, name: t(name) })),
  };
}

/** Writes one pair, or all pairs of a corpus. Fails with words for the reader when cancelled or asked for a format that there is not. */
export async function exportReport(
  workspace: Workspace,
  { corpus, pair, format: id, parts }: ClientRequests['counterpoint/export']['params'],
  { t, language }: Pick<ReportOptions, 't' | 'language'>,
  token: CancellationToken,
  progress: WorkDoneProgressReporter | undefined,
): Promise<ClientRequests['counterpoint/export']['result']> {
  const format = exportFormat(id);
  if (format === undefined) throw new ResponseError(ErrorCodes.InvalidParams, t(msg('There is no format “{0}”.', id)));
  progress?.begin(t(msg('Writing the report')), 0, undefined, true);
  const one = pair === undefined ? undefined : await workspace.pair(pair);
  const loaded = await workspace.corpusOf(one?.uris.left ?? `${corpus}/counterpoint.yaml`);
  const pairs = one === undefined ? (loaded === undefined ? [] : workspace.pairsIn(loaded)) : [one];
  const comparisons: ReviewedComparison[] = [];
  const journals = new Map<string, Journal>();
  for (const placed of pairs) {
    if (token.isCancellationRequested) throw new ResponseError(ErrorCodes.InternalError, t(msg('Cancelled.')));
    const compared = await workspace.compare(placed);
    if (compared === undefined) continue;
    const theme = placed.pair.theme.id;
    comparisons.push(compared.comparison);
    journals.set(theme, await workspace.reviews.journal(placed.root, theme));
  }
  const report = {
    title: one?.pair.theme.title ?? loaded?.corpus.title ?? comparisons[0]?.pair.theme.title ?? '',
    root: corpus,
    perspectives: loaded?.corpus.perspectives ?? [],
    comparisons,
    journals,
    date: new Date().toISOString().slice(0, 10),
  };
  const wanted = parts === undefined ? allParts : new Set(parts.flatMap((part) => partNamed(part) ?? []));
  const written = await format.write(report, { t, language, parts: wanted });
  const stem = one?.pair.theme.id ?? 'counterpoint-report';
  return { base64: Buffer.from(written).toString('base64'), fileName: `${stem}.${format.extension}` };
}

/** A link as a citation; null where it is gone. */
export async function linkCitation(
  workspace: Workspace,
  { pair, link: id, style }: ClientRequests['counterpoint/citation']['params'],
  t: Translate,
): Promise<ClientRequests['counterpoint/citation']['result']> {
  const placed = await workspace.pair(pair);
  const compared = placed === undefined ? undefined : await workspace.compare(placed);
  const link = compared?.comparison.links.find((each) => each.id === id);
  if (compared === undefined || link === undefined) return null;
  return { text: citation(compared.comparison, link, style, t) };
}
