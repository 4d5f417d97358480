import type { Span } from './essay';

/** Abbreviations after which a full stop ends a sentence only before a word that opens one (lower case, without the stop). */
const abbreviations = new Set(
  (
    'sr jr min dir vol vols ch fig figs eq para paras ed eds trans cf cit vs viz al ca approx est dept univ inst assn bros co corp inc ltd ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec'
  ).split(' '),
);

/** Abbreviations that never end a sentence: those with inner stops, and titles before a name (“Prof. He”). */
const neverEnding = new Set(
  'e.g i.e a.k.a n.b mr mrs ms dr prof st gen col lt sgt rev hon sen rep gov pres amb'.split(' '),
);

/** Abbreviations before a number only (“No. 5”): they are words as well, or end a sentence as often as not. */
const beforeNumbers = new Set('no nos p pp art arts sec'.split(' '));

/** Words that open a sentence after an initialism such as “U.S.”, where a capital alone proves nothing. */
const sentenceOpeners = new Set(
  (
    'The This That These Those It Its In On At As But And Yet However Moreover Nevertheless If When While Although Since Such They He She We ' +
    'There For From By With Both After Before Meanwhile Instead Still Thus Hence Here'
  ).split(' '),
);

const closers = '"\'”’»)]}›」』）】〕*_¹²³⁴⁵⁶⁷⁸⁹⁰';
/** Bracketed note marks that cling to a sentence's end: `[12]`, `[^note]`. */
const bracketedMarks = /^(?:\[\^?[\p{L}\p{N}_-]{1,24}\])+(?=\s|$)/u;
const openers = '"\'“‘«([{‹「『（【〔*_¿¡';

/**
 * Splits rendered, unwrapped text into sentences. The spans are into `text`, in order, trimmed, and hold every character that is no white
 * space. Closing quotation marks, brackets and superscript note marks stay with their sentence. The result depends on the text alone:
 * no `Intl`, whose rules differ between versions of Node.
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let start = 0;
  let i = 0;
  while (i < text.length) {
    const unit = text.charAt(i);
    if (isWideTerminator(unit)) {
      let end = i + 1;
      while (end < text.length && (isWideTerminator(text.charAt(end)) || closers.includes(text.charAt(end)))) end += 1;
      if (!isBlankBefore(spans, text, start, end)) {
        addTrimmed(spans, text, start, end);
        start = end;
      }
      i = end;
    } else if (isTerminator(unit)) {
      let end = i + 1;
      while (end < text.length && isTerminator(text.charAt(end))) end += 1;
      while (end < text.length && closers.includes(text.charAt(end))) end += 1;
      end += bracketedMarks.exec(text.slice(end, end + 80))?.[0].length ?? 0;
      if (endsSentence(text, start, i, end) && !isBlankBefore(spans, text, start, end)) {
        addTrimmed(spans, text, start, end);
        start = end;
      }
      i = end;
    } else {
      i += 1;
    }
  }
  addTrimmed(spans, text, start, text.length);
  return spans;
}

/** Whether a first run has no letter or digit (“… ”): it opens the sentence after it. */
function isBlankBefore(spans: readonly Span[], text: string, start: number, end: number): boolean {
  return spans.length === 0 && !hasWord(text.slice(start, end));
}

const hasWord = (text: string): boolean => /[\p{L}\p{N}]/u.test(text);

const isTerminator = (unit: string): boolean => unit === '.' || unit === '!' || unit === '?' || unit === '…';
const isWideTerminator = (unit: string): boolean => unit === '。' || unit === '！' || unit === '？' || unit === '｡';

/** Whether the terminator at `at`, with what clings to it up to `end`, ends the sentence that began at `start`. */
function endsSentence(text: string, start: number, at: number, end: number): boolean {
  if (end >= text.length) return true;
  if (!/\s/.test(text.charAt(end))) return isWide(text.charAt(end)) && text.charAt(at) !== '.';
  const nextAt = skipOpeners(text, end);
  const next = text.slice(nextAt, nextAt + 2);
  if (next === '') return true;
  // A lower-case word goes on with the sentence (“U.S. policy”, “Really?” he asked); digits and capitals may open a new one.
  if (/^\p{Ll}/u.test(next)) return false;
  if (!/^[\p{L}\p{N}$€£¥\-–—•]/u.test(next)) return true;
  const quoted = end > at + 1 && closers.includes(text.charAt(end - 1));
  if (text.charAt(at) === '.' && !quoted) return !isAbbreviation(text, start, at, nextAt);
  return true;
}

function skipOpeners(text: string, from: number): number {
  let at = from;
  while (at < text.length && (/\s/.test(text.charAt(at)) || openers.includes(text.charAt(at)))) at += 1;
  return at;
}

function isAbbreviation(text: string, start: number, at: number, nextAt: number): boolean {
  const before = text.slice(Math.max(start, at - 24), at);
  // “1. Rethink the rules”: a number that opens the sentence counts it.
  if (at - start <= 3 && /^\p{N}+$/u.test(before)) return true;
  const word = /[\p{L}\p{N}.]+$/u.exec(before)?.[0] ?? '';
  const lower = word.toLowerCase();
  if (neverEnding.has(lower)) return true;
  const nextWord = /^[\p{L}\p{N}]+/u.exec(text.slice(nextAt, nextAt + 24))?.[0] ?? '';
  // “J. Smith”, “U.S. Congress”: initials go on unless the next word is one that opens sentences.
  if (/^\p{Lu}$/u.test(word)) return word !== 'I' && !sentenceOpeners.has(nextWord);
  if (/^(?:\p{L}\.)+\p{L}$/u.test(word)) return !sentenceOpeners.has(nextWord);
  if (beforeNumbers.has(lower)) return /^\p{N}/u.test(nextWord);
  return abbreviations.has(lower) && !sentenceOpeners.has(nextWord);
}

const isWide = (unit: string): boolean => /[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/.test(unit);

function addTrimmed(spans: Span[], text: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text.charAt(start))) start += 1;
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1;
  if (start === end) return;
  const previous = spans.at(-1);
  // A run without a letter or digit (“…”, a stray dash) is no sentence of its own.
  if (previous !== undefined && !hasWord(text.slice(start, end))) {
    spans[spans.length - 1] = { start: previous.start, end };
    return;
  }
  spans.push({ start, end });
}
