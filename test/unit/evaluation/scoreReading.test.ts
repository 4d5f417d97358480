import { describe, expect, it } from 'vitest';
import { intervalsOf } from '../../../server/evaluation/bootstrap';
import { type GoldFile, type GoldSet, readGoldSet } from '../../../server/evaluation/goldSet';
import { agreement, figuresOfThemes, type ScoredLink, scoreReading } from '../../../server/evaluation/scoreReading';

const left = ['Ships need quiet harbours.', 'Harbours need careful pilots.', 'Pilots like strong black coffee.'];
const right = ['A quiet harbour costs a fortune.', 'No pilot is careful at night.', 'Lighthouses are painted white.'];
const segments = JSON.stringify(
  [left, right].map((paragraphs, i) => ({
    theme: 1,
    side: i === 0 ? 'East' : 'West',
    units: [
      { type: 'heading', text: 'Ports' },
      ...paragraphs.map((text, p) => ({ type: 'para', id: `${i}.p${p}`, sentences: [text] })),
    ],
  })),
);
const annotation = (links: readonly [number, number, string][]): string =>
  JSON.stringify({
    theme: 1,
    links: links.map(([l, r, relation]) => ({ east: [`0.p${l}.s1`], west: [`1.p${r}.s1`], relation, strength: 2 })),
  });
const files = (a: string, b: string): GoldFile[] => [
  { name: 'segments.json', text: segments },
  { name: 'B.T1.json', text: b },
  { name: 'A.T1.json', text: a },
];
function goldOf(a: readonly [number, number, string][], b: readonly [number, number, string][]): GoldSet {
  const gold = readGoldSet(files(annotation(a), annotation(b)));
  if ('template' in gold) throw new Error(gold.template);
  return gold;
}
const link = (l: number, r: number, relation: string, confidence: number): ScoredLink => ({
  left: [{ quote: left[l] ?? '' }],
  right: [{ quote: right[r] ?? '' }],
  relation,
  confidence,
});

const gold = goldOf(
  [
    [0, 0, 'divergence'],
    [1, 1, 'divergence'],
  ],
  [[0, 0, 'divergence']],
);

describe('a reading scored by a gold set', () => {
  it('is the mean over the annotators, each by itself', () => {
    const { themes } = scoreReading([{ links: [link(0, 0, 'divergence', 0.9), link(2, 2, 'convergence', 0.5)] }], gold);
    const figures = figuresOfThemes(themes);
    expect(figures.pairF1).toBeCloseTo((1 / 2 + 2 / 3) / 2);
    expect(figures.divF1).toBeCloseTo((2 / 3 + 1) / 2);
    expect(figures.relAcc).toBe(1);
    // Paragraphs 2 of both sides are linked by no annotator, and by the reading.
    expect(figures.silence).toBe(0);
  });

  it('looks for a true counterpart among the first suggestions, by confidence', () => {
    const links = [link(0, 1, 'undetermined', 0.9), link(0, 0, 'undetermined', 0.2)];
    const { themes } = scoreReading([{ links }], goldOf([[0, 0, 'convergence']], [[0, 0, 'convergence']]));
    const figures = figuresOfThemes(themes);
    expect(figures).toMatchObject({ hit1: 0.5, hit3: 1, relAcc: 0, relPrec: null, relCov: 0 });
  });

  it('finds quotes however they are marked up, and counts what it does not find', () => {
    const marked = { ...link(0, 0, 'divergence', 1), left: [{ quote: 'ships need *quiet* harbours[^3]' }] };
    const lost = { ...link(0, 0, 'divergence', 1), left: [{ quote: 'Nothing of the kind was said.' }] };
    const score = scoreReading([{ links: [marked, lost] }], gold);
    expect([score.unmapped, score.total]).toEqual([1, 2]);
    expect(score.themes[0]?.links).toBe(1);
  });

  it('scores the full ranking where asked', () => {
    const pair = {
      links: [link(0, 0, 'divergence', 1)],
      ranked: [link(0, 0, 'divergence', 1), link(1, 1, 'divergence', 0.1)],
    };
    expect(figuresOfThemes(scoreReading([pair], gold, true).themes).pairF1).toBeCloseTo((1 + 2 / 3) / 2);
  });

  it('has intervals that hold the figure, the same each time', () => {
    const { themes } = scoreReading([{ links: [link(0, 0, 'divergence', 0.9), link(2, 1, 'divergence', 0.5)] }], gold);
    const { pairF1 } = intervalsOf(themes);
    expect(pairF1).toEqual(intervalsOf(themes).pairF1);
    expect(pairF1?.low).toBeLessThanOrEqual(figuresOfThemes(themes).pairF1);
    expect(pairF1?.high).toBeGreaterThanOrEqual(figuresOfThemes(themes).pairF1);
  });
});

it('annotators are scored by each other', () => {
  expect(agreement(gold)).toMatchObject({ pairF1: 2 / 3, relAcc: 1 });
});

describe('a gold set with a fault', () => {
  it.each([
    ['no segments', [], '“{0}” with its sentences'],
    ['a sentence that is not there', files(annotation([[7, 0, 'divergence']]), annotation([])), 'that is not in'],
    ['a relation that is none', files(annotation([[0, 0, 'maybe']]), annotation([])), '{0}: {1} {2}'],
    ['no annotator', [{ name: 'segments.json', text: segments }], 'No theme'],
  ])('says so: %s', (_, given, said) => {
    const gold = readGoldSet(given);
    expect('template' in gold ? gold.template : '').toContain(said);
  });
});
