import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerCapabilities } from 'vscode-languageserver-protocol';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { leftEssay, pairFiles, rightEssay } from '../fixtures/pair';
import { Chance, seedOf } from '../fuzz/chance';
import { hostileVariants } from './hostileParams';
import { type Answer, RawServer } from './rawServer';
import { type Place, requestKinds, unknownCapabilities, waitsForNews } from './requestKinds';
import { makeSession, placeIn, playSession } from './session';

const serverPath = join(import.meta.dirname, '..', '..', 'dist', 'server.js');
const compendium = readFileSync(join(import.meta.dirname, '..', 'fixtures', 'compendium.txt'), 'utf8');
const files = { ...pairFiles, 'compendium.txt': compendium };

const running: RawServer[] = [];
function serve(root?: string): RawServer {
  const server = new RawServer({
    serverPath,
    files: root === undefined ? files : {},
    ...(root !== undefined && { root }),
  });
  running.push(server);
  return server;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.dispose()));
});

const placeOf = (server: RawServer): Place => placeIn(server.uri('').replace(/\/$/, ''));

/** What a healthy server says of the corpus: a hover and the links, without what grows with each result. */
async function health(server: RawServer): Promise<unknown> {
  const place = placeOf(server);
  const [hover, comparison] = await Promise.all([
    server.request('textDocument/hover', { textDocument: { uri: place.uri }, position: place.position }),
    server.request('counterpoint/comparison', { pair: place.pair }),
  ]);
  return JSON.parse(JSON.stringify([hover, comparison]).replace(/"revision":\d+/g, '"revision":0'));
}

let capabilities: ServerCapabilities = {};
let healthy: unknown;

/** Starts a server on the corpus with both essays open. */
async function begin(root?: string): Promise<RawServer> {
  const server = serve(root);
  await server.start();
  server.open('essays/left.essay.md', leftEssay);
  server.open('essays/right.essay.md', rightEssay);
  return server;
}

/** Asks, and cancels at once what would wait for news. */
function ask(server: RawServer, method: string, params: unknown): Promise<Answer> {
  return server.request(method, params, (id) => {
    if (method === waitsForNews) server.notify('$/cancelRequest', { id });
  });
}

beforeAll(async () => {
  const server = new RawServer({ serverPath, files });
  const answer = await server.start();
  capabilities = (answer.kind === 'result' ? (answer.result as { capabilities: ServerCapabilities }) : { capabilities })
    .capabilities;
  server.open('essays/left.essay.md', leftEssay);
  server.open('essays/right.essay.md', rightEssay);
  healthy = JSON.parse(JSON.stringify(await health(server)).replaceAll(server.uri(''), 'root/'));
  await server.dispose();
});

async function expectHealthy(server: RawServer): Promise<void> {
  const now = JSON.stringify(await health(server)).replaceAll(server.uri(''), 'root/');
  expect(JSON.parse(now)).toEqual(healthy);
}

it('every capability of the server is known to the storm, so that none of its requests is forgotten', () => {
  expect(unknownCapabilities(capabilities)).toEqual([]);
  expect(requestKinds(capabilities).length).toBeGreaterThan(20);
  expect(JSON.stringify(healthy)).toContain('harbour fee');
});

