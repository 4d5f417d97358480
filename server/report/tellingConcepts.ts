import { stemsOf } from '../alignment/facts';
import type { Concept } from '../corpus/lexicon';

/**
 * Concepts by the forms that tell them from other words. A form of several words of which function words leave one (“one-China”: china) would
 * count every mention of that word, and is left out.
 */
export function tellingConcepts(concepts: readonly Concept[]): readonly Concept[] {
  return concepts.map(({ id, forms }) => ({ id, forms: forms.filter(isTelling) }));
}

function isTelling(form: string): boolean {
  const words = form.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length < 2 || stemsOf(form).length > 1;
}
