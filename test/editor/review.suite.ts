import * as assert from 'node:assert';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { ComparisonView, LinkView, NoteView } from '../../server/protocol';
import {
  api,
  at,
  closeAll,
  configure,
  essay,
  file,
  focusOn,
  hoverText,
  messagesDuring,
  openPair,
  page,
  until,
  write,
} from './kit';

type Asked = (first: unknown, options?: unknown) => Thenable<unknown>;

/** Answers what the editor asks while `work` runs: of a list the entry that holds a text, to a question the text, for a file its path. (Tests share the extension's own `vscode`.) */
async function answering(answers: readonly string[], work: () => PromiseLike<unknown>): Promise<void> {
  const window = vscode.window as unknown as Record<string, Asked>;
  const { showQuickPick, showInputBox, showOpenDialog } = window;
  const left = [...answers];
  window['showQuickPick'] = async (given) => {
    const items = (await given) as readonly vscode.QuickPickItem[];
    const answer = left.shift();
    const found = items.find(({ label }) => answer !== undefined && label.includes(answer));
    assert.ok(found, `“${answer}” is among ${items.map(({ label }) => label).join(' | ')}`);
    return found;
  };
  window['showInputBox'] = () => Promise.resolve(left.shift());
  window['showOpenDialog'] = () => Promise.resolve([file(left.shift() ?? '')]);
  try {
    await work();
  } finally {
    window['showQuickPick'] = showQuickPick!;
    window['showInputBox'] = showInputBox!;
    window['showOpenDialog'] = showOpenDialog!;
  }
  assert.deepStrictEqual(left, [], 'every answer was asked for');
}

const town = [
  'A quay fee on every ship pays for the dredging of the channel.',
  'The pilots of the town keep a tide register that everybody trusts.',
  'Our lighthouse stands empty. A lighthouse without a keeper is a lighthouse in danger. No lighthouse, no ships at night.',
] as const;
const nation = [
  'No quay fee ever paid for the dredging of a channel.',
  'A tide register kept by pilots is trusted by nobody in the capital.',
  'Grain left the country by road in every year of the war.',
] as const;

const left = (): vscode.Uri => file('reviewed/town.essay.md');
const right = (): vscode.Uri => file('reviewed/nation.essay.md');

