/** Runs inside a real VS Code (as an extension test): how long the extension takes to activate, and an edit to reach the view. */
import { writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { CounterpointApi } from '../../client/api';

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
  const place = editor.document.positionAt(editor.document.getText().lastIndexOf('. ') + 2);
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
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  const results = process.env['COUNTERPOINT_RESULTS'];
  if (results !== undefined) writeFileSync(results, JSON.stringify({ activation, opened, views }));
}
