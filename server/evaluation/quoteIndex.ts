import type { GoldSentence, GoldTheme } from './goldSet';

interface IndexedSentence {
  readonly sentence: GoldSentence;
  readonly letters: string;
  readonly words: ReadonlySet<string>;
}

/** Sentences that a quote covers, of each side. */
export interface MappedQuote {
  readonly left: readonly GoldSentence[];
  readonly right: readonly GoldSentence[];
}

/** Shorter quotes and sentences (in letters and digits) say too little to be told apart. */
const leastLetters = 12;
/** Words shared of all words of both (Jaccard) from which a quote is taken for a sentence that was cut or mended otherwise. */
const leastOverlap = 0.6;

/**
 * Finds the gold sentences that quotes cover, by their text: so a reading is scored whatever splitter, layout or markup its essays have.
 * A quote covers a sentence when one contains the other (letters and digits only, NFKD, lower case) or when they share 60 % of their words.
 */
export class QuoteIndex {
  private readonly sides: { readonly left: readonly IndexedSentence[]; readonly right: readonly IndexedSentence[] };
  private readonly known = new Map<string, MappedQuote>();

  constructor(readonly theme: GoldTheme) {
    const indexed = (sentences: readonly GoldSentence[]): IndexedSentence[] =>
      sentences
        .map((sentence) => ({ sentence, letters: letters(sentence.text), words: new Set(words(sentence.text)) }))
        .filter((each) => each.letters.length >= leastLetters);
    this.sides = { left: indexed(theme.left), right: indexed(theme.right) };
  }

  /** The sentences, on either side, that a quote covers. */
  find(quote: string): MappedQuote {
    const known = this.known.get(quote);
    if (known !== undefined) return known;
    const plain = quote
      .replace(/\[\^[^\]]*\]/g, '')
      .replace(/\]\([^)]*\)/g, ']')
      .replace(/[*_`]/g, '');
    const own = letters(plain);
    const ownWords = new Set(words(plain));
    const covered = (side: readonly IndexedSentence[]): GoldSentence[] =>
      own.length < leastLetters ? [] : side.filter((each) => covers(own, ownWords, each)).map((each) => each.sentence);
    const found = { left: covered(this.sides.left), right: covered(this.sides.right) };
    this.known.set(quote, found);
    return found;
  }
}

function covers(own: string, ownWords: ReadonlySet<string>, other: IndexedSentence): boolean {
  if (own.includes(other.letters) || other.letters.includes(own)) return true;
  let shared = 0;
  for (const word of other.words) if (ownWords.has(word)) shared += 1;
  return shared / (other.words.size + ownWords.size - shared) >= leastOverlap;
}

function letters(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function words(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
