import * as vscode from 'vscode';
import type { ComparisonView, LinkView, PairView } from '../server/protocol';
import type { Pairs } from './pairs';
import { keyOf, sideOf, visibleEditors } from './places';
import { otherSide, type Side } from './reading';
import { isCancellation } from './serverConnection';

/** How a document that is on screen takes part: in which comparison, on which side. */
export interface Part {
  readonly comparison: ComparisonView;
  readonly side: Side;
}

/**
 * What is on screen: the pair in front, the comparison that each visible essay belongs to, and the link that the reader is at. Features
 * listen to it and draw; nobody else asks the server what to show.
 */
export class PairSession implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly currentChanged = new vscode.EventEmitter<undefined>();
  private readonly subscriptions: vscode.Disposable[];
  private parts = new Map<string, Part>();
  private preferred: string | undefined;
  private at: { readonly pair: string; readonly link: string } | undefined;
  private turn = new vscode.CancellationTokenSource();
  private olderTurns: vscode.CancellationTokenSource[] = [];
  private work: Promise<void> = Promise.resolve();
  private hasPair = false;
  private front: PairView | undefined;
  private loading = false;

  /** Other comparisons are shown, or the same ones renewed. */
  readonly onDidChange = this.changed.event;
  /** The reader is at another link, or at none. */
  readonly onDidChangeCurrent = this.currentChanged.event;

  constructor(
    private readonly pairs: Pairs,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const refresh = (): void => {
      this.refresh();
    };
    this.subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(refresh),
      vscode.window.onDidChangeActiveTextEditor(refresh),
      pairs.onDidChange(refresh),
    ];
  }

  /** The pair in front of the reader: that of the active editor, or the last one while it can still be seen. */
  get pair(): PairView | undefined {
    return this.front;
  }

  /** Whether the comparison of the pair in front is being computed for the first time. */
  get isLoading(): boolean {
    return this.loading;
  }

  /** Whether the active editor shows an essay that stands in a pair. */
  get hasPairInFront(): boolean {
    return this.hasPair;
  }

  /** The comparison of the pair in front, once it is there. */
  get comparison(): ComparisonView | undefined {
    const { front } = this;
    return front && [...this.parts.values()].find((part) => part.comparison.pair.id === front.id)?.comparison;
  }

  /** How a document takes part; nothing for a document that faces no other, or whose comparison is not there yet. */
  partOf(uri: vscode.Uri | string): Part | undefined {
    return this.parts.get(keyOf(uri));
  }

  /** The visible editors of the essay that faces a part's own. */
  facing({ comparison, side }: Part): vscode.TextEditor[] {
    return visibleEditors(comparison.pair[otherSide(side)].uri);
  }

  /** The link that the reader is at. */
  get current(): { readonly comparison: ComparisonView; readonly link: LinkView } | undefined {
    const { at } = this;
    if (!at) return undefined;
    for (const { comparison } of this.parts.values()) {
      if (comparison.pair.id !== at.pair) continue;
      const link = comparison.links.find((each) => each.id === at.link);
      if (link) return { comparison, link };
    }
    return undefined;
  }

  setCurrent(pair: string, link: string): void {
    if (this.at?.pair === pair && this.at.link === link) return;
    this.at = { pair, link };
    this.currentChanged.fire(undefined);
  }

  clearCurrent(): void {
    if (!this.at) return;
    this.at = undefined;
    this.currentChanged.fire(undefined);
  }

  /** From now on, an essay that stands in several pairs is shown in this one. */
  prefer(pair: string): void {
    this.preferred = pair;
    this.refresh();
  }

  /** Looks again at what is on screen. */
  refresh(): void {
    this.work = this.look().catch((error: unknown) => {
      if (!isCancellation(error)) this.log.error('Looking at the visible essays', error);
    });
  }

  /** Waits until everything on screen is known and told to the features. */
  async settled(): Promise<void> {
    let { work } = this;
    for (;;) {
      await work;
      if (work === this.work) return;
      work = this.work;
    }
  }

  dispose(): void {
    for (const turn of [...this.olderTurns, this.turn]) {
      turn.cancel();
      turn.dispose();
    }
    this.changed.dispose();
    this.currentChanged.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async look(): Promise<void> {
    if (!this.pairs.isAwake) return;
    this.olderTurns.push(this.turn);
    const turn = new vscode.CancellationTokenSource();
    this.turn = turn;
    const active = vscode.window.activeTextEditor;
    const uris = new Set(vscode.window.visibleTextEditors.map((editor) => keyOf(editor.document.uri)));
    const candidates = new Map<string, readonly PairView[]>();
    await Promise.all(
      [...uris].map(async (uri) => {
        if (!uri.startsWith('output:')) candidates.set(uri, await this.pairs.pairsOf(uri, turn.token));
      }),
    );
    if (turn !== this.turn) return;
    const activeKey = active && keyOf(active.document.uri);
    this.setHasPair(activeKey !== undefined && (candidates.get(activeKey)?.length ?? 0) > 0);

    const chosen = this.choose(candidates, activeKey);
    const wanted = new Set([...chosen.values()].map((pair) => pair.id));
    const answers = [...wanted].map((id) => this.pairs.comparison(id, turn.token));
    this.cancelOlderTurns();
    if (this.front && !this.comparison) {
      this.loading = true;
      this.changed.fire(undefined);
    }
    const settled = await Promise.allSettled(answers);
    if (turn !== this.turn) return;
    this.loading = false;
    const comparisons = new Map<string, ComparisonView>();
    for (const answer of settled) {
      if (answer.status === 'fulfilled') {
        if (answer.value) comparisons.set(answer.value.pair.id, answer.value);
      } else if (!isCancellation(answer.reason)) this.log.error('Comparison', answer.reason);
    }
    this.show(chosen, comparisons);
  }

  /** For each visible essay the pair to show it in. */
  private choose(
    candidates: ReadonlyMap<string, readonly PairView[]>,
    active: string | undefined,
  ): Map<string, PairView> {
    const choice = (uri: string): PairView | undefined => {
      const pairs = candidates.get(uri) ?? [];
      const other = (pair: PairView): string => keyOf(keyOf(pair.left.uri) === uri ? pair.right.uri : pair.left.uri);
      const facing = pairs.filter((pair) => candidates.has(other(pair)));
      const likely = facing.length > 0 ? facing : pairs;
      return (
        likely.find((pair) => pair.id === this.preferred) ??
        likely.find((pair) => pair.id === this.front?.id) ??
        likely[0]
      );
    };
    const inFront = active === undefined ? undefined : choice(active);
    const last = this.front;
    const lastIsVisible = last && [...candidates.values()].some((pairs) => pairs.some((pair) => pair.id === last.id));
    this.front = inFront ?? (lastIsVisible ? last : undefined);
    const chosen = new Map<string, PairView>();
    for (const uri of candidates.keys()) {
      const pair = this.front && sideOf(this.front, uri) ? this.front : choice(uri);
      if (pair) chosen.set(uri, pair);
    }
    return chosen;
  }

  private show(chosen: ReadonlyMap<string, PairView>, comparisons: ReadonlyMap<string, ComparisonView>): void {
    const before = this.parts;
    this.parts = new Map();
    for (const [uri, pair] of chosen) {
      const old = before.get(uri)?.comparison;
      const comparison = comparisons.get(pair.id) ?? (old?.pair.id === pair.id ? old : undefined);
      const side = comparison && sideOf(comparison.pair, uri);
      if (comparison && side) this.parts.set(uri, { comparison, side });
    }
    this.changed.fire(undefined);
    if (this.at && !this.current) this.clearCurrent();
  }

  private cancelOlderTurns(): void {
    for (const turn of this.olderTurns.splice(0)) {
      turn.cancel();
      turn.dispose();
    }
  }

  private setHasPair(value: boolean): void {
    if (this.hasPair === value) return;
    this.hasPair = value;
    void vscode.commands.executeCommand('setContext', 'counterpoint.hasPair', value);
  }
}
