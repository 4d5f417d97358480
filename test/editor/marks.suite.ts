import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, closeAll, configure, file, focusOn, openPair, page, until } from './kit';

const left = 'samples/essays/1-chinese.essay.md';
const right = 'samples/essays/1-european.essay.md';

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

/** What the window shows in the first editor: icons in the gutter, backgrounds behind the text, coloured points of the overview ruler. */
async function seen(): Promise<{ icons: number; backgrounds: number; ruler: number } | undefined> {
  const [result] = ((await page(
    {
      eval: `(() => {
      const editor = document.querySelector('.editor-group-container .monaco-editor');
      const icons = [...editor.querySelectorAll('.glyph-margin-widgets .cgmr')]
        .filter((each) => getComputedStyle(each).backgroundImage !== 'none').length;
      const isClear = (colour) => colour === 'rgba(0, 0, 0, 0)' || colour === 'transparent';
      const backgrounds = [...editor.querySelectorAll('.view-overlays .cdr')]
        .filter((each) => each.className.includes('ced-') && !isClear(getComputedStyle(each).backgroundColor)).length;
      const canvas = editor.querySelector('canvas.decorationsOverviewRuler');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let ruler = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 200) ruler += 1;
      return { icons, backgrounds, ruler };
    })()`,
    },
    { wait: 0 },
  )) ?? []) as { icons: number; backgrounds: number; ruler: number }[];
  return result;
}

describe('the marks', () => {
  afterEach(async () => {
    await configure('decorations', undefined);
    await closeAll();
  });

  it('are drawn as the setting says: off, calm, full', async () => {
    await openPair(left);
    const { visibleDecorations } = await api();
    const all = await until('marks', () => {
      const counts = visibleDecorations(file(left));
      return total(counts) > 0 ? counts : undefined;
    });
    const hasPage = process.env['COUNTERPOINT_PAGE_URL'] !== undefined;
    if (hasPage) {
      const calm = await until('icons and ruler marks', async () => {
        const now = await seen();
        return now && now.icons > 0 && now.ruler > 0 ? now : undefined;
      });
      assert.strictEqual(calm.backgrounds, 0);
    }
    await configure('decorations', 'full');
    assert.deepStrictEqual(visibleDecorations(file(left)), all);
    if (hasPage) await until('backgrounds', async () => ((await seen())?.backgrounds ?? 0) > 0);
    await vscode.commands.executeCommand('counterpoint.nextLink');
    const { highlighted } = await api();
    await until('the current link', () => highlighted().length > 0);
    await configure('decorations', 'off');
    await until('no current link', () => highlighted().length === 0);
    await until('no marks', () => total(visibleDecorations(file(left))) === 0);
    if (hasPage)
      await until('an unmarked page', async () => {
        const now = await seen();
        return now?.icons === 0 && now.backgrounds === 0;
      });
    await configure('decorations', 'calm');
    await until('marks again', () => total(visibleDecorations(file(left))) === total(all));
  });
});

describe('following', () => {
  afterEach(async () => {
    await configure('follow', undefined);
    await closeAll();
  });

  /** Both panes have reported where they came to, and what one does now is the reader's own doing. */
  const echoesAreOver = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 900));
  const shown = (path: string): vscode.TextEditor =>
    vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === file(path).toString())!;

  it('scrolls the other pane along by meaning, and never back and forth', async () => {
    await configure('follow', 'scroll');
    await openPair(left);
    await focusOn(file(left));
    const { lineCount } = shown(left).document;
    const tops: number[] = [];
    for (const share of [0.3, 0.6, 0.95]) {
      await echoesAreOver();
      const line = Math.floor(lineCount * share);
      const before = shown(right).visibleRanges[0]!.start.line;
      shown(left).revealRange(new vscode.Range(line, 0, line, 0), vscode.TextEditorRevealType.AtTop);
      await until('the other pane came along', () => shown(right).visibleRanges[0]!.start.line > before);
      tops.push(shown(right).visibleRanges[0]!.start.line);
    }
    assert.deepStrictEqual(
      tops,
      tops.toSorted((a, b) => a - b),
    );
    await echoesAreOver();
    const own = shown(left).visibleRanges[0]!.start.line;
    shown(right).revealRange(new vscode.Range(0, 0, 0, 0), vscode.TextEditorRevealType.AtTop);
    await until('the left pane follows the right', () => shown(left).visibleRanges[0]!.start.line < own);
  });

  it('stays where it is when that is off', async () => {
    await configure('follow', 'off');
    await openPair(left);
    await focusOn(file(left));
    const last = shown(left).document.lineCount - 1;
    const before = shown(right).visibleRanges[0]!.start.line;
    shown(left).revealRange(new vscode.Range(last, 0, last, 0));
    await until('the left pane is at its end', () => shown(left).visibleRanges.some(({ end }) => end.line >= last - 1));
    await echoesAreOver();
    assert.strictEqual(shown(right).visibleRanges[0]!.start.line, before);
  });
});
