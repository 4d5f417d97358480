/** *Review: Next Undecided*: steps through what the reader has not decided, hardest first, with the progress in the status bar. */
import * as vscode from 'vscode';
import type { ComparisonView } from '../server/protocol';
import { command, type App } from './app';
import { comparisonOrSay } from './here';
import { showPassage, toRange, visibleEditors, uriOf } from './places';
import { linkTarget, silenceTarget, type Target } from './review';
import { sayInPassing } from './words';

export function reviewMode(app: App): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('counterpoint.review', vscode.StatusBarAlignment.Left, 0);
  item.name = vscode.l10n.t('Counterpoint review');
  item.command = 'counterpoint.reviewNext';
  let isOn = false;
  const show = (): void => {
    const comparison = app.session.comparison;
    if (!isOn || !comparison) {
      item.hide();
      return;
    }
    const { decided, of } = comparison.progress;
    const problems = comparison.reviewProblems.length + comparison.orphans.length;
    item.text = `$(checklist) ${vscode.l10n.t('{0} of {1}', decided, of)}${problems > 0 ? ' $(warning)' : ''}`;
    item.tooltip = [
      vscode.l10n.t('{0} of {1} links and silences decided. Go to the next one.', decided, of),
      ...comparison.agreement,
      ...comparison.reviewProblems,
      ...(comparison.orphans.length > 0
        ? [vscode.l10n.t('{0} decisions or notes have lost their words: Attach Again…', comparison.orphans.length)]
        : []),
    ].join('\n');
    item.accessibilityInformation = { label: vscode.l10n.t('Review: {0} of {1} decided', decided, of) };
    item.show();
  };
  return vscode.Disposable.from(
    item,
    app.session.onDidChange(show),
    command(
      app,
      'counterpoint.reviewNext',
      () => vscode.l10n.t('The next undecided link could not be shown.'),
      async () => {
        const shown = await comparisonOrSay(app);
        if (!shown) return;
        isOn = true;
        // What was decided a moment ago counts.
        const comparison = (await app.pairs.comparison(shown.pair.id)) ?? shown;
        show();
        const view = app.pairedReadings.active;
        const next = nextTarget(comparison, view?.item?.id ?? app.session.current?.link.id);
        if (!next) {
          sayInPassing(vscode.l10n.t('Everything in this pair is decided.'));
          return;
        }
        if (view) view.showItem(next.item);
        else await goTo(app, next);
        const { decided, of } = comparison.progress;
        sayInPassing(vscode.l10n.t('{0} ({1} of {2} decided)', next.label, decided, of));
      },
    ),
  );
}

/** What comes after the link that the reader is at; from there on in the queue, and then from its start. */
function nextTarget(comparison: ComparisonView, current: string | undefined): Target | undefined {
  const { queue } = comparison;
  const at = queue.findIndex(({ id }) => id === current);
  const next = queue[at + 1] ?? queue[0];
  if (!next) return undefined;
  if (next.kind === 'link') {
    const link = comparison.links.find(({ id }) => id === next.id);
    return link && linkTarget(comparison, link);
  }
  const silence = [...comparison.silences.left, ...comparison.silences.right].find(({ id }) => id === next.id);
  return silence && silenceTarget(comparison, silence);
}

async function goTo(app: App, { comparison, item, link }: Target): Promise<void> {
  const { pair } = comparison;
  if (link) {
    app.session.setCurrent(pair.id, link.id);
    await showPassage(pair, link, 'right');
    await showPassage(pair, link, 'left');
    return;
  }
  for (const side of ['left', 'right'] as const) {
    const silence = comparison.silences[side].find(({ id }) => id === item.id);
    const first = silence?.spans[0];
    if (!silence || !first) continue;
    app.session.setCurrentSilence(pair.id, side, `${silence.id}/0`);
    const shown = visibleEditors(uriOf(pair, side))[0];
    const editor = await vscode.window.showTextDocument(uriOf(pair, side), {
      preview: false,
      ...(shown?.viewColumn !== undefined && { viewColumn: shown.viewColumn }),
    });
    const range = toRange(first.range);
    editor.selection = new vscode.Selection(range.start, range.start);
    editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }
}
