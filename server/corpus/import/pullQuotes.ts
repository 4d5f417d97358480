import { type Block, isTitleLike, letterWordsOf, plainOf } from './blocks';
import { at } from './lines';
import { endingOf, isAllCaps, lettersOf, plainText, startsInside } from './shapes';

/**
 * Finds pull quotes: blocks that say again, letter for letter, what the running text of the same essay says.
 *
 * Method: the letters of the running text form one stream, with an index of what stands at each word start. A block is a pull quote when its letters,
 * whole or sentence by sentence (or part by part between ellipses), stand in the stream outside the block itself. Note marks, digits,
 * punctuation and case do not count. Linear: each lookup costs the length of what is looked up.
 */

/** So many letters are looked up at once; shorter pieces prove nothing by themselves. */
const KEY = 18;
const FEWEST_WORDS = 6;
const FEWEST_LETTERS = 30;
/** Of the parts that a quote brings together, at least one must be this long. */
const FEWEST_LETTERS_OF_A_PIECE = 24;
const MOST_LETTERS = 1200;
/** How many places of one key are tried, so that text which repeats itself costs no more. */
const MOST_PLACES = 12;

/** A stream of more letters than this gets an index; below, looking it through is quicker. */
const LONG_STREAM = 150_000;

class Stream {
  readonly letters: string;
  readonly #places: ReadonlyMap<string, readonly number[]> | undefined;
  readonly #ranges = new Map<Block, readonly [number, number]>();

  constructor(blocks: readonly Block[]) {
    const parts: string[] = [];
    const wordStarts: number[] = [];
    let length = 0;
    for (const block of blocks) {
      const start = length;
      for (const word of letterWordsOf(block)) {
        wordStarts.push(length);
        parts.push(word);
        length += word.length;
      }
      this.#ranges.set(block, [start, length]);
    }
    this.letters = parts.join('');
    this.#places = length > LONG_STREAM ? indexOfKeys(this.letters, wordStarts) : undefined;
  }

  /** The place of a piece (of at least `KEY` letters) outside a block's own letters. */
  find(piece: string, own: Block): number | undefined {
    const [from, to] = this.#ranges.get(own) ?? [-1, -1];
    const isOutside = (place: number): boolean => place + piece.length <= from || place >= to;
    if (this.#places !== undefined) {
      const places = this.#places.get(piece.slice(0, KEY)) ?? [];
      return places.find((place) => isOutside(place) && this.letters.startsWith(piece, place));
    }
    let place = this.letters.indexOf(piece);
    for (let n = 0; place >= 0 && n < MOST_PLACES; n += 1) {
      if (isOutside(place)) return place;
      place = this.letters.indexOf(piece, place + 1);
    }
    return undefined;
  }

  /** How often a wording stands in the stream, counted up to `most`. */
  count(wording: string, most: number): number {
    let count = 0;
    let from = this.letters.indexOf(wording);
    while (from >= 0 && count < most) {
      count += 1;
      from = this.letters.indexOf(wording, from + 1);
    }
    return count;
  }
}

/** For the letters at each word start, where they stand. */
function indexOfKeys(letters: string, wordStarts: readonly number[]): ReadonlyMap<string, readonly number[]> {
  const index = new Map<string, number[]>();
  for (const start of wordStarts) {
    const key = letters.slice(start, start + KEY);
    if (key.length < KEY) continue;
    const places = index.get(key);
    if (places === undefined) index.set(key, [start]);
    else if (places.length < MOST_PLACES) places.push(start);
  }
  return index;
}