describe('a request of each kind', () => {
  it('is answered with a result when it is right', async () => {
    const server = await begin();
    const answers = await Promise.all(
      requestKinds(capabilities)
        // Without a chat model there is no reading by one: that is an error, told in words.
        .filter(({ method }) => method !== waitsForNews && !method.startsWith('counterpoint/model/'))
        .map(async ({ method, params }) => [method, (await server.request(method, params(placeOf(server)))).kind]),
    );
    expect(answers.filter(([, kind]) => kind !== 'result')).toEqual([]);
  });

  it('is answered with a result or an error whatever is wrong in it, and the server goes on as before', async () => {
    const server = await begin();
    const place = placeOf(server);
    let count = 0;
    for (const { method, params } of requestKinds(capabilities)) {
      // An import would write wherever it is told to: no other folder of this machine is to be named.
      const isHarmless = (odd: unknown): boolean => method !== 'counterpoint/import' || !/^file:/.test(String(odd));
      const variants = hostileVariants(params(place), isHarmless);
      const answers = await Promise.all(variants.map((each) => ask(server, method, each)));
      expect(answers.filter(({ kind }) => kind === 'gone')).toEqual([]);
      count += answers.length;
    }
    expect(count).toBeGreaterThan(1000);
    await expectHealthy(server);
    expect(await server.stop()).toBe(0);
    expect(server.stderr).toBe('');
  });

  it('is answered before the server is initialized, which then starts as ever', async () => {
    const server = serve();
    const place = placeOf(server);
    const kinds = requestKinds(capabilities).filter(({ method }) => method !== 'counterpoint/import');
    const answers = await Promise.all(kinds.map(({ method, params }) => ask(server, method, params(place))));
    expect(answers.filter(({ kind }) => kind === 'gone')).toEqual([]);
    await server.start();
    server.open('essays/left.essay.md', leftEssay);
    server.open('essays/right.essay.md', rightEssay);
    await expectHealthy(server);
  });

  it('is answered after shutdown, and exit then ends the server with code 0', async () => {
    const server = await begin();
    const place = placeOf(server);
    expect((await server.request('shutdown')).kind).toBe('result');
    const kinds = requestKinds(capabilities).filter(({ method }) => method !== 'counterpoint/import');
    const answers = await Promise.all(kinds.map(({ method, params }) => ask(server, method, params(place))));
    expect(answers.filter(({ kind }) => kind === 'gone')).toEqual([]);
    server.notify('exit');
    expect(await server.exited).toBe(0);
  });

  it('that is cancelled is answered all the same', async () => {
    const server = await begin();
    const place = placeOf(server);
    const answers = await Promise.all(
      requestKinds(capabilities).map(({ method, params }) =>
        server.request(method, params(place), (id) => {
          server.notify('$/cancelRequest', { id });
        }),
      ),
    );
    expect(answers.filter(({ kind }) => kind === 'gone')).toEqual([]);
    await expectHealthy(server);
  });
});

it('an import into what is no URI is refused, and writes nothing anywhere', async () => {
  const server = await begin();
  const source = server.uri('compendium.txt');
  for (const out of ['no uri at all', '', 42, null, undefined, 'C:\\\\out'])
    expect(await server.request('counterpoint/import', { source, out, overwrite: false })).toMatchObject({
      kind: 'error',
      code: -32602,
      message: expect.stringContaining('“out”') as string,
    });
});

it('two documents of which one cannot be read leave nothing behind that stands in the way of the others', async () => {
  const server = await begin();
  const { uri } = placeOf(server);
  for (const other of [`file:///${'x'.repeat(5000)}`, 'file:///a%00b', 'untitled:none', 'no-such-scheme:/x'])
    expect((await server.request('counterpoint/alignTwo', { left: uri, right: other })).kind).toBe('error');
  await expectHealthy(server);
});

