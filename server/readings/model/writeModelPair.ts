import type { Side } from '../../alignment/reading';
import type { Fingerprint } from '../fingerprint';
import type { ReadingFilePair } from '../readingFile';
import type { KeptReading } from './changes';
import type { NumberedEssay, NumberedSentence, Section } from './numbered';
import type { PromptSubject } from './prompt';
import type { CheckedReading, CheckedSilence, CheckedSummary } from './reply';
import type { Showing } from './sections';

/**
 * What a model read, as a pair of a reading file: fingerprints for numbers, what is kept of an earlier reading first.
 * @param unread what was to be shown, but was not, as the reading ended early
 */
export function writeModelPair(
  { pair, left, right }: PromptSubject,
  reading: CheckedReading,
  kept: KeptReading | undefined,
  unread: readonly Showing[],
): ReadingFilePair {
  const essays = { left, right };
  const silences = (side: Side): NonNullable<ReadingFilePair['silences']>['left'] => [
    ...(kept?.silences[side] ?? []),
    ...reading.silences[side].map(({ sentences, topic, why }: CheckedSilence) => ({
      sentences: fingerprints(essays[side], sentences),
      topic,
      ...(why === null ? {} : { why }),
    })),
  ];
  const keptKeys = new Set(kept?.links.map((link) => keyOf(link)));
  const links = reading.links.map(({ relation, strength, topic, why, ...sentences }) => ({
    left: fingerprints(left, sentences.left),
    right: fingerprints(right, sentences.right),
    relation,
    strength,
    topic,
    ...(why === null ? {} : { why }),
  }));
  return {
    theme: pair.theme.id,
    title: pair.theme.title,
    summary: kept?.summary ?? summaryOf(reading.summary),
    left: { title: pair.left.title },
    right: { title: pair.right.title },
    read: hashesRead(left, right, unread),
    links: [...(kept?.links ?? []), ...links.filter((link) => !keptKeys.has(keyOf(link)))],
    silences: { left: silences('left'), right: silences('right') },
  };
}

function keyOf({ left, right }: Pick<ReadingFilePair['links'][number], 'left' | 'right'>): string {
  return [left, right].map((side) => side.map(({ h }) => h).join()).join('|');
}

function fingerprints({ sentences }: NumberedEssay, indices: readonly number[]): Fingerprint[] {
  return indices.flatMap((i) => sentences[i]?.fingerprint ?? []);
}

/**
 * The sentences that were read. Of a showing that was left out, the part of the essay that was cut counts as unread (of two, the left one):
 * what is unread is read beside the whole other essay the next time, so that is all that is missing.
 */
function hashesRead(
  left: NumberedEssay,
  right: NumberedEssay,
  unread: readonly Showing[],
): NonNullable<ReadingFilePair['read']> {
  const isLeftCut = (showing: Showing): boolean => sectionOf(left, showing.left).length < left.sentences.length;
  return {
    left: hashesOutside(left, unread.filter(isLeftCut)),
    right: hashesOutside(
      right,
      unread.filter((showing) => !isLeftCut(showing)),
    ),
  };
}

/** A sentence that an essay repeats counts as unread where one of its places is. */
function hashesOutside(essay: NumberedEssay, unread: readonly Showing[]): string[] {
  const hashes = new Set(hashesOf(essay.sentences));
  for (const showing of unread) for (const h of hashesOf(sectionOf(essay, showing[essay.side]))) hashes.delete(h);
  return [...hashes];
}

function sectionOf({ sentences }: NumberedEssay, { start, end }: Section): readonly NumberedSentence[] {
  return sentences.slice(start, end);
}

function hashesOf(sentences: readonly NumberedSentence[]): string[] {
  return sentences.flatMap(({ fingerprint }) => fingerprint?.h ?? []);
}

function summaryOf({ convergence, divergence, silences }: CheckedSummary): NonNullable<ReadingFilePair['summary']> {
  return {
    ...(convergence === null ? {} : { convergence }),
    ...(divergence === null ? {} : { divergence }),
    ...(silences === null ? {} : { silences }),
  };
}
