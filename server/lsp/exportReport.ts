/** *Export…* and *Copy as Citation*: a pair or a whole corpus in one of the formats of `report/formats.ts`, a link as a citation. */
import {
  type CancellationToken,
  ErrorCodes,
  ResponseError,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import { readReviewFiles } from '../files/reviewFiles';
import type { ClientRequests } from '../protocol';
import { citation } from '../report/citation';
import type { ReportOptions } from '../report/content';
import { exportFormat, formats } from '../report/formats';
import { allParts, partNamed, reportParts } from '../report/parts';
import type { Translate } from '../report/translate';
import type { Comparison } from '../readings/comparison';
import { emptyJournal, type Journal, readJournal } from '../review/journal';
import { mergeDecisions } from '../review/merge';
import type { ReviewedComparison } from '../review/reviewed';
import { msg } from '../text/message';
import type { Steps } from '../text/steps';
import { givenUp, type WorkLane } from './workLane';
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
  lane: WorkLane,
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
  const cancelled = (): ResponseError => new ResponseError(ErrorCodes.InternalError, t(msg('Cancelled.')));
  const found: { readonly comparison: Comparison; readonly journal: Journal }[] = [];
  const journals = new Map<string, Journal>();
  for (const placed of pairs) {
    if (token.isCancellationRequested) throw cancelled();
    const compared = await workspace.compare(placed);
    if (compared !== undefined) {
      const theme = placed.pair.theme.id;
      const journal = journals.get(theme) ?? (await journalOf(placed.root, theme));
      journals.set(theme, journal);
      found.push({ comparison: compared.comparison, journal });
    }
  }
  const comparisons = await lane.run('Laying decisions over the comparisons', withDecisions(found), {
    isOver: () => token.isCancellationRequested,
  });
  if (comparisons === givenUp) throw cancelled();
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

function* withDecisions(
  found: readonly { readonly comparison: Comparison; readonly journal: Journal }[],
): Steps<ReviewedComparison[]> {
  const merged: ReviewedComparison[] = [];
  for (const { comparison, journal } of found) {
    merged.push(mergeDecisions(comparison, journal));
    yield;
  }
  return merged;
}

/** What reviewers did on a theme. Review files lie on the disk; a virtual workspace has none. */
async function journalOf(root: string, theme: string): Promise<Journal> {
  return root.startsWith('file:') ? readJournal(await readReviewFiles(root, theme)) : emptyJournal;
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
