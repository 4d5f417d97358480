/** *Show Corpus Overview*: all themes of a corpus in one view; every number leads to its passages. */
import * as vscode from 'vscode';
import type { CorpusOverviewView, PairedReadingView } from '../../../server/protocol';
import { command, inBackground, type App } from '../../app';
import { chooseCorpus } from '../../chooseCorpus';
import { openMatch } from '../../findCounterparts';
import { writeWhole } from '../../files';
import type { Side } from '../../reading';
import { sayInPassing } from '../../words';
import { Asking } from '../asking';
import { claimText } from '../pairedReading/filters';
import type { Place } from '../pairedReading/messages';
import { createPanel, ViewPanel } from '../viewPanel';
import type { FromPage, Kept, ToPage } from './messages';
import { corpusOverviewStrings } from './strings';

export const corpusOverviewViewType = 'counterpoint.corpusOverview';

/** Takes nothing, or the root of a corpus. */
export function corpusOverview(app: App): vscode.Disposable {
  const open = new Map<string, OverviewPanel>();
  const adopt = (panel: vscode.WebviewPanel, corpus: string): void => {
    const view = new OverviewPanel(app, panel, corpus);
    open.set(corpus, view);
    panel.onDidDispose(() => {
      if (open.get(corpus) === view) open.delete(corpus);
      view.dispose();
    });
  };
  const refreshAll = (): void => {
    for (const view of open.values()) view.asking.refresh();
  };
  return vscode.Disposable.from(
    command(
      app,
      'counterpoint.showCorpusOverview',
      () => vscode.l10n.t('The overview could not be shown.'),
      async (argument) => {
        const here = app.session.pair?.id;
        const corpus = await chooseCorpus(
          app,
          ({ root, pairs }) => root === argument || (argument === undefined && pairs.some(({ id }) => id === here)),
        );
        if (!corpus) return;
        const known = open.get(corpus.root);
        if (known) {
          known.reveal();
          return;
        }
        adopt(createPanel(app.context.extensionUri, corpusOverviewViewType, corpus.title), corpus.root);
      },
    ),
    vscode.window.registerWebviewPanelSerializer(corpusOverviewViewType, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        if (isKept(state)) adopt(panel, state.corpus);
        else panel.dispose();
        return Promise.resolve();
      },
    }),
    app.server.onComparisonsChanged(refreshAll),
    app.server.onCorporaChanged(refreshAll),
    app.server.onDidChangeRunning((running) => {
      for (const view of open.values()) view.asking.setRunning(running);
    }),
    new vscode.Disposable(() => {
      for (const view of open.values()) view.dispose();
    }),
  );
}

class OverviewPanel implements vscode.Disposable {
  readonly asking: Asking<CorpusOverviewView | null>;
  private readonly view: ViewPanel<ToPage, FromPage>;
  private overview: CorpusOverviewView | undefined;

  constructor(
    private readonly app: App,
    private readonly panel: vscode.WebviewPanel,
    private readonly corpus: string,
  ) {
    const view = new ViewPanel<ToPage, FromPage>(panel, app.context.extensionUri, {
      bundle: 'corpusOverview',
      strings: corpusOverviewStrings(),
    });
    this.view = view;
    this.asking = new Asking(app, panel, {
      name: 'Corpus overview',
      ask: (token) => app.server.request('counterpoint/corpusOverview', { corpus }, token),
      show: (overview) => {
        if (overview) {
          this.overview = overview;
          panel.title = overview.title;
          view.post({ type: 'overview', overview });
          view.post({ type: 'stale', isStale: false });
        } else view.post({ type: 'gone', message: vscode.l10n.t('No two essays of this corpus face each other.') });
      },
      setStale: (isStale) => {
        view.post({ type: 'stale', isStale });
      },
    });
    view.onReady(() => {
      if (this.overview) view.post({ type: 'overview', overview: this.overview });
      else this.asking.refresh();
    });
    view.onMessage((message) => {
      inBackground(app, 'Corpus overview', this.hear(message));
    });
  }

  reveal(): void {
    this.panel.reveal();
  }

  dispose(): void {
    this.asking.dispose();
    this.view.dispose();
  }

