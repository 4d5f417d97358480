/** Starts the server for documents that take part in pairs, and lets it be for everybody else's Markdown. */
import * as vscode from 'vscode';
import { inBackground, type App } from './app';
import { isMeantForPair } from './frontMatter';
import { baseName, exists, keyOf, parentOf } from './places';
import { essayLanguages } from './serverConnection';

const manifest = 'counterpoint.yaml';
/** How far up a manifest is looked for where no workspace folder ends the way. */
const mostLevels = 8;

export function wake(app: App): vscode.Disposable {
  const asked = new Map<string, Promise<boolean>>();
  const look = async (document: vscode.TextDocument): Promise<void> => {
    if (app.server.isStarted || !(await takesPart(document, asked))) return;
    await app.server.start();
    app.session.refresh();
  };
  const lookAt = (document: vscode.TextDocument): void => {
    if (!app.server.isStarted) inBackground(app, 'Starting the server', look(document));
  };
  for (const document of vscode.workspace.textDocuments) lookAt(document);
  return vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(lookAt),
    vscode.workspace.onDidSaveTextDocument((document) => {
      asked.clear(); // A manifest may have been written.
      lookAt(document);
    }),
  );
}

async function takesPart(document: vscode.TextDocument, asked: Map<string, Promise<boolean>>): Promise<boolean> {
  if (baseName(document.uri) === manifest) return true;
  if (!essayLanguages.some((language) => language === document.languageId)) return false;
  return isMeantForPair(document) || hasManifest(document.uri, asked);
}

/** Whether a folder above has a manifest. Each folder is asked once. */
async function hasManifest(uri: vscode.Uri, asked: Map<string, Promise<boolean>>): Promise<boolean> {
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === undefined) return false;
  const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
  let folder = parentOf(uri);
  for (let level = 0; level < mostLevels; level++) {
    const key = keyOf(folder);
    const answer = asked.get(key) ?? exists(vscode.Uri.joinPath(folder, manifest));
    asked.set(key, answer);
    if (await answer) return true;
    const above = parentOf(folder);
    if (above.path === folder.path || (root && keyOf(root) === key)) return false;
    folder = above;
  }
  return false;
}
