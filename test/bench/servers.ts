/** Language servers to measure, each a process of its own over stdio. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PairView } from '../../server/protocol';
import { StdioServer } from '../protocol/server';

/** The project: this runs bundled from `out/bench/`. */
export const root = join(import.meta.dirname, '..', '..');

/** For `node --import`: asks a process for its memory. */
export const probe = pathToFileURL(join(root, 'test', 'bench', 'probe.mjs')).href;

export interface Memory {
  /** Bytes of live JavaScript, after a forced collection. */
  readonly heapUsed: number;
  /** Bytes that the system holds for the process now, and at most. */
  readonly rss: number;
  readonly peak: number;
}

export interface MeasuredServer {
  readonly server: StdioServer;
  memory(): Promise<Memory>;
}

/** Starts a server on a folder, with lenses on; `isProbed` lets its memory be asked for. */
export async function startServer(folder: string, isProbed = false): Promise<MeasuredServer> {
  const server = new StdioServer(
    {},
    {
      folder,
      bundle: join(root, 'dist', 'server.js'),
      ...(isProbed && { nodeArguments: ['--expose-gc', '--import', probe] }),
    },
  );
  server.connection.onRequest('workspace/configuration', () => [
    { codeLens: { enabled: true }, inlayHints: { enabled: true } },
  ]);
  for (const kind of ['codeLens', 'inlayHint', 'diagnostics'])
    server.connection.onRequest(`workspace/${kind}/refresh`, () => null);
  await server.start({
    capabilities: {
      workspace: { configuration: true, codeLens: { refreshSupport: true }, diagnostics: { refreshSupport: true } },
    },
  });
  const memory = (): Promise<Memory> =>
    new Promise((resolve) => {
      server.process.once('message', (message) => {
        resolve(message as Memory);
      });
      server.process.send('memory');
    });
  return { server, memory };
}

/** Every pair of a server's corpora. */
export async function pairsOf({ server }: MeasuredServer): Promise<PairView[]> {
  return (await server.ask('counterpoint/corpora', {})).flatMap((corpus) => corpus.pairs);
}
