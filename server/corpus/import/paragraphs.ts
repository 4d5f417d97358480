import { type Block, isTitleLike, plainOf } from './blocks';
import { at, wordsOf } from './lines';
import { findNearQuotes, findPullQuotes, type NearQuote, quotesStandingIn } from './pullQuotes';
import { endingOf, isAllCaps, isBold, plainText, splitNumber, startsInside, startsSmall } from './shapes';

/** A part of an essay's text, in the order in which it is written. A paragraph that was cut holds more than one block. */
export interface Unit {
  readonly kind: 'heading' | 'paragraph' | 'item' | 'quote' | 'table' | 'pull quote';
  readonly blocks: readonly Block[];
}

export interface Paragraphs {
  readonly units: readonly Unit[];
  /** Joins that were made on weak evidence: the two blocks. */
  readonly unsureJoins: readonly (readonly [Block, Block])[];
  /** Blocks that start or end inside a sentence and found no other half. */
  readonly halves: readonly Block[];
  readonly nearQuotes: readonly NearQuote[];
}

/** A paragraph of at least so many words can be a first half that ends without a full stop; anything shorter may be a heading. */
const FEWEST_WORDS_OF_A_HALF = 8;

/**
 * Tells headings, paragraphs, list items and pull quotes apart in the text of one essay (notes and furniture already taken out),
 * and makes whole what page ends and pull quotes cut in two.
 */
export function readParagraphs(blocks: readonly Block[]): Paragraphs {
  // A long line without a full stop may be a pull quote: only what cannot be one is a heading already.
  const certain = new Set(blocks.filter((block, i) => isHeading(blocks, i, new Set<Block>()) && !mayBeQuote(block)));
  const candidates = findPullQuotes(blocks.filter((block) => !certain.has(block) && block.kind !== 'table'));
  const { quotes, flow, headings } = settleQuotes(blocks, candidates);
  const next = joins(flow, headings);
  const unsureJoins: [Block, Block][] = [];
  const halves: Block[] = [];
  const units: Unit[] = [];
  const pending: Block[] = [];
  let open: Block[] | undefined;
  const close = (): void => {
    if (open !== undefined) units.push({ kind: kindOf(at(open, 0)), blocks: open });
    open = undefined;
    for (const quote of pending.splice(0)) units.push({ kind: 'pull quote', blocks: [quote] });
  };
  for (const block of blocks) {
    if (quotes.has(block)) {
      // A quote inside a cut paragraph waits until the paragraph is whole.
      if (open !== undefined && next.has(at(open, open.length - 1))) pending.push(block);
      else {
        close();
        units.push({ kind: 'pull quote', blocks: [block] });
      }
      continue;
    }
    const last = open?.at(-1);
    if (open !== undefined && last !== undefined && next.get(last) === block) {
      open.push(block);
      if (!startsInside(block.raw) && endingOf(last.raw) !== 'hyphen') unsureJoins.push([last, block]);
      continue;
    }
    close();
    if (headings.has(block)) {
      units.push({ kind: 'heading', blocks: [block] });
      continue;
    }
    if (block.kind === 'text' && startsSmall(block.raw)) halves.push(block);
    else if (isOpenProse(block) && !next.has(block)) halves.push(block);
    open = [block];
  }
  close();
  return {
    units,
    unsureJoins,
    halves,
    nearQuotes: findNearQuotes(
      blocks.filter((block) => !headings.has(block) && block.kind !== 'table'),
      quotes,
    ),
  };
}

interface Settled {
  readonly quotes: ReadonlySet<Block>;
  /** The blocks without the quotes. */
  readonly flow: readonly Block[];
  readonly headings: ReadonlySet<Block>;
}

/**
 * With the quotes gone, neighbours change, and with them what is a heading; and a quote must stand in the running text, not in a heading.
 * Quotes that do not are taken back, until all that are left do.
 */
function settleQuotes(blocks: readonly Block[], candidates: ReadonlySet<Block>): Settled {
  let quotes = candidates;
  for (;;) {
    const flow = blocks.filter((block) => !quotes.has(block));
    const headings = new Set(flow.filter((_, i) => isHeading(flow, i, quotes)));
    const standing = quotesStandingIn(
      flow.filter((block) => !headings.has(block) && block.kind !== 'table'),
      quotes,
    );
    if (standing.size === quotes.size) return { quotes, flow, headings };
    quotes = standing;
  }
}

function mayBeQuote(block: Block): boolean {
  const plain = plainOf(block);
  return block.kind === 'text' && wordsOf(plain).length >= 9 && !isAllCaps(plain) && splitNumber(plain) === undefined;
}

function kindOf(block: Block): Unit['kind'] {
  switch (block.kind) {
    case 'item':
      return 'item';
    case 'quote':
      return 'quote';
    case 'table':
      return 'table';
    case 'text':
    case 'heading':
    case 'note':
    case 'number':
    case 'furniture':
      return 'paragraph';
  }
}

function isOpenProse(block: Block): boolean {
  if (block.kind !== 'text') return false;
  const ending = endingOf(block.raw);
  return (ending === 'open' || ending === 'hyphen') && wordsOf(plainOf(block)).length >= FEWEST_WORDS_OF_A_HALF;
}

/** For every first half, the block that goes on with it. */
function joins(flow: readonly Block[], headings: ReadonlySet<Block>): ReadonlyMap<Block, Block> {
  const next = new Map<Block, Block>();
  for (const [i, block] of flow.entries()) {
    const rest = flow[i + 1];
    if (rest === undefined || headings.has(block) || headings.has(rest)) continue;
    if ((block.kind !== 'text' && block.kind !== 'item') || rest.kind !== 'text') continue;
    const ending = endingOf(block.raw);
    if (ending === 'hyphen') next.set(block, rest);
    if (ending !== 'open') continue;
    const listed = splitNumber(plainText(rest.raw.slice(0, 200))) !== undefined && !startsInside(rest.raw);
    if (startsInside(rest.raw) || (isOpenProse(block) && !listed)) next.set(block, rest);
  }
  return next;
}

/** Whether a block of the text is a heading: it looks like one, text follows, and it is no half of a sentence and no list without bullets. */
function isHeading(flow: readonly Block[], i: number, quotes: ReadonlySet<Block>): boolean {
  const block = at(flow, i);
  if (block.kind === 'heading') return plainOf(block).length <= 300;
  if (block.kind !== 'text' || quotes.has(block) || !isTitleLike(block)) return false;
  const next = flow[i + 1];
  const previous = flow[i - 1];
  if (next === undefined) return false;
  if (next.kind === 'text' && startsInside(next.raw)) return false;
  const plain = plainOf(block);
  if (previous !== undefined && previous.kind === 'text' && endingOf(previous.raw) === 'hyphen') return false;
  const number = splitNumber(plain);
  if (number !== undefined) {
    // Numbers in a row without text between them are a list.
    const before = previous === undefined ? undefined : splitNumber(plainText(previous.raw.slice(0, 200)));
    const after = splitNumber(plainText(next.raw.slice(0, 200)));
    const own = Number(number.number);
    if (after !== undefined && Number(after.number) === own + 1) return false;
    if (before !== undefined && Number(before.number) === own - 1 && !isParent(previous)) return false;
    return true;
  }
  if (isAllCaps(plain) || isBold(block.raw)) return true;
  const announced = previous !== undefined && previous.kind === 'text' && endingOf(previous.raw) === 'colon';
  return !(announced && isTitleLike(next));
}

/** A long block may start with a number and still be text below a heading. */
function isParent(block: Block | undefined): boolean {
  return block !== undefined && block.raw.length > 300;
}
