import { words as stopWords } from 'natural/lib/natural/util/stopwords';
import porter2 from 'wink-porter2-stemmer';
import type { Essay, Passage, Span } from '../text/essay';

/** A word of an essay that can carry meaning: no stop word, no bare number. */
export interface Term extends Span {
  /** Porter2 stem; for Han script, two neighbouring characters. */
  readonly stem: string;
  readonly surface: string;
  /** Where it begins in the text of its sentence, as a reader sees it: the same however the source is wrapped and marked up. */
  readonly offset: number;
  /** Index of its sentence in the passage. */
  readonly sentence: number;
  /** Whether it is written with a capital inside a sentence, as names are. */
  readonly isName: boolean;
}

/** Function words beyond natural's list. */
const furtherStopWords =
  'a i us am aren cannot couldn didn doesn don hadn hasn haven isn let mustn shan shouldn wasn weren won wouldn ve ll re also yet however ' +
  'therefore thus hence moreover furthermore although though whereas despite within without upon toward towards among amongst across along ' +
  'around against whether either neither nor not no none even ever rather quite just almost already often always sometimes perhaps indeed ' +
  'may will shall else every anything something nothing everything someone anyone one two three four five first second third ii iii per via ' +
  'etc eg ie cf former latter respectively thereby therein whereby including include includes included according based due ' +
  'e g s t d m o p pp vol no ibid et al ' +
  // Words by which any essay argues, whatever its subject.
  'argue argues argued arguing nonetheless backdrop says call calls called regard regards using used use year years time times';

const stops = new Set([...stopWords.map((word) => word.toLowerCase()), ...furtherStopWords.split(' ')]);

const wordPattern = /[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu;
const han = /\p{Script=Han}/u;

/** Every word of a text in lower case, with its offset there. */
export function wordsOf(text: string): { readonly word: string; readonly offset: number }[] {
  return [...text.matchAll(wordPattern)].map((match) => ({ word: match[0].toLowerCase(), offset: match.index }));
}

const stemCache = new Map<string, string>();

/**
 * The stem of a word by the Porter2 algorithm (https://snowballstem.org/algorithms/english/stemmer.html), possessive and case dropped.
 * Words in other scripts than Latin are only lower-cased.
 */
export function stemOf(word: string): string {
  const known = stemCache.get(word);
  if (known !== undefined) return known;
  const stem = /^[a-z]+$/.test(word) ? porter2(word) : stemOfMarked(word);
  // A bound keeps a long-running server from growing with every word it ever saw.
  if (stemCache.size > 50_000) stemCache.clear();
  stemCache.set(word, stem);
  return stem;
}

function stemOfMarked(word: string): string {
  const plain = word
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’]s?$/u, '');
  return /^[a-z']+$/.test(plain) ? porter2(plain) : plain;
}

/** Whether a word (any case) is a function word, which says nothing about the subject. */
function isStopWord(word: string): boolean {
  return stops.has(word.toLowerCase());
}

/** The terms of a passage in reading order, each with its place in the canonical text. */
export function termsOf(essay: Pick<Essay, 'text'>, passage: Passage): Term[] {
  return passage.sentences.flatMap((sentence, index) => {
    const terms: Term[] = [];
    const source = essay.text.slice(sentence.start, sentence.end);
    let from = 0;
    let isFirst = true;
    for (const match of sentence.text.matchAll(wordPattern)) {
      const surface = match[0];
      const found = source.indexOf(surface, from);
      const inside = found >= 0;
      if (inside) from = found + surface.length;
      const at = sentence.start + found;
      for (const { stem, skip, length } of meaningOf(surface)) {
        terms.push({
          stem,
          surface: surface.slice(skip, skip + length),
          offset: match.index + skip,
          start: inside ? at + skip : sentence.start,
          end: inside ? at + skip + length : sentence.end,
          sentence: index,
          isName: !isFirst && /^\p{Lu}/u.test(surface),
        });
      }
      isFirst = false;
    }
    return terms;
  });
}

/** The words from one term to another of the same sentence, as a reader sees them. */
export function phraseOf(passage: Pick<Passage, 'sentences'>, first: Term, last: Term): string {
  return (
    passage.sentences[first.sentence]?.text.slice(first.offset, last.offset + last.surface.length) ?? first.surface
  );
}

/** A stem and the part of its word that it stands for. */
interface Meaning {
  readonly stem: string;
  readonly skip: number;
  readonly length: number;
}

/** The stems that a word stands for, wherever it stands. */
export function stemsOfWord(word: string): string[] {
  return meaningOf(word).map(({ stem }) => stem);
}

/** The stems that a word stands for: one for most, none for function words and numbers, character pairs for Han script. */
function meaningOf(surface: string): Meaning[] {
  if (han.test(surface)) {
    const characters = Array.from(surface);
    let skip = 0;
    return characters.slice(Math.min(1, characters.length - 1)).map((character, i) => {
      const before = characters.length === 1 ? '' : (characters[i] ?? '');
      const stem = before + character;
      const meaning = { stem, skip, length: stem.length };
      skip += before.length;
      return meaning;
    });
  }
  if (!/\p{L}/u.test(surface) || surface.length < 2) return [];
  const base = surface.replace(/['’][\p{L}]+$/u, '');
  if (isStopWord(base) || isStopWord(surface)) return [];
  const stem = stemOf(surface);
  return stem.length < 2 ? [] : [{ stem, skip: 0, length: surface.length }];
}
