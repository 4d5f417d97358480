/** Words for people that several features share. */
import * as vscode from 'vscode';
import type { ComparisonView, LinkView, PairView } from '../server/protocol';
import type { MarkKind } from './reading';

export function relationLabel(kind: MarkKind): string {
  switch (kind) {
    case 'convergence':
      return vscode.l10n.t('Convergence');
    case 'divergence':
      return vscode.l10n.t('Divergence');
    case 'undetermined':
      return vscode.l10n.t('Related');
    case 'silence':
      return vscode.l10n.t('Silence');
    case 'mixed':
      return vscode.l10n.t('Convergence and divergence');
  }
}

/** “Divergence: WTO reform”. */
export function linkLabel(link: LinkView): string {
  return kindLabel(link.relation, link.topic);
}

/** “Silence: port fees”. */
export function kindLabel(kind: MarkKind, topic: string | null): string {
  const label = relationLabel(kind);
  return topic ? vscode.l10n.t('{0}: {1}', label, topic) : label;
}

/** “12 convergences · 9 divergences · 20 related · 3 silences”. */
export function countsLabel({ counts, silences }: ComparisonView): string {
  const { convergence, divergence, undetermined } = counts;
  const silent = silences.left.length + silences.right.length;
  return [
    convergence === 1 ? vscode.l10n.t('1 convergence') : vscode.l10n.t('{0} convergences', convergence),
    divergence === 1 ? vscode.l10n.t('1 divergence') : vscode.l10n.t('{0} divergences', divergence),
    vscode.l10n.t('{0} related', undetermined),
    ...(silent === 0 ? [] : [silent === 1 ? vscode.l10n.t('1 silence') : vscode.l10n.t('{0} silences', silent)]),
  ].join(' · ');
}

/** “Left title ↔ Right title”. */
export function titlesLabel(pair: PairView): string {
  return `${pair.left.title} ↔ ${pair.right.title}`;
}

/** Text of essays, for a list to choose from. It is text only: `$(name)` must not become an icon. */
export function plain(text: string): string {
  return text.replaceAll('$(', '$\u200b(');
}

/** Says something in passing, where it does not interrupt reading. */
export function sayInPassing(text: string): void {
  vscode.window.setStatusBarMessage(text, 5000);
}
