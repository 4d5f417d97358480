import { createHash } from 'node:crypto';
import type { ComparisonView, CorpusView } from '../protocol';
import type { Steps } from '../text/steps';

/** A view of a pair, with a digest of all that it shows, whatever its revision. */
export interface DigestedView {
  readonly view: ComparisonView;
  readonly digest: string;
}

/** After so many links or other items, work rests. */
const itemsAtOnce = 50;

/** Digests a view, in steps of some links each. */
export function* digestInSteps(view: ComparisonView): Steps<DigestedView> {
  const hash = createHash('sha256');
  let since = 0;
  for (const [name, value] of Object.entries({ ...view, revision: 0 })) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    hash.update(`${name} ${items.length}\n`);
    for (const item of items) {
      hash.update(`${JSON.stringify(item)}\n`);
      if ((since += 1) % itemsAtOnce === 0) yield;
    }
  }
  return { view, digest: hash.digest('base64') };
}

/** What is known to have been shown, so that the editor is told of differences alone. */
export class Published {
  readonly #comparisons = new Map<string, { readonly digest: string; readonly revision: number }>();
  /** The pairs whose whole texts are shown, by what the texts were last. */
  readonly #texts = new Map<string, string>();
  #corpora: string | undefined;

  /** Takes note of the first view of a pair. */
  first(digested: DigestedView): void {
    if (!this.#comparisons.has(digested.view.pair.id)) this.comparison(digested);
  }

  /** A view under the revision of the one before it, where it says the same; the client then has nothing to draw anew. */
  comparison({ view, digest }: DigestedView): ComparisonView {
    const before = this.#comparisons.get(view.pair.id);
    if (before?.digest === digest) return { ...view, revision: before.revision };
    this.#comparisons.set(view.pair.id, { digest, revision: view.revision });
    return view;
  }

  /** Takes note of the whole texts of a pair, now that they are shown. */
  texts(pair: string, texts: string): void {
    this.#texts.set(pair, texts);
  }

  /** Takes note of the texts of a pair as they are now. Returns whether they are shown and were others before. */
  areNewTexts(pair: string, texts: string): boolean {
    const before = this.#texts.get(pair);
    if (before === undefined || before === texts) return false;
    this.#texts.set(pair, texts);
    return true;
  }

  /** Takes note of what a pair is now (`undefined`: gone). Returns whether it was known as something else. */
  isNews(pair: string, now: DigestedView | undefined): boolean {
    const before = this.#comparisons.get(pair);
    if (before === undefined) return false;
    const { digest } = now ?? { digest: gone };
    if (before.digest === digest) return false;
    this.#comparisons.set(pair, { digest, revision: now?.view.revision ?? before.revision });
    return true;
  }

  /** The pairs that are known. */
  get pairs(): readonly string[] {
    return [...this.#comparisons.keys()];
  }

  /** Takes note of the corpora as they are now. Returns whether they are others than before. */
  corpora(views: readonly CorpusView[]): boolean {
    const digest = JSON.stringify(views);
    const isNews = this.#corpora !== digest;
    this.#corpora = digest;
    return isNews;
  }
}

const gone = '';
