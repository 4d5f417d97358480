import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CodeAction,
  CodeLens,
  CompletionItem,
  Diagnostic,
  DocumentDiagnosticReport,
  DocumentHighlight,
  DocumentLink,
  FoldingRange,
  InlayHint,
  Location,
  Position,
  Range,
  SelectionRange,
  WorkspaceDiagnosticReport,
  WorkspaceSymbol,
} from 'vscode-languageserver-protocol';
import { leftEssay, pairFiles, rightEssay } from '../fixtures/pair';
import { StdioServer } from './server';

const running: StdioServer[] = [];

async function serve(
  files: Readonly<Record<string, string>> = pairFiles,
  options: Parameters<StdioServer['start']>[0] = {},
  settings?: () => unknown,
): Promise<StdioServer> {
  const server = new StdioServer(files);
  running.push(server);
  if (settings !== undefined) server.connection.onRequest('workspace/configuration', () => [settings()]);
  return server.start(options);
}

afterEach(async () => {
  await Promise.all(
    running.splice(0).map((server) => (server.process.exitCode === null ? server.stop() : Promise.resolve(null))),
  );
});

const left = 'essays/left.essay.md';
const right = 'essays/right.essay.md';
const manifest = pairFiles['counterpoint.yaml']!;

const lexicon = `concepts:
  - id: tide-register
    forms: {en: [tide register]}
  - id: harbour-fee
    forms: {en: [harbour fee]}
`;
const withLexicon = {
  ...pairFiles,
  'counterpoint.yaml': `${manifest}lexicons: [lexicon.yaml]\n`,
  'lexicon.yaml': lexicon,
};

function offsetAt(text: string, place: Position): number {
  const lines = text.split('\n');
  return lines.slice(0, place.line).reduce((sum, line) => sum + line.length + 1, 0) + place.character;
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)!.length };
}

/** The place in the middle of a text's first occurrence. */
function at(text: string, needle: string): Position {
  const offset = text.indexOf(needle);
  if (offset < 0) throw new Error(`no “${needle}”`);
  return positionAt(text, offset + Math.floor(needle.length / 2));
}

const slice = (text: string, range: Range): string =>
  text.slice(offsetAt(text, range.start), offsetAt(text, range.end));

const wholeOf = (text: string): Range => ({ start: { line: 0, character: 0 }, end: positionAt(text, text.length) });

/** A text with the edits of an action for one document applied. */
function applied(text: string, action: CodeAction, uri: string): string {
  const edits = action.edit?.changes?.[uri] ?? [];
  return [...edits]
    .sort((a, b) => offsetAt(text, b.range.start) - offsetAt(text, a.range.start))
    .reduce(
      (done, { range, newText }) =>
        done.slice(0, offsetAt(text, range.start)) + newText + done.slice(offsetAt(text, range.end)),
      text,
    );
}

async function change(server: StdioServer, uri: string, version: number, text: string): Promise<void> {
  await server.connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges: [{ text }],
  });
}

/** Two passages of the left essay that face the same sentence on the right. */
const twoClaims = leftEssay.replace(
  '\n[^1]: A note',
  '\nA harbour fee on container ships would send nobody elsewhere, as long as it pays for the dredging.\n\n[^1]: A note',
);

describe('document highlight', () => {
  it('marks the claims that face the same counterpart', async () => {
    const server = await serve({ ...pairFiles, [left]: twoClaims });
    const uri = await server.open(left, twoClaims);
    const found = await server.request<DocumentHighlight[]>('textDocument/documentHighlight', {
      textDocument: { uri },
      position: at(twoClaims, 'would send nobody elsewhere'),
    });
    const texts = found.map(({ range }) => slice(twoClaims, range));
    expect(texts.some((text) => text.includes('is the fairest way'))).toBe(true);
    expect(texts.some((text) => text.includes('would send nobody elsewhere'))).toBe(true);
    expect(texts.some((text) => text.includes('lighthouse'))).toBe(false);
  });

  it('marks the mentions of a concept, and nothing where a claim is alone', async () => {
    const server = await serve(withLexicon);
    const uri = await server.open(right, rightEssay);
    const ask = (needle: string): Promise<DocumentHighlight[]> =>
      server.request('textDocument/documentHighlight', { textDocument: { uri }, position: at(rightEssay, needle) });
    expect((await ask('tide register')).map(({ range }) => slice(rightEssay, range))).toEqual(['tide register']);
    expect(await ask('road that happens to be wet')).toEqual([]);
    expect(await ask('The price of depth')).toEqual([]);
  });
});

