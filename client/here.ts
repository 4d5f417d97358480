import * as vscode from 'vscode';
import type { ComparisonView, PairView } from '../server/protocol';
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

/** The pair in front of the reader: that of the paired reading view, where it is what one looks at, else that of the editors. */
export function pairInFront(app: App): PairView | undefined {
  return app.pairedReadings.active?.shown ?? app.session.pair;
}

/** The comparison in front of the reader, in a view or in editors; says what to do where there is none. */
export async function comparisonOrSay(app: App): Promise<ComparisonView | undefined> {
  const shown = app.pairedReadings.active?.shown;
  if (shown) return (await app.pairs.comparison(shown.id)) ?? undefined;
  return (await hereOrSay(app))?.comparison;
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
