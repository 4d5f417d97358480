import { URI, Utils } from 'vscode-uri';
import type { Essay } from '../text/essay';
import { assembleCorpus, type Corpus, type CorpusDocument, manifestName, manifestPaths } from './corpus';

/** How a corpus gets at its files, wherever they are: on a disk, in an editor's memory, on a virtual file system. */
export interface CorpusReader {
  /** A file's canonical text; undefined where there is none. */
  readText(uri: string): Promise<string | undefined>;
  /** A document, read; undefined where there is none. */
  readEssay(uri: string): Promise<Essay | undefined>;
  /** The URIs of files under a folder that may belong to a corpus. */
  list(folder: string): Promise<readonly string[]>;
}

/** A corpus with the documents it was made of. `root` is the URI of its folder, without a slash at the end. */
export interface LoadedCorpus {
  readonly root: string;
  readonly corpus: Corpus;
  readonly essays: ReadonlyMap<string, Essay>;
  readonly hasManifest: boolean;
  /** Paths of the lexicons: those that the manifest names, there or not; without a manifest `lexicon.yaml`. */
  readonly lexicons: readonly string[];
  /** Canonical texts of the manifest and the lexicons, by path. */
  readonly sources: ReadonlyMap<string, string>;
  /** Canonical texts of the reading files (`*.reading.json`) that lie beside the manifest, by path. */
  readonly readingFiles: ReadonlyMap<string, string>;
}

/** Files about a folder, not of its corpus. */
const aboutTheFolder =
  /^(?:readme|license|licence|changelog|contributing|notice|authors|code_of_conduct|security)(?:\.|$)/i;

/** Whether a file can be an essay or a context document, by its name. */
export function isDocumentName(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return /\.(?:md|markdown|txt)$/i.test(name) && !aboutTheFolder.test(name);
}

/** Whether a file is YAML, by its name: a manifest, a lexicon, or none of ours. */
export function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Loads the corpus of a folder: its manifest, the documents and lexicons, put together. */
export async function loadCorpus(reader: CorpusReader, root: string): Promise<LoadedCorpus> {
  const manifest = await reader.readText(uriIn(root, manifestName));
  const named = manifest === undefined ? { documents: [], lexicons: ['lexicon.yaml'] } : manifestPaths(manifest);
  const listed = withoutInnerCorpora(
    (await reader.list(root)).map((uri) => pathIn(root, uri)).filter((path) => path !== undefined),
  );
  const paths = [...new Set([...named.documents, ...listed.filter(isDocumentName)])].sort();
  const read = await Promise.all(
    paths.map(async (path) => ({ path, essay: await reader.readEssay(uriIn(root, path)) })),
  );
  const documents = read.filter((document): document is CorpusDocument => document.essay !== undefined);
  const lexicons = new Map<string, string>();
  // Without a manifest nothing says that there is one, so its absence is no mistake.
  const isThere = (path: string): boolean => manifest !== undefined || listed.includes(path);
  for (const path of named.lexicons.filter(isThere)) {
    const text = await reader.readText(uriIn(root, path));
    if (text !== undefined) lexicons.set(path, text);
  }
  const readingFiles = new Map<string, string>();
  for (const path of listed.filter((name) => /^[^/]+\.reading\.json$/i.test(name)).sort()) {
    const text = await reader.readText(uriIn(root, path));
    if (text !== undefined) readingFiles.set(path, text);
  }
  return {
    root,
    corpus: assembleCorpus({ manifest, documents, lexicons }),
    essays: new Map(documents.map(({ path, essay }) => [path, essay])),
    hasManifest: manifest !== undefined,
    lexicons: named.lexicons,
    sources: new Map([...(manifest === undefined ? [] : [[manifestName, manifest] as const]), ...lexicons]),
    readingFiles,
  };
}

/** Leaves out the files of corpora further inside: a document belongs to the nearest manifest above it. */
function withoutInnerCorpora(paths: readonly string[]): string[] {
  const inner = paths
    .filter((path) => path.endsWith(`/${manifestName}`))
    .map((path) => path.slice(0, -manifestName.length));
  return paths.filter((path) => !inner.some((folder) => path.startsWith(folder)));
}

/** The URI of a corpus file. */
export function uriIn(root: string, path: string): string {
  return Utils.joinPath(URI.parse(root), ...path.split('/')).toString();
}

/** A file's path relative to a folder; undefined for a file outside it. */
export function pathIn(root: string, uri: string): string | undefined {
  const folder = URI.parse(root);
  const file = URI.parse(uri);
  const prefix = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  if (file.scheme !== folder.scheme || file.authority !== folder.authority || !file.path.startsWith(prefix))
    return undefined;
  return file.path.slice(prefix.length);
}
