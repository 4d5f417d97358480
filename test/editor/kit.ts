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
  const contents = hovers.flatMap((hover) => hover.contents);
  return contents.map((content) => (content instanceof vscode.MarkdownString ? content.value : '')).join('\n');
}

/** Sets a setting of the extension for one test; `undefined` puts its default back. */
export async function configure(key: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration('counterpoint').update(key, value, vscode.ConfigurationTarget.Global);
}

type Message = (text: string, ...items: string[]) => Thenable<string | undefined>;

/** Hears what is said in notifications while `work` runs, and answers none. (Tests share the extension's own `vscode`.) */
export async function messagesDuring(work: () => PromiseLike<unknown>): Promise<string[]> {
  const window = vscode.window as unknown as Record<string, Message>;
  const names = ['showInformationMessage', 'showWarningMessage', 'showErrorMessage'];
  const originals = names.map((name) => window[name]!);
  const said: string[] = [];
  for (const name of names) {
    window[name] = (text) => {
      said.push(text);
      return Promise.resolve(undefined);
    };
  }
  try {
    await work();
  } finally {
    names.forEach((name, i) => (window[name] = originals[i]!));
  }
  return said;
}

/** Waits until every visible essay is compared and marked, and gives the editor of one. */
export async function focusOn(uri: vscode.Uri, place = new vscode.Position(0, 0)): Promise<vscode.TextEditor> {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const editor = await vscode.window.showTextDocument(uri, {
    ...(shown?.viewColumn !== undefined && { viewColumn: shown.viewColumn }),
    preview: false,
  });
  editor.selection = new vscode.Selection(place, place);
  return editor;
}

export async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text, 'utf8'));
}

/** An essay of the fewest words. */
export function essay(theme: string, perspective: string, ...paragraphs: readonly string[]): string {
  return `---\ntitle: ${theme} by ${perspective}\ntheme: ${theme}\nperspective: ${perspective}\n---\n\n${paragraphs.join('\n\n')}\n`;
}

/** Sentences that answer one another, sentence by sentence, and a last one on each side that answers nothing. */
export const gates = [
  'A lock gate on the river keeps small boats waiting for many hours.',
  'Every barge owner pays a toll at the lock gate before the harbour opens.',
  'Beekeepers on the heath sold no honey in the wet summer.',
] as const;
export const barges = [
  'Small boats wait at the lock gate for many hours because the river is low.',
  'No barge owner should pay a toll at the lock gate before the harbour opens.',
  'Choirs sang in the cathedral every Sunday.',
] as const;
