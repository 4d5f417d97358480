/** *Open Link*, from the tree: both essays side by side, at a link or a silence. */
import * as vscode from 'vscode';
import { command, type App } from '../app';
import { showPair } from '../openPair';
import { showPassage } from '../places';
import type { Side } from '../reading';
import { sayInPassing } from '../words';

interface Target {
  readonly pair: string;
  readonly link?: string;
  readonly silence?: string;
  readonly side?: Side;
}

export function openLink(app: App): vscode.Disposable {
  return command(
    app,
    'counterpoint.openLink',
    () => vscode.l10n.t('The passage could not be shown.'),
    async (target) => {
      if (isTarget(target)) await open(app, target);
    },
  );
}

async function open(app: App, { pair, link: linkId, silence: silenceId, side = 'left' }: Target): Promise<void> {
  const comparison = await app.pairs.comparison(pair);
  const link = comparison?.links.find(({ id }) => id === linkId);
  const silence = comparison?.silences[side].find(({ id }) => id === silenceId);
  if (!comparison || (!link && !silence)) {
    sayInPassing(vscode.l10n.t('That passage is gone: the texts have changed since.'));
    return;
  }
  await showPair(app, comparison.pair);
  if (link) {
    app.session.setCurrent(pair, link.id);
    await showPassage(comparison.pair, link, 'right');
    await showPassage(comparison.pair, link, 'left');
  } else if (silence) {
    app.session.setCurrentSilence(pair, side, silence.id);
    await showPassage(comparison.pair, { left: silence.spans, right: silence.spans }, side);
  }
}

function isTarget(value: unknown): value is Target {
  return typeof value === 'object' && value !== null && typeof (value as Partial<Target>).pair === 'string';
}