describe('references of a concept', () => {
  it('are its mentions on both sides, and its entry in the lexicon', async () => {
    const server = await serve(withLexicon);
    const uri = await server.open(left, leftEssay);
    const found = await server.request<Location[]>('textDocument/references', {
      textDocument: { uri },
      position: at(leftEssay, 'tide register'),
      context: { includeDeclaration: true },
    });
    expect(found.map((location) => location.uri)).toEqual([server.uri('lexicon.yaml'), uri, server.uri(right)]);
    expect(slice(lexicon, found[0]!.range)).toBe('tide-register');
    expect(slice(leftEssay, found[1]!.range)).toBe('tide register');
    expect(slice(rightEssay, found[2]!.range)).toBe('tide register');
  });

  it('are the counterparts beside the word', async () => {
    const server = await serve(withLexicon);
    const uri = await server.open(left, leftEssay);
    const found = await server.request<Location[]>('textDocument/references', {
      textDocument: { uri },
      position: at(leftEssay, 'kept by people'),
      context: { includeDeclaration: false },
    });
    expect(found.map((location) => slice(rightEssay, location.range)).join(' ')).toContain('appointed by neither side');
  });

  it('are found from the lexicon', async () => {
    const server = await serve(withLexicon);
    const uri = await server.open('lexicon.yaml', lexicon, 'yaml');
    const found = await server.request<Location[]>('textDocument/references', {
      textDocument: { uri },
      position: at(lexicon, 'harbour-fee'),
      context: { includeDeclaration: false },
    });
    expect(new Set(found.map((location) => location.uri))).toEqual(new Set([server.uri(left), server.uri(right)]));
    expect(slice(leftEssay, found[0]!.range)).toBe('harbour fee');
  });
});

describe('workspace symbols', () => {
  const ask = (server: StdioServer, query: string): Promise<WorkspaceSymbol[]> =>
    server.request('workspace/symbol', { query });

  it('are headings, topics, concepts and silences, in any case', async () => {
    const server = await serve(withLexicon);
    await server.open(left, leftEssay);
    const headings = await ask(server, 'who SHOULD pay');
    expect(headings.map(({ name, containerName }) => [name, containerName])).toEqual([
      ['Who should pay', 'The harbour belongs to its town'],
    ]);
    expect((await ask(server, 'tide-reg')).map(({ name }) => name)).toEqual(['tide-register']);
    const all = await ask(server, '');
    const [pair] = await server.ask('counterpoint/pairsOf', { uri: server.uri(left) });
    const view = (await server.ask('counterpoint/comparison', { pair: pair!.id }))!;
    const names = all.map(({ name }) => name);
    for (const topic of view.links.flatMap((link) => link.topic ?? [])) expect(names).toContain(topic);
    for (const { topic } of [...view.silences.left, ...view.silences.right]) expect(names).toContain(topic);
    expect(all.find(({ name }) => name === view.links[0]!.topic)!.containerName).toBe('Who pays for the harbour?');
    expect(await ask(server, 'no such thing')).toEqual([]);
  });

  it('are never more than a list can show', async () => {
    const headings = Array.from({ length: 700 }, (_, i) => `## Heading ${i}\n\nText.\n`).join('\n');
    const server = await serve({ ...pairFiles, [left]: `${leftEssay}\n${headings}` });
    expect((await ask(server, 'heading')).length).toBe(256);
  });
});