describe('what is no request', () => {
  it('a notification with anything wrong in it changes nothing', async () => {
    const server = await begin();
    const { uri } = placeOf(server);
    const notifications = {
      initialized: {},
      'textDocument/didOpen': {
        textDocument: { uri: server.uri('other.md'), languageId: 'markdown', version: 1, text: 'x' },
      },
      'textDocument/didChange': {
        textDocument: { uri: server.uri('other.md'), version: 2 },
        contentChanges: [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: 'y' }],
      },
      'textDocument/didSave': { textDocument: { uri } },
      'textDocument/didClose': { textDocument: { uri: server.uri('other.md') } },
      'workspace/didChangeWatchedFiles': { changes: [{ uri, type: 2 }] },
      'workspace/didChangeConfiguration': { settings: { counterpoint: { hover: { counterparts: 2 } } } },
      '$/cancelRequest': { id: 1 },
      '$/setTrace': { value: 'off' },
      'window/workDoneProgress/cancel': { token: 'x' },
      'no/such': { a: 1 },
    };
    for (const [method, params] of Object.entries(notifications)) {
      for (const variant of hostileVariants(params)) server.notify(method, variant);
    }
    await expectHealthy(server);
    expect(await server.stop()).toBe(0);
  });

  it('a message that is none is passed over, an unknown method is refused', async () => {
    const server = await begin();
    for (const body of [
      '{',
      'null',
      '[]',
      '42',
      '""',
      '{"jsonrpc":"2.0"}',
      '{"id":{},"method":[]}',
      '{"jsonrpc":"2.0","id":77,"result":1}',
    ])
      server.sendBytes(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    expect(await server.request('no/such')).toMatchObject({ kind: 'error', code: -32601 });
    await expectHealthy(server);
  });

  it('exit without shutdown ends the server with code 1', async () => {
    const server = await begin();
    server.notify('exit');
    expect(await server.exited).toBe(1);
  });
});

describe('a session by chance', () => {
  it.each([1, 2, 3, 4, 5, 6])('has every request answered, and the server ends well: seed %i', async (seed) => {
    await playSession(makeSession(new Chance(seedOf('storm', seed)), 40), serverPath, 40_000);
  });
});

describe('a server that is killed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'counterpoint killed '));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const contents = (root: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(root, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
        .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]),
    );

  it('in the middle of each kind of request leaves every file whole, and the next one answers as before', async () => {
    const first = serve();
    const corpora = ['one', 'two', 'three'].map((name) => join(folder, name));
    for (const root of corpora) cpSync(first.root, root, { recursive: true });
    await first.start();
    const { root: there } = placeOf(first);
    await first.request('counterpoint/import', {
      source: `${there}/compendium.txt`,
      out: `${there}/imported`,
      overwrite: false,
    });
    const whole = contents(first.root);
    await first.dispose();
    const kinds = requestKinds(capabilities);
    // Several corpora at a time, each with one server after the other: starting one takes longest, and waits for the disk.
    const killed = corpora.map(async (root, corpus) => {
      for (const { method, params } of kinds.filter((_, i) => i % corpora.length === corpus)) {
        const server = await begin(root);
        await expectHealthy(server);
        void ask(server, method, params(placeOf(server)));
        // Messages are taken in order: with this one answered, the other is under way or done.
        await server.request('no/such');
        server.process.kill('SIGKILL');
        expect(await server.exited, method).toBe('SIGKILL');
        for (const [path, text] of Object.entries(contents(root))) expect(text, `${method}: ${path}`).toBe(whole[path]);
      }
      const last = await begin(root);
      await expectHealthy(last);
      const { root: again } = placeOf(last);
      const import2 = await last.request('counterpoint/import', {
        source: `${again}/compendium.txt`,
        out: `${again}/imported`,
        overwrite: false,
      });
      expect(import2).toMatchObject({ kind: 'result', result: { kind: 'compendium', edited: [], balanced: true } });
      expect(contents(root)).toEqual(whole);
    });
    await Promise.all(killed);
  }, 240_000);
});

it('a server ends when its editor is killed: no orphan stays', async () => {
  // The editor's standard error is handed on to the server: it closes when both have ended.
  const script = `const { spawn } = require('node:child_process');
    const server = spawn(process.execPath, [${JSON.stringify(serverPath)}, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { processId: process.pid, rootUri: null, capabilities: {} } });
    server.stdin.write('Content-Length: ' + body.length + '\\r\\n\\r\\n' + body);
    server.stdout.once('data', () => process.stdout.write('started'));`;
  const editor = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  await new Promise((resolve) => editor.stdout.once('data', resolve));
  const closed = new Promise((resolve) => editor.stderr.resume().once('close', resolve));
  editor.kill('SIGKILL');
  await closed;
});
