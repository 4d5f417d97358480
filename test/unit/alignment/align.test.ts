import { describe, expect, it } from 'vitest';
import { align, alignmentStages, defaultSettings } from '../../../server/alignment/align';
import { linkConfidence } from '../../../server/alignment/confidence';
import { explainPair, passageAtLine } from '../../../server/alignment/explain';
import { linkBudget, matchPassages, rankPairs } from '../../../server/alignment/matching';
import type { Reading } from '../../../server/alignment/reading';
import { type Score, cosine, vectorOf } from '../../../server/alignment/similarity';
import { weights } from '../../../server/alignment/weights';
import type { Essay } from '../../../server/text/essay';
import { LineIndex } from '../../../server/text/lines';
import { readEssay } from '../../../server/text/readEssay';
import { samplePairs } from '../samples';

const score = (total: number): Score => ({
  total,
  text: total,
  shares: total > 0,
  heading: 0,
  position: 0,
  hub: 0,
  length: 0,
});
const place = (left: number, right: number): string => [left, right].sort((a, b) => a - b).join();
const alignTexts = (left: string, right: string): Reading => align(readEssay(left), readEssay(right));

/** How many whole sentences of an essay the spans hold; undefined where they cut one. */
function wholeSentences(essay: Essay, spans: Reading['links'][number]['left']): number | undefined {
  const sentences = essay.passages.flatMap((passage) => passage.sentences);
  let count = 0;
  for (const span of spans) {
    const inside = sentences.filter((s) => s.start >= span.start && s.end <= span.end);
    if (inside[0]?.start !== span.start || inside.at(-1)?.end !== span.end) return undefined;
    count += inside.length;
  }
  return count;
}

describe('matching passages', () => {
  it('ranks the pairs with any similarity, best first', () => {
    const ranked = rankPairs(
      [
        [score(0.1), score(0.9)],
        [score(0), score(0.5)],
      ],
      place,
    );
    expect(ranked.map((m) => [m.left, m.right, m.rank])).toEqual([
      [0, 1, 1],
      [1, 1, 2],
      [0, 0, 3],
    ]);
  });

  it('ranks ties in reading order, and mirrors them when the essays are swapped', () => {
    const ties = Array.from({ length: 3 }, () => Array.from({ length: 3 }, () => score(1)));
    const key = (left: number, right: number): string => ['abc'.charAt(left), 'fed'.charAt(right)].sort().join('');
    const ranked = rankPairs(ties, key).map((m) => [m.left, m.right]);
    const sums = ranked.map(([left = 0, right = 0]) => left + right);
    expect(sums).toEqual([...sums].sort((a, b) => a - b));
    expect(rankPairs(ties, (left, right) => key(right, left)).map((m) => [m.right, m.left])).toEqual(ranked);
  });

  it('gives a pair of essays so many links a passage', () => {
    expect(linkBudget(10, 10)).toBe(Math.round(weights.linksPerPassage * 20));
    const scores = Array.from({ length: 10 }, (_, l) => Array.from({ length: 10 }, (_, r) => score(1 + l + r)));
    expect(matchPassages(rankPairs(scores, place), 10, 10)).toHaveLength(18);
  });

  it('lets no passage have more links than its bound', () => {
    const scores = [Array.from({ length: 20 }, (_, r) => score(1 + r))];
    expect(matchPassages(rankPairs(scores, place), 1, 20)).toHaveLength(weights.linksAPassage);
  });
});

describe('similarity', () => {
  const rarity = (feature: string): number => feature.length;

  it('is one for the same words, and none for others', () => {
    const vector = vectorOf(
      new Map([
        ['silt', 2],
        ['ferry', 1],
      ]),
      rarity,
    );
    expect(cosine(vector, vector)).toBe(1);
    expect(cosine(vector, vectorOf(new Map([['net', 1]]), rarity))).toBe(0);
    expect(vectorOf(new Map(), rarity).size).toBe(0);
  });

  it('is the same both ways round, to the last digit', () => {
    const words = Array.from({ length: 40 }, (_, i) => [`${'x'.repeat((i * 7) % 11)}${i}`, 1 + (i % 3)] as const);
    const a = vectorOf(new Map(words), rarity);
    const b = vectorOf(new Map([...words].reverse()), rarity);
    expect(cosine(a, b)).toBe(cosine(b, a));
  });
});

describe('confidence', () => {
  it('lies between 0 and 1 and falls with the rank', () => {
    const values = [0, 0.1, 0.5, 1, 2, 3, 50].map(linkConfidence);
    expect(values.every((value) => value > 0 && value < 1)).toBe(true);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(values[0]).toBeGreaterThan(values[3]!);
  });
});

