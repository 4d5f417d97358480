import { diffArrays } from 'diff';
import type { Side } from '../alignment/reading';
import type { EssayEntry } from '../corpus/corpus';
import type { Essay, Span } from '../text/essay';
import type { Anchor } from './act';
import { type Token, type TokenIndex, tokenIndex, tokensOf } from './tokens';

/**
 * Which places an anchor may be found at: whole sentences of the running text (what links and silences stand on), or any words (notes).
 */
export type Reach = 'sentences' | 'words';

/** How an anchor was found: letter by letter, by its words alone, by what stands around it, or by likeness. */
export type FoundBy = 'quote' | 'words' | 'context' | 'likeness';

export type Anchored =
  | {
      readonly kind: 'found';
      readonly span: Span;
      readonly by: FoundBy;
      /** In [0, 1]; 1 where no word changed. */
      readonly similarity: number;
    }
  | { readonly kind: 'orphan'; readonly anchor: Anchor };

/**
 * Below these an anchor is an orphan rather than a guess. Similarity is Dice's: twice the words that two texts share in order, over the
 * words of both. Set so that of thousands of random edits at most one in a thousand anchors lands on a wrong sentence
 * (test/property/anchoring.test.ts).
 */
export const anchorLimits = {
  /** Least similarity without help from the context. */
  alone: 0.7,
  /** Least similarity where what stands around it is (mostly) still there. */
  inContext: 0.4,
  /** How much of the context must be there for that, in [0, 1]. */
  context: 0.5,
  /** A quote of fewer words stands anywhere: it needs its context. */
  ownWords: 5,
  /** So much better than the next best place must a likely place be, unless the context tells them apart. */
  lead: 0.1,
  /** How many words of the context count on each side. */
  contextWords: 8,
} as const;

/** How many characters are kept on each side of a quote. */
const contextLength = 64;

/** Makes an anchor of a span of an essay, with what stands around it. */
export function anchorOf(
  essay: Pick<Essay, 'text'>,
  entry: Pick<EssayEntry, 'path' | 'perspective'>,
  side: Side,
  span: Span,
): Anchor {
  const { text } = essay;
  return {
    side,
    perspective: entry.perspective,
    path: entry.path,
    exact: text.slice(span.start, span.end),
    prefix: text.slice(wholeUnit(text, Math.max(0, span.start - contextLength)), span.start),
    suffix: text.slice(span.end, wholeUnit(text, Math.min(text.length, span.end + contextLength))),
    start: span.start,
    end: span.end,
  };
}

/** Moves an offset that would part a surrogate pair behind it. */
function wholeUnit(text: string, offset: number): number {
  return (text.charCodeAt(offset) & 0xfc00) === 0xdc00 ? offset + 1 : offset;
}

/**
 * Finds an anchor in an essay as it stands now: by its quote, then by what stands around it, then by likeness. An orphan where nothing is
 * like enough: nothing is guessed.
 */
export function findAnchor(essay: Essay, anchor: Anchor, reach: Reach): Anchored {
  const orphan: Anchored = { kind: 'orphan', anchor };
  const quoted = wordsOf(anchor);
  const index = tokenIndex(essay);
  if (quoted.exact.length === 0) return byLetters(essay, anchor) ?? orphan;
  const same = bestOf(occurrences(index, quoted.exact), essay, index, anchor, quoted, reach);
  if (same !== undefined) return same;
  return byLikeness(essay, index, anchor, quoted, reach) ?? orphan;
}

