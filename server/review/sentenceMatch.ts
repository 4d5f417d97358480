import { diffArrays } from 'diff';
import type { Essay, Sentence, Span } from '../text/essay';
import { tokensOf } from './tokens';

/** What became of the sentences of an essay: a sentence of the earlier version with the one that it is now. */
export interface SentenceMatch {
  readonly before: readonly Sentence[];
  readonly after: readonly Sentence[];
  /** For each sentence before, the index of the one that it is now; undefined where it is gone. */
  readonly nowOf: readonly (number | undefined)[];
  /** For each sentence now, the index of the one that it was; undefined where it is new. */
  readonly wasOf: readonly (number | undefined)[];
  /** Indices (of sentences now) of those that have other words than before, and of those that stand in another place. */
  readonly reworded: ReadonlySet<number>;
  readonly moved: ReadonlySet<number>;
}

/** Two sentences with other words are the same one, reworded, where they share at least this much of their words (Dice, in [0, 1]). */
const leastAlike = 0.5;

/**
 * Matches the sentences of two versions of an essay: those that stayed in their order (Myers 1986, by way of `diff`), then, anywhere in the
 * text, those with the same words, then those that are most alike. Each sentence is matched once; what is not like enough is gone or new.
 */
export function matchSentences(before: Essay, after: Essay): SentenceMatch {
  const old = sentencesOf(before);
  const now = sentencesOf(after);
  const nowOf: (number | undefined)[] = old.map(() => undefined);
  const wasOf: (number | undefined)[] = now.map(() => undefined);
  let i = 0;
  let j = 0;
  for (const { count, added, removed } of diffArrays(
    old.map(({ text }) => text),
    now.map(({ text }) => text),
  )) {
    for (let n = 0; n < count && !added && !removed; n += 1) {
      nowOf[i + n] = j + n;
      wasOf[j + n] = i + n;
    }
    if (!added) i += count;
    if (!removed) j += count;
  }
  for (const { was, is } of alikes(old, now, nowOf, wasOf)) {
    if (nowOf[was] !== undefined || wasOf[is] !== undefined) continue;
    nowOf[was] = is;
    wasOf[is] = was;
  }
  const inOrder = longestRise(nowOf);
  const reworded = new Set<number>();
  const moved = new Set<number>();
  for (const [is, was] of wasOf.entries()) {
    if (was === undefined) continue;
    if (old[was]?.text !== now[is]?.text) reworded.add(is);
    if (!inOrder.has(is)) moved.add(is);
  }
  return { before: old, after: now, nowOf, wasOf, reworded, moved };
}

/** Indices of the sentences that spans touch. */
export function sentencesAt(sentences: readonly Sentence[], spans: readonly Span[]): number[] {
  return sentences.flatMap((sentence, i) =>
    spans.some(({ start, end }) => sentence.start < end && start < sentence.end) ? [i] : [],
  );
}

function sentencesOf(essay: Essay): Sentence[] {
  return essay.passages.flatMap((passage) => passage.sentences);
}

/** Every two sentences without a match that are alike, the likest first; of two as like, those that stand nearer to each other. */
function alikes(
  old: readonly Sentence[],
  now: readonly Sentence[],
  nowOf: readonly (number | undefined)[],
  wasOf: readonly (number | undefined)[],
): { readonly was: number; readonly is: number; readonly likeness: number }[] {
  const byWord = new Map<string, Map<number, number>>();
  const sizes = new Map<number, number>();
  for (const [is, sentence] of now.entries()) {
    if (wasOf[is] !== undefined) continue;
    const words = counted(sentence.text);
    sizes.set(is, total(words));
    for (const [word, count] of words) byWord.set(word, (byWord.get(word) ?? new Map<number, number>()).set(is, count));
  }
  const found: { was: number; is: number; likeness: number }[] = [];
  for (const [was, sentence] of old.entries()) {
    if (nowOf[was] !== undefined) continue;
    const words = counted(sentence.text);
    const shared = new Map<number, number>();
    for (const [word, count] of words)
      for (const [is, other] of byWord.get(word) ?? []) shared.set(is, (shared.get(is) ?? 0) + Math.min(count, other));
    for (const [is, both] of shared) {
      const likeness = (2 * both) / (total(words) + (sizes.get(is) ?? 0));
      if (likeness >= leastAlike) found.push({ was, is, likeness });
    }
  }
  return found.sort(
    (a, b) =>
      b.likeness - a.likeness || Math.abs(a.was - a.is) - Math.abs(b.was - b.is) || a.was - b.was || a.is - b.is,
  );
}

function counted(text: string): ReadonlyMap<string, number> {
  const words = new Map<string, number>();
  for (const { form } of tokensOf(text)) words.set(form, (words.get(form) ?? 0) + 1);
  return words;
}

function total(words: ReadonlyMap<string, number>): number {
  return [...words.values()].reduce((sum, count) => sum + count, 0);
}

/** The values of a longest rising subsequence: what kept its order. (Fredman 1975) */
function longestRise(values: readonly (number | undefined)[]): Set<number> {
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const value of values) {
    if (value === undefined) continue;
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    before.set(value, ends[low - 1]);
    ends[low] = value;
  }
  const rise = new Set<number>();
  for (let value = ends.at(-1); value !== undefined; value = before.get(value)) rise.add(value);
  return rise;
}
