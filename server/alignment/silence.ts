import type { Span } from '../text/essay';
import type { Steps } from '../text/steps';
import { backgroundRarity } from './background';
import { wordsOfNoTopic } from './cues';
import type { PairProfile, PassageProfile } from './profile';
import type { Silence } from './reading';
import { compare } from './shared';
import { phraseOf, type Term } from './terms';
import { isQualifier, runs } from './topic';
import { weights } from './weights';

/**
 * Proposes silences by a rule of its own: an issue that one essay names again and again (a term in several sentences, rare in general prose)
 * and the other never names, neither by that word nor by a concept that it belongs to. It is a proposal: the other essay may speak of the
 * issue in words of its own.
 */
export function* proposeSilences(
  own: readonly PassageProfile[],
  other: readonly PassageProfile[],
  pair: PairProfile,
): Steps<Silence[]> {
  const named = new Set(other.flatMap((profile) => [...profile.counts.keys()]));
  const absent = (feature: string): boolean => !named.has(feature);
  yield;
  const shared = new Set(other.flatMap((profile) => profile.concepts.map((mention) => mention.id)));
  const issues = new Map<
    string,
    { places: { profile: PassageProfile; sentence: number; start: number; end: number }[] }
  >();
  for (const profile of own) {
    yield;
    for (const term of profile.terms) {
      if (
        pair.names.has(term.stem) ||
        !absent(term.stem) ||
        backgroundRarity(term.stem) < weights.issueRarity ||
        isQualifier(term.surface) ||
        wordsOfNoTopic.has(term.stem)
      )
        continue;
      if (
        profile.concepts.some(
          (mention) => shared.has(mention.id) && term.start >= mention.start && term.end <= mention.end,
        )
      )
        continue;
      const issue = issues.get(term.stem) ?? { places: [] };
      issue.places.push({ profile, sentence: term.sentence, start: term.start, end: term.end });
      issues.set(term.stem, issue);
    }
    yield;
  }
  const scored = [...issues].map(([stem, { places }]) => {
    const sentences = new Set(places.map((place) => place.profile.passage.sentences[place.sentence]));
    return { stem, places, sentences: sentences.size, value: sentences.size * backgroundRarity(stem) };
  });
  const kept = scored
    .filter((issue) => issue.sentences >= weights.issueSentences)
    .sort((a, b) => b.value - a.value || compare(a.stem, b.stem));
  const silences: Silence[] = [];
  const covered = new Set<Span>();
  for (const issue of kept) {
    if (silences.length >= weights.silencesASide) break;
    const sentences = [...new Set(issue.places.map((place) => place.profile.passage.sentences[place.sentence]))].filter(
      (s) => s !== undefined,
    );
    // Two words of one issue (“rare”, “earths”) stand in the same sentences: one silence is enough.
    if (sentences.filter((sentence) => covered.has(sentence)).length * 2 > sentences.length) continue;
    for (const sentence of sentences) covered.add(sentence);
    yield;
    silences.push({
      topic: yield* issueName(issue.stem, own, absent),
      why: null,
      spans: sentences.slice(0, weights.silenceSpans).map(({ start, end }) => ({ start, end })),
    });
  }
  return silences;
}

/** The issue as the essay writes it: the phrase of two neighbouring words around the stem that it uses most, else the word itself. */
function* issueName(stem: string, own: readonly PassageProfile[], absent: (feature: string) => boolean): Steps<string> {
  const count = (texts: readonly string[]): [string, number][] => {
    const counts = new Map<string, number>();
    for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
    return [...counts].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
  };
  const having = own.filter((profile) => profile.counts.has(stem));
  const terms = having.flatMap((profile) => profile.terms.filter((term) => term.stem === stem));
  yield;
  const fits = (term: Term): boolean => term.stem === stem || absent(term.stem) || backgroundRarity(term.stem) > 2;
  const phrases: string[] = [];
  for (const profile of having) {
    for (const [first, last] of runs(profile.terms, 2)) {
      if (first === undefined || last === undefined) continue;
      if ((first.stem !== stem && last.stem !== stem) || !fits(first) || !fits(last)) continue;
      phrases.push(phraseOf(profile.passage, first, last));
    }
    yield;
  }
  const phrase = count(phrases)[0];
  // A phrase that stands again and again is how the essay calls the issue, though not each time.
  if (phrase !== undefined && (phrase[1] * 2 >= terms.length || (phrase[1] > 1 && phrase[1] * 3 >= terms.length)))
    return phrase[0];
  return count(terms.map((term) => term.surface))[0]?.[0] ?? stem;
}
