import * as vscode from 'vscode';
import type { PairSession } from './pairSession';
import { keyOf, rangesOf, toRange, visibleEditors } from './places';
import { countMarks, lineMarksOf, markKinds, segmentsOf, type Kind, type MarkKind } from './reading';
import { onDidChangeSetting, setting, type DecorationMode } from './settings';

/** Each kind can be told by its line alone, without colour. */
const lineStyles: Readonly<Record<MarkKind, string>> = {
  convergence: 'underline solid 1px',
  divergence: 'underline dashed 1px',
  undetermined: 'underline dotted 1px',
  silence: 'underline double 1px',
  mixed: 'underline solid 3px',
};

/** The names in theme colours and icon files. */
const names: Readonly<Record<MarkKind, string>> = {
  convergence: 'convergence',
  divergence: 'divergence',
  undetermined: 'related',
  silence: 'silence',
  mixed: 'mixed',
};

/** What the marks look like: as the setting says, faded while they are from before the server stopped. */
type Look = `${DecorationMode}${'' | ' stale'}`;

interface Types {
  readonly look: Look;
  readonly icons: ReadonlyMap<MarkKind, vscode.TextEditorDecorationType>;
  readonly lines: ReadonlyMap<MarkKind, vscode.TextEditorDecorationType>;
}

