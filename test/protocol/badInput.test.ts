import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { align } from '../../server/alignment/align';
import { translator } from '../../server/report/translate';
import { readEssay } from '../../server/text/readEssay';
import { leftEssay, pairFiles, rightEssay } from '../fixtures/pair';
import { nodeTypes } from '../unit/markdown';
import { RawServer } from './rawServer';
import { placeIn } from './session';

const project = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(project, 'docs', 'bad-input.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'counterpoint schlecht 坏 '));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
function counterpoint(...args: readonly string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(project, 'dist', 'cli.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, COUNTERPOINT_LANG: 'en' },
  });
  return { code: status, stdout, stderr };
}

/** A corpus of the two sample essays whose manifest (or lexicon) is something else. */
function corpus(name: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries({ ...pairFiles, ...files })) write(`${name}/${path}`, text);
}
const manifest = pairFiles['counterpoint.yaml'] ?? '';
const bomb = `a: &a [x, x]\n${Array.from('bcdefghij', (name, i) => `${name}: &${name} [${`*${'abcdefghij'.charAt(i)},`.repeat(9)}]\n`).join('')}`;

/** What every file that Markdown, a terminal or an editor could run looks like. */
const hostile = [
  '<script>alert(1)</script> [go](command:workbench.action.quit) ![i](http://evil.example/i.png) `x` <img src=x onerror=y>',
  'www.evil.example and http://evil.example and javascript:alert(1) \u001b[31m red',
].join(' ');

beforeAll(() => {
  write('empty.md', '');
  write('b.md', rightEssay);
  write('one.md', 'A harbour fee pays.\n');
  write('news.txt', 'Flood talks end\n\nDelegates agreed to meet again.\n');
  write('same-1.md', leftEssay);
  write('same-2.md', leftEssay);
  write('latin.txt', Buffer.from('Flood talks end\n\nDelegates met in a caf\u00e9.\n', 'latin1'));
  write('binary.txt', 'PK\u0000\u0003');
  write('mixed.md', '\ufeff# 港口 🚢\r\n\r\nA harbour fee 港口费 pays\rfor dredging ‮now‬ 🚢.\n\nالميناء للمدينة.\r\n');
  write('secret.md', 'A secret that lies outside.\n');
  write('lone/a.md', leftEssay);
  corpus('bomb', { 'counterpoint.yaml': bomb });
  corpus('outside', { 'counterpoint.yaml': manifest.replace('essays/right.essay.md', '../secret.md') });
  corpus('linked', { 'counterpoint.yaml': manifest.replace('essays/right.essay.md', 'essays/link.md') });
  symlinkSync(join(folder, 'secret.md'), join(folder, 'linked/essays/link.md'));
  corpus('twice', {
    'counterpoint.yaml': `${manifest}${manifest.split('\n').find((line) => line.includes('id: harbour')) ?? ''}\n`,
  });
  corpus('types', { 'counterpoint.yaml': 'themes: 7\n' });
  corpus('gone', { 'counterpoint.yaml': manifest.replace('right.essay', 'gone.essay') });
  corpus('windows', { 'counterpoint.yaml': manifest.replaceAll('essays/', 'essays\\') });
  corpus('concepts', {
    'counterpoint.yaml': `${manifest}lexicons: [lexicon.yaml]\n`,
    'lexicon.yaml': 'concepts:\n  - {id: fee, forms: {en: [harbour fee]}}\n  - {id: fee, forms: {en: [port toll]}}\n',
  });
  corpus('hostile', {
    'essays/left.essay.md': leftEssay.replace('is the fairest way', `${hostile} is the fairest way`),
    'essays/right.essay.md': rightEssay.replace('is the surest way', `${hostile} is the surest way`),
  });
  write('file-in-the-way', 'x');
  corpus('latin-1', {});
  write('latin-1/essays/left.essay.md', Buffer.from(leftEssay.replace('fairest way', 'fair\u00e9st way'), 'latin1'));
  corpus('nul', { 'essays/left.essay.md': leftEssay.replace('fairest way', 'fairest\0 way') });
  corpus('long', {
    'counterpoint.yaml': manifest.replace('essays/right.essay.md', `essays/${'long/'.repeat(400)}right.essay.md`),
  });
});

/** Inputs that are refused: with what arguments, and which message, as the page has it. */
const refused: readonly (readonly [name: string, args: readonly string[], message: string])[] = [
  ['an empty file', ['align', 'empty.md', 'b.md'], 'empty.md holds no passage to align.'],
  [
    'no partner',
    ['align', 'news.txt'],
    'news.txt is a single document with no counterpart. Name a second one, or the folder of its corpus.',
  ],
  [
    'a folder with one essay',
    ['align', 'lone'],
    'No two essays face each other in lone. Give each essay “theme” and “perspective” in its front matter, write a counterpoint.yaml, or name two documents.',
  ],
  [
    'NUL bytes',
    ['align', 'binary.txt', 'b.md'],
    'binary.txt is no text file: it holds NUL bytes. Save it as UTF-8 text or Markdown.',
  ],
  [
    'a file where a folder is to be',
    ['import', 'news.txt', '--out', 'file-in-the-way'],
    'cannot be a folder: a file is in its way. Choose another folder.',
  ],
  ['a folder where a file is to be', ['align', 'concepts', '--out', 'lone'], 'lone is a folder. Name a file.'],
];

