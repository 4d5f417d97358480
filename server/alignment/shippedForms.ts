import { shippedConcepts } from '../corpus/shippedLexicon';
import data from './data/shippedForms.json';
import type { StemmedForm } from './facts';

let known: ReadonlyMap<string, StemmedForm> | undefined;

/**
 * The forms of the lexicon that comes with Counterpoint, stemmed before it ships: stemming them takes longer than all else that is made
 * ready. data/shippedForms.json has a line for each form, in the lexicon's order: its stems, and where its words count too, these and which
 * of them the stem is. A test holds it against `stemForm` and writes it anew (`npx vitest --update`).
 */
export function shippedForms(): ReadonlyMap<string, StemmedForm> {
  if (known !== undefined) return known;
  const forms = shippedConcepts.flatMap((concept) => Object.values(concept.forms).flat());
  const lines = data.stems.split('\n');
  known = new Map(forms.map((form, i) => [form, stemmedForm(lines[i] ?? '')]));
  return known;
}

/** A form as a line of the table. */
export function formLine({ stems, spelled }: StemmedForm): string {
  return [stems.join(' '), ...(spelled === undefined ? [] : [spelled.words.join(' '), spelled.first])].join('\t');
}

function stemmedForm(line: string): StemmedForm {
  const [stems = '', words, first] = line.split('\t');
  return {
    stems: stems.split(' '),
    ...(words !== undefined && { spelled: { words: words.split(' '), first: Number(first) } }),
  };
}
