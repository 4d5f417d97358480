import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, at, barges, closeAll, essay, file, gates, hoverText, openPair, until, write } from './kit';

describe('the commands', () => {
  afterEach(closeAll);

  it('are all there, as the manifest says', async () => {
    await api();
    const manifest = vscode.extensions.getExtension('counterpoint.counterpoint')!.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = await vscode.commands.getCommands(true);
    for (const { command } of manifest.contributes.commands) assert.ok(known.includes(command), command);
  });

  it('let any two documents face each other', async () => {
    await (await api()).ready();
    const one = file('loose/one.md');
    const two = file('loose/two.md');
    await vscode.commands.executeCommand('counterpoint.alignTwo', one, [one, two]);
    const comparison = await until('a comparison', () => api().then(({ comparisonOf }) => comparisonOf(one)));
    assert.strictEqual(comparison.links[0]!.right[0]!.quote, 'Spring floods are good for the lower meadow.');
    const document = await vscode.workspace.openTextDocument(one);
    const hover = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      one,
      at(document, 'river floods'),
    );
    // The shared words are marked.
    assert.match(hoverText(hover).replaceAll('*', ''), /Spring floods are good/);
  });

  it('align afresh when told to', async () => {
    const editors = await openPair('samples/essays/2-chinese.essay.md');
    const { comparisonOf } = await api();
    const before = await comparisonOf(editors.left.document.uri);
    await vscode.commands.executeCommand('counterpoint.alignNow');
    // The texts are the same, so the result is, and nothing is told anew.
    assert.deepStrictEqual(await comparisonOf(editors.left.document.uri), before);
  });

  it('follow an edit: a new sentence finds its counterpart', async () => {
    await write(file('edited/counterpoint.yaml'), 'title: To be edited\n');
    await write(file('edited/one.essay.md'), essay('locks', 'chinese', gates[0], gates[2]));
    await write(file('edited/two.essay.md'), essay('locks', 'european', ...barges));
    const editors = await openPair('edited/one.essay.md');
    const { comparisonOf } = await api();
    const sentence = gates[1];
    const end = at(editors.left.document, gates[2]);
    await vscode.window.showTextDocument(editors.left.document, editors.left.viewColumn);
    await vscode.window.activeTextEditor!.edit((edit) => {
      edit.insert(end, `${sentence}\n\n`);
    });
    await until('the new sentence is linked', async () => {
      const now = await comparisonOf(editors.left.document.uri);
      return now?.links.some((link) => link.left.some((quote) => sentence.includes(quote.quote)));
    });
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('point at a manifest that names a file which is not there', async () => {
    await (await api()).ready();
    const manifest = file('samples/counterpoint.yaml');
    const document = await vscode.workspace.openTextDocument(manifest);
    await vscode.window.showTextDocument(document);
    const text = document.getText();
    const place = text.indexOf('1-european.essay.md');
    await vscode.window.activeTextEditor!.edit((edit) => {
      edit.replace(new vscode.Range(document.positionAt(place), document.positionAt(place + 10)), '1-nobody00');
    });
    const diagnostic = await until('a diagnostic', () =>
      vscode.languages.getDiagnostics(manifest).find((item) => item.code === 'manifest-unknown-path'),
    );
    assert.match(document.getText(diagnostic.range), /nobody/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('no diagnostic', () => vscode.languages.getDiagnostics(manifest).length === 0);
  });

  it('import a compendium into a folder of paired essays', async () => {
    await (await api()).ready();
    const source = file('loose/compendium.txt');
    const out = file('loose/imported');
    void vscode.commands.executeCommand('counterpoint.importCompendium', source, out);
    await until('the manifest is written', () =>
      vscode.workspace.fs.stat(vscode.Uri.joinPath(out, 'counterpoint.yaml')).then(
        () => true,
        () => false,
      ),
    );
    const essays = await until('the essays are written', async () => {
      const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(out, 'essays')).then(
        (list) => list,
        () => [],
      );
      return entries.length >= 4 ? entries : undefined;
    });
    assert.ok(essays.some(([name]) => name.endsWith('.essay.md')));
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});
