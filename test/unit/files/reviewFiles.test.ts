import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { URI } from 'vscode-uri';
import { appendReviewLines, readReviewFiles } from '../../../server/files/reviewFiles';
import { decideOnLink } from '../../../server/review/decide';
import { checkReviewFiles, keptBeside, mend } from '../../../server/review/fsck';
import { readJournal } from '../../../server/review/journal';
import { writeLine } from '../../../server/review/lines';
import { mergeDecisions } from '../../../server/review/merge';
import type { ReviewedLink } from '../../../server/review/reviewed';
import { compareTexts } from '../pairs';
import { ada, bo, review, stamp } from '../review/review';

const comparison = compareTexts();
const bare = review(comparison);
const link = bare.links[0] as ReviewedLink;
const line = (by = ada): string => writeLine(decideOnLink(bare, link, { verdict: 'accepted' }, stamp(by)));

let folder = '';
let root = '';
const file = '.counterpoint/quay/ada.jsonl';
const full = (): string => path.join(folder, file);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'counterpoint-review-'));
  root = URI.file(folder).toString();
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a line added to a review file', () => {
  it('stands there as it was written, behind those that were there', async () => {
    const lines = [line(), line()];
    await appendReviewLines(root, file, lines.slice(0, 1));
    await appendReviewLines(root, file, lines.slice(1));
    expect(readFileSync(full(), 'utf8')).toBe(lines.map((each) => `${each}\n`).join(''));
    expect(await readReviewFiles(root, 'quay')).toEqual([{ path: file, text: readFileSync(full(), 'utf8') }]);
  });

  it('tells git to merge by union, and to leave the cache out', async () => {
    await appendReviewLines(root, file, [line()]);
    expect(readFileSync(path.join(folder, '.counterpoint/.gitattributes'), 'utf8')).toContain('merge=union');
    expect(readFileSync(path.join(folder, '.counterpoint/.gitignore'), 'utf8')).toContain('cache/');
  });

  it('is a line of its own behind one that was cut off', async () => {
    const [one, two] = [line(), line()];
    mkdirSync(path.dirname(full()), { recursive: true });
    writeFileSync(full(), `${one}\n${two.slice(0, 100)}`);
    await appendReviewLines(root, file, [two]);
    const journal = readJournal(await readReviewFiles(root));
    expect(journal.acts).toHaveLength(2);
    expect(journal.problems).toMatchObject([{ code: 'review-syntax' }]);
  });

  it('is refused where nothing can be written, and what stood there stays', async () => {
    const one = line();
    await appendReviewLines(root, file, [one]);
    chmodSync(full(), 0o444);
    if (process.getuid?.() !== 0) await expect(appendReviewLines(root, file, [line()])).rejects.toThrow(/EACCES/);
    // A folder in the file’s place cannot be written by anybody.
    const other = '.counterpoint/quay/bo.jsonl';
    mkdirSync(path.join(folder, other));
    await expect(appendReviewLines(root, other, [line(bo)])).rejects.toThrow(/EISDIR/);
    expect(readFileSync(full(), 'utf8')).toBe(`${one}\n`);
  });

  it.runIf(existsSync('/dev/full'))('is told to be missing when the disk is full', async () => {
    mkdirSync(path.dirname(full()), { recursive: true });
    // The system’s own full disk, reached through a link inside the corpus.
    symlinkSync('/dev/full', full());
    await expect(appendReviewLines(root, file, [line()])).rejects.toThrow(/ENOSPC/);
  });

  it('does not follow a folder that leads out of the corpus', async () => {
    const outside = mkdtempSync(path.join(tmpdir(), 'counterpoint-outside-'));
    symlinkSync(outside, path.join(folder, '.counterpoint'));
    await expect(appendReviewLines(root, file, [line()])).rejects.toThrow(/leads out/);
    expect(existsSync(path.join(outside, 'quay/ada.jsonl'))).toBe(false);
    rmSync(outside, { recursive: true });
  });
});

