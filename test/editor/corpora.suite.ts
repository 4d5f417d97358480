import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, barges, closeAll, file, gates, openPair, page, until, write } from './kit';

/** A corpus with the perspectives, a theme id and file names of the samples, so that only its place tells it from them. */
async function makeSecondCorpus(): Promise<void> {
  await write(
    file('second/counterpoint.yaml'),
    [
      'title: The second corpus',
      'perspectives: {chinese: {label: Upstream}, european: {label: Downstream}}',
      'themes:',
      '  - id: carbon-border',
      '    title: Locks and tolls',
      '    essays: {chinese: essays/1-chinese.essay.md, european: essays/1-european.essay.md}',
      '',
    ].join('\n'),
  );
  await write(file('second/essays/1-chinese.essay.md'), gates.join('\n\n'));
  await write(file('second/essays/1-european.essay.md'), barges.join('\n\n'));
}

describe('several corpora at once', () => {
  before(makeSecondCorpus);
  afterEach(closeAll);

  it('keep their pairs apart, also where theme and file names are the same', async () => {
    const { comparisonOf, ready } = await api();
    await openPair('second/essays/1-chinese.essay.md');
    await ready();
    const second = await until('the second corpus', () => comparisonOf(file('second/essays/1-european.essay.md')));
    assert.strictEqual(second.pair.title, 'Locks and tolls');
    assert.strictEqual(second.pair.left.uri, file('second/essays/1-chinese.essay.md').toString());
    assert.strictEqual(second.pair.left.label, 'Upstream');
    const sample = await comparisonOf(file('samples/essays/1-european.essay.md'));
    assert.strictEqual(sample!.pair.left.uri, file('samples/essays/1-chinese.essay.md').toString());
    assert.notStrictEqual(sample!.pair.id, second.pair.id);
    const elsewhere = second.links.filter(({ right }) => !right.every(({ quote }) => barges.join(' ').includes(quote)));
    assert.deepStrictEqual(elsewhere, []);
  });

  it('are both shown side by side, each with its own marks', async () => {
    const { visibleDecorations, ready } = await api();
    const samples = await vscode.workspace.openTextDocument(file('samples/essays/1-chinese.essay.md'));
    const second = await vscode.workspace.openTextDocument(file('second/essays/1-chinese.essay.md'));
    await vscode.window.showTextDocument(samples, vscode.ViewColumn.One);
    await vscode.window.showTextDocument(second, vscode.ViewColumn.Two);
    await ready();
    const count = (uri: vscode.Uri): number => Object.values(visibleDecorations(uri)).reduce((a, b) => a + b, 0);
    await until('marks in both', () => count(samples.uri) > 0 && count(second.uri) > 0);
    assert.ok(count(second.uri) < count(samples.uri));
  });

  it('are both in the choice of pairs, under their names', async () => {
    if (process.env['COUNTERPOINT_PAGE_URL'] === undefined) return;
    await (await api()).ready();
    const opening = vscode.commands.executeCommand('counterpoint.openPair');
    await page({ waitFor: '.quick-input-list .monaco-list-row' });
    await page({ type: 'Locks' }, { waitFor: '.quick-input-list .monaco-list-row:has-text("Locks and tolls")' });
    const [shown] = (await page({ text: '.quick-input-list' }, { wait: 0 })) as [string];
    assert.match(shown, /The second corpus/);
    await page(
      { press: 'Control+A' },
      { press: 'Backspace' },
      { waitFor: '.quick-input-list .monaco-list-row:has-text("Carbon borders")' },
    );
    const [all] = (await page({ text: '.quick-input-list' }, { wait: 0 })) as [string];
    assert.match(all, /Three questions between China and Europe/);
    assert.match(all, /Carbon borders/);
    await page(
      { type: 'The second corpus' },
      { waitFor: '.quick-input-list .monaco-list-row.focused:has-text("The second corpus")' },
      { press: 'Enter' },
    );
    await opening;
    await until('the pair of the second corpus', () =>
      ['1-chinese', '1-european'].every((name) =>
        vscode.window.visibleTextEditors.some(
          ({ document }) => document.uri.toString() === file(`second/essays/${name}.essay.md`).toString(),
        ),
      ),
    );
  });
});
