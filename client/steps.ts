/** *Next/Previous Link, Convergence, Divergence, Silence*: from the cursor, in the reading order of the essay it stands in. */
import * as vscode from 'vscode';
import type { ComparisonView, RelationName } from '../server/protocol';
import { command, type App } from './app';
import { hereOrSay, type Here } from './here';
import { toRange } from './places';
import { linkStops, otherSide, silenceStops, stepFrom, type Kind, type Step, type Stop } from './reading';
import { setting } from './settings';
import { kindLabel, linkLabel, sayInPassing } from './words';

/** What one steps through: every link, or one kind of mark. */
type Target = 'link' | Exclude<Kind, 'undetermined'>;
type Direction = 1 | -1;

export function steps(app: App): vscode.Disposable {
  const step = (id: string, direction: Direction, target: Target): vscode.Disposable =>
    command(
      app,
      id,
      () => vscode.l10n.t('The next passage could not be shown.'),
      () => go(app, direction, target),
    );
  return vscode.Disposable.from(
    step('counterpoint.nextLink', 1, 'link'),
    step('counterpoint.previousLink', -1, 'link'),
    step('counterpoint.nextConvergence', 1, 'convergence'),
    step('counterpoint.previousConvergence', -1, 'convergence'),
    step('counterpoint.nextDivergence', 1, 'divergence'),
    step('counterpoint.previousDivergence', -1, 'divergence'),
    step('counterpoint.nextSilence', 1, 'silence'),
    step('counterpoint.previousSilence', -1, 'silence'),
  );
}

async function go(app: App, direction: Direction, target: Target): Promise<void> {
  const view = app.pairedReadings.active;
  if (view) {
    view.step(target, direction);
    return;
  }
  const here = await hereOrSay(app);
  if (!here) return;
  const label =
    target === 'silence'
      ? goToSilence(app, here, direction)
      : goToLink(app, here, direction, target === 'link' ? undefined : target);
  if (label === undefined) sayInPassing(nothingToStepTo(here.comparison, target));
  else announce(label);
}

function goToLink(app: App, here: Here, direction: Direction, relation: RelationName | undefined): string | undefined {
  const { editor, comparison, side } = here;
  const stops = linkStops(comparison, side, relation);
  const step = stepFrom(stops, editor.selection.active, app.session.current?.link.id, direction);
  if (!step) return undefined;
  const { link } = step.stop;
  app.session.setCurrent(comparison.pair.id, link.id);
  show(app, editor, step.stop);
  const [counterpart] = link[otherSide(side)];
  if (counterpart)
    app.session
      .facing(here)[0]
      ?.revealRange(toRange(counterpart.range), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return placed(linkLabel(link), step, direction);
}

/** A silence has no counterpart to go along to: only its own passage is shown. */
function goToSilence(app: App, { editor, comparison, side }: Here, direction: Direction): string | undefined {
  const stops = silenceStops(comparison, side);
  const step = stepFrom(stops, editor.selection.active, app.session.currentSilence?.id, direction);
  if (!step) return undefined;
  app.session.setCurrentSilence(comparison.pair.id, side, step.stop.id);
  show(app, editor, step.stop);
  return placed(kindLabel('silence', step.stop.silence.topic), step, direction);
}

function show(app: App, editor: vscode.TextEditor, { ranges: [first] }: Stop): void {
  if (!first) return;
  const passage = toRange(first);
  app.session.moveCursor(editor, passage.start);
  editor.revealRange(passage, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

function placed(label: string, { place, of, wrapped }: Step<Stop>, direction: Direction): string {
  const where = vscode.l10n.t('{0} ({1} of {2})', label, place, of);
  if (!wrapped) return where;
  return `${where} ${direction === 1 ? vscode.l10n.t('From the start again.') : vscode.l10n.t('From the end again.')}`;
}

function nothingToStepTo({ links }: ComparisonView, target: Target): string {
  if (target === 'silence')
    return vscode.l10n.t('No silences here: this reading names nothing that the other essay leaves out.');
  if (links.length === 0) return vscode.l10n.t('No linked passages in this reading.');
  if (links.every(({ relation }) => relation === 'undetermined'))
    return vscode.l10n.t('This reading finds related passages, but does not say where they converge or diverge.');
  return target === 'convergence'
    ? vscode.l10n.t('No convergences in this reading.')
    : vscode.l10n.t('No divergences in this reading.');
}

/** Says where one has come to. Screen readers speak notifications, but not the status bar. */
function announce(text: string): void {
  const mode = setting('announce');
  const spoken = vscode.workspace.getConfiguration('editor').get<string>('accessibilitySupport') === 'on';
  if (mode === 'notification' || (mode === 'auto' && spoken)) void vscode.window.showInformationMessage(text);
  else sayInPassing(text);
}
