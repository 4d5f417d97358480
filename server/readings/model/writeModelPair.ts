import type { Side } from '../../alignment/reading';
import type { Fingerprint } from '../fingerprint';
import type { ReadingFilePair } from '../readingFile';
import type { KeptReading } from './changes';
import type { NumberedEssay } from './numbered';
import type { PromptSubject } from './prompt';
import type { CheckedReading, CheckedSilence, CheckedSummary } from './reply';

/** What a model read, as a pair of a reading file: fingerprints for numbers, what is kept of an earlier reading first. */
export function writeModelPair(
  { pair, left, right }: PromptSubject,
  reading: CheckedReading,
  kept: KeptReading | undefined,
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
    read: { left: allHashes(left), right: allHashes(right) },
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

function allHashes({ sentences }: NumberedEssay): string[] {
  return [...new Set(sentences.flatMap(({ fingerprint }) => fingerprint?.h ?? []))];
}

function summaryOf({ convergence, divergence, silences }: CheckedSummary): NonNullable<ReadingFilePair['summary']> {
  return {
    ...(convergence === null ? {} : { convergence }),
    ...(divergence === null ? {} : { divergence }),
    ...(silences === null ? {} : { silences }),
  };
}
