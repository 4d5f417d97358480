import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Essay, Sentence, Span } from '../text/essay';
import { finish, type Steps } from '../text/steps';
import { type Fingerprint, fingerprintOf, hashOf } from './fingerprint';

/** A run of letters of the stream; `to` is exclusive. */
interface Window {
  readonly from: number;
  readonly to: number;
}

/**
 * Which letters to look through: all of them, headings included (a reading's sentence may have swallowed one), or the running text alone
 * (a sentence of this text may be cut in two by a heading, a page number or a running title).
 */
export type StreamKind = 'all' | 'running';

/** An essay's letters in reading order, with what stands at each. */
interface Stream {
  /** UTF-8. */
  readonly bytes: Uint8Array;
  /** Where each letter begins in `bytes`; one more for the end. */
  readonly offsets: Int32Array;
  /** 1 for a letter that opens a word; 1 behind the last. */
  readonly opens: Uint8Array;
  /** 1 for a letter behind the end of a sentence, or behind a mark that may end one; 1 behind the last. */
  readonly follows: Uint8Array;
  /** The sentence that a letter belongs to; -1 in a heading. */
  readonly sentence: Int32Array;
}

/** A sentence or heading of an essay. */
interface Part {
  readonly start: number;
  readonly text: string;
  /** -1 for a heading. */
  readonly sentence: number;
  /** Whether it stands between the lines of the running text. */
  readonly isApart: boolean;
}

export interface SlideOptions {
  /** Sentences that hold no start: they are known to be others. */
  readonly taken?: ReadonlySet<number>;
  /** Tries only what begins where a sentence begins and ends where one may end, which is quick. */
  readonly atSentences?: boolean;
  readonly kind?: StreamKind;
}

/** After so many hashes, or so many windows looked at, work rests. */
const hashesAtOnce = 200;
const windowsAtOnce = 20_000;
/** After so many sentences. */
const sentencesAtOnce = 50;

/** The sentences of an essay, to be found by their fingerprints. Made once for an essay, by `sentenceIndex`. */
export class SentenceIndex {
  readonly sentences: readonly Sentence[];
  /** The passage of each sentence. */
  readonly #passages: readonly number[];
  readonly #own = new Map<string, number[]>();
  readonly #letters: readonly number[];
  readonly #streams = new Map<StreamKind, Stream>();

  /** @param fingerprints of all sentences, in their order */
  constructor(
    private readonly essay: Essay,
    fingerprints: readonly (Fingerprint | undefined)[],
  ) {
    this.sentences = sentencesOf(essay);
    this.#passages = essay.passages.flatMap((passage, i) => passage.sentences.map(() => i));
    this.#letters = fingerprints.map((found) => found?.n ?? 0);
    fingerprints.forEach((found, i) => {
      if (found === undefined) return;
      const same = this.#own.get(found.h);
      if (same === undefined) this.#own.set(found.h, [i]);
      else same.push(i);
    });
  }

  /** The sentences with a fingerprint; none for one that is cut differently here. */
  own(fingerprint: Fingerprint): readonly number[] {
    return this.#own.get(fingerprint.h) ?? [];
  }

  /** The fingerprints of all sentences, each once. */
  hashes(): Iterable<string> {
    return this.#own.keys();
  }

