import * as vscode from 'vscode';

interface Entry<V> {
  readonly answer: Promise<V>;
  readonly source: vscode.CancellationTokenSource;
  waiting: number;
  settled: boolean;
  superseded: boolean;
}

/**
 * Answers to requests, asked once per key and shared. A request that nobody waits for any more is cancelled. Who waits while an answer is
 * forgotten gets the next answer, not an old one.
 */
export class SharedRequests<V> implements vscode.Disposable {
  private readonly entries = new Map<string, Entry<V>>();

  constructor(private readonly ask: (key: string, token: vscode.CancellationToken) => Promise<V>) {}

  async get(key: string, token?: vscode.CancellationToken): Promise<V> {
    for (;;) {
      const entry = this.entries.get(key) ?? this.start(key);
      entry.waiting += 1;
      try {
        const answer = await orCancelled(entry.answer, token);
        if (!entry.superseded) return answer;
      } catch (error) {
        if (!entry.superseded || token?.isCancellationRequested === true) throw error;
      } finally {
        entry.waiting -= 1;
        if (entry.waiting === 0 && !entry.settled) this.drop(key, entry);
      }
    }
  }

  /** Forgets one answer, or all: the next `get` asks again. */
  forget(key?: string): void {
    for (const [each, entry] of this.entries) {
      if (key !== undefined && each !== key) continue;
      entry.superseded = !entry.settled;
      this.drop(each, entry);
    }
  }

  dispose(): void {
    for (const [key, entry] of this.entries) this.drop(key, entry);
  }

  private start(key: string): Entry<V> {
    const source = new vscode.CancellationTokenSource();
    const answer = this.ask(key, source.token);
    const entry: Entry<V> = { answer, source, waiting: 0, settled: false, superseded: false };
    this.entries.set(key, entry);
    answer.then(
      () => {
        entry.settled = true;
        source.dispose();
      },
      () => {
        entry.settled = true;
        this.drop(key, entry); // A failure is not an answer to keep.
      },
    );
    return entry;
  }

  private drop(key: string, entry: Entry<V>): void {
    if (!entry.settled) entry.source.cancel();
    entry.source.dispose();
    if (this.entries.get(key) === entry) this.entries.delete(key);
  }
}

/** The promise's result, or a cancellation error as soon as the token is cancelled. */
async function orCancelled<V>(promise: Promise<V>, token: vscode.CancellationToken | undefined): Promise<V> {
  if (!token) return promise;
  let listener: vscode.Disposable | undefined;
  const cancelled = new Promise<never>((_resolve, reject) => {
    if (token.isCancellationRequested) reject(new vscode.CancellationError());
    listener = token.onCancellationRequested(() => {
      reject(new vscode.CancellationError());
    });
  });
  try {
    return await Promise.race([promise, cancelled]);
  } finally {
    listener?.dispose();
  }
}
