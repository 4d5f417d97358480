import type { PassageProfile } from './profile';
import type { SharedFeature } from './shared';
import { phraseOf, type Term } from './terms';

/**
 * Names what a link is about in a few words of the texts themselves: a concept of the lexicon that both use, else the most telling phrase
 * of neighbouring words that both use, else the most telling one or two words. Null where nothing telling is shared. The words are the
 * left text's, so swapping the essays can word a topic differently.
 */
export function topicOf(
  left: PassageProfile,
  right: PassageProfile,
  shared: readonly SharedFeature[],
  names: ReadonlySet<string>,
): string | null {
  const top = shared.filter((feature) => feature.inSentences);
  const usable = top.length > 0 ? top : shared;
  const concept = usable.find((feature) => feature.kind === 'concept');
  if (concept !== undefined) return concept.surface;
  // Who is spoken of is not what is spoken of: names make a topic only where there is nothing else.
  const all = usable.filter((feature) => feature.kind === 'term');
  const plain = all.filter((feature) => !names.has(feature.feature));
  const terms = plain.length > 0 ? plain : all;
  const rarity = new Map(terms.map((feature) => [feature.feature, feature.rarity]));
  const phrase = bestPhrase(left, right.terms, rarity);
  if (phrase !== undefined) return phrase;
  const words = terms.slice(0, 2).map((feature) => feature.surface);
  return words.length === 0 ? null : words.join(', ');
}

/** Two or three neighbouring terms that stand together on both sides, the rarest first. */
function bestPhrase(
  left: PassageProfile,
  right: readonly Term[],
  rarity: ReadonlyMap<string, number>,
): string | undefined {
  const key = (terms: readonly Term[]): string => terms.map((term) => term.stem).join(' ');
  const known = new Set([2, 3].flatMap((length) => runs(right, length).map(key)));
  let best: { text: string; value: number } | undefined;
  for (const length of [3, 2]) {
    for (const run of runs(left.terms, length)) {
      const value = run.reduce((sum, term) => sum + (rarity.get(term.stem) ?? 0), 0);
      if (run.some((term) => !rarity.has(term.stem)) || !known.has(key(run))) continue;
      const first = run[0];
      const last = run.at(-1);
      if (first === undefined || last === undefined || value <= (best?.value ?? 0)) continue;
      best = { text: phraseOf(left.passage, first, last), value };
    }
  }
  return best?.text;
}

/** Terms of one sentence that follow each other with nothing but a space or a hyphen between. */
export function runs(terms: readonly Term[], length: number): Term[][] {
  const found: Term[][] = [];
  for (let i = 0; i + length <= terms.length; i += 1) {
    const run = terms.slice(i, i + length);
    const close = run.every((term, k) => {
      const previous = run[k - 1];
      return (
        previous === undefined ||
        (term.sentence === previous.sentence && gapBetween(previous, term) >= 0 && gapBetween(previous, term) <= 1)
      );
    });
    if (close) found.push(run);
  }
  return found;
}

function gapBetween(first: Term, second: Term): number {
  return second.offset - first.offset - first.surface.length;
}
