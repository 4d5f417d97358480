import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { align, defaultSettings } from '../../server/alignment/align';
import type { Link } from '../../server/alignment/reading';
import type { Concept } from '../../server/corpus/lexicon';
import { alignmentJson } from '../../server/report/alignmentJson';
import { compare } from '../../server/readings/comparison';
import type { Essay, Span } from '../../server/text/essay';
import { readEssay } from '../../server/text/readEssay';
import { quayPair } from '../unit/pairs';
import { samplePairs } from '../unit/samples';
import { paragraphs, runs, write } from './arbitraries';

const concepts: readonly Concept[] = [
  { id: 'autonomy', forms: ['autonomy', '战略自主'] },
  { id: 'fee', forms: ['harbour fee'] },
];
const settings = { ...defaultSettings, concepts, allSuggestions: true };

const spans = (list: readonly Span[]): string => list.map(({ start, end }) => `${start}-${end}`).join();

/** What a link says, with the sides the other way round where asked. */
function claim(link: Link, swap = false): string {
  const [first, second] = swap ? [link.right, link.left] : [link.left, link.right];
  return `${spans(first)} | ${spans(second)} ${link.relation} ${link.confidence}`;
}

function expectMirrored(left: Essay, right: Essay, using = settings): void {
  const there = align(left, right, using);
  const back = align(right, left, using);
  expect(back.links.map((link) => claim(link, true)).sort()).toEqual(there.links.map((link) => claim(link)).sort());
  expect(back.ranked.map((link) => claim(link, true)).sort()).toEqual(there.ranked.map((link) => claim(link)).sort());
  expect(back.silences).toEqual({ left: there.silences.right, right: there.silences.left });
}

describe('for any two essays', () => {
  it('every quote is the slice of its span, and every id different', () => {
    fc.assert(
      fc.property(paragraphs, paragraphs, (a, b) => {
        const [left, right] = [readEssay(write(a)), readEssay(write(b))];
        const [pair] = alignmentJson('file:///c', { name: 'n', version: '1' }, [
          compare(quayPair, left, right, align(left, right, settings)),
        ]).pairs;
        for (const link of [...pair!.links, ...(pair!.ranked ?? [])]) {
          for (const { quote, start, end } of link.left) expect(left.text.slice(start, end)).toBe(quote);
          for (const { quote, start, end } of link.right) expect(right.text.slice(start, end)).toBe(quote);
          expect(Math.min(link.left.length, link.right.length)).toBeGreaterThan(0);
        }
        expect(new Set(pair!.links.map((link) => link.id)).size).toBe(pair!.links.length);
      }),
      runs(12),
    );
  });

  it('swapping them mirrors the links and the silences', () => {
    fc.assert(
      fc.property(paragraphs, paragraphs, (a, b) => {
        expectMirrored(readEssay(write(a)), readEssay(write(b)));
      }),
      runs(25),
    );
  });

  it('swapping them mirrors the links where many scores tie', () => {
    const fillers = [
      'zorvin',
      'quaxol',
      'brimto',
      'klepun',
      'vandix',
      'womzar',
      'jurfel',
      'pilgok',
      'drenub',
      'fexmul',
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(fillers, { minLength: 10 }), (words) => {
        const passages = words.map((word) => `Harbour ${word} settles. Silt ${word} settles.`);
        expectMirrored(readEssay(passages.slice(0, 5).join('\n\n')), readEssay(passages.slice(5).join('\n\n')));
      }),
      runs(10),
    );
  });

  it('white space and line ends change no relation, confidence, topic or id', () => {
    fc.assert(
      fc.property(paragraphs, paragraphs, fc.constantFrom('  ', '\n', ' \n', '\r\n'), (a, b, space) => {
        const told = (left: string, right: string): unknown => {
          const essays = [readEssay(left), readEssay(right)] as const;
          return compare(quayPair, ...essays, align(...essays, settings)).links.map(
            ({ id, relation, confidence, relationConfidence, topic }) => [
              id,
              relation,
              confidence,
              relationConfidence,
              topic,
            ],
          );
        };
        expect(told(write(a, space, '\r\n'), write(b, space))).toEqual(told(write(a), write(b)));
      }),
      runs(12),
    );
  });
});

describe.each(samplePairs)('for the sample $theme', ({ left, right, concepts: lexicon }) => {
  it('swapping the essays mirrors the links', () => {
    expectMirrored(left, right, { ...settings, concepts: lexicon });
  });
});
