import type { InlayHint } from 'vscode-languageserver';
import type { Essay, Span } from '../text/essay';
import { sideOf } from './claims';
import { linkLabel } from './passages';
import { linesOf } from './positions';
import type { PlacedComparison } from './workspace';

/** Relation and topic at the end of each claim in a part of an essay: the best link's, and how many more there are. */
export function inlayHints(
  comparisons: readonly PlacedComparison[],
  essay: Essay,
  uri: string,
  within: Span,
): InlayHint[] {
  const byEnd = new Map<number, { label: string; more: number }>();
  for (const placed of comparisons) {
    const side = sideOf(placed, uri);
    for (const link of placed.comparison.links) {
      const end = link[side].at(-1)?.end;
      if (end === undefined || end < within.start || end > within.end) continue;
      const known = byEnd.get(end);
      if (known === undefined) byEnd.set(end, { label: linkLabel(link), more: 0 });
      else known.more += 1;
    }
  }
  return [...byEnd]
    .sort(([a], [b]) => a - b)
    .map(([end, { label, more }]) => ({
      position: linesOf(essay).positionAt(end),
      label: more === 0 ? label : `${label} +${more}`,
      paddingLeft: true,
    }));
}
