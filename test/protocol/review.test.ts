import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction, Hover, MarkupContent, Range } from 'vscode-languageserver-protocol';
import type { ComparisonView, DecisionsImportView, ReviewAct, ReviewActView } from '../../server/protocol';
import { leftEssay, pairFiles, rightEssay } from '../fixtures/pair';
import { harbourReading } from '../unit/readings/harbour';
import { StdioServer } from './server';

let server: StdioServer;
let pair = '';
let uri = '';

beforeEach(async () => {
  server = await new StdioServer({ ...pairFiles, 'harbour.reading.json': JSON.stringify(harbourReading) }).start();
  uri = await server.open('essays/left.essay.md', leftEssay);
  // An editor that cannot be asked sends its settings along.
  await server.connection.sendNotification('workspace/didChangeConfiguration', {
    settings: { counterpoint: { review: { name: 'Ada Lovelace' } } },
  });
  pair = (await server.ask('counterpoint/pairsOf', { uri }))[0]!.id;
});
afterEach(() => server.stop());

const view = async (): Promise<ComparisonView> => (await server.ask('counterpoint/comparison', { pair }))!;
const act = (params: ReviewAct): Promise<ReviewActView> => server.ask('counterpoint/review', params);
const file = (): string => {
  const theme = pair.slice(pair.lastIndexOf('#') + 1).split('/')[0]!;
  return join(server.root, '.counterpoint', theme, 'ada-lovelace.jsonl');
};

