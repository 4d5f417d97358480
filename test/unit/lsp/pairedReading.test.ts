import { describe, expect, it } from 'vitest';
import { pairedReadingView } from '../../../server/lsp/pairedReading';
import { translator } from '../../../server/report/translate';
import { withoutDecisions } from '../../../server/review/merge';
import { compareTexts, quayPair } from '../pairs';

const comparison = withoutDecisions(compareTexts());
const placed = {
  id: 'file:///x#quay/town/nation',
  root: 'file:///x',
  pair: quayPair,
  uris: { left: 'file:///x/a.md', right: 'file:///x/b.md' },
  labels: { left: 'Town', right: 'Nation' },
};
const view = pairedReadingView(
  { placed, comparison, revision: 7 },
  [{ id: 'fee', forms: ['harbour fee'] }],
  { readings: [], shown: undefined },
  undefined,
  translator(undefined),
);

describe('what the paired reading view is given', () => {
  it('is the running text as a reader sees it: no markup, note marks or headings', () => {
    const [first] = view.left.passages;
    expect(first?.sentences.map(({ text }) => text)).toEqual(['A harbour fee pays for the dredging.', 'It is fair.']);
    expect(view.left.headings.map(({ text }) => text)).toEqual(['Ours']);
  });

  it('holds every sentence of every passage, in order', () => {
    for (const side of ['left', 'right'] as const)
      expect(view[side].passages.map(({ sentences }) => sentences.length)).toEqual(
        comparison[side].passages.map(({ sentences }) => sentences.length),
      );
  });

  it('names for each link the sentences that it is about', () => {
    expect(view.links.length).toBe(comparison.links.length);
    expect(view.links.length).toBeGreaterThan(0);
    for (const side of ['left', 'right'] as const)
      for (const link of view.links) {
        const quotes = comparison.links
          .find(({ id }) => id === link.id)
          ?.[side].map(({ start, end }) => comparison[side].text.slice(start, end));
        const sentences = link[side].flatMap(({ passage, from, to }) =>
          (view[side].passages[passage]?.sentences ?? []).slice(from, to),
        );
        // The words of the quote, whatever its markup.
        const letters = (text: string): string => text.replace(/\[\^[^\]]*\]|\P{L}/gu, '');
        expect(letters(sentences.map(({ text }) => text).join(''))).toBe(letters(quotes?.join('') ?? ''));
      }
  });

  it('offers over a claim what its note in the editor offers', () => {
    const actions = view.links[0]?.actions;
    expect(actions?.left.map(({ argument }) => argument.side)).toEqual(actions?.left.map(() => 'right'));
    expect(actions?.right[0]).toMatchObject({ command: 'counterpoint.goToCounterpart', argument: { side: 'left' } });
  });

  it('holds an engine link’s quotes with what both sides share marked on each; joined they are what the claims say', () => {
    const link = view.links.find(({ left }) => left[0]?.passage === 0);
    for (const side of ['left', 'right'] as const) {
      const parts = link?.marked?.[side].quotes.flat() ?? [];
      const shared = parts.filter(({ mark }) => mark === 'shared').map(({ text }) => text);
      expect(shared).toContain('fee');
      const sentences = link?.[side].flatMap(({ passage, from, to }) =>
        (view[side].passages[passage]?.sentences ?? []).slice(from, to).map(({ text }) => text),
      );
      expect(parts.map(({ text }) => text).join('')).toBe(sentences?.join(' '));
      expect(link?.marked?.[side].excerpts.length).toBe(1);
    }
    expect(link?.evidence).toContain('fee');
  });

  it('names the lexicon’s concepts that either essay names', () => {
    expect(view.concepts).toEqual([{ id: 'fee', label: 'harbour fee' }]);
    expect(view.left.passages[0]?.concepts).toEqual(['fee']);
  });
});
