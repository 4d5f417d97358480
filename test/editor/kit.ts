import * as assert from 'node:assert';
import * as vscode from 'vscode';
import type { CounterpointApi } from '../../client/api';

/** The extension's API, once the extension is active. */
export async function api(): Promise<CounterpointApi> {
  const extension = vscode.extensions.getExtension<CounterpointApi>('counterpoint.counterpoint');
  assert.ok(extension, 'the extension is installed');
  return extension.activate();
}

/** A file of the test workspace. */
export function file(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'a folder is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/**
 * Waits for a condition, asking again whenever the editor tells of a change that may have made it true, and otherwise every few
 * milliseconds, since not everything that an editor shows is announced.
 */
export async function until<T>(
  what: string,
  condition: () => T | PromiseLike<T>,
  limit = 20_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + limit;
  for (;;) {
    const value = await condition();
    if (value !== undefined && value !== null && value !== false) return value;
    if (Date.now() > end) throw new Error(`not within ${limit / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Opens the pair of an essay and gives both editors. */
export async function openPair(essay: string): Promise<{ left: vscode.TextEditor; right: vscode.TextEditor }> {
  const { ready } = await api();
  const document = await vscode.workspace.openTextDocument(file(essay));
  await vscode.window.showTextDocument(document);
  await ready();
  await vscode.commands.executeCommand('counterpoint.openPair', document.uri);
  await ready();
  return until('two essays side by side', () => {
    const left = vscode.window.visibleTextEditors.find((editor) => editor.viewColumn === vscode.ViewColumn.One);
    const right = vscode.window.visibleTextEditors.find((editor) => editor.viewColumn === vscode.ViewColumn.Two);
    return left !== undefined && right !== undefined ? { left, right } : undefined;
  });
}

export async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Uses the editor's window from outside (its real keyboard, pictures of it); undefined where the host cannot. */
export async function page(...commands: readonly Record<string, unknown>[]): Promise<unknown> {
  const url = process.env['COUNTERPOINT_PAGE_URL'];
  if (url === undefined) return undefined;
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(commands) });
  const answer = (await response.json()) as { ok: boolean; result?: unknown; error?: string };
  if (!answer.ok) throw new Error(answer.error);
  return answer.result;
}

/** The position of a text in a document. */
export function at(document: vscode.TextDocument, needle: string): vscode.Position {
  const offset = document.getText().indexOf(needle);
  assert.ok(offset >= 0, `“${needle}” is in ${document.uri.path}`);
  return document.positionAt(offset);
}

export function hoverText(hovers: readonly vscode.Hover[]): string {
  return hovers
    .flatMap((hover) => hover.contents.map((content) => (typeof content === 'string' ? content : content.value)))
    .join('\n');
}
