import type { Concept } from '../corpus/lexicon';
import type { Essay, Passage, Span } from '../text/essay';
import { backgroundRarity } from './background';
import { stemOf, termsOf, type Term } from './terms';
import { weights } from './weights';

/** A lexicon concept found in a passage. */
export interface ConceptMention extends Span {
  readonly id: string;
  /** As a reader sees it. */
  readonly surface: string;
  readonly sentence: number;
}

/** What the engine knows of one passage. */
export interface PassageProfile {
  readonly passage: Passage;
  readonly terms: readonly Term[];
  readonly concepts: readonly ConceptMention[];
  /** How often each feature (a stem, or `#` and a concept's id) occurs in the passage. */
  readonly counts: ReadonlyMap<string, number>;
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
}

/** Profiles one essay; independent of its partner, so that an edit re-reads one side only. */
export function profileEssay(essay: Essay, concepts: readonly Concept[]): PassageProfile[] {
  const forms = conceptForms(concepts);
  const last = Math.max(1, essay.passages.length - 1);
  return essay.passages.map((passage, i) => {
    const terms = termsOf(essay, passage);
    const mentions = findConcepts(passage, terms, forms);
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term.stem, (counts.get(term.stem) ?? 0) + 1);
    for (const mention of mentions) counts.set(`#${mention.id}`, (counts.get(`#${mention.id}`) ?? 0) + 1);
    return {
      passage,
      terms,
      concepts: mentions,
      counts,
      headingStems: headingStems(essay, passage),
      position: i / last,
    };
  });
}

/**
 * Weighs every feature of a pair: min(background rarity, offset + rarity inside the pair), as the experiments on paired essays found best.
 * Features in a large share of the pair's passages are its topic, and weigh nothing.
 */
export function profilePair(left: readonly PassageProfile[], right: readonly PassageProfile[]): PairProfile {
  const passages = [...left, ...right];
  const frequency = new Map<string, number>();
  const capitals = new Map<string, { name: number; all: number }>();
  for (const profile of passages) {
    for (const feature of profile.counts.keys()) frequency.set(feature, (frequency.get(feature) ?? 0) + 1);
    for (const term of profile.terms) {
      const seen = capitals.get(term.stem) ?? { name: 0, all: 0 };
      capitals.set(term.stem, { name: seen.name + (term.isName ? 1 : 0), all: seen.all + 1 });
    }
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
    if (names.has(feature)) value *= weights.nameFactor;
    cache.set(feature, value);
    return value;
  };
  return { left, right, rarity, names };
}

function headingStems(essay: Essay, passage: Passage): ReadonlySet<string> {
  const stems = new Set<string>();
  let depth = 7;
  for (let i = passage.heading; i !== undefined && i >= 0; i -= 1) {
    const heading = essay.headings[i];
    if (heading === undefined || heading.depth >= depth) continue;
    depth = heading.depth;
    const sentence = { start: heading.start, end: heading.end, text: heading.text };
    for (const term of termsOf(essay, { ...sentence, kind: 'paragraph', heading: undefined, sentences: [sentence] }))
      stems.add(term.stem);
  }
  return stems;
}

/** The words from one term to another of the same sentence, as a reader sees them. */
export function phraseOf(passage: Pick<Passage, 'sentences'>, first: Term, last: Term): string {
  return (
    passage.sentences[first.sentence]?.text.slice(first.offset, last.offset + last.surface.length) ?? first.surface
  );
}

interface ConceptForm {
  readonly id: string;
  readonly stems: readonly string[];
}

/** The lexicon's forms by their first stem, longest first, so that “strategic autonomy” wins over “autonomy”. */
function conceptForms(concepts: readonly Concept[]): ReadonlyMap<string, readonly ConceptForm[]> {
  const byFirst = new Map<string, ConceptForm[]>();
  for (const concept of concepts) {
    for (const form of concept.forms) {
      const sentence = { start: 0, end: form.length, text: form };
      const stems = termsOf(
        { text: form },
        { ...sentence, kind: 'paragraph', heading: undefined, sentences: [sentence] },
      ).map((term) => term.stem);
      const first = stems[0] ?? stemOf(form);
      const known = byFirst.get(first) ?? [];
      known.push({ id: concept.id, stems: stems.length === 0 ? [first] : stems });
      byFirst.set(first, known);
    }
  }
  for (const forms of byFirst.values()) forms.sort((a, b) => b.stems.length - a.stems.length);
  return byFirst;
}

function findConcepts(
  passage: Passage,
  terms: readonly Term[],
  forms: ReadonlyMap<string, readonly ConceptForm[]>,
): ConceptMention[] {
  const mentions: ConceptMention[] = [];
  for (let i = 0; i < terms.length; i += 1) {
    const first = terms[i];
    if (first === undefined) continue;
    for (const form of forms.get(first.stem) ?? []) {
      const run = terms.slice(i, i + form.stems.length);
      const fits =
        run.length === form.stems.length &&
        run.every((term, k) => term.stem === form.stems[k] && term.sentence === first.sentence);
      const last = run.at(-1) ?? first;
      if (!fits) continue;
      mentions.push({
        id: form.id,
        start: first.start,
        end: last.end,
        sentence: first.sentence,
        surface: phraseOf(passage, first, last),
      });
      i += form.stems.length - 1;
      break;
    }
  }
  return mentions;
}
