import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type {
  Attachment,
  Link,
  Provenance,
  Reading,
  Relation,
  Side,
  Silence,
  Source,
  Summary,
} from '../alignment/reading';
import type { Pair } from '../corpus/corpus';
import type { Essay, Span } from '../text/essay';
import type { Message } from '../text/message';
import { finish, type Steps } from '../text/steps';
import { overlay } from './overlay';
import { sourceOrder } from './weights';

/** A link as it is shown: with an id that stays while the essays' names and the letters of its sentences stay. */
export interface ComparedLink extends Link {
  readonly id: string;
  /** Further sources that have the same link. */
  readonly alsoIn: readonly Source[];
}

export interface ComparedSilence extends Silence {
  readonly id: string;
}

/** What a comparison says of a reading it shows. */
export interface ReadingLabel {
  readonly kind: Source;
  readonly name: string;
  readonly version: string;
  readonly provenance: Provenance | null;
  /** How much of it was found in these essays; null for one made of them. */
  readonly attached: Attachment | null;
  /** Why there is nothing to show, where its source did not read these essays. */
  readonly declined?: Message;
}

/** What is shown for a pair: one reading, or several laid over each other, each link and silence with its id. */
export interface Comparison {
  readonly pair: Pair;
  readonly left: Essay;
  readonly right: Essay;
  /** The reading shown; of several, the first. */
  readonly reading: ReadingLabel;
  /** The readings laid over it, in their order; mostly none. */
  readonly overlaid: readonly ReadingLabel[];
  readonly summary: Summary | null;
  /** Ordered by source, then confidence, then position. */
  readonly links: readonly ComparedLink[];
  readonly ranked: readonly ComparedLink[];
  readonly silences: { readonly left: readonly ComparedSilence[]; readonly right: readonly ComparedSilence[] };
}

/** Makes a reading of a pair into what is shown; further readings are laid over it, the earlier ones first. */
export function compare(
  pair: Pair,
  left: Essay,
  right: Essay,
  reading: Reading,
  further: readonly Reading[] = [],
): Comparison {
  return finish(compareInSteps(pair, left, right, reading, further));
}

/** `compare` in steps of some links each. */
export function* compareInSteps(
  pair: Pair,
  left: Essay,
  right: Essay,
  reading: Reading,
  further: readonly Reading[] = [],
): Steps<Comparison> {
  let since = 0;
  const identify = function* (
    links: readonly (Link & { readonly alsoIn: readonly Source[] })[],
  ): Steps<ComparedLink[]> {
    const seen = new Map<string, number>();
    const identified: ComparedLink[] = [];
    for (const link of [...links].sort(byRank)) {
      identified.push({ ...link, id: unique(linkId(pair, left, right, link), seen) });
      if ((since += 1) % idsAtOnce === 0) yield;
    }
    return identified;
  };
  const merged = overlay([reading, ...further]);
  yield;
  const silences = function* (side: Side, essay: Essay): Steps<ComparedSilence[]> {
    const seen = new Map<string, number>();
    const path = pair[side].path;
    const identified: ComparedSilence[] = [];
    for (const silence of merged.silences[side]) {
      const id = hash([path, silence.topic, ...silence.spans.map((span) => letters(essay, span))]);
      identified.push({ ...silence, id: unique(id, seen) });
      if ((since += 1) % idsAtOnce === 0) yield;
    }
    return identified;
  };
  return {
    pair,
    left,
    right,
    reading: labelOf(reading),
    overlaid: further.map(labelOf),
    summary: reading.summary,
    links: yield* identify(merged.links),
    ranked: yield* identify(merged.ranked.map((link) => ({ ...link, alsoIn: [] }))),
    silences: { left: yield* silences('left', left), right: yield* silences('right', right) },
  };
}

/** After so many ids, work rests. */
const idsAtOnce = 20;

/** What is said of a reading that is shown. */
export function labelOf({ source, name, version, provenance, attached, declined }: Reading): ReadingLabel {
  return { kind: source, name, version, provenance, attached, ...(declined === undefined ? {} : { declined }) };
}

/** The reading that a link comes from. */
export function readingOfLink(comparison: Comparison, link: Pick<ComparedLink, 'source'>): ReadingLabel {
  return (
    comparison.overlaid.find(({ kind }) => kind === link.source && kind !== comparison.reading.kind) ??
    comparison.reading
  );
}

/** How many links a comparison has of each relation. */
export function countRelations(links: readonly { readonly relation: Relation }[]): Record<Relation, number> {
  const counts: Record<Relation, number> = { convergence: 0, divergence: 0, undetermined: 0 };
  for (const link of links) counts[link.relation] += 1;
  return counts;
}

/** The sentences of a span as they stand in the text. */
export function quoteOf(essay: Pick<Essay, 'text'>, span: Span): string {
  return essay.text.slice(span.start, span.end);
}

/** Orders links by source, then confidence, then position. */
export function byRank(a: Link, b: Link): number {
  return (
    sourceOrder.indexOf(a.source) - sourceOrder.indexOf(b.source) ||
    b.confidence - a.confidence ||
    (a.left[0]?.start ?? 0) - (b.left[0]?.start ?? 0) ||
    (a.right[0]?.start ?? 0) - (b.right[0]?.start ?? 0)
  );
}

/** The id of a link: a hash of the essays' paths and the letters of its spans. */
export function linkId(pair: Pair, left: Essay, right: Essay, link: Pick<Link, 'left' | 'right'>): string {
  return hash([
    pair.left.path,
    pair.right.path,
    ...link.left.map((span) => letters(left, span)),
    '|',
    ...link.right.map((span) => letters(right, span)),
  ]);
}

/** Letters only, without case or accents: what stays when white space, punctuation, emphasis or note marks change. */
function letters(essay: Pick<Essay, 'text'>, span: Span): string {
  return quoteOf(essay, span)
    .replace(/\[\^[^\]]*\]/g, '')
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\P{L}/gu, '');
}

function hash(parts: readonly string[]): string {
  return bytesToHex(sha256(utf8ToBytes(parts.join('\0')))).slice(0, 16);
}

/** Two links of the very same sentences get different ids, in their order. */
function unique(id: string, seen: Map<string, number>): string {
  const count = seen.get(id) ?? 0;
  seen.set(id, count + 1);
  return count === 0 ? id : `${id}-${count + 1}`;
}