describe('review in the editor', () => {
  const view = async (): Promise<ComparisonView> =>
    until('a comparison', async () => (await (await api()).comparisonOf(left())) ?? undefined);
  /** Waits until what is shown is as it should be. */
  const shows = async (what: string, isSo: (now: ComparisonView) => boolean): Promise<ComparisonView> =>
    until(what, async () => {
      const now = await view();
      return isSo(now) ? now : undefined;
    });
  const linkOn = ({ links, rejected }: ComparisonView, words: string): LinkView =>
    [...links, ...rejected].find((link) => link.left.some(({ quote }) => quote.includes(words)))!;
  const argument = (now: ComparisonView, words: string): { pair: string; link: string } => ({
    pair: now.pair.id,
    link: linkOn(now, words).id,
  });
  const run = (command: string, ...given: unknown[]): Thenable<unknown> =>
    vscode.commands.executeCommand(`counterpoint.${command}`, ...given);

  before(async () => {
    await write(
      file('reviewed/counterpoint.yaml'),
      'title: Reviewed\nperspectives: {chinese: {label: Town}, european: {label: Nation}}\n',
    );
    await write(left(), essay('quay', 'chinese', ...town));
    await write(right(), essay('quay', 'european', ...nation));
    await configure('review.name', 'Ada');
    await openPair('reviewed/town.essay.md');
  });
  after(async () => {
    await configure('review.name', undefined);
    await closeAll();
    await vscode.workspace.fs.delete(file('reviewed'), { recursive: true });
  });

  it('steps through what is left, and tells how far one is', async () => {
    const { queue, progress } = await view();
    assert.strictEqual(queue.length, progress.of - progress.decided);
    assert.ok(queue.length > 0, 'something is left');
    await focusOn(left());
    await run('reviewNext');
    const front = vscode.window.activeTextEditor!;
    const now = await view();
    const target = [...now.links, ...now.silences.left, ...now.silences.right].find(({ id }) => id === queue[0]!.id)!;
    const places = 'spans' in target ? target.spans : [...target.left, ...target.right];
    assert.ok(places.some(({ range }) => range.start.line === front.selection.active.line));
    if (process.env['COUNTERPOINT_PAGE_URL'] !== undefined)
      await page({ waitFor: `.statusbar-item[aria-label*="${progress.decided} of ${progress.of} decided"]` });
  });

  it('decides on the link that a hover names: accept, reject, relabel, undo, redo', async () => {
    const first = await view();
    const link = argument(first, 'quay fee');
    await run('accept', link);
    await shows('accepted', (now) => linkOn(now, 'quay fee').review.status === 'accepted');
    await run('reject', link);
    await shows('rejected', ({ rejected }) => rejected.some(({ id }) => id === link.link));
    await run('undoDecision');
    await shows('accepted again', (now) => linkOn(now, 'quay fee').review.status === 'accepted');
    await run('redoDecision');
    await shows('rejected again', ({ rejected }) => rejected.length === 1);
    await answering(['Divergence'], () => run('relabel', link));
    const now = await shows('relabelled', (each) => linkOn(each, 'quay fee').relation === 'divergence');
    assert.strictEqual(linkOn(now, 'quay fee').review.status, 'relabelled');
    assert.ok(linkOn(now, 'quay fee').review.decisions[0]!.isMine);
  });

  it('decides by keyboard on the link at the cursor', async function () {
    if (process.env['COUNTERPOINT_PAGE_URL'] === undefined) this.skip();
    await focusOn(left(), at(await vscode.workspace.openTextDocument(left()), 'tide register'));
    await page({ press: 'Alt+X' });
    await shows('rejected', (now) => linkOn(now, 'tide register').review.status === 'rejected');
    await run('undoDecision');
    await shows('undecided', (now) => linkOn(now, 'tide register').review.status === 'undecided');
  });

  it('decides from a row of the essays view, on silences too', async () => {
    const now = await view();
    const silence = now.silences.left[0]!;
    await run('accept', { kind: 'silence', pair: now.pair, side: 'left', silence });
    await shows('the silence accepted', ({ silences }) => silences.left[0]?.review.status === 'accepted');
    await run('accept', { kind: 'link', pair: now.pair, link: linkOn(now, 'tide register') });
    await shows('the link accepted', (each) => linkOn(each, 'tide register').review.status === 'accepted');
    const hover = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      left(),
      at(await vscode.workspace.openTextDocument(left()), 'lighthouse stands'),
    );
    assert.match(hoverText(hover), /Accepted.*Ada/s);
  });

  it('offers decisions as code actions on a claim, when asked, and nowhere else', async () => {
    const document = await vscode.workspace.openTextDocument(left());
    const actionsAt = async (needle: string): Promise<string[]> => {
      const place = at(document, needle);
      const range = new vscode.Range(place, place);
      const found = await vscode.commands.executeCommand<(vscode.CodeAction | vscode.Command)[]>(
        'vscode.executeCodeActionProvider',
        left(),
        range,
      );
      return found.map(({ title }) => title);
    };
    const titles = await actionsAt('tide register');
    for (const word of ['Accept', 'Reject', 'Relabel', 'Decide', 'Report as Wrong', 'Copy as Citation'])
      assert.ok(
        titles.some((title) => title.includes(word)),
        `${word} in ${titles.join(' | ')}`,
      );
    assert.deepStrictEqual(await actionsAt('title: quay'), []);
  });

  it('edits topic, importance and reason, and moves a link to the sentences selected', async () => {
    const link = argument(await view(), 'quay fee');
    await answering(['Edit Topic', 'Who pays'], () => run('decide', link));
    await answering(['Set Importance', '3: central'], () => run('decide', link));
    await answering(['Explain', 'Both mean the ships.'], () => run('decide', link));
    await shows('all three', (now) => {
      const { topic, review } = linkOn(now, 'quay fee');
      return topic === 'Who pays' && review.importance === 3 && review.reason === 'Both mean the ships.';
    });
    const other = await focusOn(right());
    const start = at(other.document, 'Grain left');
    other.selection = new vscode.Selection(start, start.translate(0, 10));
    await answering(['Move to the Selected'], () => run('decide', link));
    await shows('moved', (now) => linkOn(now, 'quay fee').right.some(({ quote }) => quote.startsWith('Grain left')));
    await run('undoDecision');
    await shows('back', (now) => linkOn(now, 'quay fee').right.every(({ quote }) => !quote.startsWith('Grain')));
  });

  it('draws a link by hand from a selection in each essay', async () => {
    const select = async (uri: vscode.Uri, words: string): Promise<void> => {
      const editor = await focusOn(uri);
      const start = at(editor.document, words);
      editor.selection = new vscode.Selection(start, start.translate(0, words.length));
    };
    await select(left(), 'lighthouse stands empty');
    await run('markLeft');
    await select(right(), 'Grain left');
    await answering(['Convergence', 'Neglect'], () => run('markRight'));
    const now = await shows('drawn', ({ links }) => links.some(({ topic }) => topic === 'Neglect'));
    const drawn = now.links.find(({ topic }) => topic === 'Neglect')!;
    assert.strictEqual(drawn.review.status, 'drawn');
    assert.strictEqual(drawn.left[0]!.quote, 'Our lighthouse stands empty.');
    await run('undoDecision');
    await shows('taken back', ({ links }) => !links.some(({ topic }) => topic === 'Neglect'));
  });

  it('shows two reviewers’ views side by side, and settles them with a reason; the losing view stays', async () => {
    const link = argument(await view(), 'quay fee');
    await run('accept', link);
    await configure('review.name', 'Bo');
    await run('reject', link);
    const disputed = await shows('disputed', (now) => linkOn(now, 'quay fee').review.status === 'disputed');
    assert.deepStrictEqual(
      linkOn(disputed, 'quay fee')
        .review.decisions.map(({ reviewer }) => reviewer)
        .sort(),
      ['Ada', 'Bo'],
    );
    assert.match(disputed.agreement.join(' '), /Ada.*Bo.*0 of 1/);
    await answering(['Settle', 'It is no link', 'They mean different fees.'], () => run('decide', link));
    const settled = await shows('settled', (now) => linkOn(now, 'quay fee').review.status === 'rejected');
    assert.strictEqual(linkOn(settled, 'quay fee').review.decisions.length, 3);
    assert.strictEqual(linkOn(settled, 'quay fee').review.reason, 'They mean different fees.');
    await configure('review.name', 'Ada');
  });

  it('keeps notes with their words, and lists them in reading order', async () => {
    const editor = await focusOn(left());
    const start = at(editor.document, 'keeper');
    editor.selection = new vscode.Selection(start, start.translate(0, 6));
    await answering(['Who was the **last** keeper?'], () => run('addNote'));
    const start2 = at(editor.document, 'quay fee');
    editor.selection = new vscode.Selection(start2, start2.translate(0, 8));
    await answering(['Which fee?'], () => run('addNote'));
    const noted = await shows('two notes', ({ notes }) => notes.length === 2);
    assert.deepStrictEqual(
      noted.notes.map(({ text }) => text),
      ['Which fee?', 'Who was the **last** keeper?'],
    );
    await answering(['Which fee'], () => run('showNotes'));
    assert.strictEqual(vscode.window.activeTextEditor?.selection.active.line, start2.line);
  });

  const noteOf = (now: ComparisonView, words: string): NoteView => now.notes.find(({ text }) => text.includes(words))!;

  it('answers, resolves and re-opens a note, and undoes that', async () => {
    const first = await view();
    const note = { pair: first.pair.id, note: noteOf(first, 'Which fee').id };
    await configure('review.name', 'Bo');
    await run('saveNote', { thread: note, text: 'The one of *1702*.' });
    const answered = await shows('an answer', (now) => noteOf(now, 'Which fee').replies.length === 1);
    const { replies, isMine } = noteOf(answered, 'Which fee');
    assert.deepStrictEqual([replies[0]?.author, replies[0]?.text, isMine], ['Bo', 'The one of *1702*.', true]);
    await run('resolveNote', note);
    await shows('resolved', (now) => noteOf(now, 'Which fee').isResolved);
    await run('reopenNote', note);
    await shows('open again', (now) => !noteOf(now, 'Which fee').isResolved);
    await run('undoDecision');
    await shows('resolved again', (now) => noteOf(now, 'Which fee').isResolved);
    await configure('review.name', 'Ada');
    await shows('Ada’s', (now) => noteOf(now, 'keeper').isMine);
  });

  it('filters notes by how they stand, by who wrote them, and by their words; in the list and in the Comments panel', async () => {
    /** The notes of the list, and the line that says what is filtered. */
    const listed = async (): Promise<{ readonly notes: readonly string[]; readonly said: string }> => {
      const window = vscode.window as unknown as Record<string, Asked>;
      const { showQuickPick } = window;
      let items: readonly vscode.QuickPickItem[] = [];
      window['showQuickPick'] = async (given) => {
        items = (await given) as readonly vscode.QuickPickItem[];
        return undefined;
      };
      try {
        await run('showNotes');
      } finally {
        window['showQuickPick'] = showQuickPick!;
      }
      const [filter] = items.slice(-1);
      return { notes: items.slice(0, -1).map(({ label }) => label), said: filter?.description ?? '' };
    };
    const [keeper, fee] = ['Who was the **last** keeper?', '✓ Which fee?'];
    await focusOn(left());
    assert.deepStrictEqual((await listed()).notes, [keeper, fee]);
    await answering(['Open notes'], () => run('filterNotes'));
    assert.deepStrictEqual(await listed(), { notes: [keeper], said: 'Open notes: 1 of 2' });
    if (process.env['COUNTERPOINT_PAGE_URL'] !== undefined) {
      await vscode.commands.executeCommand('workbench.action.focusCommentsPanel');
      await page({ waitFor: '.comments-panel :text("keeper")' });
      const [panel] = (await page({ text: '.comments-panel' })) as [string];
      assert.ok(!panel.includes('Which fee'), panel);
      await vscode.commands.executeCommand('workbench.action.closePanel');
      await focusOn(left());
    }
    await answering(['Resolved notes'], () => run('filterNotes'));
    assert.deepStrictEqual((await listed()).notes, [fee]);
    await configure('review.name', 'Bo');
    await answering(['My notes'], () => run('filterNotes'));
    await until('the note that Bo answered', async () => (await listed()).notes.join() === fee);
    await answering(['All notes'], () => run('filterNotes'));
    await answering(['certain words', 'LAST'], () => run('filterNotes'));
    assert.deepStrictEqual((await listed()).notes, [keeper]);
    await run('filterNotes', '1702');
    assert.deepStrictEqual(await listed(), { notes: [fee], said: 'All notes, with the words “1702”: 1 of 2' });
    await answering(['Filter Notes', 'All notes', 'keeper'], () => run('showNotes'));
    assert.deepStrictEqual(await listed(), { notes: [keeper, fee], said: 'All notes: 2 of 2' });
    await configure('review.name', 'Ada');
  });

  it('keeps a note whose words are gone, and lays it onto other words', async () => {
    const editor = await focusOn(left());
    const whole = at(editor.document, town[2]);
    const other = 'Cranes unload the grain barges at dawn.';
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(whole, whole.translate(0, town[2].length)), other);
    });
    const without = await shows('an orphan note', ({ orphans }) => orphans.some(({ kind }) => kind === 'note'));
    assert.ok(!without.notes.some(({ text }) => text.includes('keeper')));
    const start = at(editor.document, 'barges');
    editor.selection = new vscode.Selection(start, start.translate(0, 6));
    await answering(['Note by Ada'], () => run('attachAgain'));
    const now = await shows('attached', ({ orphans }) => !orphans.some(({ kind }) => kind === 'note'));
    assert.match(noteOf(now, 'keeper').left[0]!.quote, /barges/);
    await run('undoDecision');
    await vscode.window.showTextDocument(editor.document, editor.viewColumn);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await shows('as before', ({ notes, orphans }) => orphans.length === 0 && notes.length === 2);
  });

  it('lists a decision whose words are gone, and attaches it again', async () => {
    const editor = await focusOn(left());
    const whole = at(editor.document, town[1]);
    await editor.edit((edit) => {
      edit.replace(
        new vscode.Range(whole, whole.translate(0, town[1].length)),
        'Harbour masters write down high water every morning.',
      );
    });
    await shows('an orphan', ({ orphans }) => orphans.length > 0);
    const start = at(editor.document, 'Harbour masters');
    editor.selection = new vscode.Selection(start, start.translate(0, 7));
    const other = vscode.window.visibleTextEditors.find(({ document }) => document.uri.path === right().path)!;
    const there = at(other.document, 'A tide register');
    other.selection = new vscode.Selection(there, there.translate(0, 6));
    await answering(['Ada: accepted'], () => run('attachAgain'));
    await shows('attached', ({ orphans, links }) => {
      return orphans.length === 0 && links.some((link) => link.left.some(({ quote }) => quote.startsWith('Harbour')));
    });
    await run('undoDecision');
    await vscode.window.showTextDocument(editor.document, editor.viewColumn);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await shows('as before', ({ orphans }) => orphans.length === 0);
  });

  for (const format of ['jsonld', 'csv'] as const) {
    it(`takes decisions and notes in again from an export (.${format}), each once`, async () => {
      const before = await view();
      const statuses = ({ links }: ComparisonView): string[] =>
        links.map(({ id, review }) => `${id} ${review.status} ${review.reason ?? ''}`).sort();
      assert.ok(before.links.some(({ review }) => review.status === 'accepted'));
      await focusOn(left());
      await run('exportReport', file(`reviewed/out.${format}`));
      await vscode.workspace.fs.delete(file('reviewed/.counterpoint'), { recursive: true });
      await shows('nothing decided', ({ links }) => links.every(({ review }) => review.status === 'undecided'));
      await focusOn(left());
      const importIt = (): Promise<void> => answering([`reviewed/out.${format}`], () => run('importDecisions'));
      const [said] = await messagesDuring(importIt);
      assert.match(said ?? '', /^Added [1-9]\d* decisions and notes; 0 were there already/);
      const after = await shows(
        'the same as before',
        (now) => statuses(now).join('\n') === statuses(before).join('\n'),
      );
      assert.deepStrictEqual(
        after.notes.map(({ text, replies, isResolved }) => ({ text, replies: replies.length, isResolved })),
        before.notes.map(({ text, replies, isResolved }) => ({ text, replies: replies.length, isResolved })),
      );
      assert.match((await messagesDuring(importIt))[0] ?? '', /^Added 0 decisions and notes/);
    });
  }

  it('says what is wrong with a file that is no export, and adds nothing', async () => {
    await write(file('reviewed/torn.jsonld'), '{"items": 7');
    const before = await view();
    await focusOn(left());
    const [said] = await messagesDuring(() => answering(['reviewed/torn.jsonld'], () => run('importDecisions')));
    assert.match(said ?? '', /torn\.jsonld/);
    assert.deepStrictEqual((await view()).notes, before.notes);
  });

  it('copies a link as a citation', async () => {
    await run('copyCitation', argument(await view(), 'tide register'), 'text');
    const copied = await vscode.env.clipboard.readText();
    assert.ok(copied.includes(town[1]) && copied.includes(nation[1]), copied);
  });

  it('tells what changed since a commit, in a document for reading', async () => {
    const git = (...args: readonly string[]): void => {
      execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=a@example.org', ...args], {
        cwd: file('reviewed').fsPath,
      });
    };
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'First draft');
    const editor = await focusOn(left());
    const start = at(editor.document, 'everybody trusts');
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(start, start.translate(0, 9)), 'nobody');
    });
    await run('whatChanged', 'HEAD');
    const document = await until('a document', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'counterpoint-changes'),
    );
    assert.match(document.getText(), /First draft/);
    assert.match(document.getText(), /<del>everybody<\/del><ins>nobody<\/ins>/);
    await vscode.window.showTextDocument(editor.document, editor.viewColumn);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
