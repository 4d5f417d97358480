/** *Open Paired Reading View*: both essays face to face in one view, row by row. */
import * as vscode from 'vscode';
import {
  hoverCommands,
  type ItemRef,
  type NoteAction,
  type PairedReadingView,
  type PairView,
} from '../../../server/protocol';
import { command, inBackground, type App } from '../../app';
import { findPair } from '../../openPair';
import { askNote } from '../../notes';
import { keyOf, sideOf, toRange, uriOf, visibleEditors } from '../../places';
import { linkAt, type Side } from '../../reading';
import { act } from '../../review';
import { Asking } from '../asking';
import { createPanel, ViewPanel } from '../viewPanel';
import type { FromPage, Item, Kept, Place, StepTarget, ToPage } from './messages';
import { pairedReadingStrings } from './strings';

/** How long at most the next question waits for the keyboard to be back in the view, in milliseconds: it may come from elsewhere. */
const longestWait = 500;

export const pairedReadingViewType = 'counterpoint.pairedReading';
const keptKey = 'counterpoint.pairedReading';

/** What the views need of the app. */
type Core = Omit<App, 'pairedReadings'>;

/** The views that are open, one for a pair. */
export class PairedReadings implements vscode.Disposable {
  private readonly open = new Map<string, PairedPanel>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly app: Core) {
    this.subscriptions = [
      app.server.onComparisonsChanged((pairs) => {
        for (const pair of pairs) this.open.get(pair)?.asking.refresh();
      }),
      app.server.onCorporaChanged(() => {
        for (const panel of this.open.values()) panel.asking.refresh();
      }),
      app.server.onDidChangeRunning((running) => {
        for (const panel of this.open.values()) panel.asking.setRunning(running);
      }),
      app.session.onDidChangeCurrent(() => {
        const { current } = app.session;
        if (current) this.open.get(current.comparison.pair.id)?.follow(current.link.id);
      }),
      vscode.window.registerWebviewPanelSerializer(pairedReadingViewType, {
        deserializeWebviewPanel: (panel, state: unknown) => {
          const pair = isKept(state) ? state.pair : undefined;
          if (pair === undefined) panel.dispose();
          else this.adopt(panel, pair);
          return Promise.resolve();
        },
      }),
    ];
  }

  /** The view in front of the reader. */
  get active(): PairedPanel | undefined {
    return [...this.open.values()].find(({ isActive }) => isActive);
  }

  panelOf(pair: string): PairedPanel | undefined {
    return this.open.get(pair);
  }

  /** Shows a pair's view at the link that the reader is at in the editors. */
  async showHere(pair: PairView): Promise<void> {
    this.show(pair, await placeIn(this.app, pair));
  }

  /** Shows a pair's view, at a place where one is given. */
  show(pair: PairView, place?: Place): void {
    const known = this.open.get(pair.id);
    if (known) {
      known.reveal(place);
      return;
    }
    const panel = createPanel(this.app.context.extensionUri, pairedReadingViewType, pair.title);
    this.adopt(panel, pair.id).reveal(place);
  }

  dispose(): void {
    for (const each of [...this.subscriptions, ...this.open.values()]) each.dispose();
  }

  private adopt(panel: vscode.WebviewPanel, pair: string): PairedPanel {
    const view = new PairedPanel(this.app, panel, pair);
    this.open.set(pair, view);
    panel.onDidDispose(() => {
      if (this.open.get(pair) === view) this.open.delete(pair);
      view.dispose();
    });
    return view;
  }
}

class PairedPanel implements vscode.Disposable {
  readonly asking: Asking<PairedReadingView | null>;
  private readonly view: ViewPanel<ToPage, FromPage>;
  private reading: PairedReadingView | undefined;
  private wanted: Place | undefined;
  private isListening = false;
  private current: Item | null = null;
  private hasFocus = false;
  private readonly focused = new vscode.EventEmitter<undefined>();
  /** How long the page took to its first picture, in milliseconds; for tests and benchmarks. */
  painted: number | undefined;

