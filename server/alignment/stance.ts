import type { Essay, Span } from '../text/essay';
import { contrastCues, negativeStems, negators, positiveStems } from './cues';
import type { PassageProfile } from './profile';
import type { Evidence } from './reading';
import type { SentenceChoice } from './sentenceChoice';
import type { SharedFeature } from './shared';
import { stemOf } from './terms';
import { weights } from './weights';

type Cue = Span & { readonly kind: 'negation' | 'evaluation'; readonly text: string };

/**
 * The cues beside what both sides speak of: evaluations and negations in the same clause as a *shared target*, on either side. They are shown, and
 * label nothing: on three themes read by two people, labels made of their signs were right for one pair in five to one in two (docs/engine.md).
 */
export function stanceEvidence(
  essays: { left: Pick<Essay, 'text'>; right: Pick<Essay, 'text'> },
  left: PassageProfile,
  right: PassageProfile,
  choice: SentenceChoice,
  shared: readonly SharedFeature[],
): Evidence[] {
  // Targets that stand together share their cues: each is shown once.
  const cues = { left: new Map<number, Cue>(), right: new Map<number, Cue>() };
  for (const feature of shared.filter(
    (candidate) => candidate.inSentences && candidate.rarity >= weights.targetRarity,
  )) {
    const a = cuesBeside(essays.left, left, choice.left, feature.left);
    const b = cuesBeside(essays.right, right, choice.right, feature.right);
    const evaluates = (found: readonly Cue[]): boolean => found.some((cue) => cue.kind === 'evaluation');
    if (!evaluates(a) || !evaluates(b)) continue;
    for (const cue of a) cues.left.set(cue.start, cue);
    for (const cue of b) cues.right.set(cue.start, cue);
  }
  return (['left', 'right'] as const).flatMap((side) =>
    [...cues[side].values()].map(({ kind, text, start, end }): Evidence => {
      const here = [{ start, end }];
      return { kind, text, left: side === 'left' ? here : [], right: side === 'right' ? here : [] };
    }),
  );
}

/** Contrast cues (“however”, “yet”) in the chosen sentences: they tell where a claim turns, and label nothing by themselves. */
export function contrastEvidence(
  essay: Pick<Essay, 'text'>,
  profile: PassageProfile,
  sentences: readonly number[],
  side: 'left' | 'right',
): Evidence[] {
  return sentences.flatMap((index) => {
    const sentence = profile.passage.sentences[index];
    if (sentence === undefined) return [];
    const cue = wordsIn(essay.text, sentence).find((word) => contrastCues.has(word.text.toLowerCase()));
    if (cue === undefined) return [];
    const span = [{ start: cue.start, end: cue.end }];
    return [
      {
        kind: 'contrast',
        text: cue.text,
        left: side === 'left' ? span : [],
        right: side === 'right' ? span : [],
      } satisfies Evidence,
    ];
  });
}

type Word = Span & { readonly text: string };

/** Reads the words within a few of the target, in the same clause. */
function cuesBeside(
  essay: Pick<Essay, 'text'>,
  profile: PassageProfile,
  sentences: readonly number[],
  targets: readonly Span[],
): Cue[] {
  const cues: Cue[] = [];
  // A target of several words has the same word near each of them; it speaks once.
  const heard = new Set<number>();
  for (const index of sentences) {
    const sentence = profile.passage.sentences[index];
    if (sentence === undefined) continue;
    const words = wordsIn(essay.text, sentence);
    words.forEach((word, i) => {
      if (!targets.some((target) => word.start >= target.start && word.end <= target.end)) return;
      for (const near of clauseAround(essay.text, words, i)) {
        if (heard.has(near.start)) continue;
        heard.add(near.start);
        const stem = stemOf(near.text);
        if (negators.has(near.text.toLowerCase().replace('’', "'"))) {
          cues.push({ ...near, kind: 'negation' });
        } else if (positiveStems.has(stem) || negativeStems.has(stem)) {
          cues.push({ ...near, kind: 'evaluation' });
        }
      }
    });
  }
  return cues;
}

function clauseAround(text: string, words: readonly Word[], at: number): Word[] {
  const around: Word[] = [];
  for (const step of [-1, 1]) {
    for (let i = at + step; Math.abs(i - at) <= weights.stanceWindow; i += step) {
      const word = words[i];
      const previous = words[i - step];
      if (word === undefined || previous === undefined) break;
      const between = step > 0 ? text.slice(previous.end, word.start) : text.slice(word.end, previous.start);
      if (/[,;:–—()]/.test(between)) break;
      around.push(word);
    }
  }
  return around;
}

function wordsIn(text: string, span: Span): Word[] {
  return [...text.slice(span.start, span.end).matchAll(/[\p{L}\p{N}]+(?:['’][\p{L}]+)*/gu)].map((match) => ({
    text: match[0],
    start: span.start + match.index,
    end: span.start + match.index + match[0].length,
  }));
}
