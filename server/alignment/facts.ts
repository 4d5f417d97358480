import type { Concept } from '../corpus/lexicon';
import type { Essay, Passage, Span } from '../text/essay';
import { shippedForms } from './shippedForms';
import { phraseOf, stemOf, stemsOfWord, termsOf, type Term, wordsOf } from './terms';

/** A lexicon concept found in a passage. */
export interface ConceptMention extends Span {
  readonly id: string;
  /** As a reader sees it. */
  readonly surface: string;
  readonly sentence: number;
}

/** What a passage's source alone tells, with a lexicon: the same wherever the passage stands. Spans count from the passage's start. */
export interface PassageFacts {
  readonly terms: readonly Term[];
  readonly concepts: readonly ConceptMention[];
  /** How often each feature (a stem, or `#` and a concept's id) occurs. */
  readonly counts: ReadonlyMap<string, number>;
  /** The same for each of its sentences. */
  readonly sentenceCounts: readonly ReadonlyMap<string, number>[];
}

/** The facts of one passage of an essay. */
export function passageFacts(essay: Pick<Essay, 'text'>, passage: Passage, forms: ConceptForms): PassageFacts {
  const terms = termsOf(essay, passage).map((term) => shifted(term, -passage.start));
  const concepts = findConcepts(passage, terms, forms);
  const counts = new Map<string, number>();
  const sentenceCounts = passage.sentences.map(() => new Map<string, number>());
  const add = (sentence: number, feature: string): void => {
    for (const map of [counts, sentenceCounts[sentence]]) map?.set(feature, (map.get(feature) ?? 0) + 1);
  };
  for (const term of terms) add(term.sentence, term.stem);
  for (const mention of concepts) add(mention.sentence, `#${mention.id}`);
  return { terms, concepts, counts, sentenceCounts };
}

/** A place so many units further on. */
export function shifted<T extends Span>(place: T, by: number): T {
  return { ...place, start: place.start + by, end: place.end + by };
}

/** The stems of the words of a text that is no passage, in order. */
export function stemsOf(text: string): string[] {
  return wordsOf(text).flatMap(({ word }) => stemsOfWord(word));
}

/** The id of the concept that a text names and says nothing beside it; undefined where there is none. */
export function conceptNamed(text: string, concepts: readonly Concept[]): string | undefined {
  const passage = passageOf(text);
  const terms = termsOf({ text }, passage);
  const [mention] = findConcepts(passage, terms, conceptForms(concepts));
  return mention?.start === terms[0]?.start && mention?.end === terms.at(-1)?.end ? mention?.id : undefined;
}

/** A text as a passage of one sentence. */
function passageOf(text: string): Passage {
  const sentence = { start: 0, end: text.length, text };
  return { ...sentence, kind: 'paragraph', heading: undefined, sentences: [sentence] };
}

interface ConceptForm extends StemmedForm {
  readonly id: string;
}

/** What a form of a concept is looked for by. */
export interface StemmedForm {
  readonly stems: readonly string[];
  /** Its words, where function words are among them, and which of them the first stem is. Without them, the stems alone are looked for. */
  readonly spelled?: { readonly words: readonly string[]; readonly first: number };
}

/** A lexicon's forms by their first stem. */
export type ConceptForms = ReadonlyMap<string, readonly ConceptForm[]>;

const prepared = new WeakMap<readonly Concept[], ConceptForms>();

/** The lexicon's forms by their first stem, longest first, so that “strategic autonomy” wins over “autonomy”; made once for a list of concepts. */
export function conceptForms(concepts: readonly Concept[]): ConceptForms {
  let forms = prepared.get(concepts);
  if (forms === undefined) {
    forms = prepare(concepts);
    prepared.set(concepts, forms);
  }
  return forms;
}

function prepare(concepts: readonly Concept[]): ConceptForms {
  const byFirst = new Map<string, ConceptForm[]>();
  const shipped = shippedForms();
  for (const concept of concepts) {
    for (const form of concept.forms) {
      const stemmed = { id: concept.id, ...(shipped.get(form) ?? stemForm(form)) };
      const first = stemmed.stems[0] ?? form;
      const known = byFirst.get(first);
      if (known === undefined) byFirst.set(first, [stemmed]);
      else known.push(stemmed);
    }
  }
  for (const forms of byFirst.values()) forms.sort((a, b) => b.stems.length - a.stems.length);
  return byFirst;
}

/** Stems a form of a concept. */
export function stemForm(form: string): StemmedForm {
  const stems = stemsOf(form);
  const spelled = spelledOut(form, stems.length);
  return { stems: stems.length === 0 ? [stemOf(form)] : stems, ...(spelled !== undefined && { spelled }) };
}

/**
 * The words of a form of which function words leave one stem: “one-China” would else be every China, “US policy” every policy. Longer forms
 * tell enough without theirs (“war in Ukraine”, “war against Ukraine”).
 */
function spelledOut(form: string, stems: number): ConceptForm['spelled'] {
  if (stems !== 1) return undefined;
  const words = wordsOf(form).map(({ word }) => word);
  return words.length === 1 ? undefined : { words, first: words.findIndex((word) => stemsOfWord(word).length === 1) };
}

/** Whether the words of a form stand around its stem in the words of a sentence, just as they are but for case. */
function isSpelledOut(
  there: ReturnType<typeof wordsOf>,
  term: Term,
  { words, first }: NonNullable<ConceptForm['spelled']>,
): boolean {
  const from = there.findIndex(({ offset }) => offset === term.offset) - first;
  return words.every((word, i) => i === first || there[from + i]?.word === word);
}

function findConcepts(passage: Passage, terms: readonly Term[], forms: ConceptForms): ConceptMention[] {
  const mentions: ConceptMention[] = [];
  const words = new Map<number, ReturnType<typeof wordsOf>>();
  const wordsIn = (sentence: number): ReturnType<typeof wordsOf> => {
    let known = words.get(sentence);
    if (known === undefined) {
      known = wordsOf(passage.sentences[sentence]?.text ?? '');
      words.set(sentence, known);
    }
    return known;
  };
  for (let i = 0; i < terms.length; i += 1) {
    const first = terms[i];
    if (first === undefined) continue;
    for (const form of forms.get(first.stem) ?? []) {
      const run = terms.slice(i, i + form.stems.length);
      const fits =
        run.length === form.stems.length &&
        run.every((term, k) => term.stem === form.stems[k] && term.sentence === first.sentence) &&
        (form.spelled === undefined || isSpelledOut(wordsIn(first.sentence), first, form.spelled));
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
