/** What both sides quote: the same words in quotation marks, or the same document in a note; and how the two differ, word by word. */
import type { Side } from '../alignment/reading';
import type { Comparison } from '../readings/comparison';
import type { Essay, Span } from '../text/essay';
import type { Steps } from '../text/steps';
import { textDifference } from './textDifference';

/** A quotation with its place: the sentence or note that it stands in. */
export interface Quotation {
  readonly theme: number;
  readonly text: string;
  readonly place: Span;
}

export interface SharedQuotation {
  /** Quoted in the running text on both sides, or named in a note of at least one. */
  readonly kind: 'words' | 'source';
  readonly left: Quotation;
  readonly right: Quotation;
  /** Both texts laid together: what stands in both, on the left only, on the right only. */
  readonly parts: readonly { readonly text: string; readonly in: Side | 'both' }[];
}

interface Found extends Quotation {
  readonly isNote: boolean;
  readonly runs: ReadonlySet<string>;
}

/** Two quotations are of the same words where they share a run of so many words (of Han characters, twice as many). */
const runLength = 4;
/** … and at least this share of the runs of the shorter one is in both, so that a common phrase is not taken for a quotation. */
const leastShare = 0.3;
const quoted = /“([^“”]+)”|"([^"]+)"|「([^「」]+)」|«([^«»]+)»/gu;
const han = /\p{Script=Han}/u;

/** Finds what both sides quote, in all comparisons of a corpus: of one on the left, the nearest on the right. */
export function* sharedQuotationSteps(comparisons: readonly Comparison[]): Steps<SharedQuotation[]> {
  const quotations: Record<Side, Found[]> = { left: [], right: [] };
  for (const side of ['left', 'right'] as const) {
    const read = new Set<Essay>();
    for (const [theme, comparison] of comparisons.entries()) {
      if (!read.has(comparison[side])) quotations[side].push(...quotationsIn(comparison[side], theme));
      read.add(comparison[side]);
      yield;
    }
  }
  const byRun = new Map<string, Found[]>();
  for (const right of quotations.right)
    for (const run of right.runs) byRun.set(run, [...(byRun.get(run) ?? []), right]);
  const shared: SharedQuotation[] = [];
  const seen = new Set<string>();
  for (const left of quotations.left) {
    const common = new Map<Found, number>();
    for (const run of left.runs)
      for (const right of byRun.get(run) ?? []) common.set(right, (common.get(right) ?? 0) + 1);
    const [nearest] = [...common].sort(([, m], [, n]) => n - m);
    if (nearest === undefined) continue;
    const [right, count] = nearest;
    if (count < leastShare * Math.min(left.runs.size, right.runs.size)) continue;
    // A document that one side names in every other note is shown once.
    const key = `${wordsOf(left.text)}|${wordsOf(right.text)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const kind = left.isNote || right.isNote ? 'source' : 'words';
    shared.push({ kind, left: plain(left), right: plain(right), parts: partsOf(left.text, right.text) });
    yield;
  }
  return shared;
}

function plain({ theme, text, place }: Found): Quotation {
  return { theme, text, place };
}

function quotationsIn(essay: Essay, theme: number): Found[] {
  const found: Found[] = [];
  const add = (text: string, place: Span, isNote: boolean): void => {
    const runs = runsOf(text);
    if (runs.size > 0) found.push({ theme, text, place, isNote, runs });
  };
  for (const passage of essay.passages) {
    // A quotation may go on over several sentences: it is placed where it begins.
    let text = '';
    const starts = passage.sentences.map((sentence) => {
      const start = text.length;
      text += `${sentence.text} `;
      return start;
    });
    for (const { words, start } of quotesIn(text)) {
      const place = passage.sentences[starts.findLastIndex((each) => each <= start)];
      if (place !== undefined) add(words, place, false);
    }
    if (passage.kind === 'quotation') add(text.trim(), passage, false);
  }
  for (const note of essay.notes) for (const { words } of quotesIn(note.text)) add(words, note, true);
  return found;
}

function quotesIn(text: string): { readonly words: string; readonly start: number }[] {
  return [...text.matchAll(quoted)].map((match) => ({
    words: (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').trim(),
    start: match.index,
  }));
}

function wordsOf(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, ' ').toLowerCase();
}

/** Every run of words, without case, accents and punctuation. */
function runsOf(text: string): ReadonlySet<string> {
  const plainText = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = han.test(text)
    ? Array.from(plainText.replace(/[^\p{L}\p{N}]/gu, ''))
    : (plainText.match(/[\p{L}\p{N}]+/gu) ?? []);
  const length = han.test(text) ? 2 * runLength : runLength;
  const runs = new Set<string>();
  for (let i = 0; i + length <= words.length; i += 1) runs.add(words.slice(i, i + length).join(' '));
  return runs;
}

function partsOf(left: string, right: string): SharedQuotation['parts'] {
  const sides = { before: 'left', after: 'right', both: 'both' } as const;
  return textDifference(left, right).map(({ text, in: where }) => ({ text, in: sides[where] }));
}