/** Inputs that are borne: what still comes out. */
const borne: readonly (readonly [name: string, args: readonly string[], stdout: string, stderr: string])[] = [
  ['one sentence', ['align', 'one.md', 'b.md'], 'A harbour fee pays.', ''],
  ['both sides the same', ['align', 'same-1.md', 'same-2.md'], 'harbour', ''],
  ['mixed scripts, a byte order mark, all line ends', ['align', 'mixed.md', 'b.md'], '港口', ''],
  [
    'a theme that is declared twice',
    ['align', 'twice'],
    'Who pays for the harbour?',
    'counterpoint.yaml, line 5: The theme id “harbour” is used twice. Give each theme an id of its own.',
  ],
  ['a concept that is declared twice', ['align', 'concepts'], 'Who pays for the harbour?', ''],
  ['Windows separators', ['align', 'windows'], 'Who pays for the harbour?', ''],
  [
    'invalid UTF-8',
    ['import', 'latin.txt', '--out', 'latin'],
    'Kept as a context document',
    'latin.txt is not all UTF-8: what could not be read shows as “�”.',
  ],
  [
    'a partner that is gone',
    ['align', 'gone'],
    'The harbour belongs to its town',
    'counterpoint.yaml, line 4: There is no file “essays/gone.essay.md” in the corpus folder.',
  ],
  [
    'a YAML bomb',
    ['align', 'bomb'],
    'The harbour belongs to its town',
    'counterpoint.yaml, line 1: This file uses too many YAML aliases. Write the values out.',
  ],
  [
    'a path that leaves the folder',
    ['align', 'outside'],
    'The harbour belongs to its town',
    'counterpoint.yaml, line 4: The path “../secret.md” leaves the corpus folder. Use a path inside it.',
  ],
  [
    'a link that leaves the folder',
    ['align', 'linked'],
    'The harbour belongs to its town',
    'counterpoint.yaml, line 4: There is no file “essays/link.md” in the corpus folder.',
  ],
  [
    'invalid UTF-8 in an essay',
    ['align', 'latin-1'],
    'The harbour belongs to its town',
    'essays/left.essay.md, line 15: “�” stands where something could not be read. Save the file as UTF-8 from where it came from.',
  ],
  [
    'NUL bytes in an essay of a corpus',
    ['align', 'nul'],
    'The harbour belongs to its town',
    'essays/left.essay.md, line 15: This file holds NUL bytes: it may be no text. Save it as UTF-8 text or Markdown.',
  ],
  [
    'a path of more than 1,000 characters',
    ['align', 'long'],
    'The harbour belongs to its town',
    'There is no file “essays/long/',
  ],
  [
    'a wrong type',
    ['align', 'types'],
    'The harbour belongs to its town',
    'counterpoint.yaml, line 1: “themes” is missing or empty, or has the wrong type: expected a list.',
  ],
];

