import { canonicalText } from '../../text/canonical';

/** A line of the source. `index` counts from 0; people are shown `index + 1`. */
export interface SourceLine {
  readonly index: number;
  readonly text: string;
  /** The line starts a new page: a form feed stands before its text. */
  readonly pageStart: boolean;
}

/** A word, for counting: a maximal run of letters and numbers (superscript digits are numbers). */
const WORD = /[\p{L}\p{N}]+/gu;

/** The words of a text, in order. */
export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** How many words a text holds. */
export function countWords(text: string): number {
  return wordsOf(text).length;
}

/** The lines of the canonical text. A form feed counts as white space, not as a line end, so line numbers are an editor's. */
export function readLines(source: string): readonly SourceLine[] {
  return canonicalText(source)
    .split('\n')
    .map((text, index) => ({ index, text, pageStart: text.includes('\f') }));
}

/** Nothing to read on the line: only white space, control and zero-width characters. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cc}\u200b-\u200d\u2060\ufeff]/u.test(text);
}

/** Item `i` of a list that is known to have it. Throws a RangeError where it has not: an error in this program. */
export function at<T>(list: readonly T[], i: number): T {
  if (i < 0 || i >= list.length) throw new RangeError(`No item ${i} in a list of ${list.length}.`);
  return list[i] as T;
}
