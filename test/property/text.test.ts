import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../server/text/canonical';
import { LineIndex } from '../../server/text/lines';
import { readEssay } from '../../server/text/readEssay';
import { splitSentences } from '../../server/text/sentences';
import { escapeMarkdown, plainQuote } from '../../server/report/markdownText';
import { nodeTypes } from '../unit/markdown';
import { markup, paragraphs, runs, write } from './arbitraries';

const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

describe('for any text', () => {
  it('the canonical text of a canonical text is itself', () => {
    const source = fc.array(fc.constantFrom('\ufeff', '\r', '\n', 'a', '\u2028')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(source, (text) => {
        const canonical = canonicalText(text);
        expect(canonicalText(canonical)).toBe(canonical);
        expect(canonical).not.toContain('\r');
      }),
      runs(200),
    );
  });

  it('an offset and its line and character lead to each other', () => {
    fc.assert(
      fc.property(markup, fc.nat(60), (source, at) => {
        const text = canonicalText(source);
        const lines = new LineIndex(text);
        const offset = Math.min(at, text.length);
        expect(lines.offsetAt(lines.positionAt(offset))).toBe(offset);
      }),
      runs(100),
    );
  });

  it('split sentences are in order, never overlap, and hold all but white space', () => {
    fc.assert(
      fc.property(markup, (text) => {
        const spans = splitSentences(text);
        spans.forEach(({ start, end }, i) => {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThanOrEqual(spans[i - 1]?.end ?? 0);
        });
        const held = spans.map(({ start, end }) => text.slice(start, end)).join('');
        expect(held.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
      runs(200),
    );
  });

  it('an essay’s passages and sentences are in order, never overlap, and lie inside', () => {
    fc.assert(
      fc.property(markup, fc.constantFrom('markdown' as const, 'plain' as const), (source, format) => {
        const essay = readEssay(source, format);
        let before = 0;
        for (const passage of essay.passages) {
          expect(passage.start).toBeGreaterThanOrEqual(before);
          let last = passage.start;
          for (const sentence of passage.sentences) {
            expect(sentence.start).toBeGreaterThanOrEqual(last);
            expect(sentence.end).toBeGreaterThan(sentence.start);
            last = sentence.end;
          }
          expect(last).toBeLessThanOrEqual(passage.end);
          before = passage.end;
        }
        expect(before).toBeLessThanOrEqual(essay.text.length);
      }),
      runs(200),
    );
  });

  it('escaped, it is nothing but text, and says the same', () => {
    fc.assert(
      fc.property(fc.constantFrom('', '- ', '> ', '#### ', '  - x: '), markup, (before, text) => {
        const safe = escapeMarkdown(text);
        fc.pre(text.trim() !== '');
        const allowed = ['root', 'paragraph', 'text', 'list', 'listItem', 'blockquote', 'heading'];
        const { types, text: shown } = nodeTypes(before + safe);
        expect(types.filter((type) => !allowed.includes(type))).toEqual([]);
        const plain = text.replaceAll('\0', '\ufffd').replace(/\s+/g, ' ').trim();
        expect(shown.replace(/^x: /, '').trim()).toBe(plain);
        expect(safe).not.toMatch(/(?:https?|command|mailto):|www\.|@/i);
      }),
      runs(200),
    );
  });

  it('a plain quote of a plain quote without markup is itself', () => {
    fc.assert(
      fc.property(paragraphs, (parts) => {
        const quote = plainQuote(write(parts));
        expect(plainQuote(quote)).toBe(quote);
      }),
      runs(50),
    );
  });
});

describe('for any essay of paragraphs', () => {
  it('the sentences hold every letter, and their quotes render to their texts', () => {
    fc.assert(
      fc.property(paragraphs, (parts) => {
        const essay = readEssay(write(parts));
        expect(essay.passages).toHaveLength(parts.length);
        essay.passages.forEach((passage, i) => {
          const quotes = passage.sentences.map((s) => essay.text.slice(s.start, s.end));
          expect(letters(quotes.join(''))).toBe(letters(parts[i]?.join('') ?? ''));
          expect(quotes.map((quote) => quote.replaceAll('[^1]', ''))).toEqual(passage.sentences.map((s) => s.text));
        });
      }),
      runs(30),
    );
  });
});
