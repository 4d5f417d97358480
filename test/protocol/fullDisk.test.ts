import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftEssay, pairFiles } from '../fixtures/pair';
import { StdioServer } from './server';

const project = join(import.meta.dirname, '..', '..');
const failing = join(project, 'test', 'fixtures', 'failingDisk.cjs');
const folder = mkdtempSync(join(tmpdir(), 'counterpoint full disk '));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** How a disk refuses, and what is said of it. */
const refusals = [
  { code: 'ENOSPC', says: 'There is no space left for' },
  { code: 'EROFS', says: 'is on a disk that cannot be written to' },
  { code: 'EACCES', says: 'There is no permission for' },
] as const;

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}
/** Runs a command; with `disk`, writes into a folder fail after so many. */
function counterpoint(args: readonly string[], disk?: { folder: string; code: string; after: number }): Run {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...(disk === undefined ? [] : ['--require', failing]), join(project, 'dist', 'cli.js'), ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, COUNTERPOINT_LANG: 'en', FAILING_DISK: JSON.stringify(disk ?? null) },
    },
  );
  return { code: status, stdout, stderr };
}
const filesIn = (root: string): Record<string, string> =>
  Object.fromEntries(
    (existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }) : [])
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')]),
  );
function expectRefused(run: Run, says: string): void {
  expect(run.stderr).toContain(says);
  expect(run.code).toBe(2);
  expect(run.stderr).not.toMatch(/\n\s+at /);
}
function corpus(name: string): string {
  const root = join(folder, name);
  for (const [path, text] of Object.entries(pairFiles)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

let whole: Record<string, string> = {};
/** A line as the editor writes it for a decision. */
let decision = '';
beforeAll(async () => {
  cpSync(join(project, 'test', 'fixtures', 'compendium.txt'), join(folder, 'compendium.txt'));
  expect(counterpoint(['import', 'compendium.txt', '--out', 'whole']).code).toBe(0);
  whole = filesIn(join(folder, 'whole'));
  decision = await decide(corpus('decided'));
}, 60_000);

/** Decides on the first link of a corpus in a server of its own; the reviewer's file. */
async function decide(root: string, disk?: { code: string; after: number }): Promise<string> {
  const server = await new StdioServer(
    {},
    {
      folder: root,
      ...(disk !== undefined && {
        nodeArguments: ['--require', failing],
        environment: () => ({ ...process.env, FAILING_DISK: JSON.stringify({ ...disk, folder: root }) }),
      }),
    },
  ).start();
  try {
    await server.connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { counterpoint: { review: { name: 'Ada Lovelace' } } },
    });
    const uri = await server.open('essays/left.essay.md', leftEssay);
    const pair = (await server.ask('counterpoint/pairsOf', { uri }))[0]!.id;
    const link = (await server.ask('counterpoint/comparison', { pair }))!.links[0]!;
    const item = { pair, kind: 'link', id: link.id } as const;
    const done = await server.ask('counterpoint/review', { kind: 'decide', item, verdict: 'accepted' });
    if (disk === undefined) expect(done.kind).toBe('saved');
    else {
      const says = refusals.find(({ code }) => code === disk.code)!.says;
      expect(done).toMatchObject({ kind: 'unsaved', error: expect.stringContaining(says) as string });
      // It is kept in memory, and shown.
      const after = (await server.ask('counterpoint/comparison', { pair }))!;
      expect(after.links.find(({ id }) => id === link.id)?.review.status).toBe('accepted');
    }
  } finally {
    await server.stop();
  }
  const file = join(root, '.counterpoint', 'harbour', 'ada-lovelace.jsonl');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

describe.each(refusals)('a disk that refuses with $code', ({ code, says }) => {
  it('leaves an import with whole files only, and the next one completes it', () => {
    const after = code === 'ENOSPC' ? 3 : 0;
    const name = `import ${code} ${after}`;
    const root = join(folder, name);
    expectRefused(counterpoint(['import', 'compendium.txt', '--out', name], { folder: root, code, after }), says);
    const left = filesIn(root);
    expect(Object.keys(left)).toHaveLength(after);
    for (const [path, text] of Object.entries(left)) expect(text).toBe(whole[path]);
    expect(counterpoint(['import', 'compendium.txt', '--out', name])).toMatchObject({ code: 0, stderr: '' });
    expect(filesIn(root)).toEqual(whole);
  });

  it('loses no decision: what was there stays, the new one stays in memory and is said to be unsaved', async () => {
    const root = corpus(`review ${code}`);
    const file = join(root, '.counterpoint', 'harbour', 'ada-lovelace.jsonl');
    expect(await decide(root)).not.toBe('');
    const before = readFileSync(file, 'utf8');
    const after = await decide(root, { code, after: 0 });
    // A full disk may take a piece of the new line: what was there stands before it, and readers pass over the piece.
    expect(after.startsWith(before)).toBe(true);
    if (code !== 'ENOSPC') expect(after).toBe(before);
    // The next line stands on its own.
    const healed = await decide(root);
    expect(healed.trim().split('\n').at(-1)).toMatch(/^\{.*\}$/);
    expect(counterpoint(['fsck', root, '--fix']).code).toBe(0);
  });
});

const [{ code, says }] = refusals;

it('a full disk leaves the report, and the reading file, that were there', () => {
  const root = corpus('report');
  for (const out of ['report.html', 'mine.reading.json']) {
    writeFileSync(join(root, out), 'what was there');
    const before = filesIn(root);
    const args = ['export', root, '--out', join(root, out), ...(out.endsWith('.json') ? ['--format', 'reading'] : [])];
    expectRefused(counterpoint(args, { folder: root, code, after: 0 }), says);
    expect(filesIn(root)).toEqual(before);
    rmSync(join(root, out));
  }
});

it('a full disk loses no line that fsck --fix would mend', () => {
  const root = corpus('fsck');
  const file = join(root, '.counterpoint', 'harbour', 'ada-lovelace.jsonl');
  mkdirSync(dirname(file), { recursive: true });
  const text = `${decision}{"damaged\n`;
  for (const after of [0, 2, 3]) {
    writeFileSync(file, text);
    const run = counterpoint(['fsck', root, '--fix'], { folder: root, code, after });
    const now = filesIn(dirname(file));
    const kept = `${now['ada-lovelace.jsonl'] ?? ''}${now['ada-lovelace.jsonl.damaged'] ?? ''}`;
    for (const line of text.trim().split('\n')) expect(kept).toContain(line);
    // The runs before broke off too, and this one found what they had put beside.
    expect((now['ada-lovelace.jsonl.damaged'] ?? '').split('{"damaged').length).toBeLessThanOrEqual(2);
    expect(Object.keys(now).filter((path) => path.endsWith('.tmp'))).toEqual([]);
    if (run.code !== 0) expectRefused(run, says);
    else expect(after).toBeGreaterThan(0);
  }
});

it('an import does not follow a linked folder out of the one that was named, and writes nothing', () => {
  const root = join(folder, 'linked');
  mkdirSync(root);
  mkdirSync(join(folder, 'elsewhere'));
  symlinkSync(join(folder, 'elsewhere'), join(root, 'essays'), 'junction');
  const run = counterpoint(['import', 'compendium.txt', '--out', 'linked']);
  expectRefused(
    run,
    'would be written outside the folder that was named: a folder on the way points elsewhere. Choose another folder.',
  );
  expect(readdirSync(root)).toEqual(['essays']);
  expect(readdirSync(join(folder, 'elsewhere'))).toEqual([]);
});
