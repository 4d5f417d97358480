import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, at, closeAll, file, focusOn, page, until } from './kit';
import { inView, openOverview, press } from './viewPages';

const brief = 'samples/context/brief.md';

/** Answers the next list of choices with its first item, and gives all that it offered. */
async function choosingFirst(work: () => PromiseLike<unknown>): Promise<readonly vscode.QuickPickItem[]> {
  // Tests share the extension’s own `vscode`.
  const window = vscode.window as unknown as { showQuickPick: (items: readonly vscode.QuickPickItem[]) => unknown };
  const original = window.showQuickPick;
  let offered: readonly vscode.QuickPickItem[] = [];
  window.showQuickPick = (items) => {
    offered = items;
    return Promise.resolve(items[0]);
  };
  try {
    await work();
  } finally {
    window.showQuickPick = original;
  }
  return offered;
}

describe('counterparts in the corpus', () => {
  afterEach(closeAll);

  for (const how of ['the paragraph at the cursor', 'a selection'] as const) {
    it(`are found from ${how} of a context document, verbatim, and opened at the passage`, async () => {
      await (await api()).ready();
      const document = await vscode.workspace.openTextDocument(file(brief));
      const editor = await focusOn(document.uri, at(document, 'national emissions trading system'));
      if (how === 'a selection')
        editor.selection = new vscode.Selection(editor.selection.active, editor.selection.active.translate(0, 30));
      const offered = await choosingFirst(() => vscode.commands.executeCommand('counterpoint.findCounterparts'));
      assert.ok(offered.length > 1, `${offered.length} passages`);
      const shares = offered.map(({ description }) => Number(/(\d+)\s*%/.exec(description ?? '')?.[1]));
      assert.deepStrictEqual(
        shares,
        shares.toSorted((a, b) => b - a),
      );
      const opened = await until('the passage is open', () => {
        const active = vscode.window.activeTextEditor;
        return active && active.document.uri.path.includes('/essays/') && !active.selection.isEmpty
          ? active
          : undefined;
      });
      const said = opened.document.getText(opened.selection);
      assert.match(said, /carbon|emission/i);
      // The list shows plain words: no note marks, no line breaks.
      assert.strictEqual(
        said
          .replace(/\[\^\d+\]/g, '')
          .replace(/\s+/g, ' ')
          .trim(),
        offered[0]?.detail,
      );
    });
  }

  it('of context documents stand in the overview, with the themes that they speak to, and lead to both places', async function () {
    if (process.env['COUNTERPOINT_PAGE_URL'] === undefined) this.skip();
    await openOverview();
    const themes = await inView<string[]>(
      `[...document.querySelectorAll('table.themes tbody tr')].map((row) => row.querySelector('th').innerText)`,
    );
    assert.ok(
      themes.some((theme) => /passages: \d+/.test(theme)),
      themes.join('\n'),
    );
    await inView(`[...document.querySelectorAll('table.themes th .essay button')][0].focus()`);
    await press('Enter');
    await until('the context document’s passages have the focus', () =>
      inView<boolean>(`document.activeElement.closest('table.context') !== null`),
    );
    await press('ArrowRight');
    const quote = await inView<string>(`document.activeElement.innerText`);
    await press('Enter');
    const editor = await until('an essay is open at the passage', () => {
      const active = vscode.window.activeTextEditor;
      return active && active.document.uri.path.includes('/essays/') && !active.selection.isEmpty ? active : undefined;
    });
    const said = editor.document.getText(editor.selection);
    assert.strictEqual(
      said
        .replace(/\[\^\d+\]/g, '')
        .replace(/\s+/g, ' ')
        .trim(),
      quote.trim(),
    );
    await page({ size: { w: 1280, h: 800 } });
  });

  it('has no concept in the overview whose cells lead nowhere: a shared or one-sided one leads to its sentences', async function () {
    if (process.env['COUNTERPOINT_PAGE_URL'] === undefined) this.skip();
    await openOverview();
    const cells = `[...document.querySelectorAll('table.concepts td.number')].filter(({ innerText }) => innerText.trim() !== '')`;
    assert.strictEqual(await inView(`${cells}.every((cell) => cell.querySelector('button') !== null)`), true);
    await inView(`${cells}.find((cell) => !cell.matches('.use-contested')).querySelector('button').focus()`);
    await press('Enter');
    await page({ waitFor: '#sentences', webview: true, timeout: 20_000 });
  });
});
