/** *Open Paired Essays*: the two essays of a theme, side by side. */
import * as vscode from 'vscode';
import type { CorpusView, PairView } from '../server/protocol';
import { command, inBackground, type App } from './app';
import { keyOf, sideOf, uriOf, visibleEditors } from './places';
import { titlesLabel } from './words';

/** Takes nothing, the URI of an essay (from a menu), or the id of a pair. */
export function openPair(app: App): vscode.Disposable {
  return command(
    app,
    'counterpoint.openPair',
    () => vscode.l10n.t('The essays could not be opened.'),
    async (argument) => {
      const pair = await findPair(app, argument);
      if (pair) await showPair(app, pair);
    },
  );
}

async function findPair(app: App, argument: unknown): Promise<PairView | undefined> {
  if (typeof argument === 'string') {
    const known = await app.pairs.comparison(argument);
    return known?.pair ?? chooseFrom(app, await app.pairs.corpora());
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  const essay = argument instanceof vscode.Uri ? argument : active;
  const pairs = essay ? await app.pairs.pairsOf(essay) : [];
  // Asked again in front of an open pair, the reader wants another one.
  const isOpen = (pair: PairView): boolean =>
    visibleEditors(pair.left.uri).length > 0 && visibleEditors(pair.right.uri).length > 0;
  const unopened = pairs.filter((pair) => !isOpen(pair));
  if (unopened.length > 0) return unopened.length === 1 ? unopened[0] : pick(unopened.map(itemOf), '');
  return chooseFrom(app, await app.pairs.corpora());
}

/** Lets the reader choose a theme; a single one needs no choice. */
export async function chooseFrom(app: App, corpora: readonly CorpusView[]): Promise<PairView | undefined> {
  const filled = corpora.filter((corpus) => corpus.pairs.length > 0);
  const pairs = filled.flatMap((corpus) => corpus.pairs);
  if (pairs.length === 0) {
    inBackground(app, 'Offer without pairs', offerWithoutPairs());
    return undefined;
  }
  if (pairs.length === 1) return pairs[0];
  const items = filled.flatMap((corpus) => [
    ...(filled.length > 1 ? [{ label: corpus.title, kind: vscode.QuickPickItemKind.Separator }] : []),
    ...corpus.pairs.map(itemOf),
  ]);
  return pick(items, filled.length === 1 ? (filled[0]?.title ?? '') : '');
}

interface PairItem extends vscode.QuickPickItem {
  readonly pair?: PairView;
}

function itemOf(pair: PairView): PairItem {
  const inFront = visibleEditors(pair.left.uri).length > 0 && visibleEditors(pair.right.uri).length > 0;
  return {
    pair,
    label: plain(pair.title),
    ...(inFront && { description: vscode.l10n.t('open now') }),
    detail: plain(titlesLabel(pair)),
  };
}

/** Text of essays is text only: `$(name)` must not become an icon. */
function plain(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}

async function pick(items: readonly PairItem[], corpusTitle: string): Promise<PairView | undefined> {
  const chosen = await vscode.window.showQuickPick(items, {
    title: corpusTitle ? plain(corpusTitle) : vscode.l10n.t('Open Paired Essays'),
    placeHolder: vscode.l10n.t('Which question do you want to read two answers to?'),
    matchOnDetail: true,
  });
  return chosen?.pair;
}

async function offerWithoutPairs(): Promise<void> {
  const offers = [
    { title: vscode.l10n.t('Open Samples'), command: 'counterpoint.openSamples' },
    { title: vscode.l10n.t('Import Compendium…'), command: 'counterpoint.importCompendium' },
    { title: vscode.l10n.t('Align Two Documents…'), command: 'counterpoint.alignTwo' },
  ];
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      'No paired essays are open here. Open a folder of essays, import a compendium, let any two documents face each other, or try the samples.',
    ),
    ...offers,
  );
  if (chosen) await vscode.commands.executeCommand(chosen.command);
}

/** Shows a pair, left essay in the first group, right essay in the second. The essay that the reader is in keeps the cursor. */
export async function showPair(app: App, pair: PairView): Promise<void> {
  const active = vscode.window.activeTextEditor;
  const focus = (active && sideOf(pair, active.document.uri)) ?? 'left';
  const place = active && sideOf(pair, active.document.uri) ? active.selection : undefined;
  const [left, right] = await Promise.all([
    vscode.workspace.openTextDocument(uriOf(pair, 'left')),
    vscode.workspace.openTextDocument(uriOf(pair, 'right')),
  ]);
  await ensureTwoColumns();
  app.session.prefer(pair.id);
  const show = (side: 'left' | 'right'): Thenable<vscode.TextEditor> =>
    vscode.window.showTextDocument(side === 'left' ? left : right, {
      viewColumn: side === 'left' ? vscode.ViewColumn.One : vscode.ViewColumn.Two,
      preview: false,
      preserveFocus: side !== focus,
      ...(place && side === focus && { selection: place }),
    });
  await show(focus === 'left' ? 'right' : 'left');
  await show(focus);
  app.log.debug(`Opened ${keyOf(pair.left.uri)} and ${keyOf(pair.right.uri)}`);
}

/** Two groups or more stay as the reader arranged them. */
async function ensureTwoColumns(): Promise<void> {
  if (vscode.window.tabGroups.all.length >= 2) return;
  await vscode.commands.executeCommand('vscode.setEditorLayout', { orientation: 0, groups: [{}, {}] });
}
