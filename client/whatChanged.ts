/** *What Changed?…*: the pair in front, held against its essays in a git commit, or against an earlier version of one of them. */
import * as vscode from 'vscode';
import type { EarlierVersion, PairView } from '../server/protocol';
import { command, type App } from './app';
import { hereOrSay, pairInFront } from './here';
import { sideOf } from './places';
import { plain } from './words';

const scheme = 'counterpoint-changes';

/** Takes nothing, or what to compare with: a git revision, or the file of an earlier version of the essay in front. */
export function whatChanged(app: App): vscode.Disposable {
  const documents = new ReadOnlyDocuments();
  return vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, documents),
    documents,
    command(
      app,
      'counterpoint.whatChanged',
      () => vscode.l10n.t('What changed could not be said.'),
      async (given) => {
        const pair = pairInFront(app) ?? (await hereOrSay(app))?.comparison.pair;
        if (!pair) return;
        const since = await sinceOf(app, pair, given);
        if (!since) return;
        const title = vscode.l10n.t('Comparing with the earlier version');
        const found = await app.server.longRequest(title, 'counterpoint/changes', { pair: pair.id, since });
        if (found.kind === 'refused') void vscode.window.showInformationMessage(found.message);
        else await show(documents.put(found.title, found.markdown));
      },
    ),
  );
}

/** The documents that are shown: for reading only, one for each pair; forgotten when closed. */
class ReadOnlyDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly closing = vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString()));
  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.texts.get(uri.toString());
  }

  put(title: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme, path: `/${title.replace(/[\\/:*?"<>|#%\s]+/g, ' ').trim()}.md` });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    return uri;
  }

  dispose(): void {
    this.closing.dispose();
    this.changed.dispose();
  }
}

/** As it reads best: in the Markdown preview; where the editor has none, as text. */
async function show(uri: vscode.Uri): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  try {
    // Not looked up among the commands first: those of an extension that has not started yet are not there.
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    await vscode.window.showTextDocument(document, { preview: true });
  }
}

async function sinceOf(app: App, pair: PairView, given: unknown): Promise<EarlierVersion | undefined> {
  if (typeof given === 'string') return { kind: 'commit', revision: given };
  if (given instanceof vscode.Uri) return earlierFile(pair, given);
  // git does what a repository's own settings say: that is for folders that the reader trusts.
  const { commits, message } = vscode.workspace.isTrusted
    ? await app.server.request('counterpoint/commits', { pair: pair.id })
    : { commits: [], message: vscode.l10n.t('git is not asked in a folder that you do not trust.') };
  const file: Choice = {
    label: `$(file) ${vscode.l10n.t('An earlier version in a file…')}`,
    ...(message !== '' && { detail: message }),
  };
  const items: Choice[] = [
    file,
    ...commits.map(({ revision, label }): Choice => ({
      label: `$(git-commit) ${plain(label)}`,
      since: { kind: 'commit', revision },
    })),
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('What changed since …?'),
    placeHolder: vscode.l10n.t('Choose what the essays are compared with'),
  });
  if (chosen !== file) return chosen?.since;
  const [opened] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('An earlier version of an essay'),
      openLabel: vscode.l10n.t('Compare'),
    })) ?? [];
  return opened && earlierFile(pair, opened);
}

interface Choice extends vscode.QuickPickItem {
  readonly since?: EarlierVersion;
}

/** Of which essay a file is an earlier version: of the one in front, else the reader says. */
async function earlierFile(pair: PairView, file: vscode.Uri): Promise<EarlierVersion | undefined> {
  const front = vscode.window.activeTextEditor;
  const side = front && sideOf(pair, front.document.uri);
  if (side) return { kind: 'file', side, uri: file.toString() };
  const items = (['left', 'right'] as const).map((each) => ({ side: each, label: plain(pair[each].title) }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Of which essay is this an earlier version?'),
  });
  return chosen && { kind: 'file', side: chosen.side, uri: file.toString() };
}
