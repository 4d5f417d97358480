/** *Go to Counterpart* and *Peek Counterpart*: for the claim under the cursor, or for the link that a note names. */
import * as vscode from 'vscode';
import type { ComparisonView, CounterpartArgument, LinkView } from '../server/protocol';
import { command, type App } from './app';
import { hereOrSay } from './here';
import { rangesOf, showPassage, toRange, uriOf } from './places';
import { linkAt, linksAt, linksOverlapping, otherSide, type Side } from './reading';
import { sayInPassing } from './words';

export function goToCounterpart(app: App): vscode.Disposable {
  return vscode.Disposable.from(
    command(
      app,
      'counterpoint.goToCounterpart',
      () => vscode.l10n.t('The counterpart could not be shown.'),
      (argument) => go(app, argument),
    ),
    command(
      app,
      'counterpoint.peekCounterpart',
      () => vscode.l10n.t('The counterparts could not be shown.'),
      (argument) => peek(app, argument),
    ),
  );
}

/** A claim and its counterparts, the best or the named one first. `side` is the side to go to. */
interface Found {
  readonly comparison: ComparisonView;
  readonly side: Side;
  readonly links: readonly [LinkView, ...LinkView[]];
  /** Where the cursor stands, when it is the cursor that was asked. */
  readonly cursor?: vscode.Position;
}

async function go(app: App, argument: unknown): Promise<void> {
  const found = await find(app, argument);
  if (!found) return;
  const { comparison, side, links } = found;
  app.session.prefer(comparison.pair.id);
  app.session.setCurrent(comparison.pair.id, links[0].id);
  await showPassage(comparison.pair, links[0], side);
}

async function peek(app: App, argument: unknown): Promise<void> {
  const found = await find(app, argument);
  if (!found) return;
  const { comparison, side, links, cursor } = found;
  app.session.setCurrent(comparison.pair.id, links[0].id);
  const uri = uriOf(comparison.pair, side);
  const locations = links.flatMap((link) => rangesOf(link[side])).map((range) => new vscode.Location(uri, range));
  const near = otherSide(side);
  const claim = links[0][near][0];
  // The view opens in the active editor, at the claim.
  const editor = cursor ? vscode.window.activeTextEditor : await showPassage(comparison.pair, links[0], near);
  const position = cursor ?? (claim && toRange(claim.range).start);
  if (!editor || !position) return;
  await vscode.commands.executeCommand('editor.action.peekLocations', editor.document.uri, position, locations, 'peek');
}

async function find(app: App, argument: unknown): Promise<Found | undefined> {
  return isCounterpartArgument(argument) ? findNamed(app, argument) : findAtCursor(app);
}

async function findNamed(app: App, { pair, link, side }: CounterpartArgument): Promise<Found | undefined> {
  const comparison = await app.pairs.comparison(pair);
  const named = comparison?.links.find((each) => each.id === link);
  if (!comparison || !named) {
    sayInPassing(vscode.l10n.t('That link is gone: the texts have changed since. Hover again for the new ones.'));
    return undefined;
  }
  const [, ...others] = linksOverlapping(comparison, otherSide(side), named);
  return { comparison, side, links: [named, ...others] };
}

async function findAtCursor(app: App): Promise<Found | undefined> {
  const here = await hereOrSay(app);
  if (!here) return undefined;
  const { comparison, editor } = here;
  const cursor = editor.selection.active;
  const first = linkAt(comparison, here.side, cursor, app.session.current?.link.id);
  if (!first) {
    sayInPassing(vscode.l10n.t('No counterpart here. Next Link goes to the next passage that has one.'));
    return undefined;
  }
  const others = linksAt(comparison, here.side, cursor).filter((link) => link !== first);
  return { comparison, side: otherSide(here.side), links: [first, ...others], cursor };
}

/** Whether a command was given the link of a note. */
export function isCounterpartArgument(value: unknown): value is CounterpartArgument {
  if (typeof value !== 'object' || value === null) return false;
  const { pair, link, side }: Partial<Record<keyof CounterpartArgument, unknown>> = value;
  return typeof pair === 'string' && typeof link === 'string' && (side === 'left' || side === 'right');
}
