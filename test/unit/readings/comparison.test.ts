import { describe, expect, it } from 'vitest';
import type { Link } from '../../../server/alignment/reading';
import { countRelations, quoteOf } from '../../../server/readings/comparison';
import { readPair } from '../../../server/readings/readPair';
import { readEssay } from '../../../server/text/readEssay';
import { compareTexts, nationText, quayPair, townText } from '../pairs';

const ids = (...args: Parameters<typeof compareTexts>): string[] => {
  const { links, silences } = compareTexts(...args);
  return [...links, ...silences.left, ...silences.right].map(({ id }) => id);
};

describe('the ids of links and silences', () => {
  it('are there, and all different', () => {
    expect(ids().length).toBeGreaterThan(1);
    expect(new Set(ids()).size).toBe(ids().length);
    for (const id of ids()) expect(id).toMatch(/^[0-9a-f]{16}(?:-\d+)?$/);
  });

  it('stay when white space, line ends, emphasis and note marks change', () => {
    expect(ids(townText.replaceAll('\n', '\r\n'))).toEqual(ids());
    expect(
      ids(townText.replace('harbour fee pays', 'harbour\nfee   **pays**').replace('dredging.[^1]', 'dredging.')),
    ).toEqual(ids());
    expect(ids('\n\n' + townText)).toEqual(ids());
  });

  it('change when letters change, on either side', () => {
    expect(ids(townText.replace('fee pays', 'fees pays'))[0]).not.toBe(ids()[0]);
    expect(ids(townText, nationText.replace('ever paid', 'has paid'))[0]).not.toBe(ids()[0]);
  });

  it('change with the essays’ paths', () => {
    expect(ids(townText, nationText, { ...quayPair, left: { ...quayPair.left, path: 'c.md' } })[0]).not.toBe(ids()[0]);
  });

  it('differ for two links of the very same sentences', () => {
    const { links } = compareTexts(townText, nationText, quayPair, (reading) => ({
      ...reading,
      links: [...reading.links, ...reading.links],
    }));
    expect(new Set(links.map((link) => link.id)).size).toBe(links.length);
  });
});

describe('what is shown', () => {
  it('has its links by source, then confidence, then position', () => {
    const [link] = compareTexts().links;
    const made = (source: Link['source'], confidence: number, start: number): Link => ({
      ...link!,
      source,
      confidence,
      left: [{ start, end: start + 5 }],
    });
    const wanted = [
      made('published', 0.1, 9),
      made('model', 0.2, 8),
      made('engine', 0.9, 7),
      made('engine', 0.5, 2),
      made('engine', 0.5, 6),
    ];
    const { links } = compareTexts(townText, nationText, quayPair, (reading) => ({
      ...reading,
      links: [...wanted].reverse(),
    }));
    expect(links.map((l) => [l.source, l.confidence, l.left[0]?.start])).toEqual(
      wanted.map((l) => [l.source, l.confidence, l.left[0]?.start]),
    );
  });

  it('quotes the essays verbatim', () => {
    const comparison = compareTexts();
    expect(quoteOf(comparison.left, comparison.links[0]!.left[0]!)).toBe('A harbour fee pays for the dredging.[^1]');
  });

  it('counts every relation', () => {
    expect(
      countRelations([{ relation: 'divergence' }, { relation: 'divergence' }, { relation: 'undetermined' }]),
    ).toEqual({
      convergence: 0,
      divergence: 2,
      undetermined: 1,
    });
  });
});

describe('reading a pair', () => {
  const essays = new Map([
    ['a.md', readEssay(townText)],
    ['b.md', readEssay(nationText)],
  ]);

  it('aligns its essays with the corpus’s concepts', () => {
    const comparison = readPair(quayPair, essays, [{ id: 'fee', forms: ['harbour fee'] }], { allSuggestions: true });
    expect(comparison?.links[0]?.evidence).toContainEqual(
      expect.objectContaining({ kind: 'concept', text: 'harbour fee' }),
    );
    expect(comparison?.ranked.length).toBeGreaterThan(0);
  });

  it('gives nothing where an essay is missing', () => {
    expect(readPair({ ...quayPair, right: { ...quayPair.right, path: 'none.md' } }, essays, [])).toBeUndefined();
  });
});
