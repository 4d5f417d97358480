import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { URI } from 'vscode-uri';

/** A message of JSON-RPC, or what a broken client makes of one. */
export type RawMessage = Readonly<Record<string, unknown>>;

/** How a request ended: with a result, an error, or with the server itself. */
export type Answer =
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  | { readonly kind: 'gone' };

export interface RawOptions {
  readonly serverPath: string;
  readonly files: Readonly<Record<string, string>>;
  /** A folder that is there already; without it one is made, and removed at the end. */
  readonly root?: string;
  readonly execArgv?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** A language server spoken to message by message: in any order, with anything, and killed at any moment. */
export class RawServer {
  readonly root: string;
  readonly process: ChildProcess;
  /** Resolves with the exit code, or with the name of the signal that ended the server. */
  readonly exited: Promise<number | string | null>;
  readonly notifications: { readonly method: string; readonly params: unknown }[] = [];
  stderr = '';
  readonly #waiting = new Map<number | string, (answer: Answer) => void>();
  readonly #owned: boolean;
  #nextId = 1;
  #buffer = Buffer.alloc(0);

  constructor({ serverPath, files, root, execArgv = [], env }: RawOptions) {
    this.#owned = root === undefined;
    this.root = root ?? mkdtempSync(join(tmpdir(), 'counterpoint storm '));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), text);
    }
    this.process = spawn(process.execPath, [...execArgv, serverPath, '--stdio'], {
      stdio: ['pipe', 'pipe', 'pipe'],
      ...(env === undefined ? {} : { env }),
    });
    this.exited = new Promise((resolve) => {
      this.process.once('close', (code, signal) => {
        for (const settle of this.#waiting.values()) settle({ kind: 'gone' });
        this.#waiting.clear();
        resolve(code ?? signal);
      });
    });
    // Writing to a server that was killed is part of the storm.
    this.process.stdin?.on('error', () => undefined);
    this.process.stderr?.on('data', (data: Buffer) => {
      this.stderr += data.toString();
    });
    this.process.stdout?.on('data', (data: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, data]);
      this.#read();
    });
  }

  uri(path: string): string {
    return URI.file(join(this.root, path)).toString();
  }

  /** Sends a message as it is. */
  send(message: unknown): void {
    this.sendBytes(frame(message));
  }

  sendBytes(bytes: Buffer | string): void {
    this.process.stdin?.write(bytes);
  }

  notify(method: string, params?: unknown): void {
    this.send({ jsonrpc: '2.0', method, ...(params === undefined ? {} : { params }) });
  }

  /** Sends a request; its answer, whatever it is. `sent` gets its id, to cancel it by. */
  request(method: string, params?: unknown, sent?: (id: number) => void): Promise<Answer> {
    const id = this.#nextId;
    this.#nextId += 1;
    const answer = this.answerTo(id);
    this.send({ jsonrpc: '2.0', id, method, ...(params === undefined ? {} : { params }) });
    sent?.(id);
    return answer;
  }

  answerTo(id: number | string): Promise<Answer> {
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  initialize(more: RawMessage = {}): Promise<Answer> {
    return this.request('initialize', {
      processId: process.pid,
      rootUri: this.uri(''),
      workspaceFolders: [{ uri: this.uri('').replace(/\/$/, ''), name: 'corpus' }],
      capabilities: {
        workspace: { didChangeWatchedFiles: { dynamicRegistration: true }, configuration: true },
        window: { workDoneProgress: true },
        textDocument: { diagnostic: {} },
      },
      ...more,
    });
  }

  async start(): Promise<Answer> {
    const answer = await this.initialize();
    this.notify('initialized', {});
    return answer;
  }

  open(path: string, text: string): string {
    const uri = this.uri(path);
    const languageId = path.endsWith('.yaml') ? 'yaml' : 'markdown';
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    return uri;
  }

  /** Ends the server by the rules; its exit code. */
  async stop(): Promise<number | string | null> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      void this.request('shutdown');
      this.notify('exit');
    }
    return this.exited;
  }

  /** Ends it at once, and removes its folder. */
  async dispose(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.exited;
    if (this.#owned) rmSync(this.root, { recursive: true, force: true });
  }

  #read(): void {
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.toString('latin1', 0, head))?.[1]);
      if (this.#buffer.length < head + 4 + length) return;
      const message = JSON.parse(this.#buffer.toString('utf8', head + 4, head + 4 + length)) as RawMessage;
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      this.#take(message);
    }
  }

  #take(message: RawMessage): void {
    const { id, method } = message;
    if (typeof method === 'string') {
      this.notifications.push({ method, params: message['params'] });
      // What the server asks of its client: settings, progress, watchers. Null will do.
      if (id !== undefined)
        this.send({ jsonrpc: '2.0', id, result: method === 'workspace/configuration' ? [null] : null });
      return;
    }
    if (typeof id !== 'number' && typeof id !== 'string') return;
    const settle = this.#waiting.get(id);
    this.#waiting.delete(id);
    const error = message['error'] as { code: number; message: string } | undefined;
    settle?.(error === undefined ? { kind: 'result', result: message['result'] } : { kind: 'error', ...error });
  }
}

/** A message as it goes over the wire. */
export function frame(message: unknown): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]);
}
