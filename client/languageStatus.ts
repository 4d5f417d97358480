/** How it stands with the essay in front, in its language status: what is shown, or what is wrong and what to do about it. */
import * as vscode from 'vscode';
import type { ComparisonView, PairView } from '../server/protocol';
import type { App } from './app';
import { belongingOf, isMeantForPair } from './frontMatter';
import { baseName, keyOf, uriOf } from './places';
import type { Part } from './pairSession';
import { otherSide } from './reading';
import { countsLabel, titlesLabel } from './words';

export interface Status {
  readonly text: string;
  readonly detail: string;
  readonly severity?: 'warning' | 'error';
  readonly busy?: boolean;
  readonly command: vscode.Command;
}

export function languageStatus(app: App): vscode.Disposable {
  let item: vscode.LanguageStatusItem | undefined;
  let readingItem: vscode.LanguageStatusItem | undefined;
  let shownFor: string | undefined;
  const update = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const status = document && statusOf(app, document);
    if (!status) {
      item?.dispose();
      readingItem?.dispose();
      item = readingItem = shownFor = undefined;
      return;
    }
    // An item is shown for every document that its selector fits, and no selector can name one document: so it is made for one at a time.
    const key = `${document.languageId} ${keyOf(document.uri)}`;
    if (key !== shownFor) {
      item?.dispose();
      readingItem?.dispose();
      item = readingItem = undefined;
      shownFor = key;
    }
    const selector = { language: document.languageId, scheme: document.uri.scheme };
    item ??= vscode.languages.createLanguageStatusItem('counterpoint.pair', selector);
    item.name = vscode.l10n.t('Paired essays');
    item.busy = status.busy ?? false;
    item.severity = severityOf(status);
    item.text = status.text;
    item.detail = status.detail;
    item.accessibilityInformation = { label: `${status.text}. ${status.detail}` };
    item.command = status.command;
    const part = app.session.isStale ? undefined : app.session.partOf(document.uri);
    if (!part) {
      readingItem?.dispose();
      readingItem = undefined;
      return;
    }
    readingItem ??= vscode.languages.createLanguageStatusItem('counterpoint.reading', selector);
    showReadingIn(readingItem, part.comparison);
  };
  return vscode.Disposable.from(
    app.session.onDidChange(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidSaveTextDocument(update),
    vscode.languages.onDidChangeDiagnostics(({ uris }) => {
      const active = vscode.window.activeTextEditor?.document.uri;
      if (active && uris.some((uri) => keyOf(uri) === keyOf(active))) update();
    }),
    { dispose: () => item?.dispose() },
    { dispose: () => readingItem?.dispose() },
  );
}

/** Whose reading is shown, with the way to another. */
function showReadingIn(item: vscode.LanguageStatusItem, { pair, reading }: ComparisonView): void {
  item.name = vscode.l10n.t('Reading');
  item.text = vscode.l10n.t('Reading');
  item.detail = reading;
  item.accessibilityInformation = { label: `${item.text}. ${reading}` };
  item.command = {
    command: 'counterpoint.chooseReading',
    title: vscode.l10n.t('Choose Reading…'),
    arguments: [pair.id],
  };
}

/** Nothing for a document that need not face any other. */
export function statusOf(app: App, document: vscode.TextDocument): Status | undefined {
  const { session, server } = app;
  const standing = session.standingOf(document.uri);
  if (session.isStale && standing?.kind === 'compared') return staleStatus(server.isDown);
  if (server.isDown && (standing || isMeantForPair(document))) {
    return {
      text: vscode.l10n.t('The server stopped'),
      detail: vscode.l10n.t('Without it, no counterparts are shown. Restart it to go on.'),
      severity: 'error',
      command: restart(),
    };
  }
  switch (standing?.kind) {
    case undefined:
      return undefined;
    case 'alone':
      return isMeantForPair(document) ? aloneStatus(document) : undefined;
    case 'aligning':
      return {
        text: vscode.l10n.t('Aligning…'),
        detail: titlesLabel(standing.pair),
        busy: true,
        command: open(standing.pair),
      };
    case 'missing':
      return {
        text: vscode.l10n.t('No counterpart: the other essay cannot be read'),
        detail: missingFile(standing.pair, document.uri),
        severity: 'warning',
        command: alignWithAnother(document.uri),
      };
    case 'failed':
      return {
        text: vscode.l10n.t('This pair could not be aligned'),
        detail: titlesLabel(standing.pair),
        severity: 'error',
        command: { command: 'counterpoint.showLog', title: vscode.l10n.t('Show Log') },
      };
    case 'compared':
      return comparedStatus(document, standing);
  }
}

