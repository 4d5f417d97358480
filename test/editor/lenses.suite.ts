import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, closeAll, configure, file, openPair, until, write } from './kit';

const left = 'samples/essays/1-chinese.essay.md';

describe('code lenses and inlay hints', () => {
  afterEach(async () => {
    await configure('codeLens.enabled', undefined);
    await closeAll();
  });

  const lenses = (): Thenable<vscode.CodeLens[]> =>
    vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file(left), 50);

  it('are off until they are asked for', async () => {
    const { left: editor } = await openPair(left);
    assert.deepStrictEqual(await lenses(), []);
    const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      file(left),
      whole,
    );
    assert.deepStrictEqual(hints, []);
  });

  it('a click on a lens opens the counterpart', async () => {
    await openPair(left);
    await configure('codeLens.enabled', true);
    const found = await until('lenses', async () => {
      const now = await lenses();
      return now.length > 0 ? now : undefined;
    });
    const { command } = found[0]!;
    assert.strictEqual(command?.command, 'counterpoint.peekCounterpart');
    await vscode.commands.executeCommand(command.command, ...(command.arguments as unknown[]));
    await until('the counterpart, in place', () =>
      vscode.window.visibleTextEditors.some(
        ({ document, viewColumn }) => viewColumn === undefined && document.uri.path.endsWith('1-european.essay.md'),
      ),
    );
  });
});

describe('diagnostics', () => {
  it('are there once, though the server could both send them and be asked', async () => {
    await (await api()).ready();
    const manifest = file('doubled/counterpoint.yaml');
    await write(manifest, 'title: A test\nthemes:\n  - { id: one, essays: { a: gone.md } }\n');
    await vscode.window.showTextDocument(manifest);
    const found = await until('a diagnostic', () => {
      const now = vscode.languages.getDiagnostics(manifest).filter(({ source }) => source === 'counterpoint');
      return now.length > 0 ? now : undefined;
    });
    const told = found.map(({ range, message }) => `${range.start.line}:${range.start.character} ${message}`);
    assert.deepStrictEqual(told, [...new Set(told)]);
    await closeAll();
    await vscode.workspace.fs.delete(file('doubled'), { recursive: true });
  });
});
