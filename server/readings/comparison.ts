import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Link, Reading, Relation, Side, Silence, Source } from '../alignment/reading';
import type { Pair } from '../corpus/corpus';
import type { Essay, Span } from '../text/essay';

/** A link as it is shown: with an id that stays while the essays' names and the letters of its sentences stay. */
export interface ComparedLink extends Link {
  readonly id: string;
  /** Further sources that have the same link. */
  readonly alsoIn: readonly Source[];
}

export interface ComparedSilence extends Silence {
  readonly id: string;
}

/** What is shown for a pair: one reading, each link and silence with its id. */
export interface Comparison {
  readonly pair: Pair;
  readonly left: Essay;
  readonly right: Essay;
  readonly reading: { readonly kind: Source; readonly name: string; readonly version: string };
  /** Ordered by source, then confidence, then position. */
  readonly links: readonly ComparedLink[];
  readonly ranked: readonly ComparedLink[];
  readonly silences: { readonly left: readonly ComparedSilence[]; readonly right: readonly ComparedSilence[] };
}

/** The sources from the one that weighs most to the one that weighs least. */
const sourceOrder: readonly Source[] = ['person', 'published', 'model', 'engine'];

/** Makes a reading of a pair into what is shown. */
export function compare(pair: Pair, left: Essay, right: Essay, reading: Reading): Comparison {
  const identify = (links: readonly Link[]): ComparedLink[] => {
    const seen = new Map<string, number>();
    return [...links]
      .sort(byRank)
      .map((link) => ({ ...link, id: unique(linkId(pair, left, right, link), seen), alsoIn: [] }));
  };
  const silences = (side: Side, essay: Essay): ComparedSilence[] => {
    const seen = new Map<string, number>();
    const path = pair[side].path;
    return reading.silences[side].map((silence) => ({
      ...silence,
      id: unique(hash([path, silence.topic, ...silence.spans.map((span) => letters(essay, span))]), seen),
    }));
  };
  return {
    pair,
    left,
    right,
    reading: { kind: reading.source, name: reading.name, version: reading.version },
    links: identify(reading.links),
    ranked: identify(reading.ranked),
    silences: { left: silences('left', left), right: silences('right', right) },
  };
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

function byRank(a: Link, b: Link): number {
  return (
    sourceOrder.indexOf(a.source) - sourceOrder.indexOf(b.source) ||
    b.confidence - a.confidence ||
    (a.left[0]?.start ?? 0) - (b.left[0]?.start ?? 0) ||
    (a.right[0]?.start ?? 0) - (b.right[0]?.start ?? 0)
  );
}

function linkId(pair: Pair, left: Essay, right: Essay, link: Link): string {
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
