import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, closeAll, file, page, until } from './kit';

describe('the tree of essays', () => {
  afterEach(async () => {
    await vscode.commands.executeCommand('counterpoint.clearFilter');
    await closeAll();
  });

  it('opens both essays at a link', async () => {
    const { comparisonOf, ready } = await api();
    await ready();
    const essay = file('samples/essays/1-chinese.essay.md');
    const comparison = await until('a comparison', () => comparisonOf(essay));
    const link = comparison.links.at(-1)!;
    await vscode.commands.executeCommand('counterpoint.openLink', { pair: comparison.pair.id, link: link.id });
    for (const side of ['left', 'right'] as const) {
      const editor = await until(`the ${side} essay`, () =>
        vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === comparison.pair[side].uri),
      );
      assert.strictEqual(editor.selection.active.line, link[side][0]!.range.start.line);
    }
  });

  it('opens the essay of a silence at its passage', async () => {
    const { comparisonOf, ready } = await api();
    await ready();
    const comparison = await until('a comparison', () => comparisonOf(file('samples/essays/1-chinese.essay.md')));
    const silence = comparison.silences.right[0]!;
    await vscode.commands.executeCommand('counterpoint.openLink', {
      pair: comparison.pair.id,
      silence: silence.id,
      side: 'right',
    });
    assert.strictEqual(vscode.window.activeTextEditor?.document.uri.toString(), comparison.pair.right.uri);
    assert.strictEqual(vscode.window.activeTextEditor.selection.active.line, silence.spans[0]!.range.start.line);
  });

  it('says what it holds to eye and screen reader, and follows a filter', async () => {
    if (process.env['COUNTERPOINT_PAGE_URL'] === undefined) return;
    const { comparisonOf } = await api();
    const comparison = await until('a comparison', () => comparisonOf(file('samples/essays/1-chinese.essay.md')));
    await vscode.commands.executeCommand('counterpoint.essays.focus');
    const row = (label: string): string => `.pane-body .monaco-list-row[aria-label^="${label}"]`;
    await page(
      { click: row(`Theme: ${comparison.pair.title}`) },
      { waitFor: row('Essay: ') },
      { waitFor: row(`≠ Divergences: ${comparison.counts.divergence}`) },
    );
    const [divergence] = comparison.links.filter(({ relation, topic }) => relation === 'divergence' && topic !== null);
    await vscode.commands.executeCommand('counterpoint.filterEssays', divergence!.left[0]!.quote);
    await page({ waitFor: row('≠ Divergences: 1') });
    if (process.env['COUNTERPOINT_PICTURES'] !== undefined)
      await page({ screenshot: `${process.env['COUNTERPOINT_PICTURES']}/tree-filtered.png` });
  });
});
