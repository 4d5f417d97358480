import { lstat, mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { URI } from 'vscode-uri';
import { LeadsOut } from './systemFailure';

/** What another scheme (`untitled:`, `git:`) calls a path would be taken for one from wherever the server runs. */
const isOnDisk = (uri: string): boolean => /^file:/i.test(uri);

/** Folders that never hold a corpus's documents. */
const skippedFolders = new Set(['counterpoint-report', 'node_modules', 'dist', 'out', 'build', 'target', 'vendor']);

/** More files than this in a folder are no corpus of essays; the rest is left out. */
const mostFiles = 5000;

/** Reads a file's bytes; undefined where there is none or it is no file. Other failures (no permission) are thrown. */
export async function readDiskFile(uri: string): Promise<Uint8Array | undefined> {
  try {
    return isOnDisk(uri) ? await readFile(URI.parse(uri).fsPath) : undefined;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Whether a file, links followed, lies inside a folder. */
export async function isInside(folder: string, uri: string): Promise<boolean> {
  try {
    const root = await realpath(URI.parse(folder).fsPath);
    const file = await realpath(URI.parse(uri).fsPath);
    return file === root || file.startsWith(root.endsWith(sep) ? root : root + sep);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

/**
 * Makes sure that what is written to a file lands inside a folder: the file, or the nearest folder above it that is there, with links followed.
 * @throws LeadsOut where it does not
 */
export async function mustLandInside(folder: string, uri: string): Promise<void> {
  if (!isOnDisk(folder)) return;
  const root = URI.parse(folder).fsPath;
  const path = URI.parse(uri).fsPath;
  // A folder that is not there yet holds no links.
  for (let there = path; there.length > root.length; there = dirname(there)) {
    const isThere = await lstat(there).then(
      () => true,
      (error: unknown) => {
        if (isMissing(error)) return false;
        throw error;
      },
    );
    if (!isThere) continue;
    if (!(await isInside(folder, URI.file(there).toString()))) throw new LeadsOut(path);
    return;
  }
}

/** The files under a folder that may belong to a corpus, sorted by their path; no hidden or dependency folders, no links out of it. */
export async function listDiskFiles(folder: string): Promise<string[]> {
  const found: string[] = [];
  const visit = async (path: string): Promise<void> => {
    const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (found.length >= mostFiles) return;
      if (entry.name.startsWith('.') || skippedFolders.has(entry.name)) continue;
      const full = join(path, entry.name);
      if (entry.isDirectory()) await visit(full);
      else if (
        /\.(?:md|markdown|txt|ya?ml|reading\.json)$/i.test(entry.name) &&
        (entry.isFile() || (await isInside(folder, URI.file(full).toString())))
      ) {
        found.push(URI.file(full).toString());
      }
    }
  };
  if (isOnDisk(folder)) await visit(URI.parse(folder).fsPath);
  return found;
}

let writes = 0;

/** Writes a file whole: into a temporary file beside it, then renamed, so that nobody ever sees half of it. Makes folders as needed. */
export async function writeDiskFile(uri: string, bytes: Uint8Array | string): Promise<void> {
  if (!isOnDisk(uri)) throw new Error(`${uri} is not on a disk.`);
  const path = URI.parse(uri).fsPath;
  await mkdir(dirname(path), { recursive: true });
  // Short, so that it fits wherever the file's own name does, and never twice the same.
  writes += 1;
  const temporary = join(dirname(path), `.counterpoint-${process.pid}-${writes}.tmp`);
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** No such file: also where no file can have such a name (too long, with a NUL), or where links lead round and round. */
const missing = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'ENAMETOOLONG', 'ELOOP', 'ERR_INVALID_ARG_VALUE']);

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && missing.has(code);
}
