/** *Find Counterparts in the Corpus*: what the essays and context documents of a corpus say of the same as the selection, or the paragraph here. */
import * as vscode from 'vscode';
import type { CorpusMatchView } from '../server/protocol';
import { command, type App } from './app';
import { chooseCorpus, holds } from './chooseCorpus';
import { keyOf, toRange } from './places';
import { sayInPassing } from './words';

/** Takes nothing: the selection, or the paragraph at the cursor, in any document. */
export function findCounterparts(app: App): vscode.Disposable {
  return command(
    app,
    'counterpoint.findCounterparts',
    () => vscode.l10n.t('The corpus could not be searched.'),
    async () => {
      const editor = vscode.window.activeTextEditor;
      if (!editor) {
        sayInPassing(vscode.l10n.t('Put the cursor in a paragraph, or select some words, first.'));
        return;
      }
      const { document, selection } = editor;
      const corpus = await chooseCorpus(app, (each) => holds(each, document.uri));
      if (!corpus) return;
      const { start, end } = selection;
      const range = {
        start: { line: start.line, character: start.character },
        end: { line: end.line, character: end.character },
      };
      const answer = await vscode.window.withProgress(
        {
          location: vscode.ProgressLocation.Notification,
          title: vscode.l10n.t('Searching {0}', corpus.title),
          cancellable: true,
        },
        async (_, token) =>
          app.server.request(
            'counterpoint/corpusCounterparts',
            { corpus: corpus.root, uri: keyOf(document.uri), range },
            token,
          ),
      );
      if (!answer) {
        sayInPassing(vscode.l10n.t('Put the cursor in a paragraph, or select some words, first.'));
        return;
      }
      if (answer.found.length === 0) {
        sayInPassing(vscode.l10n.t('No other passage of {0} is near to these words.', corpus.title));
        return;
      }
      const chosen = await vscode.window.showQuickPick(answer.found.map(itemOf), {
        title: vscode.l10n.t('Counterparts in {0}', corpus.title),
        placeHolder: shortened(answer.asked),
        matchOnDescription: true,
        matchOnDetail: true,
      });
      if (chosen) await openMatch(chosen.match);
    },
  );
}

interface MatchItem extends vscode.QuickPickItem {
  readonly match: CorpusMatchView;
}

function itemOf(match: CorpusMatchView): MatchItem {
  const { title, label, theme, quote, similarity } = match;
  const where = theme ?? vscode.l10n.t('Context document');
  return {
    label: [title, label].filter((each) => each !== '').join(' · '),
    description: vscode.l10n.t('{0}, similarity {1}', where, `${Math.round(similarity * 100)} %`),
    detail: quote,
    match,
  };
}

/** Opens a passage, its nearest sentence selected. */
export async function openMatch({ uri, range }: Pick<CorpusMatchView, 'uri' | 'range'>): Promise<void> {
  const place = toRange(range);
  const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri), { preview: false });
  editor.selection = new vscode.Selection(place.start, place.end);
  editor.revealRange(place, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

const longest = 120;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest)}…` : line;
}
