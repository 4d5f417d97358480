import { type DocumentHighlight, DocumentHighlightKind } from 'vscode-languageserver';
import type { Concept } from '../corpus/lexicon';
import type { Essay, Span } from '../text/essay';
import { linksAt, otherSide } from './claims';
import { conceptAt, mentionsIn } from './concepts';
import { overlap } from './passages';
import { rangeOf } from './positions';
import type { PlacedComparison } from './workspace';

/**
 * What belongs together in one essay. With the cursor on the name of a lexicon concept: its mentions. Elsewhere on a claim: the claims of
 * this essay that face the same counterpart, by sharing a sentence of it. A claim that is alone is left unmarked: there is nothing to see.
 */
export function highlightsAt(
  comparisons: readonly PlacedComparison[],
  essay: Essay,
  uri: string,
  offset: number,
  concepts: readonly Concept[],
): DocumentHighlight[] {
  const concept = conceptAt(essay, concepts, offset);
  if (concept !== undefined) {
    return mentionsIn(essay, concepts)
      .filter((mention) => mention.id === concept)
      .map((mention) => ({ range: rangeOf(essay, mention), kind: DocumentHighlightKind.Text }));
  }
  const claims = new Map<string, Span>();
  for (const { placed, link, from } of linksAt(comparisons, uri, offset)) {
    const to = otherSide(from);
    for (const other of placed.comparison.links) {
      if (!other[to].some((span) => link[to].some((own) => overlap(span, own)))) continue;
      for (const span of other[from]) claims.set(`${span.start}-${span.end}`, span);
    }
  }
  // What lies inside another claim adds nothing.
  const all = [...claims.values()];
  const outer = all.filter((span) => !all.some((o) => o !== span && o.start <= span.start && span.end <= o.end));
  if (outer.length < 2) return [];
  return outer
    .sort((a, b) => a.start - b.start)
    .map((span) => ({ range: rangeOf(essay, span), kind: DocumentHighlightKind.Read }));
}
