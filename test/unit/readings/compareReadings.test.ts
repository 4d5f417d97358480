import { describe, expect, it } from 'vitest';
import { type Claim, compareReadings, f1, relationAgreement } from '../../../server/readings/compareReadings';
import { readEssay } from '../../../server/text/readEssay';

const left = readEssay('One stands. One sits.\n\nTwo stands.\n\nThree stands.\n');
const right = readEssay('Uno sta. Uno siede.\n\nDue sta.\n\nTre sta.\n');
const at = (essay: typeof left, text: string) => {
  const start = essay.text.indexOf(text);
  expect(start).toBeGreaterThanOrEqual(0);
  return { start, end: start + text.length };
};
const claim = (l: string, r: string, relation: Claim['relation'], weight = 1): Claim => ({
  left: [at(left, l)],
  right: [at(right, r)],
  relation,
  topic: `${l} / ${r}`,
  weight,
});

describe('two readings of the same essays', () => {
  const a = [
    claim('One stands.', 'Uno sta.', 'convergence'),
    claim('Two stands.', 'Due sta.', 'divergence'),
    claim('Three stands.', 'Due sta.', 'divergence'),
  ];
  const b = [
    claim('One sits.', 'Uno sta.', 'convergence'),
    claim('Two stands.', 'Due sta.', 'convergence'),
    claim('Two stands.', 'Tre sta.', 'divergence'),
    claim('One stands.', 'Tre sta.', 'divergence'),
  ];
  const compared = compareReadings(left, right, a, b);

  it('agree on the passage pairs that both link, whichever sentences carry them', () => {
    expect(compared.pairs).toEqual({ first: 3, second: 4, both: 2 });
    expect(f1(compared.pairs)).toBeCloseTo(4 / 7);
    expect(compared.sentencePairs).toEqual({ first: 3, second: 4, both: 1 });
  });

  it('are compared by relation there', () => {
    expect(compared.relations).toEqual([
      ['convergence', 'convergence'],
      ['divergence', 'convergence'],
    ]);
    expect(relationAgreement(compared.relations)).toMatchObject({ same: 1, of: 2, share: 0.5, kappa: 0 });
  });

  it('each have links of their own', () => {
    expect(compared.onlyFirst.map(({ topic }) => topic)).toEqual(['Three stands. / Due sta.']);
    expect(compared.onlySecond.map(({ topic }) => topic)).toEqual(['Two stands. / Tre sta.', 'One stands. / Tre sta.']);
  });

  it('mirror each other', () => {
    const back = compareReadings(left, right, b, a);
    expect(back.pairs).toEqual({ first: 4, second: 3, both: 2 });
    expect(back.onlyFirst).toEqual(compared.onlySecond);
  });

  it('count a pair by its heaviest relation', () => {
    const twice = [
      claim('One stands.', 'Uno sta.', 'divergence', 2),
      claim('One sits.', 'Uno siede.', 'convergence', 3),
    ];
    expect(compareReadings(left, right, twice, a).relations).toEqual([['convergence', 'convergence']]);
  });

  it('agree when they say the same, or both nothing', () => {
    expect(f1(compareReadings(left, right, a, a).pairs)).toBe(1);
    expect(f1(compareReadings(left, right, [], []).pairs)).toBe(1);
    expect(f1(compareReadings(left, right, a, []).pairs)).toBe(0);
  });
});

describe('kappa', () => {
  const times = <T>(n: number, item: T): T[] => Array.from({ length: n }, () => item);

  it('is what chance does not explain', () => {
    // Cohen's own kind of table: 20 and 15 agreed, 5 and 10 not; kappa .4.
    const relations = [
      ...times(20, ['convergence', 'convergence'] as const),
      ...times(5, ['convergence', 'divergence'] as const),
      ...times(10, ['divergence', 'convergence'] as const),
      ...times(15, ['divergence', 'divergence'] as const),
    ];
    const { share, kappa } = relationAgreement(relations);
    expect(share).toBeCloseTo(0.7);
    expect(kappa).toBeCloseTo(0.4);
  });

  it('is null where nothing is shared, and where chance explains everything', () => {
    expect(relationAgreement([])).toEqual({ same: 0, of: 0, share: null, kappa: null });
    expect(relationAgreement(times(3, ['divergence', 'divergence'] as const))).toMatchObject({ share: 1, kappa: null });
  });
});
