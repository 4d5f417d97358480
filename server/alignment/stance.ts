import type { Essay, Span } from '../text/essay';
import { contrastCues, negativeStems, negators, positiveStems } from './cues';
import type { PassageProfile } from './profile';
import type { Evidence, Relation } from './reading';
import type { SentenceChoice } from './sentenceChoice';
import type { SharedFeature } from './shared';
import { stemOf } from './terms';
import { weights } from './weights';

type Cue = Span & { readonly kind: 'negation' | 'evaluation'; readonly text: string };

/** How a sentence speaks of a target: the sign of the evaluation beside it, and whether it is negated. */
export interface Stance {
  readonly sign: -1 | 0 | 1;
  readonly negated: boolean;
  readonly cues: readonly Cue[];
}

/** What the evidence on shared targets says of a link's relation. */
export interface RelationJudgement {
  readonly relation: Relation;
  /** In [0, 1]; null where the relation is undetermined. */
  readonly confidence: number | null;
  readonly evidence: readonly Evidence[];
}

/**
 * Labels a relation only where both sides evaluate the *same shared target* and the evidence is one-sided: opposite signs diverge, equal signs
 * converge. Surface features at large do not tell agreement from conflict (measured: no better than chance on unseen themes), so most links
 * stay undetermined.
 */
export function judgeRelation(
  essays: { left: Pick<Essay, 'text'>; right: Pick<Essay, 'text'> },
  left: PassageProfile,
  right: PassageProfile,
  choice: SentenceChoice,
  shared: readonly SharedFeature[],
): RelationJudgement {
  // Targets that stand together share their cues: each is shown once.
  const cues = { left: new Map<number, Cue>(), right: new Map<number, Cue>() };
  let agree = 0;
  let clash = 0;
  for (const feature of shared.filter(
    (candidate) => candidate.inSentences && candidate.rarity >= weights.targetRarity,
  )) {
    const a = stanceOn(essays.left, left, choice.left, feature.left);
    const b = stanceOn(essays.right, right, choice.right, feature.right);
    const signs = [a, b].map((stance) => (stance.negated ? -stance.sign : stance.sign));
    if (signs[0] === undefined || signs[1] === undefined || signs[0] === 0 || signs[1] === 0) continue;
    if (signs[0] === signs[1]) agree += 1;
    else clash += 1;
    for (const cue of a.cues) cues.left.set(cue.start, cue);
    for (const cue of b.cues) cues.right.set(cue.start, cue);
  }
  const evidence = (['left', 'right'] as const).flatMap((side) =>
    [...cues[side].values()].map(({ kind, text, start, end }): Evidence => {
      const here = [{ start, end }];
      return { kind, text, left: side === 'left' ? here : [], right: side === 'right' ? here : [] };
    }),
  );
  const net = agree - clash;
  if (Math.abs(net) < weights.relationMargin || (agree > 0 && clash > 0))
    return { relation: 'undetermined', confidence: null, evidence };
  return net > 0
    ? { relation: 'convergence', confidence: weights.relationConfidence.convergence, evidence }
    : { relation: 'divergence', confidence: weights.relationConfidence.divergence, evidence };
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
function stanceOn(
  essay: Pick<Essay, 'text'>,
  profile: PassageProfile,
  sentences: readonly number[],
  targets: readonly Span[],
): Stance {
  const cues: Cue[] = [];
  // A target of several words has the same word near each of them; it speaks once.
  const heard = new Set<number>();
  let sum = 0;
  let negations = 0;
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
          negations += 1;
          cues.push({ ...near, kind: 'negation' });
        } else if (positiveStems.has(stem) || negativeStems.has(stem)) {
          sum += positiveStems.has(stem) ? 1 : -1;
          cues.push({ ...near, kind: 'evaluation' });
        }
      }
    });
  }
  return { sign: sum > 0 ? 1 : sum < 0 ? -1 : 0, negated: negations % 2 === 1, cues };
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
