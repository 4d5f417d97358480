import { describe, expect, it } from 'vitest';
import data from '../../../server/corpus/data/euChina.lexicon.json';
import { lexiconSchema } from '../../../server/corpus/schema';
import { shippedConcepts, withShippedConcepts } from '../../../server/corpus/shippedLexicon';

describe('the lexicon that comes with Counterpoint', () => {
  it('is a lexicon as readers write it', () => {
    const concepts = data.concepts.map(({ id, forms }) => ({ id, forms }));
    expect(lexiconSchema.safeParse({ concepts }).error?.issues ?? []).toEqual([]);
  });

  it('names at least 150 concepts, each once, each in English and Chinese', () => {
    expect(shippedConcepts.length).toBeGreaterThanOrEqual(150);
    expect(new Set(shippedConcepts.map(({ id }) => id)).size).toBe(shippedConcepts.length);
    for (const { id, forms } of shippedConcepts) {
      expect(Object.keys(forms).sort(), id).toEqual(['en', 'zh']);
      for (const each of Object.values(forms)) expect(each.length, id).toBeGreaterThan(0);
    }
  });

  it('gives the names that one side prefers among the forms, so that they are found', () => {
    for (const { id, forms, sides = {} } of shippedConcepts)
      for (const name of Object.values(sides).flat()) expect(Object.values(forms).flat(), id).toContain(name);
  });

  it('gathers its forms with those that a corpus gives to the same concept', () => {
    const id = shippedConcepts[0]!.id;
    const all = withShippedConcepts([{ id, forms: ['a form of my own'] }]);
    expect(all.filter((concept) => concept.id === id)).toHaveLength(1);
    expect(all.find((concept) => concept.id === id)!.forms).toContain('a form of my own');
    expect(all).toHaveLength(shippedConcepts.length);
  });
});
