/**
 * Passages of many documents that speak of the same as a text: the engine's similarity (`alignment/similarity.ts`) of one text with all of
 * them at once. It tells what is near, and labels no relation.
 */
import type { AlignmentMemo } from '../alignment/memo';
import { profilePair, type PassageProfile } from '../alignment/profile';
import { cosine, lexicalSimilarity, vectorOf } from '../alignment/similarity';
import type { Span } from '../text/essay';
import type { Steps } from '../text/steps';

/** Below this, two passages share little more than the words of their subject. */
export const leastSimilarity = 0.2;

/** A passage that is near to a text. */
export interface PassageMatch {
  /** Index into the documents. */
  readonly document: number;
  /** The passage. */
  readonly passage: Span;
  /** Its sentence that is nearest: the excerpt to show. */
  readonly sentence: Span;
  /** In [0, 1]; about 1 for the same text. */
  readonly similarity: number;
}

/**
 * For each text the passages that are near to it, nearest first.
 * @param texts profiles of the texts that are looked for
 * @param documents the profiles of each document that is searched
 */
export function* passageMatchSteps(
  texts: readonly PassageProfile[],
  documents: readonly (readonly PassageProfile[])[],
  memo: AlignmentMemo,
): Steps<PassageMatch[][]> {
  const places = documents.flatMap((profiles, document) => profiles.map((profile) => ({ document, profile })));
  const pair = profilePair(
    texts,
    places.map(({ profile }) => profile),
  );
  yield;
  const scores = yield* lexicalSimilarity(pair, memo);
  const found: PassageMatch[][] = [];
  for (const [i, text] of texts.entries()) {
    const vector = vectorOf(text.counts, pair.rarity);
    const near = places.flatMap(({ document, profile }, place): PassageMatch[] => {
      const similarity = Math.min(1, scores[i]?.[place]?.text ?? 0);
      if (similarity < leastSimilarity) return [];
      const { passage } = profile;
      const sentences = pair.sentenceVectors(profile).map((each) => cosine(vector, each));
      const best = sentences.indexOf(Math.max(...sentences));
      return [{ document, passage, sentence: passage.sentences[best] ?? passage, similarity }];
    });
    found.push(
      near.sort((a, b) => b.similarity - a.similarity || a.document - b.document || a.passage.start - b.passage.start),
    );
    yield;
  }
  return found;
}

/** What a span of an essay says, as one text: the sentences that it touches; where it is empty, the passage around it. Undefined where there is none. */
export function textAt(profiles: readonly PassageProfile[], span: Span): PassageProfile | undefined {
  const touches = ({ start, end }: Span): boolean =>
    span.start === span.end ? start <= span.start && span.start <= end : start < span.end && span.start < end;
  const touched = profiles.filter(({ passage }) => touches(passage));
  const [first] = touched;
  if (first === undefined || span.start === span.end) return first;
  const chosen = touched.map((profile) => ({
    profile,
    sentences: profile.passage.sentences
      .map((sentence, i) => ({ sentence, i }))
      .filter(({ sentence }) => touches(sentence)),
  }));
  const inside = (profile: PassageProfile, place: Span): boolean =>
    chosen.some(
      (each) =>
        each.profile === profile &&
        each.sentences.some(({ sentence }) => sentence.start <= place.start && place.start < sentence.end),
    );
  const counts = new Map<string, number>();
  for (const { profile, sentences } of chosen)
    for (const { i } of sentences)
      for (const [feature, count] of profile.sentenceCounts[i] ?? [])
        counts.set(feature, (counts.get(feature) ?? 0) + count);
  return {
    ...first,
    counts,
    sentenceCounts: chosen.flatMap(({ profile, sentences }) =>
      sentences.map(({ i }) => profile.sentenceCounts[i] ?? new Map()),
    ),
    terms: touched.flatMap((profile) => profile.terms.filter((term) => inside(profile, term))),
    concepts: touched.flatMap((profile) => profile.concepts.filter((mention) => inside(profile, mention))),
  };
}
