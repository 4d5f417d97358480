/** *Copy as Citation*: both quotes of a link, with authors, titles and places, for a text of the reader's own. */
import * as vscode from 'vscode';
import { command, type App } from './app';
import { targetOf } from './review';
import { sayInPassing } from './words';

/** Takes the link that a note or a row names, else the one under the cursor; then the style, which is asked for where it is not given. */
export function copyCitation(app: App): vscode.Disposable {
  return command(
    app,
    'counterpoint.copyCitation',
    () => vscode.l10n.t('The citation was not copied.'),
    async (argument, givenStyle) => {
      const target = await targetOf(app, argument);
      if (!target) return;
      const { item } = target;
      if (item.kind === 'silence') {
        sayInPassing(
          vscode.l10n.t('A silence has no counterpart to cite. Next Link goes to the next passage that has one.'),
        );
        return;
      }
      const style = givenStyle === 'markdown' || givenStyle === 'text' ? givenStyle : await pickStyle();
      if (!style) return;
      const answer = await app.server.request('counterpoint/citation', { pair: item.pair, link: item.id, style });
      if (!answer) {
        sayInPassing(vscode.l10n.t('That link is gone: the texts have changed since. Hover again for the new ones.'));
        return;
      }
      await vscode.env.clipboard.writeText(answer.text);
      sayInPassing(vscode.l10n.t('Citation copied.'));
    },
  );
}

async function pickStyle(): Promise<'markdown' | 'text' | undefined> {
  const items = [
    { label: vscode.l10n.t('Plain text'), style: 'text' },
    { label: vscode.l10n.t('Markdown'), style: 'markdown' },
  ] as const;
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Copy as Citation') });
  return chosen?.style;
}