describe('from a terminal', () => {
  it.each(refused)('%s ends with code 2 and its message, and nothing is written', (_, args, message) => {
    const { code, stdout, stderr } = counterpoint(...args);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/\n\s+at |secret that lies/);
  });

  it.each(borne)('%s is borne', (_, args, out, err) => {
    const { code, stdout, stderr } = counterpoint(...args);
    expect(code).toBe(0);
    if (err === '') expect(stderr).toBe('');
    else expect(stderr).toContain(err);
    expect(stdout).not.toContain('secret that lies');
    expect(stdout).toContain(out);
  });

  it('a path of more than 1,000 characters is shown shortened', () => {
    const { stderr } = counterpoint('align', 'long');
    expect(stderr).toMatch(/lon.*….*right\.essay\.md/);
    expect(Math.max(...stderr.split('\n').map((line) => line.length))).toBeLessThan(400);
  });

  it('nothing of a hostile essay comes to life in a report, and no control character reaches the terminal', () => {
    const { code, stdout } = counterpoint('align', 'hostile', '--format', 'markdown');
    expect(code).toBe(0);
    expect(stdout).toContain('evil');
    const { types } = nodeTypes(stdout);
    for (const type of ['link', 'image', 'html', 'linkReference', 'definition', 'code'])
      expect(types).not.toContain(type);
    expect(counterpoint('align', 'hostile').stdout).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});

describe('in the editor', () => {
  const running: RawServer[] = [];
  afterEach(async () => {
    await Promise.all(running.splice(0).map((server) => server.dispose()));
  });
  async function serve(files: Readonly<Record<string, string>>): Promise<RawServer> {
    const server = new RawServer({ serverPath: join(project, 'dist', 'server.js'), files });
    running.push(server);
    await server.start();
    return server;
  }
  const rootOf = (server: RawServer): string => server.uri('').replace(/\/$/, '');
  const hover = async (server: RawServer): Promise<string> => {
    const { uri, position } = placeIn(rootOf(server));
    return JSON.stringify(await server.request('textDocument/hover', { textDocument: { uri }, position }));
  };

  it('a partner that is renamed while its counterpart is open is gone, and back when its name is', async () => {
    const server = await serve(pairFiles);
    server.open('essays/left.essay.md', leftEssay);
    expect(await hover(server)).toContain('surest way');
    const [there, away] = ['right.essay.md', 'away.bak'].map((name) => join(server.root, 'essays', name)) as [
      string,
      string,
    ];
    const tell = (type: number): void => {
      server.notify('workspace/didChangeWatchedFiles', {
        changes: [{ uri: server.uri('essays/right.essay.md'), type }],
      });
    };
    renameSync(there, away);
    tell(3);
    expect(await hover(server)).not.toContain('surest way');
    const report = await server.request('textDocument/diagnostic', {
      textDocument: { uri: server.uri('counterpoint.yaml') },
    });
    expect(JSON.stringify(report)).toContain('There is no file “essays/right.essay.md” in the corpus folder.');
    renameSync(away, there);
    tell(1);
    expect(await hover(server)).toContain('surest way');
  });

  it('a link that leaves the folder is not followed', async () => {
    const server = await serve({
      ...pairFiles,
      'counterpoint.yaml': manifest.replace('essays/right.essay.md', 'essays/link.md'),
    });
    symlinkSync(join(folder, 'secret.md'), join(server.root, 'essays', 'link.md'));
    const report = await server.request('textDocument/diagnostic', {
      textDocument: { uri: server.uri('counterpoint.yaml') },
    });
    expect(JSON.stringify(report)).toContain('There is no file “essays/link.md” in the corpus folder.');
    expect(JSON.stringify(await server.request('counterpoint/corpora', {}))).not.toContain('link.md');
  });

  it('nothing of a hostile essay comes to life in a hover', async () => {
    const right = rightEssay.replace('is the surest way', `${hostile} is the surest way`);
    const server = await serve({ ...pairFiles, 'essays/right.essay.md': right });
    server.open('essays/left.essay.md', leftEssay);
    const answer = await server.request('textDocument/hover', {
      textDocument: { uri: placeIn(rootOf(server)).uri },
      position: { line: 14, character: 20 },
    });
    const value = answer.kind === 'result' ? (answer.result as { contents: { value: string } }).contents.value : '';
    expect(value).toContain('evil');
    const { types } = nodeTypes(value);
    for (const type of ['link', 'image', 'html', 'linkReference', 'definition', 'code'])
      expect(types).not.toContain(type);
  });

  it('an import into a folder that cannot be one is refused in words', async () => {
    const server = await serve({ ...pairFiles, 'news.txt': 'Flood talks end\n\nDelegates met.\n', wall: 'x' });
    const answer = await server.request('counterpoint/import', {
      source: server.uri('news.txt'),
      out: server.uri('wall'),
      overwrite: false,
    });
    expect(answer).toMatchObject({
      kind: 'result',
      result: { kind: 'refused', message: expect.stringContaining('cannot be a folder') as string },
    });
  });
});

describe('docs/bad-input.md', () => {
  const rows = [...page.matchAll(/^\| (?!-)([^|]+) \| ([^|]+) \|$/gm)]
    .map(([, name, text]) => [name?.trim(), text ?? ''] as const)
    .filter(([name]) => name !== 'What');
  const row = (name: string): string => rows.find(([each]) => each?.toLowerCase() === name.toLowerCase())?.[1] ?? '';

  it.each([
    ...refused.map(([name, , message]) => [name, message] as const),
    ...borne.map(([name, , , message]) => [name, message] as const),
  ])('tells of %s with its message', (name, message) => {
    expect(row(name)).not.toBe('');
    expect(row(name)).toContain(message);
  });

  it('tells the message about texts that are too long', () => {
    const long = readEssay('A sentence about trade.\n\n'.repeat(1200));
    const { declined } = align(long, long);
    expect(row('two texts that are too long')).toContain(declined && translator(undefined)(declined));
  });

  it('tells of nothing that is not tested here or where it says', () => {
    const known = new Set([...refused, ...borne].map(([name]) => name.toLowerCase()));
    const others = rows.filter(([name, text]) => !known.has(name?.toLowerCase() ?? '') && !/`test\/[^`]+`/.test(text));
    expect(others.map(([name]) => name)).toEqual([]);
  });
});
