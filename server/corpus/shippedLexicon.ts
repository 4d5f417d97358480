import data from './data/euChina.lexicon.json';
import { type Concept, mergeConcepts } from './lexicon';

/** A concept of the lexicon that comes with Counterpoint. */
export interface ShippedConcept {
  readonly id: string;
  /** Surface forms by language (BCP 47). */
  readonly forms: Readonly<Record<string, readonly string[]>>;
  /** The names that authors of one side prefer, by perspective. */
  readonly sides?: Readonly<Record<string, readonly string[]>>;
}

/** The lexicon of EU–China policy that comes with Counterpoint, English and Chinese; a test checks it against the schema of lexicons. */
export const shippedConcepts: readonly ShippedConcept[] = data.concepts;

const merged = new WeakMap<readonly Concept[], readonly Concept[]>();

/** A corpus's own concepts with those that come with Counterpoint; one of the same id gathers the forms of both. The same list for the same list. */
export function withShippedConcepts(own: readonly Concept[]): readonly Concept[] {
  let all = merged.get(own);
  if (all === undefined) {
    const shipped = shippedConcepts.map(({ id, forms }) => ({ id, forms: Object.values(forms).flat() }));
    all = mergeConcepts([...own, ...shipped]);
    merged.set(own, all);
  }
  return all;
}