describe('a decision', () => {
  it('is saved in the reviewer’s file, shown, told in the hover, undone and redone', async () => {
    const before = await view();
    const link = before.links[0]!;
    const item = { pair, kind: 'link', id: link.id } as const;
    expect(before.progress.decided).toBe(0);
    expect(before.queue).toHaveLength(before.progress.of);
    expect(await act({ kind: 'decide', item, verdict: 'rejected', reason: 'Not the same *fee*' })).toEqual({
      kind: 'saved',
      said: 'Ada Lovelace: rejected. Not the same *fee*',
    });
    expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(1);
    const after = await view();
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(after.links.map(({ id }) => id)).not.toContain(link.id);
    expect(after.rejected).toMatchObject([
      { id: link.id, review: { status: 'rejected', decisions: [{ isMine: true }] } },
    ]);
    expect(after.progress.decided).toBe(1);

    await act({ kind: 'undo', pair });
    expect((await view()).links.map(({ id }) => id)).toContain(link.id);
    await act({ kind: 'redo', pair });
    expect((await view()).rejected).toHaveLength(1);
    await act({ kind: 'decide', item, verdict: 'accepted', reason: 'The same *fee*' });
    const position = link.left[0]!.range.start;
    const hover = await server.request<Hover | null>('textDocument/hover', { textDocument: { uri }, position });
    expect((hover?.contents as MarkupContent).value).toContain('✓ Accepted');
    expect((hover?.contents as MarkupContent).value).toContain('The same \\*fee\\*');
    expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(4);
  });

  it('draws a link between the sentences of two selections', async () => {
    const before = await view();
    const [link] = before.links;
    const [silence] = before.silences.left;
    const drawn = await act({
      kind: 'draw',
      pair,
      left: [silence!.spans[0]!.range],
      right: [link!.right[0]!.range],
      relation: 'divergence',
      topic: 'by hand',
    });
    expect(drawn.kind).toBe('saved');
    const own = (await view()).links.filter(({ source }) => source === 'person');
    expect(own).toMatchObject([{ topic: 'by hand', relation: 'divergence', review: { status: 'drawn' } }]);
    expect(own[0]!.left[0]!.quote).toBe(silence!.spans[0]!.quote);
  });

  it('that cannot be written is shown, told, and written with the next that can be', async () => {
    const [one, two] = (await view()).links;
    // A folder stands where the file belongs.
    mkdirSync(file(), { recursive: true });
    const item = (id: string) => ({ pair, kind: 'link', id }) as const;
    const first = await act({ kind: 'decide', item: item(one!.id), verdict: 'accepted' });
    expect(first).toMatchObject({ kind: 'unsaved', said: 'Ada Lovelace: accepted' });
    const meanwhile = await view();
    expect(meanwhile.links.find(({ id }) => id === one!.id)?.review.status).toBe('accepted');
    expect(meanwhile.reviewProblems).toHaveLength(1);
    rmdirSync(file());
    expect(await act({ kind: 'decide', item: item(two!.id), verdict: 'accepted' })).toMatchObject({ kind: 'saved' });
    expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(2);
    expect((await view()).reviewProblems).toEqual([]);
  });

  it('that cannot be written is tried again by itself, and when the reader says so, without being done twice', async () => {
    const [one] = (await view()).links;
    mkdirSync(file(), { recursive: true });
    await act({ kind: 'decide', item: { pair, kind: 'link', id: one!.id }, verdict: 'accepted' });
    expect(await act({ kind: 'saveAgain', pair })).toMatchObject({ kind: 'unsaved' });
    rmdirSync(file());
    // Nobody asks: the server comes back to it, and tells that nothing is unsaved any more.
    await expect.poll(() => existsSync(file()), { timeout: 30_000 }).toBe(true);
    await expect.poll(async () => (await view()).reviewProblems, { timeout: 30_000 }).toEqual([]);
    expect(await act({ kind: 'saveAgain', pair })).toMatchObject({ kind: 'saved' });
    expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('is attached again where the essays have changed sides since', async () => {
    const [one] = (await view()).links;
    await act({ kind: 'decide', item: { pair, kind: 'link', id: one!.id }, verdict: 'accepted' });
    const quote = one!.left[0]!.quote;
    const words = 'Gulls nest on the roof of the old customs house again.';
    server.write('essays/left.essay.md', leftEssay.replace(quote, words));
    server.write(
      'counterpoint.yaml',
      pairFiles['counterpoint.yaml']!.replace(
        '{town: {label: Town}, nation: {label: Nation}}',
        '{nation: {label: Nation}, town: {label: Town}}',
      ),
    );
    await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    const changes = ['essays/left.essay.md', 'counterpoint.yaml'].map((path) => ({ uri: server.uri(path), type: 2 }));
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
    pair = (await server.ask('counterpoint/pairsOf', { uri }))[0]!.id;
    const swapped = await view();
    expect(swapped.pair.right.uri).toBe(uri);
    expect(swapped.orphans).toHaveLength(1);
    const lines = leftEssay.replace(quote, words).split('\n');
    const line = lines.findIndex((each) => each.includes(words));
    const character = lines[line]!.indexOf(words);
    const range = { start: { line, character }, end: { line, character: character + 5 } };
    const other = one!.right.map((each) => each.range);
    const orphan = swapped.orphans[0]!.id;
    expect(await act({ kind: 'reattach', pair, orphan, left: other, right: [range] })).toMatchObject({ kind: 'saved' });
    const after = await view();
    expect(after.orphans).toEqual([]);
    expect(after.links.find(({ right }) => right[0]?.quote === words)?.review.status).toBe('accepted');
  });

  it('is in an export, saved or not, beside what the reading itself says', async () => {
    const [one] = (await view()).links;
    mkdirSync(file(), { recursive: true });
    const item = { pair, kind: 'link', id: one!.id } as const;
    expect(await act({ kind: 'decide', item, verdict: 'rejected' })).toMatchObject({ kind: 'unsaved' });
    const [corpus] = await server.ask('counterpoint/corpora', {});
    const { base64 } = await server.ask('counterpoint/export', { corpus: corpus!.root, pair, format: 'jsonld' });
    const { first } = JSON.parse(Buffer.from(base64, 'base64').toString('utf8')) as {
      readonly first: { readonly items: readonly { readonly id: string; readonly creator: object }[] };
    };
    expect(first.items.filter(({ creator }) => 'id' in creator)).toMatchObject([
      { creator: { name: 'Ada Lovelace' }, body: [{ value: 'rejected' }] },
    ]);
    expect(first.items.map(({ id }) => id)).toContain(`urn:counterpoint:link:${one!.id}`);
  });

  it('is gold by which the command line measures readings, with the agreement of the reviewers', async () => {
    const [one, two] = (await view()).links;
    for (const { id } of [one!, two!])
      await act({ kind: 'decide', item: { pair, kind: 'link', id }, verdict: 'accepted' });
    const [first, second] = readFileSync(file(), 'utf8')
      .replaceAll('ada-lovelace', 'bo')
      .replaceAll('Ada Lovelace', 'Bo')
      .replaceAll('urn:uuid:', 'urn:uuid:b')
      .split('\n');
    const other = file()
      .slice(server.root.length + 1)
      .replace('ada-lovelace', 'bo');
    server.write(other, `${first!}\n${second!.replace('"accepted"', '"rejected"')}\n`);
    const { stdout, status } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, '../../dist/cli.js'), 'eval', server.root, '--gold', server.root],
      { encoding: 'utf8', env: { ...process.env, COUNTERPOINT_LANG: 'en' } },
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/^all +\d/m);
    expect(stdout).toContain('links are undecided or disputed');
    expect(stdout).toContain('Ada Lovelace and Bo agree on 1 of 2 links and silences (Cohen’s kappa');
  });

  it('of another program, or another machine, is seen when its file changes', async () => {
    const [link] = (await view()).links;
    await act({ kind: 'decide', item: { pair, kind: 'link', id: link!.id }, verdict: 'accepted' });
    const other = readFileSync(file(), 'utf8')
      .replaceAll('ada-lovelace', 'bo')
      .replaceAll('Ada Lovelace', 'Bo')
      .replace('"accepted"', '"rejected"')
      .replace('urn:uuid:', 'urn:uuid:b');
    const path = file()
      .slice(server.root.length + 1)
      .replace('ada-lovelace', 'bo');
    server.write(path, `${other}{"torn`);
    await server.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: server.uri(path), type: 1 }],
    });
    const after = await view();
    expect(after.links.find(({ id }) => id === link!.id)?.review).toMatchObject({
      status: 'disputed',
      decisions: [{}, {}],
    });
    expect(after.reviewProblems.join()).toContain('Line 2');
  });
});

