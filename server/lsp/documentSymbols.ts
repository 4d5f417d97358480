import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { Translate } from '../report/translate';
import type { Essay } from '../text/essay';
import { msg } from '../text/message';
import { sideOf } from './claims';
import { rangeOf } from './positions';
import type { PlacedComparison } from './workspace';

interface Section {
  readonly symbol: DocumentSymbol;
  readonly depth: number;
}

/** The outline: the essay's headings, each section with how many links its passages have. */
export function documentSymbols(
  essay: Essay,
  uri: string,
  comparisons: readonly PlacedComparison[],
  t: Translate,
): DocumentSymbol[] {
  const roots: DocumentSymbol[] = [];
  const open: Section[] = [];
  essay.headings.forEach((heading, i) => {
    const end = essay.headings.slice(i + 1).find((next) => next.depth <= heading.depth)?.start ?? essay.text.length;
    const links = comparisons.reduce((sum, placed) => {
      const side = sideOf(placed, uri);
      return (
        sum +
        placed.comparison.links.filter((link) =>
          link[side].some((span) => span.start >= heading.start && span.end <= end),
        ).length
      );
    }, 0);
    const symbol: DocumentSymbol = {
      name: heading.text === '' ? '…' : heading.text,
      detail: links === 0 ? '' : t(msg('{0} links', links)),
      kind: SymbolKind.String,
      range: rangeOf(essay, { start: heading.start, end: Math.max(heading.end, end) }),
      selectionRange: rangeOf(essay, heading),
      children: [],
    };
    while ((open.at(-1)?.depth ?? 0) >= heading.depth) open.pop();
    (open.at(-1)?.symbol.children ?? roots).push(symbol);
    open.push({ symbol, depth: heading.depth });
  });
  return roots;
}
