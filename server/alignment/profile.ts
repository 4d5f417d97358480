import type { Concept } from '../corpus/lexicon';
import type { Essay, Passage } from '../text/essay';
import { finish, type Steps } from '../text/steps';
import { backgroundRarity } from './background';
import { type ConceptMention, shifted } from './facts';
import { AlignmentMemo } from './memo';
import { type Vector, vectorOf } from './similarity';
import type { Term } from './terms';
import { weights } from './weights';

/** What the engine knows of one passage. */
export interface PassageProfile {
  readonly passage: Passage;
  readonly terms: readonly Term[];
  readonly concepts: readonly ConceptMention[];
  /** How often each feature (a stem, or `#` and a concept's id) occurs in the passage. */
  readonly counts: ReadonlyMap<string, number>;
  /** The same for each of its sentences. */
  readonly sentenceCounts: readonly ReadonlyMap<string, number>[];
  /** Stems of the headings it stands under. */
  readonly headingStems: ReadonlySet<string>;
  /** Relative position in the essay, in [0, 1]. */
  readonly position: number;
}

/** Two essays, profiled together: rarity is measured inside the pair. */
export interface PairProfile {
  readonly left: readonly PassageProfile[];
  readonly right: readonly PassageProfile[];
  /** The weight of a feature: 0 for the pair's own topic words. */
  readonly rarity: (feature: string) => number;
  /** The stems written as names (with a capital inside sentences) more often than not. */
  readonly names: ReadonlySet<string>;
  /** The term vector of each sentence of a passage of the pair. */
  readonly sentenceVectors: (profile: PassageProfile) => readonly Vector[];
}

/** Profiles one essay; independent of its partner, so that an edit re-reads one side only, and of that the passages that changed. */
export function profileEssay(
  essay: Essay,
  concepts: readonly Concept[],
  memo: AlignmentMemo = new AlignmentMemo(),
): PassageProfile[] {
  return finish(profileSteps(essay, concepts, memo));
}

/** `profileEssay` in steps of a passage each. */
export function* profileSteps(
  essay: Essay,
  concepts: readonly Concept[],
  memo: AlignmentMemo,
): Steps<PassageProfile[]> {
  memo.makeRoomFor(essay);
  const lexicon = memo.lexicon(concepts);
  const last = Math.max(1, essay.passages.length - 1);
  const profiles: PassageProfile[] = [];
  for (const [i, passage] of essay.passages.entries()) {
    const facts = memo.passage(essay, passage, lexicon);
    profiles.push({
      passage,
      terms: facts.terms.map((term) => shifted(term, passage.start)),
      concepts: facts.concepts.map((mention) => shifted(mention, passage.start)),
      counts: facts.counts,
      sentenceCounts: facts.sentenceCounts,
      headingStems: headingStems(essay, passage, memo),
      position: i / last,
    });
    yield;
  }
  return profiles;
}

/**
 * Weighs every feature of a pair: min(background rarity, offset + rarity inside the pair), as the experiments on paired essays found best.
 * Features in a large share of the pair's passages are its topic, and weigh nothing.
 */
export function profilePair(left: readonly PassageProfile[], right: readonly PassageProfile[]): PairProfile {
  return finish(profilePairInSteps(left, right));
}

/** `profilePair` in steps of a few passages each. */
export function* profilePairInSteps(
  left: readonly PassageProfile[],
  right: readonly PassageProfile[],
): Steps<PairProfile> {
  const passages = [...left, ...right];
  const frequency = new Map<string, number>();
  const capitals = new Map<string, { name: number; all: number }>();
  for (const profile of passages) {
    for (const feature of profile.counts.keys()) frequency.set(feature, (frequency.get(feature) ?? 0) + 1);
    for (const term of profile.terms) {
      const seen = capitals.get(term.stem) ?? { name: 0, all: 0 };
      capitals.set(term.stem, { name: seen.name + (term.isName ? 1 : 0), all: seen.all + 1 });
    }
    yield;
  }
  const names = new Set([...capitals].filter(([, seen]) => seen.name * 2 > seen.all).map(([stem]) => stem));
  const cache = new Map<string, number>();
  const rarity = (feature: string): number => {
    const known = cache.get(feature);
    if (known !== undefined) return known;
    const df = frequency.get(feature) ?? 1;
    const inside = Math.log(passages.length / df);
    const background = feature.startsWith('#') ? weights.conceptRarity : backgroundRarity(feature);
    let value = Math.min(background, weights.pairOffset + inside);
    // In a pair of a few passages every shared word is frequent: only larger pairs have topic words.
    if (passages.length >= 12 && df / passages.length > weights.topicShare) value = 0;
    cache.set(feature, value);
    return value;
  };
  const known = new Map<PassageProfile, readonly Vector[]>();
  const sentenceVectors = (profile: PassageProfile): readonly Vector[] => {
    let vectors = known.get(profile);
    if (vectors === undefined) {
      vectors = profile.sentenceCounts.map((counts) => vectorOf(counts, rarity));
      known.set(profile, vectors);
    }
    return vectors;
  };
  return { left, right, rarity, names, sentenceVectors };
}

function headingStems(essay: Essay, passage: Passage, memo: AlignmentMemo): ReadonlySet<string> {
  const stems = new Set<string>();
  let depth = 7;
  for (let i = passage.heading; i !== undefined && i >= 0; i -= 1) {
    const heading = essay.headings[i];
    if (heading === undefined || heading.depth >= depth) continue;
    depth = heading.depth;
    for (const stem of memo.heading(heading.text)) stems.add(stem);
  }
  return stems;
}
