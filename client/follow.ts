/**
 * The other pane goes along with the reader: to the counterpart of the claim that the cursor is in (`selection`), or by meaning while
 * scrolling (`scroll`). It never moves while one types, and never moves the pane that the reader is moving.
 */
import * as vscode from 'vscode';
import type { ComparisonView } from '../server/protocol';
import type { App } from './app';
import type { Part } from './pairSession';
import { keyOf, rangesOf, toRange } from './places';
import { linkAt, otherSide } from './reading';
import { scrollMap, type ScrollMap } from './scrollMap';
import { setting } from './settings';

/** A selection that moves so soon after an edit moved because of it. */
const typingMs = 700;
/** While a pane that was scrolled from here moves smoothly, it reports every place that it passes; afterwards, the one that it came to. */
const echoMs = 400;

export function follow(app: App): vscode.Disposable {
  const selection = new SelectionFollower(app);
  const scroll = new ScrollFollower(app);
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.contentChanges.length > 0) selection.noteEdit(event.document);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      selection.forget(document);
    }),
    vscode.window.onDidChangeTextEditorSelection((event) => {
      if (!app.session.isOwnMove(event) && selection.follows(event)) scroll.pause(selection.go(event.textEditor));
    }),
    vscode.window.onDidChangeTextEditorVisibleRanges((event) => {
      if (setting('follow') === 'scroll') scroll.go(event.textEditor);
    }),
  );
}

class SelectionFollower {
  private readonly edits = new Map<string, number>();

  constructor(private readonly app: App) {}

  noteEdit(document: vscode.TextDocument): void {
    if (this.app.session.partOf(document.uri)) this.edits.set(keyOf(document.uri), Date.now());
  }

  forget(document: vscode.TextDocument): void {
    this.edits.delete(keyOf(document.uri));
  }

  follows({ kind, textEditor }: vscode.TextEditorSelectionChangeEvent): boolean {
    if (kind === undefined || textEditor !== vscode.window.activeTextEditor || setting('follow') === 'off')
      return false;
    return Date.now() - (this.edits.get(keyOf(textEditor.document.uri)) ?? 0) > typingMs;
  }

  /** Marks the link under the cursor in both panes and shows its counterpart. Returns the panes that it moved. */
  go(editor: vscode.TextEditor): vscode.TextEditor[] {
    const { session } = this.app;
    const part = session.partOf(editor.document.uri);
    if (!part) return [];
    const { comparison, side } = part;
    if (this.isAtSilence(part, editor.selection.active)) return [];
    const before = session.current;
    const link = linkAt(comparison, side, editor.selection.active, before?.link.id);
    if (!link) {
      session.clearCurrent();
      return [];
    }
    session.setCurrent(comparison.pair.id, link.id);
    // While panes follow by scrolling, or as long as one stays in the same claim, what the reader sees stays put.
    if (setting('follow') === 'scroll' || before?.link.id === link.id) return [];
    const [first] = rangesOf(link[otherSide(side)]);
    const [facing] = session.facing(part);
    if (!first || !facing) return [];
    facing.revealRange(first, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return [facing];
  }

  /** Whether the reader, having stepped to a passage of a silence, moves about in it where no link is. */
  private isAtSilence({ comparison, side }: Part, cursor: vscode.Position): boolean {
    const { currentSilence } = this.app.session;
    if (currentSilence?.comparison !== comparison || currentSilence.side !== side) return false;
    return currentSilence.ranges.some((range) => toRange(range).contains(cursor)) && !linkAt(comparison, side, cursor);
  }
}

class ScrollFollower {
  /** Panes that were moved from here, until when what they report is an echo, and to which line. */
  private readonly echoes = new WeakMap<vscode.TextEditor, { readonly until: number; readonly line?: number }>();
  private readonly maps = new WeakMap<ComparisonView, { readonly versions: string; readonly map: ScrollMap }>();

  constructor(private readonly app: App) {}

  pause(editors: readonly vscode.TextEditor[]): void {
    for (const editor of editors) this.echoes.set(editor, { until: Date.now() + echoMs });
  }

  go(leader: vscode.TextEditor): void {
    if (this.isEcho(leader)) return;
    const part = this.app.session.partOf(leader.document.uri);
    const top = leader.visibleRanges[0]?.start;
    if (!part || !top) return;
    const [facing] = this.app.session.facing(part);
    if (!facing || facing === leader) return;
    const map = this.mapFor(part, leader.document, facing.document);
    const offset = leader.document.offsetAt(top);
    const target = facing.document.positionAt(part.side === 'left' ? map.toRight(offset) : map.toLeft(offset));
    this.echoes.set(facing, { until: Date.now() + echoMs, line: target.line });
    facing.revealRange(new vscode.Range(target, target), vscode.TextEditorRevealType.AtTop);
  }

  private isEcho(editor: vscode.TextEditor): boolean {
    const echo = this.echoes.get(editor);
    if (!echo) return false;
    if (echo.until > Date.now()) return true;
    // A busy editor reports late. Half a wrapped line above the target may still be in view.
    const top = editor.visibleRanges[0]?.start.line;
    if (top !== undefined && echo.line !== undefined && Math.abs(top - echo.line) <= 1) return true;
    this.echoes.delete(editor);
    return false;
  }

  private mapFor({ comparison, side }: Part, own: vscode.TextDocument, other: vscode.TextDocument): ScrollMap {
    const [left, right] = side === 'left' ? [own, other] : [other, own];
    const versions = `${left.version}:${right.version}`;
    const known = this.maps.get(comparison);
    if (known?.versions === versions) return known.map;
    const anchors = comparison.links.flatMap((link) => {
      const [a, b] = [link.left[0], link.right[0]];
      if (!a || !b) return [];
      const at = (document: vscode.TextDocument, quote: typeof a): number =>
        document.offsetAt(toRange(quote.range).start);
      return [{ left: at(left, a), right: at(right, b), weight: link.confidence }];
    });
    const map = scrollMap(anchors, left.getText().length, right.getText().length);
    this.maps.set(comparison, { versions, map });
    return map;
  }
}
