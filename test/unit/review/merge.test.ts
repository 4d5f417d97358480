import { describe, expect, it } from 'vitest';
import type { ComparedLink } from '../../../server/readings/comparison';
import { agreementOfReviewers, cohensKappa } from '../../../server/review/agreement';
import {
  decideOnLink,
  decideOnSilence,
  drawLink,
  reattach,
  settleLink,
  settleSilence,
} from '../../../server/review/decide';
import { redoOf, undoable, undoOf } from '../../../server/review/journal';
import { hasDecided, progressOf, undecidedOf } from '../../../server/review/progress';
import type { ReviewedComparison, ReviewedLink } from '../../../server/review/reviewed';
import { compareTexts, nationText, quayPair, townText } from '../pairs';
import { bo, journalOf, review, stamp } from './review';

const comparison = compareTexts();
const bare = review(comparison);
const [machine] = bare.links;
const link = machine as ReviewedLink;

const only = (reviewed: ReviewedComparison): ReviewedLink => reviewed.links[0] as ReviewedLink;

describe('a decision on a link', () => {
  it('is asked for: without one everything is undecided and as the reading gave it', () => {
    expect(bare.links.map(({ status, decisions }) => [status, decisions])).toEqual([['undecided', []]]);
    expect(bare.links[0]).toMatchObject(comparison.links[0] as ComparedLink);
    expect(bare.rejected).toEqual([]);
  });

  it('accepts it', () => {
    const accepted = decideOnLink(bare, link, { verdict: 'accepted' }, stamp());
    expect(only(review(comparison, accepted))).toMatchObject({
      status: 'accepted',
      id: link.id,
      relation: link.relation,
    });
  });

  it('rejects it: then it is not among the links, and still there, with what the machine said', () => {
    const rejected = decideOnLink(
      bare,
      link,
      { verdict: 'rejected', reason: 'Not the same fee', fault: 'link' },
      stamp(),
    );
    const reviewed = review(comparison, rejected);
    expect(reviewed.links).toEqual([]);
    expect(reviewed.rejected).toMatchObject([{ id: link.id, status: 'rejected', reason: 'Not the same fee' }]);
    expect(reviewed.rejected[0]?.decisions[0]).toMatchObject({
      fault: 'link',
      given: { source: 'engine', relation: link.relation, confidence: link.confidence },
    });
  });

  it('relabels it, and keeps the machine’s view beside', () => {
    const other = link.relation === 'divergence' ? 'convergence' : 'divergence';
    const relabelled = decideOnLink(bare, link, { verdict: { relabelled: other } }, stamp());
    const shown = only(review(comparison, relabelled));
    expect(shown).toMatchObject({ status: 'relabelled', relation: other, relationConfidence: null });
    expect(shown.machine[0]?.relation).toBe(link.relation);
  });

  it('keeps topic, importance and reason when the verdict comes later', () => {
    const edited = decideOnLink(bare, link, { topic: 'Who pays', importance: 3 }, stamp());
    const first = review(comparison, edited);
    expect(only(first)).toMatchObject({ status: 'undecided', topic: 'Who pays', importance: 3 });
    const judged = decideOnLink(first, only(first), { verdict: 'accepted', reason: 'Plain' }, stamp());
    const second = review(comparison, edited, judged);
    expect(only(second)).toMatchObject({ status: 'accepted', topic: 'Who pays', importance: 3, reason: 'Plain' });
    expect(only(second).decisions).toEqual([judged]);
  });

  it('moves its spans', () => {
    const to = bare.left.passages[1]?.sentences[1] ?? { start: 0, end: 0 };
    const moved = decideOnLink(
      bare,
      link,
      { spans: { left: [{ start: to.start, end: to.end }], right: link.right } },
      stamp(),
    );
    const shown = only(review(comparison, moved));
    expect(shown.left).toEqual([{ start: to.start, end: to.end }]);
    expect(shown.machine[0]?.left).toEqual(link.left);
    expect(shown.id).toBe(link.id);
  });

  it('stays on its link when the essays change around it', () => {
    const accepted = decideOnLink(bare, link, { verdict: 'accepted' }, stamp());
    const later = compareTexts(
      townText.replace('# Ours\n', '# Ours\n\nA new beginning, of some length.\n'),
      nationText,
    );
    expect(only(review(later, accepted)).status).toBe('accepted');
  });

  it('is an orphan when its words are gone, and can be attached again', () => {
    const accepted = decideOnLink(bare, link, { verdict: 'accepted' }, stamp());
    const later = compareTexts('# Ours\n\nQuite another thought about gulls and their nests here.\n', nationText);
    const reviewed = review(later, accepted);
    expect(reviewed.orphans).toMatchObject([
      {
        act: { id: accepted.id },
        lost: [{ exact: link.left.map(({ start, end }) => comparison.left.text.slice(start, end))[0] }],
      },
    ]);
    const sentence = later.left.passages[0]?.sentences[0] ?? { start: 0, end: 0 };
    const again = reattach(
      reviewed,
      accepted,
      { left: [{ start: sentence.start, end: sentence.end }], right: link.right },
      stamp(),
    );
    const mended = review(later, accepted, again);
    expect(mended.orphans).toEqual([]);
    expect(only(mended)).toMatchObject({ status: 'accepted', source: 'person' });
  });

  it('is shown even where the reading shown has no such link', () => {
    const accepted = decideOnLink(bare, link, { verdict: 'accepted' }, stamp());
    const without = compareTexts(townText, nationText, quayPair, (reading) => ({ ...reading, links: [] }));
    expect(only(review(without, accepted))).toMatchObject({ source: 'person', status: 'accepted', machine: [] });
  });

  it('is of another pair of the theme where a perspective is another', () => {
    const accepted = decideOnLink(bare, link, { verdict: 'accepted' }, stamp());
    const pair = { ...quayPair, left: { ...quayPair.left, perspective: 'fleet' } };
    const other = compareTexts(townText, nationText, pair);
    expect(only(review(other, accepted))).toMatchObject({ status: 'undecided' });
  });

  it('finds its sides when the essays have changed places', () => {
    const accepted = decideOnLink(bare, link, { verdict: 'accepted' }, stamp());
    const swapped = compareTexts(nationText, townText, { ...quayPair, left: quayPair.right, right: quayPair.left });
    expect(only(review(swapped, accepted)).status).toBe('accepted');
  });
});

