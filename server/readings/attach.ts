import type { Attachment, Link, Reading, Side, Silence, Summary } from '../alignment/reading';
import type { Essay } from '../text/essay';
import { finish, type Steps } from '../text/steps';
import type { Fingerprint } from './fingerprint';
import type { ReadingFile, ReadingFilePair } from './readingFile';
import { type SentenceIndex, sentenceIndexInSteps } from './sentenceIndex';
import { readingTrust, sentencesASide } from './weights';

/** Which pair of a reading file two essays are, and whether they stand the other way round here. */
interface Choice {
  readonly pair: ReadingFilePair;
  readonly isSwapped: boolean;
}

/**
 * Attaches a reading file to two essays: finds the pair that they are, whatever they are called and whichever is left, and the sentences of
 * each link and silence. Undefined where the file does not read these essays. A link stays when at least one sentence of each side is found.
 */
export function attachReading(file: ReadingFile, left: Essay, right: Essay): Reading | undefined {
  return finish(attachInSteps(file, left, right));
}

/** `attachReading` in steps of some sentences or a link each. */
export function* attachInSteps(file: ReadingFile, left: Essay, right: Essay): Steps<Reading | undefined> {
  const indices = { left: yield* sentenceIndexInSteps(left), right: yield* sentenceIndexInSteps(right) };
  yield;
  const choice = yield* choosePair(file, indices.left, indices.right);
  if (choice === undefined) return undefined;
  const finders = {
    left: yield* finderOf(indices.left, allFingerprints(choice, 'left')),
    right: yield* finderOf(indices.right, allFingerprints(choice, 'right')),
  };
  const trust = readingTrust[file.kind === 'model' ? 'model' : 'published'];
  let whole = 0;
  const links: Link[] = [];
  for (const given of choice.pair.links) {
    yield;
    const l = finders.left.find(given[sideIn(choice, 'left')], sentencesASide);
    const r = finders.right.find(given[sideIn(choice, 'right')], sentencesASide);
    if (l.sentences.length === 0 || r.sentences.length === 0) continue;
    if (l.isWhole && r.isWhole) whole += 1;
    const strength = given.strength ?? null;
    const spans = { left: finders.left.index.spans(l.sentences), right: finders.right.index.spans(r.sentences) };
    const why = given.why ?? null;
    links.push({
      source: file.kind,
      relation: given.relation,
      confidence: trust.link[strength ?? 'none'],
      relationConfidence: given.relation === 'undetermined' ? null : trust.relation[strength ?? 'none'],
      strength,
      topic: given.topic ?? null,
      why,
      ...spans,
      evidence: why === null ? [] : [{ kind: 'reason', text: why, ...spans }],
    });
  }
  if (links.length === 0) return undefined;
  const silences = (side: Side): Silence[] =>
    (choice.pair.silences?.[sideIn(choice, side)] ?? []).flatMap(({ sentences, topic, why }) => {
      const found = finders[side].find(sentences, Infinity).sentences;
      return found.length === 0 ? [] : [{ topic, why: why ?? null, spans: finders[side].index.spans(found) }];
    });
  const found = { left: silences('left'), right: silences('right') };
  const total = choice.pair.links.length;
  const attached: Attachment = {
    whole,
    partial: links.length - whole,
    lost: total - links.length,
    silences: countSilences(choice.pair, found.left.length + found.right.length),
    share: whole / total,
  };
  return {
    source: file.kind,
    name: file.name,
    version: file.date,
    provenance: { author: file.author, method: file.method },
    summary: summaryOf(choice.pair.summary),
    attached,
    links,
    silences: found,
    ranked: [],
  };
}

/** The file's side that is this side here. */
function sideIn(choice: Choice, side: Side): Side {
  return choice.isSwapped === (side === 'left') ? 'right' : 'left';
}

function allFingerprints(choice: Choice, side: Side): Fingerprint[] {
  const own = sideIn(choice, side);
  return [
    ...choice.pair.links.flatMap((link) => link[own]),
    ...(choice.pair.silences?.[own] ?? []).flatMap((silence) => silence.sentences),
  ];
}

function countSilences(pair: ReadingFilePair, found: number): Attachment['silences'] {
  return { found, lost: (pair.silences?.left.length ?? 0) + (pair.silences?.right.length ?? 0) - found };
}

function summaryOf(given: ReadingFilePair['summary']): Summary | null {
  const { convergence = null, divergence = null, silences = null } = given ?? {};
  return convergence === null && divergence === null && silences === null
    ? null
    : { convergence, divergence, silences };
}

