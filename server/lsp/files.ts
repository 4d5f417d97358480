import type { Connection } from 'vscode-languageserver';
import { listDiskFiles, readDiskFile, writeDiskFile } from '../files/diskFiles';
import type { ServerRequests } from '../protocol';

/** Where the server's files are: behind the client in VS Code (so that virtual workspaces work), on the disk for other editors. */
export interface Files {
  read(uri: string): Promise<Uint8Array | undefined>;
  list(folder: string): Promise<readonly string[]>;
  write(uri: string, bytes: Uint8Array): Promise<void>;
}

/** Files by way of the client's own file system. */
export function clientFiles(connection: Connection): Files {
  const ask = async <M extends keyof ServerRequests>(
    method: M,
    params: ServerRequests[M]['params'],
  ): Promise<ServerRequests[M]['result']> => connection.sendRequest<ServerRequests[M]['result']>(method, params);
  return {
    read: async (uri) => {
      const answer = await ask('counterpoint/files/read', { uri });
      return answer === null ? undefined : Buffer.from(answer.base64, 'base64');
    },
    list: async (folder) => (await ask('counterpoint/files/list', { folder })).uris,
    write: async (uri, bytes) => {
      const answer = await ask('counterpoint/files/write', { uri, base64: Buffer.from(bytes).toString('base64') });
      if (!answer.ok) throw new Error(answer.error ?? uri);
    },
  };
}

/** Files on the disk, for editors without the client. */
export const diskFiles: Files = { read: readDiskFile, list: listDiskFiles, write: writeDiskFile };
