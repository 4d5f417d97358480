import type { Problem } from './problem';
import { lexiconSchema } from './schema';
import { readYaml } from './yamlFile';

/** A named idea with its surface forms in all languages, in the order of the lexicon. */
export interface Concept {
  readonly id: string;
  readonly forms: readonly string[];
}

/** Reads a lexicon. A concept that is named twice gathers the forms of both. */
export function readLexicon(
  source: string,
  path: string,
): { concepts: readonly Concept[]; problems: readonly Problem[] } {
  const file = readYaml(source, lexiconSchema, path);
  return {
    concepts: mergeConcepts(
      (file.value?.concepts ?? []).map(({ id, forms }) => ({ id, forms: Object.values(forms).flat() })),
    ),
    problems: file.problems,
  };
}

/** Joins concepts of the same id. */
export function mergeConcepts(concepts: readonly Concept[]): readonly Concept[] {
  const forms = new Map<string, Set<string>>();
  for (const concept of concepts) {
    const known = forms.get(concept.id) ?? new Set<string>();
    for (const form of concept.forms) known.add(form);
    forms.set(concept.id, known);
  }
  return [...forms].map(([id, known]) => ({ id, forms: [...known] }));
}
