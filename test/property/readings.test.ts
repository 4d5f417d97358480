import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachReading } from '../../server/readings/attach';
import { fingerprintsIn, type ReadingFile } from '../../server/readings/readingFile';
import { type Essay, type Span } from '../../server/text/essay';
import { readEssay } from '../../server/text/readEssay';
import { paragraphs, runs, write } from './arbitraries';

/** A reading that links each passage of one essay with one of the other. */
function readingOf(left: Essay, right: Essay): ReadingFile {
  const count = Math.min(left.passages.length, right.passages.length);
  const sentences = (essay: Essay, i: number): Span[] => [essay.passages[i]?.sentences[0] ?? { start: 0, end: 0 }];
  return {
    format: 'counterpoint-reading',
    version: 1,
    name: 'n',
    author: 'a',
    kind: 'published',
    date: 'd',
    method: 'm',
    pairs: [
      {
        links: Array.from({ length: count }, (_, i) => ({
          left: fingerprintsIn(left, sentences(left, i)),
          right: fingerprintsIn(right, sentences(right, i)),
          relation: 'convergence' as const,
        })).filter((link) => link.left.length > 0 && link.right.length > 0),
      },
    ],
  };
}

/** Other line ends, other paragraphs: joined where the number says so, cut between sentences where it does not. */
function layOut(parts: readonly (readonly string[])[], choices: readonly number[]): string {
  const pick = (i: number): number => choices[i % choices.length] ?? 0;
  return parts
    .map((part, i) =>
      part.map((s) => s.replaceAll(' ', pick(i) % 2 === 0 ? '\n' : '  ')).join(pick(i) > 2 ? '\n\n' : ' '),
    )
    .reduce((text, part, i) => text + (pick(i + 1) === 1 ? ' ' : '\n\n') + part, '# T\n\n');
}

describe('for any two essays', () => {
  it('a reading of them attaches whole however they are laid out, and whichever is left', () => {
    fc.assert(
      fc.property(
        paragraphs,
        paragraphs,
        fc.array(fc.nat(5), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        (a, b, choices, swap) => {
          const file = readingOf(readEssay(write(a)), readEssay(write(b)));
          fc.pre((file.pairs[0]?.links.length ?? 0) > 0);
          const essays = [readEssay(layOut(a, choices)), readEssay(layOut(b, choices))] as const;
          const reading = swap ? attachReading(file, essays[1], essays[0]) : attachReading(file, ...essays);
          expect(reading?.attached).toMatchObject({ partial: 0, lost: 0, share: 1 });
          for (const link of reading?.links ?? []) {
            expect(link.left.length * link.right.length).toBeGreaterThan(0);
          }
        },
      ),
      runs(60),
    );
  });

  it('whatever a reading names, its spans are runs of whole sentences in order', () => {
    const fingerprint = fc.record({
      h: fc.constantFrom('0123456789abcdef', 'ffffffffffffffff'),
      n: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(paragraphs, paragraphs, fc.array(fingerprint, { minLength: 1, maxLength: 3 }), (a, b, noise) => {
        const [left, right] = [readEssay(write(a)), readEssay(write(b))];
        const file = readingOf(left, right);
        const links = file.pairs[0]!.links.map((link) => ({ ...link, left: [...noise, ...link.left] }));
        const reading = attachReading({ ...file, pairs: [{ links }] }, left, right);
        const starts = new Set(left.passages.flatMap((passage) => passage.sentences.map((sentence) => sentence.start)));
        for (const link of reading?.links ?? []) {
          let before = -1;
          for (const span of link.left) {
            expect(starts.has(span.start)).toBe(true);
            expect(span.start).toBeGreaterThan(before);
            before = span.end;
          }
        }
      }),
      runs(40),
    );
  });
});
