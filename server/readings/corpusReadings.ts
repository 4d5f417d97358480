import type { Problem } from '../corpus/problem';
import type { LoadedCorpus } from '../corpus/loadCorpus';
import { parseReadingFile, type ReadingFile } from './readingFile';

/** A corpus with the readings that lie in its folder. */
export interface CorpusWithReadings extends LoadedCorpus {
  /** In the order of their paths. */
  readonly readings: readonly ReadingFile[];
}

type Parsed = ReturnType<typeof parseReadingFile>;

/**
 * Parses the reading files of corpora; what is wrong with one joins the problems of its corpus. A file that stays as it was gives the same
 * object again, so that what was made of it stays fresh.
 */
export class ReadingParser {
  readonly #known = new Map<string, { readonly text: string; readonly parsed: Parsed }>();

  withReadings(loaded: LoadedCorpus): CorpusWithReadings {
    const parsed = [...loaded.readingFiles].map(([path, text]) => this.#parse(loaded.root, path, text));
    const problems: readonly Problem[] = parsed.flatMap((each) => each.problems);
    return {
      ...loaded,
      corpus:
        problems.length === 0
          ? loaded.corpus
          : { ...loaded.corpus, problems: [...loaded.corpus.problems, ...problems] },
      readings: parsed.flatMap(({ file }) => file ?? []),
    };
  }

  #parse(root: string, path: string, text: string): Parsed {
    const key = `${root}\0${path}`;
    const known = this.#known.get(key);
    if (known?.text === text) return known.parsed;
    const parsed = parseReadingFile(text, path);
    this.#known.set(key, { text, parsed });
    return parsed;
  }
}
