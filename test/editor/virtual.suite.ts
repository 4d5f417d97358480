import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, at, barges, closeAll, file, focusOn, gates, hoverText, messagesDuring, until } from './kit';
import { MemoryFiles } from './memoryFiles';

const texts = {
  '/corpus/counterpoint.yaml': [
    'title: In memory',
    'perspectives: {chinese: {label: Upstream}, european: {label: Downstream}}',
    'themes:',
    '  - id: locks',
    '    title: Locks and tolls',
    '    essays: {chinese: up.essay.md, european: down.essay.md}',
    '',
  ].join('\n'),
  '/corpus/up.essay.md': gates.join('\n\n'),
  '/corpus/down.essay.md': barges.join('\n\n'),
};

for (const { scheme, isReadonly } of [
  { scheme: 'memfs', isReadonly: false },
  { scheme: 'memro', isReadonly: true },
]) {
  describe(`a corpus on a ${isReadonly ? 'read-only' : 'virtual'} file system`, () => {
    const files = new MemoryFiles(texts);
    const uri = (path: string): vscode.Uri => vscode.Uri.from({ scheme, path: `/corpus/${path}` });
    let registered: vscode.Disposable;

    before(() => {
      registered = vscode.workspace.registerFileSystemProvider(scheme, files, { isReadonly });
    });
    after(() => {
      registered.dispose();
    });
    afterEach(closeAll);

    async function open(): Promise<void> {
      await (await api()).ready();
      await focusOn(uri('up.essay.md'));
      await vscode.commands.executeCommand('counterpoint.openPair', uri('up.essay.md'));
      await (await api()).ready();
    }

    it('opens side by side, with marks, counterparts and hovers', async () => {
      await open();
      await until('both essays', () => vscode.window.visibleTextEditors.length === 2);
      const { comparisonOf, visibleDecorations } = await api();
      const comparison = await until('links', () => comparisonOf(uri('down.essay.md')));
      assert.strictEqual(comparison.pair.title, 'Locks and tolls');
      assert.ok(comparison.links.length > 0);
      await until('marks', () => Object.values(visibleDecorations(uri('up.essay.md'))).some((count) => count > 0));
      const editor = await focusOn(uri('up.essay.md'));
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        editor.document.uri,
        at(editor.document, 'small boats'),
      );
      // The shared words are marked.
      assert.match(hoverText(hovers).replaceAll('*', ''), /Small boats wait at the lock gate/);
      editor.selection = new vscode.Selection(at(editor.document, 'small'), at(editor.document, 'small'));
      await vscode.commands.executeCommand('counterpoint.goToCounterpart');
      await until(
        'the counterpart',
        () => vscode.window.activeTextEditor?.document.uri.toString() === uri('down.essay.md').toString(),
      );
    });

    if (isReadonly) {
      it('is never written to: imports and reports say that it is for reading only', async () => {
        await open();
        const before = files.paths;
        const source = file('loose/compendium.txt');
        const imported = await messagesDuring(() =>
          vscode.commands.executeCommand('counterpoint.importCompendium', source, uri('imported')),
        );
        assert.deepStrictEqual(imported, [
          'The compendium was not imported. memro:/corpus/imported is for reading only. Choose another place.',
        ]);
        const reported = await messagesDuring(() =>
          vscode.commands.executeCommand('counterpoint.exportReport', uri('report.md')),
        );
        assert.deepStrictEqual(reported, [
          'The report was not written. memro:/corpus/report.md is for reading only. Choose another place.',
        ]);
        assert.deepStrictEqual(files.paths, before);
      });
    } else {
      it('takes a report and an import, whole and with nothing left over', async () => {
        await open();
        const said = await messagesDuring(() =>
          vscode.commands.executeCommand('counterpoint.exportReport', uri('report.md')),
        );
        assert.match(said.join(), /Report written/);
        assert.match(Buffer.from(files.readFile(uri('report.md'))).toString(), /Small boats wait at the lock gate/);
        const source = file('loose/compendium.txt');
        const imported = await messagesDuring(() =>
          vscode.commands.executeCommand('counterpoint.importCompendium', source, uri('imported')),
        );
        assert.match(imported.join(), /Imported/);
        assert.ok(files.paths.includes('/corpus/imported/counterpoint.yaml'));
        assert.deepStrictEqual(
          files.paths.filter((path) => path.endsWith('.tmp')),
          [],
        );
      });
    }
  });
}
