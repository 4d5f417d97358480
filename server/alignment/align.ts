import type { Concept } from '../corpus/lexicon';
import { withShippedConcepts } from '../corpus/shippedLexicon';
import type { Essay } from '../text/essay';
import { msg } from '../text/message';
import { finish, type Steps } from '../text/steps';
import { linkConfidence } from './confidence';
import { linkBudget, type Match, matchPassages, rankInSteps } from './matching';
import { AlignmentMemo } from './memo';
import { type PairProfile, type PassageProfile, profilePairInSteps, profileSteps } from './profile';
import type { Evidence, Link, Reading } from './reading';
import { chooseSentences, sentenceRuns } from './sentenceChoice';
import { compare, type SharedFeature, sharedFeatures } from './shared';
import { proposeSilences } from './silence';
import { lexicalSimilarity, type Score, type Similarity } from './similarity';
import { contrastEvidence, stanceEvidence } from './stance';
import { phrasesInSteps, topicOf } from './topic';
import { weights } from './weights';

export const engineName = 'lexical';
export const engineVersion = '3';

export interface AlignmentSettings {
  /** The corpus's own; those that come with Counterpoint are always used too. */
  readonly concepts: readonly Concept[];
  readonly similarity: Similarity;
  /** What the reading is called, where another similarity stands in; else the engine's name. */
  readonly name?: string;
  /** Whether to give every passage pair's best link by score as well. */
  readonly allSuggestions: boolean;
  /** What earlier alignments left; without it all is computed anew, with the same result. */
  readonly memo?: AlignmentMemo;
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
  return finish(stagesInSteps(left, right, settings));
}

/**
 * Aligns two essays: scores all passage pairs, takes the best by count, chooses the sentences that carry each link, and
 * explains. It labels no relation. Pure and deterministic; swapping the essays mirrors the links.
 */
export function align(left: Essay, right: Essay, settings: AlignmentSettings = defaultSettings): Reading {
  return finish(alignInSteps(left, right, settings));
}

/** What an alignment comes to on its way: all passage pairs scored, the best of them linked. At its end they are labelled. */
export type AlignmentStage = 'scored' | 'linked';

/** `align` in steps of a few milliseconds at most, even for long essays. */
export function* alignInSteps(
  left: Essay,
  right: Essay,
  settings: AlignmentSettings = defaultSettings,
): Steps<Reading, AlignmentStage> {
  if (left.passages.length * right.passages.length > weights.mostPairs) return declinedReading(left, right);
  return yield* readingInSteps(yield* stagesInSteps(left, right, settings), settings);
}

function* stagesInSteps(
  left: Essay,
  right: Essay,
  settings: AlignmentSettings,
): Steps<AlignmentStages, AlignmentStage> {
  const { memo = new AlignmentMemo() } = settings;
  const concepts = withShippedConcepts(settings.concepts);
  const profiles = [yield* profileSteps(left, concepts, memo), yield* profileSteps(right, concepts, memo)] as const;
  const pair = yield* profilePairInSteps(...profiles);
  yield;
  const scores = yield* settings.similarity(pair, memo);
  yield 'scored';
  const ranked = yield* rankInSteps(scores, (left, right) => contentKey(pair.left[left], pair.right[right]));
  yield;
  const matches = matchPassages(ranked, pair.left.length, pair.right.length);
  yield 'linked';
  return { left, right, pair, scores, ranked, matches };
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
function* readingInSteps(stages: AlignmentStages, settings: AlignmentSettings): Steps<Reading> {
  const { pair } = stages;
  const links = yield* linksInSteps(stages, stages.matches);
  const left = yield* proposeSilences(pair.left, pair.right, pair);
  yield;
  const right = yield* proposeSilences(pair.right, pair.left, pair);
  yield;
  const ranked = settings.allSuggestions ? yield* linksInSteps(stages, stages.ranked) : [];
  return { ...byEngine, name: settings.name ?? engineName, links, silences: { left, right }, ranked };
}

function* linksInSteps(stages: AlignmentStages, matches: readonly Match[]): Steps<Link[]> {
  const links: Link[] = [];
  // Topics are phrases of either essay.
  yield* phrasesInSteps(stages.pair.left);
  yield* phrasesInSteps(stages.pair.right);
  for (const match of matches) {
    const link = linkOf(stages, match);
    if (link !== undefined) links.push(link);
    yield;
  }
  return links;
}

/** The link that a match makes; undefined only for a match of passages that do not exist. */
export function linkOf(stages: AlignmentStages, match: Match): Link | undefined {
  const left = stages.pair.left[match.left];
  const right = stages.pair.right[match.right];
  if (left === undefined || right === undefined) return undefined;
  const choice = chooseSentences(left, right, stages.pair);
  const shared = sharedFeatures(left, right, choice, stages.pair);
  return {
    source: 'engine',
    // Words alone do not tell agreement from conflict: an honest none (docs/engine.md).
    relation: 'undetermined',
    confidence: linkConfidence(match.rank / Math.max(1, linkBudget(stages.pair.left.length, stages.pair.right.length))),
    relationConfidence: null,
    strength: null,
    topic: topicOf(left, right, shared, stages.pair),
    why: null,
    left: sentenceRuns(left, choice.left),
    right: sentenceRuns(right, choice.right),
    evidence: [
      ...shared.slice(0, weights.evidenceTerms).map(termEvidence),
      ...headingEvidence(left, right),
      ...stanceEvidence(stages, left, right, choice, shared),
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
