/** Runs inside a real VS Code (as an extension test): how long the extension takes to activate, and an edit to reach the editor and the paired reading view. */
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { CounterpointApi } from '../../client/api';
import { page } from '../editor/kit';

export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension<CounterpointApi>('counterpoint.counterpoint');
  if (extension === undefined) throw new Error('the extension is not installed');
  if (extension.isActive) throw new Error('the extension is active before anything asked for it');
  const start = performance.now();
  const api = await extension.activate();
  const activation = performance.now() - start;
  const found = vscode.Uri.file(process.env['COUNTERPOINT_BENCH_ESSAY'] ?? '');
  const document = await vscode.workspace.openTextDocument(found);
  await vscode.window.showTextDocument(document);
  await api.ready();
  const open = performance.now();
  await vscode.commands.executeCommand('counterpoint.openPair', found);
  await api.ready();
  const opened = performance.now() - open;
  const editor = vscode.window.visibleTextEditors.find((each) => each.document.uri.toString() === found.toString());
  if (editor === undefined) throw new Error('the pair is not open');
  const views: number[] = [];
  // Before a linked claim: elsewhere nothing that is shown need move, and there is no fresh view to wait for.
  const comparison = await api.comparisonOf(found);
  const side = comparison?.pair.left.uri === found.toString() ? 'left' : 'right';
  const claim = comparison?.links[0]?.[side][0]?.range.start;
  if (claim === undefined) throw new Error('the pair has no link');
  const place = new vscode.Position(claim.line, claim.character);
  for (let edit = 0; edit < 20; edit += 1) {
    const before = (await api.comparisonOf(found))?.revision ?? 0;
    const typed = performance.now();
    await editor.edit((change) => {
      change.insert(place, 'A toll on barges pays for the dredging of the harbour. ');
    });
    while (((await api.comparisonOf(found))?.revision ?? 0) <= before)
      await new Promise((resolve) => setTimeout(resolve, 2));
    views.push(performance.now() - typed);
  }
  const paired = process.env['COUNTERPOINT_PAGE_URL'] === undefined ? undefined : await pairedView(document, place);
  // What was typed is given up first, or the editor asks whether to save it.
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  const results = process.env['COUNTERPOINT_RESULTS'];
  if (results !== undefined) writeFileSync(results, JSON.stringify({ activation, opened, views, paired }));
}

/** How long the paired reading view takes to its first rows, and a typed sentence until it stands there. */
async function pairedView(
  document: vscode.TextDocument,
  place: vscode.Position,
): Promise<{ painted: number; updates: number[] }> {
  const start = performance.now();
  await vscode.commands.executeCommand('counterpoint.openPairedReading');
  await page({ waitFor: 'article.row', webview: true, timeout: 30_000 });
  const painted = performance.now() - start;
  const updates: number[] = [];
  for (let edit = 0; edit < 20; edit += 1) {
    const sentence = `Toll number ${edit} pays for the dredging.`;
    const change = new vscode.WorkspaceEdit();
    change.insert(document.uri, place, `${sentence} `);
    const typed = performance.now();
    await vscode.workspace.applyEdit(change);
    await page({ eval: whenShown(sentence), webview: true });
    updates.push(performance.now() - typed);
  }
  return { painted, updates };
}

/** A script of the view’s page that waits until a text stands there. */
function whenShown(text: string): string {
  return `new Promise((resolve) => {
    const look = () => {
      if (!document.body.textContent.includes(${JSON.stringify(text)})) return false;
      watch.disconnect();
      resolve(true);
      return true;
    };
    const watch = new MutationObserver(look);
    if (!look()) watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  })`;
}
