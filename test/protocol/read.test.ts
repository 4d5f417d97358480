import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseReadingFile, type ReadingFile } from '../../server/readings/readingFile';
import { pairFiles } from '../fixtures/pair';
import { link, recorded, reply } from '../unit/readings/model/subject';
import { type Behaviour, broken, FakeModel, good, silent, status } from './fakeModel';

const project = join(import.meta.dirname, '..', '..');
let folder = '';
let model: FakeModel | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'counterpoint read '));
  for (const [path, text] of Object.entries(pairFiles)) write(path, text);
});
afterEach(async () => {
  await model?.stop();
  model = undefined;
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `counterpoint read` in the folder; `whileRunning` is told what it says. */
function read(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  whileRunning: (said: string, interrupt: () => void) => void = () => undefined,
): Promise<Ran> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(project, 'dist', 'cli.js'), 'read', ...args], {
      cwd: folder,
      env: { ...process.env, COUNTERPOINT_LANG: 'en', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => {
      stderr += data.toString();
      whileRunning(stderr, () => child.kill('SIGINT'));
    });
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
  });
}

async function fake(...behaviours: readonly Behaviour[]): Promise<readonly string[]> {
  model = await new FakeModel(behaviours).start();
  return ['--endpoint', model.url, '--model', 'tiny', '--yes', '--timeout', '20'];
}

function written(path = 'harbour.tiny.reading.json'): ReadingFile {
  const { file, problems } = parseReadingFile(readFileSync(join(folder, path), 'utf8'), path);
  expect(problems).toEqual([]);
  return file!;
}

const first = good(reply([link(['L1'], ['R1']), link(['L2'], ['R2'])]));
const second = good(reply([link(['L3'], ['R3'])], { drop: [2] }));

