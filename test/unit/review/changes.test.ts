import { describe, expect, it } from 'vitest';
import type { Link } from '../../../server/alignment/reading';
import { readEssay } from '../../../server/text/readEssay';
import { changesMarkdown } from '../../../server/report/changes';
import { translator } from '../../../server/report/translate';
import { type Changes, changesOf, isUnchanged } from '../../../server/review/changes';
import { matchSentences } from '../../../server/review/sentenceMatch';
import { withoutDecisions } from '../../../server/review/merge';
import type { ReviewedComparison } from '../../../server/review/reviewed';
import { compareTexts, quayPair } from '../pairs';

const harbour = 'The harbour fee pays for the dredging of the channel.';
const light = 'Nobody but the pilots ever asks for a second lighthouse.';
const fish = 'Cod was landed here in every month of last year.';
const fee = 'No fee at a harbour ever paid for dredging anything.';
const tower = 'One lighthouse is enough for pilots who know the coast.';

/** A pair of essays with links between sentences, named by how they begin. */
function draft(
  left: readonly string[],
  right: readonly string[],
  links: readonly (readonly [left: string, right: string, relation?: Link['relation']])[],
): ReviewedComparison {
  const texts = [left, right].map((paragraphs) => `# Essay\n\n${paragraphs.join('\n\n')}\n`) as [string, string];
  const spanOf = (text: string, sentence: string): { start: number; end: number } => {
    const start = text.indexOf(sentence);
    expect(start).toBeGreaterThan(0);
    return { start, end: start + sentence.length };
  };
  return withoutDecisions(
    compareTexts(...texts, quayPair, (reading) => ({
      ...reading,
      links: links.map(([l, r, relation = 'undetermined']) => ({
        source: 'engine',
        relation,
        confidence: 0.5,
        relationConfidence: null,
        strength: null,
        topic: l.slice(0, 11),
        why: null,
        left: [spanOf(texts[0], l)],
        right: [spanOf(texts[1], r)],
        evidence: [],
      })),
      silences: { left: [], right: [] },
    })),
  );
}

const first = draft(
  [harbour, light, fish],
  [fee, tower],
  [
    [harbour, fee, 'divergence'],
    [light, tower],
  ],
);
const kinds = ({ links }: Changes): string[] =>
  links.map((change) => ('cause' in change ? `${change.kind}: ${change.cause}` : change.kind));
const markdown = (changes: Changes): string => changesMarkdown(changes, 'the first draft', translator(undefined));

describe('what changed between two versions of a pair', () => {
  it('is nothing where nothing did', () => {
    const changes = changesOf(first, first);
    expect(isUnchanged(changes)).toBe(true);
    expect(changes.unchanged).toBe(2);
    expect(markdown(changes)).toContain('Nothing changed');
  });

  it('tells of a link that came with its sentences, and of one that went with them', () => {
    const salt = 'Salt is dearer in the town than on the ships.';
    const now = draft(
      [harbour, fish, salt],
      [fee, tower],
      [
        [harbour, fee, 'divergence'],
        [salt, tower],
      ],
    );
    const changes = changesOf(first, now);
    // Its counterpart stayed: the right essay's sentence is linked with another one now.
    expect(kinds(changes)).toEqual(['moved']);
    expect(kinds(changesOf(first, draft([harbour, fish], [fee], [[harbour, fee, 'divergence']])))).toEqual([
      'gone: text',
    ]);
    const grown = draft(
      [harbour, light, fish, salt],
      [fee, tower, 'Salt must be no dearer in the town than anywhere.'],
      [
        [harbour, fee, 'divergence'],
        [light, tower],
        [salt, 'Salt must be no dearer in the town than anywhere.'],
      ],
    );
    expect(kinds(changesOf(first, grown))).toEqual(['new: text']);
    expect(changesOf(first, grown).sentences).toEqual({
      left: { new: 1, gone: 0, reworded: 0, moved: 0 },
      right: { new: 1, gone: 0, reworded: 0, moved: 0 },
    });
  });

  it('tells of a link whose sentences stand while the reading sees it no more', () => {
    expect(
      kinds(changesOf(first, draft([harbour, light, fish], [fee, tower], [[harbour, fee, 'divergence']]))),
    ).toEqual(['gone: surroundings']);
  });

  it('shows what a reworded sentence lost and gained, word by word', () => {
    const other = harbour.replace('pays for', 'barely covers');
    const now = draft(
      [other, light, fish],
      [fee, tower],
      [
        [other, fee, 'divergence'],
        [light, tower],
      ],
    );
    const changes = changesOf(first, now);
    expect(kinds(changes)).toEqual(['reworded']);
    expect(markdown(changes)).toContain(
      'The harbour fee <del>pays</del><ins>barely</ins> <del>for</del><ins>covers</ins> the dredging',
    );
  });

  it('names a relation that is another one, and what it was', () => {
    const now = draft(
      [harbour, light, fish],
      [fee, tower],
      [
        [harbour, fee, 'convergence'],
        [light, tower],
      ],
    );
    const changes = changesOf(first, now);
    expect(kinds(changes)).toEqual(['relabelled']);
    expect(markdown(changes)).toContain('Divergence → Convergence');
  });

  it('tells of a sentence that was moved, with the line where it stood', () => {
    const now = draft(
      [light, fish, harbour],
      [fee, tower],
      [
        [harbour, fee, 'divergence'],
        [light, tower],
      ],
    );
    const changes = changesOf(first, now);
    expect(kinds(changes)).toEqual(['moved']);
    expect(changes.sentences.left).toEqual({ new: 0, gone: 0, reworded: 0, moved: 1 });
    expect(markdown(changes)).toContain('line 7; before, line 3');
  });

  it('lets no markup of an essay come to life', () => {
    const hostile = 'The <img src=x onerror=alert(1)> [fee](command:evil) pays for the **dredging** of `it`.';
    const now = draft(
      [hostile, light, fish],
      [fee, tower],
      [
        [hostile, fee],
        [light, tower],
      ],
    );
    const written = markdown(changesOf(first, now));
    expect(written).not.toMatch(/<(?!\/?(?:ins|del)>)/);
    expect(written).not.toContain('](command:');
  });
});

describe('the sentences of two versions', () => {
  it('are matched once each, the same ones first, whatever their order', () => {
    const before = readEssay(`${harbour} ${light}\n\n${fish}\n`);
    const after = readEssay(`${fish}\n\n${light}\n\n${harbour} ${harbour}\n`);
    const { nowOf, wasOf } = matchSentences(before, after);
    expect(new Set(nowOf).size).toBe(3);
    expect(wasOf.filter((each) => each === undefined)).toHaveLength(1);
  });

  it('are no match where they share less than half of their words', () => {
    const match = matchSentences(readEssay(`${harbour}\n`), readEssay(`${fish}\n`));
    expect(match.nowOf).toEqual([undefined]);
    expect(match.wasOf).toEqual([undefined]);
  });
});
