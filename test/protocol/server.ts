import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { URI } from 'vscode-uri';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type InitializeResult,
  MessageType,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import type { ClientRequests } from '../../server/protocol';

const serverPath = join(import.meta.dirname, '..', '..', 'dist', 'server.js');

/** How a server is run, where the default does not do. */
export interface ServerRun {
  /** A folder that is there already, and stays, instead of one made for the server. */
  readonly folder?: string;
  /** For Node itself, such as `--expose-gc`; with them, `process.send` of the two reaches the other. */
  readonly nodeArguments?: readonly string[];
  /** The environment, by the corpus folder; without it that of the tests. */
  readonly environment?: (root: string) => NodeJS.ProcessEnv;
  /** The bundle to run. */
  readonly bundle?: string;
}

/** A language server over stdio, as another editor would run it, on a corpus folder of its own. */
export class StdioServer {
  readonly connection: ProtocolConnection;
  readonly process: ChildProcess;
  readonly root: string;
  readonly notifications: { method: string; params: unknown }[] = [];
  readonly #diagnostics = new Map<string, PublishDiagnosticsParams>();
  readonly #waiting: { isMet: () => boolean; resolve: () => void }[] = [];
  initialized!: InitializeResult;
  stderr = '';
  /** What the server has called an error: nothing that it does of itself may be one. */
  readonly errors: string[] = [];

  readonly #isOwnFolder: boolean;

  constructor(files: Readonly<Record<string, string>>, how: ServerRun = {}) {
    this.#isOwnFolder = how.folder === undefined;
    this.root = how.folder ?? mkdtempSync(join(tmpdir(), 'counterpoint protocol '));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
    this.process = spawn(process.execPath, [...(how.nodeArguments ?? []), how.bundle ?? serverPath, '--stdio'], {
      env: how.environment?.(this.root) ?? process.env,
      stdio: ['pipe', 'pipe', 'pipe', ...(how.nodeArguments === undefined ? [] : ['ipc' as const])],
    });
    this.process.stderr?.on('data', (data: Buffer) => {
      this.stderr += data.toString();
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.process.stdout!),
      new StreamMessageWriter(this.process.stdin!),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.#diagnostics.set(params.uri, params);
      this.#settle();
    });
    for (const method of ['counterpoint/comparisonsChanged', 'counterpoint/corporaChanged']) {
      this.connection.onNotification(method, (params: unknown) => {
        this.notifications.push({ method, params });
        this.#settle();
      });
    }
    this.connection.onNotification('window/logMessage', ({ type, message }: { type: number; message: string }) => {
      if (type === MessageType.Error) this.errors.push(message);
      this.#settle();
    });
    for (const method of ['client/registerCapability', 'workspace/inlayHint/refresh', 'workspace/codeLens/refresh'])
      this.connection.onRequest(method, () => null);
    this.connection.listen();
  }

  async start(
    options: { locale?: string; initializationOptions?: unknown; capabilities?: ClientCapabilities } = {},
  ): Promise<this> {
    this.initialized = await this.connection.sendRequest<InitializeResult>('initialize', {
      processId: process.pid,
      rootUri: this.uri(''),
      workspaceFolders: [{ uri: this.uri('').replace(/\/$/, ''), name: 'corpus' }],
      capabilities: {
        workspace: { didChangeWatchedFiles: { dynamicRegistration: true } },
        window: { workDoneProgress: true },
      },
      ...options,
    });
    await this.connection.sendNotification('initialized', {});
    return this;
  }

  write(path: string, text: string): void {
    const full = join(this.root, path);
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
  }

  uri(path: string): string {
    return URI.file(join(this.root, path)).toString();
  }

  async open(path: string, text: string, languageId = 'markdown'): Promise<string> {
    const uri = this.uri(path);
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId, version: 1, text },
    });
    return uri;
  }

  ask<M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]['params'],
  ): Promise<ClientRequests[M]['result']> {
    return this.connection.sendRequest<ClientRequests[M]['result']>(method, params);
  }

  request<R>(method: string, params: unknown): Promise<R> {
    return this.connection.sendRequest<R>(method, params);
  }

  /** The diagnostics of a document, once they meet a condition. */
  async diagnostics(
    uri: string,
    isMet: (params: PublishDiagnosticsParams) => boolean,
  ): Promise<PublishDiagnosticsParams> {
    const met = (): boolean => {
      const known = this.#diagnostics.get(uri);
      return known !== undefined && isMet(known);
    };
    await this.until(met);
    return this.#diagnostics.get(uri)!;
  }

  /** Resolves when a message of the server has made a condition true. */
  until(isMet: () => boolean): Promise<void> {
    if (isMet()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push({ isMet, resolve }));
  }

  async stop(): Promise<number | null> {
    const exit = new Promise<number | null>((resolve) => this.process.once('exit', resolve));
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    const code = await exit;
    this.connection.dispose();
    if (this.#isOwnFolder) rmSync(this.root, { recursive: true, force: true });
    if (this.errors.length > 0) throw new Error(`The server reported:\n${this.errors.join('\n')}`);
    return code;
  }

  #settle(): void {
    for (const waiter of [...this.#waiting]) {
      if (!waiter.isMet()) continue;
      this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
      waiter.resolve();
    }
  }
}
