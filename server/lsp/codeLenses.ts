import type { CodeLens } from 'vscode-languageserver';
import type { CounterpartArgument } from '../protocol';
import type { Translate } from '../report/translate';
import type { Essay } from '../text/essay';
import { msg } from '../text/message';
import { otherSide } from './claims';
import { linkLabel, linkedPassages } from './passages';
import { rangeOf } from './positions';
import type { PlacedComparison } from './workspace';

/** A line above each linked passage: how many counterparts it has, and the best link; it peeks at them where the editor can. */
export function codeLenses(
  comparisons: readonly PlacedComparison[],
  essay: Essay,
  uri: string,
  commandLinks: boolean,
  t: Translate,
): CodeLens[] {
  return [...linkedPassages(comparisons, uri, essay)].flatMap(([passage, links]) => {
    const best = links[0];
    if (best === undefined) return [];
    const count = links.length === 1 ? t(msg('1 counterpart')) : t(msg('{0} counterparts', links.length));
    // Editors draw `$(name)` in a lens as an icon; essays draw none.
    const title = `${count} · ${linkLabel(best.link)}`.replaceAll('$(', '$ (');
    const argument: CounterpartArgument = {
      pair: best.placed.placed.id,
      link: best.link.id,
      side: otherSide(best.side),
    };
    const command = commandLinks
      ? { title, command: 'counterpoint.peekCounterpart', arguments: [argument] }
      : // An editor without our commands shows the words alone.
        { title, command: '' };
    return { range: rangeOf(essay, passage), command };
  });
}
