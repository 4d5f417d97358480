/** *Open Samples*: a copy of the bundled essays that the reader may change. The extension's own folder is never written to. */
import * as vscode from 'vscode';
import { command, type App } from './app';
import { refuseReadOnly } from './files';
import { openFolder } from './openFolder';
import { exists } from './places';

/** Takes the folder to copy into, or asks. */
export function openSamples(app: App): vscode.Disposable {
  return command(
    app,
    'counterpoint.openSamples',
    () => vscode.l10n.t('The samples could not be copied.'),
    async (argument) => {
      const target = argument instanceof vscode.Uri ? argument : await chooseTarget(app);
      if (!target) return;
      if (!(await exists(target))) {
        refuseReadOnly(target);
        await vscode.workspace.fs.copy(vscode.Uri.joinPath(app.context.extensionUri, 'samples'), target);
      }
      await openFolder(target);
    },
  );
}

async function chooseTarget(app: App): Promise<vscode.Uri | undefined> {
  const items = [
    {
      label: vscode.l10n.t('Open a copy'),
      detail: vscode.l10n.t('Kept in the storage of this extension'),
      own: true,
    },
    {
      label: vscode.l10n.t('Copy to a folder…'),
      detail: vscode.l10n.t('Choose where the samples should go'),
      own: false,
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Open Samples') });
  if (!chosen) return undefined;
  if (chosen.own) {
    // A copy for each version: new samples arrive, and what the reader changed in old ones stays.
    const { version }: { version?: unknown } = app.context.extension.packageJSON as object;
    return vscode.Uri.joinPath(app.context.globalStorageUri, `samples-${typeof version === 'string' ? version : '0'}`);
  }
  const folder = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Folder to copy the samples to'),
    openLabel: vscode.l10n.t('Copy Here'),
    canSelectFiles: false,
    canSelectFolders: true,
  });
  return folder?.[0] && vscode.Uri.joinPath(folder[0], 'counterpoint-samples');
}