describe('a link drawn by hand', () => {
  const [, , third] = bare.left.passages.flatMap(({ sentences }) => sentences);
  const [, roads] = bare.right.passages.flatMap(({ sentences }) => sentences);
  const spans = { left: [{ start: third!.start, end: third!.end }], right: [{ start: roads!.start, end: roads!.end }] };

  it('is shown first, as a person’s', () => {
    const drawn = drawLink(bare, { ...spans, relation: 'divergence', topic: 'Ways', reason: null }, stamp());
    const reviewed = review(comparison, drawn);
    expect(reviewed.links.map(({ source, status }) => [source, status])).toEqual([
      ['person', 'drawn'],
      ['engine', 'undecided'],
    ]);
    expect(reviewed.links[0]).toMatchObject({ ...spans, relation: 'divergence', topic: 'Ways', machine: [] });
  });

  it('takes the place of the machine’s link on the same sentences, which is kept beside it', () => {
    const drawn = drawLink(
      bare,
      { left: link.left, right: link.right, relation: 'convergence', topic: null, reason: null },
      stamp(),
    );
    const reviewed = review(comparison, drawn);
    expect(reviewed.links).toHaveLength(1);
    expect(only(reviewed)).toMatchObject({ source: 'person', alsoIn: ['engine'] });
    expect(only(reviewed).machine.map(({ id }) => id)).toEqual([link.id]);
  });

  it('stands beside the machine’s link that its drawer rejected', () => {
    const rejected = decideOnLink(bare, link, { verdict: 'rejected' }, stamp());
    const drawn = drawLink(
      bare,
      { left: link.left, right: link.right, relation: 'divergence', topic: null, reason: null },
      stamp(),
    );
    const reviewed = review(comparison, rejected, drawn);
    expect(reviewed.links.map(({ status }) => status)).toEqual(['drawn']);
    expect(reviewed.rejected.map(({ status }) => status)).toEqual(['rejected']);
  });

  it('changes its relation and its topic like any other', () => {
    const drawn = drawLink(bare, { ...spans, relation: 'divergence', topic: null, reason: null }, stamp());
    const before = review(comparison, drawn);
    const changed = decideOnLink(
      before,
      only(before),
      { verdict: { relabelled: 'convergence' }, topic: 'Roads' },
      stamp(),
    );
    expect(only(review(comparison, drawn, changed))).toMatchObject({
      status: 'drawn',
      relation: 'convergence',
      topic: 'Roads',
    });
  });

  it('is taken away when it is undone', () => {
    const drawn = drawLink(bare, { ...spans, relation: 'divergence', topic: null, reason: null }, stamp());
    const undone = undoOf(journalOf(drawn), drawn, stamp());
    expect(review(comparison, drawn, undone).links.map(({ source }) => source)).toEqual(['engine']);
  });
});

