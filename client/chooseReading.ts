/** *Choose Reading…*: whose reading of the pair is shown. The choice is kept in the workspace, pair by pair. */
import * as vscode from 'vscode';
import type { PairView, ReadingView } from '../server/protocol';
import { command, type App } from './app';
import { pairInFront } from './here';
import { chooseFrom } from './openPair';
import { plain, sayInPassing } from './words';

const stateKey = 'counterpoint.readings';

/** What the reader chose: by pair id, the id of a reading. */
export function chosenReadings({ workspaceState }: vscode.ExtensionContext): Readonly<Record<string, string>> {
  return workspaceState.get<Readonly<Record<string, string>>>(stateKey, {});
}

/** Takes nothing (the pair in front), or the ids of a pair and of a reading. */
export function chooseReading(app: App): vscode.Disposable {
  return command(
    app,
    'counterpoint.chooseReading',
    () => vscode.l10n.t('No other reading could be chosen.'),
    async (pairId, readingId) => {
      const pair =
        typeof pairId === 'string'
          ? (await app.pairs.comparison(pairId))?.pair
          : (pairInFront(app) ?? (await chooseFrom(app, await app.pairs.corpora())));
      if (!pair) return;
      const readings = await app.server.request('counterpoint/readings', { pair: pair.id });
      const chosen =
        typeof readingId === 'string' ? readings.find(({ id }) => id === readingId) : await pick(pair, readings);
      if (!chosen || chosen.isShown) return;
      await showReading(app, pair.id, chosen);
      sayInPassing(vscode.l10n.t('Shown now: {0}', chosen.name));
    },
  );
}

/** Shows a reading and remembers it. The one shown by default is not remembered, so that a better one may come before it. */
export async function showReading(app: App, pair: string, { id, isDefault }: ReadingView): Promise<void> {
  const choices = new Map(Object.entries(chosenReadings(app.context)));
  if (isDefault) choices.delete(pair);
  else choices.set(pair, id);
  await app.context.workspaceState.update(stateKey, Object.fromEntries(choices));
  await app.server.request('counterpoint/chooseReading', { pair, reading: isDefault ? null : id });
}

async function pick(pair: PairView, readings: readonly ReadingView[]): Promise<ReadingView | undefined> {
  const items = readings.map((reading) => ({
    reading,
    label: plain(reading.name),
    description: reading.isShown ? vscode.l10n.t('shown now') : '',
    detail: plain(reading.found),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: plain(pair.title),
    placeHolder: vscode.l10n.t('Whose reading do you want to see?'),
    matchOnDetail: true,
  });
  return chosen?.reading;
}
