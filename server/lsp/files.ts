import type { Connection } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { pathIn, uriIn } from '../corpus/loadCorpus';
import { isInside, listDiskFiles, readDiskFile, writeDiskFile } from '../files/diskFiles';
import { appendReviewLines, readReviewFiles } from '../files/reviewFiles';
import type { ServerRequests } from '../protocol';
import { gitFiles } from '../review/folder';
import { type ReviewFileText, reviewFolder } from '../review/journal';

/** Where the server's files are: behind the client in VS Code (so that virtual workspaces work), on the disk for other editors. */
export interface Files {
  read(uri: string): Promise<Uint8Array | undefined>;
  list(folder: string): Promise<readonly string[]>;
  write(uri: string, bytes: Uint8Array): Promise<void>;
  /** The review files of a theme: their paths relative to the corpus root, and their texts. */
  readReviews(root: string, theme: string): Promise<readonly ReviewFileText[]>;
  /** Adds lines to a review file; done when they are there. */
  appendReview(root: string, path: string, lines: readonly string[]): Promise<void>;
}

/** Whether a folder lies on the disk of this machine. There lines are appended in one step, which an editor's file system cannot do. */
const isOnDisk = (uri: string): boolean => URI.parse(uri).scheme === 'file';

/** Whether a file lies inside a folder when links are followed. Only a disk has links that could lead out. */
export async function staysInside(folder: string, uri: string): Promise<boolean> {
  return !uri.startsWith('file:') || isInside(folder, uri);
}

/** Files by way of the client's own file system. */
export function clientFiles(connection: Connection): Files {
  const ask = async <M extends keyof ServerRequests>(
    method: M,
    params: ServerRequests[M]['params'],
  ): Promise<ServerRequests[M]['result']> => connection.sendRequest<ServerRequests[M]['result']>(method, params);
  const read = async (uri: string): Promise<Uint8Array | undefined> => {
    const answer = await ask('counterpoint/files/read', { uri });
    return answer === null ? undefined : Buffer.from(answer.base64, 'base64');
  };
  const write = async (uri: string, bytes: Uint8Array): Promise<void> => {
    const answer = await ask('counterpoint/files/write', { uri, base64: Buffer.from(bytes).toString('base64') });
    if (!answer.ok) throw new Error(answer.error ?? uri);
  };
  const textOf = async (uri: string): Promise<string> => Buffer.from((await read(uri)) ?? []).toString('utf8');
  return {
    read,
    write,
    readReviews: async (root, theme) => {
      if (isOnDisk(root)) return readReviewFiles(root, theme);
      const { uris } = await ask('counterpoint/files/list', {
        folder: uriIn(root, reviewFolder(theme)),
        reviews: true,
      });
      return Promise.all(uris.map(async (uri) => ({ path: pathIn(root, uri) ?? uri, text: await textOf(uri) })));
    },
    appendReview: async (root, path, lines) => {
      if (isOnDisk(root)) return appendReviewLines(root, path, lines);
      const uri = uriIn(root, path);
      for (const [name, text] of Object.entries(gitFiles)) {
        const own = uriIn(root, `.counterpoint/${name}`);
        if ((await read(own)) === undefined) await write(own, Buffer.from(text));
      }
      const before = await textOf(uri);
      const open = before === '' || before.endsWith('\n') ? before : `${before}\n`;
      await write(uri, Buffer.from(`${open}${lines.join('\n')}\n`));
      const now = new Set((await textOf(uri)).split(/\r?\n/));
      if (lines.some((line) => !now.has(line))) throw new Error(`${path} is being changed by another program.`);
    },
    list: async (folder) => (await ask('counterpoint/files/list', { folder })).uris,
  };
}

/** Files on the disk, for editors without the client. */
export const diskFiles: Files = {
  read: readDiskFile,
  list: listDiskFiles,
  write: writeDiskFile,
  readReviews: readReviewFiles,
  appendReview: appendReviewLines,
};
