import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { leftEssay, pairFiles } from '../fixtures/pair';

const project = join(import.meta.dirname, '..', '..');
const compendium = join(project, 'test', 'fixtures', 'compendium.txt');
const folder = mkdtempSync(join(tmpdir(), 'counterpoint cli '));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command-line program in the test's folder, in English. */
function counterpoint(...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(project, 'dist', 'cli.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, COUNTERPOINT_LANG: 'en' },
  });
  return { code: status, stdout, stderr };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

for (const [path, text] of Object.entries(pairFiles)) write(`harbour/${path}`, text);
const windows = '\ufeff# Ours\r\n\r\nA harbour fee pays for the dredging 🚢 here.\r\n\r\nThe lighthouse shines.\r\n';
write('two/a.md', windows);
write('two/b.txt', 'Theirs\n\nNo harbour fee ever paid for dredging.\n\nRoads lead to ports.\n');
write('news.txt', 'Flood talks end\n\nDelegates agreed to meet again.\n');
write('blank.txt', ' \n');
write('binary.txt', 'PK\u0000\u0003');

interface Quote {
  readonly quote: string;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}
interface Alignment {
  readonly format: string;
  readonly version: number;
  readonly root: string;
  readonly engine: { readonly name: string; readonly version: string };
  readonly pairs: readonly {
    readonly theme: string;
    readonly left: { readonly path: string };
    readonly right: { readonly path: string };
    readonly links: readonly {
      readonly id: string;
      readonly relation: string;
      readonly left: readonly Quote[];
      readonly right: readonly Quote[];
    }[];
    readonly silences: Readonly<Record<'left' | 'right', readonly { readonly spans: readonly Quote[] }[]>>;
  }[];
}

/** Checks every quotation of an alignment against the canonical text of the file on disk. */
function checkQuotes(alignment: Alignment, root: string): number {
  let count = 0;
  const canonical = (path: string): string =>
    readFileSync(join(root, path), 'utf8')
      .replace(/^\ufeff/, '')
      .replace(/\r\n?/g, '\n');
  for (const pair of alignment.pairs) {
    for (const side of ['left', 'right'] as const) {
      const text = canonical(pair[side].path);
      const quotes = [
        ...pair.links.flatMap((link) => link[side]),
        ...pair.silences[side].flatMap((silence) => silence.spans),
      ];
      for (const { quote, start, end, line } of quotes) {
        expect(text.slice(start, end)).toBe(quote);
        expect(text.slice(0, start).split('\n')).toHaveLength(line);
        count += 1;
      }
    }
  }
  return count;
}