describe('folding', () => {
  it('folds front matter, sections, pull quotes and notes', async () => {
    const text = leftEssay
      .replace(
        'The lighthouse keeper',
        '> [!pullquote]\n> The ships dig\n> the channel deeper.\n\nThe lighthouse keeper',
      )
      .replace('[^1]: A note on fees.\n', '[^1]: A note on fees.\n[^2]: Another one.\n');
    const server = await serve({ ...pairFiles, [left]: text });
    const uri = await server.open(left, text);
    const found = await server.request<FoldingRange[]>('textDocument/foldingRange', { textDocument: { uri } });
    const lines = text.split('\n');
    expect(found.map(({ startLine, endLine }) => `${lines[startLine]!} … ${lines[endLine]!.slice(-12)}`)).toEqual([
      '--- … ---',
      '## Introduction …  our future.',
      '## Who should pay … de appoints.',
      '> [!pullquote] … nnel deeper.',
      '[^1]: A note on fees. … Another one.',
    ]);
  });

  it('leaves other Markdown to its own features', async () => {
    const server = await serve({ ...pairFiles, 'notes.md': '# Notes\n\nSome text.\n' });
    const uri = await server.open('notes.md', '# Notes\n\nSome text.\n');
    expect(await server.request('textDocument/foldingRange', { textDocument: { uri } })).toBeNull();
  });
});

describe('selection ranges', () => {
  it('grow from word to sentence, passage, section and document', async () => {
    const server = await serve();
    const uri = await server.open(left, leftEssay);
    const [first] = await server.request<SelectionRange[]>('textDocument/selectionRange', {
      textDocument: { uri },
      positions: [at(leftEssay, 'must be')],
    });
    const texts: string[] = [];
    for (let range = first; range !== undefined; range = range.parent) texts.push(slice(leftEssay, range.range));
    expect(texts[0]).toBe('must');
    expect(texts[1]).toBe("The lighthouse keeper's cottage must be restored before winter.");
    expect(texts[2]).toMatch(/^The lighthouse keeper's.*no visitors\.$/s);
    expect(texts[3]).toMatch(/^## Who should pay/);
    expect(texts[4]).toBe(leftEssay);
    expect(texts).toHaveLength(5);
  });
});

describe('document links', () => {
  it('lead from marks to notes and back, and to the web from notes only', async () => {
    const text = leftEssay.replace(
      'A note on fees.',
      'A note on fees (see <https://example.org/fees_(2025)>, http://example.org/a\\_b. and javascript:alert(1)).',
    );
    const server = await serve({ ...pairFiles, [left]: text });
    const uri = await server.open(left, text);
    const links = await server.request<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
    const lineOf = (needle: string): number => at(text, needle).line + 1;
    expect(links.map(({ range, target }) => [slice(text, range), target])).toEqual([
      ['[^1]', `${uri}#L${lineOf('A note on fees')}`],
      ['[^1]', `${uri}#L${lineOf('fairest way')},${text.split('\n')[lineOf('fairest way') - 1]!.indexOf('[^1]') + 1}`],
      ['https://example.org/fees_(2025)', 'https://example.org/fees_(2025)'],
      ['http://example.org/a\\_b', 'http://example.org/a_b'],
    ]);
    expect(links.map(({ tooltip }) => tooltip).join(' ')).not.toContain('example');
  });

  it('lead from the manifest to the files that are there', async () => {
    const text = withLexicon['counterpoint.yaml'].replace('right.essay.md', 'gone.essay.md');
    const server = await serve({ ...withLexicon, 'counterpoint.yaml': text });
    const uri = await server.open('counterpoint.yaml', text, 'yaml');
    const links = await server.request<DocumentLink[]>('textDocument/documentLink', { textDocument: { uri } });
    expect(links.map(({ range, target }) => [slice(text, range), target])).toEqual([
      [left, server.uri(left)],
      ['lexicon.yaml', server.uri('lexicon.yaml')],
    ]);
  });
});

describe('call hierarchy', () => {
  it('shows which passages answer this one, to and fro', async () => {
    const server = await serve();
    const uri = await server.open(left, leftEssay);
    const [item] = await server.request<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', {
      textDocument: { uri },
      position: at(leftEssay, 'common tide register'),
    });
    expect(item!.name).toContain('Both towns need a common tide register');
    const outgoing = await server.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', { item });
    expect(outgoing[0]!.to.uri).toBe(server.uri(right));
    expect(outgoing[0]!.to.name).toMatch(/tide register|appointed by neither side/);
    expect(outgoing[0]!.to.detail).toMatch(/^[≈≠∼]/);
    expect(slice(leftEssay, outgoing[0]!.fromRanges[0]!)).toContain('Both towns need');
    const incoming = await server.request<CallHierarchyIncomingCall[]>('callHierarchy/incomingCalls', { item });
    expect(incoming.map(({ from }) => from)).toEqual(outgoing.map(({ to }) => to));
    expect(slice(rightEssay, incoming[0]!.fromRanges[0]!)).toMatch(/tide register|appointed by neither side/);
    const back = await server.request<CallHierarchyOutgoingCall[]>('callHierarchy/outgoingCalls', {
      item: outgoing[0]!.to,
    });
    expect(back.map(({ to }) => to.name)).toContain(item!.name);
  });

  it('has nothing to say of a heading', async () => {
    const server = await serve();
    const uri = await server.open(left, leftEssay);
    expect(
      await server.request('textDocument/prepareCallHierarchy', {
        textDocument: { uri },
        position: at(leftEssay, 'Introduction'),
      }),
    ).toBeNull();
  });
});