  private async take(format: 'markdown' | 'csv' | 'svg' | 'png'): Promise<void> {
    const asked = format === 'png' ? 'svg' : format;
    const made = await this.app.server.request('counterpoint/corpusOverviewAs', { corpus: this.corpus, format: asked });
    if (!made) return;
    switch (format) {
      case 'markdown':
      case 'csv':
        await vscode.env.clipboard.writeText(made.text);
        sayInPassing(vscode.l10n.t('Copied.'));
        return;
      case 'svg':
        await this.save(Buffer.from(made.text), 'svg');
        return;
      case 'png':
        this.view.post({ type: 'rasterize', svg: made.text });
        return;
    }
  }

  private async save(bytes: Uint8Array, extension: 'svg' | 'png'): Promise<void> {
    const file = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(vscode.Uri.parse(this.corpus), `overview.${extension}`),
      filters: { [extension.toUpperCase()]: [extension] },
    });
    if (file) await writeWhole(file, bytes);
  }

  private async hear(message: FromPage): Promise<void> {
    if (message.type === 'compareConcept') {
      const wanted = { corpus: this.corpus, concept: message.concept };
      await vscode.commands.executeCommand('counterpoint.compareConcept', wanted);
      return;
    }
    if (message.type === 'openMatch') {
      await openMatch(message.place);
      return;
    }
    if (message.type === 'take') {
      await this.take(message.format);
      return;
    }
    if (message.type === 'png') {
      await this.save(Buffer.from(message.base64, 'base64'), 'png');
      return;
    }
    const pair = this.overview?.themes.find((theme) => theme.pair.id === message.pair)?.pair;
    if (!pair) return;
    if (message.type === 'openPair') {
      this.app.pairedReadings.show(pair);
      return;
    }
    const reading = await this.app.server.request('counterpoint/pairedReading', { pair: pair.id });
    if (!reading) return;
    const places =
      message.type === 'openLinks'
        ? linkPlaces(reading, message.links, message.relation)
        : silencePlaces(reading, message.side);
    const place = places.length > 1 ? await choosePlace(reading, places) : places[0]?.place;
    if (place) this.app.pairedReadings.show(reading.pair, place);
  }
}

interface PlaceItem extends vscode.QuickPickItem {
  readonly place: Place;
}

function linkPlaces(reading: PairedReadingView, ids: readonly string[] | null, relation: string | null): PlaceItem[] {
  const links = reading.links.filter(
    (link) => (ids === null || ids.includes(link.id)) && (relation === null || link.relation === relation),
  );
  const quote = (side: Side, claims: PairedReadingView['links'][number]['left']): string =>
    claims.map((claim) => claimText(reading, side, claim)).join(' […] ');
  return links
    .toSorted((a, b) => b.confidence - a.confidence)
    .map(({ id, topic, confidence, left, right }) => ({
      label: topic ?? quote('left', left),
      description: vscode.l10n.t('confidence {0}', `${Math.round(confidence * 100)} %`),
      detail: `${quote('left', left)} ↔ ${quote('right', right)}`,
      place: { side: 'left', passage: left[0]?.passage ?? 0, link: id },
    }));
}

/** Where the other essay speaks of what the essay of a side passes over. */
function silencePlaces(reading: PairedReadingView, silent: Side): PlaceItem[] {
  const side = silent === 'left' ? 'right' : 'left';
  return reading.silences[side].flatMap(({ topic, claims }) =>
    claims.slice(0, 1).map((claim) => ({
      label: topic,
      detail: claimText(reading, side, claim),
      place: { side, passage: claim.passage, link: null },
    })),
  );
}

async function choosePlace(reading: PairedReadingView, items: readonly PlaceItem[]): Promise<Place | undefined> {
  const chosen = await vscode.window.showQuickPick(items, {
    title: reading.pair.title,
    placeHolder: vscode.l10n.t('Which passage?'),
    matchOnDetail: true,
  });
  return chosen?.place;
}

function isKept(value: unknown): value is Kept {
  return typeof value === 'object' && value !== null && 'corpus' in value && typeof value.corpus === 'string';
}
