/** What is measured: a corpus folder, and a compendium to import. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { openCorpus } from '../../server/cli/openCorpus';
import { importCompendium } from '../../server/corpus/import/importCompendium';
import { canonicalText } from '../../server/text/canonical';
import type { Essay } from '../../server/text/essay';
import { generatedPair } from './generatedEssays';

export interface Input {
  /** What it is, for people; no path of this machine. */
  readonly name: 'samples and generated essays' | 'a compendium' | 'a corpus';
  /** A copy of the corpus, which may be written to. */
  readonly folder: string;
  readonly compendium: string;
  readonly pairs: readonly InputPair[];
  readonly size: {
    readonly themes: number;
    readonly words: number;
    readonly passagePairs: number;
    readonly compendiumWords: number;
  };
}

export interface InputPair {
  readonly left: Essay;
  readonly right: Essay;
  /** Paths inside the folder. */
  readonly paths: { readonly left: string; readonly right: string };
}

const wordsOf = (text: string): number => text.split(/\s+/).length;

/**
 * Makes the input ready in a temporary folder.
 * @param root the project
 * @param path a compendium or a corpus folder; undefined for the bundled samples and generated essays
 */
export async function prepareInput(root: string, path: string | undefined): Promise<Input> {
  const folder = mkdtempSync(join(tmpdir(), 'counterpoint bench '));
  const fixture = join(root, 'test', 'fixtures', 'compendium.txt');
  const isFile = path !== undefined && statSync(path).isFile();
  const compendium = isFile ? path : fixture;
  if (path === undefined) samplesAndGenerated(root, folder);
  else if (isFile) importInto(path, folder);
  else cpSync(path, folder, { recursive: true });
  const opened = await openCorpus([folder]);
  const pairs = opened.pairs.map((pair) => ({
    left: opened.essays.get(pair.left.path)!,
    right: opened.essays.get(pair.right.path)!,
    paths: { left: pair.left.path, right: pair.right.path },
  }));
  const sum = (of: (pair: InputPair) => number): number => pairs.reduce((total, pair) => total + of(pair), 0);
  return {
    name: path === undefined ? 'samples and generated essays' : isFile ? 'a compendium' : 'a corpus',
    folder,
    compendium,
    pairs,
    size: {
      themes: pairs.length,
      words: sum(({ left, right }) => wordsOf(left.text) + wordsOf(right.text)),
      passagePairs: sum(({ left, right }) => left.passages.length * right.passages.length),
      compendiumWords: wordsOf(readFileSync(compendium, 'utf8')),
    },
  };
}

export function removeInput(input: Input): void {
  rmSync(input.folder, { recursive: true, force: true });
}

function importInto(path: string, folder: string): void {
  const result = importCompendium(canonicalText(readFileSync(path, 'utf8')));
  if (result.kind !== 'compendium') throw new Error(`${path} is no compendium`);
  for (const file of result.files) write(join(folder, file.path), file.text);
}

/** The three themes of the samples and three of generated essays of the length of a compendium's, in one corpus. */
function samplesAndGenerated(root: string, folder: string): void {
  cpSync(join(root, 'samples'), folder, { recursive: true });
  const manifest = parse(readFileSync(join(folder, 'counterpoint.yaml'), 'utf8')) as { themes: unknown[] };
  for (let theme = 1; theme <= 3; theme += 1) {
    const pair = generatedPair(theme, 2150);
    const essays = { chinese: `essays/g${theme}-left.essay.md`, european: `essays/g${theme}-right.essay.md` };
    manifest.themes.push({ id: `theme-${theme}`, title: `Theme ${theme}`, essays });
    write(join(folder, essays.chinese), pair.left.replace('perspective: left', 'perspective: chinese'));
    write(join(folder, essays.european), pair.right.replace('perspective: right', 'perspective: european'));
  }
  write(join(folder, 'counterpoint.yaml'), stringify(manifest));
}

/** Writes a file with its folders. */
export function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
