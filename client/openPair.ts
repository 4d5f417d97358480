/** *Open Paired Essays*: the two essays of a theme, in the paired reading view or side by side in editors. */
import * as vscode from 'vscode';
import type { CorpusView, PairView } from '../server/protocol';
import { command, inBackground, type App } from './app';
import { firstLineOf } from './frontMatter';
import { keyOf, sideOf, uriOf, visibleEditors } from './places';
import { setting } from './settings';
import type { Node } from './tree/nodes';
import { plain, titlesLabel } from './words';

/** Takes nothing, the URI of an essay (from a menu), the id of a pair, or a theme of the essays view. */
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

/** The pair that is meant: by an essay's URI, a pair's id or a theme of the essays view, else by where the reader is; asks where several may be. */
export async function findPair(app: App, argument: unknown): Promise<PairView | undefined> {
  if (typeof argument === 'string') {
    const known = await app.pairs.comparison(argument);
    return known?.pair ?? chooseFrom(app, await app.pairs.corpora());
  }
  if (isTheme(argument)) return argument.pair;
  const active = vscode.window.activeTextEditor?.document.uri;
  const essay = argument instanceof vscode.Uri ? argument : active;
  const pairs = essay ? await app.pairs.pairsOf(essay) : [];
  // Asked again in front of an open pair, the reader wants another one.
  const isOpen = (pair: PairView): boolean =>
    setting('openIn') === 'editors' &&
    visibleEditors(pair.left.uri).length > 0 &&
    visibleEditors(pair.right.uri).length > 0;
  const unopened = pairs.filter((pair) => !isOpen(pair));
  if (unopened.length > 0)
    return unopened.length === 1
      ? unopened[0]
      : pick(
          unopened.map((each) => itemOf(each)),
          '',
        );
  return chooseFrom(app, await app.pairs.corpora());
}

function isTheme(value: unknown): value is Extract<Node, { kind: 'theme' }> {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'theme';
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
  // With each pair, not above them: headings go while one types, and are not read out.
  const items = filled.flatMap((corpus) =>
    corpus.pairs.map((pair) => itemOf(pair, filled.length > 1 ? corpus.title : undefined)),
  );
  return pick(items, filled.length === 1 ? (filled[0]?.title ?? '') : '');
}

interface PairItem extends vscode.QuickPickItem {
  readonly pair?: PairView;
}

function itemOf(pair: PairView, corpus?: string): PairItem {
  const inFront = visibleEditors(pair.left.uri).length > 0 && visibleEditors(pair.right.uri).length > 0;
  const remarks = [...(corpus === undefined ? [] : [plain(corpus)]), ...(inFront ? [vscode.l10n.t('open now')] : [])];
  return {
    pair,
    label: plain(pair.title),
    description: remarks.join(' · '),
    detail: plain(titlesLabel(pair)),
  };
}

async function pick(items: readonly PairItem[], corpusTitle: string): Promise<PairView | undefined> {
  const chosen = await vscode.window.showQuickPick(items, {
    title: corpusTitle ? plain(corpusTitle) : vscode.l10n.t('Open Paired Essays'),
    placeHolder: vscode.l10n.t('Which question do you want to read two answers to?'),
    matchOnDescription: true,
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

/** Shows a pair where the reader wants to read: in the paired reading view, or in editors. */
export async function showPair(app: App, pair: PairView): Promise<void> {
  if (setting('openIn') === 'view') await app.pairedReadings.showHere(pair);
  else await showInEditors(app, pair);
}

/** Shows a pair in editors, left essay in the first group, right essay in the second. The essay that the reader is in keeps the cursor. */
async function showInEditors(app: App, pair: PairView): Promise<void> {
  // While the documents open, the server compares them.
  inBackground(app, 'Comparison', app.pairs.comparison(pair.id));
  const active = vscode.window.activeTextEditor;
  const focus = (active && sideOf(pair, active.document.uri)) ?? 'left';
  const place = active && sideOf(pair, active.document.uri) ? active.selection : undefined;
  const [left, right] = await Promise.all([
    vscode.workspace.openTextDocument(uriOf(pair, 'left')),
    vscode.workspace.openTextDocument(uriOf(pair, 'right')),
  ]);
  await ensureTwoColumns();
  app.session.prefer(pair.id);
  const show = async (side: 'left' | 'right'): Promise<void> => {
    const document = side === 'left' ? left : right;
    const isNew = visibleEditors(document.uri).length === 0;
    const editor = await vscode.window.showTextDocument(document, {
      viewColumn: side === 'left' ? vscode.ViewColumn.One : vscode.ViewColumn.Two,
      preview: false,
      preserveFocus: side !== focus,
      ...(place && side === focus && { selection: place }),
    });
    if (isNew) passFrontMatter(editor);
  };
  await show(focus === 'left' ? 'right' : 'left');
  await show(focus);
  app.log.debug(`Opened ${keyOf(pair.left.uri)} and ${keyOf(pair.right.uri)}`);
}

/** An essay that was never opened begins with its text; its front matter is a page above. */
function passFrontMatter(editor: vscode.TextEditor): void {
  const start = new vscode.Position(firstLineOf(editor.document), 0);
  if (start.line === 0 || !editor.selection.isEqual(new vscode.Selection(0, 0, 0, 0))) return;
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.AtTop);
}

/** Two groups or more stay as the reader arranged them. */
async function ensureTwoColumns(): Promise<void> {
  if (vscode.window.tabGroups.all.length >= 2) return;
  await vscode.commands.executeCommand('vscode.setEditorLayout', { orientation: 0, groups: [{}, {}] });
}
