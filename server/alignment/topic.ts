import { finish, type Steps } from '../text/steps';
import { wordsOfNoTopic } from './cues';
import type { PairProfile, PassageProfile } from './profile';
import type { SharedFeature } from './shared';
import { phraseOf, type Term } from './terms';

/**
 * Names what a link is about as a heading would, in the texts' own words: a concept of the lexicon in several words that both sides use, else the most
 * telling phrase of neighbouring words that both use, else one of either side that the other essay uses elsewhere; last, a single concept or word.
 * Null where nothing telling is shared. Mostly the words are the left text's, so swapping the essays can word a topic differently.
 */
export function topicOf(
  left: PassageProfile,
  right: PassageProfile,
  shared: readonly SharedFeature[],
  pair: Pick<PairProfile, 'left' | 'right' | 'names'>,
): string | null {
  const top = shared.filter((feature) => feature.inSentences);
  const usable = top.length > 0 ? top : shared;
  const concepts = usable.filter((feature) => feature.kind === 'concept');
  const concept = concepts.find((feature) => /\s/u.test(feature.surface));
  if (concept !== undefined) return asHeading(concept.surface);
  // Who is spoken of is not what is spoken of: names make a topic only where there is nothing else.
  const all = usable.filter((feature) => feature.kind === 'term');
  const named = all.filter((feature) => !pair.names.has(feature.feature));
  const telling = named.filter((feature) => !wordsOfNoTopic.has(feature.feature));
  const terms = telling.length > 0 ? telling : named.length > 0 ? named : all;
  const rarity = new Map(terms.map((feature) => [feature.feature, feature.rarity]));
  const phrase =
    bestPhrase(left, phrasesOf([right]), (term) => rarity.get(term.stem), 'all') ??
    bestPhrase(left, phrasesOf(pair.right), (term) => rarity.get(term.stem), 'some') ??
    bestPhrase(right, phrasesOf(pair.left), (term) => rarity.get(term.stem), 'some');
  if (phrase !== undefined) return asHeading(phrase);
  const word = concepts[0] ?? terms.find((feature) => !isQualifier(feature.surface)) ?? terms[0];
  return word === undefined ? null : asHeading(word.surface);
}

/** A possessive is no heading: “Gateway's” is “Gateway”. */
function asHeading(words: string): string {
  return words.replace(/['’]s?$/u, '');
}

const stemsOfRun = (run: readonly Term[]): string => run.map((term) => term.stem).join(' ');
const phrases = new WeakMap<readonly PassageProfile[], ReadonlySet<string>>();

/** The stems of every two or three neighbouring terms of some passages; kept, in steps of some passages each. */
export function* phrasesInSteps(profiles: readonly PassageProfile[]): Steps<ReadonlySet<string>> {
  const known = phrases.get(profiles);
  if (known !== undefined) return known;
  const found = new Set<string>();
  for (const [i, { terms }] of profiles.entries()) {
    if (i % 10 === 9) yield;
    let pair: string | undefined;
    terms.forEach((term, k) => {
      const before = terms[k - 1];
      const next = before !== undefined && areNeighbours(before, term) ? `${before.stem} ${term.stem}` : undefined;
      if (next !== undefined) {
        found.add(next);
        if (pair !== undefined) found.add(`${pair} ${term.stem}`);
      }
      pair = next;
    });
  }
  phrases.set(profiles, found);
  return found;
}

function phrasesOf(profiles: readonly PassageProfile[]): ReadonlySet<string> {
  return finish(phrasesInSteps(profiles));
}

/** The most telling phrase of a passage that is among those given, all or some of its terms being shared; it ends in what can be a noun. */
function bestPhrase(
  { passage, terms }: PassageProfile,
  known: ReadonlySet<string>,
  rarity: (term: Term) => number | undefined,
  which: 'all' | 'some',
): string | undefined {
  let best: { text: string; value: number } | undefined;
  for (const length of [3, 2]) {
    for (const run of runs(terms, length)) {
      const values = run.map((term) => rarity(term));
      const value = values.reduce<number>((sum, each) => sum + (each ?? 0), 0);
      const first = run[0];
      const last = run.at(-1);
      if (first === undefined || last === undefined || value <= (best?.value ?? 0)) continue;
      if (which === 'all' && values.includes(undefined)) continue;
      if (!known.has(stemsOfRun(run)) || run.some((term) => wordsOfNoTopic.has(term.stem))) continue;
      if (which === 'some' && isQualifier(last.surface)) continue;
      best = { text: phraseOf(passage, first, last), value };
    }
  }
  return best?.text;
}

/** Adjectives, adverbs and verb forms name no issue by themselves; told by their endings, since there is no tagger here. */
export function isQualifier(surface: string): boolean {
  return (
    /(?:ing|ed|ly|ive|al|ic|ical|en|ous|ful|ise|ize|ate|ant|ent|able|ible|less)$/u.test(surface.toLowerCase()) &&
    !/(?:ment|ments)$/u.test(surface)
  );
}

/** Terms of one sentence that follow each other with nothing but a space or a hyphen between. */
export function runs(terms: readonly Term[], length: number): Term[][] {
  const found: Term[][] = [];
  /** How many terms up to this one follow each other. */
  let close = 0;
  terms.forEach((term, i) => {
    const before = terms[i - 1];
    close = before !== undefined && areNeighbours(before, term) ? close + 1 : 1;
    if (close >= length) found.push(terms.slice(i + 1 - length, i + 1));
  });
  return found;
}

function areNeighbours(first: Term, second: Term): boolean {
  const gap = second.offset - first.offset - first.surface.length;
  return second.sentence === first.sentence && gap >= 0 && gap <= 1;
}