describe.each(samplePairs)('aligning the sample $theme', ({ left, right, concepts }) => {
  const reading = align(left, right, { ...defaultSettings, concepts, allSuggestions: true });

  it('gives as many links as the budget allows', () => {
    expect(reading.links).toHaveLength(linkBudget(left.passages.length, right.passages.length));
  });

  it('links 1 to 4 whole sentences a side', () => {
    for (const link of [...reading.links, ...reading.ranked]) {
      for (const count of [wholeSentences(left, link.left), wholeSentences(right, link.right)]) {
        expect([1, 2, 3, 4]).toContain(count);
      }
    }
  });

  it('has confidence in [0, 1] that never rises with the rank', () => {
    const values = reading.ranked.map((link) => link.confidence);
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(reading.ranked.slice(0, 5)).toEqual(reading.links.slice(0, 5));
  });

  it('claims a relation with its confidence, or neither', () => {
    for (const link of reading.links) expect(link.relationConfidence === null).toBe(link.relation === 'undetermined');
  });

  it('shows terms and concepts as evidence where both essays have them', () => {
    for (const link of reading.links) {
      for (const { kind, text, left: spans } of link.evidence) {
        if (kind !== 'term' && kind !== 'concept') continue;
        expect(spans.length).toBeGreaterThan(0);
        const quotes = spans.map((s) => left.text.slice(s.start, s.end).replace(/\s+/g, ' '));
        expect(quotes).toContain(text);
      }
    }
  });

  it('does the same again', () => {
    expect(align(left, right, { ...defaultSettings, concepts, allSuggestions: true })).toEqual(reading);
  });
});

describe('aligning small essays', () => {
  it('links nothing where nothing is shared', () => {
    const reading = alignTexts('Ferries need silt.', 'Zebras graze.');
    expect(reading.links).toEqual([]);
    expect(alignTexts('', 'Zebras graze.').links).toEqual([]);
  });

  it('names the topic in the words that both use', () => {
    const [link] = alignTexts('Everybody wants a harbour\nfee soon.', 'No *harbour* fee would help anyone.').links;
    expect(link?.topic).toBe('harbour fee');
  });

  it('names the topic in several words that the other essay uses too, though elsewhere', () => {
    const [link] = alignTexts('The estuary silts.', 'An estuary needs care.').links;
    expect(link?.topic).toBe('estuary');
    const [first] = alignTexts(
      'The pilot licence expires in the estuary.',
      'Nobody wants a licence.\n\nGulls nest where a pilot licence hangs.',
    ).links.filter(({ right }) => right[0]?.start === 0);
    expect(first?.topic).toBe('pilot licence');
  });

  it('names no topic by two words that do not stand together, nor by a possessive', () => {
    const [link] = alignTexts('Dredging the estuary is dear.', 'The estuary wants dredging.').links;
    expect(link?.topic).toBe('estuary');
    const [owned] = alignTexts('The estuary’s mud moves.', 'The estuary’s birds leave.').links;
    expect(owned?.topic).toBe('estuary');
  });

  it('names the concept of the lexicon as the left essay writes it', () => {
    const concepts = [{ id: 'fee', forms: ['fee for the harbour', 'port dues'] }];
    const [link] = align(
      readEssay('> Everybody wants a fee\n> for the harbour soon.'),
      readEssay('Port dues are bad.'),
      {
        ...defaultSettings,
        concepts,
      },
    ).links;
    expect(link?.topic).toBe('fee for the harbour');
    expect(link?.evidence[0]).toMatchObject({ kind: 'concept', text: 'fee for the harbour' });
  });

  it('leaves the relation open where neither side evaluates what they share', () => {
    const [link] = alignTexts('The dredging of the estuary starts.', 'The dredging of the estuary ends.').links;
    expect(link).toMatchObject({ relation: 'undetermined', relationConfidence: null });
  });

  it('shows how both evaluate the same things, and labels nothing by it', () => {
    const [link] = alignTexts(
      'Beneficial estuary silt dredging upstream improves.',
      'Harmful estuary silt dredging upstream threatens.',
    ).links;
    expect(link).toMatchObject({ relation: 'undetermined', relationConfidence: null });
    expect(link?.evidence.filter((e) => e.kind === 'evaluation').map((e) => e.text)).toEqual([
      'Beneficial',
      'improves',
      'Harmful',
      'threatens',
    ]);
  });

  it('shows where an evaluation is denied, with a curly apostrophe too', () => {
    for (const denial of ["isn't", 'isn’t', 'is not']) {
      const [link] = alignTexts(
        `Estuary silt dredging upstream ${denial} harmful.`,
        'Estuary silt dredging upstream is harmful.',
      ).links;
      expect(link?.evidence.filter((e) => e.kind === 'negation')).toHaveLength(1);
    }
  });

  it('hears a denial near a concept of two words once', () => {
    const concepts = [{ id: 'dredging', forms: ['silt dredging'] }];
    const settings = { ...defaultSettings, concepts };
    const [link] = align(
      readEssay('Estuary silt dredging upstream is not harmful.'),
      readEssay('Estuary silt dredging upstream is harmful.'),
      settings,
    ).links;
    expect(link?.evidence.filter((e) => e.kind === 'negation')).toHaveLength(1);
  });

  it('shows where a claim turns, without labelling it', () => {
    const [link] = alignTexts('However, estuary dredging starts.', 'Estuary dredging ends.').links;
    expect(link?.evidence.filter((e) => e.kind === 'contrast').map((e) => e.text)).toEqual(['However']);
    expect(link?.relation).toBe('undetermined');
  });
});

