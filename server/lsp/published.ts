import { createHash } from 'node:crypto';
import type { ComparisonView, CorpusView } from '../protocol';

/** What is known to have been shown, so that the editor is told of differences alone. */
export class Published {
  readonly #comparisons = new Map<string, { readonly digest: string; readonly revision: number }>();
  /** The pairs whose whole texts are shown, by what the texts were last. */
  readonly #texts = new Map<string, string>();
  #corpora: string | undefined;

  /** Takes note of the first view of a pair. */
  first(view: ComparisonView): void {
    if (!this.#comparisons.has(view.pair.id)) this.comparison(view);
  }

  /** A view under the revision of the one before it, where it says the same; the client then has nothing to draw anew. */
  comparison(view: ComparisonView): ComparisonView {
    const digest = digestOf(view);
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
  isNews(pair: string, now: ComparisonView | undefined): boolean {
    const before = this.#comparisons.get(pair);
    if (before === undefined) return false;
    const digest = now === undefined ? gone : digestOf(now);
    if (before.digest === digest) return false;
    this.#comparisons.set(pair, { digest, revision: now?.revision ?? before.revision });
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

/** All that a view shows, whatever its revision. */
function digestOf(view: ComparisonView): string {
  return createHash('sha256')
    .update(JSON.stringify({ ...view, revision: 0 }))
    .digest('base64');
}
