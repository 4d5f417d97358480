import type { Concept } from '../corpus/lexicon';
import type { Essay } from '../text/essay';
import { msg } from '../text/message';
import { linkConfidence } from './confidence';
import { linkBudget, type Match, matchPassages, rankPairs } from './matching';
import { type PairProfile, type PassageProfile, profileEssay, profilePair } from './profile';
import type { Evidence, Link, Reading } from './reading';
import { chooseSentences, sentenceRuns } from './sentenceChoice';
import { compare, type SharedFeature, sharedFeatures } from './shared';
import { proposeSilences } from './silence';
import { lexicalSimilarity, type Score, type Similarity } from './similarity';
import { contrastEvidence, judgeRelation } from './stance';
import { topicOf } from './topic';
import { weights } from './weights';

export const engineName = 'lexical';
export const engineVersion = '1';

export interface AlignmentSettings {
  readonly concepts: readonly Concept[];
  readonly similarity: Similarity;
  /** Whether to give every passage pair's best link by score as well. */
  readonly allSuggestions: boolean;
}

export const defaultSettings: AlignmentSettings = {
  concepts: [],
  similarity: lexicalSimilarity,
  allSuggestions: false,
};

/** The stages of an alignment up to the links, kept so that they can be inspected. */
export interface AlignmentStages {
  readonly left: Essay;
  readonly right: Essay;
  readonly pair: PairProfile;
  readonly scores: readonly (readonly Score[])[];
  readonly ranked: readonly Match[];
  readonly matches: readonly Match[];
}

/** Reads, scores and matches two essays; no label or explanation yet. */
export function alignmentStages(
  left: Essay,
  right: Essay,
  settings: AlignmentSettings = defaultSettings,
): AlignmentStages {
  const pair = profilePair(profileEssay(left, settings.concepts), profileEssay(right, settings.concepts));
  const scores = settings.similarity(pair);
  const ranked = rankPairs(scores, (left, right) => contentKey(pair.left[left], pair.right[right]));
  return { left, right, pair, scores, ranked, matches: matchPassages(ranked, pair.left.length, pair.right.length) };
}

/**
 * Aligns two essays: scores all passage pairs, takes the best by count, chooses the sentences that carry each link, labels a relation where
 * the evidence carries one, and explains. Pure and deterministic; swapping the essays mirrors the links.
 */
export function align(left: Essay, right: Essay, settings: AlignmentSettings = defaultSettings): Reading {
  if (left.passages.length * right.passages.length > weights.mostPairs) return declinedReading(left, right);
  return readingOf(alignmentStages(left, right, settings), settings);
}

/** What every reading of the engine says of itself. */
const byEngine = {
  source: 'engine',
  name: engineName,
  version: engineVersion,
  provenance: null,
  summary: null,
  attached: null,
} as const satisfies Partial<Reading>;

/** The reading of essays too long to compare: no links, and the reason. */
function declinedReading(left: Essay, right: Essay): Reading {
  return {
    ...byEngine,
    links: [],
    silences: { left: [], right: [] },
    ranked: [],
    declined: msg(
      'These two texts are too long to align: {0} and {1} passages. Split them into chapters, and align those.',
      left.passages.length,
      right.passages.length,
    ),
  };
}

/** Tells passage pairs of equal score apart by their words, the same whichever essay is left. */
function contentKey(...profiles: readonly (PassageProfile | undefined)[]): string {
  return profiles
    .map((profile) => profile?.passage.sentences.map((sentence) => sentence.text).join(' ') ?? '')
    .sort(compare)
    .join('\n');
}

/** Labels and explains the matches of an alignment. */
export function readingOf(stages: AlignmentStages, settings: AlignmentSettings = defaultSettings): Reading {
  const { pair } = stages;
  return {
    ...byEngine,
    links: stages.matches.flatMap((match) => linkOf(stages, match) ?? []),
    silences: {
      left: proposeSilences(pair.left, pair.right, pair),
      right: proposeSilences(pair.right, pair.left, pair),
    },
    ranked: settings.allSuggestions ? stages.ranked.flatMap((match) => linkOf(stages, match) ?? []) : [],
  };
}

/** The link that a match makes; undefined only for a match of passages that do not exist. */
export function linkOf(stages: AlignmentStages, match: Match): Link | undefined {
  const left = stages.pair.left[match.left];
  const right = stages.pair.right[match.right];
  if (left === undefined || right === undefined) return undefined;
  const choice = chooseSentences(left, right, (feature) => stages.pair.rarity(feature));
  const shared = sharedFeatures(left, right, choice, stages.pair);
  const judgement = judgeRelation(stages, left, right, choice, shared);
  return {
    source: 'engine',
    relation: judgement.relation,
    confidence: linkConfidence(match.rank / Math.max(1, linkBudget(stages.pair.left.length, stages.pair.right.length))),
    relationConfidence: judgement.confidence,
    strength: null,
    topic: topicOf(left, right, shared, stages.pair.names),
    why: null,
    left: sentenceRuns(left, choice.left),
    right: sentenceRuns(right, choice.right),
    evidence: [
      ...shared.slice(0, weights.evidenceTerms).map(termEvidence),
      ...headingEvidence(left, right),
      ...judgement.evidence,
      ...contrastEvidence(stages.left, left, choice.left, 'left'),
      ...contrastEvidence(stages.right, right, choice.right, 'right'),
    ],
  };
}

function termEvidence(feature: SharedFeature): Evidence {
  return { kind: feature.kind, text: feature.surface, left: feature.left, right: feature.right };
}

function headingEvidence(left: PassageProfile, right: PassageProfile): Evidence[] {
  const common = [...left.headingStems].filter((stem) => right.headingStems.has(stem));
  return common.length < 2 ? [] : [{ kind: 'heading', text: common.join(', '), left: [], right: [] }];
}