/** The words of an anchor and of its context, nearest first. */
interface Quoted {
  readonly exact: readonly string[];
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const quotedWords = new WeakMap<Anchor, Quoted>();

function wordsOf(anchor: Anchor): Quoted {
  const known = quotedWords.get(anchor);
  if (known !== undefined) return known;
  const forms = (text: string): string[] => tokensOf(text).map(({ form }) => form);
  // The outermost word of a context may be cut.
  const quoted = {
    exact: forms(anchor.exact),
    before: forms(anchor.prefix.replace(/^\S+(?=\s)/, ''))
      .reverse()
      .slice(0, anchorLimits.contextWords),
    after: forms(anchor.suffix.replace(/(?<=\s)\S+$/, '')).slice(0, anchorLimits.contextWords),
  };
  quotedWords.set(anchor, quoted);
  return quoted;
}

/** A quote without a word (a mark, a sign) is found where its very characters stand, at its old place or once in the text. */
function byLetters({ text }: Essay, { exact, start }: Anchor): Anchored | undefined {
  const once = text.indexOf(exact);
  const at = text.startsWith(exact, start) ? start : text.indexOf(exact, once + 1) < 0 ? once : -1;
  if (at < 0) return undefined;
  return { kind: 'found', span: { start: at, end: at + exact.length }, by: 'quote', similarity: 1 };
}

/** Where a run of words stands, as indices of its first token. */
function occurrences({ tokens, places }: TokenIndex, words: readonly string[]): number[] {
  let rarest = 0;
  words.forEach((form, i) => {
    if ((places.get(form)?.length ?? 0) < (places.get(words[rarest] ?? '')?.length ?? 0)) rarest = i;
  });
  return (places.get(words[rarest] ?? '') ?? [])
    .map((place) => place - rarest)
    .filter((first) => first >= 0 && words.every((form, i) => tokens[first + i]?.form === form));
}

function bestOf(
  starts: readonly number[],
  essay: Essay,
  index: TokenIndex,
  anchor: Anchor,
  quoted: Quoted,
  reach: Reach,
): Anchored | undefined {
  const ranked = starts
    .flatMap((first) => {
      const last = first + quoted.exact.length - 1;
      const span = grown(essay, spanBetween(index.tokens, first, last), reach, anchor);
      return span === undefined ? [] : [{ span, context: contextAt(index.tokens, first, last, quoted) }];
    })
    .sort(
      (a, b) => b.context - a.context || Math.abs(a.span.start - anchor.start) - Math.abs(b.span.start - anchor.start),
    );
  const [best] = ranked;
  if (best === undefined) return undefined;
  if (quoted.exact.length < anchorLimits.ownWords && best.context < anchorLimits.context && !isAlone(quoted))
    return undefined;
  const isSame = essay.text.slice(best.span.start, best.span.end) === anchor.exact;
  return { kind: 'found', span: best.span, by: isSame ? 'quote' : 'words', similarity: 1 };
}

/** Nothing stands around it: its words are all there is to go by. */
function isAlone({ before, after }: Quoted): boolean {
  return before.length + after.length === 0;
}

/**
 * The likeliest place by the words that it shares with the quote in order. A window of the quote's length runs over the text and counts the
 * words that both hold; the best few places are aligned word by word.
 */
function byLikeness(
  essay: Essay,
  index: TokenIndex,
  anchor: Anchor,
  quoted: Quoted,
  reach: Reach,
): Anchored | undefined {
  const { tokens } = index;
  const found = windows(index, quoted.exact)
    .flatMap((first) => {
      const window = { from: Math.max(0, first - quoted.exact.length), to: first + 2 * quoted.exact.length };
      const likely = alignIn(essay, tokens, window, quoted.exact, reach);
      return likely === undefined ? [] : [{ ...likely, context: contextAt(tokens, likely.first, likely.last, quoted) }];
    })
    .sort((a, b) => weigh(b) - weigh(a) || a.first - b.first);
  const [best] = found;
  if (best === undefined) return undefined;
  const isIn = best.context >= anchorLimits.context && best.similarity >= anchorLimits.inContext;
  if (best.similarity < anchorLimits.alone && !isIn) return undefined;
  const next = found.find(({ first, last }) => last < best.first || first > best.last);
  if (next !== undefined && weigh(best) - weigh(next) < anchorLimits.lead) return undefined;
  const span = grown(essay, spanBetween(tokens, best.first, best.last), reach, anchor);
  if (span === undefined) return undefined;
  const by = best.similarity < anchorLimits.alone ? 'context' : 'likeness';
  return { kind: 'found', span, by, similarity: best.similarity };
}

function weigh({ similarity, context }: { readonly similarity: number; readonly context: number }): number {
  return similarity + context / 2;
}

/** How many places are looked at closely. */
const mostWindows = 4;

/** The first tokens of the windows that share most words with a quote, none over another. */
function windows({ tokens, places }: TokenIndex, words: readonly string[]): number[] {
  const wanted = new Map<string, number>();
  for (const form of words) wanted.set(form, (wanted.get(form) ?? 0) + 1);
  const shared: { first: number; count: number }[] = [];
  const inside = new Map<string, number>();
  let count = 0;
  const step = (form: string, by: 1 | -1): void => {
    const most = wanted.get(form);
    if (most === undefined) return;
    const before = inside.get(form) ?? 0;
    inside.set(form, before + by);
    if (by === 1 ? before < most : before <= most) count += by;
  };
  if (words.every((form) => !places.has(form))) return [];
  const size = words.length;
  for (let i = 0; i < tokens.length + size - 1; i += 1) {
    const entering = tokens[i];
    if (entering !== undefined) step(entering.form, 1);
    const leaving = tokens[i - size];
    if (leaving !== undefined) step(leaving.form, -1);
    if (count * 3 >= size) shared.push({ first: Math.max(0, i - size + 1), count });
  }
  shared.sort((a, b) => b.count - a.count || a.first - b.first);
  const chosen: number[] = [];
  for (const { first } of shared) {
    if (chosen.every((other) => Math.abs(other - first) >= size)) chosen.push(first);
    if (chosen.length === mostWindows) break;
  }
  return chosen;
}

interface Likely {
  readonly first: number;
  readonly last: number;
  readonly similarity: number;
}

/** The run of tokens in a window that is likest to a quote: of whole sentences, or of any words. */
function alignIn(
  essay: Essay,
  tokens: readonly Token[],
  window: { readonly from: number; readonly to: number },
  words: readonly string[],
  reach: Reach,
): Likely | undefined {
  const from = reach === 'sentences' ? sentenceStart(essay, tokens, window.from) : window.from;
  const to = Math.min(tokens.length, reach === 'sentences' ? sentenceEnd(essay, tokens, window.to) : window.to);
  const matched = matchedTokens(words, tokens.slice(from, to)).map((i) => from + i);
  if (matched.length === 0) return undefined;
  const runs = reach === 'sentences' ? sentenceRuns(essay, tokens, from, to) : runsBetween(matched);
  let best: Likely | undefined;
  for (const { first, last } of runs) {
    const shared = countBetween(matched, first, last);
    const similarity = (2 * shared) / (words.length + last - first + 1);
    if (best === undefined || similarity > best.similarity) best = { first, last, similarity };
  }
  return best;
}

/** Indices into `tokens` of those that also stand in `words`, in order (a longest common subsequence). */
function matchedTokens(words: readonly string[], tokens: readonly Token[]): number[] {
  const matched: number[] = [];
  let at = 0;
  for (const part of diffArrays(
    [...words],
    tokens.map(({ form }) => form),
  )) {
    if (part.removed) continue;
    if (!part.added) for (let i = 0; i < part.value.length; i += 1) matched.push(at + i);
    at += part.value.length;
  }
  return matched;
}

function countBetween(sorted: readonly number[], first: number, last: number): number {
  return sorted.filter((at) => first <= at && at <= last).length;
}

interface Run {
  readonly first: number;
  readonly last: number;
}

/** Beginnings and ends for the run are looked for among so many matched words from either end: a stray match may lie far out. */
const mostEnds = 40;

function runsBetween(matched: readonly number[]): Run[] {
  const firsts = matched.slice(0, mostEnds);
  const lasts = matched.slice(-mostEnds);
  return firsts.flatMap((first) => lasts.flatMap((last) => (last < first ? [] : [{ first, last }])));
}

/** Every run of neighbouring sentences of one passage between two tokens. */
function sentenceRuns(essay: Essay, tokens: readonly Token[], from: number, to: number): Run[] {
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to - 1]?.end ?? 0;
  return essay.passages.flatMap((passage) => {
    if (passage.end <= start || passage.start >= end) return [];
    const inside = passage.sentences
      .filter((sentence) => sentence.start < end && start < sentence.end)
      .map((sentence) => tokenRun(tokens, sentence))
      .filter((run) => run !== undefined);
    return inside.flatMap((a, i) => inside.slice(i).map((b) => ({ first: a.first, last: b.last })));
  });
}