function staleStatus(isDown: boolean): Status {
  return {
    text: isDown ? vscode.l10n.t('Stale: the server stopped') : vscode.l10n.t('Stale: the server is starting again…'),
    detail: vscode.l10n.t('The faded marks are from before it stopped.'),
    severity: 'warning',
    busy: !isDown,
    command: restart(),
  };
}

function aloneStatus(document: vscode.TextDocument): Status {
  return {
    text: vscode.l10n.t('No counterpart'),
    detail: reasonToBeAlone(document),
    severity: 'warning',
    command: alignWithAnother(document.uri),
  };
}

function reasonToBeAlone(document: vscode.TextDocument): string {
  if (document.isUntitled) return vscode.l10n.t('It is not saved yet, so it is in no folder of essays.');
  // What the server found wrong in this very document says it best.
  const found = vscode.languages
    .getDiagnostics(document.uri)
    .find(({ source, code }) => source === 'counterpoint' && typeof code === 'string' && code.startsWith('essay-'));
  if (found) return found.message;
  const { theme, perspective } = belongingOf(document);
  if (!theme && !perspective)
    return vscode.l10n.t('No counterpoint.yaml names it, and its front matter names no theme and perspective.');
  if (!theme) return vscode.l10n.t('Its front matter names no theme.');
  if (!perspective) return vscode.l10n.t('Its front matter names no perspective.');
  return vscode.l10n.t('No other essay here has the same theme and another perspective.');
}

function missingFile(pair: PairView, uri: vscode.Uri): string {
  const other = keyOf(pair.left.uri) === keyOf(uri) ? 'right' : 'left';
  return vscode.l10n.t('{0} is not there, or cannot be read.', baseName(uriOf(pair, other)));
}

function comparedStatus(document: vscode.TextDocument, { comparison, side }: Part): Status {
  const { pair } = comparison;
  const empty = comparison.links.length === 0 ? emptyEssay(document, uriOf(pair, otherSide(side))) : undefined;
  if (empty) {
    return {
      text: empty === document ? vscode.l10n.t('This essay is empty') : vscode.l10n.t('The other essay is empty'),
      detail: vscode.l10n.t('Counterparts appear as soon as both essays have text.'),
      severity: 'warning',
      command: open(pair),
    };
  }
  return {
    text: comparison.links.length === 0 ? vscode.l10n.t('No linked passages') : countsLabel(comparison),
    detail: readBy(comparison),
    command: open(pair),
  };
}

/** The one of two essays that has no text. One that is not open cannot be told. */
function emptyEssay(document: vscode.TextDocument, other: vscode.Uri): vscode.TextDocument | undefined {
  const key = keyOf(other);
  const facing = vscode.workspace.textDocuments.find(({ uri }) => keyOf(uri) === key);
  return [document, facing].find((each) => each && bodyOf(each).trim() === '');
}

function bodyOf(document: vscode.TextDocument): string {
  return document.getText().replace(/^---\r?\n[\s\S]*?\r?\n---[^\S\n]*(?:\r?\n|$)/, '');
}

function readBy(comparison: ComparisonView): string {
  return vscode.l10n.t('Read by: {0}', comparison.reading);
}

function open(pair: PairView): vscode.Command {
  return {
    command: 'counterpoint.openPair',
    title: vscode.l10n.t('Open Paired Essays'),
    arguments: [pair.id],
  };
}

function alignWithAnother(uri: vscode.Uri): vscode.Command {
  return {
    command: 'counterpoint.alignTwo',
    title: vscode.l10n.t('Align with Another…'),
    arguments: [uri],
  };
}

function restart(): vscode.Command {
  return { command: 'counterpoint.restartServer', title: vscode.l10n.t('Restart') };
}

function severityOf({ severity }: Status): vscode.LanguageStatusSeverity {
  if (severity === 'error') return vscode.LanguageStatusSeverity.Error;
  return severity === 'warning' ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
}
