/**
 * The files, for the server: it runs in a process of its own and reads and writes through the editor, so that remote and virtual file
 * systems work like a disk.
 */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { ServerRequests } from '../server/protocol';
import { baseName, keyOf, parentOf } from './places';

type Answer<M extends keyof ServerRequests> = Promise<ServerRequests[M]['result']>;

/** What may belong to a corpus. */
const corpusFile = /\.(?:md|markdown|txt|ya?ml|reading\.json)$/i;
const reviewFile = /\.jsonl$/i;
const skippedFolder = /^(?:\..*|node_modules|bower_components|jspm_packages|__pycache__|venv)$/i;
/** Bounds, so that opening a home folder does not read a whole disk. */
const mostFolders = 4000;
const mostFiles = 10_000;

export async function readFile(params: { readonly uri: string }): Answer<'counterpoint/files/read'> {
  const uri = vscode.Uri.parse(params.uri);
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === undefined) return readOpenDocument(uri);
  try {
    return { base64: Buffer.from(await vscode.workspace.fs.readFile(uri)).toString('base64') };
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Documents that are on no file system: untitled ones, and those that an extension makes up. */
function readOpenDocument(uri: vscode.Uri): Awaited<Answer<'counterpoint/files/read'>> {
  const key = keyOf(uri);
  const document = vscode.workspace.textDocuments.find((each) => keyOf(each.uri) === key);
  return document ? { base64: Buffer.from(document.getText(), 'utf8').toString('base64') } : null;
}

export async function listFiles(
  params: { readonly folder: string; readonly reviews?: boolean },
  token: vscode.CancellationToken,
  log: vscode.LogOutputChannel,
): Answer<'counterpoint/files/list'> {
  const wanted = params.reviews === true ? reviewFile : corpusFile;
  const uris: string[] = [];
  let level: vscode.Uri[] = [vscode.Uri.parse(params.folder)];
  let folders = 0;
  while (level.length > 0 && !token.isCancellationRequested) {
    folders += level.length;
    const entries = await Promise.all(level.map((folder) => entriesOf(folder, log)));
    level = [];
    for (const { uri, name, type } of entries.flat()) {
      // A linked folder may lead back to where one came from.
      if (type === vscode.FileType.Directory && !skippedFolder.test(name)) level.push(uri);
      else if ((type & vscode.FileType.File) !== 0 && wanted.test(name) && !name.startsWith('.'))
        uris.push(uri.toString());
    }
    if (folders + level.length > mostFolders || uris.length > mostFiles) {
      log.warn(`Listing of ${params.folder} ends early: more than ${mostFolders} folders or ${mostFiles} files.`);
      break;
    }
  }
  return { uris: uris.sort().slice(0, mostFiles) };
}

async function entriesOf(
  folder: vscode.Uri,
  log: vscode.LogOutputChannel,
): Promise<{ uri: vscode.Uri; name: string; type: vscode.FileType }[]> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(folder);
    return entries.map(([name, type]) => ({ uri: vscode.Uri.joinPath(folder, name), name, type }));
  } catch (error) {
    log.debug(`Folder not listed: ${folder.toString()}: ${String(error)}`);
    return [];
  }
}

export async function writeFile(params: {
  readonly uri: string;
  readonly base64: string;
}): Answer<'counterpoint/files/write'> {
  const uri = vscode.Uri.parse(params.uri);
  try {
    await writeWhole(uri, Buffer.from(params.base64, 'base64'));
    return { ok: true };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Writes a file so that nobody ever reads half of it. */
export async function writeWhole(uri: vscode.Uri, bytes: Uint8Array): Promise<void> {
  const { fs } = vscode.workspace;
  refuseReadOnly(uri);
  const folder = parentOf(uri);
  await fs.createDirectory(folder);
  const temporary = vscode.Uri.joinPath(folder, `.${baseName(uri)}.${randomUUID().slice(0, 8)}.tmp`);
  try {
    await fs.writeFile(temporary, bytes);
  } catch (error) {
    await removeQuietly(temporary);
    throw error;
  }
  try {
    await fs.rename(temporary, uri, { overwrite: true });
  } catch {
    // Some file systems cannot put a file in another's place: then the plain way, which reports its own failure.
    await removeQuietly(temporary);
    await fs.writeFile(uri, bytes);
  }
}

async function removeQuietly(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.delete(uri);
  } catch {
    // It may never have been made.
  }
}

/** Whether nothing can be written where a file or folder lies, as the whole file system is for reading only. */
export function isReadOnly(uri: vscode.Uri): boolean {
  return vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false;
}

/** Fails, before anything is done, where nothing can be written. */
export function refuseReadOnly(uri: vscode.Uri): void {
  if (isReadOnly(uri))
    throw new Error(vscode.l10n.t('{0} is for reading only. Choose another place.', pathForPeople(uri)));
}

/** A path, with the name of the file system where that is not the disk. */
function pathForPeople(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
}

function isMissing(error: unknown): boolean {
  return (
    error instanceof vscode.FileSystemError &&
    ['FileNotFound', 'FileIsADirectory', 'FileNotADirectory'].includes(error.code)
  );
}
