import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importCompendium } from '../../server/corpus/import/importCompendium';

const source = readFileSync(new URL('../fixtures/import/compendium.txt', import.meta.url), 'utf8');
const lines = source.split('\n');

/** One act of damage that a converter or a reader may do to a compendium. */
type Damage =
  | { kind: 'delete' | 'double' | 'split' | 'cut'; line: number; at: number }
  | { kind: 'swap'; line: number; other: number }
  | { kind: 'insert' | 'append'; line: number; text: string };

const scraps = [
  '¹',
  '²³',
  '[1]',
  '^2',
  '(3)',
  '- ',
  '- q ',
  '# ',
  '**',
  '*',
  '\\',
  '`',
  '](#)',
  '[',
  '<b',
  '&amp;',
  '|',
  '> ',
  '---',
  '\f',
  '\u00ad',
  '\u200b',
  '1. ',
  '12',
  'Notes',
  'Contents',
  'Introduction',
  'Gu Wanting',
  'Professor, River University',
  'A title?',
  '中文',
  'e\u0301',
  '\ud83d\ude00',
  '\ud800',
];
const line = fc.nat(lines.length - 1);
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('delete' as const, 'double' as const, 'split' as const, 'cut' as const),
    line,
    at: fc.nat(200),
  }),
  fc.record({ kind: fc.constant('swap' as const), line, other: line }),
  fc.record({
    kind: fc.constantFrom('insert' as const, 'append' as const),
    line,
    text: fc.oneof(fc.constantFrom(...scraps), fc.string({ maxLength: 30, unit: 'binary' })),
  }),
);

function harm(damages: readonly Damage[], end: string): string {
  const out = [...lines];
  for (const act of damages) {
    const text = out[act.line] ?? '';
    switch (act.kind) {
      case 'delete':
        out.splice(act.line, 1);
        break;
      case 'double':
        out.splice(act.line, 0, text);
        break;
      case 'split':
        out.splice(act.line, 1, text.slice(0, act.at), text.slice(act.at));
        break;
      case 'cut':
        out[act.line] = text.slice(0, act.at);
        break;
      case 'swap':
        out[act.line] = out[act.other] ?? '';
        out[act.other] = text;
        break;
      case 'insert':
        out.splice(act.line, 0, act.text);
        break;
      case 'append':
        out[act.line] = text + act.text;
        break;
    }
  }
  return out.join(end);
}

const damaged = fc
  .tuple(fc.array(damage, { maxLength: 25 }), fc.constantFrom('\n', '\r\n', '\r', '\n\n'))
  .map(([damages, end]) => harm(damages, end));

const wordCount = (text: string): number => (text.match(/[\p{L}\p{N}]+/gu) ?? []).length;

describe('the importer, whatever the source', () => {
  it('puts every word of a damaged compendium in one bucket, and finds no word of it lost', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const result = importCompendium(text);
        if (result.kind !== 'compendium') return;
        const { account } = result;
        expect(account.discrepancies).toEqual([]);
        expect(account.totalWords).toBe(wordCount(text));
        expect(account.buckets.reduce((sum, bucket) => sum + bucket.words, 0)).toBe(account.totalWords);
      }),
      { numRuns: 60 },
    );
  });

  it('gives ranges of lines that do not overlap and lie inside the source', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const result = importCompendium(text);
        if (result.kind !== 'compendium') return;
        const count = text.split(/\r\n?|\n/).length;
        const ranges = result.account.buckets.flatMap((bucket) => bucket.lines).sort((a, b) => a[0] - b[0]);
        let last = 0;
        for (const [from, to] of ranges) {
          expect(from).toBeGreaterThan(last);
          expect(to).toBeGreaterThanOrEqual(from);
          last = to;
        }
        expect(last).toBeLessThanOrEqual(count);
        for (const item of result.uncertain) {
          expect(item.line).toBeGreaterThanOrEqual(1);
          expect(item.endLine).toBeLessThanOrEqual(count);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives each essay its own path, and each theme its own id', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        const result = importCompendium(text);
        if (result.kind === 'empty') return;
        const paths = result.files.map((file) => file.path);
        expect(new Set(paths).size).toBe(paths.length);
        if (result.kind !== 'compendium') return;
        expect(new Set(result.themes.map((theme) => theme.id)).size).toBe(result.themes.length);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same result twice', () => {
    fc.assert(
      fc.property(damaged, (text) => {
        expect(importCompendium(text)).toEqual(importCompendium(text));
      }),
      { numRuns: 10 },
    );
  });

  it('never throws, not even on noise', () => {
    const noise = fc.array(fc.oneof(fc.constantFrom(...scraps, ...lines), fc.string({ unit: 'binary' })), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(noise, (parts) => {
        const result = importCompendium(parts.join('\n'));
        expect(['compendium', 'context', 'empty']).toContain(result.kind);
      }),
      { numRuns: 100 },
    );
  });
});
