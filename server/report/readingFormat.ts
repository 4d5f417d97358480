import { engineName, engineVersion } from '../alignment/align';
import { type ReadingFile, writeReadingFile } from '../readings/readingFile';
import type { Report } from './content';

/** What is shown, as a reading file: to share without the essays. */
export function readingReport({ title, comparisons, date }: Report): ReadingFile {
  const reading = comparisons[0]?.reading;
  const isEngine = reading?.provenance == null;
  return writeReadingFile(
    {
      name: isEngine ? title : reading.name,
      author: reading?.provenance?.author ?? `counterpoint, ${engineName} ${engineVersion}`,
      kind: reading?.kind ?? 'engine',
      date: isEngine ? date : reading.version,
      method: reading?.provenance?.method ?? 'Word statistics: suggestions, not judgements.',
    },
    comparisons,
  );
}
