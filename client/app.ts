/** What features are given, and the one way in which they register commands and report failures. */
import * as vscode from 'vscode';
import type { Decorations } from './decorations';
import type { Pairs } from './pairs';
import type { PairSession } from './pairSession';
import { isCancellation, ServerStopped, type Server } from './serverConnection';
import type { PairedReadings } from './views/pairedReading/pairedReading';

export interface App {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly server: Server;
  readonly pairs: Pairs;
  readonly session: PairSession;
  readonly decorations: Decorations;
  readonly pairedReadings: PairedReadings;
}

/** Registers one thing the extension does; disposing takes it back. It must not do work itself: activation waits for it. */
export type Feature = (app: App) => vscode.Disposable;

/** Registers a command. `failed` says in a full sentence what did not happen, for when it throws. */
export function command(
  app: App,
  id: string,
  failed: () => string,
  run: (...args: unknown[]) => Promise<void>,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      await run(...args);
    } catch (error) {
      if (!isCancellation(error)) tell(app, failed(), error);
    }
  });
}

/** Runs something that nobody waits for. A failure goes to the log: the reader did not ask for it. */
export function inBackground(app: Pick<App, 'log'>, what: string, work: Promise<unknown>): void {
  work.catch((error: unknown) => {
    if (!isCancellation(error)) app.log.error(what, error instanceof Error ? (error.stack ?? error.message) : error);
  });
}

/** Shows a failure with its reason and what can be done about it. */
export function tell(app: Pick<App, 'log' | 'server'>, what: string, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  app.log.error(what, error instanceof Error ? (error.stack ?? reason) : reason);
  const restart = vscode.l10n.t('Restart');
  const showLog = vscode.l10n.t('Show Log');
  const buttons = error instanceof ServerStopped ? [restart, showLog] : [showLog];
  const answer = async (): Promise<void> => {
    const chosen = await vscode.window.showErrorMessage(`${what} ${reason}`, ...buttons);
    if (chosen === restart) await app.server.restart();
    else if (chosen === showLog) app.log.show();
  };
  inBackground(app, 'Message', answer());
}
