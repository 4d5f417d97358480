/** The language server: started when first needed, watched, and spoken to by the types of the protocol. */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type {
  CloseAction,
  CloseHandlerResult,
  LanguageClient,
  LanguageClientOptions,
} from 'vscode-languageclient/node';
import {
  hoverCommands,
  type ClientRequests,
  type ServerNotifications,
  type ServerOptions,
  type ServerRequests,
} from '../server/protocol';
import { askChatModel, modelKey } from './chatModels';
import { listFiles, readFile, writeFile } from './files';

/** Languages in which an essay may stand. */
export const essayLanguages = ['counterpoint-essay', 'markdown', 'plaintext'] as const;

/** More crashes than this within the window, and the server stays down until the reader says so. */
const quietRestarts = 2;
const crashWindowMs = 3 * 60_000;

/** Said where a request meets a server that is not there. */
export class ServerStopped extends Error {
  constructor() {
    super(vscode.l10n.t('The Counterpoint server is not running. Restart it to go on.'));
  }
}

export function isCancellation(error: unknown): boolean {
  if (error instanceof vscode.CancellationError) return true;
  const code = codeOf(error);
  // LSP: RequestCancelled, ServerCancelled, ContentModified
  return code === -32800 || code === -32802 || code === -32801;
}

/** Asked of a function, since the answer changes while one waits. */
function isCancelled(token: vscode.CancellationToken): boolean {
  return token.isCancellationRequested;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

export class Server implements vscode.Disposable {
  private readonly running = new vscode.EventEmitter<boolean>();
  private readonly comparisonsChanged = new vscode.EventEmitter<readonly string[]>();
  private readonly corporaChanged = new vscode.EventEmitter<undefined>();
  private readonly subscriptions: { dispose(): unknown }[] = [];
  private starting: Promise<LanguageClient> | undefined;
  private stopping: Promise<void> = Promise.resolve();
  private crashes: number[] = [];
  /** Whether the server was ready since it was last launched: one that never is does not get better by launching it again. */
  private wasReady = false;
  private down = false;
  private up = false;
  private offer: Promise<void> | undefined;

  /** Fires with true when the server is ready (again), with false when it is gone. */
  readonly onDidChangeRunning = this.running.event;
  readonly onComparisonsChanged = this.comparisonsChanged.event;
  readonly onCorporaChanged = this.corporaChanged.event;

  constructor(
    private readonly module: string,
    private readonly log: vscode.LogOutputChannel,
    /** What the reader chose earlier, asked for at every start. */
    private readonly chosenReadings: () => NonNullable<ServerOptions['readings']>,
    private readonly secrets: vscode.SecretStorage,
  ) {}

  /** Whether anybody has needed the server yet. */
  get isStarted(): boolean {
    return this.starting !== undefined && !this.down;
  }

  /** Whether it answers now. */
  get isRunning(): boolean {
    return this.up;
  }

  /** Whether it stopped for good: only the reader starts it again. */
  get isDown(): boolean {
    return this.down;
  }

  /** Starts the server if it is not running, and waits until it is ready. */
  async start(): Promise<void> {
    await this.ready();
  }

  async request<M extends keyof ClientRequests>(
    method: M,
    params: ClientRequests[M]['params'],
    token: vscode.CancellationToken = noCancellation,
  ): Promise<ClientRequests[M]['result']> {
    const client = await this.ready();
    if (isCancelled(token)) throw new vscode.CancellationError();
    try {
      // An answer counts even where it was cancelled: the server gives one only where something was kept.
      return await client.sendRequest<ClientRequests[M]['result']>(method, params, token);
    } catch (error) {
      if (isCancelled(token)) throw new vscode.CancellationError();
      throw isConnectionLoss(error) ? new ServerStopped() : error;
    }
  }

  /** A request that takes its time: with a notification that tells how far it is and can cancel it. */
  async longRequest<M extends keyof ClientRequests>(
    title: string,
    method: M,
    params: ClientRequests[M]['params'],
  ): Promise<ClientRequests[M]['result']> {
    const client = await this.ready();
    const { WorkDoneProgress } = await import('vscode-languageclient/node');
    const location = vscode.ProgressLocation.Notification;
    return vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
      const workDoneToken = randomUUID();
      let percentage = 0;
      const listener = client.onProgress(WorkDoneProgress.type, workDoneToken, (value) => {
        if (value.kind === 'end') return;
        const now = Math.max(percentage, value.percentage ?? 0);
        progress.report({
          ...(value.message !== undefined && { message: value.message }),
          increment: now - percentage,
        });
        percentage = now;
      });
      try {
        return await this.request(method, { ...params, workDoneToken }, token);
      } finally {
        listener.dispose();
      }
    });
  }

  async restart(): Promise<void> {
    this.crashes = [];
    await this.stop();
    this.down = false;
    await this.start();
  }

  stop(): Promise<void> {
    const { starting } = this;
    this.starting = undefined;
    const ended = async (): Promise<void> => {
      try {
        await this.release(await starting);
      } catch {
        // It never ran.
      }
    };
    this.stopping = Promise.all([this.stopping, ended()]).then(() => undefined);
    return this.stopping;
  }

  /** Starts when what ran before is gone: otherwise its end would take what belongs to the new one along. */
  private launch(): Promise<LanguageClient> {
    const starting = this.stopping.then(() => this.create());
    starting.catch(() => {
      if (this.starting === starting) this.starting = undefined;
    });
    return starting;
  }

  private async release(client: LanguageClient | undefined): Promise<void> {
    try {
      await client?.dispose();
    } catch (error) {
      this.log.warn('Stopping the server', error);
    }
    for (const subscription of this.subscriptions.splice(0)) subscription.dispose();
  }

  dispose(): void {
    this.running.dispose();
    this.comparisonsChanged.dispose();
    this.corporaChanged.dispose();
  }

  private async ready(): Promise<LanguageClient> {
    if (this.down) throw new ServerStopped();
    const client = await (this.starting ??= this.launch());
    // After a crash it comes back by itself: `start` waits for that.
    if (client.needsStart()) await client.start();
    return client;
  }

  private async create(): Promise<LanguageClient> {
    const library = await import('vscode-languageclient/node');
    const options: LanguageClientOptions = {
      documentSelector: [
        ...essayLanguages.map((language) => ({ language, scheme: '*' })),
        // All YAML: a manifest may give its lexicons any name. The server leaves alone what is no part of a corpus.
        { language: 'yaml', scheme: '*' },
      ],
      markdown: { isTrusted: { enabledCommands: hoverCommands }, supportHtml: false },
      initializationOptions: (): ServerOptions => ({
        commandLinks: true,
        clientFiles: true,
        readings: this.chosenReadings(),
      }),
      outputChannel: this.log,
      // Pushed, because the server also serves editors that cannot be asked.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      synchronize: { configurationSection: 'counterpoint', fileEvents: this.watchers() },
      textSynchronization: { delayOpenNotifications: true },
      initializationFailedHandler: (error: unknown) => {
        this.log.error('The server could not start', error);
        return false;
      },
      errorHandler: {
        error: () => ({ action: library.ErrorAction.Continue, handled: true }),
        closed: () => this.onClosed(library.CloseAction),
      },
    };
    const module = { module: this.module, transport: library.TransportKind.ipc };
    // The library's own messages are for its authors: they go to the log, and readers are told below.
    class Client extends library.LanguageClient {
      override error(message: string, data?: unknown): void {
        super.error(message, data, false);
      }
    }
    const client = new Client('counterpoint', 'Counterpoint', { run: module, debug: module }, options);
    this.answerFiles(client);
    this.listen(client);
    this.subscriptions.push(
      client.onDidChangeState(({ newState }) => {
        if (newState === library.State.Running) {
          this.wasReady = true;
          this.setUp(true);
        } else this.setUp(false);
      }),
    );
    try {
      await client.start();
    } catch (error) {
      this.log.error('The server did not start', error);
      this.giveUp();
      await this.release(client);
      throw new ServerStopped();
    }
    // So that the log says what it is for, also where nothing was slow.
    this.log.info(vscode.l10n.t('The server has started. What takes it more than 50 ms is listed here.'));
    return client;
  }

  private watchers(): vscode.FileSystemWatcher[] {
    // Of a folder that goes, nobody tells what was in it: those of decisions and notes are watched themselves.
    const globs = ['**/*.{md,markdown,txt,yaml,yml,reading.json,jsonl}', '**/.counterpoint', '**/.counterpoint/*'];
    const watchers = globs.map((glob) => vscode.workspace.createFileSystemWatcher(glob));
    this.subscriptions.push(...watchers);
    return watchers;
  }

  private answerFiles(client: LanguageClient): void {
    const answer = <M extends keyof ServerRequests>(
      method: M,
      handler: (
        params: ServerRequests[M]['params'],
        token: vscode.CancellationToken,
      ) => Promise<ServerRequests[M]['result']>,
    ): void => {
      this.subscriptions.push(client.onRequest(method, handler));
    };
    answer('counterpoint/files/read', readFile);
    answer('counterpoint/files/list', (params, token) => listFiles(params, token, this.log));
    answer('counterpoint/files/write', writeFile);
    answer('counterpoint/chat/ask', askChatModel);
    answer('counterpoint/chat/key', (params) => modelKey(this.secrets, params));
  }

  private listen(client: LanguageClient): void {
    const on = <M extends keyof ServerNotifications>(
      method: M,
      handler: (params: ServerNotifications[M]) => void,
    ): void => {
      this.subscriptions.push(client.onNotification(method, handler));
    };
    on('counterpoint/comparisonsChanged', ({ pairs }) => {
      this.comparisonsChanged.fire(pairs);
    });
    on('counterpoint/corporaChanged', () => {
      this.corporaChanged.fire(undefined);
    });
  }

  /** The connection broke: twice it comes back by itself, then the reader is told and asked. */
  private onClosed(action: typeof CloseAction): CloseHandlerResult {
    const now = Date.now();
    this.crashes = [...this.crashes.filter((at) => now - at < crashWindowMs), now];
    const comesBack = this.wasReady && this.crashes.length <= quietRestarts;
    this.wasReady = false;
    if (!comesBack) this.giveUp();
    return { action: comesBack ? action.Restart : action.DoNotRestart, handled: true };
  }

  private setUp(up: boolean): void {
    if (this.up === up) return;
    this.up = up;
    this.running.fire(up);
  }

  private giveUp(): void {
    this.down = true;
    this.up = false;
    this.running.fire(false);
    this.log.error('The server ended and stays down until it is restarted by hand.');
    this.offer ??= this.offerRestart().finally(() => {
      this.offer = undefined;
    });
  }

  private async offerRestart(): Promise<void> {
    const restart = vscode.l10n.t('Restart');
    const showLog = vscode.l10n.t('Show Log');
    const chosen = await vscode.window.showErrorMessage(
      vscode.l10n.t(
        'The Counterpoint server stopped and does not come back by itself. Your files are safe. Restart it, or see the log for the reason.',
      ),
      restart,
      showLog,
    );
    if (chosen === showLog) this.log.show();
    if (chosen !== restart) return;
    // Should that fail too, it is said again.
    this.offer = undefined;
    await this.restart().catch((error: unknown) => {
      this.log.error('Restart failed', error);
    });
  }
}

const noCancellation = new vscode.CancellationTokenSource().token;

/** The connection ended under a request, or was not there to begin with. */
function isConnectionLoss(error: unknown): boolean {
  const code = codeOf(error);
  // vscode-jsonrpc: PendingResponseRejected, ConnectionInactive; connection errors: Closed, Disposed
  return code === -32097 || code === -32096 || code === 1 || code === 2;
}
