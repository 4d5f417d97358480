import { describe, expect, it } from 'vitest';
import { conceptNamed } from '../../../server/alignment/facts';
import { type PairProfile, profileEssay, profilePair } from '../../../server/alignment/profile';
import { stemOf, termsOf } from '../../../server/alignment/terms';
import { weights } from '../../../server/alignment/weights';
import { readEssay } from '../../../server/text/readEssay';

const concepts = [
  { id: 'autonomy', forms: ['autonomy'] },
  { id: 'strategic-autonomy', forms: ['strategic autonomy', 'freedom of action', '战略自主'] },
];
const profile = (source: string) => profileEssay(readEssay(source), concepts);
const pairOf = (left: string, right: string): PairProfile => profilePair(profile(left), profile(right));

describe('the terms of a passage', () => {
  const terms = (source: string) => {
    const essay = readEssay(source);
    return termsOf(essay, essay.passages[0]!).map((term) => ({
      ...term,
      quote: essay.text.slice(term.start, term.end),
    }));
  };

  it('are stems of its words, without function words and numbers, each at its place', () => {
    const found = terms('The **subsidies** of 2024 were, however, [distorting](https://subsidies.example) trade.');
    expect(found.map((t) => t.stem)).toEqual(['subsidi', 'distort', 'trade']);
    expect(found.map((t) => t.quote)).toEqual(['subsidies', 'distorting', 'trade']);
  });

  it('are character pairs in Chinese, each at its place', () => {
    expect(terms('战略自主。').map((t) => [t.stem, t.surface, t.quote])).toEqual([
      ['战略', '战略', '战略'],
      ['略自', '略自', '略自'],
      ['自主', '自主', '自主'],
    ]);
  });

  it('are names when a capital stands inside a sentence', () => {
    expect(terms('Harbours in Montenegro pay.').map((t) => t.isName)).toEqual([false, true, false]);
  });

  it('have one stem for the forms, cases and accents of a word', () => {
    expect(new Set(['Subsidies', 'subsidy', "subsidy's", 'SUBSIDISED'].map(stemOf))).toEqual(
      new Set(['subsidi', 'subsidis']),
    );
    expect(stemOf('Économie')).toBe(stemOf('economie'));
  });
});

describe('finding concepts', () => {
  const mentions = (source: string) => {
    const essay = readEssay(source);
    return profile(source)[0]!.concepts.map((m) => [m.id, m.surface, essay.text.slice(m.start, m.end)]);
  };

  it('takes the longest form, in any inflection, over line ends', () => {
    expect(mentions('They want Strategic\nautonomy.')).toEqual([
      ['strategic-autonomy', 'Strategic autonomy', 'Strategic\nautonomy'],
    ]);
    expect(mentions('Their autonomy grows.')).toEqual([['autonomy', 'autonomy', 'autonomy']]);
  });

  it('shows small words inside a form', () => {
    expect(mentions('It has freedom of action.')).toEqual([
      ['strategic-autonomy', 'freedom of action', 'freedom of action'],
    ]);
  });

  it('finds Chinese forms inside a clause, once each', () => {
    expect(mentions('欧盟强调战略自主。')).toEqual([['strategic-autonomy', '战略自主', '战略自主']]);
  });

  it('asks for the small words of a form that without them is one word', () => {
    const own = [{ id: 'island', forms: ['one-China', 'one-China principle', 'US policies'] }];
    const named = (source: string) => profileEssay(readEssay(source), own)[0]!.concepts.map((m) => m.surface);
    expect(named('China trades. It has a policy for one town, and China knows.')).toEqual([]);
    expect(named('They hold to one **China**. The US policy is another.')).toEqual(['China', 'policy']);
    expect(named('The One-China principle holds.')).toEqual(['China principle']);
    expect(conceptNamed('China', own)).toBeUndefined();
    expect(conceptNamed('the one China', own)).toBe('island');
    expect(conceptNamed('one China and its harbours', own)).toBeUndefined();
  });

  it('does not reach over the end of a sentence', () => {
    expect(mentions('It is strategic. Autonomy grows.')).toEqual([['autonomy', 'Autonomy', 'Autonomy']]);
  });
});

describe('the rarity of a feature', () => {
  it('is higher for what fewer passages have', () => {
    const pair = pairOf('Silt and ferries.\n\nSilt and lanterns.', 'Silt and ropes.\n\nSilt and nets.');
    expect(pair.rarity('lantern')).toBeGreaterThan(pair.rarity('silt'));
    expect(pair.rarity('silt')).toBeGreaterThan(0);
  });

  it('is nothing for the topic words of a pair of many passages', () => {
    const many = Array.from({ length: 8 }, (_, i) => `Dredging helps the ${'abcdefgh'.charAt(i)}nchor.`).join('\n\n');
    const pair = pairOf(many, many);
    expect(pair.rarity('dredg')).toBe(0);
    expect(pair.rarity('anchor')).toBeGreaterThan(0);
  });

  it('is bounded for concepts, and tells names', () => {
    const pair = pairOf('They like autonomy in Zanzibar.', 'Others see zebras.');
    expect(pair.rarity('#autonomy')).toBeLessThanOrEqual(weights.conceptRarity);
    expect(pair.names.has(stemOf('Zanzibar'))).toBe(true);
    expect(pair.names.has(stemOf('zebras'))).toBe(false);
  });
});
