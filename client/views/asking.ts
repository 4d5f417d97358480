/** How a view comes by what it shows: it asks the server, and asks again whenever the answer may have changed. */
import * as vscode from 'vscode';
import { inBackground, type App } from '../app';
import { ServerStopped } from '../serverConnection';

/** What a view asks, and what it does with the answer. */
export interface Question<T> {
  /** For the log. */
  readonly name: string;
  ask(token: vscode.CancellationToken): Promise<T>;
  show(answer: T): void;
  /** Whether what is shown is only what a server that has stopped said last. */
  setStale(isStale: boolean): void;
}

/** The latest question alone counts. A hidden view asks when it is next seen: an edit elsewhere costs it nothing. */
export class Asking<T> implements vscode.Disposable {
  private turn = new vscode.CancellationTokenSource();
  private isDue = false;
  private readonly seen: vscode.Disposable;

  constructor(
    private readonly app: Pick<App, 'log'>,
    private readonly panel: vscode.WebviewPanel,
    private readonly question: Question<T>,
  ) {
    this.seen = panel.onDidChangeViewState(() => {
      if (panel.visible && this.isDue) this.refresh();
    });
  }

  refresh(): void {
    this.turn.cancel();
    this.turn.dispose();
    this.turn = new vscode.CancellationTokenSource();
    this.isDue = !this.panel.visible;
    if (!this.isDue) inBackground(this.app, this.question.name, this.ask(this.turn.token));
  }

  setRunning(isRunning: boolean): void {
    if (isRunning) this.refresh();
    else this.question.setStale(true);
  }

  dispose(): void {
    this.turn.cancel();
    this.turn.dispose();
    this.seen.dispose();
  }

  private async ask(token: vscode.CancellationToken): Promise<void> {
    try {
      const answer = await this.question.ask(token);
      if (!token.isCancellationRequested) this.question.show(answer);
    } catch (error) {
      if (!(error instanceof ServerStopped)) throw error;
      this.question.setStale(true);
    }
  }
}
