/** *Import Compendium…*: makes a corpus of one long converted text. */
import * as vscode from 'vscode';
import type { ImportView } from '../server/protocol';
import { command, type App } from './app';
import { isReadOnly, refuseReadOnly } from './files';
import { chooseFrom, showPair } from './openPair';
import { openFolder } from './openFolder';
import { baseName, keyOf, parentOf } from './places';

/** Takes the compendium (from the explorer) and the folder to write into; asks for what it lacks. */
export function importCompendium(app: App): vscode.Disposable {
  let channel: vscode.OutputChannel | undefined;
  const findings = (): vscode.OutputChannel => (channel ??= vscode.window.createOutputChannel('Counterpoint: Import'));
  return vscode.Disposable.from(
    command(
      app,
      'counterpoint.importCompendium',
      () => vscode.l10n.t('The compendium was not imported.'),
      async (first, second) => {
        const source = first instanceof vscode.Uri ? first : await pickSource();
        const out = source && (second instanceof vscode.Uri ? second : await pickFolder(source));
        if (!source || !out) return;
        refuseReadOnly(out);
        const imported = await importInto(app, source, out);
        app.pairs.forget();
        await tellResult(app, imported, source, out, findings);
      },
    ),
    { dispose: () => channel?.dispose() },
  );
}

async function pickSource(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Compendium to import'),
    openLabel: vscode.l10n.t('Import'),
    filters: { [vscode.l10n.t('Texts')]: ['txt', 'md', 'markdown'], [vscode.l10n.t('All files')]: ['*'] },
  });
  return chosen?.[0];
}

async function pickFolder(source: vscode.Uri): Promise<vscode.Uri | undefined> {
  const name = `${baseName(source).replace(/\.[^.]+$/, '')}-counterpoint`;
  const beside = vscode.Uri.joinPath(parentOf(source), name);
  if (isReadOnly(beside)) return browseForFolder(name);
  const items = [
    { label: vscode.l10n.t('Beside the file'), detail: beside.fsPath, beside: true },
    { label: vscode.l10n.t('Another folder…'), beside: false },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Where should the essays go?'),
  });
  if (!chosen) return undefined;
  return chosen.beside ? beside : browseForFolder(name, parentOf(source));
}

async function browseForFolder(name: string, start?: vscode.Uri): Promise<vscode.Uri | undefined> {
  const folder = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Folder to make “{0}” in', name),
    canSelectFiles: false,
    canSelectFolders: true,
    ...(start && { defaultUri: start }),
  });
  return folder?.[0] && vscode.Uri.joinPath(folder[0], name);
}

interface Imported {
  readonly done: ImportView;
  /** Whether files that the reader had edited were written over, as they said. */
  readonly overwritten: boolean;
}

/** Imports, and where the reader has edited what would be written, asks before anything of theirs is lost. */
async function importInto(app: App, source: vscode.Uri, out: vscode.Uri): Promise<Imported> {
  const run = (overwrite: boolean): Promise<ImportView> =>
    app.server.longRequest(vscode.l10n.t('Importing {0}', baseName(source)), 'counterpoint/import', {
      source: source.toString(),
      out: out.toString(),
      overwrite,
    });
  const done = await run(false);
  if (done.kind === 'refused' || done.edited.length === 0) return { done, overwritten: false };
  const keep = { title: vscode.l10n.t('Keep My Edits'), isCloseAffordance: true };
  const overwrite = { title: vscode.l10n.t('Overwrite') };
  const shown = done.edited
    .slice(0, 10)
    .map(({ uri, added, removed }) => `• ${relativeTo(out, uri)} (+${String(added)} −${String(removed)})`);
  if (done.edited.length > shown.length) shown.push('…');
  const chosen = await vscode.window.showWarningMessage(
    done.edited.length === 1
      ? vscode.l10n.t('You have edited 1 file since it was imported.')
      : vscode.l10n.t('You have edited {0} files since they were imported.', done.edited.length),
    { modal: true, detail: [vscode.l10n.t('Lines that you have added (+) and taken out (−):'), ...shown].join('\n') },
    keep,
    overwrite,
  );
  return chosen === overwrite ? { done: await run(true), overwritten: true } : { done, overwritten: false };
}

