import { align, type AlignmentSettings, defaultSettings } from '../alignment/align';
import type { Reading, Source } from '../alignment/reading';
import type { Concept } from '../corpus/lexicon';
import type { Pair } from '../corpus/corpus';
import type { Essay } from '../text/essay';
import { attachReading } from './attach';
import { compare, type Comparison } from './comparison';
import type { ReadingFile } from './readingFile';
import { withSharedEvidence } from './sharedEvidence';
import { leastAttached, sourceOrder } from './weights';

/** A reading to show: of a source, the best one at hand; or a given reading file. */
export type Wanted = Source | ReadingFile;

export interface ReadingChoice extends Partial<Omit<AlignmentSettings, 'concepts'>> {
  /** The reading files at hand: those that the corpus brings, then those that are shipped. */
  readonly readings?: readonly ReadingFile[];
  /** The readings to show, the later laid over the earlier. Without it the highest source that read these essays is shown. */
  readonly wanted?: readonly Wanted[];
}

/**
 * Reads a pair and makes it into what is shown: the highest source present (a person's, a published, a model's reading, else the engine's),
 * or the readings wanted. Undefined where an essay of the pair was not read, or where none of the wanted readings reads these essays.
 */
export function readPair(
  pair: Pair,
  essays: ReadonlyMap<string, Essay>,
  concepts: readonly Concept[],
  { readings = [], wanted, ...settings }: ReadingChoice = {},
): Comparison | undefined {
  const left = essays.get(pair.left.path);
  const right = essays.get(pair.right.path);
  if (left === undefined || right === undefined) return undefined;
  const engine = once(() => align(left, right, { ...defaultSettings, ...settings, concepts }));
  const attached = (file: ReadingFile): Reading | undefined => attachReading(file, left, right);
  const best = (source: Source, least: number): Reading | undefined =>
    source === 'engine'
      ? engine()
      : firstOf(readings, (file) => {
          const reading = file.kind === source ? attached(file) : undefined;
          return reading !== undefined && shareFound(reading) >= least ? reading : undefined;
        });
  const shown =
    wanted === undefined
      ? [firstOf(sourceOrder, (source) => best(source, leastAttached)) ?? engine()]
      : wanted.flatMap((each) => (typeof each === 'string' ? best(each, 0) : attached(each)) ?? []);
  const [first, ...further] = shown.map((reading) =>
    reading.source === 'engine' && reading.attached === null
      ? reading
      : {
          ...withSharedEvidence(reading, left, right, concepts),
          ranked: settings.allSuggestions === true ? engine().ranked : [],
        },
  );
  return first === undefined ? undefined : compare(pair, left, right, first, further);
}

/** The share of a reading's links that can be shown here, whole or in part. */
function shareFound({ attached }: Reading): number {
  return attached === null
    ? 1
    : (attached.whole + attached.partial) / (attached.whole + attached.partial + attached.lost);
}

function firstOf<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
