/** Which corpus a command is about. */
import * as vscode from 'vscode';
import type { CorpusView } from '../server/protocol';
import type { App } from './app';
import { keyOf } from './places';

/** The corpus that is meant, else the only one there is, else one that the reader chooses. Undefined where there is none, or none was chosen. */
export async function chooseCorpus(
  app: Pick<App, 'pairs'>,
  isMeant: (corpus: CorpusView) => boolean,
): Promise<CorpusView | undefined> {
  const corpora = (await app.pairs.corpora()).filter(({ pairs }) => pairs.length > 0);
  if (corpora.length === 0) {
    // It offers what there is to do without a corpus.
    await vscode.commands.executeCommand('counterpoint.openPair');
    return undefined;
  }
  const meant = corpora.find(isMeant) ?? (corpora.length === 1 ? corpora[0] : undefined);
  if (meant) return meant;
  const chosen = await vscode.window.showQuickPick(
    corpora.map((corpus) => ({ label: corpus.title, description: corpus.root, corpus })),
    { title: vscode.l10n.t('Of which corpus?') },
  );
  return chosen?.corpus;
}

/** Whether a document is one of a corpus' essays or context documents. */
export function holds({ pairs, context }: CorpusView, uri: vscode.Uri): boolean {
  const key = keyOf(uri);
  const documents = [...pairs.flatMap(({ left, right }) => [left, right]), ...context];
  return documents.some((each) => keyOf(each.uri) === key);
}
