import * as vscode from 'vscode';
import type { App } from './app';
import { sideOf } from './places';
import type { Part } from './pairSession';
import { inBackground } from './app';

/** Where the reader is: the editor and how its essay takes part. */
export interface Here extends Part {
  readonly editor: vscode.TextEditor;
}

/** Where the reader is; asks the server if the essay was not looked at yet. */
async function here(app: App): Promise<Here | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const part = app.session.partOf(editor.document.uri);
  if (part) return { editor, ...part };
  const [pair] = await app.pairs.pairsOf(editor.document.uri);
  const comparison = pair && (await app.pairs.comparison(pair.id));
  const side = comparison && sideOf(comparison.pair, editor.document.uri);
  if (!side) return undefined;
  app.session.prefer(pair.id);
  return { editor, comparison, side };
}

/** Where the reader is; if that is in no pair, says so and offers to open one. */
export async function hereOrSay(app: App): Promise<Here | undefined> {
  const found = await here(app);
  if (!found) {
    const open = vscode.l10n.t('Open Paired Essays');
    const offer = async (): Promise<void> => {
      const chosen = await vscode.window.showInformationMessage(
        vscode.l10n.t('The cursor is in no paired essay. Put it in one, or open a pair.'),
        open,
      );
      if (chosen === open) await vscode.commands.executeCommand('counterpoint.openPair');
    };
    inBackground(app, 'Offer to open a pair', offer());
  }
  return found;
}
