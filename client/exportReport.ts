/** *Export Report…*: the pair in front, or the whole corpus, in one of the formats that the server offers. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { CorpusView, ExportFormatView, PairView } from '../server/protocol';
import { command, inBackground, type App } from './app';
import { pairInFront } from './here';
import { isReadOnly, refuseReadOnly, writeWhole } from './files';
import { chooseFrom } from './openPair';
import { baseName, parentOf } from './places';

/** Where the parts are kept that the reader left out the last time. */
const leftOutKey = 'export.leftOut';

/** Takes nothing, or the file to write: then its ending says the format, and nothing is asked but what the report should cover. */
export function exportReport(app: App): vscode.Disposable {
  return command(
    app,
    'counterpoint.exportReport',
    () => vscode.l10n.t('The report was not written.'),
    async (target) => {
      const given = target instanceof vscode.Uri ? target : undefined;
      if (given) refuseReadOnly(given);
      if (!given) await app.pairedReadings.active?.hasKeyboardAgain();
      const scope = await chooseScope(app);
      if (!scope) return;
      const choices = await app.server.request('counterpoint/exportChoices', {});
      if (!given) await app.pairedReadings.active?.hasKeyboardAgain();
      const format = given ? formatOf(given, choices.formats) : await pickFormat(choices.formats);
      if (!format) return;
      if (!given) await app.pairedReadings.active?.hasKeyboardAgain();
      const parts = format.hasParts && !given ? await pickParts(app, choices.parts) : undefined;
      if (format.hasParts && !given && !parts) return;
      const report = await app.server.longRequest(vscode.l10n.t('Writing the report'), 'counterpoint/export', {
        corpus: scope.corpus,
        ...(scope.pair && { pair: scope.pair.id }),
        format: format.id,
        ...(parts && { parts }),
      });
      if (!given) await app.pairedReadings.active?.hasKeyboardAgain();
      const file = given ?? (await askWhere(scope, report.fileName, format));
      if (!file) return;
      await writeWhole(file, Buffer.from(report.base64, 'base64'));
      inBackground(app, 'Report written', sayWhere(file));
    },
  );
}

/** The format that a file's name ends like; of two, the one with the longer ending. Markdown where none fits. */
function formatOf(file: vscode.Uri, formats: readonly ExportFormatView[]): ExportFormatView | undefined {
  const name = baseName(file).toLowerCase();
  const fitting = formats.filter(({ extension }) => name.endsWith(`.${extension}`));
  const [longest] = fitting.sort((a, b) => b.extension.length - a.extension.length);
  return longest ?? formats.find(({ id }) => id === 'markdown');
}

async function pickFormat(formats: readonly ExportFormatView[]): Promise<ExportFormatView | undefined> {
  const items = formats.map((format) => ({
    label: format.name,
    description: `.${format.extension}`,
    detail: format.use,
    format,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export Report…'),
    placeHolder: vscode.l10n.t('In which format?'),
    matchOnDetail: true,
  });
  return chosen?.format;
}

/** The ids of the parts that go in; those that were left out the last time are not ticked. */
async function pickParts(
  app: App,
  parts: readonly { readonly id: string; readonly name: string }[],
): Promise<readonly string[] | undefined> {
  const { globalState } = app.context;
  const leftOut = globalState.get<readonly string[]>(leftOutKey, []);
  const items = parts.map(({ id, name }) => ({ label: name, id, picked: !leftOut.includes(id) }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Export Report…'),
    placeHolder: vscode.l10n.t('What should go into the report?'),
    canPickMany: true,
  });
  if (!chosen) return undefined;
  const picked = chosen.map(({ id }) => id);
  await globalState.update(
    leftOutKey,
    parts.map(({ id }) => id).filter((id) => !picked.includes(id)),
  );
  return picked;
}

function askWhere(scope: Scope, fileName: string, format: ExportFormatView): Thenable<vscode.Uri | undefined> {
  return vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Report…'),
    saveLabel: vscode.l10n.t('Export'),
    defaultUri: vscode.Uri.joinPath(folderToWriteIn(scope), fileName),
    filters: { [format.name]: [format.extension] },
  });
}

async function sayWhere(file: vscode.Uri): Promise<void> {
  const open = vscode.l10n.t('Open');
  const where = vscode.workspace.asRelativePath(file);
  const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('Report written to {0}.', where), open);
  if (chosen !== open) return;
  // A web page belongs in a browser, a Word document in its own program.
  if (/\.(?:html|docx)$/i.test(file.path)) await vscode.env.openExternal(file);
  else await vscode.window.showTextDocument(file);
}

interface Scope {
  /** URI of the corpus. */
  readonly corpus: string;
  readonly pair?: PairView;
}

/** The corpus, or where that is for reading only, a folder of the workspace that is not. */
function folderToWriteIn({ corpus }: Scope): vscode.Uri {
  const own = vscode.Uri.parse(corpus);
  if (!isReadOnly(own)) return own;
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.find(({ uri }) => !isReadOnly(uri))?.uri ?? vscode.Uri.file(homedir());
}

async function chooseScope(app: App): Promise<Scope | undefined> {
  const corpora = await app.pairs.corpora();
  const pair = pairInFront(app) ?? (await chooseFrom(app, corpora));
  if (!pair) return undefined;
  const corpus = corpora.find((each) => each.pairs.some(({ id }) => id === pair.id));
  if (!corpus) return { corpus: parentOf(vscode.Uri.parse(pair.left.uri)).toString(), pair };
  return corpus.pairs.length === 1 ? { corpus: corpus.root, pair } : pickScope(corpus, pair);
}

async function pickScope(corpus: CorpusView, pair: PairView): Promise<Scope | undefined> {
  const items: (vscode.QuickPickItem & { readonly scope: Scope })[] = [
    { label: vscode.l10n.t('This pair'), detail: pair.title, scope: { corpus: corpus.root, pair } },
    {
      label: vscode.l10n.t('All {0} pairs', corpus.pairs.length),
      detail: corpus.title,
      scope: { corpus: corpus.root },
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('What should the report cover?') });
  return chosen?.scope;
}