async function tellResult(
  app: App,
  { done, overwritten }: Imported,
  source: vscode.Uri,
  out: vscode.Uri,
  findings: () => vscode.OutputChannel,
): Promise<void> {
  if (done.kind === 'refused') {
    await vscode.window.showErrorMessage(done.message);
    return;
  }
  const openFolderLabel = vscode.l10n.t('Open Folder');
  if (done.kind === 'context') {
    const chosen = await vscode.window.showInformationMessage(done.message, openFolderLabel);
    if (chosen === openFolderLabel) await openFolder(out);
    return;
  }
  const doubts = done.uncertain.length + (done.balanced ? 0 : 1);
  if (doubts > 0) writeFindings(findings(), done, source);
  const openPairs = vscode.l10n.t('Open Paired Essays');
  const check = vscode.l10n.t('Show What to Check');
  const message = [
    vscode.l10n.t('Imported “{0}”: {1} themes, {2} essays.', done.title, done.themes, done.essays),
    ...(done.edited.length > 0
      ? [
          overwritten
            ? vscode.l10n.t('Edited files written over: {0}.', done.edited.length)
            : vscode.l10n.t('Edited files left as they are: {0}.', done.edited.length),
        ]
      : []),
    ...(doubts > 0 ? [vscode.l10n.t('Places to check: {0}.', doubts)] : []),
  ].join(' ');
  const buttons = [openPairs, openFolderLabel, ...(doubts > 0 ? [check] : [])];
  const chosen = await vscode.window.showInformationMessage(message, ...buttons);
  if (chosen === openPairs) await openImported(app, out, done.written);
  else if (chosen === openFolderLabel) await openFolder(out);
  else if (chosen === check) findings().show();
}

/** The pairs of a corpus that need not be in an open folder: one of its essays is opened, so that the server knows of it. */
async function openImported(app: App, out: vscode.Uri, written: readonly string[]): Promise<void> {
  const findCorpus = async (): ReturnType<typeof app.pairs.corpusOf> => {
    const corpora = await app.pairs.corpora();
    return corpora.find((corpus) => keyOf(corpus.root).replace(/\/$/, '') === keyOf(out).replace(/\/$/, ''));
  };
  let corpus = await findCorpus();
  if (!corpus) {
    const essay = written.find((file) => file.endsWith('.essay.md')) ?? 'counterpoint.yaml';
    await vscode.workspace.openTextDocument(uriIn(out, essay));
    app.pairs.forget();
    corpus = await findCorpus();
  }
  const pair = await chooseFrom(app, corpus ? [corpus] : await app.pairs.corpora());
  if (pair) await showPair(app, pair);
}

function writeFindings(
  channel: vscode.OutputChannel,
  done: Extract<ImportView, { kind: 'compendium' }>,
  source: vscode.Uri,
): void {
  channel.clear();
  channel.appendLine(vscode.l10n.t('Import of {0}: please check these places.', source.fsPath));
  channel.appendLine('');
  if (!done.balanced) {
    channel.appendLine(
      vscode.l10n.t(
        'The count of words does not add up: some text may be missing from the essays, or stand there twice. Run “counterpoint import --verify” for the account.',
      ),
    );
  }
  for (const { line, text } of done.uncertain) channel.appendLine(`${source.fsPath}:${line}  ${text}`);
}

/** What the server calls a file: a URI, or a path in the folder. */
function uriIn(folder: vscode.Uri, file: string): vscode.Uri {
  return /^[a-z][a-z0-9+.-]+:/i.test(file) ? vscode.Uri.parse(file) : vscode.Uri.joinPath(folder, file);
}

function relativeTo(folder: vscode.Uri, file: string): string {
  const uri = uriIn(folder, file);
  return uri.path.startsWith(`${folder.path}/`) ? uri.path.slice(folder.path.length + 1) : uri.path;
}
