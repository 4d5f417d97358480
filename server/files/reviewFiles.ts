import { mkdir, open, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { URI } from 'vscode-uri';
import { gitFiles } from '../review/folder';
import type { ReviewFileText } from '../review/journal';
import { isInside } from './diskFiles';
import { isSystemFailure } from './systemFailure';

/** The review files of a corpus, of one theme or of all, sorted by path. Links that lead out of the corpus are not followed. */
export async function readReviewFiles(root: string, theme?: string): Promise<ReviewFileText[]> {
  const folder = join(URI.parse(root).fsPath, '.counterpoint');
  const themes = theme === undefined ? await namesIn(folder) : [theme];
  const files: ReviewFileText[] = [];
  for (const each of themes.filter((name) => name !== 'cache').sort()) {
    for (const name of (await namesIn(join(folder, each))).filter((file) => file.endsWith('.jsonl')).sort()) {
      const full = join(folder, each, name);
      if (!(await isInside(root, URI.file(full).toString())) || !(await stat(full)).isFile()) continue;
      files.push({ path: `.counterpoint/${each}/${name}`, text: await readFile(full, 'utf8') });
    }
  }
  return files;
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return [];
    throw error;
  });
}

/** How often a line is written again that another program (a checkout, say) took away while it was being written. */
const mostTries = 5;

/**
 * Adds lines to a review file, and gives back once they are on the disk and stand there as lines of their own. Every line is appended in one
 * step (`O_APPEND`), so that two windows never write over each other, and what stands in the file is never touched. A write that was cut off
 * (a full disk, a kill) leaves at most a piece of its own line, which readers tell apart.
 * @throws where nothing can be written: what is written is then as it was, but for such a piece.
 */
export async function appendReviewLines(root: string, path: string, lines: readonly string[]): Promise<void> {
  const full = join(URI.parse(root).fsPath, ...path.split('/'));
  await mkdir(dirname(full), { recursive: true });
  if (!(await isInside(root, URI.file(dirname(full)).toString()))) throw new Error(`${path} leads out of the corpus.`);
  await writeGitFiles(root);
  let missing = [...lines];
  for (let tries = 0; missing.length > 0; tries += 1) {
    if (tries === mostTries) throw new Error(`${path} is being changed by another program.`);
    await append(full, missing);
    const now = new Set((await readIfThere(full)).split(/\r?\n/));
    missing = missing.filter((line) => !now.has(line));
  }
}

async function append(full: string, lines: readonly string[]): Promise<void> {
  const file = await open(full, 'a+');
  try {
    const { size } = await file.stat();
    const last = size === 0 ? undefined : (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0];
    const isOpen = last !== undefined && last !== 0x0a;
    const bytes = Buffer.from(`${isOpen ? '\n' : ''}${lines.join('\n')}\n`);
    const { bytesWritten } = await file.write(bytes);
    if (bytesWritten < bytes.length)
      throw Object.assign(new Error('ENOSPC: not all could be written'), { code: 'ENOSPC', syscall: 'write' });
    await file.datasync();
  } catch (error) {
    // An open file does not know its own name.
    throw isSystemFailure(error) ? Object.assign(error, { path: full }) : error;
  } finally {
    await file.close();
  }
}

async function readIfThere(full: string): Promise<string> {
  return readFile(full, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
}

/** Tells git how to merge review files, and what not to keep; files that are there stay as they are. */
export async function writeGitFiles(root: string): Promise<void> {
  const folder = join(URI.parse(root).fsPath, '.counterpoint');
  for (const [name, text] of Object.entries(gitFiles)) {
    const full = join(folder, name);
    if ((await stat(full).catch(() => undefined)) !== undefined) continue;
    await writeFile(full, text, { flag: 'wx' }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error;
    });
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
