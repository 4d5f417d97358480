/** *Compare Concept…*: how each side uses a concept, in one view. */
import * as vscode from 'vscode';
import type { ConceptLensView } from '../../../server/protocol';
import { command, inBackground, type App } from '../../app';
import { chooseCorpus, holds } from '../../chooseCorpus';
import { toRange } from '../../places';
import { Asking } from '../asking';
import { createPanel, ViewPanel } from '../viewPanel';
import type { FromPage, ToPage, Wanted } from './messages';
import { conceptLensStrings } from './strings';

export const conceptLensViewType = 'counterpoint.conceptLens';

/** Takes nothing (the selection is meant, or the reader is asked), or what is wanted. */
export function conceptLens(app: App): vscode.Disposable {
  const open = new Set<LensPanel>();
  const adopt = (panel: vscode.WebviewPanel, wanted: Wanted): void => {
    const view = new LensPanel(app, panel, wanted);
    open.add(view);
    panel.onDidDispose(() => {
      open.delete(view);
      view.dispose();
    });
  };
  const refreshAll = (): void => {
    for (const view of open) view.asking.refresh();
  };
  return vscode.Disposable.from(
    command(
      app,
      'counterpoint.compareConcept',
      () => vscode.l10n.t('The concept could not be compared.'),
      async (argument) => {
        const wanted = isWanted(argument) ? argument : await wantedHere(app);
        if (!wanted) return;
        const title = wanted.words ?? wanted.concept ?? '';
        adopt(createPanel(app.context.extensionUri, conceptLensViewType, title), wanted);
      },
    ),
    vscode.window.registerWebviewPanelSerializer(conceptLensViewType, {
      deserializeWebviewPanel: (panel, state: unknown) => {
        if (isWanted(state)) adopt(panel, state);
        else panel.dispose();
        return Promise.resolve();
      },
    }),
    app.server.onComparisonsChanged(refreshAll),
    app.server.onDidChangeRunning((running) => {
      for (const view of open) view.asking.setRunning(running);
    }),
    new vscode.Disposable(() => {
      for (const view of open) view.dispose();
    }),
  );
}

/** What the reader selected, else asks for it; the corpus is the one they are in. */
async function wantedHere(app: App): Promise<Wanted | undefined> {
  const editor = vscode.window.activeTextEditor;
  const corpus = await chooseCorpus(app, (each) => editor !== undefined && holds(each, editor.document.uri));
  if (!corpus) return undefined;
  const longest = 100;
  const selected = editor ? editor.document.getText(editor.selection).replace(/\s+/g, ' ').trim() : '';
  const words =
    selected !== '' && selected.length <= longest
      ? selected
      : await vscode.window.showInputBox({
          title: vscode.l10n.t('Compare Concept…'),
          prompt: vscode.l10n.t('A concept or a few words, as the essays have them'),
          value: selected.slice(0, longest),
        });
  return words === undefined || words.trim() === '' ? undefined : { corpus: corpus.root, words: words.trim() };
}

class LensPanel implements vscode.Disposable {
  readonly asking: Asking<ConceptLensView | null>;
  private readonly view: ViewPanel<ToPage, FromPage>;

  constructor(
    private readonly app: App,
    panel: vscode.WebviewPanel,
    wanted: Wanted,
  ) {
    const view = new ViewPanel<ToPage, FromPage>(panel, app.context.extensionUri, {
      bundle: 'conceptLens',
      strings: conceptLensStrings(),
    });
    this.view = view;
    this.asking = new Asking(app, panel, {
      name: 'Concept lens',
      ask: (token) => app.server.request('counterpoint/conceptLens', wanted, token),
      show: (lens) => {
        if (lens) {
          panel.title = lens.concept.label;
          view.post({ type: 'lens', lens, wanted });
          view.post({ type: 'stale', isStale: false });
        } else view.post({ type: 'gone', message: vscode.l10n.t('No two essays of this corpus face each other.') });
      },
      setStale: (isStale) => {
        view.post({ type: 'stale', isStale });
      },
    });
    view.onReady(() => {
      this.asking.refresh();
    });
    view.onMessage((message) => {
      inBackground(app, 'Concept lens', this.hear(message));
    });
  }

  dispose(): void {
    this.asking.dispose();
    this.view.dispose();
  }

  private async hear(message: FromPage): Promise<void> {
    switch (message.type) {
      case 'openPlace': {
        const { place } = message;
        const range = toRange(place.range);
        const editor = await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), { preview: false });
        editor.selection = new vscode.Selection(range.start, range.end);
        editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
        return;
      }
      case 'openLink': {
        const reading = await this.app.server.request('counterpoint/pairedReading', { pair: message.pair });
        const link = reading?.links.find(({ id }) => id === message.link);
        if (reading && link)
          this.app.pairedReadings.show(reading.pair, {
            side: 'left',
            passage: link.left[0]?.passage ?? 0,
            link: link.id,
          });
        return;
      }
    }
  }
}

function isWanted(value: unknown): value is Wanted {
  return typeof value === 'object' && value !== null && 'corpus' in value && typeof value.corpus === 'string';
}