describe('inlay hints and code lenses', () => {
  const capabilities = {
    workspace: { configuration: true, inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } },
  };

  it('are off until they are switched on, and are asked for again then', async () => {
    let settings: unknown = {};
    const server = await serve(
      pairFiles,
      { capabilities, initializationOptions: { commandLinks: true } },
      () => settings,
    );
    const refreshed: string[] = [];
    for (const method of ['workspace/inlayHint/refresh', 'workspace/codeLens/refresh'])
      server.connection.onRequest(method, () => {
        refreshed.push(method);
        return null;
      });
    const uri = await server.open(left, leftEssay);
    const hints = (): Promise<InlayHint[] | null> =>
      server.request('textDocument/inlayHint', { textDocument: { uri }, range: wholeOf(leftEssay) });
    const lenses = (): Promise<CodeLens[] | null> => server.request('textDocument/codeLens', { textDocument: { uri } });
    expect([await hints(), await lenses()]).toEqual([null, null]);
    settings = { inlayHints: { enabled: true }, codeLens: { enabled: true } };
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    while (refreshed.length < 2) await sleep(5);
    expect(refreshed.sort()).toEqual(['workspace/codeLens/refresh', 'workspace/inlayHint/refresh']);

    const shown = (await hints())!;
    expect(shown.length).toBeGreaterThan(0);
    for (const { label } of shown) expect(label).toMatch(/^[≈≠∼]/);
    const end = leftEssay.slice(0, offsetAt(leftEssay, shown[0]!.position));
    expect(end).toMatch(/[.!?](?:\[\^1\])?$/);

    const [lens] = (await lenses())!;
    expect(lens!.command!.title).toMatch(/^(?:1 counterpart|\d+ counterparts) · [≈≠∼]/);
    expect(lens!.command!.command).toBe('counterpoint.peekCounterpart');
    expect(lens!.command!.arguments![0]).toMatchObject({ side: 'right' });
  });

  it('bring no command to an editor that has none of ours', async () => {
    const server = await serve(pairFiles, { capabilities }, () => ({ codeLens: { enabled: true } }));
    server.connection.onRequest('workspace/codeLens/refresh', () => null);
    const uri = await server.open(left, leftEssay);
    const lenses = await server.request<CodeLens[]>('textDocument/codeLens', { textDocument: { uri } });
    expect(lenses.map(({ command }) => command!.command)).toEqual(lenses.map(() => ''));
    expect(lenses.length).toBeGreaterThan(0);
  });
});

