import type { Essay, Span } from '../text/essay';

/** A word of a text (a single character in scripts without spaces), in the form that spellings share, with its place. */
export interface Token extends Span {
  readonly form: string;
}

const word = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|[\p{L}\p{N}\p{M}]+/gu;

/**
 * The words of a text, without case, accents and punctuation: what stays when line ends, quotation marks, emphasis, note marks or the
 * Unicode normal form change. Offsets are UTF-16 code units.
 */
export function tokensOf(text: string): Token[] {
  // Blanked out, so that offsets stay: note marks, and the targets of links.
  const plain = text.replace(/\[\^[^\]\n]{1,100}\]|\]\([^()\s]{1,2000}\)/g, (mark) => ' '.repeat(mark.length));
  const tokens: Token[] = [];
  for (const match of plain.matchAll(word)) {
    const form = formOf(match[0]);
    if (form !== '') tokens.push({ form, start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

function formOf(run: string): string {
  return run
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '');
}

/** An essay made ready for finding anchors in it: its tokens, and where each form stands. */
export interface TokenIndex {
  readonly tokens: readonly Token[];
  readonly places: ReadonlyMap<string, readonly number[]>;
}

const indices = new WeakMap<Pick<Essay, 'text'>, TokenIndex>();

/** The token index of an essay, made once. */
export function tokenIndex(essay: Pick<Essay, 'text'>): TokenIndex {
  const known = indices.get(essay);
  if (known !== undefined) return known;
  const tokens = tokensOf(essay.text);
  const places = new Map<string, number[]>();
  tokens.forEach(({ form }, i) => {
    const own = places.get(form);
    if (own === undefined) places.set(form, [i]);
    else own.push(i);
  });
  const index = { tokens, places };
  indices.set(essay, index);
  return index;
}
