import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  SymbolKind,
} from 'vscode-languageserver';
import { quoteOf } from '../readings/comparison';
import type { Essay, Passage, Span } from '../text/essay';
import { otherSide } from './claims';
import { linkLabel, linksOfPassage, oneLine, passageAt, passagesOf, type PassageLink } from './passages';
import { linesOf, rangeOf } from './positions';
import type { PlacedComparison } from './workspace';

/**
 * Which passages answer this one, as a call hierarchy. A link has no direction: two passages that face each other answer each other. So both
 * directions list the same counterparts; what differs is where the calls are shown, as the protocol has it: going out, the claims of this
 * passage; coming in, the claims of the passage that answers. Followed on, the tree goes to and fro between the essays.
 */
export function prepareCalls(
  comparisons: readonly PlacedComparison[],
  essay: Essay,
  uri: string,
  offset: number,
): CallHierarchyItem[] {
  const passage = passageAt(essay, offset);
  if (passage === undefined) return [];
  const links = linksOfPassage(comparisons, uri, passage);
  if (links.length === 0) return [];
  const claims = links.flatMap(({ here }) => here);
  const claim = claims.find((span) => span.start <= offset && offset <= span.end) ?? claims[0];
  return claim === undefined ? [] : [itemOf(essay, uri, passage, claim, links)];
}

export function outgoingCalls(
  comparisons: readonly PlacedComparison[],
  essay: Essay,
  item: CallHierarchyItem,
): CallHierarchyOutgoingCall[] {
  return counterparts(comparisons, essay, item).map(({ to, here }) => ({
    to,
    fromRanges: distinct(here).map((span) => rangeOf(essay, span)),
  }));
}

export function incomingCalls(
  comparisons: readonly PlacedComparison[],
  essay: Essay,
  item: CallHierarchyItem,
): CallHierarchyIncomingCall[] {
  return counterparts(comparisons, essay, item).map(({ to, there, other }) => ({
    from: to,
    fromRanges: distinct(there).map((span) => rangeOf(other, span)),
  }));
}

interface Counterpart {
  readonly to: CallHierarchyItem;
  readonly other: Essay;
  readonly here: readonly Span[];
  readonly there: readonly Span[];
}

/** The passages of the other essays that face a passage, each once with all its links, the best link first. */
function counterparts(comparisons: readonly PlacedComparison[], essay: Essay, item: CallHierarchyItem): Counterpart[] {
  // Found again by its place: texts may have changed since the item was made.
  const passage = passageAt(essay, linesOf(essay).offsetAt(item.selectionRange.start));
  if (passage === undefined) return [];
  const found = new Map<string, { passage: Passage; uri: string; other: Essay; links: PassageLink[] }>();
  for (const link of linksOfPassage(comparisons, item.uri, passage)) {
    const to = otherSide(link.side);
    const other = link.placed.comparison[to];
    const uri = link.placed.placed.uris[to];
    for (const facing of passagesOf(other, link.there)) {
      const key = `${uri} ${facing.start}`;
      const known = found.get(key);
      if (known === undefined) found.set(key, { passage: facing, uri, other, links: [link] });
      else known.links.push(link);
    }
  }
  return [...found.values()].flatMap(({ passage: facing, uri, other, links }) => {
    const there = links.flatMap((link) => link.there.filter((span) => passagesOf(other, [span]).includes(facing)));
    const claim = there[0];
    if (claim === undefined) return [];
    return { to: itemOf(other, uri, facing, claim, links), other, there, here: links.flatMap(({ here }) => here) };
  });
}

function itemOf(
  essay: Essay,
  uri: string,
  passage: Passage,
  claim: Span,
  links: readonly PassageLink[],
): CallHierarchyItem {
  const inside = { start: Math.max(claim.start, passage.start), end: Math.min(claim.end, passage.end) };
  return {
    name: oneLine(quoteOf(essay, inside), 100),
    detail: [...new Set(links.map(({ link }) => linkLabel(link)))].slice(0, 3).join(' · '),
    kind: SymbolKind.String,
    uri,
    range: rangeOf(essay, passage),
    selectionRange: rangeOf(essay, inside),
  };
}

function distinct(spans: readonly Span[]): Span[] {
  return [...new Map(spans.map((span) => [`${span.start}-${span.end}`, span])).values()].sort(
    (a, b) => a.start - b.start,
  );
}