  /**
   * Looks for fingerprints anywhere in the letters, at word starts: gives for each hash that is there the sentences it covers.
   */
  *slide(
    fingerprints: Iterable<Fingerprint>,
    { taken = new Set(), atSentences = false, kind = 'all' }: SlideOptions = {},
  ): Steps<Map<string, readonly number[]>> {
    const found = new Map<string, readonly number[]>();
    const byLength = new Map<number, Map<number, string[]>>();
    for (const { h, n } of fingerprints) {
      const prefixes = byLength.get(n) ?? new Map<number, string[]>();
      const prefix = Number.parseInt(h.slice(0, 8), 16);
      prefixes.set(prefix, [...(prefixes.get(prefix) ?? []), h]);
      byLength.set(n, prefixes);
    }
    if (byLength.size === 0) return found;
    const stream = yield* this.#stream(kind);
    const { bytes, offsets, opens, follows, sentence } = stream;
    const starts: number[] = [];
    for (let i = 0; i < sentence.length; i += 1) {
      const own = sentence[i] ?? -1;
      if (opens[i] !== 1 || taken.has(own)) continue;
      if (!atSentences || i === 0 || sentence[i - 1] !== own) starts.push(i);
    }
    yield;
    // A sentence ends where a word ends, which leaves one window in five to hash; where a mark stands that may end one, one in thirty.
    const ends = atSentences ? follows : opens;
    let windows = 0;
    let hashes = 0;
    for (const [n, prefixes] of byLength) {
      for (const from of starts) {
        const to = from + n;
        if ((windows += 1) % windowsAtOnce === 0) yield;
        if (to >= ends.length || ends[to] !== 1) continue;
        if ((hashes += 1) % hashesAtOnce === 0) yield;
        const letters = bytes.subarray(offsets[from], offsets[to]);
        const digest = sha256(letters);
        const candidates = prefixes.get(firstWord(digest));
        if (candidates === undefined) continue;
        const h = hashOf(letters);
        if (candidates.includes(h) && !found.has(h)) found.set(h, this.#covered(stream, { from, to }));
      }
    }
    return found;
  }

  *#stream(kind: StreamKind): Steps<Stream> {
    let stream = this.#streams.get(kind);
    if (stream === undefined) {
      stream = yield* streamOf(kind === 'all' ? this.#parts() : this.#parts().filter((part) => !part.isApart));
      this.#streams.set(kind, stream);
    }
    return stream;
  }

  /** Sentences and headings in reading order. */
  #parts(): Part[] {
    return [
      ...this.sentences.map(({ start, text }, sentence) => ({
        start,
        text,
        sentence,
        isApart: this.essay.passages[this.#passages[sentence] ?? -1]?.sentences.length === 1 && standsApart(text),
      })),
      ...this.essay.headings.map(({ start, text }) => ({ start, text, sentence: -1, isApart: true })),
    ].sort((a, b) => a.start - b.start);
  }

  /** The sentences that a window of letters covers: those it holds at least half of, and those that hold at least half of it. */
  #covered(stream: Stream, { from, to }: Window): readonly number[] {
    const counts = new Map<number, number>();
    for (let i = from; i < to; i += 1) {
      const own = stream.sentence[i] ?? -1;
      if (own >= 0) counts.set(own, (counts.get(own) ?? 0) + 1);
    }
    const half = (to - from) / 2;
    const main = [...counts].filter(([own, count]) => count >= half || count * 2 >= (this.#letters[own] ?? 0));
    if (main.length > 0) return main.map(([own]) => own);
    return [...counts]
      .sort((a, b) => b[1] - a[1])
      .slice(0, 1)
      .map(([own]) => own);
  }

  /** The spans of some sentences: one for each run of neighbours in a passage. */
  spans(sentences: Iterable<number>): Span[] {
    const spans: { start: number; end: number; last: number }[] = [];
    for (const i of [...sentences].sort((a, b) => a - b)) {
      const sentence = this.sentences[i];
      if (sentence === undefined) continue;
      const open = spans.at(-1);
      if (open?.last === i - 1 && this.#passages[i] === this.#passages[i - 1]) {
        open.end = sentence.end;
        open.last = i;
      } else {
        spans.push({ start: sentence.start, end: sentence.end, last: i });
      }
    }
    return spans.map(({ start, end }) => ({ start, end }));
  }
}

const indices = new WeakMap<Essay, SentenceIndex>();

/** The sentence index of an essay, made once. */
export function sentenceIndex(essay: Essay): SentenceIndex {
  return finish(sentenceIndexInSteps(essay));
}

/** `sentenceIndex` in steps of some sentences each. */
export function* sentenceIndexInSteps(essay: Essay): Steps<SentenceIndex> {
  const known = indices.get(essay);
  if (known !== undefined) return known;
  const fingerprints: (Fingerprint | undefined)[] = [];
  for (const { text } of sentencesOf(essay)) {
    fingerprints.push(fingerprintOf(text));
    if (fingerprints.length % sentencesAtOnce === 0) yield;
  }
  const index = new SentenceIndex(essay, fingerprints);
  indices.set(essay, index);
  return index;
}

function sentencesOf(essay: Essay): Sentence[] {
  return essay.passages.flatMap((passage) => passage.sentences);
}

function firstWord(digest: Uint8Array): number {
  return (((digest[0] ?? 0) << 24) | ((digest[1] ?? 0) << 16) | ((digest[2] ?? 0) << 8) | (digest[3] ?? 0)) >>> 0;
}

/** A short line of its own that ends like no sentence: a page number, a running title, a caption. */
function standsApart(text: string): boolean {
  return text.length <= 80 && !/[\p{P}]$/u.test(text);
}

function* streamOf(parts: readonly Part[]): Steps<Stream> {
  const texts: string[] = [];
  let most = 0;
  for (const { text } of parts) {
    const normal = text.normalize('NFKD').toLowerCase();
    most += normal.length;
    texts.push(normal);
    if (texts.length % sentencesAtOnce === 0) yield;
  }
  const bytes = new Uint8Array(most * 3);
  const offsets = new Int32Array(most + 1);
  const opens = new Uint8Array(most + 1);
  const follows = new Uint8Array(most + 1);
  const sentence = new Int32Array(most);
  let byte = 0;
  let letter = 0;
  for (const [i, text] of texts.entries()) {
    if (i % sentencesAtOnce === 0) yield;
    const own = parts[i]?.sentence ?? -1;
    let isInside = false;
    let isEnd = true;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.codePointAt(at) ?? 0;
      if (code > 0xffff) at += 1;
      const kind = kindOf(code);
      if (kind === 'letter') {
        offsets[letter] = byte;
        opens[letter] = isInside ? 0 : 1;
        follows[letter] = isEnd && !isInside ? 1 : 0;
        sentence[letter] = own;
        letter += 1;
        isEnd = false;
        if (code < 128) bytes[byte++] = code;
        else for (const unit of utf8ToBytes(String.fromCodePoint(code))) bytes[byte++] = unit;
      } else if (sentenceEnds.has(code)) isEnd = true;
      // Accents stand between the letters of a word and part none.
      if (kind !== 'mark') isInside = kind === 'letter';
    }
  }
  offsets[letter] = byte;
  opens[letter] = 1;
  follows[letter] = 1;
  return {
    bytes: bytes.subarray(0, byte),
    offsets: offsets.subarray(0, letter + 1),
    opens: opens.subarray(0, letter + 1),
    follows: follows.subarray(0, letter + 1),
    sentence: sentence.subarray(0, letter),
  };
}

/** Marks at which some way of cutting sentences ends one, compatibility forms taken apart (“…” is three of the first). */
const sentenceEnds: ReadonlySet<number> = new Set(Array.from('.!?:;。', (mark) => mark.charCodeAt(0)));

function kindOf(code: number): 'letter' | 'mark' | 'other' {
  if (code < 128) return code >= 97 && code <= 122 ? 'letter' : 'other';
  const unit = String.fromCodePoint(code);
  return /\p{L}/u.test(unit) ? 'letter' : /\p{M}/u.test(unit) ? 'mark' : 'other';
}
