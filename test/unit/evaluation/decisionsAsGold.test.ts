import { describe, expect, it } from 'vitest';
import { decisionsAsGold } from '../../../server/evaluation/decisionsAsGold';
import { figuresOfThemes, scoreReading } from '../../../server/evaluation/scoreReading';
import { quoteOf } from '../../../server/readings/comparison';
import { decideOnLink } from '../../../server/review/decide';
import type { ReviewedComparison, ReviewedLink } from '../../../server/review/reviewed';
import { compareTexts } from '../pairs';
import { bo, review, stamp } from '../review/review';

const comparison = compareTexts();
const bare = review(comparison);
const link = bare.links[0] as ReviewedLink;
const accepted = review(comparison, decideOnLink(bare, link, { verdict: { relabelled: 'convergence' } }, stamp()));
const rejected = review(comparison, decideOnLink(bare, link, { verdict: 'rejected' }, stamp(bo)));

/** The figures of the bare reading, by the decisions on a comparison. */
function figuresBy(reviewed: ReviewedComparison): ReturnType<typeof figuresOfThemes> {
  const links = comparison.links.map(({ left, right, relation, confidence }) => ({
    left: left.map((span) => ({ quote: quoteOf(comparison.left, span) })),
    right: right.map((span) => ({ quote: quoteOf(comparison.right, span) })),
    relation,
    confidence,
  }));
  return figuresOfThemes(scoreReading([{ links }], decisionsAsGold([reviewed]).gold).themes);
}

describe('decisions as a gold set', () => {
  it('link what was kept, and measure a reading by it', () => {
    expect(decisionsAsGold([accepted])).toMatchObject({
      open: 0,
      gold: [{ theme: '1', annotators: [[{ relation: 'convergence' }]] }],
    });
    expect(figuresBy(accepted)).toMatchObject({ pairF1: 1, relAcc: 0 });
  });

  it('link nothing that was rejected', () => {
    expect(decisionsAsGold([rejected]).gold).toMatchObject([{ annotators: [[]] }]);
    expect(figuresBy(rejected).pairF1).toBe(0);
  });

  it('leave out a pair that nobody judged, and keep the number of the next', () => {
    expect(decisionsAsGold([bare, accepted]).gold.map(({ theme }) => theme)).toEqual(['2']);
  });

  it('say nothing of a relation that the reviewers left open', () => {
    const open = review(comparison, decideOnLink(bare, link, { verdict: 'accepted' }, stamp()));
    expect(open.links[0]?.relation).toBe('undetermined');
    expect(figuresBy(open)).toMatchObject({ pairF1: 1, relAcc: null });
  });
});
