import { afterEach, describe, expect, it } from 'vitest';
import type { Hover, Location, LocationLink, MarkupContent, DocumentSymbol } from 'vscode-languageserver-protocol';
import type { ComparisonView } from '../../server/protocol';
import { leftEssay, pairFiles, rightEssay } from '../fixtures/pair';
import { StdioServer } from './server';

const running: StdioServer[] = [];

async function serve(
  files: Readonly<Record<string, string>> = pairFiles,
  options: Parameters<StdioServer['start']>[0] = {},
): Promise<StdioServer> {
  const server = new StdioServer(files);
  running.push(server);
  return server.start(options);
}

afterEach(async () => {
  await Promise.all(
    running.splice(0).map((server) => (server.process.exitCode === null ? server.stop() : Promise.resolve(null))),
  );
});

/** The LSP position of a text in a document. */
function at(text: string, needle: string): { line: number; character: number } {
  const offset = text.indexOf(needle);
  if (offset < 0) throw new Error(`no “${needle}”`);
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

function slice(
  text: string,
  range: { start: { line: number; character: number }; end: { line: number; character: number } },
): string {
  const lines = text.split('\n');
  const offset = (place: { line: number; character: number }): number =>
    lines.slice(0, place.line).reduce((sum, line) => sum + line.length + 1, 0) + place.character;
  return text.slice(offset(range.start), offset(range.end));
}

const value = (hover: Hover | null): string => (hover?.contents as MarkupContent | undefined)?.value ?? '';

describe('the language server over stdio', () => {
  it('shows the counterpart of a claim, verbatim, with who says it, confidence, evidence and source', async () => {
    const server = await serve();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const hover = await server.request<Hover | null>('textDocument/hover', {
      textDocument: { uri },
      position: at(leftEssay, 'fairest way'),
    });
    const words = value(hover).replaceAll('*', '');
    expect(words).toContain('A harbour fee on container ships is the surest way to send them elsewhere');
    expect(words).toContain('A port is a national road');
    expect(value(hover)).toContain('Ben Sample');
    expect(value(hover)).toMatch(/confidence \d+ %/);
    expect(value(hover)).toContain('shared words');
    expect(value(hover)).toContain('engine');
    expect(slice(leftEssay, hover!.range!)).toContain('A harbour fee on container ships is the fairest way');
  });

  it('marks in an engine link’s note what both sides share, there and here, and names it again in a line', async () => {
    const server = await serve();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const note = value(
      await server.request<Hover | null>('textDocument/hover', {
        textDocument: { uri },
        position: at(leftEssay, 'fairest way'),
      }),
    );
    const [first = ''] = note.split('\n\n---\n\n');
    const bold = (text: string): string[] => [...text.matchAll(/\*\*([^*]+)\*\*/g)].map(([, word]) => word ?? '');
    const line = (start: string): string => first.split('\n').find((each) => each.startsWith(start)) ?? '';
    const named = bold(first.split('\n').find((each) => each.includes('shared words: ')) ?? '');
    expect(named.length).toBeGreaterThan(1);
    const stem = (word: string): string => word.toLowerCase().slice(0, 4);
    for (const side of [line('> '), line('this side: “')])
      expect(named.map(stem)).toEqual(expect.arrayContaining(bold(side).map(stem)));
    expect(bold(line('> ')).length).toBeGreaterThan(1);
    expect(bold(line('this side: “')).length).toBeGreaterThan(1);
  });

  it('offers no command links to an editor that did not ask for them, and does to one that did', async () => {
    const plain = await serve();
    const uri = await plain.open('essays/left.essay.md', leftEssay);
    const position = at(leftEssay, 'fairest way');
    expect(value(await plain.request('textDocument/hover', { textDocument: { uri }, position }))).not.toContain(
      'command:',
    );
    const rich = await serve(pairFiles, { initializationOptions: { commandLinks: true } });
    const other = await rich.open('essays/left.essay.md', leftEssay);
    expect(value(await rich.request('textDocument/hover', { textDocument: { uri: other }, position }))).toContain(
      '(command:counterpoint.goToCounterpart?',
    );
  });

  it('speaks Simplified Chinese to a Chinese editor', async () => {
    const server = await serve(pairFiles, { locale: 'zh-cn' });
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const hover = await server.request<Hover | null>('textDocument/hover', {
      textDocument: { uri },
      position: at(leftEssay, 'fairest way'),
    });
    expect(value(hover)).toMatch(/[\u4e00-\u9fff]/u);
  });

  it('says nothing over a heading', async () => {
    const server = await serve();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    expect(
      await server.request('textDocument/hover', { textDocument: { uri }, position: at(leftEssay, 'Introduction') }),
    ).toBeNull();
  });

  it('goes from a claim to its best counterpart; the origin is the claim', async () => {
    const server = await serve();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const [link] = await server.request<LocationLink[]>('textDocument/definition', {
      textDocument: { uri },
      position: at(leftEssay, 'common tide register'),
    });
    expect(link!.targetUri).toBe(server.uri('essays/right.essay.md'));
    expect(slice(rightEssay, link!.targetRange)).toMatch(/A shared tide register|appointed by neither side/);
    expect(slice(leftEssay, link!.originSelectionRange!)).toContain('Both towns need a common tide register');
  });

  it('lists every counterpart of a claim as a reference', async () => {
    const server = await serve();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const references = await server.request<Location[]>('textDocument/references', {
      textDocument: { uri },
      position: at(leftEssay, 'common tide register'),
      context: { includeDeclaration: true },
    });
    expect(references[0]!.uri).toBe(uri);
    expect(references.slice(1).every((location) => location.uri === server.uri('essays/right.essay.md'))).toBe(true);
    expect(references.length).toBeGreaterThan(1);
  });

  it('outlines an essay by its headings', async () => {
    const server = await serve();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const symbols = await server.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument: { uri } });
    expect(symbols.map((symbol) => symbol.name)).toEqual(['Introduction', 'Who should pay']);
    expect(symbols[1]!.detail).toMatch(/\d+ links/);
  });

  it('keeps out of the outline of a Markdown file that is no essay', async () => {
    const server = await serve({ ...pairFiles, 'notes.md': '# Notes\n\nSome text.\n' });
    const uri = await server.open('notes.md', '# Notes\n\nSome text.\n');
    expect(await server.request('textDocument/documentSymbol', { textDocument: { uri } })).toEqual([]);
  });

  it('points at what is wrong in a manifest, and takes it back when it is mended', async () => {
    const broken = pairFiles['counterpoint.yaml']!.replace('right.essay.md', 'gone.essay.md');
    const server = await serve({ ...pairFiles, 'counterpoint.yaml': broken });
    const uri = await server.open('counterpoint.yaml', broken, 'yaml');
    const { diagnostics } = await server.diagnostics(uri, (params) =>
      params.diagnostics.some((item) => item.code === 'manifest-unknown-path'),
    );
    const problem = diagnostics.find((item) => item.code === 'manifest-unknown-path')!;
    expect(slice(broken, problem.range)).toContain('gone.essay.md');
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: pairFiles['counterpoint.yaml'] }],
    });
    await server.diagnostics(uri, (params) => params.diagnostics.length === 0);
  });

  it('points at a wrong type in front matter', async () => {
    const broken = leftEssay.replace('perspective: town', 'perspective: [town]');
    const server = await serve({ ...pairFiles, 'essays/left.essay.md': broken });
    const uri = await server.open('essays/left.essay.md', broken);
    const { diagnostics } = await server.diagnostics(uri, (params) =>
      params.diagnostics.some((item) => item.code === 'yaml-schema'),
    );
    expect(slice(broken, diagnostics.find((item) => item.code === 'yaml-schema')!.range)).toContain('[town]');
  });

  it('aligns a typed sentence afresh and tells the client', async () => {
    const server = await serve();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const [pair] = await server.ask('counterpoint/pairsOf', { uri });
    const before = await server.ask('counterpoint/comparison', { pair: pair!.id });
    const sentence = 'Rail freight clears the quays when lorries choke the port.';
    const end = leftEssay.indexOf('[^1]: A note');
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [
        {
          range: { start: at(leftEssay, '[^1]: A note'), end: at(leftEssay, '[^1]: A note') },
          text: `${sentence}\n\n`,
        },
      ],
    });
    await server.until(() => server.notifications.some((item) => item.method === 'counterpoint/comparisonsChanged'));
    const after = await server.ask('counterpoint/comparison', { pair: pair!.id });
    expect(after!.revision).toBeGreaterThan(before!.revision);
    const edited = `${leftEssay.slice(0, end)}${sentence}\n\n${leftEssay.slice(end)}`;
    const fresh = after!.links.filter((item) => item.left.some((quote) => quote.quote === sentence));
    expect(fresh.map((item) => slice(edited, item.left[0]!.range))).toContain(sentence);
    expect(fresh.map((item) => item.right[0]!.quote).join()).toContain('rail freight');
  });

  it('keeps the revision where an edit changes nothing that is shown', async () => {
    const server = await serve();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const [pair] = await server.ask('counterpoint/pairsOf', { uri });
    const before = await server.ask('counterpoint/comparison', { pair: pair!.id });
    const change = (version: number, text: string): Promise<void> =>
      server.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    await change(2, `${leftEssay}\n\n`);
    expect(await server.ask('counterpoint/comparison', { pair: pair!.id })).toEqual(before);
    await change(3, leftEssay.replace('fairest', 'surest'));
    await server.until(() => server.notifications.length > 0);
    expect(server.notifications).toEqual([
      { method: 'counterpoint/comparisonsChanged', params: { pairs: [pair!.id] } },
    ]);
    expect((await server.ask('counterpoint/comparison', { pair: pair!.id }))!.revision).toBeGreaterThan(
      before!.revision,
    );
  });

  it('shows the last of many edits, whatever was asked in between', async () => {
    const server = await serve();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const [pair] = await server.ask('counterpoint/pairsOf', { uri });
    const asked: Promise<ComparisonView | null>[] = [];
    const sentence = 'Rail freight clears the quays when lorries choke the port.';
    for (let i = 1; i <= sentence.length; i += 1) {
      await server.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: i + 1 },
        contentChanges: [{ text: leftEssay.replace('[^1]: A note', `${sentence.slice(0, i)}\n\n[^1]: A note`) }],
      });
      if (i % 5 === 0) asked.push(server.ask('counterpoint/comparison', { pair: pair!.id }));
    }
    const last = await server.ask('counterpoint/comparison', { pair: pair!.id });
    expect(last!.links.flatMap((link) => link.left.map(({ quote }) => quote))).toContain(sentence);
    expect((await Promise.all(asked)).every((view) => view !== null)).toBe(true);
  });

  it('reads the files again when told to align now', async () => {
    const server = await serve();
    const [corpus] = await server.ask('counterpoint/corpora', {});
    const pair = corpus!.pairs[0]!.id;
    const quotes = async (): Promise<string> =>
      (await server.ask('counterpoint/comparison', { pair }))!.links
        .flatMap((link) => link.left.map(({ quote }) => quote))
        .join('\n');
    expect(await quotes()).toContain('fairest way');
    server.write('essays/left.essay.md', leftEssay.replace('fairest way', 'plainest way'));
    await server.ask('counterpoint/alignNow', {});
    expect(await quotes()).toContain('plainest way');
  });

  it('lets any two documents face each other', async () => {
    const server = await serve({
      'a.txt': 'The river floods the lower meadow each spring.\n\nWillow roots hold the bank.\n',
      'b.txt': 'Spring floods are good for the lower meadow.\n\nSheep trample the bank.\n',
      'c.txt': 'Another text of the same folder, about bees.\n',
    });
    const pair = await server.ask('counterpoint/alignTwo', { left: server.uri('a.txt'), right: server.uri('b.txt') });
    const view = await server.ask('counterpoint/comparison', { pair: pair.id });
    expect(view!.links[0]!.left[0]!.quote).toBe('The river floods the lower meadow each spring.');
    expect(view!.links[0]!.right[0]!.quote).toBe('Spring floods are good for the lower meadow.');
    expect((await server.ask('counterpoint/pairsOf', { uri: server.uri('b.txt') })).map((item) => item.id)).toEqual([
      pair.id,
    ]);
  });

  it('refuses two documents of which one cannot be read, in words', async () => {
    const server = await serve();
    await expect(
      server.ask('counterpoint/alignTwo', { left: server.uri('essays/left.essay.md'), right: server.uri('none.md') }),
    ).rejects.toThrow(/cannot be read/);
  });

  it('reports a pair as Markdown with both quotes', async () => {
    const server = await serve();
    const [corpus] = await server.ask('counterpoint/corpora', {});
    const report = await server.ask('counterpoint/export', { corpus: corpus!.root, format: 'markdown' });
    const text = Buffer.from(report.base64, 'base64').toString('utf8');
    expect(text).toContain('# The harbour question');
    expect(text).toContain('is the surest way to send them elsewhere');
    expect(report.fileName).toMatch(/\.md$/);
  });

  it('answers a cancelled request with an error, and goes on', async () => {
    const server = await serve();
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol/node');
    for (const params of [{}, { workDoneToken: 'work-1' }]) {
      const source = new CancellationTokenSource();
      const asked = server.connection.sendRequest('counterpoint/alignNow', params, source.token);
      source.cancel();
      await expect(asked).rejects.toMatchObject({ code: -32800 });
    }
    expect(
      value(
        await server.request('textDocument/hover', { textDocument: { uri }, position: at(leftEssay, 'fairest way') }),
      ),
    ).not.toBe('');
  });

  it('answers a cancelled question at once, and has what it asked for when it is asked again', async () => {
    const server = await serve();
    const [corpus] = await server.ask('counterpoint/corpora', {});
    const { CancellationTokenSource } = await import('vscode-languageserver-protocol/node');
    const source = new CancellationTokenSource();
    const pair = corpus!.pairs[0]!.id;
    const asked = server.connection.sendRequest('counterpoint/comparison', { pair }, source.token);
    source.cancel();
    await expect(asked).rejects.toMatchObject({ code: -32800 });
    expect((await server.ask('counterpoint/comparison', { pair }))?.links.length).toBeGreaterThan(0);
  });

  it('reports progress for work that was given a token', async () => {
    const server = await serve();
    const kinds: string[] = [];
    const { ProgressType } = await import('vscode-languageserver-protocol/node');
    server.connection.onProgress(new ProgressType<{ kind: string }>(), 'work-1', (progress) => {
      kinds.push(progress.kind);
    });
    await server.request('counterpoint/alignNow', { workDoneToken: 'work-1' });
    expect(kinds[0]).toBe('begin');
    expect(kinds.at(-1)).toBe('end');
  });

  it('writes nothing but the protocol to standard output, nothing to standard error, and ends when told to', async () => {
    const server = await serve();
    await server.open('essays/left.essay.md', leftEssay);
    await server.ask('counterpoint/corpora', {});
    expect(await server.stop()).toBe(0);
    expect(server.stderr).toBe('');
  });

  it('ends with its editor', async () => {
    const server = await serve();
    const exit = new Promise((resolve) => server.process.once('exit', resolve));
    server.process.stdin!.end();
    server.process.stdin!.destroy();
    await exit;
    server.connection.dispose();
  });
});
