import type { Acronym } from './acronyms';
import type { Block } from './blocks';
import { at, wordsOf } from './lines';
import { lettersOf, looksLikeTitle, plainText } from './shapes';
import type { Author } from './types';
import { CHINESE_PLACES, EUROPEAN_PLACES, INSTITUTIONS, STUDY_NOUNS } from './vocabulary';

/** How an essay's byline speaks: above 0 for Chinese, below 0 for European affiliations; the size is the strength. */
export type Leaning = number;

/** A leaning of at least this much is evidence. */
export const EVIDENCE = 1;

/** The weight of a city, province or member state; names of the two sides themselves weigh less, for they may name a subject of study. */
const PLACE = 3;
const SIDE = 2;
const SUBJECT = 0.25;
const SIDES: ReadonlySet<string> = new Set(['china', 'chinese', 'europe', 'european', 'eu']);

/**
 * Scores a text by the places it names. Names of the two sides count by their place: little as a subject of study, more in an institution's name.
 * In a portrait (`portrait`), which speaks of subjects throughout, they count only as an owner (“China's leading …”).
 */
export function leaningOf(text: string, portrait = false): Leaning {
  const words = wordsOf(
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .replace(/hong kong/g, 'hongkong')
      .replace(/xi['’]an/g, 'xian'),
  );
  let score = 0;
  for (const [i, word] of words.entries()) {
    const sign = CHINESE_PLACES.has(word) ? 1 : EUROPEAN_PLACES.has(word) ? -1 : 0;
    if (sign === 0) continue;
    if (!SIDES.has(word)) {
      score += sign * PLACE;
      continue;
    }
    const next = words[i + 1] ?? '';
    if (portrait) {
      if (next === 's') score += sign * SIDE;
      continue;
    }
    const previous = words[i - 1] ?? '';
    const isSubject =
      STUDY_NOUNS.has(next) || SIDES.has(next) || SIDES.has(previous) || /^(?:for|on|about)$/.test(previous);
    const names = INSTITUTIONS.has(next) || next === 'institutes';
    score += sign * (isSubject ? SUBJECT : names ? SIDE : 1);
  }
  return score;
}

/** What the front matter says of the contributing institutions: their names, and the opening of their portraits. */
export class Portraits {
  readonly #portraits: readonly { readonly letters: string; readonly leaning: Leaning }[];

  constructor(front: readonly Block[]) {
    const portraits: { letters: string; leaning: Leaning }[] = [];
    for (const [i, block] of front.entries()) {
      const next = front[i + 1];
      const letters = lettersOf(block.raw.slice(0, 300));
      if (next === undefined || letters.length < 8 || next.raw.length < 80 || !looksLikeTitle(block.raw)) continue;
      portraits.push({ letters, leaning: portraitLeaning(next.raw) });
    }
    this.#portraits = portraits;
  }

  /** The leaning of the portraits of the institutions that a byline names. */
  find(text: string): Leaning {
    let score = 0;
    for (const part of plainText(text).split(/[,;()]/)) {
      const letters = lettersOf(
        part.replace(/^\s*(?:the|senior|research|associate|fellow|director|,|at|of|\s)+\s/i, ''),
      );
      if (letters.length < 8) continue;
      const hit = this.#portraits.find(
        (portrait) =>
          portrait.letters.includes(letters) || (portrait.letters.length >= 12 && letters.includes(portrait.letters)),
      );
      if (hit !== undefined) score += hit.leaning;
    }
    return score;
  }
}

/** The leaning of the first sentence of a portrait that names a place: it says where the institution is, later ones whom it works with. */
function portraitLeaning(raw: string): Leaning {
  const sentences = plainText(raw.slice(0, 900)).split(/(?<=[\p{Ll})][.!?])\s+/u);
  for (const sentence of sentences.slice(0, 3)) {
    const leaning = leaningOf(sentence, true);
    if (leaning !== 0) return Math.max(-2, Math.min(2, leaning));
  }
  return 0;
}

/** The leaning of a byline: of its affiliations, of what their acronyms stand for, and of the portraits of their institutions. */
export function leaningOfByline(
  authors: readonly Author[],
  acronyms: readonly Acronym[],
  portraits: Portraits,
): Leaning {
  let score = 0;
  for (const { name, affiliation } of authors) {
    const text = affiliation ?? name;
    score += leaningOf(text) + portraits.find(text);
    for (const token of text.match(/\p{Lu}[\p{L}&]*\p{Lu}[\p{L}]*/gu) ?? []) {
      const wanted = token.toLowerCase();
      const entry = acronyms.find(({ shorts }) =>
        shorts.some((short) => short.toLowerCase() === wanted || short.toLowerCase().split('-').includes(wanted)),
      );
      if (entry !== undefined) score += leaningOf(entry.long) + portraits.find(entry.long);
    }
  }
  return score;
}

/** Which side comes first in the volume: 1 Chinese, -1 European, 0 unknown. Learnt from the themes whose bylines tell. */
export function orderOf(themes: readonly (readonly Leaning[])[]): -1 | 0 | 1 {
  let sum = 0;
  for (const leanings of themes) {
    if (leanings.length !== 2) continue;
    const difference = at(leanings, 0) - at(leanings, 1);
    if (Math.abs(difference) >= EVIDENCE) sum += Math.sign(difference);
  }
  return Math.sign(sum) as -1 | 0 | 1;
}

export interface Assigned {
  /** 1 Chinese, -1 European. */
  readonly side: 1 | -1;
  readonly sure: boolean;
}

/**
 * Gives the essays of one theme their sides, from their bylines' leanings and the order that the volume keeps.
 * Sure where the bylines tell the essays apart and the order agrees.
 */
export function assignSides(leanings: readonly Leaning[], order: -1 | 0 | 1): Assigned[] {
  const first: 1 | -1 = order === -1 ? -1 : 1;
  if (leanings.length === 2) {
    const [a = 0, b = 0] = leanings;
    const difference = a - b;
    // Against the order that the volume keeps, bylines must say much.
    const against = order !== 0 && Math.sign(difference) === -order;
    const told = Math.abs(difference) >= (against ? 3 * EVIDENCE : EVIDENCE);
    const sign: 1 | -1 = told ? (difference > 0 ? 1 : -1) : first;
    const agrees = told && (order === 0 || sign === order);
    // Both leaning the same way is a sign that one byline was misread.
    const same = a * b > 0 && Math.abs(a) >= EVIDENCE && Math.abs(b) >= EVIDENCE;
    return [
      { side: sign, sure: agrees && !(same && a * sign < 0) },
      { side: sign === 1 ? -1 : 1, sure: agrees && !(same && b * sign > 0) },
    ];
  }
  return leanings.map((leaning, i) => {
    if (Math.abs(leaning) >= EVIDENCE) return { side: leaning > 0 ? 1 : -1, sure: true };
    return { side: i % 2 === 0 ? first : first === 1 ? -1 : 1, sure: false };
  });
}
