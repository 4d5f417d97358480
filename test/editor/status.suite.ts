import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, barges, closeAll, essay, file, focusOn, gates, openPair, until, write } from './kit';

describe('the language status says how it stands, and what to do', () => {
  afterEach(closeAll);

  async function statusIn(path: string, text: RegExp): Promise<{ detail: string; command: string }> {
    const { ready, status } = await api();
    await ready();
    await focusOn(file(path));
    return until(`the status “${text.source}”`, () => {
      const now = status();
      return now && text.test(now.text) ? now : undefined;
    });
  }

  it('of an essay that is paired: what there is, and who read it', async () => {
    const { detail, command } = await statusIn('samples/essays/1-chinese.essay.md', /related/);
    assert.match(detail, /^Read by: /);
    assert.strictEqual(command, 'counterpoint.openPair');
  });

  it('of an essay that names no theme and perspective', async () => {
    await write(file('status/nobody.essay.md'), 'An essay that says nothing of its place.\n');
    const { detail, command } = await statusIn('status/nobody.essay.md', /^No counterpart$/);
    assert.match(detail, /names no theme and perspective/);
    assert.strictEqual(command, 'counterpoint.alignTwo');
  });

  it('of an essay whose partner is missing, comes, goes, and is empty', async () => {
    const manifest = 'themes:\n  - {id: locks, essays: {chinese: one.essay.md, european: two.essay.md}}\n';
    await write(file('lone/counterpoint.yaml'), manifest);
    await write(file('lone/one.essay.md'), essay('locks', 'chinese', ...gates));
    const { detail } = await statusIn('lone/one.essay.md', /^No counterpart/);
    assert.ok(detail.length > 10);
    await write(file('lone/two.essay.md'), essay('locks', 'european', ...barges));
    await statusIn('lone/one.essay.md', /related|divergence|convergence/);
    await vscode.workspace.fs.delete(file('lone/two.essay.md'));
    await statusIn('lone/one.essay.md', /^No counterpart/);
    await write(file('lone/two.essay.md'), essay('locks', 'european'));
    await vscode.workspace.openTextDocument(file('lone/two.essay.md'));
    await statusIn('lone/one.essay.md', /^The other essay is empty$/);
    await statusIn('lone/two.essay.md', /^This essay is empty$/);
  });

  it('of no other document', async () => {
    const { ready, status } = await api();
    await focusOn(file('loose/three.md'));
    await ready();
    assert.strictEqual(status(), undefined);
  });
});

describe('the switch between readings', () => {
  afterEach(closeAll);

  it('shows the reading that is chosen, and remembers it', async () => {
    const { ready, comparisonOf } = await api();
    const { left } = await openPair('samples/essays/2-chinese.essay.md');
    const shown = async (): Promise<string> => (await comparisonOf(left.document.uri))?.reading ?? '';
    assert.match(await shown(), /The samples, read side by side/);
    const pair = (await comparisonOf(left.document.uri))!.pair.id;
    await vscode.commands.executeCommand('counterpoint.chooseReading', pair, 'engine');
    await until('the engine’s reading', async () => /engine/.test(await shown()));
    await vscode.commands.executeCommand('counterpoint.restartServer');
    await ready();
    assert.match(await shown(), /engine/);
    await vscode.commands.executeCommand(
      'counterpoint.chooseReading',
      pair,
      'published:The samples, read side by side',
    );
    await until('the published reading', async () => /read side by side/.test(await shown()));
  });
});
