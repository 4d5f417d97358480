import * as vscode from 'vscode';
import type { ComparisonView, LinkView, PairView } from '../server/protocol';
import type { Pairs } from './pairs';
import { keyOf, sideOf, visibleEditors } from './places';
import { otherSide, silenceStops, type Side, type SilenceStop } from './reading';
import { isCancellation, ServerStopped, type Server } from './serverConnection';
import { shiftComparison } from './shift';

/** How a document that is on screen takes part: in which comparison, on which side. */
export interface Part {
  readonly comparison: ComparisonView;
  readonly side: Side;
}

/** How it stands with a document on screen that the server was asked about. */
export type Standing =
  | ({ readonly kind: 'compared' } & Part)
  | { readonly kind: 'aligning'; readonly pair: PairView }
  /** The pair is known, but an essay of it cannot be read. */
  | { readonly kind: 'missing'; readonly pair: PairView }
  | { readonly kind: 'failed'; readonly pair: PairView }
  | { readonly kind: 'alone' };

/** What the reader is at: a link, or a passage of a silence. */
type Place =
  | { readonly kind: 'link'; readonly pair: string; readonly id: string }
  | { readonly kind: 'silence'; readonly pair: string; readonly side: Side; readonly id: string };

/**
 * What is on screen: the pair in front, the comparison that each visible essay belongs to, and the link that the reader is at. Features
 * listen to it and draw; nobody else asks the server what to show.
 */
