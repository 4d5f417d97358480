import { describe, expect, it } from 'vitest';
import { type DigestedView, digestInSteps, Published } from '../../../server/lsp/published';
import { finish } from '../../../server/text/steps';
import { nothingReviewed } from '../client/undecided';

const essay = (uri: string) => ({ uri, perspective: uri, label: uri, title: uri });

const view = (revision: number, reading = 'lexical engine 1'): DigestedView =>
  finish(
    digestInSteps({
      pair: { id: 'pair', theme: 't', title: 't', questions: [], left: essay('l'), right: essay('r') },
      revision,
      links: [],
      silences: { left: [], right: [] },
      counts: { convergence: 0, divergence: 0, undetermined: 0 },
      reading,
      ...nothingReviewed,
    }),
  );

describe('what is published', () => {
  it('keeps its revision as long as it says the same', () => {
    const published = new Published();
    expect(published.comparison(view(1)).revision).toBe(1);
    expect(published.comparison(view(2)).revision).toBe(1);
    expect(published.comparison(view(3, 'another reading')).revision).toBe(3);
    expect(published.comparison(view(4)).revision).toBe(4);
  });

  it('is news once, and only where something else was known', () => {
    const published = new Published();
    expect(published.isNews('pair', view(1))).toBe(false);
    published.first(view(1));
    expect(published.isNews('pair', view(2))).toBe(false);
    expect(published.isNews('pair', view(3, 'another reading'))).toBe(true);
    expect(published.isNews('pair', view(4, 'another reading'))).toBe(false);
    expect(published.comparison(view(5, 'another reading')).revision).toBe(3);
    expect(published.isNews('pair', undefined)).toBe(true);
    expect(published.isNews('pair', undefined)).toBe(false);
    expect(published.isNews('pair', view(6))).toBe(true);
  });

  it('is news as well where whole texts are shown and are others', () => {
    const published = new Published();
    expect(published.areNewTexts('pair', 'a text')).toBe(false);
    published.texts('pair', 'a text');
    expect(['a text', 'another', 'another'].map((text) => published.areNewTexts('pair', text))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('tells other corpora from the same', () => {
    const published = new Published();
    const corpus = { root: 'file:///c', title: 'c', pairs: [], context: [] };
    expect([[corpus], [{ ...corpus }], []].map((views) => published.corpora(views))).toEqual([true, false, true]);
  });
});
