import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { leftEssay, pairFiles } from '../fixtures/pair';

const project = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'counterpoint-zh-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const compendium = readFileSync(join(project, 'test', 'fixtures', 'compendium.txt'), 'utf8');
const manifest = pairFiles['counterpoint.yaml'] ?? '';
const files: Record<string, string> = {
  'compendium.txt': compendium,
  'news.txt': 'Flood talks end\n\nDelegates agreed to meet again.\n',
  'blank.txt': ' \n',
  'binary.txt': 'PK\u0000\u0003',
  'bad.reading.json': '{"format": "counterpoint-reading", "version": 1}',
  'torn.reading.json': '{"format": ',
};
for (const [path, text] of Object.entries(pairFiles)) files[`harbour/${path}`] = text;
/** Faults of a manifest: of each kind that a reader may make. */
const faults: Readonly<Record<string, string>> = {
  syntax: 'title: "open\n',
  twice: 'title: a\ntitle: b\n',
  indent: 'themes:\n  - id: a\n   essays: b\n',
  type: 'themes: nonsense\n',
  missing: 'themes:\n  - title: 7\n',
  key: `${manifest}colour: red\n`,
  id: 'themes:\n  - {id: "Not An Id", essays: {}}\n',
  absent: manifest.replace('essays/left.essay.md', 'essays/gone.essay.md'),
  outside: manifest.replace('essays/left.essay.md', '../left.essay.md'),
  alias: 'title: *none\n',
  tag: 'title: !own x\n',
};
for (const [name, text] of Object.entries(faults)) {
  for (const [path, own] of Object.entries(pairFiles)) files[`${name}/${path}`] = own;
  files[`${name}/counterpoint.yaml`] = text;
}
for (const [path, text] of Object.entries(files)) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function counterpoint(...args: readonly string[]): { code: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(project, 'dist', 'cli.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, COUNTERPOINT_LANG: '', LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.UTF-8' },
  });
  return { code: status, text: stdout + stderr };
}