  constructor(
    private readonly app: Core,
    private readonly panel: vscode.WebviewPanel,
    private readonly pair: string,
  ) {
    this.view = new ViewPanel(panel, app.context.extensionUri, {
      bundle: 'pairedReading',
      strings: pairedReadingStrings(),
    });
    this.asking = new Asking(app, panel, {
      name: 'Paired reading view',
      ask: (token) => {
        const beside = this.kept()?.beside ?? null;
        return app.server.request('counterpoint/pairedReading', { pair, ...(beside !== null && { beside }) }, token);
      },
      show: (reading) => {
        this.show(reading);
      },
      setStale: (isStale) => {
        this.view.post({ type: 'stale', isStale });
      },
    });
    this.view.onReady(() => {
      this.isListening = true;
      if (this.reading) this.send(this.reading);
      else this.asking.refresh();
    });
    this.view.onMessage((message) => {
      inBackground(app, 'Paired reading view', this.hear(message));
    });
  }

  get isActive(): boolean {
    return this.panel.active;
  }

  /** The pair that is shown; undefined before it is known. */
  get shown(): PairView | undefined {
    return this.reading?.pair;
  }

  /** What a decision made now is on. */
  get item(): ItemRef | undefined {
    return this.current ? { pair: this.pair, ...this.current } : undefined;
  }

  reveal(place?: Place): void {
    this.panel.reveal();
    if (place) this.goTo(place);
  }

  step(target: StepTarget, direction: 1 | -1): void {
    this.view.post({ type: 'step', target, direction });
  }

