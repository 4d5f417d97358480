import { type Message, msg } from '../../text/message';
import { describeEdit, type Edit } from './describeEdit';
import { IMPORT_RECORD_PATH, type ImportRecord, planWrite, recordImport } from './planWrite';
import type { ImportedFile } from './types';

/** Where an import reads and writes: paths are POSIX and relative to the corpus folder. */
export interface ImportFolder {
  /** A file's text. Every file is asked for before anything is written: one that may not be written is refused here, by an error. */
  read(path: string): Promise<string | undefined>;
  /** Writes a file whole. */
  write(path: string, text: string): Promise<void>;
}

/** What was written, and what was left as it is because the reader had edited it. */
export interface WrittenImport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Files that the reader has edited: kept, or with `overwrite` replaced (their text then stands in `backups`). */
  readonly edited: readonly Edit[];
  /** Where the replaced texts of edited files went. */
  readonly backups: readonly string[];
}

/**
 * Writes an import into a folder. Files that the reader has edited since the last import are kept unless `overwrite` says otherwise, and
 * even then their text is put aside first: nothing that a reader wrote is lost.
 */
export async function writeImport(
  folder: ImportFolder,
  source: string,
  files: readonly ImportedFile[],
  overwrite: boolean,
): Promise<WrittenImport> {
  const existing = new Map<string, string | undefined>();
  for (const file of files) existing.set(file.path, await folder.read(file.path));
  const last = readRecord(await folder.read(IMPORT_RECORD_PATH));
  const plan = planWrite(existing, files, new Map(Object.entries(last?.files ?? {})));
  const written: string[] = [];
  const unchanged: string[] = [];
  const edited: Edit[] = [];
  const backups: string[] = [];
  for (const [i, { path, action }] of plan.entries()) {
    const text = files[i]?.text ?? '';
    switch (action) {
      case 'unchanged':
        unchanged.push(path);
        break;
      case 'edited-by-reader':
        edited.push(describeEdit(path, text, existing.get(path) ?? ''));
        if (!overwrite) break;
        backups.push(await putAside(folder, path, existing.get(path) ?? ''));
        await folder.write(path, text);
        written.push(path);
        break;
      case 'create':
      case 'overwrite-safe':
        await folder.write(path, text);
        written.push(path);
        break;
    }
  }
  // The record says what the importer wrote: a file that was kept keeps its old entry, so that it counts as edited next time too.
  const kept = new Set(overwrite ? [] : edited.map((edit) => edit.path));
  const fresh = recordImport(source, files);
  const entries = Object.entries(fresh.files).flatMap(([path, hash]): [string, string][] => {
    if (!kept.has(path)) return [[path, hash]];
    const old = last?.files[path];
    return old === undefined ? [] : [[path, old]];
  });
  await folder.write(
    IMPORT_RECORD_PATH,
    `${JSON.stringify({ ...fresh, files: Object.fromEntries(entries) }, null, 2)}\n`,
  );
  return { written, unchanged, edited, backups };
}

async function putAside(folder: ImportFolder, path: string, text: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const backup = `.counterpoint/replaced/${path}.${n}`;
    if ((await folder.read(backup)) !== undefined) continue;
    await folder.write(backup, text);
    return backup;
  }
}

/** A record that cannot be read counts as none: every file there is then the reader's. */
function readRecord(text: string | undefined): Pick<ImportRecord, 'files'> | undefined {
  if (text === undefined) return undefined;
  try {
    const data: unknown = JSON.parse(text);
    if (
      typeof data !== 'object' ||
      data === null ||
      !('files' in data) ||
      typeof data.files !== 'object' ||
      data.files === null
    )
      return undefined;
    const files = Object.entries(data.files).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    return { files: Object.fromEntries(files) };
  } catch {
    return undefined;
  }
}

/** What an import with edited files says of them. */
export function editedMessage(result: WrittenImport, overwrite: boolean): Message | undefined {
  if (result.edited.length === 0) return undefined;
  if (overwrite)
    return msg(
      'Replaced {0} edited files; what they said before is in {1}.',
      result.edited.length,
      result.backups.join(', '),
    );
  const files = result.edited.map(({ path, added, removed }) => `${path} (+${added} −${removed})`).join(', ');
  return msg(
    'Left {0} files as they are, because they were edited since the last import (lines added and removed): {1}. Use --overwrite to replace them.',
    result.edited.length,
    files,
  );
}