/** The marks on essays: relations in the gutter and under the text, and the link that the reader is at, in both panes. */
export class Decorations implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  private types: Types | undefined;
  private currentType: vscode.TextEditorDecorationType | undefined;

  constructor(
    private readonly session: PairSession,
    private readonly extensionUri: vscode.Uri,
  ) {
    const draw = (): void => {
      this.draw();
    };
    this.subscriptions = [
      session.onDidChange(draw),
      session.onDidChangeCurrent(() => {
        this.drawCurrent();
      }),
      vscode.window.onDidChangeVisibleTextEditors(draw),
      onDidChangeSetting('decorations', draw),
    ];
  }

  /** How many passages of each kind are marked in a document now. */
  counts(uri: vscode.Uri): Record<Kind, number> {
    const part = this.types && setting('decorations') !== 'off' && visibleEditors(uri)[0] && this.session.partOf(uri);
    if (!part) return { convergence: 0, divergence: 0, undetermined: 0, silence: 0 };
    return countMarks(part.comparison, part.side);
  }

  /** What is highlighted as the current link, in every visible document. */
  highlighted(): { readonly uri: vscode.Uri; readonly ranges: readonly vscode.Range[] }[] {
    const documents = new Map(
      vscode.window.visibleTextEditors.map((editor) => [keyOf(editor.document.uri), editor.document.uri]),
    );
    return [...documents.values()]
      .map((uri) => ({ uri, ranges: this.currentRanges(uri) }))
      .filter(({ ranges }) => ranges.length > 0);
  }

  dispose(): void {
    this.disposeTypes();
    this.currentType?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private draw(): void {
    const mode = setting('decorations');
    const { isStale } = this.session;
    const look: Look = isStale ? `${mode} stale` : mode;
    if (this.types?.look !== look) {
      this.disposeTypes();
      if (!this.anyParts()) return; // Nothing to show: nothing to make.
      this.types = { look, ...this.createTypes(mode, isStale) };
    }
    for (const editor of vscode.window.visibleTextEditors) this.drawMarks(editor, this.types);
    this.drawCurrent();
  }

  private drawMarks(editor: vscode.TextEditor, types: Types): void {
    const part = this.session.partOf(editor.document.uri);
    const segments = part ? segmentsOf(part.comparison, part.side) : [];
    const marks = part ? lineMarksOf(part.comparison, part.side) : [];
    for (const [kind, type] of types.lines) {
      const ranges = segments.filter((segment) => segment.kind === kind).map(({ range }) => toRange(range));
      editor.setDecorations(type, ranges);
    }
    for (const [kind, type] of types.icons) {
      const ranges = marks.filter((mark) => mark.kind === kind).map(({ line }) => new vscode.Range(line, 0, line, 0));
      editor.setDecorations(type, ranges);
    }
  }

  private drawCurrent(): void {
    if (!this.currentType && !this.session.current && !this.session.currentSilence) return;
    this.currentType ??= vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor('counterpoint.currentLinkBackground'),
      // Above and below only: at its sides a border would cut the text wherever the editor cuts it into pieces.
      borderColor: new vscode.ThemeColor('counterpoint.currentLinkBorder'),
      borderStyle: 'solid',
      borderWidth: '1px 0',
      overviewRulerColor: new vscode.ThemeColor('counterpoint.currentLinkRuler'),
      overviewRulerLane: vscode.OverviewRulerLane.Full,
      rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    });
    for (const editor of vscode.window.visibleTextEditors)
      editor.setDecorations(this.currentType, this.currentRanges(editor.document.uri));
  }

  private currentRanges(uri: vscode.Uri): vscode.Range[] {
    const { current, currentSilence } = this.session;
    const part = setting('decorations') === 'off' ? undefined : this.session.partOf(uri);
    if (!part) return [];
    if (part.comparison === current?.comparison) return rangesOf(current.link[part.side]);
    if (part.comparison !== currentSilence?.comparison || part.side !== currentSilence.side) return [];
    return currentSilence.ranges.map(toRange);
  }

  private anyParts(): boolean {
    return vscode.window.visibleTextEditors.some((editor) => this.session.partOf(editor.document.uri) !== undefined);
  }

  private createTypes(mode: DecorationMode, isStale: boolean): Omit<Types, 'look'> {
    const icons = new Map<MarkKind, vscode.TextEditorDecorationType>();
    const lines = new Map<MarkKind, vscode.TextEditorDecorationType>();
    if (mode !== 'off') {
      for (const kind of markKinds) {
        icons.set(kind, this.iconType(kind, isStale));
        lines.set(kind, isStale ? staleLineType(kind) : lineType(kind, mode));
      }
    }
    return { icons, lines };
  }

  private iconType(kind: MarkKind, isStale: boolean): vscode.TextEditorDecorationType {
    // The size stands with each icon: what is said for all themes gives way to an icon that is said for one.
    const icon = (theme: string): vscode.ThemableDecorationRenderOptions => ({
      gutterIconPath: vscode.Uri.joinPath(this.extensionUri, 'client', 'media', `${names[kind]}-${theme}.svg`),
      gutterIconSize: isStale ? '50%' : '80%',
    });
    return vscode.window.createTextEditorDecorationType({ light: icon('light'), dark: icon('dark') });
  }

  private disposeTypes(): void {
    for (const type of [...(this.types?.icons.values() ?? []), ...(this.types?.lines.values() ?? [])]) type.dispose();
    this.types = undefined;
  }
}

function lineType(kind: MarkKind, mode: DecorationMode): vscode.TextEditorDecorationType {
  const name = names[kind];
  return vscode.window.createTextEditorDecorationType({
    textDecoration: `${lineStyles[kind]} var(--vscode-counterpoint-${name}Foreground)`,
    overviewRulerColor: new vscode.ThemeColor(`counterpoint.${name}Foreground`),
    overviewRulerLane: kind === 'silence' ? vscode.OverviewRulerLane.Right : vscode.OverviewRulerLane.Left,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...(mode === 'full' && { backgroundColor: new vscode.ThemeColor(`counterpoint.${name}Background`) }),
  });
}

/** Half faded, and neither in the overview ruler nor with a background. */
function staleLineType(kind: MarkKind): vscode.TextEditorDecorationType {
  const colour = `var(--vscode-counterpoint-${names[kind]}Foreground)`;
  return vscode.window.createTextEditorDecorationType({
    textDecoration: `${lineStyles[kind]} color-mix(in srgb, ${colour} 45%, transparent)`,
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
}
