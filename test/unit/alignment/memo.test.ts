import { describe, expect, it } from 'vitest';
import { align, alignInSteps, defaultSettings } from '../../../server/alignment/align';
import { AlignmentMemo } from '../../../server/alignment/memo';
import { readEssay } from '../../../server/text/readEssay';
import { samplePairs } from '../samples';

describe.each(samplePairs)('an alignment of the sample $theme with a memo', ({ left, right, concepts }) => {
  const settings = { ...defaultSettings, concepts };
  const edited = readEssay(left.text.replace(/[.] /, ', and one clause more. '));

  it('is the one without, first, again, after an edit and after undoing it', () => {
    const memo = new AlignmentMemo();
    for (const essay of [left, left, edited, left])
      expect(align(essay, right, { ...settings, memo })).toEqual(align(essay, right, settings));
  });

  it('knows every lexicon by what it holds', () => {
    const memo = new AlignmentMemo();
    for (const lexicon of [concepts, [], [...concepts], [{ id: 'other', forms: ['clause'] }]])
      expect(align(edited, right, { ...settings, concepts: lexicon, memo })).toEqual(
        align(edited, right, { ...settings, concepts: lexicon }),
      );
  });

  it('is right even when the memo forgets almost everything', () => {
    const memo = new AlignmentMemo(2);
    for (const essay of [left, edited]) align(essay, right, { ...settings, memo });
    expect(align(left, right, { ...settings, memo })).toEqual(align(left, right, settings));
  });
});

describe('a passage that moves', () => {
  it('has its facts at its new place', () => {
    const memo = new AlignmentMemo();
    const passage = 'The *harbour* fee pays for [dredging](http://a.b).';
    for (const before of ['', 'A word before it.\n\n', '## Heading\n\nTwo. Three.\n\n']) {
      const essay = readEssay(before + passage);
      const moved = essay.passages.at(-1)!;
      const lexicon = memo.lexicon([]);
      const facts = memo.passage(essay, moved, lexicon);
      expect(facts.terms.map(({ start, end }) => essay.text.slice(moved.start + start, moved.start + end))).toEqual([
        'harbour',
        'fee',
        'pays',
        'dredging',
      ]);
    }
  });
});

describe('an alignment in steps', () => {
  it('rests often: at least once for every passage and every link', () => {
    const { left, right } = samplePairs[0]!;
    let rests = 0;
    const steps = alignInSteps(left, right);
    for (;;) {
      const step = steps.next();
      if (step.done === true) {
        expect(rests).toBeGreaterThan(left.passages.length + right.passages.length + step.value.links.length);
        return;
      }
      rests += 1;
    }
  });
});