it('two windows that write at the same time lose nothing', async () => {
  const lines = Array.from({ length: 60 }, () => line());
  await Promise.all(lines.map((each) => appendReviewLines(root, file, [each])));
  const journal = readJournal(await readReviewFiles(root));
  expect(journal.problems).toEqual([]);
  expect(journal.acts).toHaveLength(60);
});

describe('in git', () => {
  const git = (...args: string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=T', '-c', 'user.email=t@example.org', '-c', 'init.defaultBranch=main', ...args],
      {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
  const commit = async (reviewer: string, ...lines: string[]): Promise<void> => {
    await appendReviewLines(root, `.counterpoint/quay/${reviewer}.jsonl`, lines);
    git('add', '-A');
    git('commit', '-qm', reviewer);
  };

  it.each([
    ['two reviewers', 'ada', 'bo', ada, bo],
    ['one reviewer’s two machines', 'ada', 'ada', ada, ada],
  ])('branches of %s merge with no conflict and nothing lost', async (_, here, there, one, other) => {
    git('init', '-q');
    await commit(here, line(one));
    git('switch', '-qc', 'there');
    const theirs = [line(other), line(other)];
    await commit(there, ...theirs);
    git('switch', '-q', 'main');
    const ours = [line(one), line(one)];
    await commit(here, ...ours);
    git('merge', '-q', '--no-edit', 'there');
    const files = await readReviewFiles(root);
    const journal = readJournal(files);
    expect(journal.problems).toEqual([]);
    expect(journal.acts).toHaveLength(5);
    for (const each of [...ours, ...theirs]) expect(files.map(({ text }) => text).join('')).toContain(`${each}\n`);
    expect(mergeDecisions(comparison, journal).links[0]?.status).toBe('accepted');
  });

  it('a checkout in mid-work takes away what was not written yet by nobody', async () => {
    git('init', '-q');
    await commit('ada', line());
    git('switch', '-qc', 'there');
    await commit('ada', line());
    const late = line();
    const written = appendReviewLines(root, file, [late]);
    await written;
    expect(() => git('switch', '-q', 'main')).toThrow();
    expect(readFileSync(full(), 'utf8')).toContain(late);
  });
});

describe('fsck', () => {
  it('parts glued lines, drops a piece of a line that stands whole, and hands back what cannot be read', () => {
    const [a, b, c] = [line(), line(), line()];
    const text = `${a}\n<<<<<<< HEAD\n${b}${c}\n=======\n${a}\n${b.slice(0, 90)}\nnonsense\n>>>>>>> x`;
    const mended = mend({ path: file, text });
    expect(mended.text).toBe(`${a}\n${b}\n${c}\n`);
    expect(mended.damaged).toEqual(['<<<<<<< HEAD', '=======', 'nonsense', '>>>>>>> x']);
  });

  it('keeps a damaged line once beside the file, however often a run broke off after that', () => {
    const first = keptBeside('', ['<<<<<<< HEAD', 'nonsense', 'nonsense']);
    expect(first).toBe('<<<<<<< HEAD\nnonsense\n');
    expect(keptBeside(first, ['<<<<<<< HEAD', 'nonsense'])).toBe(first);
    expect(keptBeside('by hand, without an end', ['nonsense'])).toBe('by hand, without an end\nnonsense\n');
  });

  it('leaves a sound file as it is, to the letter', () => {
    const text = `${line()}\n${line()}\n`;
    expect(checkReviewFiles([{ path: file, text }])).toMatchObject({ problems: [], mended: [], acts: 2 });
  });

  it('says when a file holds another reviewer’s lines', () => {
    expect(checkReviewFiles([{ path: file, text: `${line(bo)}\n` }]).problems).toMatchObject([
      { code: 'review-other-reviewer' },
    ]);
  });
});

/** The script kills writing children many times; here it is shown to work a few times. */
it('a killed writer loses nothing that it had reported as saved', async () => {
  const script = path.join(import.meta.dirname, '../../../scripts/kill-writers.mjs');
  const child = spawn(process.execPath, [script, '--kills', '8'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.on('exit', resolve));
  expect([code, JSON.parse(said)]).toMatchObject([0, { kills: 8, lost: 0 }]);
}, 120_000);