describe('quick fixes', () => {
  interface Case {
    readonly code: string;
    readonly files?: Readonly<Record<string, string>>;
    /** The document with the problem. */
    readonly path?: string;
    readonly text: string;
    readonly title: RegExp;
    /** The document that the fix changes. */
    readonly changes?: string;
    readonly becomes: string;
  }
  const alone = leftEssay.replace('perspective: town\n', '');
  const undeclared = manifest.replace('town: essays/left.essay.md, ', '');

  it.each<Case>([
    {
      code: 'manifest-unknown-path',
      text: manifest.replace('right.essay.md', 'rigth.essay.md'),
      title: /right\.essay\.md/,
      becomes: manifest,
    },
    {
      code: 'manifest-duplicate-theme',
      text: `${manifest}  - {id: harbour, title: Again, essays: {}}\n`,
      title: /harbour-2/,
      becomes: `${manifest}  - {id: harbour-2, title: Again, essays: {}}\n`,
    },
    {
      code: 'manifest-differs',
      text: manifest.replace('{town: essays', '{village: essays'),
      title: /into the manifest/,
      becomes: manifest,
    },
    {
      code: 'manifest-differs',
      text: manifest.replace('{town: essays', '{village: essays'),
      title: /into the essay/,
      changes: left,
      becomes: leftEssay.replace('perspective: town', 'perspective: village'),
    },
    {
      code: 'manifest-differs',
      text: manifest.replace('id: harbour', 'id: port'),
      files: { [right]: rightEssay.replace('theme: harbour\n', '') },
      title: /“harbour” into the manifest/,
      becomes: manifest,
    },
    {
      code: 'essay-no-perspective',
      files: { 'counterpoint.yaml': undeclared },
      path: left,
      text: alone,
      title: /perspective: town/,
      becomes: leftEssay,
    },
    {
      code: 'yaml-schema',
      path: left,
      text: leftEssay.replace('theme: harbour', 'theme: Harbour'),
      title: /“harbour”/,
      becomes: leftEssay,
    },
    {
      code: 'yaml-schema',
      text: manifest.replace('{town: {label', '{Old Town: {label'),
      title: /“old-town”/,
      becomes: manifest.replace('{town: {label', '{old-town: {label'),
    },
  ])('mend $code: $title', async ({ code, files = {}, path = 'counterpoint.yaml', text, title, changes, becomes }) => {
    const server = await serve({ ...pairFiles, ...files, [path]: text });
    const uri = await server.open(path, text, path.endsWith('.yaml') ? 'yaml' : 'markdown');
    const has = (list: readonly Diagnostic[]): boolean => list.some((item) => item.code === code);
    const { diagnostics } = await server.diagnostics(uri, (params) => has(params.diagnostics));
    const problem = diagnostics.find((item) => item.code === code)!;
    const actions = await server.request<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: problem.range,
      context: { diagnostics: [problem] },
    });
    const action = actions.find((each) => title.test(each.title))!;
    expect(action.diagnostics).toEqual([problem]);
    expect(action.kind).toBe('quickfix');
    const changed = changes ?? path;
    const before = changed === path ? text : pairFiles[changed]!;
    const after = applied(before, action, server.uri(changed));
    expect(after).toBe(becomes);
    if (changed !== path) await server.open(changed, before);
    await change(server, server.uri(changed), 2, after);
    await server.diagnostics(uri, (params) => !has(params.diagnostics));
  });

  it('are not offered where nothing is wrong, nor for other kinds of actions', async () => {
    const text = manifest.replace('right.essay.md', 'rigth.essay.md');
    const server = await serve({ ...pairFiles, 'counterpoint.yaml': text });
    const uri = await server.open('counterpoint.yaml', text, 'yaml');
    const ask = (context: object, range: Range = wholeOf(text)): Promise<unknown> =>
      server.request('textDocument/codeAction', { textDocument: { uri }, range, context });
    expect(await ask({ diagnostics: [], only: ['refactor'] })).toBeNull();
    expect(await ask({ diagnostics: [] }, { start: at(text, 'title'), end: at(text, 'title') })).toEqual([]);
    expect(await ask({ diagnostics: [] })).toHaveLength(1);
  });
});

