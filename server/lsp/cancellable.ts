import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';

/** The answer that the protocol has for a request that was cancelled. */
export function requestCancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'Cancelled.');
}

/**
 * What a task comes to; where the one who asked cancels before, at once the error that the protocol has for it. The task itself goes on: the
 * comparison that a cancelled hover waited for is what the next one will ask for, and an edit ends it anyway.
 * @throws ResponseError (RequestCancelled)
 */
export async function unlessCancelled<T>(token: CancellationToken, task: () => Promise<T>): Promise<T> {
  if (token.isCancellationRequested) throw requestCancelled();
  return new Promise<T>((resolve, reject) => {
    const listening = token.onCancellationRequested(() => {
      reject(requestCancelled());
    });
    task()
      .then(resolve, reject)
      .finally(() => {
        listening.dispose();
      });
  });
}
