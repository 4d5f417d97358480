import * as assert from 'node:assert';
import * as vscode from 'vscode';
import { api, closeAll, configure, file, page, until } from './kit';
import { inView, leftEssay, press } from './viewPages';

/** Runs a command as a reader does without a mouse: by its name in the palette. */
async function runByName(name: string): Promise<void> {
  await press('F1');
  await page({ waitFor: '.quick-input-widget input' }, { type: name });
  await page({ waitFor: `.quick-input-list .monaco-list-row.focused[aria-label*="${name}"]` });
  await press('Enter');
}

/** Chooses what the list offers first for some words. */
async function choose(words: string): Promise<void> {
  const row = `.quick-input-list .monaco-list-row[aria-label*="${words}"]`;
  const isThere = async (selector: string): Promise<boolean> => {
    const [found] = (await page(
      { eval: `(document.querySelector('${selector}')?.getClientRects().length ?? 0) > 0` },
      { wait: 0 },
    )) as [boolean];
    return found;
  };
  await page({ waitFor: row }, { type: words });
  await until(`“${words}” is the one at hand`, async () => {
    if (await isThere(row.replace('-row', '-row.focused'))) return true;
    await press('ArrowDown');
    return false;
  });
  await press('Enter');
  // What is typed next is not for this list.
  await until(`the list with “${words}” is closed`, async () => !(await isThere(row)));
}

const rowAtHand = `document.activeElement?.closest('article.row')`;

describe('by keyboard alone', function () {
  before(function () {
    if (process.env['COUNTERPOINT_PAGE_URL'] === undefined) this.skip();
  });
  before(async () => {
    await configure('review.name', 'Ada');
    await vscode.workspace
      .getConfiguration('counterpoint')
      .update('openIn', 'view', vscode.ConfigurationTarget.Workspace);
  });
  afterEach(closeAll);
  after(async () => {
    await configure('review.name', undefined);
    await vscode.workspace
      .getConfiguration('counterpoint')
      .update('openIn', 'editors', vscode.ConfigurationTarget.Workspace);
    await vscode.workspace.fs.delete(file('samples/.counterpoint'), { recursive: true });
  });

  it('a reader comes from the list of themes through rows, a decision and a note to a report', async function () {
    this.timeout(180_000);
    const { ready, comparisonOf } = await api();
    await ready();
    const { pair } = await until('a comparison', () => comparisonOf(file(leftEssay)));

    // The corpus: its themes, then the left essay of the first.
    await runByName('Counterpoint: Focus on Essays View');
    const focusedRow = (label: string): string =>
      `.pane-body .monaco-list:focus .monaco-list-row.focused[aria-label^="${label}"]`;
    // The list fills once it is shown; the editor gives no focus to an empty one, so one asks again.
    await page({ waitFor: `.pane-body .monaco-list-row[aria-label^="Theme: ${pair.title}"]` });
    await runByName('Counterpoint: Focus on Essays View');
    await page({ waitFor: '.pane-body .monaco-list:focus' });
    await press('Home');
    // Themes of other corpora may stand before it.
    await until('the theme has the focus', async () => {
      const [isThere] = (await page(
        { eval: `document.querySelector(${JSON.stringify(focusedRow(`Theme: ${pair.title}`))}) !== null` },
        { wait: 0 },
      )) as [boolean];
      if (!isThere) await press('ArrowDown');
      return isThere;
    });
    await press('ArrowRight');
    await page({ waitFor: '.pane-body .monaco-list-row[aria-label^="Essay: "]' });
    await press('ArrowRight');
    await page({ waitFor: focusedRow(`Essay: ${pair.left.title}`) });
    await press('Enter');
    await page({ waitFor: 'article.row', webview: true, timeout: 30_000 });
    await until('the view has the keyboard', () => inView<boolean>('document.hasFocus()'));

    // The next row, the next divergence.
    await press('j');
    await until('a row has the focus', () => inView<boolean>(`${rowAtHand} != null`));
    const second = await inView<string>(`${rowAtHand}.dataset.row`);
    await press('d');
    await until('the next divergence has the focus', () =>
      inView<boolean>(
        `${rowAtHand}.dataset.row !== '${second}' && ${rowAtHand}.querySelector('.relation.divergence') !== null`,
      ),
    );
    assert.match(
      await inView<string>(`document.activeElement.getAttribute('aria-label')`),
      /Left: .+, diverges from, right: .+/,
    );
    const row = await inView<string>(`${rowAtHand}.dataset.row`);
    const link = await inView<string>(`${rowAtHand}.querySelector('.relation.divergence').dataset.link`);
    const isAtRow = (): Promise<boolean> =>
      inView<boolean>(`document.hasFocus() && ${rowAtHand}?.dataset.row === '${row}'`);

    // A decision, undone and made again; the reader stays in the row.
    const decided = (): Promise<string> =>
      inView<string>(`document.querySelector('[data-link="${link}"] .decided')?.innerText ?? ''`);
    await press('Alt+y');
    await until('it is accepted', async () => (await decided()) === '✓ Accepted');
    assert.ok(await isAtRow());
    await runByName('Counterpoint: Undo Decision');
    await until('the decision is undone', async () => (await decided()) === '');
    await until('the row has the focus again', isAtRow);
    await press('Alt+y');
    await until('it is accepted again', async () => (await decided()) === '✓ Accepted');

    // A note.
    await press('n');
    await page({ waitFor: '.quick-input-widget input' }, { type: 'Lanterns, not kites' }, { press: 'Enter' });
    await until('the note stands in the row', () =>
      inView<boolean>(`document.querySelector('[data-row="${row}"] .margin-notes') !== null`),
    );
    await until('the row has the focus after the note', isAtRow);

    // The source at the claim, and back.
    await press('o');
    const editor = await until('an essay is open at the claim', () => {
      const active = vscode.window.activeTextEditor;
      return active !== undefined && !active.selection.isEmpty ? active : undefined;
    });
    assert.strictEqual(editor.document.uri.toString(), pair.left.uri);
    await runByName('Counterpoint: Open Paired Reading View');
    await until('the view is at the same row again', isAtRow);

    // The report: this pair, as Markdown, with all its parts, where it is offered to stand.
    await runByName('Counterpoint: Export Report…');
    await choose('This pair');
    await choose('Markdown');
    await page({ waitFor: '.quick-input-widget .quick-input-count' });
    await press('Enter');
    await until('the file is asked for', async () => {
      const [name] = (await page(
        {
          eval: `[...document.querySelectorAll('.quick-input-widget input')].map(({ value }) => value).join(' ')`,
        },
        { wait: 0 },
      )) as [string];
      return name.includes('.md');
    });
    const written = async (): Promise<vscode.Uri | undefined> => {
      const [name] = (await vscode.workspace.fs.readDirectory(file('samples')))
        .map(([each]) => each)
        .filter((each) => each.endsWith('.md') && each !== 'README.md');
      return name === undefined ? undefined : file(`samples/${name}`);
    };
    // The dialog takes no key before it has listed its folder.
    const report = await until('the report is written', async () => {
      await press('Enter');
      return written();
    });
    try {
      const text = await until('the report is whole', async () => {
        const read = Buffer.from(await vscode.workspace.fs.readFile(report)).toString('utf8');
        return read === '' ? undefined : read;
      });
      assert.match(text, /Lanterns, not kites/);
      assert.match(text, /Ada/);
    } finally {
      await vscode.workspace.fs.delete(report);
    }
  });
});