function* finderOf(index: SentenceIndex, fingerprints: readonly Fingerprint[]): Steps<Finder> {
  const taken = new Set(fingerprints.flatMap((fingerprint) => index.own(fingerprint)));
  const missing = fingerprints.filter((fingerprint) => index.own(fingerprint).length === 0);
  const wanted = new Map(missing.map((fingerprint) => [fingerprint.h, fingerprint]));
  const inAll = yield* index.slide(wanted.values(), { taken });
  for (const h of inAll.keys()) wanted.delete(h);
  return new Finder(index, new Map([...inAll, ...(yield* index.slide(wanted.values(), { taken, kind: 'running' }))]));
}

/** Finds the sentences of an essay that fingerprints name. */
class Finder {
  /** @param elsewhere those that are no sentence here, by their hash: the sentences that they cover */
  constructor(
    readonly index: SentenceIndex,
    private readonly elsewhere: ReadonlyMap<string, readonly number[]>,
  ) {}

  find(
    fingerprints: readonly Fingerprint[],
    most: number,
  ): { readonly sentences: readonly number[]; readonly isWhole: boolean } {
    const places = fingerprints.map((fingerprint) => this.index.own(fingerprint));
    // Of a sentence that an essay repeats, the one nearest to its fellows is meant.
    const anchor = places.find((at) => at.length === 1)?.[0] ?? places.find((at) => at.length > 0)?.[0] ?? 0;
    const sentences = new Set<number>();
    let found = 0;
    fingerprints.forEach(({ h }, i) => {
      const [nearest] = [...(places[i] ?? [])].sort((a, b) => Math.abs(a - anchor) - Math.abs(b - anchor) || a - b);
      const at = nearest === undefined ? (this.elsewhere.get(h) ?? []) : [nearest];
      if (at.length > 0) found += 1;
      for (const sentence of at) if (sentences.size < most) sentences.add(sentence);
    });
    return { sentences: [...sentences], isWhole: found === fingerprints.length };
  }
}

/** Where a reading file has each hash: the number of its pair, twice, plus one for the right side. */
interface FileIndex {
  readonly places: ReadonlyMap<string, readonly number[]>;
  readonly fingerprints: ReadonlyMap<string, Fingerprint>;
}

const fileIndices = new WeakMap<ReadingFile, FileIndex>();

function fileIndex(file: ReadingFile): FileIndex {
  const known = fileIndices.get(file);
  if (known !== undefined) return known;
  const places = new Map<string, number[]>();
  const fingerprints = new Map<string, Fingerprint>();
  file.pairs.forEach((pair, i) => {
    (['left', 'right'] as const).forEach((side, k) => {
      for (const fingerprint of pair.links.flatMap((link) => link[side])) {
        fingerprints.set(fingerprint.h, fingerprint);
        const at = places.get(fingerprint.h) ?? [];
        if (!at.includes(i * 2 + k)) at.push(i * 2 + k);
        places.set(fingerprint.h, at);
      }
    });
  });
  const index = { places, fingerprints };
  fileIndices.set(file, index);
  return index;
}

/** The pair and orientation of which the most fingerprints are found. Quick where the file reads other essays. */
function* choosePair(file: ReadingFile, left: SentenceIndex, right: SentenceIndex): Steps<Choice | undefined> {
  const inLeft = yield* countHits(file, left);
  if (inLeft.size === 0) return undefined;
  const inRight = yield* countHits(file, right);
  if (inRight.size === 0) return undefined;
  let best: (Choice & { readonly hits: number }) | undefined;
  file.pairs.forEach((pair, i) => {
    for (const isSwapped of [false, true]) {
      const l = inLeft.get(i * 2 + (isSwapped ? 1 : 0)) ?? 0;
      const r = inRight.get(i * 2 + (isSwapped ? 0 : 1)) ?? 0;
      if (l > 0 && r > 0 && l + r > (best?.hits ?? 0)) best = { pair, isSwapped, hits: l + r };
    }
  });
  return best;
}

/** How many fingerprints of each side of each pair an essay has. Where it has none as a sentence of its own, some may begin one. */
function* countHits(file: ReadingFile, essay: SentenceIndex): Steps<Map<number, number>> {
  const { places, fingerprints } = fileIndex(file);
  const count = (hashes: Iterable<string>): Map<number, number> => {
    const hits = new Map<number, number>();
    for (const h of hashes) for (const at of places.get(h) ?? []) hits.set(at, (hits.get(at) ?? 0) + 1);
    return hits;
  };
  const own = count(essay.hashes());
  return own.size > 0 ? own : count((yield* essay.slide(fingerprints.values(), { atSentences: true })).keys());
}
