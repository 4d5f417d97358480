/** How each side of a corpus uses a concept: its sentences, the words that come with it, the links it stands in. */
import { conceptNamed } from '../alignment/facts';
import { AlignmentMemo } from '../alignment/memo';
import { profileSteps } from '../alignment/profile';
import type { Side } from '../alignment/reading';
import type { Term } from '../alignment/terms';
import type { Concept } from '../corpus/lexicon';
import type { ComparedLink, Comparison } from '../readings/comparison';
import type { Essay, Sentence, Span } from '../text/essay';
import type { Steps } from '../text/steps';

/** A sentence that names the concept. */
export interface LensSentence {
  /** Index of the comparison whose essay it stands in. */
  readonly theme: number;
  readonly sentence: Sentence;
  /** Where the concept is named, in UTF-16 code units of the sentence's text as a reader sees it. */
  readonly marks: readonly Span[];
}

/** A word beside the concept. */
export interface LensWord {
  /** As it is written most often. */
  readonly word: string;
  /** How often it stands in each side's sentences with the concept. */
  readonly left: number;
  readonly right: number;
  /** The log-odds ratio in standard deviations: above 0 it goes with the concept on the left, below 0 on the right. */
  readonly z: number;
}

export interface ConceptLens {
  readonly left: readonly LensSentence[];
  readonly right: readonly LensSentence[];
  /** Those of one side only and of both; the most telling first. */
  readonly words: Readonly<Record<Side | 'both', readonly LensWord[]>>;
  /** Links of which a claim names the concept; those of which both do first, then the surest. */
  readonly links: readonly { readonly theme: number; readonly link: ComparedLink; readonly isOnBothSides: boolean }[];
}

/** How many pseudo-words the prior weighs: about as many as some twenty sentences hold. */
const priorWords = 300;
const mostWords = 24;
const sides: readonly Side[] = ['left', 'right'];

/** The concept that a reader means by some words: the lexicon's that has them as a form, else one of these words only. */
export function conceptMeant(words: string, concepts: readonly Concept[]): Concept {
  const named = conceptNamed(words, concepts);
  return concepts.find(({ id }) => id === named) ?? { id: '', forms: [words] };
}

/** Looks at a concept in all comparisons, an essay a step or finer. `concepts` are those of which longer names win over shorter ones. */
export function* conceptLensSteps(
  comparisons: readonly Comparison[],
  concept: Concept,
  concepts: readonly Concept[],
): Steps<ConceptLens> {
  const memo = new AlignmentMemo();
  const known = concept.id === '' ? [concept] : concepts;
  const sentences: Record<Side, LensSentence[]> = { left: [], right: [] };
  const words = new WordCounts();
  const links: { theme: number; link: ComparedLink; isOnBothSides: boolean }[] = [];
  const read = new Set<Essay>();
  for (const [theme, comparison] of comparisons.entries()) {
    const mentions: Record<Side, Span[]> = { left: [], right: [] };
    for (const side of sides) {
      const essay = comparison[side];
      const profiles = yield* profileSteps(essay, known, memo);
      for (const { passage, terms, concepts: named } of profiles) {
        const own = named.filter(({ id }) => id === concept.id);
        mentions[side].push(...own);
        // An essay that stands in several pairs is read once.
        if (read.has(essay)) continue;
        passage.sentences.forEach((sentence, i) => {
          const here = own.filter((mention) => mention.sentence === i);
          const beside = terms.filter((term) => term.sentence === i && !here.some((mention) => overlap(mention, term)));
          words.add(here.length > 0 ? side : undefined, beside);
          if (here.length > 0)
            sentences[side].push({
              theme,
              sentence,
              marks: marksIn(
                sentence.text,
                here.map(({ surface }) => surface),
              ),
            });
        });
      }
      read.add(essay);
    }
    for (const link of comparison.links) {
      const named = sides.filter((side) =>
        mentions[side].some((mention) => link[side].some((span) => overlap(span, mention))),
      );
      if (named.length > 0) links.push({ theme, link, isOnBothSides: named.length === 2 });
    }
    yield;
  }
  return {
    ...sentences,
    words: words.weighed(),
    links: links.sort(
      (a, b) => Number(b.isOnBothSides) - Number(a.isOnBothSides) || b.link.confidence - a.link.confidence,
    ),
  };
}

function marksIn(text: string, surfaces: readonly string[]): Span[] {
  let from = 0;
  return surfaces.flatMap((surface) => {
    const start = text.indexOf(surface, from);
    if (start < 0) return [];
    from = start + surface.length;
    return [{ start, end: from }];
  });
}

/**
 * Words beside a concept, weighed by the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi and Quinn, “Fightin’ Words”,
 * Political Analysis 16, 2008, section 3.5.1). The prior is how often each word stands in all the texts.
 */
class WordCounts {
  readonly #counts = new Map<string, { left: number; right: number; all: number; surfaces: Map<string, number> }>();

  add(side: Side | undefined, terms: readonly Term[]): void {
    for (const { stem, surface } of terms) {
      const count = this.#counts.get(stem) ?? { left: 0, right: 0, all: 0, surfaces: new Map<string, number>() };
      count.all += 1;
      if (side !== undefined) count[side] += 1;
      const word = surface.toLowerCase();
      count.surfaces.set(word, (count.surfaces.get(word) ?? 0) + 1);
      this.#counts.set(stem, count);
    }
  }

  weighed(): ConceptLens['words'] {
    const counts = [...this.#counts.values()];
    const sum = (of: 'left' | 'right' | 'all'): number => counts.reduce((total, count) => total + count[of], 0);
    const [left, right, all] = [sum('left'), sum('right'), sum('all')];
    const words = counts
      .filter((count) => count.left + count.right > 0)
      .map((count): LensWord => {
        const prior = (priorWords * count.all) / all;
        const odds = (own: number, total: number): number =>
          Math.log((own + prior) / (total + priorWords - own - prior));
        const deviation = Math.sqrt(1 / (count.left + prior) + 1 / (count.right + prior));
        const z = (odds(count.left, left) - odds(count.right, right)) / deviation;
        return { word: mostFrequent(count.surfaces), left: count.left, right: count.right, z };
      });
    const byWord = (a: LensWord, b: LensWord): number => (a.word < b.word ? -1 : a.word > b.word ? 1 : 0);
    const pick = (fits: (word: LensWord) => boolean, weight: (word: LensWord) => number): LensWord[] =>
      words
        .filter(fits)
        .sort((a, b) => weight(b) - weight(a) || byWord(a, b))
        .slice(0, mostWords);
    return {
      left: pick(
        (word) => word.right === 0,
        ({ z }) => z,
      ),
      right: pick(
        (word) => word.left === 0,
        ({ z }) => -z,
      ),
      both: pick(
        (word) => word.left > 0 && word.right > 0,
        (word) => Math.min(word.left, word.right),
      ),
    };
  }
}

function mostFrequent(surfaces: ReadonlyMap<string, number>): string {
  const [first] = [...surfaces].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return first?.[0] ?? '';
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}