describe('a decision on a silence', () => {
  const [silence] = bare.silences.left;

  it('accepts or rejects it', () => {
    const rejected = decideOnSilence(bare, 'left', silence!, { verdict: 'rejected' }, stamp());
    const reviewed = review(comparison, rejected);
    expect(reviewed.silences.left.map(({ id }) => id)).not.toContain(silence!.id);
    expect(reviewed.rejectedSilences.left).toMatchObject([
      { id: silence!.id, topic: silence!.topic, status: 'rejected' },
    ]);
  });

  it('edits its topic', () => {
    const edited = decideOnSilence(bare, 'left', silence!, { topic: 'Light' }, stamp());
    expect(review(comparison, edited).silences.left[0]).toMatchObject({ topic: 'Light', status: 'undecided' });
  });

  it('is settled with a reason where two reviewers disagree, and the losing view is kept', () => {
    const yes = decideOnSilence(bare, 'left', silence!, { verdict: 'accepted' }, stamp());
    const no = decideOnSilence(bare, 'left', silence!, { verdict: 'rejected' }, stamp(bo));
    const disputed = review(comparison, yes, no).silences.left.find(({ id }) => id === silence!.id);
    expect(disputed?.status).toBe('disputed');
    const settled = settleSilence(bare, 'left', disputed!, 'rejected', 'The annex speaks of it', stamp());
    const [lost] = review(comparison, yes, no, settled).rejectedSilences.left;
    expect(lost).toMatchObject({ status: 'rejected', settlement: { reason: 'The annex speaks of it' } });
    expect(lost?.decisions.map(({ id }) => id)).toEqual(expect.arrayContaining([yes.id, no.id]));
  });
});

describe('undo and redo', () => {
  const accepted = decideOnLink(bare, link, { verdict: 'accepted' }, stamp());
  const afterFirst = review(comparison, accepted);
  const rejected = decideOnLink(afterFirst, only(afterFirst), { verdict: 'rejected' }, stamp());
  const both = journalOf(accepted, rejected);

  it('take acts back in turn, and bring them back', () => {
    expect(undoable(both, 'ada')).toEqual({ undo: rejected, redo: null });
    const one = undoOf(both, rejected, stamp());
    expect(only(review(comparison, accepted, rejected, one)).status).toBe('accepted');
    const afterOne = journalOf(accepted, rejected, one);
    expect(undoable(afterOne, 'ada')).toEqual({ undo: accepted, redo: rejected });
    const two = undoOf(afterOne, accepted, stamp());
    expect(only(review(comparison, accepted, rejected, one, two)).status).toBe('undecided');
    const afterTwo = journalOf(accepted, rejected, one, two);
    expect(undoable(afterTwo, 'ada')).toEqual({ undo: null, redo: accepted });
    const again = redoOf(afterTwo, accepted, stamp());
    expect(only(review(comparison, accepted, rejected, one, two, again)).status).toBe('accepted');
    expect(undoable(journalOf(accepted, rejected, one, two, again), 'ada')).toEqual({ undo: accepted, redo: rejected });
  });

  it('are another reviewer’s own', () => {
    expect(undoable(both, 'bo')).toEqual({ undo: null, redo: null });
  });

  it('mean the same in whatever order a merge leaves the lines', () => {
    const undone = undoOf(both, rejected, stamp());
    for (const order of [
      [undone, rejected, accepted],
      [rejected, accepted, undone],
      [accepted, undone, rejected],
    ])
      expect(only(review(comparison, ...order)).status).toBe('accepted');
  });
});

