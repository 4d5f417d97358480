/** The kit of the suites that look into the views’ own pages, in the host’s browser. */
import * as assert from 'node:assert';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { api, file, focusOn, page, until } from './kit';

export const leftEssay = 'samples/essays/1-chinese.essay.md';
export const rightEssay = 'samples/essays/1-european.essay.md';

/** Runs in the page of the view that is shown, from outside. */
export async function inView<T>(script: string): Promise<T> {
  const [answer] = (await page({ eval: script, webview: true })) as [T];
  return answer;
}

/** Presses keys, wherever the focus is. */
export async function press(...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page({ press: key });
}

async function inEssay(essay: string): Promise<void> {
  const { ready } = await api();
  await vscode.window.showTextDocument(file(essay));
  await ready();
}

export async function openPairedView(essay = leftEssay): Promise<void> {
  await inEssay(essay);
  await vscode.commands.executeCommand('counterpoint.openPairedReading');
  await page({ waitFor: 'article.row', webview: true, timeout: 30_000 });
}

export async function openOverview(): Promise<void> {
  await inEssay(leftEssay);
  await vscode.commands.executeCommand('counterpoint.showCorpusOverview');
  await page({ waitFor: 'table.themes', webview: true, timeout: 30_000 });
}

export async function openLens(words = 'trust'): Promise<void> {
  await inEssay(leftEssay);
  const corpus = file('samples').toString();
  await vscode.commands.executeCommand('counterpoint.compareConcept', { corpus, words });
  await page({ waitFor: '#sentences', webview: true, timeout: 30_000 });
}

/** The three views, each with what opens it. */
export const views = [
  { name: 'the paired reading view', open: () => openPairedView() },
  { name: 'the corpus overview', open: openOverview },
  { name: 'the concept lens', open: () => openLens() },
] as const;

/** Puts text into an essay without saving it, while `work` runs; afterwards the essay is as on the disk. */
export async function withText(
  essay: string,
  at: vscode.Position,
  text: string,
  work: () => Promise<void>,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(file(essay));
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, at, text);
  await vscode.workspace.applyEdit(edit);
  try {
    await work();
  } finally {
    await focusOn(document.uri);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('the essay is as it was', () => !document.isDirty);
  }
}

/** Where the first passage of an essay begins: behind its front matter. */
export async function beginning(essay: string): Promise<vscode.Position> {
  const document = await vscode.workspace.openTextDocument(file(essay));
  const end = document.getText().indexOf('\n---', 4);
  return document.positionAt(end + 5);
}

/** Serious and critical findings of axe-core in the view that is shown. */
export async function seriousFindings(): Promise<string[]> {
  const extension = vscode.extensions.getExtension('counterpoint.counterpoint');
  assert.ok(extension, 'the extension is installed');
  const axe = vscode.Uri.joinPath(extension.extensionUri, 'node_modules/axe-core/axe.min.js').fsPath;
  await inView(`${readFileSync(axe, 'utf8')}; 0`);
  const rules = await inView<{ passes: number; found: string[] }>(
    `axe.run(document).then(({ violations, passes }) => ({ passes: passes.length, found: violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ' ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)).join(' | ')) }))`,
  );
  assert.ok(rules.passes > 10, `${rules.passes} rules hold: the page was looked at`);
  return rules.found;
}

/** What stands wider than the window, or is cut off in its box: texts, and what a field or a list of choices says. */
export const cutTexts = `(() => {
  const pen = document.createElement('canvas').getContext('2d');
  const widthOf = (text, element) => {
    const { font } = getComputedStyle(element);
    pen.font = font;
    return pen.measureText(text).width;
  };
  return [...document.querySelectorAll('#view *, .note *')].filter((element) => {
    if (element.closest('svg') || element.matches('option, .unseen')) return false;
    const box = element.getBoundingClientRect();
    if (box.width === 0) return false;
    const style = getComputedStyle(element);
    if (element.matches('input, select')) {
      const says = element.matches('select') ? element.selectedOptions[0]?.label ?? '' : element.value || element.placeholder;
      const inner = element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      // A name that an essay, a reading or a lexicon brings may be longer than any window: it stands whole in the title then.
      return widthOf(says, element) > inner + 1 && element.title !== says;
    }
    const scrolls = element.closest('.wide') !== null;
    const spills = element.matches('button, p, h1, h2, h3, th, td, li, label, summary, .word, .topic, .title')
      && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
    const hides = style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1 && !element.matches('.wide');
    return spills || hides || (!scrolls && box.right > innerWidth + 1);
  }).map((element) => element.tagName + '.' + element.className + ': ' + element.textContent.trim().slice(0, 60));
})()`;

/** Runs `work` with the extension’s own texts about 40 % longer, marked so that a text that is not translated shows. */
export async function withLongerTexts(work: () => Promise<void>): Promise<void> {
  // Tests share the extension’s own `vscode`.
  const l10n = vscode.l10n as { t: (text: string, ...items: unknown[]) => string };
  const original = l10n.t;
  l10n.t = (text, ...items) => longer(original(text, ...items));
  try {
    await work();
  } finally {
    l10n.t = original;
  }
}

const accented: Readonly<Record<string, string>> = { a: 'àà', e: 'éé', i: 'ïï', o: 'öö', u: 'üü' };

function longer(text: string): string {
  const doubled = text.replace(/[aeiou]/g, (letter) => accented[letter] ?? letter);
  const missing = Math.ceil(text.length * 1.4) - doubled.length - 2;
  return `[${doubled}${'~'.repeat(Math.max(0, missing))}]`;
}