/** The tokens of a span; undefined where it has none. */
function tokenRun(tokens: readonly Token[], span: Span): Run | undefined {
  const first = firstFrom(tokens, span.start);
  const last = firstFrom(tokens, span.end) - 1;
  return last < first ? undefined : { first, last };
}

/** The first token that starts at an offset or after it. */
function firstFrom(tokens: readonly Token[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sentenceStart(essay: Essay, tokens: readonly Token[], at: number): number {
  const offset = tokens[at]?.start ?? 0;
  const sentence = sentencesOver(essay, { start: offset, end: offset + 1 })[0];
  return sentence === undefined ? at : Math.min(at, firstFrom(tokens, sentence.start));
}

function sentenceEnd(essay: Essay, tokens: readonly Token[], at: number): number {
  const offset = tokens[at - 1]?.end ?? essay.text.length;
  const sentence = sentencesOver(essay, { start: offset - 1, end: offset }).at(-1);
  return sentence === undefined ? at : Math.max(at, firstFrom(tokens, sentence.end));
}

function sentencesOver(essay: Essay, span: Span): Span[] {
  return essay.passages
    .filter((passage) => passage.start < span.end && span.start < passage.end)
    .flatMap((passage) =>
      passage.sentences.filter((sentence) => sentence.start < span.end && span.start < sentence.end),
    );
}

function spanBetween(tokens: readonly Token[], first: number, last: number): Span {
  return { start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? 0 };
}

/**
 * A found run of words as a span to show: whole sentences, or the words with the marks that the quote had at its ends. Undefined where the
 * words stand outside the running text and sentences are wanted.
 */
function grown(essay: Essay, span: Span, reach: Reach, anchor: Anchor): Span | undefined {
  if (reach === 'sentences') {
    const sentences = sentencesOver(essay, span);
    const [first] = sentences;
    const last = sentences.at(-1);
    return first === undefined || last === undefined ? undefined : { start: first.start, end: last.end };
  }
  const lead = /^[^\p{L}\p{N}]*/u.exec(anchor.exact)?.[0] ?? '';
  const tail = /[^\p{L}\p{N}\p{M}]*$/u.exec(anchor.exact)?.[0] ?? '';
  const start = essay.text.startsWith(lead, span.start - lead.length) ? span.start - lead.length : span.start;
  const end = essay.text.startsWith(tail, span.end) ? span.end + tail.length : span.end;
  return { start, end };
}

/** How much of a quote's context stands around a run of tokens, in [0, 1]: the words that both share in order, of those that the quote had. */
function contextAt(tokens: readonly Token[], first: number, last: number, quoted: Quoted): number {
  const most = quoted.before.length + quoted.after.length;
  if (most === 0) return 0;
  const reach = anchorLimits.contextWords;
  const before = tokens.slice(Math.max(0, first - reach), first).reverse();
  const after = tokens.slice(last + 1, last + 1 + reach);
  return (matchedTokens(quoted.before, before).length + matchedTokens(quoted.after, after).length) / most;
}
