import { promptTokens, replyTokensFor } from './budget';
import { type NumberedEssay, type Section, wholeOf } from './numbered';

/** What one round of questions shows: a part of each essay, mostly all of it. */
export interface Showing {
  readonly left: Section;
  readonly right: Section;
}

/** The least room for text that makes sense. */
const leastTextTokens = 600;

/**
 * Cuts two essays into what a model with so much room can be shown at once: both whole, or the longer one section by section against
 * the whole other one, or, where even that is too long, each section against each. Sections end where passages end, if they can.
 * Undefined where there is no room at all.
 */
export function planShowings(
  left: NumberedEssay,
  right: NumberedEssay,
  contextTokens: number,
): readonly Showing[] | undefined {
  const all = { left: wholeOf(left), right: wholeOf(right) };
  const total = left.sentences.length + right.sentences.length;
  // Each round has two calls; the second carries the first one's reply along.
  const room = contextTokens - promptTokens - 2 * replyTokensFor(total);
  const tokens = { left: tokensOf(left, all.left), right: tokensOf(right, all.right) };
  if (tokens.left + tokens.right <= room) return [all];
  const smaller = contextTokens - promptTokens - 2 * replyTokensFor(Math.min(total, 80));
  if (smaller < leastTextTokens) return undefined;
  const longer = tokens.left >= tokens.right ? 'left' : 'right';
  const shorter = longer === 'left' ? 'right' : 'left';
  const essays = { left, right };
  const besideWhole = smaller - tokens[shorter];
  const isShorterWhole = besideWhole >= smaller / 3;
  const cutLonger = cut(essays[longer], isShorterWhole ? besideWhole : smaller / 2);
  const cutShorter = isShorterWhole ? [all[shorter]] : cut(essays[shorter], smaller / 2);
  const [ofLeft, ofRight] = longer === 'left' ? [cutLonger, cutShorter] : [cutShorter, cutLonger];
  return ofLeft.flatMap((l) => ofRight.map((r) => ({ left: l, right: r })));
}

/** About how many tokens a section takes. */
function tokensOf({ sentences }: NumberedEssay, { start, end }: Section): number {
  return sentences.slice(start, end).reduce((sum, sentence) => sum + sentence.tokens, 0);
}

/** Sections of about the same size, none above `most` tokens unless a single sentence is. */
function cut(essay: NumberedEssay, most: number): Section[] {
  const { sentences } = essay;
  const total = tokensOf(essay, wholeOf(essay));
  const size = total / Math.ceil(total / most);
  const sections: Section[] = [];
  let start = 0;
  let sum = 0;
  sentences.forEach((sentence, i) => {
    const isNewPassage = sentence.passage !== sentences[i - 1]?.passage;
    const rest = isNewPassage ? tokensOf(essay, passageAt(essay, i)) : sentence.tokens;
    const isFull = sum + sentence.tokens > most || (isNewPassage && (sum >= size || sum + rest > most));
    if (i > start && isFull) {
      sections.push({ start, end: i });
      start = i;
      sum = 0;
    }
    sum += sentence.tokens;
  });
  if (start < sentences.length) sections.push({ start, end: sentences.length });
  return sections;
}

function passageAt({ sentences }: NumberedEssay, at: number): Section {
  let end = at;
  while (sentences[end]?.passage === sentences[at]?.passage && end < sentences.length) end += 1;
  return { start: at, end };
}