/** The parts of a text that a pull quote may bring together: its sentences, and what stands between ellipses. */
export function quotedPieces(raw: string): string[] {
  return plainText(raw)
    .split(/\[?(?:…|\.\.\.)\]?|(?<=[\p{L}\p{N})”’"'][.!?]["”’')]?)\s+/u)
    .map((part) => lettersOf(part))
    .filter((letters) => letters !== '');
}

/** Where in a stream of letters the wording of a block stands; undefined when it does not. */
function findQuote(stream: Stream, block: Block): number | undefined {
  const whole = letterWordsOf(block).join('');
  const place = stream.find(whole, block);
  if (place !== undefined) return place;
  const pieces = quotedPieces(block.raw);
  if (pieces.length < 2 || !pieces.some((piece) => piece.length >= FEWEST_LETTERS_OF_A_PIECE)) return undefined;
  let first: number | undefined;
  for (const piece of pieces) {
    if (piece.length < KEY) continue;
    const found = stream.find(piece, block);
    if (found === undefined) return undefined;
    first ??= found;
  }
  const reach = stream.letters.slice(Math.max(0, (first ?? 0) - 2000), (first ?? 0) + 4000);
  return pieces.every((piece) => piece.length >= KEY || reach.includes(piece)) ? first : undefined;
}

/** Whether a block could be a pull quote by its looks. */
function isCandidate(block: Block): boolean {
  if (block.kind !== 'text' && block.kind !== 'quote') return false;
  if (block.raw.length > MOST_LETTERS * 2 || startsInside(block.raw)) return false;
  const plain = plainOf(block);
  if (isAllCaps(plain)) return false;
  const words = letterWordsOf(block).length;
  const letters = letterWordsOf(block).reduce((sum, word) => sum + word.length, 0);
  if (words < FEWEST_WORDS || letters < FEWEST_LETTERS || letters > MOST_LETTERS) return false;
  // What looks like a heading must say much to be taken for a quote.
  return !isTitleLike(block) || words >= 9;
}

/** Blocks that stand between two halves of a sentence: suspected at once. */
export function findSandwiched(blocks: readonly Block[]): ReadonlySet<Block> {
  const suspects = new Set<Block>();
  for (let i = 0; i + 2 < blocks.length; i += 1) {
    const half = at(blocks, i);
    if (half.kind !== 'text' && half.kind !== 'item') continue;
    const ending = endingOf(half.raw);
    if ((ending !== 'open' && ending !== 'hyphen') || isTitleLike(half)) continue;
    const between: Block[] = [];
    for (let k = i + 1; k < blocks.length && between.length <= 2; k += 1) {
      const block = at(blocks, k);
      if (block.kind !== 'text' && block.kind !== 'quote') break;
      if (block.kind === 'text' && startsInside(block.raw)) {
        for (const suspect of between) suspects.add(suspect);
        break;
      }
      if (!isCandidate(block) || endingOf(block.raw) === 'hyphen') break;
      between.push(block);
    }
  }
  return suspects;
}

/** The pull quotes among the blocks of one essay's running text (headings left out), in reading order. */
export function findPullQuotes(blocks: readonly Block[]): ReadonlySet<Block> {
  const sandwiched = findSandwiched(blocks);
  const candidates = blocks.filter((block, i) => isCandidate(block) && !isFirstHalf(blocks, i, sandwiched));
  const twins = new Map(candidates.map((block) => [letterWordsOf(block).join(''), block]));
  const quotes = new Set<Block>();
  // What stands between two halves of a sentence is taken out first, so that the halves meet.
  if (sandwiched.size > 0) {
    const joined = new Stream(blocks.filter((block) => !sandwiched.has(block)));
    for (const block of sandwiched) if (findQuote(joined, block) !== undefined) quotes.add(block);
  }
  for (let round = 0; round < 3; round += 1) {
    const before = quotes.size;
    const body = new Stream(blocks.filter((block) => !quotes.has(block)));
    for (const block of candidates) {
      if (quotes.has(block) || findQuote(body, block) === undefined) continue;
      // Of two blocks with the same wording the later is the quote, unless the wording stands in a third place.
      const wording = letterWordsOf(block).join('');
      const twin = twins.get(wording);
      if (twin === undefined || twin === block || quotes.has(twin) || body.count(wording, 3) > 2) quotes.add(block);
    }
    if (quotes.size === before) break;
    for (const block of unproven(blocks, quotes)) quotes.delete(block);
    if (quotes.size === before) break;
  }
  for (const block of unproven(blocks, quotes)) quotes.delete(block);
  return quotes;
}

/** The quotes whose letters do not stand in what is left when all quotes are gone. Taking one back can only help the others. */
function unproven(blocks: readonly Block[], quotes: ReadonlySet<Block>): readonly Block[] {
  if (quotes.size === 0) return [];
  const rest = new Stream(blocks.filter((block) => !quotes.has(block)));
  return [...quotes].filter((block) => findQuote(rest, block) === undefined);
}

/** Those of the quotes whose letters stand in the given running text. */
export function quotesStandingIn(text: readonly Block[], quotes: ReadonlySet<Block>): ReadonlySet<Block> {
  if (quotes.size === 0) return quotes;
  const stream = new Stream(text);
  return new Set([...quotes].filter((block) => findQuote(stream, block) !== undefined));
}

/** Whether the next block, or the one behind suspected quotes, goes on with this block's sentence. */
function isFirstHalf(blocks: readonly Block[], i: number, sandwiched: ReadonlySet<Block>): boolean {
  const ending = endingOf(at(blocks, i).raw);
  if (ending !== 'open' && ending !== 'hyphen') return false;
  const next = blocks.slice(i + 1, i + 5).find((block) => !sandwiched.has(block));
  return next !== undefined && startsInside(next.raw);
}

/** A block that says much of what another says, but not letter for letter. */
export interface NearQuote {
  readonly block: Block;
  readonly like: Block;
}

/** Blocks that share at least three fifths of their four-word runs with another block of the essay: pull quotes that somebody edited, perhaps. */
export function findNearQuotes(blocks: readonly Block[], quotes: ReadonlySet<Block>): NearQuote[] {
  const homes = new Map<string, Block[]>();
  const runsOf = (block: Block): string[] => {
    const words = letterWordsOf(block);
    return words.slice(0, -3).map((_, i) => words.slice(i, i + 4).join(' '));
  };
  const runs = new Map(blocks.filter((block) => !quotes.has(block)).map((block) => [block, runsOf(block)]));
  for (const [block, list] of runs) {
    for (const run of list) {
      const known = homes.get(run);
      if (known === undefined) homes.set(run, [block]);
      else if (known.length < 3 && !known.includes(block)) known.push(block);
    }
  }
  const near: NearQuote[] = [];
  for (const [block, list] of runs) {
    if (!isCandidate(block) || list.length < 5) continue;
    const counts = new Map<Block, number>();
    for (const run of list) {
      for (const home of homes.get(run) ?? []) if (home !== block) counts.set(home, (counts.get(home) ?? 0) + 1);
    }
    const best = [...counts].sort((a, b) => b[1] - a[1] || a[0].index - b[0].index)[0];
    if (best === undefined || best[1] * 5 < list.length * 3) continue;
    if ((runs.get(best[0])?.length ?? 0) > list.length) near.push({ block, like: best[0] });
  }
  return near;
}
