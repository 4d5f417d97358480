import {
  type CancellationToken,
  type Connection,
  ErrorCodes,
  ResponseError,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import type { ClientRequests } from '../protocol';
import { unlessCancelled } from './cancellable';
import type { WorkLane } from './workLane';

/**
 * What sees to its own end when it is cancelled, and answers how far it came: a model's reading keeps what was read. So does whatever shows
 * its progress.
 */
const endsItself: ReadonlySet<string> = new Set<keyof ClientRequests>(['counterpoint/model/read']);

/** What handles a request of the shared protocol. */
export type Handler<M extends keyof ClientRequests> = (
  params: ClientRequests[M]['params'],
  token: CancellationToken,
  progress: WorkDoneProgressReporter | undefined,
) => Promise<ClientRequests[M]['result']>;

/** Registers a handler under its method, both typed by the protocol. What it takes long for is told to the log. */
export function handle<M extends keyof ClientRequests>(
  connection: Connection,
  lane: WorkLane,
  method: M,
  handler: Handler<M>,
): void {
  connection.onRequest(
    method,
    async (params: ClientRequests[M]['params'] & { workDoneToken?: string | number }, token: CancellationToken) => {
      checkParams(params, required[method]);
      const progress =
        params.workDoneToken === undefined ? undefined : connection.window.attachWorkDoneProgress(params.workDoneToken);
      try {
        const answer = (): ReturnType<typeof handler> => lane.time(method, () => handler(params, token, progress));
        return await (progress === undefined && !endsItself.has(method) ? unlessCancelled(token, answer) : answer());
      } finally {
        progress?.done();
      }
    },
  );
}

/** Parameters by the name of what they hold. A URI without a scheme would be taken for a path from the root of the disk. */
const uriNames = new Set(['uri', 'source', 'out', 'corpus', 'root', 'folder']);
const textNames = new Set(['pair', 'format', 'link', 'style']);

/** Documents in one request, and the ranges of a link drawn by hand in another. */
const sideNames = new Set(['left', 'right']);

/** What a request cannot do without. */
const required: Readonly<Partial<Record<keyof ClientRequests, readonly string[]>>> = {
  'counterpoint/pairsOf': ['uri'],
  'counterpoint/comparison': ['pair'],
  'counterpoint/alignTwo': ['left', 'right'],
  'counterpoint/import': ['source', 'out'],
  'counterpoint/export': ['corpus', 'format'],
  'counterpoint/citation': ['pair', 'link', 'style'],
  'counterpoint/readings': ['pair'],
  'counterpoint/chooseReading': ['pair'],
};

/**
 * Checks what a client sends, so that nothing is read or written where nobody meant it.
 * @throws ResponseError (InvalidParams) that names the parameter.
 */
function checkParams(params: unknown, needed: readonly string[] = []): void {
  if (typeof params !== 'object' || params === null || Array.isArray(params)) throw invalid('Parameters are missing.');
  for (const name of needed) if (!(name in params)) throw invalid(`The parameter “${name}” is missing.`);
  for (const [name, value] of Object.entries(params)) {
    const isUri = uriNames.has(name) || (sideNames.has(name) && !Array.isArray(value));
    if (isUri && !(typeof value === 'string' && /^[a-z][a-z0-9+.-]+:/i.test(value)))
      throw invalid(`The parameter “${name}” must be a URI.`);
    if (textNames.has(name) && value !== undefined && typeof value !== 'string')
      throw invalid(`The parameter “${name}” must be a text.`);
  }
}

/** For the log of a client's author, not for readers: no reader sees what a client sends. */
const invalid = (reason: string): ResponseError => new ResponseError(ErrorCodes.InvalidParams, reason);
