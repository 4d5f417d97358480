import { describe, expect, it } from 'vitest';
import type { Link } from '../../../server/alignment/reading';
import type { Comparison } from '../../../server/readings/comparison';
import { type ConceptLens, conceptLensSteps, conceptMeant } from '../../../server/report/conceptLens';
import { finish } from '../../../server/text/steps';
import { compareTexts } from '../pairs';

const left =
  'Trust grows slowly. Trust needs patience, and patience needs trust. The quay is old. Patience helps masons.\n';
const right = 'Trust must be audited. Trust without an audit is naive. Slowly the tide comes. The tide needs nobody.\n';
const concepts = [
  { id: 'trust', forms: ['trust', 'confidence between ports'] },
  { id: 'trust-fund', forms: ['trust fund'] },
];
const trust = { id: 'trust', forms: ['trust', 'confidence between ports'] };

function link(from: string, to: string, confidence: number): Link {
  const span = (text: string, words: string): { start: number; end: number } => {
    const start = text.indexOf(words);
    return { start, end: start + words.length };
  };
  return {
    source: 'published',
    relation: 'divergence',
    confidence,
    relationConfidence: null,
    strength: null,
    topic: null,
    why: null,
    left: [span(left, from)],
    right: [span(right, to)],
    evidence: [],
  };
}

function lensOf(comparison: Comparison, concept = trust): ConceptLens {
  return finish(conceptLensSteps([comparison], concept, concepts));
}

const plain = compareTexts(left, right, undefined, (reading) => ({ ...reading, links: [] }));

describe('the concept lens', () => {
  it('shows the sentences of both sides that name the concept, and where', () => {
    const lens = lensOf(plain);
    expect(lens.left.map(({ sentence }) => sentence.text)).toEqual([
      'Trust grows slowly.',
      'Trust needs patience, and patience needs trust.',
    ]);
    const [, second] = lens.left;
    expect(second?.marks.map(({ start, end }) => second.sentence.text.slice(start, end))).toEqual(['Trust', 'trust']);
    expect(lens.right).toHaveLength(2);
  });

  it('gives a longer name of another concept to that one', () => {
    const fund = compareTexts('The trust fund is empty.\n', 'Trust is all.\n');
    expect(lensOf(fund).left).toEqual([]);
    expect(lensOf(fund).right).toHaveLength(1);
  });

  it('tells the words that come with it on one side only from those on both, with counts, without its own name', () => {
    const { words } = lensOf(plain);
    expect(words.left.find(({ word }) => word === 'patience')).toMatchObject({ left: 2, right: 0 });
    expect(words.right.find(({ word }) => word === 'audit')).toMatchObject({ left: 0, right: 2 });
    const all = [...words.left, ...words.right, ...words.both].map(({ word }) => word);
    expect(all).not.toContain('trust');
    expect(all).not.toContain('tide');
  });

  it('weighs a word the more the oftener one side alone has it, and both sides alike with opposite signs', () => {
    const weight = (text: string, other: string, word: string): number => {
      const { words } = lensOf(compareTexts(text, other));
      return [...words.left, ...words.right, ...words.both].find((each) => each.word === word)?.z ?? NaN;
    };
    const once = weight('Trust needs ropes.\n', 'Trust needs time.\n', 'ropes');
    const twice = weight('Trust needs ropes. Trust makes ropes.\n', 'Trust needs time.\n', 'ropes');
    expect(once).toBeGreaterThan(0);
    expect(twice).toBeGreaterThan(once);
    expect(weight('Trust needs time.\n', 'Trust needs ropes.\n', 'ropes')).toBeCloseTo(-once);
    expect(weight('Trust needs ropes.\n', 'Trust needs ropes.\n', 'ropes')).toBeCloseTo(0);
  });

  it('lists the links that it stands in, those with both claims first', () => {
    const both = link('Trust grows slowly.', 'Trust must be audited.', 0.5);
    const one = link('Trust grows slowly.', 'Slowly the tide comes.', 0.9);
    const none = link('The quay is old.', 'Slowly the tide comes.', 1);
    const comparison = compareTexts(left, right, undefined, (reading) => ({ ...reading, links: [none, one, both] }));
    const { links } = lensOf(comparison);
    expect(links.map(({ link: { confidence }, isOnBothSides }) => [confidence, isOnBothSides])).toEqual([
      [0.5, true],
      [0.9, false],
    ]);
  });
});

describe('the concept that words mean', () => {
  it('is the lexicon’s, in whatever form', () => {
    expect(conceptMeant('Confidence between port', concepts).id).toBe('trust');
    expect(conceptMeant('TRUST', concepts).id).toBe('trust');
  });

  it('is one of these words alone where the lexicon has none', () => {
    expect(conceptMeant('patience', concepts)).toEqual({ id: '', forms: ['patience'] });
    const lens = finish(conceptLensSteps([plain], conceptMeant('patience', concepts), concepts));
    expect(lens.left).toHaveLength(2);
  });
});