describe('counterpoint align', () => {
  it('prints Alignment JSON whose every quotation stands at its place', () => {
    const { code, stdout, stderr } = counterpoint('align', 'harbour', '--format', 'json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const alignment = JSON.parse(stdout) as Alignment;
    expect(alignment).toMatchObject({
      format: 'counterpoint-alignment',
      version: 1,
      root: expect.stringMatching(/^file:\/\//) as string,
      pairs: [
        {
          theme: 'harbour',
          reading: { kind: 'engine' },
          left: { perspective: 'town', path: 'essays/left.essay.md', title: 'The harbour belongs to its town' },
          right: { perspective: 'nation', path: 'essays/right.essay.md', title: 'A port is a national road' },
          rejected: [],
        },
      ],
    });
    expect(decodeURI(alignment.root).replace(/\/$/, '')).toBe(
      decodeURI(pathToFileURL(join(folder, 'harbour')).href).replace(/\/$/, ''),
    );
    expect(alignment.pairs[0]!.links.length).toBeGreaterThan(0);
    for (const link of alignment.pairs[0]!.links) {
      expect(['convergence', 'divergence', 'undetermined']).toContain(link.relation);
      expect(link.left.length * link.right.length).toBeGreaterThan(0);
    }
    expect(new Set(alignment.pairs[0]!.links.map((link) => link.id)).size).toBe(alignment.pairs[0]!.links.length);
    expect(checkQuotes(alignment, join(folder, 'harbour'))).toBeGreaterThan(1);
  });

  it('counts in the canonical text: no byte order mark, one unit a line end', () => {
    const { code, stdout } = counterpoint('align', 'two/a.md', 'two/b.txt', '--format', 'json');
    expect(code).toBe(0);
    const alignment = JSON.parse(stdout) as Alignment;
    expect(checkQuotes(alignment, join(folder, 'two'))).toBeGreaterThan(1);
    expect(alignment.pairs[0]!.links[0]!.left[0]).toMatchObject({ start: 8, line: 3 });
  });

  it('writes to a file with --out, byte for byte what it prints otherwise, and prints nothing', () => {
    const { code, stdout, stderr } = counterpoint('align', 'harbour', '--format', 'json', '--out', 'a.json');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toBe('Wrote a.json.\n');
    expect(readFileSync(join(folder, 'a.json'), 'utf8')).toBe(
      counterpoint('align', 'harbour', '--format', 'json').stdout,
    );
  });

  it('prints a report as Markdown or plain text', () => {
    expect(counterpoint('align', 'harbour', '--format', 'markdown').stdout).toMatch(/^# The harbour question\n/);
    expect(counterpoint('align', 'harbour').stdout).toContain('Who pays for the harbour?');
  });
});

describe('a command that cannot be carried out', () => {
  it.each([
    ['a path that is missing', ['align', 'nowhere'], 'nowhere'],
    ['a compendium that is not imported yet', ['align', compendium], 'Import it first'],
    ['a document with no counterpart', ['align', 'news.txt'], 'Name a second one'],
    ['the same document twice', ['align', 'news.txt', 'news.txt'], 'two different documents'],
    ['three paths', ['align', 'a', 'b', 'c'], 'not 3 paths'],
    ['an unknown format', ['align', 'harbour', '--format', 'pdf'], '“pdf”'],
    ['a number of links that is none', ['align', 'harbour', '--links', 'some'], '“some”'],
    ['an import of a missing file', ['import', 'nowhere.txt', '--out', 'x'], 'There is no file nowhere.txt.'],
    ['an import of a blank file', ['import', 'blank.txt', '--out', 'x'], 'empty'],
    ['an import of a binary file', ['import', 'binary.txt', '--out', 'x'], 'NUL bytes'],
    ['an import without a folder', ['import', 'news.txt'], '--out'],
    ['an answer that is none', ['import', compendium, '--out', 'x', '--perspective', '1=a'], '2.1=chinese'],
    ['a place without a line', ['explain', 'harbour/essays/left.essay.md', 'b:1'], 'left.essay.md'],
    ['an unknown command', ['alien'], 'alien'],
  ])('ends with code 2, a word on standard error and nothing on standard output: %s', (_, args, reason) => {
    const { code, stdout, stderr } = counterpoint(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(join(folder, 'x'))).toBe(false);
  });
});

describe('counterpoint import', () => {
  it('writes a corpus that balances and aligns', () => {
    const { code, stdout, stderr } = counterpoint('import', compendium, '--out', 'rivers', '--verify');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('The account balances.');
    expect(stdout).toContain('3. From Siren to Shelter: Early-Warning and Public Trust  [from-siren-to-shelter]');
    const sum = /sum\s+(\d+)\s+of (\d+) words in the source/.exec(stdout);
    expect(sum?.[1]).toBe(sum?.[2]);
    const aligned = counterpoint('align', 'rivers', '--format', 'json');
    expect(aligned.code).toBe(0);
    const alignment = JSON.parse(aligned.stdout) as Alignment;
    expect(alignment.pairs).toHaveLength(3);
    expect(checkQuotes(alignment, join(folder, 'rivers'))).toBeGreaterThan(3);
  });

  it('again keeps what was edited, and says so apart from the result', () => {
    counterpoint('import', compendium, '--out', 'again');
    const essay = join(folder, 'again/essays/1-chinese.essay.md');
    writeFileSync(essay, `${readFileSync(essay, 'utf8')}\nMine.\n`);
    const { code, stdout, stderr } = counterpoint('import', compendium, '--out', 'again');
    expect(code).toBe(0);
    expect(stderr).toContain('essays/1-chinese.essay.md (+2 −0)');
    expect(stdout).toContain('Wrote 0 files');
    expect(readFileSync(essay, 'utf8')).toMatch(/\nMine\.\n$/);
  });

  it('keeps what is no compendium as context, and says why', () => {
    const { code, stdout } = counterpoint('import', 'news.txt', '--out', 'context');
    expect(code).toBe(0);
    expect(stdout).toContain('no compendium');
    expect(existsSync(join(folder, 'context/context/flood-talks-end.md'))).toBe(true);
  });
});

describe('counterpoint explain', () => {
  it('says why two passages are linked, with their scores', () => {
    const line = leftEssay.split('\n').findIndex((each) => each.includes('is the fairest way')) + 1;
    const { code, stdout, stderr } = counterpoint(
      'explain',
      `harbour/essays/left.essay.md:${line}`,
      'harbour/essays/right.essay.md:15',
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Linked.');
    expect(stdout).toMatch(/Rank \d+ of \d+ passage pairs/);
    expect(stdout).toMatch(/dredg\w*\s+\d\.\d{3}\s+1 × 1/);
  });
});

describe('standard output', () => {
  it('answers --version and --help there, with code 0', () => {
    expect(counterpoint('--version')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
    expect(counterpoint('--help')).toMatchObject({ code: 0, stderr: '' });
  });

  it('tells kinds of paths with one word', () => {
    expect(['harbour', compendium, 'news.txt'].map((path) => counterpoint('kind', path).stdout)).toEqual([
      'folder\n',
      'compendium\n',
      'document\n',
    ]);
  });
});
