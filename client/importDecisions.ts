/** *Import Decisions…*: the decisions and notes of an export (web annotations or a table) come into a corpus. */
import * as vscode from 'vscode';
import { command, type App } from './app';
import { chooseCorpus, holds } from './chooseCorpus';
import { baseName } from './places';

/** Takes the export (from the explorer); asks for it where it has none. */
export function importDecisions(app: App): vscode.Disposable {
  return command(
    app,
    'counterpoint.importDecisions',
    () => vscode.l10n.t('The decisions were not imported.'),
    async (given) => {
      const active = vscode.window.activeTextEditor?.document.uri;
      const corpus = await chooseCorpus(app, (each) => active !== undefined && holds(each, active));
      const source = corpus && (given instanceof vscode.Uri ? given : await pickExport());
      if (!corpus || !source) return;
      const title = vscode.l10n.t('Importing {0}', baseName(source));
      const params = { corpus: corpus.root, source: source.toString() };
      const done = await app.server.longRequest(title, 'counterpoint/importDecisions', params);
      if (done.kind === 'added') {
        void vscode.window.showInformationMessage(done.message);
        return;
      }
      const first = done.problems[0];
      for (const problem of done.problems) app.log.warn(problem);
      void vscode.window.showWarningMessage(first === undefined ? done.message : `${done.message} ${first}`);
    },
  );
}

async function pickExport(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Decisions and notes to import'),
    openLabel: vscode.l10n.t('Import'),
    filters: { [vscode.l10n.t('Exports')]: ['jsonld', 'json', 'csv'], [vscode.l10n.t('All files')]: ['*'] },
  });
  return chosen?.[0];
}
