import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assembleCorpus, manifestName, manifestPaths } from '../../server/corpus/corpus';
import { importCompendium } from '../../server/corpus/import/importCompendium';
import type { CompendiumImport } from '../../server/corpus/import/types';
import { plainPath } from '../../server/corpus/paths';
import { readEssay } from '../../server/text/readEssay';
import { markup, runs } from '../property/arbitraries';

const lines = readFileSync(new URL('../fixtures/compendium.txt', import.meta.url), 'utf8').split('\n');

type Mutation = (lines: string[]) => void;

const place = fc.nat(lines.length - 1);
const clamp = (at: number, list: readonly string[]): number => Math.min(at, list.length - 1);

const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.tuple(place, fc.integer({ min: 1, max: 12 })).map(
    ([at, count]): Mutation =>
      (list) =>
        list.splice(clamp(at, list), count),
  ),
  fc.tuple(place, fc.integer({ min: 1, max: 6 }), place).map(
    ([from, count, to]): Mutation =>
      (list) =>
        list.splice(clamp(to, list), 0, ...list.slice(from, from + count)),
  ),
  fc.tuple(place, place).map(([a, b]): Mutation => (list) => {
    const [i, k] = [clamp(a, list), clamp(b, list)];
    [list[i], list[k]] = [list[k] ?? '', list[i] ?? ''];
  }),
  fc.tuple(place, fc.nat(200)).map(([at, column]): Mutation => (list) => {
    const line = list[clamp(at, list)] ?? '';
    list.splice(clamp(at, list), 1, line.slice(0, column), '', line.slice(column));
  }),
  fc.tuple(place, markup).map(
    ([at, text]): Mutation =>
      (list) =>
        list.splice(clamp(at, list), 0, text),
  ),
  fc.tuple(place, fc.nat(200), markup).map(([at, column, text]): Mutation => (list) => {
    const line = list[clamp(at, list)] ?? '';
    list[clamp(at, list)] = line.slice(0, column) + text + line.slice(column);
  }),
);

/** A compendium in which up to a dozen things went wrong, with some kind of line end. */
const mutated = fc
  .tuple(fc.array(mutation, { minLength: 1, maxLength: 12 }), fc.constantFrom('\n', '\n', '\r\n', '\r'))
  .map(([mutations, end]) => {
    const list = [...lines];
    for (const mutate of mutations) mutate(list);
    return list.join(end);
  });

/** Every account adds up, every line with words is in one bucket, and what was written is a corpus inside its folder. */
function check(result: CompendiumImport): void {
  const { account, files } = result;
  expect(account.buckets.reduce((sum, bucket) => sum + bucket.words, 0)).toBe(account.totalWords);
  const ranges = account.buckets.flatMap((bucket) => bucket.lines).sort((a, b) => a[0] - b[0]);
  ranges.forEach(([from, to], i) => {
    expect(from).toBeLessThanOrEqual(to);
    expect(from).toBeGreaterThan(ranges[i - 1]?.[1] ?? 0);
  });
  expect(account.balanced).toBe(account.discrepancies.length === 0);
  for (const file of files) expect(plainPath(file.path)).toBe(file.path);
  expect(new Set(files.map((file) => file.path)).size).toBe(files.length);
  const texts = new Map(files.map((file) => [file.path, file.text]));
  const manifest = texts.get(manifestName) ?? '';
  const { documents, lexicons } = manifestPaths(manifest);
  const corpus = assembleCorpus({
    manifest,
    documents: documents.map((path) => ({ path, essay: readEssay(texts.get(path) ?? '') })),
    lexicons: new Map(lexicons.map((path) => [path, texts.get(path) ?? ''])),
  });
  expect(corpus.problems.filter((problem) => problem.severity !== 'information')).toEqual([]);
}

describe('for any damage to a compendium', () => {
  it('the import never throws, and every word is in exactly one bucket', () => {
    fc.assert(
      fc.property(mutated, (source) => {
        const result = importCompendium(source);
        if (result.kind === 'compendium') check(result);
        else expect(result.kind).toBe('context');
      }),
      runs(16),
    );
  });

  it('markup alone is never taken for a compendium', () => {
    fc.assert(
      fc.property(markup, (source) => {
        expect(importCompendium(source).kind).not.toBe('compendium');
      }),
      runs(40),
    );
  });
});
