/** Between the protocol's plain data and the editor's objects. */
import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';
import type { LinkView, PairView, QuoteView } from '../server/protocol';
import { otherSide, type Side } from './reading';

/** A URI in the editor's own spelling, so that two spellings of one document compare equal. */
export function keyOf(uri: vscode.Uri | string): string {
  return (typeof uri === 'string' ? vscode.Uri.parse(uri) : uri).toString();
}

export function toRange(range: Range): vscode.Range {
  return new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
}

export function rangesOf(quotes: readonly QuoteView[]): vscode.Range[] {
  return quotes.map((quote) => toRange(quote.range));
}

/** The side of a pair on which a document stands. */
export function sideOf(pair: PairView, uri: vscode.Uri | string): Side | undefined {
  const key = keyOf(uri);
  if (keyOf(pair.left.uri) === key) return 'left';
  return keyOf(pair.right.uri) === key ? 'right' : undefined;
}

export function uriOf(pair: PairView, side: Side): vscode.Uri {
  return vscode.Uri.parse(pair[side].uri);
}

/** The visible editors of a document; the active one first. */
export function visibleEditors(uri: vscode.Uri | string): vscode.TextEditor[] {
  const key = keyOf(uri);
  const active = vscode.window.activeTextEditor;
  return vscode.window.visibleTextEditors
    .filter((editor) => keyOf(editor.document.uri) === key)
    .sort((a, b) => Number(b === active) - Number(a === active));
}

/** Shows the passage of a link or silence on one side, in the pane where that essay stands (or beside the other essay), and puts the cursor there. */
export async function showPassage(pair: PairView, link: Pick<LinkView, Side>, side: Side): Promise<vscode.TextEditor> {
  const first = link[side][0];
  const uri = uriOf(pair, side);
  const shown = visibleEditors(uri)[0];
  const other = visibleEditors(uriOf(pair, otherSide(side)))[0];
  const document = shown?.document ?? (await vscode.workspace.openTextDocument(uri));
  const editor = await vscode.window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? columnBeside(other, side),
    preview: false,
  });
  if (first) {
    const start = toRange(first.range).start;
    editor.selection = new vscode.Selection(start, start);
    editor.revealRange(toRange(first.range), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
  return editor;
}

/** The column for an essay that is not on screen: across from the other essay, as in a book. */
function columnBeside(other: vscode.TextEditor | undefined, side: Side): vscode.ViewColumn {
  const home = side === 'left' ? vscode.ViewColumn.One : vscode.ViewColumn.Two;
  if (other?.viewColumn !== home) return home;
  return side === 'left' ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
}

/** The folder that a file lies in. */
export function parentOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}

export function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

export async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
