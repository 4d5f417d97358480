import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { closeAll, page, until } from './kit';
import {
  beginning,
  cutTexts,
  inView,
  leftEssay,
  openLens,
  openOverview,
  openPairedView,
  press,
  seriousFindings,
  views,
  withLongerTexts,
  withText,
} from './viewPages';

describe('every view', function () {
  before(function () {
    if (process.env['COUNTERPOINT_PAGE_URL'] === undefined) this.skip();
  });
  afterEach(async () => {
    await page({ theme: 'dark' }, { size: { w: 1280, h: 800 } });
    await closeAll();
  });

  for (const { name, open } of views) {
    it(`has no serious finding of axe in light, dark and high contrast: ${name}`, async () => {
      await open();
      for (const theme of ['light', 'dark', 'high-contrast']) {
        await page({ theme });
        await until(theme, () => inView<boolean>(`document.body.classList.contains('vscode-${theme}')`));
        assert.deepStrictEqual(await seriousFindings(), [], theme);
      }
    });

    it(`cuts no text where the words are longer, and breaks long words: ${name}`, async () => {
      await vscode.commands.executeCommand('workbench.action.closeSidebar');
      await withLongerTexts(async () => {
        await open();
        await inView(
          `document.querySelectorAll('.topic').forEach((topic) => { topic.textContent = 'Wettbewerbsverzerrungsbekämpfungsverordnung'; })`,
        );
        for (const w of [1280, 800]) {
          await page({ size: { w, h: 800 } });
          await until(`${w} pixels`, () => inView<boolean>(`innerWidth <= ${w} && innerWidth > ${w - 150}`));
          assert.match(await inView<string>(`document.querySelector('#view').innerText`), /[àéïöü]{2}/);
          assert.deepStrictEqual(await inView<string[]>(cutTexts), [], `${w} pixels`);
        }
      });
    });
  }
});

describe('a view while the text changes', function () {
  before(function () {
    if (process.env['COUNTERPOINT_PAGE_URL'] === undefined) this.skip();
  });
  afterEach(closeAll);

  const place = `(() => {
    const { activeElement } = document;
    const row = activeElement.closest('article.row, tr, li');
    return [row?.dataset.row ?? row?.dataset.key, activeElement.tagName, activeElement.className,
      Math.round(activeElement.getBoundingClientRect().top)];
  })()`;

  it('keeps the row, the control in it and the place of both in the paired reading view', async () => {
    await openPairedView();
    await page({ click: 'article.row .between', webview: true });
    await press('Escape', 'j', 'j', 'j', 'j', 'j', 'Tab');
    await press('Escape');
    const before = await inView<unknown[]>(place);
    assert.match(String(before[0]), /:/);
    await withText(leftEssay, await beginning(leftEssay), '\nA first passage about kites.\n', async () => {
      await until('the view has the new passage', () =>
        inView<boolean>(`document.querySelector('#view').innerText.includes('kites')`),
      );
      const after = await inView<unknown[]>(place);
      assert.deepStrictEqual(after.slice(0, 3), before.slice(0, 3));
      // Rows are as high as their text, which is no whole number of pixels.
      assert.ok(Math.abs(Number(after[3]) - Number(before[3])) <= 1, `${after.join()} instead of ${before.join()}`);
    });
  });

  it('keeps the cell and its place in the corpus overview', async () => {
    await openOverview();
    const cell = `document.querySelectorAll('table.concepts tbody button.title')[5]`;
    await inView(`${cell}.scrollIntoView({ block: 'center' }); ${cell}.focus()`);
    const before = await inView<unknown[]>(place);
    assert.match(String(before[0]), /^concept /);
    const mentions = `document.querySelector('table.concepts').innerText`;
    const said = await inView<string>(mentions);
    const text = '\nTrust, trust and trust again; autonomy, market, tariff and tariff.\n';
    await withText(leftEssay, await beginning(leftEssay), text, async () => {
      await until('the overview counts the new words', async () => (await inView<string>(mentions)) !== said);
      assert.deepStrictEqual(await inView(place), before);
    });
  });

  it('keeps the sentence and its place in the concept lens', async () => {
    await openLens();
    const button = `document.querySelector('ol li:last-child button.place')`;
    await inView(`${button}.scrollIntoView({ block: 'center' }); ${button}.focus()`);
    const before = await inView<unknown[]>(place);
    assert.match(String(before[0]), /^left /);
    await withText(leftEssay, await beginning(leftEssay), '\nTrust in kites is a trust of its own.\n', async () => {
      await until('the lens has the new sentence', () =>
        inView<boolean>(`document.querySelector('#view').innerText.includes('kites')`),
      );
      assert.deepStrictEqual(await inView(place), before);
    });
  });
});
