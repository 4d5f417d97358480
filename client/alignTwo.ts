/** *Align Two Documents…*: lets any two documents face each other. */
import * as vscode from 'vscode';
import { command, type App } from './app';
import { showPair } from './openPair';
import { baseName, keyOf } from './places';

/** From the explorer it takes the clicked file and all selected ones; otherwise it asks for what it lacks. */
export function alignTwo(app: App): vscode.Disposable {
  return command(
    app,
    'counterpoint.alignTwo',
    () => vscode.l10n.t('The two documents could not be aligned.'),
    async (first, second) => {
      const given = Array.isArray(second) ? second : [first, second];
      const uris = given.filter((uri): uri is vscode.Uri => uri instanceof vscode.Uri);
      const left = uris[0] ?? (await pickDocument(vscode.l10n.t('First document (left)')));
      if (!left) return;
      const right = uris[1] ?? (await pickDocument(vscode.l10n.t('Second document (right)'), left));
      if (!right) return;
      if (keyOf(left) === keyOf(right)) {
        void vscode.window.showWarningMessage(
          vscode.l10n.t('Both are the same document. Choose two different ones to align.'),
        );
        return;
      }
      // Opened first, so that the server reads what the editor shows, saved or not.
      await Promise.all([left, right].map((uri) => vscode.workspace.openTextDocument(uri)));
      const pair = await app.pairs.alignTwo(vscode.l10n.t('Aligning two documents'), left.toString(), right.toString());
      await showPair(app, pair);
    },
  );
}

interface DocumentItem extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
}

/** An open document (the active one first) or a file. */
async function pickDocument(title: string, other?: vscode.Uri): Promise<vscode.Uri | undefined> {
  const open = openDocuments().filter((uri) => !other || keyOf(uri) !== keyOf(other));
  if (open.length === 0) return browse(title);
  const items: DocumentItem[] = open.map((uri) => ({
    uri,
    label: baseName(uri),
    description: vscode.workspace.asRelativePath(uri),
  }));
  items.push({ label: '', kind: vscode.QuickPickItemKind.Separator }, { label: vscode.l10n.t('Browse…') });
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Choose an open document, or browse for a file'),
    matchOnDescription: true,
  });
  if (!chosen) return undefined;
  return chosen.uri ?? browse(title);
}

function openDocuments(): vscode.Uri[] {
  const active = vscode.window.activeTextEditor?.document.uri;
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  const uris = tabs.flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  const all = active && active.scheme !== 'output' ? [active, ...uris] : uris;
  return [...new Map(all.map((uri) => [keyOf(uri), uri])).values()];
}

async function browse(title: string): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title,
    filters: { [vscode.l10n.t('Texts')]: ['md', 'markdown', 'txt'], [vscode.l10n.t('All files')]: ['*'] },
  });
  return chosen?.[0];
}