describe('completion', () => {
  const labels = async (path: string, text: string, behind: string): Promise<string[]> => {
    const server = await serve({ ...withLexicon, [path]: text });
    const uri = await server.open(path, text, path.endsWith('.yaml') ? 'yaml' : 'markdown');
    const items = await server.request<CompletionItem[] | null>('textDocument/completion', {
      textDocument: { uri },
      position: positionAt(text, text.indexOf(behind) + behind.length),
    });
    return (items ?? []).map(({ label }) => label);
  };

  it('knows the ids that front matter can name, and keeps out of the text', async () => {
    expect(await labels(left, leftEssay, 'theme: har')).toEqual(['harbour']);
    expect(await labels(left, leftEssay, 'perspective: ')).toEqual(['town', 'nation']);
    expect(await labels(left, leftEssay, 'The ships dig the ')).toEqual([]);
  });

  it('knows the files that the manifest can name and does not yet', async () => {
    const text = withLexicon['counterpoint.yaml'].replace('nation: essays/right.essay.md', 'nation: essays/ri');
    expect(await labels('counterpoint.yaml', text, 'nation: essays/ri')).toEqual([right]);
    const list = `${manifest}lexicons:\n  - lex\n`;
    expect(await labels('counterpoint.yaml', list, '  - lex')).toEqual(['lexicon.yaml']);
  });
});

describe('a lexicon under a name of its own', () => {
  const named = {
    ...pairFiles,
    'counterpoint.yaml': `${manifest}lexicons: [words/harbour terms.yml]\n`,
    'words/harbour terms.yml': lexicon,
  };
  const path = 'words/harbour terms.yml';

  it('gives its concepts to the pairs, and finds their mentions', async () => {
    const server = await serve(named);
    const uri = await server.open(path, lexicon, 'yaml');
    const found = await server.request<Location[]>('textDocument/references', {
      textDocument: { uri },
      position: at(lexicon, 'harbour-fee'),
      context: { includeDeclaration: false },
    });
    expect(found.map((location) => location.uri)).toContain(server.uri(left));
  });

  it('has its mistakes underlined, also after an edit', async () => {
    const server = await serve(named);
    const uri = await server.open(path, lexicon, 'yaml');
    await server.ask('counterpoint/corpora', {});
    const broken = lexicon.replace('id: harbour-fee', 'id: Harbour Fee');
    await change(server, uri, 2, broken);
    const { diagnostics } = await server.diagnostics(uri, (params) => params.diagnostics.length > 0);
    expect(slice(broken, diagnostics[0]!.range)).toBe('Harbour Fee');
    await change(server, uri, 3, lexicon);
    await server.diagnostics(uri, (params) => params.diagnostics.length === 0);
  });

  it('is completed: keys, and the languages of its forms', async () => {
    const server = await serve(named);
    const ask = async (text: string, version: number): Promise<string[]> => {
      await change(server, server.uri(path), version, text);
      const items = await server.request<CompletionItem[] | null>('textDocument/completion', {
        textDocument: { uri: server.uri(path) },
        position: positionAt(text, text.length),
      });
      return (items ?? []).map(({ label }) => label);
    };
    await server.open(path, lexicon, 'yaml');
    expect(await ask('con', 2)).toEqual(['concepts']);
    expect(await ask(`${lexicon}  - `, 3)).toEqual(['id']);
    expect(await ask(`${lexicon}  - id: pilots\n    f`, 4)).toEqual(['id', 'forms']);
    expect(
      await ask(`${lexicon.replace('[tide register]', '[tide register], zh: [潮汐]')}  - id: pilots\n    forms: {`, 5),
    ).toEqual(['en', 'zh']);
    expect(await ask(`${lexicon}  - id: pilots\n    forms:\n      `, 6)).toEqual(['en']);
    expect(await ask(`${lexicon}  - id: pilots\n    forms: {en: [pil`, 7)).toEqual([]);
  });

  it('is not taken for an essay, nor is other YAML', async () => {
    const server = await serve({ ...named, 'other.yaml': 'title: 3\n' });
    for (const [name, text] of [
      [path, lexicon],
      ['other.yaml', 'title: 3\n'],
    ] as const) {
      const uri = await server.open(name, text, 'yaml');
      const params = { textDocument: { uri }, position: { line: 0, character: 2 } };
      expect(await server.request('textDocument/hover', params)).toBeNull();
      expect(await server.request('textDocument/documentSymbol', { textDocument: { uri } })).toEqual([]);
    }
    expect(
      await server.request('textDocument/completion', {
        textDocument: { uri: server.uri('other.yaml') },
        position: { line: 0, character: 2 },
      }),
    ).toBeNull();
  });
});