/** Letters and signs without markup, line breaks or the marks that lay a text out. */
const plain = (text: string): string =>
  text
    .replace(/\[\^[^\]]*\]|[*_>#|`\\]/g, '')
    // Paths, and ids and file names in lower case with hyphens.
    .replace(/[^\s：，。（）“”]*\/[^\s：，。（）“”]*|\b[a-z0-9]+(?:-[a-z0-9]+){2,}\b/g, '·')
    .replace(/[◧◨] (?:\d+: )?/g, '')
    .replace(/\s+/g, ' ');

/** What the essays and files say themselves may stand in any language. */
const lexicon = readFileSync(join(project, 'server', 'corpus', 'data', 'euChina.lexicon.json'), 'utf8');
const sources = plain([...Object.values(files), lexicon].join('\n')).toLowerCase();
const sourceWords = new Set(sources.match(/[a-z][a-z0-9’'-]*/g));
/** Names: what is typed, formats, products. */
const names = new Set(
  'counterpoint changes git since against HEAD F1 html docx csv csv-excel jsonld endpoint align import import-decisions export eval segments fsck read corpus JSON-LD CSV compare explain kind counterpoint-alignment counterpoint-reading lexical FILE LINE FOLDER THEME ESSAY PATH A B F N id kappa text markdown json reading readings published model engine auto folder compendium document YAML JSON Alignment UTF-8 Markdown Han NUL CLI n x true false undefined list path paths place file format out links all-suggestions embeddings embeddings-model url OpenAI allow-http http source overwrite verify perspective chinese european yaml theme title essays id lexicons context help command h V version'.split(
    ' ',
  ),
);

/** The English in a text that neither a source says nor a name is. */
function englishIn(text: string, args: readonly string[]): string[] {
  const own = `${sources} ${plain(args.join(' ')).toLowerCase()}`;
  const runs = plain(text).match(/[A-Za-z][A-Za-z0-9’'-]*(?:[ ,;]+[A-Za-z][A-Za-z0-9’'-]*)*/g) ?? [];
  return runs.filter((run) => {
    if (own.includes(run.toLowerCase())) return false;
    return !run
      .split(/[ ,;]+/)
      .every(
        (word) => names.has(word) || sourceWords.has(word.toLowerCase()) || own.includes(` ${word.toLowerCase()} `),
      );
  });
}

const runs: readonly [code: number, args: readonly string[]][] = [
  [2, []],
  [0, ['--help']],
  ...['align', 'import', 'compare', 'explain', 'kind'].map((name): [number, string[]] => [0, [name, '--help']]),
  [0, ['help', 'align']],
  [2, ['algin']],
  [2, ['nothing-like-it']],
  [2, ['align']],
  [2, ['align', 'harbour', '--formt', 'json']],
  [2, ['align', 'harbour', '--zzz']],
  [2, ['align', 'harbour', '--format']],
  [2, ['align', 'harbour', '--format', 'html']],
  [2, ['align', 'harbour', '--links', 'many']],
  [2, ['align', 'harbour', '--source', 'oracle']],
  [2, ['align', 'harbour', '--readings', 'bad.reading.json']],
  [2, ['align', 'harbour', '--readings', 'torn.reading.json']],
  [2, ['align', 'harbour', '--source', 'engine', '--readings', 'engine']],
  [2, ['align', 'harbour', '--source', 'published']],
  [0, ['align', 'harbour']],
  [0, ['align', 'harbour', '--format', 'markdown']],
  [2, ['align', 'harbour', '--format', 'json', '--out', 'news.txt/under/it.json']],
  [2, ['align', 'gone']],
  [2, ['align', 'news.txt']],
  [2, ['align', 'news.txt', 'news.txt']],
  [2, ['align', 'news.txt', 'blank.txt']],
  [2, ['align', 'news.txt', 'harbour']],
  [2, ['align', 'compendium.txt']],
  [2, ['align', 'a', 'b', 'c']],
  [2, ['import', 'compendium.txt']],
  [2, ['import', 'gone.txt', '--out', 'corpus']],
  [2, ['import', 'blank.txt', '--out', 'corpus']],
  [2, ['import', 'binary.txt', '--out', 'corpus']],
  [2, ['import', 'compendium.txt', '--out', 'corpus', '--perspective', 'nonsense']],
  [0, ['import', 'compendium.txt', '--out', 'corpus', '--verify']],
  [0, ['import', 'news.txt', '--out', 'context']],
  [0, ['explain', 'harbour/essays/left.essay.md:15', 'harbour/essays/right.essay.md:13']],
  [2, ['explain', 'harbour/essays/left.essay.md', 'harbour/essays/right.essay.md:13']],
  [2, ['explain', 'harbour/essays/left.essay.md:9999', 'harbour/essays/right.essay.md:13']],
  [0, ['compare', 'harbour', '--a', 'engine', '--b', 'engine']],
  [2, ['compare', 'harbour']],
  [2, ['compare', 'harbour', '--a', 'engine', '--b', 'gone.json']],
  [2, ['kind', 'gone']],
  [2, ['fsck', 'gone']],
  [2, ['segments', 'gone']],
  [2, ['eval', 'harbour', '--gold', 'gone']],
  [2, ['export', 'harbour', '--format', 'nonsense']],
  [2, ['import-decisions', 'harbour', 'gone.csv']],
  [2, ['read', 'harbour']],
  [2, ['kind', 'a', 'b']],
];

describe('on a Chinese machine', () => {
  it.each(runs)('exits with %i and says all in Chinese: counterpoint %j', (code, args) => {
    const ran = counterpoint(...args);
    expect(englishIn(ran.text, args)).toEqual([]);
    expect(ran.text).toMatch(/\p{sc=Han}/u);
    expect(ran.code).toBe(code);
  });

  it.each(Object.keys(faults))('tells what is wrong with a manifest in Chinese: %s', (name) => {
    const { text } = counterpoint('align', name);
    expect(englishIn(text, [name])).toEqual([]);
    expect(text).toMatch(/\p{sc=Han}/u);
  });

  it('the scan finds English that nobody wrote', () => {
    expect(englishIn('错误：permission denied, open “harbour”', [])).toEqual(['permission denied, open']);
    expect(englishIn(`  ◧ 9: ${leftEssay.split('\n')[10] ?? ''}`, [])).toEqual([]);
  });
});
