/** *Align Now*: forgets what was computed and aligns afresh, the pair in front or, without one, all. */
import * as vscode from 'vscode';
import { command, type App } from './app';
import { sayInPassing } from './words';

export function alignNow(app: App): vscode.Disposable {
  return command(
    app,
    'counterpoint.alignNow',
    () => vscode.l10n.t('The essays could not be aligned.'),
    async () => {
      const { pair } = app.session;
      const title = pair
        ? vscode.l10n.t('Aligning “{0}”', pair.title)
        : vscode.l10n.t('Aligning all pairs of the open folders');
      const result = await app.server.longRequest(title, 'counterpoint/alignNow', pair ? { pair: pair.id } : {});
      app.pairs.forget();
      sayInPassing(
        pair
          ? vscode.l10n.t('Aligned: {0} links.', result.links)
          : vscode.l10n.t('Aligned: {0} links in {1} pairs.', result.links, result.pairs),
      );
    },
  );
}
