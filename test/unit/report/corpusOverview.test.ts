import { describe, expect, it } from 'vitest';
import type { Link, Reading, Relation } from '../../../server/alignment/reading';
import type { Comparison } from '../../../server/readings/comparison';
import { overviewSteps } from '../../../server/report/corpusOverview';
import { finish } from '../../../server/text/steps';
import { compareTexts } from '../pairs';

const left = '# Ours\n\nOpening words.\n\n## Money\n\nThe harbour fee is fair.\n\n## Light\n\nThe lamp burns.\n';
const right =
  '# Theirs\n\n## Costs\n\nThe harbour fee is ruinous.\n\n## Sea\n\nThe sea is wide and deep. A fee is a fee.\n';
const concepts = [
  { id: 'fee', forms: ['harbour fee', 'fee'] },
  { id: 'lamp', forms: ['lamp'] },
  { id: 'sea', forms: ['sea'] },
];

function link(relation: Relation, from: string, to: string, confidence = 0.8, strength: Link['strength'] = null): Link {
  const span = (text: string, words: string): { start: number; end: number } => {
    const start = text.indexOf(words);
    return { start, end: start + words.length };
  };
  return {
    source: 'published',
    relation,
    confidence,
    relationConfidence: null,
    strength,
    topic: null,
    why: null,
    left: [span(left, from)],
    right: [span(right, to)],
    evidence: [],
  };
}

function compared(...links: readonly Link[]): Comparison {
  return compareTexts(left, right, undefined, (reading: Reading) => ({ ...reading, links }));
}

const fees = link('divergence', 'The harbour fee is fair.', 'The harbour fee is ruinous.');

describe('the overview of a corpus', () => {
  it('tells which share of each text links of a relation cover', () => {
    const [theme] = finish(overviewSteps([compared(fees)], [])).themes;
    const all = ['Opening words.', 'The harbour fee is fair.', 'The lamp burns.'].join('').length;
    expect(theme?.counts).toEqual({ convergence: 0, divergence: 1, undetermined: 0 });
    expect(theme?.shares.divergence.left).toBeCloseTo('The harbour fee is fair.'.length / all);
    expect(theme?.shares.convergence).toEqual({ left: 0, right: 0 });
  });

  it('counts links between the sections in which both claims stand', () => {
    const [theme] = finish(overviewSteps([compared(fees)], [])).themes;
    expect(theme?.sections.left.map(({ title }) => title)).toEqual(['Ours', 'Money', 'Light']);
    expect(theme?.sections.right.map(({ title }) => title)).toEqual(['Costs', 'Sea']);
    expect(theme?.cells).toMatchObject([{ left: 1, right: 0, counts: { divergence: 1 } }]);
    expect(theme?.cells[0]?.links).toHaveLength(1);
  });

  it('calls the strongest diverging link the clash, strength before confidence', () => {
    const sure = link('divergence', 'The lamp burns.', 'A fee is a fee.', 0.99, 1);
    const strong = { ...fees, strength: 3 as const, confidence: 0.6 };
    const comparison = compared(sure, strong, link('convergence', 'Opening words.', 'A fee is a fee.', 1, 3));
    const [theme] = finish(overviewSteps([comparison], [])).themes;
    expect(theme?.clash).toMatchObject({ strength: 3, relation: 'divergence' });
    expect(finish(overviewSteps([compared()], [])).themes[0]?.clash).toBeUndefined();
  });

  it('calls a concept contested only where both claims of a diverging link name it', () => {
    const useOf = (comparison: Comparison): Record<string, string> =>
      Object.fromEntries(finish(overviewSteps([comparison], concepts)).concepts.map(({ label, use }) => [label, use]));
    expect(useOf(compared(fees))).toEqual({ 'harbour fee': 'contested', lamp: 'left', sea: 'right' });
    const agreed = { ...fees, relation: 'convergence' as const };
    const elsewhere = link('divergence', 'The lamp burns.', 'A fee is a fee.');
    expect(useOf(compared(agreed, elsewhere))).toMatchObject({ 'harbour fee': 'shared' });
  });

  it('does not call contested what the essays are about', () => {
    const fee = { id: 'fee', forms: ['fee'] };
    const essay = (last: string): string => `${'Of the fee.\n\n'.repeat(6)}${last}\n`;
    const claims = { left: essay('The fee is fair.'), right: essay('The fee is ruinous.') };
    const span = (text: string): { start: number; end: number } => ({
      start: text.lastIndexOf('The fee'),
      end: text.trimEnd().length,
    });
    const own = { ...fees, left: [span(claims.left)], right: [span(claims.right)] };
    const comparison = compareTexts(claims.left, claims.right, undefined, (reading) => ({ ...reading, links: [own] }));
    expect(finish(overviewSteps([comparison], [fee])).concepts[0]?.use).toBe('shared');
  });

  it('counts the mentions on both sides, theme by theme', () => {
    const overview = finish(overviewSteps([compared(fees), compared()], concepts));
    expect(overview.concepts[0]?.cells).toMatchObject([
      { theme: 0, use: 'contested', left: 1, right: 3 },
      { theme: 1, use: 'shared', left: 1, right: 3, clashes: [] },
    ]);
    expect(overview.concepts[0]?.mentions).toBe(8);
  });
});
