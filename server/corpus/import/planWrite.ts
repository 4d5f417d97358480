import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ImportedFile } from './types';

/** Where the record of an import is kept, relative to the corpus root. */
export const IMPORT_RECORD_PATH = '.counterpoint/import.json';

/** What was written by the last import, so that the next one knows what the reader has changed since. */
export interface ImportRecord {
  readonly format: 'counterpoint-import';
  readonly version: 1;
  /** The name of the source, for the reader. */
  readonly source: string;
  /** Path (POSIX, relative to the root) to the SHA-256 of its text, in hexadecimal. */
  readonly files: Readonly<Record<string, string>>;
}

/** What writing a file would do to what is there. */
export type WriteAction =
  | 'create'
  | 'unchanged'
  /** The file there is the last import's, untouched: nothing of the reader's is lost. */
  | 'overwrite-safe'
  /** The file there was changed after the last import, or was never the importer's: ask before overwriting. */
  | 'edited-by-reader';

export interface PlannedWrite {
  readonly path: string;
  readonly action: WriteAction;
}

/** The hash of a text as it is kept in the record: SHA-256 of its UTF-8 bytes, in hexadecimal. Line ends count as LF. */
export function hashText(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(normal(text))));
}

function normal(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** The record of an import, with its paths in order. */
export function recordImport(source: string, files: readonly ImportedFile[]): ImportRecord {
  const paths = files
    .map((file) => [file.path, hashText(file.text)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return { format: 'counterpoint-import', version: 1, source, files: Object.fromEntries(paths) };
}

/**
 * Plans a (re-)import: what to do with each file, in the order given.
 * `existing` holds what is on disk (a missing or undefined text: no such file), `lastImport` the hashes of the record (`ImportRecord.files`).
 */
export function planWrite(
  existing: ReadonlyMap<string, string | undefined>,
  files: readonly ImportedFile[],
  lastImport?: ReadonlyMap<string, string>,
): PlannedWrite[] {
  return files.map(({ path, text }) => {
    const there = existing.get(path);
    if (there === undefined) return { path, action: 'create' };
    if (normal(there) === normal(text)) return { path, action: 'unchanged' };
    return { path, action: lastImport?.get(path) === hashText(there) ? 'overwrite-safe' : 'edited-by-reader' };
  });
}
