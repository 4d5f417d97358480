import {
  alignInSteps,
  type AlignmentSettings,
  type AlignmentStage,
  defaultSettings,
  engineName,
  engineVersion,
} from '../alignment/align';
import type { Reading, Source } from '../alignment/reading';
import type { Concept } from '../corpus/lexicon';
import type { Pair } from '../corpus/corpus';
import type { Essay } from '../text/essay';
import { finish, type Steps } from '../text/steps';
import { attachInSteps } from './attach';
import { compareInSteps, type Comparison, labelOf, type ReadingLabel } from './comparison';
import type { ReadingFile } from './readingFile';
import { sharedEvidenceInSteps } from './sharedEvidence';
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
  choice: ReadingChoice = {},
): Comparison | undefined {
  const left = essays.get(pair.left.path);
  const right = essays.get(pair.right.path);
  return left === undefined || right === undefined
    ? undefined
    : finish(readPairInSteps(pair, left, right, concepts, choice));
}

/** `readPair` in steps. A reading that was made elsewhere comes scored and linked. */
export function* readPairInSteps(
  pair: Pair,
  left: Essay,
  right: Essay,
  concepts: readonly Concept[],
  { readings = [], wanted, ...settings }: ReadingChoice = {},
): Steps<Comparison | undefined, AlignmentStage> {
  let engine: Reading | undefined;
  const byEngine = function* (): Steps<Reading, AlignmentStage> {
    return (engine ??= yield* alignInSteps(left, right, { ...defaultSettings, ...settings, concepts }));
  };
  const best = function* (source: Source, least: number): Steps<Reading | undefined, AlignmentStage> {
    if (source === 'engine') return yield* byEngine();
    for (const file of readings) {
      if (file.kind !== source) continue;
      const reading = yield* attachInSteps(file, left, right);
      yield;
      if (reading !== undefined && shareFound(reading) >= least) return reading;
    }
    return undefined;
  };
  const shown: Reading[] = [];
  if (wanted === undefined) {
    for (const source of sourceOrder) {
      const reading = yield* best(source, leastAttached);
      if (reading === undefined) continue;
      shown.push(reading);
      break;
    }
  } else {
    for (const each of wanted) {
      const reading = typeof each === 'string' ? yield* best(each, 0) : yield* attachInSteps(each, left, right);
      if (reading !== undefined) shown.push(reading);
      yield;
    }
  }
  const evident: Reading[] = [];
  for (const reading of shown) {
    if (reading.source === 'engine' && reading.attached === null) {
      evident.push(reading);
      continue;
    }
    yield 'linked';
    const ranked = settings.allSuggestions === true ? (yield* byEngine()).ranked : [];
    evident.push({ ...(yield* sharedEvidenceInSteps(reading, left, right, concepts, settings.memo)), ranked });
    yield;
  }
  const [first, ...further] = evident;
  return first === undefined ? undefined : yield* compareInSteps(pair, left, right, first, further);
}

/**
 * Reads an earlier version of a pair by the reading that is shown of it now, so that what differs comes of the texts. Where that reading does
 * not read the earlier texts, what would be shown of them.
 */
export function readPairBefore(
  now: Comparison,
  left: Essay,
  right: Essay,
  concepts: readonly Concept[],
  { readings = [], wanted, ...settings }: ReadingChoice = {},
): Comparison {
  return finish(readPairBeforeInSteps(now, left, right, concepts, { readings, wanted: wanted ?? [], ...settings }));
}

/** `readPairBefore` in steps. */
export function* readPairBeforeInSteps(
  { pair, left: leftNow, right: rightNow, reading }: Comparison,
  left: Essay,
  right: Essay,
  concepts: readonly Concept[],
  { readings = [], wanted = [], ...settings }: ReadingChoice = {},
): Steps<Comparison, AlignmentStage> {
  const shown = (yield* readingsAtHandInSteps(leftNow, rightNow, readings)).find(
    ({ label }) => label.kind === reading.kind && label.name === reading.name && label.version === reading.version,
  );
  const same = wanted.length > 0 ? wanted : shown === undefined ? [] : [shown.wanted];
  const before =
    (yield* readPairInSteps(pair, left, right, concepts, { readings, wanted: same, ...settings })) ??
    (yield* readPairInSteps(pair, left, right, concepts, { readings, ...settings }));
  if (before === undefined) throw new Error('the engine reads every two essays');
  return before;
}

/** A reading that can be shown for two essays. */
export interface ReadingAtHand {
  /** Its kind and name; a second one of the same kind and name is numbered. */
  readonly id: string;
  readonly wanted: Wanted;
  readonly label: ReadingLabel;
  /** Whether it is shown where none is chosen: the same that `readPair` shows without `wanted`. */
  readonly isDefault: boolean;
}

/** The readings of two essays, the most trusted first: every reading file of which anything is found in them, and the engine. */
export function readingsAtHand(left: Essay, right: Essay, readings: readonly ReadingFile[]): readonly ReadingAtHand[] {
  return finish(readingsAtHandInSteps(left, right, readings));
}

/** `readingsAtHand` in steps. */
export function* readingsAtHandInSteps(
  left: Essay,
  right: Essay,
  readings: readonly ReadingFile[],
): Steps<readonly ReadingAtHand[]> {
  const engine = {
    kind: 'engine',
    name: engineName,
    version: engineVersion,
    provenance: null,
    attached: null,
  } as const;
  const found: (Omit<ReadingAtHand, 'isDefault'> & { readonly share: number })[] = [
    { id: 'engine', wanted: 'engine', label: engine, share: 1 },
  ];
  const seen = new Map<string, number>();
  for (const file of readings) {
    const reading = yield* attachInSteps(file, left, right);
    yield;
    if (reading === undefined) continue;
    const key = `${file.kind}:${file.name}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const id = count === 1 ? key : `${key}#${count}`;
    found.push({ id, wanted: file, label: labelOf(reading), share: shareFound(reading) });
  }
  found.sort((a, b) => sourceOrder.indexOf(a.label.kind) - sourceOrder.indexOf(b.label.kind));
  const byDefault = found.find(({ share }) => share >= leastAttached);
  return found.map(({ id, wanted, label }) => ({ id, wanted, label, isDefault: id === byDefault?.id }));
}

/** The share of a reading's links that can be shown here, whole or in part. */
function shareFound({ attached }: Reading): number {
  return attached === null
    ? 1
    : (attached.whole + attached.partial) / (attached.whole + attached.partial + attached.lost);
}