describe('two reviewers', () => {
  const yes = decideOnLink(bare, link, { verdict: 'accepted' }, stamp());
  const no = decideOnLink(bare, link, { verdict: 'rejected', reason: 'Another fee' }, stamp(bo));
  const reviewed = review(comparison, yes, no);

  it('who differ leave the link disputed, with both views side by side', () => {
    expect(only(reviewed)).toMatchObject({ status: 'disputed', relation: link.relation });
    expect(only(reviewed).decisions.map(({ by, verdict }) => [by.id, verdict])).toEqual([
      ['ada', 'accepted'],
      ['bo', 'rejected'],
    ]);
  });

  it('who agree are of one mind', () => {
    const also = decideOnLink(bare, link, { verdict: 'accepted' }, stamp(bo));
    expect(only(review(comparison, yes, also)).status).toBe('accepted');
  });

  it('are settled with a reason, and the losing view is kept', () => {
    const settled = settleLink(reviewed, only(reviewed), 'rejected', 'Bo read the footnote', stamp());
    const after = review(comparison, yes, no, settled);
    expect(after.links).toEqual([]);
    const [lost] = after.rejected;
    expect(lost).toMatchObject({
      status: 'rejected',
      isReopened: false,
      settlement: { reason: 'Bo read the footnote' },
    });
    expect(lost?.decisions.map(({ id }) => id)).toEqual(expect.arrayContaining([yes.id, no.id]));
  });

  it('open it again when one says something new that differs', () => {
    const settled = settleLink(reviewed, only(reviewed), 'rejected', 'Bo read the footnote', stamp());
    const after = review(comparison, yes, no, settled);
    const third = { ...decideOnLink(bare, link, { verdict: 'accepted' }, stamp({ id: 'cy', name: 'Cy' })) };
    expect(after.rejected[0]?.isReopened).toBe(false);
    expect(review(comparison, yes, no, settled, third).rejected[0]?.isReopened).toBe(true);
  });

  it('agree to a degree that is counted', () => {
    expect(agreementOfReviewers([reviewed])).toMatchObject([
      { reviewers: ['ada', 'bo'], names: ['Ada', 'Bo'], both: 1, same: 0, share: 0 },
    ]);
  });
});

describe('Cohen’s kappa', () => {
  const labels = [
    ...Array.from({ length: 20 }, () => ['yes', 'yes'] as const),
    ...Array.from({ length: 5 }, () => ['yes', 'no'] as const),
    ...Array.from({ length: 10 }, () => ['no', 'yes'] as const),
    ...Array.from({ length: 15 }, () => ['no', 'no'] as const),
  ];
  const kappa = cohensKappa(labels);

  it('is the agreement that chance does not explain: observed .7, by chance .5', () => {
    expect(kappa?.value).toBeCloseTo(0.4, 10);
  });

  it('has an interval as wide as leaving out one item after the other (the jackknife) makes it', () => {
    const without = labels.map((_, i) => cohensKappa(labels.filter((__, k) => k !== i))?.value ?? NaN);
    const mean = without.reduce((sum, value) => sum + value, 0) / labels.length;
    const squares = without.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const error = Math.sqrt((squares * (labels.length - 1)) / labels.length);
    expect(((kappa?.high ?? NaN) - (kappa?.low ?? NaN)) / (2 * 1.96 * error)).toBeCloseTo(1, 1);
  });

  it('is null where there is nothing to judge by', () => {
    expect(cohensKappa([])).toBeNull();
    expect(cohensKappa([['yes', 'yes']])).toBeNull();
  });
});

it('one reviewer who decided on two machines has both decisions kept, and the later one shown', () => {
  const laptop = decideOnLink(bare, link, { verdict: 'accepted' }, stamp());
  const desktop = decideOnLink(bare, link, { verdict: 'rejected' }, stamp());
  const [rejected] = review(comparison, laptop, desktop).rejected;
  expect(rejected?.decisions.map(({ id }) => id)).toEqual([laptop.id, desktop.id]);
  // The next decision knows of both.
  const reviewed = review(comparison, laptop, desktop);
  const next = decideOnLink(reviewed, rejected as ReviewedLink, { verdict: 'accepted' }, stamp());
  expect([...next.replaces].sort()).toEqual([laptop.id, desktop.id]);
});

describe('review mode', () => {
  it('counts what is decided, and lists what is not', () => {
    const silences = bare.silences.left.length + bare.silences.right.length;
    expect(progressOf(bare, 'ada')).toEqual({ decided: 0, of: 1 + silences });
    expect(undecidedOf(bare, 'ada')[0]).toMatchObject({ kind: 'link', link: { id: link.id } });
    const rejected = review(comparison, decideOnLink(bare, link, { verdict: 'rejected' }, stamp()));
    expect(progressOf(rejected, 'ada')).toEqual({ decided: 1, of: 1 + silences });
    expect(undecidedOf(rejected, 'ada').every(({ kind }) => kind === 'silence')).toBe(true);
    expect(progressOf(rejected, 'bo').decided).toBe(0);
    expect(hasDecided(rejected.rejected[0]!, 'ada')).toBe(true);
  });
});
