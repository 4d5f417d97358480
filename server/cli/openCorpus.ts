import { stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { type CorpusReader, isDocumentName, type LoadedCorpus, loadCorpus, pathIn } from '../corpus/loadCorpus';
import { manifestName, type Pair, pairDocuments, pairsOf } from '../corpus/corpus';
import { importCompendium } from '../corpus/import/importCompendium';
import { isInside, listDiskFiles, readDiskFile } from '../files/diskFiles';
import { decodeText } from '../text/canonical';
import type { Essay } from '../text/essay';
import { LineIndex } from '../text/lines';
import { type Message, msg } from '../text/message';
import { type Translate, translator } from '../report/translate';
import type { Problem } from '../corpus/problem';
import { type CorpusWithReadings, ReadingParser } from '../readings/corpusReadings';
import { shippedReadings } from '../readings/shipped';
import { readReviewFiles } from '../files/reviewFiles';
import { type Journal, readJournal, type ReviewFileText } from '../review/journal';
import { formatOf, readEssay } from '../text/readEssay';
import { EssayMemo, readEssayInSteps } from '../text/readInSteps';
import { finish } from '../text/steps';
import { fail } from './failure';

/** What the command line named, ready to align. */
export interface OpenedCorpus extends CorpusWithReadings {
  readonly pairs: readonly Pair[];
  /** What reviewers decided and noted, by theme; a theme without a file has none. */
  readonly journals: ReadonlyMap<string, Journal>;
}

/** Reads documents from the disk, bounded to a folder: what lies outside (by a link, say) is not there. */
export function diskReader(root: string): CorpusReader {
  const readText = async (uri: string): Promise<string | undefined> => {
    if (!(await isInside(root, uri))) return undefined;
    const bytes = await readDiskFile(uri);
    return bytes === undefined ? undefined : decodeText(bytes).text;
  };
  return {
    readText,
    readEssay: async (uri) => {
      const text = await readText(uri);
      // In pieces, for plain ones are read without a parser.
      return text === undefined ? undefined : finish(readEssayInSteps(text, formatOf(uri), new EssayMemo()));
    },
    list: listDiskFiles,
  };
}

/**
 * Opens what the paths name: a corpus folder or its manifest, one essay (its pairs), or two documents.
 * @throws Failure for paths that are missing, that are no corpus, or that are a compendium still to be imported.
 */
export async function openCorpus(
  paths: readonly string[],
  t: Translate = translator(undefined),
): Promise<OpenedCorpus> {
  const [first, second, ...more] = paths;
  if (first === undefined) fail(msg('Name a corpus folder, or two documents.'));
  if (more.length > 0) fail(msg('Name one folder, or two documents, not {0} paths.', paths.length));
  if (second !== undefined) return openTwo(first, second);
  const kind = await kindOf(first);
  if (kind === 'folder') return openFolder(first, t);
  if (basename(first) === manifestName) return openFolder(dirname(resolve(first)), t);
  return openOne(first, t);
}

/** The pairs of a theme, or of all themes where none is named. @throws Failure where there is no such theme. */
export function pairsOfTheme({ pairs }: OpenedCorpus, theme: string | undefined): readonly Pair[] {
  if (theme === undefined) return pairs;
  const own = pairs.filter((pair) => pair.theme.id === theme);
  if (own.length > 0) return own;
  const themes = [...new Set(pairs.map((pair) => pair.theme.id))];
  return fail(msg('There is no theme “{0}”. There are: {1}.', theme, themes.join(', ')));
}

async function load(root: string): Promise<Omit<OpenedCorpus, 'pairs'>> {
  const loaded = new ReadingParser().withReadings(await loadCorpus(diskReader(root), root));
  const byTheme = new Map<string, ReviewFileText[]>();
  for (const file of await readReviewFiles(root)) {
    const theme = file.path.split('/')[1] ?? '';
    byTheme.set(theme, [...(byTheme.get(theme) ?? []), file]);
  }
  const journals = new Map([...byTheme].map(([theme, files]) => [theme, readJournal(files)]));
  const problems = [...journals.values()].flatMap((journal) => journal.problems);
  return {
    ...loaded,
    corpus: { ...loaded.corpus, problems: [...loaded.corpus.problems, ...problems] },
    readings: [...loaded.readings, ...(await shippedReadings())],
    journals,
  };
}

async function openFolder(path: string, t: Translate): Promise<OpenedCorpus> {
  const root = URI.file(resolve(path)).toString();
  const loaded = await load(root);
  const errors = loaded.corpus.problems.filter((problem) => problem.severity === 'error');
  const pairs = pairsOf(loaded.corpus);
  if (pairs.length === 0) {
    const problem = errors[0];
    if (problem !== undefined) fail(located(problem, loaded, t));
    fail(
      msg(
        'No two essays face each other in {0}. Give each essay “theme” and “perspective” in its front matter, write a counterpoint.yaml, or name two documents.',
        path,
      ),
    );
  }
  return { ...loaded, pairs };
}

async function openOne(path: string, t: Translate): Promise<OpenedCorpus> {
  const folder = await corpusFolder(path);
  if (folder !== undefined) {
    const opened = await openFolder(folder, t);
    const own = pathIn(opened.root, URI.file(resolve(path)).toString());
    const pairs = opened.pairs.filter((pair) => pair.left.path === own || pair.right.path === own);
    if (pairs.length > 0) return { ...opened, pairs };
  }
  const text = (await readDocument(path)).text;
  if (importCompendium(text).kind === 'compendium') {
    fail(msg('{0} is a whole compendium. Import it first: counterpoint import {0} --out FOLDER', path));
  }
  fail(msg('{0} is a single document with no counterpart. Name a second one, or the folder of its corpus.', path));
}

async function openTwo(left: string, right: string): Promise<OpenedCorpus> {
  if (resolve(left) === resolve(right)) fail(msg('Name two different documents.'));
  for (const path of [left, right]) {
    if ((await kindOf(path)) === 'folder') fail(msg('{0} is a folder. Name one folder, or two documents.', path));
  }
  const folder = await corpusFolder(left);
  if (folder !== undefined && (await corpusFolder(right)) === folder) {
    const root = URI.file(folder).toString();
    const loaded = await load(root);
    const paths = [left, right].map((path) => pathIn(loaded.root, URI.file(resolve(path)).toString()));
    const declared = pairsOf(loaded.corpus).find(
      (pair) => paths.includes(pair.left.path) && paths.includes(pair.right.path),
    );
    if (declared !== undefined) return { ...loaded, pairs: [declared] };
  }
  const root = commonFolder(left, right);
  const documents = await Promise.all(
    [left, right].map(async (path) => ({
      path: pathIn(root, URI.file(resolve(path)).toString()) ?? basename(path),
      essay: await readDocument(path),
    })),
  );
  const [a, b] = documents;
  if (a === undefined || b === undefined) throw new Error('two documents were read');
  for (const document of documents) {
    if (document.essay.passages.length === 0) fail(msg('{0} holds no passage to align.', document.path));
  }
  const corpus = pairDocuments(a, b);
  return {
    root,
    corpus,
    pairs: pairsOf(corpus),
    hasManifest: false,
    lexicons: [],
    sources: new Map(),
    readingFiles: new Map(),
    journals: new Map(
      await Promise.all(
        pairsOf(corpus).map(async ({ theme: { id } }) => [id, readJournal(await readReviewFiles(root, id))] as const),
      ),
    ),
    readings: await shippedReadings(),
    essays: new Map(documents.map(({ path, essay }) => [path, essay])),
  };
}

/** What is wrong with a file of a corpus, and where: “counterpoint.yaml, line 5: …”. */
export function located({ path, span, message }: Problem, loaded: LoadedCorpus, t: Translate): Message {
  const text = loaded.essays.get(path)?.text ?? loaded.sources.get(path) ?? loaded.readingFiles.get(path);
  return text === undefined || span === undefined
    ? msg('{0}: {1}', path, t(message))
    : msg('{0}, line {1}: {2}', path, new LineIndex(text).lineAt(span.start) + 1, t(message));
}

/** Reads a document of the disk into an essay. */
export async function readDocument(path: string): Promise<Essay> {
  const bytes = await readDiskFile(URI.file(resolve(path)).toString());
  if (bytes === undefined) fail(msg('There is no file {0}.', path));
  if (bytes.includes(0)) fail(msg('{0} is no text file: it holds NUL bytes. Save it as UTF-8 text or Markdown.', path));
  return readEssay(decodeText(bytes).text, formatOf(path));
}

async function kindOf(path: string): Promise<'folder' | 'file'> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) fail(msg('There is no file or folder {0}.', path));
  if (found.isDirectory()) return 'folder';
  if (!isDocumentName(path) && basename(path) !== manifestName) {
    fail(msg('{0} is no Markdown or plain text document (.md, .markdown, .txt).', path));
  }
  return 'file';
}

/** The nearest folder upwards that holds a manifest. */
export async function corpusFolder(path: string): Promise<string | undefined> {
  for (let folder = dirname(resolve(path)); ; folder = dirname(folder)) {
    const found = await stat(resolve(folder, manifestName)).catch(() => undefined);
    if (found?.isFile() === true) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

function commonFolder(left: string, right: string): string {
  const a = dirname(resolve(left));
  let folder = a;
  const b = `${dirname(resolve(right))}/`.replaceAll('\\', '/');
  while (!b.startsWith(folder.replaceAll('\\', '/').replace(/\/?$/, '/')) && dirname(folder) !== folder)
    folder = dirname(folder);
  return URI.file(folder).toString();
}