  /**
   * Between two lists or boxes, the command palette among them: when the first closes, the editor gives the keyboard back to the view, some moments later. It
   * would take it from the second, which closes by that; so the second waits until the view has had it.
   */
  async hasKeyboardAgain(): Promise<void> {
    if (this.hasFocus) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        listener.dispose();
        resolve();
      };
      const timer = setTimeout(done, longestWait);
      const listener = this.focused.event(done);
    });
  }

  askForNote(): void {
    this.view.post({ type: 'askForNote' });
  }

  /** Puts the reader in front of a link, or of a silence. */
  showItem({ kind, id }: Item): void {
    const { reading } = this;
    for (const side of ['left', 'right'] as const) {
      const all = kind === 'link' ? reading?.links : reading?.silences[side];
      const found = all?.find((each) => each.id === id);
      const claims = found && ('claims' in found ? found.claims : found[side]);
      const [claim] = claims ?? [];
      if (!claim) continue;
      this.goTo({ side, passage: claim.passage, link: kind === 'link' ? id : null });
      return;
    }
  }

  /** The reader is at this link in the editors. */
  follow(link: string): void {
    const found = this.reading?.links.find(({ id }) => id === link);
    const [claim] = found?.left ?? [];
    if (claim && !this.isActive)
      this.view.post({ type: 'goTo', place: { side: 'left', passage: claim.passage, link }, focus: false });
  }

  dispose(): void {
    this.asking.dispose();
    this.focused.dispose();
    this.view.dispose();
  }

  private show(reading: PairedReadingView | null): void {
    if (!reading) {
      const message = vscode.l10n.t('These essays are no longer paired, or one of them cannot be read.');
      this.view.post({ type: 'gone', message });
      return;
    }
    this.panel.title = reading.pair.title;
    this.reading = reading;
    this.send(reading);
  }

  private send(reading: PairedReadingView): void {
    this.view.post({ type: 'reading', reading, kept: this.kept() ?? null });
    this.view.post({ type: 'stale', isStale: !this.app.server.isRunning });
    const { wanted } = this;
    this.wanted = undefined;
    if (wanted) this.view.post({ type: 'goTo', place: wanted, focus: true });
  }

  private goTo(place: Place): void {
    if (this.isListening && this.reading) this.view.post({ type: 'goTo', place, focus: true });
    else this.wanted = place;
  }

  private async hear(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'keep': {
        await this.keep(message.kept);
        return;
      }
      case 'choose':
        await vscode.commands.executeCommand('counterpoint.chooseReading', this.pair, message.reading);
        return;
      case 'beside': {
        const kept = this.kept();
        if (kept) await this.keep({ ...kept, beside: message.reading });
        this.asking.refresh();
        return;
      }
      case 'act':
        return this.act(message.action);
      case 'addNote':
        return this.addNote(message.place);
      case 'openSource':
        return this.openSource(message.place);
      case 'current':
        this.current = message.item;
        if (message.link !== null) this.app.session.setCurrent(this.pair, message.link);
        return;
      case 'focus':
        this.hasFocus = message.has;
        if (message.has) this.focused.fire(undefined);
        return;
      case 'painted':
        this.painted = message.ms;
        this.app.log.debug(`Paired reading view: first picture after ${message.ms} ms`);
        return;
    }
  }

  private kept(): Kept | undefined {
    return this.app.context.workspaceState.get<Record<string, Kept>>(keptKey, {})[this.pair];
  }

  private async keep(kept: Kept): Promise<void> {
    const { workspaceState } = this.app.context;
    const all = workspaceState.get<Record<string, Kept>>(keptKey, {});
    await workspaceState.update(keptKey, { ...all, [this.pair]: kept });
  }

  /** Only what a note may do: a page is not trusted with every command. */
  private async act({ command: name, argument }: NoteAction): Promise<void> {
    const allowed = hoverCommands.find((each) => each === name);
    if (allowed) await vscode.commands.executeCommand(allowed, argument);
  }

  /** A note on a link, or on the words of a passage. */
  private async addNote({ side, passage, link }: Place): Promise<void> {
    const sentences = this.reading?.[side].passages[passage]?.sentences ?? [];
    const [first] = sentences;
    const last = sentences.at(-1);
    const text = await askNote();
    if (text === undefined) return;
    if (link !== null)
      await act(this.app, { kind: 'noteOnLink', item: { pair: this.pair, kind: 'link', id: link }, text });
    else if (first && last) {
      const range = { start: first.range.start, end: last.range.end };
      await act(this.app, { kind: 'note', pair: this.pair, on: 'span', left: [], right: [], [side]: [range], text });
    }
  }

  /** Opens the essays side by side, at the claim, selected; the cursor goes where the reader was. */
  private async openSource({ side, passage, link }: Place): Promise<void> {
    const { reading } = this;
    if (!reading) return;
    const claims = reading.links.find(({ id }) => id === link);
    const sidesInTurn: readonly Side[] = side === 'left' ? ['right', 'left'] : ['left', 'right'];
    this.app.session.prefer(reading.pair.id);
    for (const each of sidesInTurn) {
      const [claim] = claims?.[each] ?? [];
      const where = claim ?? (each === side ? { passage, from: 0, to: 1 } : undefined);
      const sentences = where
        ? (reading[each].passages[where.passage]?.sentences ?? []).slice(where.from, where.to)
        : [];
      const [first] = sentences;
      const last = sentences.at(-1);
      const selection =
        first && last ? new vscode.Range(toRange(first.range).start, toRange(last.range).end) : undefined;
      const shown = visibleEditors(reading.pair[each].uri)[0];
      const editor = await vscode.window.showTextDocument(uriOf(reading.pair, each), {
        viewColumn: shown?.viewColumn ?? (each === 'left' ? vscode.ViewColumn.One : vscode.ViewColumn.Two),
        preview: false,
        preserveFocus: each !== side,
      });
      if (!selection) continue;
      editor.selection = new vscode.Selection(selection.start, selection.end);
      editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
    if (link !== null) this.app.session.setCurrent(reading.pair.id, link);
  }
}

/** The feature: the command. The views themselves are of the app. */
export function openPairedReading(app: App): vscode.Disposable {
  return command(
    app,
    'counterpoint.openPairedReading',
    () => vscode.l10n.t('The paired reading view could not be opened.'),
    async (argument) => {
      const editor = vscode.window.activeTextEditor;
      const part = argument === undefined && editor ? app.session.partOf(editor.document.uri) : undefined;
      const pair = part?.comparison.pair ?? (await findPair(app, argument));
      if (pair) await app.pairedReadings.showHere(pair);
    },
  );
}

/** Where the reader is in a pair's essays: at a link, or in a passage. */
async function placeIn(app: Core, pair: PairView): Promise<Place | undefined> {
  const editor = vscode.window.activeTextEditor;
  const side = editor && sideOf(pair, editor.document.uri);
  const comparison = side && (await app.pairs.comparison(pair.id));
  if (!comparison) return undefined;
  const link = linkAt(comparison, side, editor.selection.active, app.session.current?.link.id);
  if (!link) return undefined;
  app.log.debug(`At ${link.id} in ${keyOf(editor.document.uri)}`);
  return { side, passage: 0, link: link.id };
}

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'pair' in value && typeof value.pair === 'string';
}