export class PairSession implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  private readonly currentChanged = new vscode.EventEmitter<undefined>();
  private readonly subscriptions: vscode.Disposable[];
  private parts = new Map<string, Part>();
  private standings = new Map<string, Standing>();
  private preferred: string | undefined;
  private at: Place | undefined;
  private turn = new vscode.CancellationTokenSource();
  private olderTurns: vscode.CancellationTokenSource[] = [];
  private work: Promise<void> = Promise.resolve();
  private hasPair = false;
  private front: PairView | undefined;
  private stale = false;
  private readonly ownMoves = new Set<string>();

  /** Other comparisons are shown, or the same ones renewed. */
  readonly onDidChange = this.changed.event;
  /** The reader is at another link, or at none. */
  readonly onDidChangeCurrent = this.currentChanged.event;

  constructor(
    private readonly pairs: Pairs,
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    const refresh = (): void => {
      this.refresh();
    };
    this.subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(refresh),
      vscode.window.onDidChangeActiveTextEditor(refresh),
      pairs.onDidChange(refresh),
      server.onDidChangeRunning((running) => {
        if (running) this.refresh();
        else this.setStale();
      }),
      vscode.workspace.onDidChangeTextDocument((event) => {
        this.followEdit(event);
      }),
    ];
  }

  /** The pair in front of the reader: that of the active editor, or the last one while it can still be seen. */
  get pair(): PairView | undefined {
    return this.front;
  }

  /** Whether what is shown is from before the server stopped. */
  get isStale(): boolean {
    return this.stale;
  }

  /** How it stands with a document; undefined for one that is not on screen, or not asked about yet. */
  standingOf(uri: vscode.Uri | string): Standing | undefined {
    const part = this.partOf(uri);
    return part ? { kind: 'compared', ...part } : this.standings.get(keyOf(uri));
  }

  /** The comparison of the pair in front, once it is there. */
  get comparison(): ComparisonView | undefined {
    return this.front && this.shown(this.front.id);
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
    const comparison = at?.kind === 'link' ? this.shown(at.pair) : undefined;
    const link = comparison?.links.find((each) => each.id === at?.id);
    return comparison && link && { comparison, link };
  }

  /** The passage of a silence that the reader has stepped to. */
  get currentSilence(): (SilenceStop & Part) | undefined {
    const { at } = this;
    if (at?.kind !== 'silence') return undefined;
    const comparison = this.shown(at.pair);
    const stop = comparison && silenceStops(comparison, at.side).find(({ id }) => id === at.id);
    return stop && { ...stop, comparison, side: at.side };
  }

  setCurrent(pair: string, link: string): void {
    this.goTo({ kind: 'link', pair, id: link });
  }

  setCurrentSilence(pair: string, side: Side, id: string): void {
    this.goTo({ kind: 'silence', pair, side, id });
  }

  /** Puts the cursor where the reader is known to have come. */
  moveCursor(editor: vscode.TextEditor, position: vscode.Position): void {
    this.ownMoves.add(moveKey(editor, position));
    editor.selection = new vscode.Selection(position, position);
  }

  /** Whether a selection came about by `moveCursor`. The editor may tell of it only when the reader is elsewhere already. */
  isOwnMove({ kind, textEditor, selections }: vscode.TextEditorSelectionChangeEvent): boolean {
    const [only] = selections;
    if (kind === vscode.TextEditorSelectionChangeKind.Command && only)
      return this.ownMoves.delete(moveKey(textEditor, only.active));
    this.ownMoves.clear();
    return false;
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
    const uris = [...new Set(vscode.window.visibleTextEditors.map((editor) => keyOf(editor.document.uri)))];
    const candidates = new Map<string, readonly PairView[]>();
    await Promise.all(
      uris
        .filter((uri) => !uri.startsWith('output:'))
        .map(async (uri) => {
          const pairs = await this.pairsOf(uri, turn.token);
          if (pairs) candidates.set(uri, pairs);
        }),
    );
    if (turn !== this.turn) return;
    const activeKey = active && keyOf(active.document.uri);
    this.setHasPair(activeKey !== undefined && (candidates.get(activeKey)?.length ?? 0) > 0);

    const chosen = this.choose(candidates, activeKey);
    this.standings = new Map([...candidates.keys()].map((uri) => [uri, standingBefore(chosen.get(uri))]));
    const wanted = [...new Set([...chosen.values()].map((pair) => pair.id))];
    const answers = wanted.map((id) => this.pairs.comparison(id, turn.token));
    this.cancelOlderTurns();
    if ([...chosen.keys()].some((uri) => !this.parts.has(uri))) this.changed.fire(undefined);
    const settled = await Promise.allSettled(answers);
    if (turn !== this.turn) return;
    const comparisons = new Map<string, ComparisonView | null>();
    let isCurrent = this.server.isRunning;
    for (const [i, answer] of settled.entries()) {
      if (answer.status === 'fulfilled') comparisons.set(wanted[i] ?? '', answer.value);
      else {
        isCurrent &&= !(answer.reason instanceof ServerStopped);
        if (!isCancellation(answer.reason)) this.log.error('Comparison', answer.reason);
      }
    }
    const isRenewed = isCurrent && this.stale;
    if (isCurrent) this.stale = false;
    this.show(chosen, comparisons, isRenewed);
  }

  /** The pairs that a document stands in; while the server is down, those in which it was shown last. */
  private async pairsOf(uri: string, token: vscode.CancellationToken): Promise<readonly PairView[] | undefined> {
    try {
      return await this.pairs.pairsOf(uri, token);
    } catch (error) {
      if (!(error instanceof ServerStopped)) throw error;
      const part = this.parts.get(uri);
      return part && [part.comparison.pair];
    }
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

  private show(
    chosen: ReadonlyMap<string, PairView>,
    comparisons: ReadonlyMap<string, ComparisonView | null>,
    isRenewed: boolean,
  ): void {
    const before = this.parts;
    const known = new Map([...before.values()].map(({ comparison }) => [comparison.pair.id, comparison]));
    // While nobody can be asked, what was known is kept, also of essays that are out of sight for now.
    this.parts = new Map(this.stale ? before : []);
    for (const [uri, pair] of chosen) {
      const own = known.get(pair.id);
      const answer = comparisons.get(pair.id);
      // What moved with edits since the server stopped is better than what it said before; a new server counts revisions afresh.
      const isSame = this.stale || (!isRenewed && own?.revision === answer?.revision);
      const comparison = answer === null ? undefined : ((isSame ? own : undefined) ?? answer ?? own);
      const side = comparison && sideOf(comparison.pair, uri);
      if (comparison && side) this.parts.set(uri, { comparison, side });
      else this.standings.set(uri, { kind: answer === null ? 'missing' : 'failed', pair });
    }
    this.changed.fire(undefined);
    if (this.at && !this.current && !this.currentSilence) this.clearCurrent();
  }

  private setStale(): void {
    if (this.parts.size > 0) this.stale = true;
    this.changed.fire(undefined);
  }

  /** As long as nobody reads the essays afresh, the links move along with their text. */
  private followEdit({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const part = this.stale && contentChanges.length > 0 && this.partOf(document.uri);
    if (!part) return;
    const comparison = shiftComparison(part.comparison, part.side, contentChanges);
    for (const [uri, other] of this.parts)
      if (other.comparison === part.comparison) this.parts.set(uri, { ...other, comparison });
  }

  private goTo(place: Place): void {
    if (this.at?.kind === place.kind && this.at.pair === place.pair && this.at.id === place.id) return;
    this.at = place;
    this.currentChanged.fire(undefined);
  }

  private shown(pair: string): ComparisonView | undefined {
    return [...this.parts.values()].find(({ comparison }) => comparison.pair.id === pair)?.comparison;
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

/** How it stands before the comparison is there. */
function standingBefore(pair: PairView | undefined): Standing {
  return pair ? { kind: 'aligning', pair } : { kind: 'alone' };
}

function moveKey({ document }: vscode.TextEditor, { line, character }: vscode.Position): string {
  return `${keyOf(document.uri)}:${line}:${character}`;
}