describe('diagnostics that are asked for', () => {
  const capabilities = {
    textDocument: { diagnostic: { relatedDocumentSupport: false } },
    workspace: { diagnostics: { refreshSupport: true } },
  };
  const broken = manifest.replace('right.essay.md', 'gone.essay.md');

  it('come with a result id, hold until the corpus changes, and are never sent as well', async () => {
    const server = await serve({ ...pairFiles, 'counterpoint.yaml': broken }, { capabilities });
    expect(server.initialized.capabilities.diagnosticProvider).toMatchObject({
      interFileDependencies: true,
      workspaceDiagnostics: true,
    });
    let refreshes = 0;
    server.connection.onRequest('workspace/diagnostic/refresh', () => {
      refreshes += 1;
      return null;
    });
    let sent = 0;
    server.connection.onNotification('textDocument/publishDiagnostics', () => {
      sent += 1;
    });
    const uri = await server.open('counterpoint.yaml', broken, 'yaml');
    const ask = (previousResultId?: string): Promise<DocumentDiagnosticReport> =>
      server.request('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
    const first = await ask();
    if (first.kind !== 'full') throw new Error('the first report is no full one');
    expect(first.items.map(({ code }) => code)).toContain('manifest-unknown-path');
    expect(await ask(first.resultId)).toEqual({ kind: 'unchanged', resultId: first.resultId });

    await change(server, uri, 2, manifest);
    const mended = await ask(first.resultId);
    expect(mended).toMatchObject({ kind: 'full', items: [] });
    while (refreshes === 0) await sleep(5);
    expect(sent).toBe(0);
  });

  it('cover the whole workspace; a question that has been answered waits for news', async () => {
    const server = await serve({ ...pairFiles, 'counterpoint.yaml': broken }, { capabilities });
    server.connection.onRequest('workspace/diagnostic/refresh', () => null);
    const ask = (previousResultIds: { uri: string; value: string }[]): Promise<WorkspaceDiagnosticReport> =>
      server.request('workspace/diagnostic', { previousResultIds });
    const uri = server.uri('counterpoint.yaml');
    const first = await ask([]);
    const known = first.items.map((item) => ({ uri: item.uri, value: item.resultId! }));
    expect(first.items.map((item) => item.uri)).toContain(uri);

    let isAnswered = false;
    const second = ask(known).then((report) => {
      isAnswered = true;
      return report;
    });
    await server.ask('counterpoint/corpora', {});
    expect(isAnswered).toBe(false);
    await server.open('counterpoint.yaml', broken, 'yaml');
    await change(server, uri, 2, manifest);
    expect((await second).items.find((item) => item.uri === uri)).toMatchObject({ kind: 'full', items: [] });
  });

  it('are sent to an editor that does not ask', async () => {
    const server = await serve({ ...pairFiles, 'counterpoint.yaml': broken });
    expect(server.initialized.capabilities.diagnosticProvider).toBeUndefined();
    const uri = await server.open('counterpoint.yaml', broken, 'yaml');
    await server.diagnostics(uri, (params) => params.diagnostics.length > 0);
  });
});
