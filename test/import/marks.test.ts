import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { importCompendium } from '../../server/corpus/import/importCompendium';
import type { CompendiumImport } from '../../server/corpus/import/types';

const source = readFileSync(new URL('../fixtures/compendium.txt', import.meta.url), 'utf8');
const lines = source.split('\n');

function imported(text: string): CompendiumImport {
  const result = importCompendium(text);
  if (result.kind !== 'compendium') throw new Error(`It is no compendium: ${result.kind}.`);
  return result;
}

/** What converters leave in names, titles and questions. */
const marks = [
  '<b>',
  '</b>',
  '<i class="x y">',
  '<sup>2</sup>',
  '[',
  '](z)',
  '[q](http://a.example/b)',
  '**',
  '__',
  '`',
];
const places = imported(source)
  .account.buckets.filter(({ name }) => ['byline', 'heading', 'questions', 'acronyms'].includes(name))
  .flatMap((bucket) => bucket.lines)
  .flatMap(([from, to]) => lines.map((_, i) => i).slice(from - 1, to))
  .filter((i) => (lines[i] ?? '').trim() !== '');

it('what a converter leaves in a byline, title or question is accounted for, wherever it stands', () => {
  expect(places.length).toBeGreaterThan(15);
  // Each place with another mark, at its start, middle or end: all of them together take minutes.
  const unbalanced = places.flatMap((place, i) => {
    const line = lines[place] ?? '';
    const mark = marks[i % marks.length] ?? '';
    const at = [0, Math.floor(line.length / 2), line.length][Math.floor(i / marks.length) % 3] ?? 0;
    const damaged = [...lines];
    damaged[place] = line.slice(0, at) + mark + line.slice(at);
    const { account } = imported(damaged.join('\n'));
    return account.balanced ? [] : [{ line: damaged[place], says: account.discrepancies }];
  });
  expect(unbalanced).toEqual([]);
});

it('a byline line without a letter between name and role takes nothing away', () => {
  const name = lines.findIndex((line) => line === 'Gu Wenlan');
  expect(name).toBeGreaterThan(0);
  for (const odd of ['\u{3347a}', '中', '…', '***', '<b>', '7', 'x']) {
    const damaged = [...lines];
    damaged.splice(name + 1, 0, odd);
    expect(imported(damaged.join('\n')).account).toMatchObject({ balanced: true, discrepancies: [] });
  }
});

it('tags and addresses do not become part of a name or a title, and are listed among the mends', () => {
  const { files, account } = imported(source.replace(/^Gu Wenlan$/m, '<b>Gu</b> [Wenlan](http://a.example/b)'));
  expect(files.some(({ text }) => text.includes('name: Gu Wenlan\n'))).toBe(true);
  expect(account.mends.filter(({ kind }) => kind === 'markup')).toMatchObject([
    { before: '<b>', after: '' },
    { before: '</b>', after: '' },
    { before: '[Wenlan](http://a.example/b)', after: 'Wenlan' },
  ]);
});
