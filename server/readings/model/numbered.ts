import type { Side } from '../../alignment/reading';
import type { Essay } from '../../text/essay';
import { type Fingerprint, fingerprintOf } from '../fingerprint';
import { estimateTokens } from './tokens';

export interface NumberedSentence {
  /** The sentence as the model is shown it. */
  readonly text: string;
  /** Index into the essay's passages. */
  readonly passage: number;
  /** Undefined for a sentence without a letter, which a reading file cannot name. */
  readonly fingerprint: Fingerprint | undefined;
  /** About how many tokens its line takes. */
  readonly tokens: number;
}

/** An essay as numbered sentences: L1, L2 … or R1, R2 …, number `i + 1` at index `i`. */
export interface NumberedEssay {
  readonly side: Side;
  readonly essay: Essay;
  readonly sentences: readonly NumberedSentence[];
}

/** A run of sentences by index; `end` is exclusive. */
export interface Section {
  readonly start: number;
  readonly end: number;
}

export const letterOf = { left: 'L', right: 'R' } as const;

export function numberEssay(side: Side, essay: Essay): NumberedEssay {
  const sentences = essay.passages.flatMap((passage, i) =>
    passage.sentences.map((sentence) => {
      const text = asData(sentence.text);
      return { text, passage: i, fingerprint: fingerprintOf(sentence.text), tokens: estimateTokens(text) + 4 };
    }),
  );
  return { side, essay, sentences };
}

export function wholeOf(essay: NumberedEssay): Section {
  return { start: 0, end: essay.sentences.length };
}

/** A section as the model is shown it: one line a sentence, with its number; an empty line between passages; headings with `#`. */
export function renderSection({ side, essay, sentences }: NumberedEssay, { start, end }: Section): string {
  const lines: string[] = [];
  let heading: number | undefined;
  let passage = -1;
  for (let i = start; i < end; i += 1) {
    const sentence = sentences[i];
    if (sentence === undefined) break;
    if (sentence.passage !== passage) {
      passage = sentence.passage;
      const own = essay.passages[passage]?.heading;
      if (lines.length > 0) lines.push('');
      if (own !== undefined && own !== heading) {
        heading = own;
        const { depth, text } = essay.headings[own] ?? { depth: 1, text: '' };
        lines.push(`${'#'.repeat(depth)} ${asData(text)}`, '');
      }
    }
    lines.push(`${letterOf[side]}${i + 1}: ${sentence.text}`);
  }
  return lines.join('\n');
}

/**
 * Text of an essay, made fit to stand between the marks of the prompt: on one line, so that it cannot pretend to be another sentence;
 * without `<` and `>`, so that it cannot close its frame; without characters that nobody sees.
 */
export function asData(text: string): string {
  return text
    .replace(/[\p{Cf}]/gu, (mark) => (mark === '\u200c' || mark === '\u200d' ? mark : ''))
    .replace(/[\s\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .trim();
}
