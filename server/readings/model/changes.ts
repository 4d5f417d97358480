import type { Side } from '../../alignment/reading';
import type { Fingerprint } from '../fingerprint';
import type { ReadingFilePair } from '../readingFile';
import type { NumberedEssay, Section } from './numbered';
import { planShowings, type Showing } from './sections';

type FileLink = ReadingFilePair['links'][number];
type FileSilence = NonNullable<ReadingFilePair['silences']>['left'][number];

/** What still holds of an earlier reading: links and silences all of whose sentences stand as they stood. */
export interface KeptReading {
  readonly links: readonly FileLink[];
  readonly silences: Readonly<Record<Side, readonly FileSilence[]>>;
  readonly summary: ReadingFilePair['summary'];
  /** Runs of sentences of passages that hold a sentence which the earlier reading had not. */
  readonly changed: Readonly<Record<Side, readonly Section[]>>;
}

/** Finds what still holds of an earlier reading, and what has changed since. The essays stand as they stood then, left and right. */
export function keepUnchanged(earlier: ReadingFilePair, left: NumberedEssay, right: NumberedEssay): KeptReading {
  const here = { left: hashes(left), right: hashes(right) };
  const holds = (side: Side, prints: readonly Fingerprint[]): boolean => prints.every(({ h }) => here[side].has(h));
  const silences = (side: Side): FileSilence[] =>
    (earlier.silences?.[side] ?? []).filter(({ sentences }) => holds(side, sentences));
  return {
    links: earlier.links.filter((link) => holds('left', link.left) && holds('right', link.right)),
    silences: { left: silences('left'), right: silences('right') },
    summary: earlier.summary,
    changed: { left: changedSections(left, earlier.read?.left), right: changedSections(right, earlier.read?.right) },
  };
}

function hashes({ sentences }: NumberedEssay): ReadonlySet<string> {
  return new Set(sentences.flatMap(({ fingerprint }) => fingerprint?.h ?? []));
}

/** Without a list of what was read, everything counts as changed. */
function changedSections(essay: NumberedEssay, read: readonly string[] | undefined): Section[] {
  const known = new Set(read);
  const { sentences } = essay;
  const changed = new Set(
    sentences.flatMap(({ fingerprint, passage }) =>
      fingerprint !== undefined && !known.has(fingerprint.h) ? [passage] : [],
    ),
  );
  const sections: { start: number; end: number }[] = [];
  sentences.forEach(({ passage }, i) => {
    if (!changed.has(passage)) return;
    const open = sections.at(-1);
    if (open?.end === i) open.end = i + 1;
    else sections.push({ start: i, end: i + 1 });
  });
  return sections;
}

/** Shows each changed run of one essay beside the whole other essay, in as many showings as it takes. */
export function changedShowings(
  { left, right }: { readonly left: NumberedEssay; readonly right: NumberedEssay },
  { changed }: KeptReading,
  contextTokens: number,
): readonly Showing[] {
  const ofLeft = changed.left.flatMap((section) =>
    within(planShowings(cutTo(left, section), right, contextTokens), section, 'left'),
  );
  const ofRight = changed.right.flatMap((section) =>
    within(planShowings(left, cutTo(right, section), contextTokens), section, 'right'),
  );
  return [...ofLeft, ...ofRight];
}

function cutTo(essay: NumberedEssay, { start, end }: Section): NumberedEssay {
  return { ...essay, sentences: essay.sentences.slice(start, end) };
}

function within(showings: readonly Showing[] | undefined, { start }: Section, side: Side): Showing[] {
  return (showings ?? []).map((showing) => ({
    ...showing,
    [side]: { start: showing[side].start + start, end: showing[side].end + start },
  }));
}
