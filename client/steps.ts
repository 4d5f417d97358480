/** *Next/Previous Link* and *Next/Previous Divergence*: from the cursor, in the reading order of the essay it stands in. */
import * as vscode from 'vscode';
import type { ComparisonView, RelationName } from '../server/protocol';
import { command, type App } from './app';
import { hereOrSay } from './here';
import { rangesOf, toRange } from './places';
import { inReadingOrder, otherSide, stepFrom, type Step } from './reading';
import { setting } from './settings';
import { linkLabel, sayInPassing } from './words';

export function steps(app: App): vscode.Disposable {
  const step = (id: string, direction: 1 | -1, relation?: RelationName): vscode.Disposable =>
    command(
      app,
      id,
      () => vscode.l10n.t('The next passage could not be shown.'),
      () => go(app, direction, relation),
    );
  return vscode.Disposable.from(
    step('counterpoint.nextLink', 1),
    step('counterpoint.previousLink', -1),
    step('counterpoint.nextDivergence', 1, 'divergence'),
    step('counterpoint.previousDivergence', -1, 'divergence'),
  );
}

async function go(app: App, direction: 1 | -1, relation: RelationName | undefined): Promise<void> {
  const here = await hereOrSay(app);
  if (!here) return;
  const { editor, comparison, side } = here;
  const links = inReadingOrder(comparison, side, relation);
  const step = stepFrom(links, side, editor.selection.active, app.session.current?.link.id, direction);
  const [passage] = step ? rangesOf(step.link[side]) : [];
  if (!step || !passage) {
    sayInPassing(nothingToStepTo(comparison, relation));
    return;
  }
  app.session.setCurrent(comparison.pair.id, step.link.id);
  editor.selection = new vscode.Selection(passage.start, passage.start);
  editor.revealRange(passage, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  const [counterpart] = step.link[otherSide(side)];
  if (counterpart)
    app.session
      .facing(here)[0]
      ?.revealRange(toRange(counterpart.range), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  announce(step, direction);
}

function nothingToStepTo({ links }: ComparisonView, relation: RelationName | undefined): string {
  if (links.length === 0) return vscode.l10n.t('No linked passages in this reading.');
  if (relation === 'divergence' && links.every((link) => link.relation === 'undetermined'))
    return vscode.l10n.t('This reading finds related passages, but does not say where they diverge.');
  return vscode.l10n.t('No divergences in this reading.');
}

/** Says where one has come to. Screen readers speak notifications, but not the status bar. */
function announce({ link, place, of, wrapped }: Step, direction: 1 | -1): void {
  const where = vscode.l10n.t('{0} ({1} of {2})', linkLabel(link), place, of);
  const turn = direction === 1 ? vscode.l10n.t('From the start again.') : vscode.l10n.t('From the end again.');
  const text = wrapped ? `${where} ${turn}` : where;
  const mode = setting('announce');
  const spoken = vscode.workspace.getConfiguration('editor').get<string>('accessibilitySupport') === 'on';
  if (mode === 'notification' || (mode === 'auto' && spoken)) void vscode.window.showInformationMessage(text);
  else sayInPassing(text);
}
