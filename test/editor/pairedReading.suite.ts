import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, closeAll, configure, file, page, until } from './kit';
import {
  cutTexts,
  inView,
  leftEssay as left,
  openPairedView as openView,
  press,
  rightEssay as right,
} from './viewPages';

const currentRow = `document.querySelector('article.row.current')?.dataset.row ?? ''`;

/** How far, in pixels, the tops of what faces each other in a row are apart, at worst; and how many rows were measured. */
const misalignment = `(() => {
  const firstLine = (cell) => {
    const inner = cell?.querySelector('.passage p, .relation, .silence-mark, .none, .goes-on');
    return cell ? cell.getBoundingClientRect().top : undefined;
  };
  let worst = 0, rows = 0;
  for (const row of document.querySelectorAll('article.row')) {
    row.scrollIntoView({ block: 'end' });
    const own = row.querySelector('.own'), between = row.querySelector('.between'), facing = row.querySelector('.facing');
    row.scrollIntoView({ block: 'start' });
    const bar = document.querySelector('.sticky').getBoundingClientRect().bottom;
    window.scrollBy(0, row.getBoundingClientRect().top - bar - 4);
    const tops = [own, between, facing].map(firstLine).filter((top) => top !== undefined);
    worst = Math.max(worst, Math.max(...tops) - Math.min(...tops));
    const betweens = [...row.querySelectorAll(':scope > .between')], facings = [...row.querySelectorAll(':scope > .facing')];
    betweens.forEach((cell, i) => {
      worst = Math.max(worst, Math.abs(cell.getBoundingClientRect().top - facings[i].getBoundingClientRect().top));
    });
    rows += 1;
  }
  return { worst, rows };
})()`;

describe('the paired reading view', function () {
  before(function () {
    if (process.env['COUNTERPOINT_PAGE_URL'] === undefined) this.skip();
  });
  afterEach(async () => {
    await page({ size: { w: 1280, h: 800 } });
    await closeAll();
  });

  it('is what Open Paired Essays opens, where the reader has not said otherwise', async () => {
    await configure('openIn', 'view');
    try {
      await vscode.workspace
        .getConfiguration('counterpoint')
        .update('openIn', 'view', vscode.ConfigurationTarget.Workspace);
      await vscode.commands.executeCommand('counterpoint.openPair', file(left));
      await page({ waitFor: 'article.row', webview: true, timeout: 30_000 });
    } finally {
      await vscode.workspace
        .getConfiguration('counterpoint')
        .update('openIn', 'editors', vscode.ConfigurationTarget.Workspace);
      await configure('openIn', undefined);
    }
  });

  it('shows every passage of both essays and every link, as the comparison has them', async () => {
    const { comparisonOf } = await api();
    await openView();
    const comparison = await comparisonOf(file(left));
    const shown = await inView<string[]>(
      `[...document.querySelectorAll('article.row .relation')].map((relation) => relation.dataset.link)`,
    );
    assert.deepStrictEqual(shown.toSorted(), comparison?.links.map(({ id }) => id).toSorted());
    const whole = await inView<string[]>(
      `[...document.querySelectorAll('.passage:not([data-quoted])')].map(({ dataset }) => dataset.side + dataset.passage)`,
    );
    assert.deepStrictEqual(whole.length, new Set(whole).size, 'each passage stands whole once');
    assert.ok(whole.some((name) => name.startsWith('left')) && whole.some((name) => name.startsWith('right')));
  });

  for (const [name, width, zoom] of [
    ['a wide window', 1600, 1],
    ['a window of 800 pixels', 800, 1],
    ['a window of 1280 pixels at 200 %', 1280, 2],
  ] as const) {
    it(`lines up what faces each other to the pixel, and cuts nothing, in ${name}`, async () => {
      await page({ size: { w: width, h: 900 } });
      await openView();
      await inView(`document.body.style.zoom = '${zoom}'`);
      const { worst, rows } = await inView<{ worst: number; rows: number }>(misalignment);
      assert.ok(rows > 10, `${rows} rows`);
      assert.strictEqual(worst, 0);
      assert.deepStrictEqual(await inView(cutTexts), []);
    });
  }

  it('takes the reader through the rows by keyboard alone, into a note, and out to the editors at the claim', async () => {
    await openView();
    await page({ click: 'article.row .between', webview: true });
    await press('Escape');
    const first = await inView<string>(currentRow);
    await press('j');
    await until('the next row is at hand', async () => (await inView<string>(currentRow)) !== first);
    await press('d');
    const relation = `document.activeElement.closest('article.row')?.querySelector('.relation.divergence') !== null`;
    await until('a row with a divergence has the focus', () => inView<boolean>(relation));
    const spoken = await inView<string>(`document.activeElement.getAttribute('aria-label')`);
    assert.match(spoken, /Left: .+, diverges from, right: .+/);
    await press('Tab');
    await until('its note is shown', () => inView<boolean>(`!document.querySelector('.note').hidden`));
    const note = await inView<string>(`document.querySelector('.note').innerText`);
    assert.match(note, /confidence \d+\s%/);
    await press('Escape');
    await until('the note is gone', () => inView<boolean>(`document.querySelector('.note').hidden`));
    await press('o');
    const editor = await until('an essay is open at the claim', () => {
      const active = vscode.window.activeTextEditor;
      return active !== undefined && !active.selection.isEmpty ? active : undefined;
    });
    const claim = editor.document.getText(editor.selection);
    await vscode.commands.executeCommand('counterpoint.openPairedReading');
    await until('the view shows the row of that claim', async () =>
      (await inView<string>(`document.activeElement?.closest('article.row')?.innerText ?? ''`)).includes(
        claim.slice(0, 40),
      ),
    );
    assert.strictEqual(
      vscode.window.visibleTextEditors.some((each) => !each.selection.isEmpty),
      true,
    );
  });

  it('filters, says how much is left, and keeps the choice', async () => {
    await openView();
    const all = await inView<number>(`document.querySelectorAll('article.row .relation').length`);
    await page({ click: '.kind.convergence', webview: true });
    const some = await inView<number>(`document.querySelectorAll('article.row .relation').length`);
    assert.ok(some < all && some > 0, `${some} of ${all}`);
    const said = await inView<string>(`document.querySelector('.shown').innerText`);
    assert.match(said, new RegExp(`^${some} of ${all} links$`));
    await closeAll();
    await openView();
    assert.strictEqual(await inView<number>(`document.querySelectorAll('article.row .relation').length`), some);
    await page({ click: '.clear', webview: true });
    assert.strictEqual(await inView<number>(`document.querySelectorAll('article.row .relation').length`), all);
  });

  it('drops no update in a fling through all rows', async () => {
    await openView(right);
    const last = await inView<string>(`(async () => {
      const rows = [...document.querySelectorAll('article.row')];
      rows[0].focus();
      for (const _ of rows) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }));
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const current = document.querySelectorAll('article.row.current');
      return JSON.stringify([current.length, current[0] === rows.at(-1), document.activeElement === current[0]]);
    })()`);
    assert.strictEqual(last, '[1,true,true]');
  });
});

