import * as vscode from 'vscode';
import type { ComparisonView, CorpusView, PairView } from '../server/protocol';
import { keyOf } from './places';
import type { Server } from './serverConnection';
import { SharedRequests } from './sharedRequests';

/** What the server knows of pairs, asked once and kept until the server says that it changed. */
export class Pairs implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly pairs: SharedRequests<readonly PairView[]>;
  private readonly comparisons: SharedRequests<ComparisonView | null>;
  private readonly allCorpora: SharedRequests<readonly CorpusView[]>;
  private readonly subscriptions: vscode.Disposable[];
  /** Pairs made by hand: the server holds them in memory, so a new one is told of them again. */
  private readonly byHand = new Map<string, { readonly left: string; readonly right: string }>();
  /** Nothing is asked of a new server before it knows what the old one was told. */
  private told: Promise<unknown> = Promise.resolve();
  private ranBefore = false;

  /** Something that was answered may be different now. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly server: Server) {
    this.pairs = new SharedRequests(async (uri, token) => {
      await this.told;
      return server.request('counterpoint/pairsOf', { uri }, token);
    });
    this.comparisons = new SharedRequests(async (pair, token) => {
      await this.told;
      return server.request('counterpoint/comparison', { pair }, token);
    });
    this.allCorpora = new SharedRequests((_key, token) => server.request('counterpoint/corpora', {}, token));
    this.subscriptions = [
      server.onComparisonsChanged((pairs) => {
        for (const pair of pairs) this.comparisons.forget(pair);
        this.changed.fire(undefined);
      }),
      server.onCorporaChanged(() => {
        this.forget();
      }),
      server.onDidChangeRunning((running) => {
        if (!running) return;
        if (this.ranBefore) this.renew();
        this.ranBefore = true;
      }),
    ];
  }

  /** The pairs that a document stands in. */
  pairsOf(uri: vscode.Uri | string, token?: vscode.CancellationToken): Promise<readonly PairView[]> {
    return this.pairs.get(keyOf(uri), token);
  }

  comparison(pair: string, token?: vscode.CancellationToken): Promise<ComparisonView | null> {
    return this.comparisons.get(pair, token);
  }

  corpora(token?: vscode.CancellationToken): Promise<readonly CorpusView[]> {
    return this.allCorpora.get('', token);
  }

  /** The corpus that a pair belongs to. */
  async corpusOf(pair: string): Promise<CorpusView | undefined> {
    return (await this.corpora()).find((corpus) => corpus.pairs.some((each) => each.id === pair));
  }

  /** Lets any two documents face each other, until this window closes. */
  async alignTwo(title: string, left: string, right: string): Promise<PairView> {
    const pair = await this.server.longRequest(title, 'counterpoint/alignTwo', { left, right });
    this.byHand.set(pair.id, { left, right });
    this.forget();
    return pair;
  }

  /** Forgets everything: after an import, or when corpora changed. */
  forget(): void {
    this.pairs.forget();
    this.comparisons.forget();
    this.allCorpora.forget();
    this.changed.fire(undefined);
  }

  /** A new server runs: what the old one answered is forgotten. A document that is gone meanwhile faces nothing any more. */
  private renew(): void {
    this.told = Promise.allSettled(
      [...this.byHand.values()].map((two) => this.server.request('counterpoint/alignTwo', two)),
    );
    this.forget();
  }

  /** Whether the server was needed yet, so that asking starts nothing. */
  get isAwake(): boolean {
    return this.server.isStarted || this.server.isDown;
  }

  dispose(): void {
    for (const each of [this.pairs, this.comparisons, this.allCorpora, this.changed, ...this.subscriptions])
      each.dispose();
  }
}
