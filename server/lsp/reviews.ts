import type { Act } from '../review/act';
import { systemFailure } from '../files/systemFailure';
import { emptyJournal, type Journal, readJournal, reviewFolder, reviewPath, withActs } from '../review/journal';
import { writeLine } from '../review/lines';
import { type Message, msg } from '../text/message';
import type { Files } from './files';

/** What came of saving acts. */
export type Saved = { readonly kind: 'saved' } | { readonly kind: 'unsaved'; readonly error: Message };

/**
 * The decisions and notes of each theme, read when first asked for and kept until their files change. Acts that could not be written stay in
 * memory, are shown, and are written with the next act that can be, or when `saveAgain` is asked.
 */
export class Reviews {
  readonly #journals = new Map<string, Promise<Journal>>();
  readonly #unsaved = new Map<string, { readonly path: string; readonly acts: Act[] }>();
  /** Writes go one after the other. */
  #writing: Promise<unknown> = Promise.resolve();

  constructor(private readonly files: Files) {}

  /** The journal of a theme; the same object until something changes. */
  journal(root: string, theme: string): Promise<Journal> {
    const key = keyOf(root, theme);
    let journal = this.#journals.get(key);
    if (journal === undefined) {
      journal = this.#read(root, theme).then((read) => {
        const waiting = this.unsaved(root, theme);
        return waiting.length === 0 ? read : withActs(read, waiting);
      });
      this.#journals.set(key, journal);
    }
    return journal;
  }

  /** A file that cannot be read is told; the essays are shown all the same. */
  async #read(root: string, theme: string): Promise<Journal> {
    try {
      const files = await this.files.readReviews(root, theme);
      return files.length === 0 ? emptyJournal : readJournal(files);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const message = msg('The decisions and notes of this theme cannot be read: {0}', reason);
      const path = reviewFolder(theme);
      return { acts: [], problems: [{ severity: 'error', code: 'review-unreadable', message, path, span: undefined }] };
    }
  }

  /** Acts on a theme that are in memory only. */
  unsaved(root: string, theme: string): readonly Act[] {
    return [...this.#unsaved].flatMap(([key, { acts }]) => (key.startsWith(`${keyOf(root, theme)}\0`) ? acts : []));
  }

  /** Writes an act into its reviewer's file, together with those that could not be written before. */
  save(root: string, theme: string, act: Act): Promise<Saved> {
    const path = reviewPath(theme, act.by.id);
    const key = `${keyOf(root, theme)}\0${path}`;
    const work = this.#writing.then(async (): Promise<Saved> => {
      const waiting = this.#unsaved.get(key) ?? { path, acts: [] };
      waiting.acts.push(act);
      this.#unsaved.set(key, waiting);
      return this.#write(root, theme, key);
    });
    this.#writing = work;
    return work;
  }

  /** Whether any act is in memory only. */
  get hasUnsaved(): boolean {
    return this.#unsaved.size > 0;
  }

  /** Writes what could not be written before; `unsaved` where anything still cannot be. */
  saveAgain(): Promise<Saved> {
    const work = this.#writing.then(async (): Promise<Saved> => {
      let outcome: Saved = { kind: 'saved' };
      for (const key of [...this.#unsaved.keys()]) {
        const [root = '', theme = ''] = key.split('\0');
        const written = await this.#write(root, theme, key);
        if (written.kind === 'unsaved') outcome = written;
      }
      return outcome;
    });
    this.#writing = work;
    return work;
  }

  /** Writes the acts that wait for one file. */
  async #write(root: string, theme: string, key: string): Promise<Saved> {
    const waiting = this.#unsaved.get(key);
    if (waiting === undefined) return { kind: 'saved' };
    this.#journals.delete(keyOf(root, theme));
    try {
      await this.files.appendReview(root, waiting.path, waiting.acts.map(writeLine));
    } catch (error) {
      return { kind: 'unsaved', error: systemFailure(error) };
    }
    this.#unsaved.delete(key);
    // What was being read meanwhile may be without them.
    this.#journals.delete(keyOf(root, theme));
    return { kind: 'saved' };
  }

  /** Forgets what was read: a file changed, came or went. What is unsaved stays. */
  forget(): void {
    this.#journals.clear();
  }
}

function keyOf(root: string, theme: string): string {
  return `${root}\0${theme}`;
}

/** Whether a file holds decisions and notes, or a folder such files. */
export function holdsReviews(uri: string): boolean {
  return /\/\.counterpoint(?:\/[^/]+(?:\/[^/]+\.jsonl)?)?$/.test(uri);
}
