import type { Relation, Side } from '../alignment/reading';
import type { Essay, Span } from '../text/essay';

/** What a reading claims: two places and how they stand to each other. */
export interface Claim {
  readonly left: readonly Span[];
  readonly right: readonly Span[];
  readonly relation: Relation;
  readonly topic: string | null;
  /** How much it counts where a reading links two passages twice. */
  readonly weight: number;
}

/** Two readings of the same two essays, held against each other. */
export interface ReadingsCompared {
  /** Linked passage pairs: in the first reading, in the second, in both. */
  readonly pairs: Overlap;
  readonly sentencePairs: Overlap;
  /** The relations that the two readings give each passage pair that both link. */
  readonly relations: readonly (readonly [Relation, Relation])[];
  /** Links of one reading of which the other links no passage pair. */
  readonly onlyFirst: readonly Claim[];
  readonly onlySecond: readonly Claim[];
}

export interface Overlap {
  readonly first: number;
  readonly second: number;
  readonly both: number;
}

/** Compares two readings of two essays by the passages and sentences that they link. */
export function compareReadings(
  left: Essay,
  right: Essay,
  first: readonly Claim[],
  second: readonly Claim[],
): ReadingsCompared {
  const passages = { left: left.passages, right: right.passages };
  const sentences = {
    left: left.passages.flatMap((passage) => passage.sentences),
    right: right.passages.flatMap((passage) => passage.sentences),
  };
  const a = linkedPairs(passages, first);
  const b = linkedPairs(passages, second);
  return {
    pairs: overlapOf(a, b),
    sentencePairs: overlapOf(linkedPairs(sentences, first), linkedPairs(sentences, second)),
    relations: [...a].flatMap(([pair, weights]) => {
      const other = b.get(pair);
      return other === undefined ? [] : [[heaviest(weights), heaviest(other)] as const];
    }),
    onlyFirst: first.filter((claim) => keysOf(passages, claim).every((pair) => !b.has(pair))),
    onlySecond: second.filter((claim) => keysOf(passages, claim).every((pair) => !a.has(pair))),
  };
}

/** F1 of two sets; 1 for two empty ones, which agree. */
export function f1({ first, second, both }: Overlap): number {
  return first + second === 0 ? 1 : (2 * both) / (first + second);
}

/** How often two readings give the same relation, and how much of that chance does not explain; null where there is nothing to judge by. */
export function relationAgreement(relations: ReadingsCompared['relations']): {
  readonly same: number;
  readonly of: number;
  readonly share: number | null;
  readonly kappa: number | null;
} {
  const of = relations.length;
  const same = relations.filter(([a, b]) => a === b).length;
  if (of === 0) return { same, of, share: null, kappa: null };
  const names: readonly Relation[] = ['convergence', 'divergence', 'undetermined'];
  const chance = names.reduce(
    (sum, name) =>
      sum + (relations.filter(([a]) => a === name).length * relations.filter(([, b]) => b === name).length) / of ** 2,
    0,
  );
  return { same, of, share: same / of, kappa: chance === 1 ? null : (same / of - chance) / (1 - chance) };
}

type Units = Readonly<Record<Side, readonly Span[]>>;

/** The pairs of units that claims link, each with the weight of every relation that it is given. */
function linkedPairs(units: Units, claims: readonly Claim[]): Map<string, Map<Relation, number>> {
  const pairs = new Map<string, Map<Relation, number>>();
  for (const claim of claims) {
    for (const key of keysOf(units, claim)) {
      const weights = pairs.get(key) ?? new Map<Relation, number>();
      weights.set(claim.relation, (weights.get(claim.relation) ?? 0) + claim.weight);
      pairs.set(key, weights);
    }
  }
  return pairs;
}

function keysOf(units: Units, claim: Claim): string[] {
  const right = touched(units.right, claim.right);
  return touched(units.left, claim.left).flatMap((l) => right.map((r) => `${l}|${r}`));
}

function touched(units: readonly Span[], spans: readonly Span[]): number[] {
  return units.flatMap((unit, i) => (spans.some((span) => span.start < unit.end && unit.start < span.end) ? [i] : []));
}

function overlapOf(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): Overlap {
  return { first: a.size, second: b.size, both: [...a.keys()].filter((key) => b.has(key)).length };
}

function heaviest(weights: ReadonlyMap<Relation, number>): Relation {
  return [...weights].reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}