describe('counterpoint read', () => {
  it('asks twice, and writes a reading that can be committed; a second run asks nothing', async () => {
    const args = await fake(first, second);
    const ran = await read(['.', ...args], { COUNTERPOINT_API_KEY: 'secret' });
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toMatch(/are sent to tiny \(http:\/\/127\.0\.0\.1:\d+\/v1\): about \d+ tokens in 2 calls/);
    expect(ran.stderr).not.toContain('secret');
    expect(model!.asked.map(({ key }) => key)).toEqual(['secret', 'secret']);
    const file = written();
    expect(file).toMatchObject({ kind: 'model', name: 'tiny' });
    expect(file.date).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(file.method).toMatch(/tiny .* 2 calls .* Withdrawn by the model itself: 1 link/);
    expect(file.pairs[0]!.links).toHaveLength(2);
    const cache = join(folder, '.counterpoint', 'cache');
    expect(readFileSync(join(cache, '.gitignore'), 'utf8')).toBe('*\n');
    expect(readdirSync(cache).filter((name) => /^[0-9a-f]{64}\.json$/.test(name))).toHaveLength(2);

    const again = await read(['.', ...args]);
    expect(again.stderr).toContain('2 replies were known from before');
    expect(model!.asked).toHaveLength(2);
    expect(written()).toEqual({ ...file, method: file.method });
  });

  it('sends nothing without a yes', async () => {
    const args = await fake(first);
    const ran = await read(['.', ...args.filter((arg) => arg !== '--yes')]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('Nothing was sent');
    expect(model!.asked).toEqual([]);
  });

  it.each([
    ['forbids it', 'models: forbid\n', /forbids chat models/],
    ['has errors, so that nobody can tell', 'modells: forbid\n', /may forbid/],
  ])('sends nothing where the manifest %s', async (_, more, message) => {
    write('counterpoint.yaml', `${pairFiles['counterpoint.yaml'] ?? ''}\n${more}`);
    const ran = await read(['essays/left.essay.md', 'essays/right.essay.md', ...(await fake(first))]);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(message);
    expect(model!.asked).toEqual([]);
  });

  it('sends nothing over http to another machine', async () => {
    const ran = await read(['.', '--endpoint', 'http://models.example/v1', '--model', 'm', '--yes']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('Use https');
  });

  it('keeps what is true of a reply that lies, and counts the rest', async () => {
    const lies = [
      link(['L1'], ['R1']),
      link(['L777'], ['R1']),
      link(['R1'], ['L1']),
      link(['L1-L5'], ['R1']),
      'no link',
    ];
    await read(['.', ...(await fake(good(reply(lies)), good(reply([]))))]);
    const file = written();
    expect(file.pairs[0]!.links).toHaveLength(1);
    expect(file.method).toMatch(
      /Left out of its replies: 1 with a sentence number .*, 1 with a sentence of the wrong essay, 1 with too many sentences, 1 without/,
    );
  });

  it('mends a malformed reply, and refuses one that is none, writing nothing', async () => {
    const mended = await read([
      '.',
      ...(await fake(good(`Sure!\n${reply([link(['L1'], ['R1'])]).slice(0, -2)}`), second)),
    ]);
    expect(mended.stderr).toContain('mended');
    expect(written().pairs[0]!.links).toHaveLength(2);
    await model!.stop();
    rmSync(join(folder, 'harbour.tiny.reading.json'));
    rmSync(join(folder, '.counterpoint'), { recursive: true });
    const refused = await read(['.', ...(await fake(good('As a parrot, I decline.')))]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('not the JSON that was asked for');
    expect(existsSync(join(folder, 'harbour.tiny.reading.json'))).toBe(false);
  });

  it('waits where the server is busy, and goes on', async () => {
    const busy = status(429, 'slow down', { 'retry-after': '0' });
    const ran = await read(['.', ...(await fake(busy, first, status(500, 'oh', { 'retry-after': '0' }), second))]);
    expect(ran.code).toBe(0);
    expect(ran.stderr).toContain('Next try in 0 seconds');
    expect(written().pairs[0]!.links).toHaveLength(2);
  });

  it('uses half a reply where the connection always breaks', async () => {
    const half = broken(reply([link(['L1'], ['R1']), link(['L2'], ['R2'])]).slice(0, -60));
    const ran = await read(['.', ...(await fake(half, half, half, half, second))]);
    expect(ran.code).toBe(0);
    expect(written().method).toContain('Cut off before its end: 1 reply');
  }, 30_000);

  it('keeps the first call’s reading when the reader stops the second one', async () => {
    const args = await fake(first, silent('…'));
    let isInterrupted = false;
    const ran = await read(['.', ...args], {}, (said, interrupt) => {
      // Once: a second interruption ends the program on the spot.
      if (said.includes('call 2 of 2') && !isInterrupted) interrupt();
      isInterrupted ||= said.includes('call 2 of 2');
    });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('not whole: Cancelled.');
    expect(written().method).toContain('It ended early');
    expect(written().pairs[0]!.links).toHaveLength(2);
  });

  it('reads only what has changed since, and keeps the rest', async () => {
    const args = await fake(first, second, good(reply([link(['L1'], ['R4'])])), good(reply([])));
    await read(['.', ...args]);
    const left = join(folder, 'essays/left.essay.md');
    const before = readFileSync(left, 'utf8');
    writeFileSync(left, before.replace('Visitors come', 'Nowadays visitors come'));
    const ran = await read(['.', '--changed', ...args]);
    expect(ran.stderr).toContain('kept from before');
    expect(model!.asked).toHaveLength(4);
    expect(model!.asked[2]!.body.messages[1]!.content).toContain('Nowadays');
    expect(model!.asked[2]!.body.messages[1]!.content).not.toContain('\nL1: ');
  });

  it('prints exactly what would be sent, and takes replies that somebody brings', async () => {
    const printed = await read(['.', '--print-prompt']);
    const args = await fake(first, second);
    await read(['.', ...args]);
    const [system, user] = model!.asked[0]!.body.messages;
    expect(printed.stdout).toBe(`===== system =====\n${system!.content}\n\n===== user =====\n${user!.content}\n`);

    write('one.txt', reply([link(['L1'], ['R1'])]));
    write('two.txt', reply([link(['L2'], ['R2'])]));
    const next = await read(['.', '--print-prompt', '--replies', 'one.txt']);
    expect(next.stdout).toContain('===== assistant =====');
    const ran = await read(['.', '--model', 'by hand', '--replies', 'one.txt', 'two.txt']);
    expect(ran.code).toBe(0);
    expect(written('harbour.by-hand.reading.json').pairs[0]!.links).toHaveLength(2);
  });

  it('makes of the recorded replies a reading that align shows', async () => {
    const samples = join(project, 'samples');
    write('1.txt', recorded('carbon-border', 1));
    write('2.txt', recorded('carbon-border', 2));
    const ran = await read([
      samples,
      '--theme',
      'carbon-border',
      '--model',
      'm',
      '--replies',
      '1.txt',
      '2.txt',
      '--out',
      'r.reading.json',
    ]);
    expect(ran.stderr).toContain('31 links');
    expect(written('r.reading.json').pairs[0]!.silences?.right.length).toBe(3);
  });

  it('names a file of replies that is missing', async () => {
    const ran = await read(['.', '--model', 'm', '--replies', 'nowhere.txt']);
    expect(ran).toMatchObject({ code: 2, stderr: 'counterpoint: There is no file nowhere.txt.\n' });
  });

  it('names the themes where there is none of that name', async () => {
    const ran = await read(['.', '--theme', 'elsewhere', '--print-prompt']);
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('harbour');
  });
});
