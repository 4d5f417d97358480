/** A sign behind each decided link: a word for screen readers and in the hover, a sign for the eye; colour is not the only difference. */
import * as vscode from 'vscode';
import type { ReviewView } from '../server/protocol';
import type { App } from './app';
import { toRange } from './places';
import { setting } from './settings';

/** A sign for each status; in the hover it stands beside the word. */
export const statusSigns: Readonly<Record<ReviewView['status'], string>> = {
  undecided: '',
  accepted: '✓',
  rejected: '✗',
  relabelled: '✎',
  drawn: '✎',
  disputed: '⚡',
};

export function decided(app: App): vscode.Disposable {
  const type = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  const draw = (): void => {
    for (const editor of vscode.window.visibleTextEditors) {
      const part = app.session.partOf(editor.document.uri);
      editor.setDecorations(type, part && setting('decorations') !== 'off' ? signsOf(part) : []);
    }
  };
  return vscode.Disposable.from(type, app.session.onDidChange(draw));
}

type Part = NonNullable<ReturnType<App['session']['partOf']>>;

/** One sign at the end of each decided claim; of several decisions on one claim, each different sign once. */
function signsOf({ comparison, side }: Part): vscode.DecorationOptions[] {
  const at = new Map<string, { readonly range: vscode.Range; readonly shown: Set<string> }>();
  const add = (review: ReviewView, quotes: readonly { readonly range: Parameters<typeof toRange>[0] }[]): void => {
    const sign = statusSigns[review.status];
    const last = quotes.at(-1);
    if (sign === '' || !last) return;
    const { end } = toRange(last.range);
    const key = `${end.line}:${end.character}`;
    const known = at.get(key) ?? { range: new vscode.Range(end, end), shown: new Set<string>() };
    known.shown.add(`${sign}${'!'.repeat(review.importance === null ? 0 : review.importance - 1)}`);
    at.set(key, known);
  };
  for (const link of comparison.links) add(link.review, link[side]);
  for (const silence of comparison.silences[side]) add(silence.review, silence.spans);
  return [...at.values()].map(({ range, shown }) => ({
    range,
    renderOptions: {
      after: { contentText: ` ${[...shown].join('')}`, color: new vscode.ThemeColor('editorCodeLens.foreground') },
    },
  }));
}
