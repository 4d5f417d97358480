import { AlignmentMemo } from '../alignment/memo';
import { type PassageProfile, profilePairInSteps, profileSteps } from '../alignment/profile';
import type { Evidence, Link, Reading, Side } from '../alignment/reading';
import { type SharedFeature, sharedFeatures } from '../alignment/shared';
import { weights } from '../alignment/weights';
import type { Concept } from '../corpus/lexicon';
import type { Essay, Span } from '../text/essay';
import { finish, type Steps } from '../text/steps';

/** Adds to the links of a reading the concepts and words that both of its sides share, so that they can be marked. */
export function withSharedEvidence(
  reading: Reading,
  left: Essay,
  right: Essay,
  concepts: readonly Concept[],
  memo?: AlignmentMemo,
): Reading {
  return finish(sharedEvidenceInSteps(reading, left, right, concepts, memo));
}

/** `withSharedEvidence` in steps of a passage or a link each. */
export function* sharedEvidenceInSteps(
  reading: Reading,
  left: Essay,
  right: Essay,
  concepts: readonly Concept[],
  memo: AlignmentMemo = new AlignmentMemo(),
): Steps<Reading> {
  const profiles = [yield* profileSteps(left, concepts, memo), yield* profileSteps(right, concepts, memo)] as const;
  const pair = yield* profilePairInSteps(...profiles);
  const links: Link[] = [];
  for (const link of reading.links) {
    const shared = chosen(pair.left, link.left).flatMap((l) =>
      chosen(pair.right, link.right).flatMap((r) =>
        sharedFeatures(l.profile, r.profile, { left: l.sentences, right: r.sentences }, pair).filter(
          (feature) => feature.inSentences,
        ),
      ),
    );
    links.push({ ...link, evidence: [...link.evidence, ...mergeFeatures(shared)] });
    yield;
  }
  return { ...reading, links };
}

interface ChosenSentences {
  readonly profile: PassageProfile;
  readonly sentences: readonly number[];
}

/** The passages that some spans lie in, each with the sentences that they hold. */
function chosen(profiles: readonly PassageProfile[], spans: readonly Span[]): ChosenSentences[] {
  return profiles.flatMap((profile) => {
    const sentences = profile.passage.sentences.flatMap((sentence, i) =>
      spans.some((span) => span.start <= sentence.start && sentence.end <= span.end) ? [i] : [],
    );
    return sentences.length === 0 ? [] : [{ profile, sentences }];
  });
}

/** Each feature once, with all its places, the rarest first. */
function mergeFeatures(features: readonly SharedFeature[]): Evidence[] {
  const merged = new Map<string, SharedFeature>();
  for (const feature of features) {
    const known = merged.get(feature.feature);
    const join = (side: Side): readonly Span[] => [
      ...(known?.[side] ?? []),
      ...feature[side].filter((span) => known?.[side].every((other) => other.start !== span.start) ?? true),
    ];
    merged.set(feature.feature, { ...feature, ...known, left: join('left'), right: join('right') });
  }
  return [...merged.values()]
    .sort((a, b) => b.rarity - a.rarity || (a.feature < b.feature ? -1 : 1))
    .slice(0, weights.evidenceTerms)
    .map(({ kind, surface, left, right }) => ({ kind, text: surface, left, right }));
}