describe('silences', () => {
  const often = 'A lighthouse stands. The lighthouse shines.\n\nNo lighthouse, no ships.';

  it('are issues that one essay names again and again and the other never', () => {
    const { silences } = alignTexts(often, 'Ropes hold ships.');
    expect(silences.left.map((s) => s.topic)).toEqual(['lighthouse']);
    expect(silences.left[0]?.spans).toHaveLength(3);
    expect(silences.right).toEqual([]);
  });

  it('are none where the other essay names the issue', () => {
    expect(alignTexts(often, 'Lighthouses hold ships.').silences.left).toEqual([]);
  });

  it('are none for what is named in passing', () => {
    expect(alignTexts('A lighthouse stands. The lighthouse shines.', 'Ropes.').silences.left).toEqual([]);
  });

  it('are none where a concept of the other essay covers the word', () => {
    const concepts = [{ id: 'light', forms: ['lighthouse', 'beacon'] }];
    const reading = align(readEssay(often), readEssay('Beacons help.'), { ...defaultSettings, concepts });
    expect(reading.silences.left).toEqual([]);
  });
});

describe('explaining a pair of passages', () => {
  it('says that nothing is shared', () => {
    const stages = alignmentStages(readEssay('Ferries need silt.'), readEssay('Zebras graze.'));
    expect(explainPair(stages, 0, 0)).toMatchObject({ verdict: 'nothing-shared', rank: undefined, link: undefined });
  });

  it('says that a passage is linked, and by what', () => {
    const stages = alignmentStages(readEssay('Ferries need silt.'), readEssay('Ferries graze.'));
    const explanation = explainPair(stages, 0, 0);
    expect(explanation).toMatchObject({ verdict: 'linked', rank: 1, pairs: 1 });
    expect(explanation.features.map((f) => f.feature)).toEqual(['ferri']);
    expect(explanation.link).toEqual(align(stages.left, stages.right).links[0]);
  });

  it('says that a passage has all the links it may have, or that better pairs took them', () => {
    const { left, right, concepts } = samplePairs[0]!;
    const stages = alignmentStages(left, right, { ...defaultSettings, concepts });
    const beyond = stages.ranked.filter((match) => !stages.matches.includes(match));
    const uses = (side: 'left' | 'right', index: number) => stages.matches.filter((m) => m[side] === index).length;
    expect(beyond.length).toBeGreaterThan(0);
    for (const match of beyond.filter(({ score }) => score.shares)) {
      const full = [uses('left', match.left), uses('right', match.right)].includes(weights.linksAPassage);
      expect(explainPair(stages, match.left, match.right).verdict).toBe(full ? 'passage-full' : 'below-budget');
    }
  });

  it('ranks passages that share no word but related ones, and links none of them', () => {
    const stages = alignmentStages(readEssay('Tariffs hinder exports.'), readEssay('Duties harm trade.'));
    expect(stages.ranked).toHaveLength(1);
    expect(stages.matches).toEqual([]);
    expect(explainPair(stages, 0, 0)).toMatchObject({ verdict: 'nothing-shared', rank: 1, features: [] });
  });

  it('finds the passage of a line, or the next one', () => {
    const essay = readEssay('# A\n\nOne\ntwo.\n\nThree.\n\n');
    const lines = new LineIndex(essay.text);
    expect([0, 2, 3, 4, 5, 6].map((line) => passageAtLine(essay.passages, lines, line))).toEqual([
      0,
      0,
      0,
      1,
      1,
      undefined,
    ]);
  });
});
