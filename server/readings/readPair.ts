import { align, type AlignmentSettings, defaultSettings } from '../alignment/align';
import type { Concept } from '../corpus/lexicon';
import type { Pair } from '../corpus/corpus';
import type { Essay } from '../text/essay';
import { compare, type Comparison } from './comparison';

/** Reads a pair with the best source at hand and makes it into what is shown. Undefined where an essay of the pair was not read. */
export function readPair(
  pair: Pair,
  essays: ReadonlyMap<string, Essay>,
  concepts: readonly Concept[],
  settings: Partial<AlignmentSettings> = {},
): Comparison | undefined {
  const left = essays.get(pair.left.path);
  const right = essays.get(pair.right.path);
  if (left === undefined || right === undefined) return undefined;
  return compare(pair, left, right, align(left, right, { ...defaultSettings, ...settings, concepts }));
}
