import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, file, openPair, until } from './kit';

/** The tab in front, where it shows a view of this type. */
function viewInFront(type: string): vscode.Tab | undefined {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  // The editor puts a name of its own before the type.
  return tab?.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith(type) ? tab : undefined;
}

describe('the views of a whole corpus', () => {
  afterEach(closeAll);

  it('shows the overview of the corpus that the reader is in, once', async () => {
    await openPair('samples/essays/1-chinese.essay.md');
    await vscode.commands.executeCommand('counterpoint.showCorpusOverview');
    await until('the overview is in front', () => viewInFront('counterpoint.corpusOverview'));
    await vscode.commands.executeCommand('counterpoint.showCorpusOverview');
    const views = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('corpusOverview'));
    assert.strictEqual(views.length, 1);
  });

  it('compares the concept that is selected', async () => {
    const { left } = await openPair('samples/essays/1-chinese.essay.md');
    const document = await vscode.workspace.openTextDocument(file('samples/essays/1-chinese.essay.md'));
    const editor = await vscode.window.showTextDocument(document, left.viewColumn);
    const word = /\btrust\b/i.exec(document.getText()) ?? /\b[a-z]{6,}\b/.exec(document.getText());
    const start = document.positionAt(word?.index ?? 0);
    editor.selection = new vscode.Selection(start, start.translate(0, word?.[0].length ?? 0));
    await vscode.commands.executeCommand('counterpoint.compareConcept');
    const tab = await until('the lens is in front', () => viewInFront('counterpoint.conceptLens'));
    await until('the lens has looked the words up', () => viewInFront('counterpoint.conceptLens')?.label === word?.[0]);
    assert.ok(tab);
  });
});
