import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hover, MarkupContent } from 'vscode-languageserver-protocol';
import { leftEssay, pairFiles } from '../fixtures/pair';
import { StdioServer } from './server';

const project = join(import.meta.dirname, '..', '..');
const confine = join(project, 'test', 'fixtures', 'confine.cjs');
const outside = mkdtempSync(join(tmpdir(), 'counterpoint outside '));
const folder = mkdtempSync(join(tmpdir(), 'counterpoint confined '));
afterAll(() => {
  for (const each of [outside, folder]) rmSync(each, { recursive: true, force: true });
});

/** What may be read of the environment, and why; everything else is denied. */
const environment = [
  // The language of messages (server/files/locale.ts).
  ...['COUNTERPOINT_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'],
  // Whether tests hold each incremental result against one from scratch (server/lsp/server.ts).
  'COUNTERPOINT_PARANOID',
];
const confined = (only: string): NodeJS.ProcessEnv => ({
  ...process.env,
  COUNTERPOINT_LANG: 'en',
  CONFINE: JSON.stringify({ folder: only, environment }),
});

function counterpoint(...args: readonly string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', confine, join(project, 'dist', 'cli.js'), ...args],
    { cwd: folder, encoding: 'utf8', env: confined(folder) },
  );
  return { code: status, stdout, stderr };
}

it('the guard denies network, other programs, environment and writes outside, and tells of each', () => {
  const attempts = [
    'require("node:net").connect(80, "127.0.0.1")',
    'new (require("node:net").Socket)().connect(80, "127.0.0.1")',
    'require("node:net").createServer()',
    'require("node:tls").connect(443)',
    'require("node:http").get("http://127.0.0.1")',
    'require("node:https").request("https://127.0.0.1")',
    'require("node:dns").lookup("localhost", () => 0)',
    'require("node:dns").promises.lookup("localhost")',
    'require("node:dgram").createSocket("udp4")',
    'require("node:child_process").execFile("true")',
    'new (require("node:worker_threads").Worker)("", { eval: true })',
    'fetch("http://127.0.0.1")',
    `require("node:fs").writeFileSync(${JSON.stringify(join(outside, 'a'))}, "")`,
    `require("node:fs").openSync(${JSON.stringify(join(outside, 'b'))}, "w")`,
    `require("node:fs").promises.open(${JSON.stringify(join(outside, 'c'))}, "a+")`,
    `require("node:fs/promises").rename("x", ${JSON.stringify(join(outside, 'd'))})`,
    `require("node:fs").createWriteStream(${JSON.stringify(join(outside, 'e'))})`,
    `require("node:fs").rmSync(${JSON.stringify(outside)}, { recursive: true })`,
    'process.env.HOME',
    '"PATH" in process.env',
    'Object.keys(process.env)',
    'process.env.NEW = ""',
  ];
  const fine = [
    'process.env.LANG',
    'require("node:fs").writeFileSync("inside", "")',
    'require("node:fs").readFileSync(process.execPath)',
  ];
  const script = (code: string): string => `try { ${code} } catch (e) { if (!/^denied/.test(e.message)) throw e; }`;
  const run = (codes: readonly string[]): string =>
    spawnSync(process.execPath, ['--require', confine, '-e', codes.map(script).join('\n')], {
      cwd: folder,
      encoding: 'utf8',
      env: confined(folder),
    }).stderr;
  expect(run(fine)).toBe('');
  const told = run(attempts);
  const lines = told.trim().split('\n');
  expect(lines.filter((line) => !line.startsWith('denied: '))).toEqual([]);
  expect(lines).toHaveLength(attempts.length);
  expect(readdirSync(outside)).toEqual([]);
});

describe('without network, other programs and environment, and with one folder to write to', () => {
  beforeAll(() => {
    const source = readFileSync(join(project, 'test', 'fixtures', 'import', 'compendium.txt'));
    writeFileSync(join(folder, 'compendium.txt'), source);
  });

  it('the command line imports, aligns and exports', () => {
    const imported = counterpoint('import', 'compendium.txt', '--out', 'corpus', '--verify');
    expect(imported).toMatchObject({ code: 0, stderr: '' });
    expect(imported.stdout).toContain('The account balances.');
    const aligned = counterpoint('align', 'corpus');
    expect(aligned.stderr).not.toContain('denied');
    expect(aligned.code).toBe(0);
    for (const file of ['report.md', 'report.html', 'report.docx', 'links.csv', 'links.jsonld']) {
      const { code, stderr } = counterpoint('export', 'corpus', '--out', `corpus/out/${file}`);
      expect(stderr).not.toContain('denied');
      expect(code).toBe(0);
      expect(existsSync(join(folder, 'corpus', 'out', file))).toBe(true);
    }
    expect(counterpoint('fsck', 'corpus').stderr).toBe('');
  });

  it('the command line cannot write elsewhere even where it is told to, and says so', () => {
    const { code, stderr } = counterpoint('export', 'corpus', '--out', join(outside, 'report.md'));
    expect(stderr).toContain('denied: fs.promises.');
    expect(code).not.toBe(0);
    expect(readdirSync(outside)).toEqual([]);
  });

  it('the server aligns, hovers, follows edits, keeps a decision, imports and exports', async () => {
    const server = new StdioServer(pairFiles, {
      nodeArguments: ['--require', confine],
      environment: (root) => ({ ...confined(root) }),
    });
    await server.start();
    try {
      await server.connection.sendNotification('workspace/didChangeConfiguration', {
        settings: { counterpoint: { review: { name: 'Ada Lovelace' } } },
      });
      const uri = await server.open('essays/left.essay.md', leftEssay);
      const hover = (): Promise<Hover | null> =>
        server.request<Hover | null>('textDocument/hover', {
          textDocument: { uri },
          position: { line: 14, character: 20 },
        });
      expect(((await hover())?.contents as MarkupContent).value).toContain('the surest way to send them elsewhere');
      const pair = (await server.ask('counterpoint/pairsOf', { uri }))[0]!.id;
      const before = (await server.ask('counterpoint/comparison', { pair }))!;
      await server.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: 2 },
        contentChanges: [{ text: `${leftEssay}\nRail freight alone clears the quays.\n` }],
      });
      await server.until(() => server.notifications.some(({ method }) => method === 'counterpoint/comparisonsChanged'));
      expect((await server.ask('counterpoint/comparison', { pair }))!.revision).toBeGreaterThan(before.revision);
      expect(await hover()).not.toBeNull();
      const item = { pair, kind: 'link', id: before.links[0]!.id } as const;
      expect(await server.ask('counterpoint/review', { kind: 'decide', item, verdict: 'accepted' })).toMatchObject({
        kind: 'saved',
      });
      expect(readdirSync(join(server.root, '.counterpoint', 'harbour'))).toEqual(['ada-lovelace.jsonl']);
      const corpus = server.uri('').replace(/\/$/, '');
      for (const format of ['markdown', 'html', 'docx', 'csv'])
        expect((await server.ask('counterpoint/export', { corpus, pair, format })).base64).not.toBe('');
      server.write('compendium.txt', readFileSync(join(folder, 'compendium.txt'), 'utf8'));
      const imported = await server.ask('counterpoint/import', {
        source: server.uri('compendium.txt'),
        out: server.uri('imported'),
        overwrite: false,
      });
      expect(imported.kind).toBe('compendium');
    } finally {
      await server.stop();
    }
    expect(server.stderr).toBe('');
  });
});