describe('what reviewers said, in the paired reading view', function () {
  before(function () {
    if (process.env['COUNTERPOINT_PAGE_URL'] === undefined) this.skip();
  });
  before(async () => {
    await configure('review.name', 'Ada');
  });
  afterEach(closeAll);
  after(async () => {
    await configure('review.name', undefined);
    await vscode.workspace.fs.delete(file('samples/.counterpoint'), { recursive: true });
  });

  it('is decided and noted by keyboard alone, and stands in the rows in words', async () => {
    await openView();
    await page({ click: 'article.row .between', webview: true });
    await press('Escape', 'd');
    const link = await inView<string>(
      `document.activeElement.closest('article.row').querySelector('.relation.divergence').dataset.link`,
    );
    const act = async (name: string): Promise<void> => {
      await inView(`document.querySelector('.relation[data-link="${link}"]').focus()`);
      await press('Enter');
      await until('the note is shown', () => inView<boolean>(`!document.querySelector('.note').hidden`));
      await inView(
        `[...document.querySelectorAll('.note button')].find((each) => each.innerText.trim() === '${name}').focus()`,
      );
      await press('Enter');
    };
    const decided = (): Promise<string> =>
      inView<string>(`document.querySelector('[data-link="${link}"] .decided')?.innerText ?? ''`);
    await act('Accept');
    await until('it is accepted', async () => (await decided()) === '✓ Accepted');

    await inView(`document.querySelector('.relation[data-link="${link}"]').closest('article.row').focus()`);
    await press('n');
    await page({ waitFor: '.quick-input-widget input' }, { type: 'Kites <b>are</b> not lanterns' }, { press: 'Enter' });
    await until('the note stands in the row', () =>
      inView<boolean>(
        `document.querySelector('.margin-notes')?.closest('article.row')?.querySelector('[data-link="${link}"]') != null`,
      ),
    );
    assert.match(
      await inView<string>(`document.querySelector('.margin-notes').innerText`),
      /Ada: Kites <b>are<\/b> not lanterns/,
    );

    await act('Reject');
    await until('it is rejected', async () => /^✗ Rejected/.test(await decided()));
    assert.strictEqual(await inView(`document.querySelector('.was-rejected').dataset.link`), link);
  });
});
