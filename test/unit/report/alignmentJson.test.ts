import { describe, expect, it } from 'vitest';
import { alignmentJson } from '../../../server/report/alignmentJson';
import { compareTexts, nationText, quayPair, townText } from '../pairs';

const engine = { name: 'lexical', version: '3' };
const write = (...args: Parameters<typeof compareTexts>) => {
  const comparison = compareTexts(...args);
  return { comparison, json: alignmentJson('file:///corpus', engine, [comparison]) };
};

describe('the Alignment JSON', () => {
  const { comparison, json } = write();
  const pair = json.pairs[0]!;

  it('says what it is, and of what', () => {
    const { pairs, ...head } = json;
    expect(head).toEqual({ format: 'counterpoint-alignment', version: 1, root: 'file:///corpus', engine });
    expect(pairs).toHaveLength(1);
    expect(pair).toMatchObject({
      theme: 'quay',
      title: 'Who owns the quay?',
      reading: { kind: 'engine', name: 'lexical', version: '3' },
      left: { perspective: 'town', path: 'a.md', title: 'Ours' },
      right: { perspective: 'nation', path: 'b.md', title: 'Everybody’s' },
      rejected: [],
    });
  });

  it('has the keys of the contract and no others', () => {
    expect(Object.keys(pair)).toEqual(['theme', 'title', 'reading', 'left', 'right', 'links', 'rejected', 'silences']);
    expect(pair.links.length).toBeGreaterThan(0);
    for (const link of pair.links) {
      expect(Object.keys(link).sort()).toEqual(
        [
          'id',
          'source',
          'alsoIn',
          'relation',
          'confidence',
          'relationConfidence',
          'strength',
          'topic',
          'why',
          'left',
          'right',
          'evidence',
          'decisions',
        ].sort(),
      );
      for (const quote of [...link.left, ...link.right])
        expect(Object.keys(quote)).toEqual(['quote', 'start', 'end', 'line']);
      for (const item of link.evidence) expect(Object.keys(item)).toEqual(['kind', 'side', 'text']);
    }
    expect(Object.keys(pair.silences.left[0]!)).toEqual(['id', 'topic', 'why', 'spans']);
  });

  it('says null where the source has nothing to say', () => {
    expect(pair.links[0]).toMatchObject({
      relation: 'undetermined',
      relationConfidence: null,
      strength: null,
      why: null,
    });
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
  });

  it('quotes the canonical text, with the line that the quote begins on', () => {
    const lists = (side: 'left' | 'right') => [
      ...pair.links.flatMap((link) => link[side]),
      ...pair.silences[side].flatMap((silence) => silence.spans),
    ];
    for (const side of ['left', 'right'] as const) {
      for (const { quote, start, end, line } of lists(side)) {
        expect(comparison[side].text.slice(start, end)).toBe(quote);
        expect(line).toBe(comparison[side].text.slice(0, start).split('\n').length);
      }
    }
    expect(pair.silences.left[0]?.spans.map((span) => span.line)).toEqual([5, 5, 5]);
  });

  it('says on which side evidence stands', () => {
    const { json: other } = write('However, estuary dredging starts.', 'Yet estuary dredging ends.');
    const sides = other.pairs[0]!.links[0]!.evidence.map(({ kind, side }) => `${kind} ${side}`);
    expect(new Set(sides)).toEqual(new Set(['term both', 'contrast left', 'contrast right']));
  });

  it('has all suggestions only where they were asked for', () => {
    const { json: all } = write(townText, nationText, quayPair, (reading) => ({ ...reading, ranked: reading.links }));
    expect(all.pairs[0]?.ranked).toHaveLength(pair.links.length);
    expect(pair).not.toHaveProperty('ranked');
  });
});
