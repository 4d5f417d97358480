import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, defaultSettings } from '../../server/alignment/align';
import { AlignmentMemo } from '../../server/alignment/memo';
import { EssayMemo, readEssayInSteps } from '../../server/text/readInSteps';
import { type Format, readEssay } from '../../server/text/readEssay';
import { finish } from '../../server/text/steps';
import { runs } from './arbitraries';
import { editedEssay, textsOf } from './edits';

const format = fc.constantFrom<Format>('markdown', 'markdown', 'plain');

/** Says where two results differ; quick where they do not. */
function expectSame(incremental: unknown, scratch: unknown): void {
  if (!isDeepStrictEqual(incremental, scratch)) expect(incremental).toStrictEqual(scratch);
}

describe('for any sequence of edits', () => {
  it('an essay read block by block, with what was read before, is the essay read from scratch', () => {
    fc.assert(
      fc.property(editedEssay, format, (edited, kind) => {
        const memo = new EssayMemo();
        for (const text of textsOf(edited))
          expectSame(finish(readEssayInSteps(text, kind, memo)), readEssay(text, kind));
      }),
      runs(300),
    );
  }, 60_000);

  it('a reading with what earlier readings left is the reading from scratch', () => {
    fc.assert(
      fc.property(editedEssay, editedEssay, (left, right) => {
        const [texts, others] = [textsOf(left), textsOf(right)];
        const essays = new EssayMemo();
        const memo = new AlignmentMemo(20);
        const concepts = [{ id: 'fee', forms: ['harbour fee', 'fee'] }];
        for (let i = 0; i < Math.max(texts.length, others.length); i += 1) {
          const pair = [texts, others].map((all) => all[Math.min(i, all.length - 1)] ?? '');
          const [a, b] = pair.map((text) => finish(readEssayInSteps(text, 'markdown', essays)));
          const scratch = align(readEssay(pair[0]!), readEssay(pair[1]!), { ...defaultSettings, concepts });
          expectSame(align(a!, b!, { ...defaultSettings, concepts, memo }), scratch);
        }
      }),
      runs(40),
    );
  }, 60_000);
});

describe('an edit in the middle of a long essay', () => {
  it('reads one block, and no other', () => {
    const blocks = Array.from({ length: 60 }, (_, i) => `Paragraph ${i} about the harbour.[^${i}]\n\n[^${i}]: A note.`);
    const memo = new EssayMemo();
    let read = 0;
    const keep = memo.keep.bind(memo);
    memo.keep = (key, parts) => {
      read += 1;
      keep(key, parts);
    };
    finish(readEssayInSteps(blocks.join('\n\n'), 'markdown', memo));
    expect(read).toBe(120);
    blocks[30] = blocks[30]!.replace('harbour', 'ferry');
    finish(readEssayInSteps(blocks.join('\n\n'), 'markdown', memo));
    expect(read).toBe(121);
  });
});
