import type { Concept } from '../corpus/lexicon';
import { BoundedMap } from '../text/boundedMap';
import type { Essay, Passage } from '../text/essay';
import { type ConceptForms, conceptForms, type PassageFacts, passageFacts, stemsOf } from './facts';
import { RelatedMemo } from './relatedWords';

/** So many passages (and headings) are kept at least; more where essays are longer. */
const leastPassages = 100;

/** A lexicon, made ready for finding its concepts. */
export interface PreparedLexicon {
  readonly number: number;
  readonly forms: ConceptForms;
}

/**
 * What one alignment leaves for the next: all that depends on a single passage (or heading, lexicon, two words) alone. Keys are the texts
 * themselves, so nothing here can be out of date, and an alignment with a memo is the same as one without. Whoever aligns again and again
 * keeps one and passes it in; there is none in the module.
 */
export class AlignmentMemo {
  readonly #passages: BoundedMap<string, PassageFacts>;
  readonly #headings = new BoundedMap<string, readonly string[]>(leastPassages);
  readonly #lexicons = new BoundedMap<string, PreparedLexicon>(8);
  /** The cosines of word vectors. */
  readonly related = new RelatedMemo();
  readonly #known = new WeakMap<readonly Concept[], PreparedLexicon>();
  #lexiconCount = 0;

  /** `passages` bounds how many are kept, however long the essays are; without it, there is room for them. */
  constructor(private readonly passages?: number) {
    this.#passages = new BoundedMap(passages ?? leastPassages);
  }

  /** Room for an essay, its partner, and another pair of the kind: what is compared by turns. More would only be kept, and seldom needed again. */
  makeRoomFor(essay: Pick<Essay, 'passages'>): void {
    if (this.passages === undefined) this.#passages.makeRoomFor(4 * essay.passages.length);
  }

  /** A lexicon ready for use; the same object for the same concepts. */
  lexicon(concepts: readonly Concept[]): PreparedLexicon {
    let lexicon = this.#known.get(concepts);
    if (lexicon === undefined) {
      lexicon = this.#lexicons.take(JSON.stringify(concepts), () => ({
        number: (this.#lexiconCount += 1),
        forms: conceptForms(concepts),
      }));
      this.#known.set(concepts, lexicon);
    }
    return lexicon;
  }

  /** The facts of a passage. They depend on its source, on how its sentences are cut and rendered, and on the lexicon: that is the key. */
  passage(essay: Pick<Essay, 'text'>, passage: Passage, lexicon: PreparedLexicon): PassageFacts {
    const sentences = passage.sentences.map(
      ({ start, end, text }) => `${start - passage.start}-${end - passage.start}:${text}`,
    );
    const key = [lexicon.number, essay.text.slice(passage.start, passage.end), ...sentences].join('\0');
    return this.#passages.take(key, () => passageFacts(essay, passage, lexicon.forms));
  }

  /** The stems of a heading's words. */
  heading(text: string): readonly string[] {
    return this.#headings.take(text, () => stemsOf(text));
  }
}
