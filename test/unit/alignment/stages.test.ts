import { describe, expect, it } from 'vitest';
import { alignmentStages } from '../../../server/alignment/align';
import { hubness } from '../../../server/alignment/hubness';
import { RelatedMemo, relatedWords } from '../../../server/alignment/relatedWords';
import { stemOf } from '../../../server/alignment/terms';
import { familyOf } from '../../../server/alignment/wordFamilies';
import { weights } from '../../../server/alignment/weights';
import { wordVectors } from '../../../server/alignment/wordVectors';
import { finish, mergeInSteps } from '../../../server/text/steps';
import { readEssay } from '../../../server/text/readEssay';

const stems = (words: string): Set<string> => new Set(words.split(' ').map(stemOf));

/** The cosine of two stems, straight from the values of their rows. */
function cosineOf(a: string, b: string): number {
  const { packed, width, rowOf } = wordVectors();
  const values = (stem: string): number[] =>
    [...packed.subarray(rowOf.get(stem)! * width, (rowOf.get(stem)! + 1) * width)].flatMap((pair) => {
      const first = (pair << 16) >> 16;
      return [first, (pair - first) >> 16];
    });
  const dot = (x: number[], y: number[]): number => x.reduce((sum, value, k) => sum + value * y[k]!, 0);
  const [x, y] = [values(a), values(b)];
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

describe('the word vectors', () => {
  it('have values of four bits, and a row for every stem of the table', () => {
    const { packed, width, scale, rowOf } = wordVectors();
    expect(rowOf.size).toBe(scale.length);
    expect(packed.length).toBe(scale.length * width);
    for (const pair of packed.subarray(0, 5000)) {
      const first = (pair << 16) >> 16;
      expect(Math.max(Math.abs(first), Math.abs((pair - first) >> 16))).toBeLessThanOrEqual(8);
    }
  });
});

describe('related words', () => {
  const left = stems('tariff subsidy war climate harbour');
  const right = stems('duty export peace emission port tariff unheardofword');

  it('are those whose vectors point the same way, from the least cosine on', () => {
    const related = finish(relatedWords(left, right, new RelatedMemo()));
    for (const a of left) {
      const found = new Map(related.get(a));
      for (const b of right) {
        const cosine = a !== b && wordVectors().rowOf.has(b) ? cosineOf(a, b) : 0;
        const { least, power, factor } = weights.related;
        expect(found.get(b) ?? 0, `${a} ${b}`).toBeCloseTo(cosine >= least ? factor * cosine ** power : 0, 12);
      }
    }
    expect([...related.values()].flat().length).toBeGreaterThan(2);
  });

  it('are the same, in the same order, whatever was compared before', () => {
    const memo = new RelatedMemo();
    for (const others of ['port', 'emission unheard export', 'treaty peace duty'])
      finish(relatedWords(left, stems(others), memo));
    const again = finish(relatedWords(left, right, memo));
    expect([...again]).toEqual([...finish(relatedWords(left, right, new RelatedMemo()))]);
  });

  it('never hold a word itself, which counts as the same word', () => {
    for (const [stem, found] of finish(relatedWords(left, left, new RelatedMemo())))
      expect(found.map(([other]) => other)).not.toContain(stem);
  });
});

describe('word families', () => {
  it('join what is derived from one another, both ways, and no word to itself', () => {
    expect(familyOf(stemOf('competition'))).toContain(stemOf('compete'));
    expect(familyOf(stemOf('compete'))).toContain(stemOf('competition'));
    expect(familyOf(stemOf('compete'))).not.toContain(stemOf('compete'));
    expect(familyOf('unheardofword')).toEqual([]);
  });

  it('make two passages more alike, though less than the same word does', () => {
    const text = (word: string): number =>
      alignmentStages(readEssay('Harbours compete.'), readEssay(`Harbours ${word}.`)).scores[0]![0]!.text;
    expect(text('competition')).toBeGreaterThan(text('quaxol'));
    expect(text('compete')).toBeGreaterThan(text('competition'));
  });
});

describe('hubness', () => {
  it('is the mean of a passage’s best similarities, by row and by column', () => {
    const { rows, columns } = finish(
      hubness(
        [
          [0.1, 0.9, 0.5],
          [0.3, 0.2, 0],
        ],
        () => 2,
      ),
    );
    expect(rows.map((value) => value.toFixed(2))).toEqual(['0.70', '0.25']);
    expect(columns.map((value) => value.toFixed(2))).toEqual(['0.20', '0.55', '0.25']);
  });
});

describe('merging in steps', () => {
  it('gives what sorting gives, equal items in the order of their lists', () => {
    const items = Array.from({ length: 9000 }, (_, i) => ({ value: (i * 7919) % 97, i }));
    const order = (a: { value: number }, b: { value: number }): number => a.value - b.value;
    const lists = Array.from({ length: 13 }, (_, k) => items.filter(({ i }) => i % 13 === k).sort(order));
    const steps = mergeInSteps(lists, order);
    let rests = 0;
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) rests += 1;
    expect(rests).toBeGreaterThan(2);
    expect(step.value).toEqual(lists.flat().sort(order));
  });
});