describe('notes', () => {
  it('are written, answered, resolved, edited and taken away', async () => {
    const [link] = (await view()).links;
    const item = { pair, kind: 'link', id: link!.id } as const;
    await act({ kind: 'noteOnLink', item, text: 'Is this so?' });
    const [note] = (await view()).notes;
    expect(note).toMatchObject({ on: 'link', author: 'Ada Lovelace', text: 'Is this so?', isResolved: false });
    await act({ kind: 'reply', pair, note: note!.id, text: 'It is.' });
    await act({ kind: 'resolve', pair, note: note!.id, isResolved: true });
    await act({ kind: 'edit', pair, note: note!.id, text: 'Is it really so?' });
    expect((await view()).notes).toMatchObject([
      { id: note!.id, text: 'Is it really so?', isResolved: true, replies: [{ text: 'It is.' }] },
    ]);
    await act({ kind: 'edit', pair, note: note!.id, text: null });
    expect((await view()).notes).toEqual([]);
    expect(existsSync(file())).toBe(true);
  });
});

describe('code actions', () => {
  it('are for every link at the cursor, link by link; two of one name are told apart by the words that they answer', async () => {
    const editor = await new StdioServer(pairFiles).start({ initializationOptions: { commandLinks: true } });
    try {
      const there = await editor.open('essays/left.essay.md', leftEssay);
      await editor.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { counterpoint: { review: { name: 'Ada Lovelace' } } },
      });
      const [own] = await editor.ask('counterpoint/pairsOf', { uri: there });
      const at = (essay: string, words: string): Range => {
        const before = essay.slice(0, essay.indexOf(words)).split('\n');
        const start = { line: before.length - 1, character: before.at(-1)!.length };
        return { start, end: start };
      };
      for (const answer of ['Trade reaches this country', 'Rail freight has been'])
        await editor.ask('counterpoint/review', {
          kind: 'draw',
          pair: own!.id,
          left: [at(leftEssay, 'A harbour fee')],
          right: [at(rightEssay, answer)],
          relation: 'divergence',
          topic: 'the *price*',
        });
      const actions = await editor.request<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: there },
        range: at(leftEssay, 'harbour fee'),
        context: { diagnostics: [], triggerKind: 1 },
      });
      const { links } = (await editor.ask('counterpoint/comparison', { pair: own!.id }))!;
      const here = links.filter((link) => link.left.some(({ quote }) => quote.startsWith('A harbour fee')));
      expect(here.length).toBeGreaterThanOrEqual(3);
      const named = actions.map(({ command }) => (command!.arguments![0] as { link: string }).link);
      expect(new Set(named)).toEqual(new Set(here.map(({ id }) => id)));
      // Link by link: those of one stand together.
      expect(named.filter((id, i) => id !== named[i - 1])).toHaveLength(here.length);
      const titles = actions.map(({ title }) => title);
      expect(titles).toEqual([...new Set(titles)]);
      expect(titles).toContain('✓ Accept: ≠ the *price* (“Trade reaches this country by sea, and a …”)');
      expect(titles).toContain('✗ Reject: ≠ the *price* (“Rail freight has been forgotten.”)');
    } finally {
      await editor.stop();
    }
  });
});

describe('the decisions of an export', () => {
  it('come into another copy of the corpus, once; and what is no export says so and adds nothing', async () => {
    const link = (await view()).links[0]!;
    await act({
      kind: 'decide',
      item: { pair, kind: 'link', id: link.id },
      verdict: 'accepted',
      reason: 'The same fee',
    });
    const exported = await server.ask('counterpoint/export', {
      corpus: server.uri('').replace(/\/$/, ''),
      format: 'jsonld',
    });
    const other = await new StdioServer({
      ...pairFiles,
      'harbour.reading.json': JSON.stringify(harbourReading),
      'decisions.jsonld': Buffer.from(exported.base64, 'base64').toString('utf8'),
      'torn.jsonld': '{"items": 7',
    }).start();
    try {
      const there = await other.open('essays/left.essay.md', leftEssay);
      const [same] = await other.ask('counterpoint/pairsOf', { uri: there });
      const add = (name: string): Promise<DecisionsImportView> =>
        other.ask('counterpoint/importDecisions', {
          corpus: other.uri('').replace(/\/$/, ''),
          source: other.uri(name),
        });
      expect(await add('torn.jsonld')).toMatchObject({ kind: 'refused' });
      expect(existsSync(join(other.root, '.counterpoint'))).toBe(false);
      expect(await add('decisions.jsonld')).toMatchObject({ kind: 'added', added: 1 });
      const shown = await other.ask('counterpoint/comparison', { pair: same!.id });
      const [decision] = shown!.links.find(({ id }) => id === link.id)!.review.decisions;
      expect(decision).toMatchObject({ verdict: 'accepted', said: 'Ada Lovelace: accepted. The same fee' });
      expect(await add('decisions.jsonld')).toMatchObject({ kind: 'added', added: 0 });
    } finally {
      await other.stop();
    }
  });
});
