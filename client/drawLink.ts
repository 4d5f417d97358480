/** *Mark as Left of a Link* and *Mark as Right of a Link*: a link drawn by hand, from a selection in each essay. */
import * as vscode from 'vscode';
import { command, type App } from './app';
import { hereOrSay } from './here';
import { otherSide, type Side } from './reading';
import { act, pickRelation } from './review';
import { sayInPassing } from './words';

export function drawLink(app: App): vscode.Disposable {
  /** The side that is marked already. */
  let marked: { readonly pair: string; readonly side: Side; readonly ranges: readonly vscode.Range[] } | undefined;
  const mark = async (side: Side): Promise<void> => {
    const here = await hereOrSay(app);
    if (!here) return;
    if (here.side !== side) {
      const { left, right } = here.comparison.pair;
      sayInPassing(
        vscode.l10n.t('This is the other essay: mark words of “{0}” here.', side === 'left' ? left.title : right.title),
      );
      return;
    }
    const ranges = [...here.editor.selections];
    const pair = here.comparison.pair.id;
    if (marked?.pair !== pair || marked.side === side) {
      marked = { pair, side, ranges };
      sayInPassing(
        otherSide(side) === 'right'
          ? vscode.l10n.t('Marked. Now select words in the right essay and choose Mark as Right of a Link.')
          : vscode.l10n.t('Marked. Now select words in the left essay and choose Mark as Left of a Link.'),
      );
      return;
    }
    const other = marked.ranges;
    const relation = await pickRelation(vscode.l10n.t('How do the two passages stand to each other?'));
    if (!relation) return;
    const topic = await vscode.window.showInputBox({
      title: vscode.l10n.t('A link drawn by hand'),
      prompt: vscode.l10n.t('What is it about, in a few words? May be empty.'),
    });
    if (topic === undefined) return;
    marked = undefined;
    const [left, right] = side === 'left' ? [ranges, other] : [other, ranges];
    await act(app, { kind: 'draw', pair, left, right, relation, topic: topic.trim() || null });
  };
  const failed = (): string => vscode.l10n.t('The link was not drawn.');
  return vscode.Disposable.from(
    command(app, 'counterpoint.markLeft', failed, () => mark('left')),
    command(app, 'counterpoint.markRight', failed, () => mark('right')),
  );
}
