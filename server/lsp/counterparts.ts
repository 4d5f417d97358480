import type { Location, LocationLink } from 'vscode-languageserver';
import { type Encounter, linksAt, otherSide } from './claims';
import { rangeOf } from './positions';
import type { PlacedComparison } from './workspace';

/** Definition: the best counterpart of the claim at a place. The origin range is the claim itself. */
export function definitionAt(comparisons: readonly PlacedComparison[], uri: string, offset: number): LocationLink[] {
  const best = linksAt(comparisons, uri, offset)[0];
  if (best === undefined) return [];
  const to = otherSide(best.from);
  const target = best.placed.comparison[to];
  const [span] = best.link[to];
  if (span === undefined) return [];
  const range = rangeOf(target, span);
  return [
    {
      originSelectionRange: rangeOf(best.placed.comparison[best.from], best.claim),
      targetUri: best.placed.placed.uris[to],
      targetRange: range,
      targetSelectionRange: range,
    },
  ];
}

/** References: all counterparts of the claim at a place, best first; with the claim itself where asked for. */
export function referencesAt(
  comparisons: readonly PlacedComparison[],
  uri: string,
  offset: number,
  includeClaim: boolean,
): Location[] {
  const encounters = linksAt(comparisons, uri, offset);
  const own = includeClaim ? encounters.slice(0, 1).map((encounter) => locate(encounter, encounter.from)[0]) : [];
  return [...own, ...encounters.flatMap((encounter) => locate(encounter, otherSide(encounter.from)))].filter(
    (location) => location !== undefined,
  );
}

function locate(encounter: Encounter, side: 'left' | 'right'): Location[] {
  const { placed, comparison } = encounter.placed;
  const spans = side === encounter.from ? [encounter.claim] : encounter.link[side];
  return spans.map((span) => ({ uri: placed.uris[side], range: rangeOf(comparison[side], span) }));
}
