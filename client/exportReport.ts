/** *Export Report…*: the pair in front, or the whole corpus, as Markdown. */
import { homedir } from 'node:os';
import * as vscode from 'vscode';
import type { CorpusView, PairView } from '../server/protocol';
import { command, type App } from './app';
import { isReadOnly, refuseReadOnly, writeWhole } from './files';
import { chooseFrom } from './openPair';
import { parentOf } from './places';

export function exportReport(app: App): vscode.Disposable {
  return command(
    app,
    'counterpoint.exportReport',
    () => vscode.l10n.t('The report was not written.'),
    async (target) => {
      if (target instanceof vscode.Uri) refuseReadOnly(target);
      const scope = await chooseScope(app);
      if (!scope) return;
      const report = await app.server.longRequest(vscode.l10n.t('Writing the report'), 'counterpoint/report', {
        corpus: scope.corpus,
        ...(scope.pair && { pair: scope.pair.id }),
        format: 'markdown',
      });
      const file =
        target instanceof vscode.Uri
          ? target
          : await vscode.window.showSaveDialog({
              title: vscode.l10n.t('Export Report…'),
              saveLabel: vscode.l10n.t('Export'),
              defaultUri: vscode.Uri.joinPath(folderToWriteIn(scope), report.fileName),
              filters: { Markdown: ['md'] },
            });
      if (!file) return;
      await writeWhole(file, Buffer.from(report.text, 'utf8'));
      const open = vscode.l10n.t('Open');
      const where = vscode.workspace.asRelativePath(file);
      const chosen = await vscode.window.showInformationMessage(vscode.l10n.t('Report written to {0}.', where), open);
      if (chosen === open) await vscode.window.showTextDocument(file);
    },
  );
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
  const pair = app.session.pair ?? (await chooseFrom(app, corpora));
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
