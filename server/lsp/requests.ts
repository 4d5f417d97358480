import type { CancellationToken, Connection, WorkDoneProgressReporter } from 'vscode-languageserver';
import type { ClientRequests } from '../protocol';
import { unlessCancelled } from './cancellable';
import type { WorkLane } from './workLane';

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
      const progress =
        params.workDoneToken === undefined ? undefined : connection.window.attachWorkDoneProgress(params.workDoneToken);
      try {
        const answer = (): ReturnType<typeof handler> => lane.time(method, () => handler(params, token, progress));
        // What shows its progress sees to its own end, and says how far it came.
        return await (progress === undefined ? unlessCancelled(token, answer) : answer());
      } finally {
        progress?.done();
      }
    },
  );
}
