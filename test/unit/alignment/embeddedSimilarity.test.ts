import { describe, expect, it } from 'vitest';
import { align, alignmentStages, defaultSettings } from '../../../server/alignment/align';
import { embeddedSimilarity } from '../../../server/alignment/embeddedSimilarity';
import { readEssay } from '../../../server/text/readEssay';

const left = readEssay('Harbours want dredging.\n\nHarbours fear storms.');
const right = readEssay('Harbours silt up.\n\nHarbours meet gales.');
/** What a model knows that words do not tell: mud is one thing, weather the other. */
const vectors = new Map([
  ['Harbours want dredging.', [1, 0.1]],
  ['Harbours silt up.', [0.9, 0]],
  ['Harbours fear storms.', [0.1, 1]],
  ['Harbours meet gales.', [0, 0.8]],
]);
const vectorOf = (sentence: string): Float32Array | undefined => {
  const vector = vectors.get(sentence);
  return vector && Float32Array.from(vector);
};
const settings = { ...defaultSettings, similarity: embeddedSimilarity(vectorOf), name: 'lexical + m' };

describe('the similarity with a model’s vectors', () => {
  it('puts those passages first whose vectors point the same way, in either order of the essays', () => {
    const firstTwo = (a = left, b = right): string[] =>
      alignmentStages(a, b, settings)
        .ranked.slice(0, 2)
        .map((match) => `${match.left}${match.right}`)
        .sort();
    expect(firstTwo()).toEqual(['00', '11']);
    expect(firstTwo(right, left)).toEqual(['00', '11']);
  });

  it('names the model in its reading', () => {
    expect(align(left, right, settings).name).toBe('lexical + m');
    expect(align(left, right).name).toBe('lexical');
  });

  it('ranks as words alone do where no sentence has a vector', () => {
    const none = { ...defaultSettings, similarity: embeddedSimilarity(() => undefined) };
    const order = (using: typeof none): string[] =>
      alignmentStages(left, right, using).ranked.map((match) => `${match.left}${match.right}`);
    expect(order(none)).toEqual(order(defaultSettings));
  });
});
