import * as vscode from 'vscode';
import type { App } from './app';
import { keyOf } from './places';
import { countsLabel, titlesLabel } from './words';

/** The counts of the pair, in the language status of an essay that stands in one. */
export function languageStatus(app: App): vscode.Disposable {
  let item: vscode.LanguageStatusItem | undefined;
  let shownFor: string | undefined;
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const part = document && app.session.partOf(document.uri);
    const pair =
      part?.comparison.pair ?? (app.session.isLoading && app.session.hasPairInFront ? app.session.pair : undefined);
    if (!document || !pair) {
      item?.dispose();
      item = shownFor = undefined;
      return;
    }
    // An item is shown for every document that its selector fits, and no selector can name one document: so it is made for one at a time.
    const key = `${document.languageId} ${keyOf(document.uri)}`;
    if (key !== shownFor) {
      item?.dispose();
      item = undefined;
      shownFor = key;
    }
    item ??= vscode.languages.createLanguageStatusItem('counterpoint.pair', {
      language: document.languageId,
      scheme: document.uri.scheme,
    });
    item.name = vscode.l10n.t('Paired essays');
    item.busy = app.session.isLoading;
    item.text = part ? countsLabel(part.comparison.counts) : vscode.l10n.t('Aligning…');
    item.detail = part ? vscode.l10n.t('Read by: {0}', part.comparison.reading) : titlesLabel(pair);
    item.command = {
      command: 'counterpoint.openPair',
      title: vscode.l10n.t('Open Paired Essays'),
      arguments: [pair.id],
    };
  };
  return vscode.Disposable.from(app.session.onDidChange(update), vscode.window.onDidChangeActiveTextEditor(update), {
    dispose: () => item?.dispose(),
  });
}
