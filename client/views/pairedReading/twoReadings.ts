/** Two readings of one pair laid together, so that one sees what both say, what only one says, and where they contradict. Pure. */
import type { ClaimView, PairedLinkView, PairedReadingView } from '../../../server/protocol';
import { sides, type Standing } from './filters';

export interface TwoReadings {
  /** The pair with the links of both: of links that are the same, the first reading's. */
  readonly reading: PairedReadingView;
  /** By link id; empty where there is one reading only. */
  readonly standingOf: ReadonlyMap<string, Standing>;
  /** By the id of the first reading's link, what the second says instead. */
  readonly rivalOf: ReadonlyMap<string, PairedLinkView>;
}

/** Two links are the same when both sides share a sentence; rivals are the same link with another relation. */
export function layTogether(reading: PairedReadingView): TwoReadings {
  const { beside } = reading;
  if (beside === null) return { reading, standingOf: new Map(), rivalOf: new Map() };
  const standingOf = new Map<string, Standing>();
  const rivalOf = new Map<string, PairedLinkView>();
  const met = new Set<PairedLinkView>();
  for (const link of reading.links) {
    const same = beside.links.filter((other) => isSame(link, other));
    for (const other of same) met.add(other);
    const agrees = same.some(({ relation }) => relation === link.relation);
    const [rival] = same;
    standingOf.set(link.id, agrees ? 'both' : rival ? 'rival' : 'first');
    if (!agrees && rival) rivalOf.set(link.id, rival);
  }
  const further = beside.links.filter((link) => !met.has(link));
  for (const link of further) standingOf.set(link.id, 'second');
  const links = [...reading.links, ...further].toSorted((a, b) => firstPassage(a) - firstPassage(b));
  return { reading: { ...reading, links }, standingOf, rivalOf };
}

function isSame(a: PairedLinkView, b: PairedLinkView): boolean {
  return sides.every((side) => a[side].some((one) => b[side].some((other) => shareSentence(one, other))));
}

function shareSentence(a: ClaimView, b: ClaimView): boolean {
  return a.passage === b.passage && a.from < b.to && b.from < a.to;
}

function firstPassage({ left }: PairedLinkView): number {
  return left[0]?.passage ?? 0;
}
