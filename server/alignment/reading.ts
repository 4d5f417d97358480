import type { Span } from '../text/essay';
import type { Message } from '../text/message';

export type Side = 'left' | 'right';

/** From what each author asserts or endorses; `undetermined` where the evidence does not carry a label. */
export type Relation = 'convergence' | 'divergence' | 'undetermined';

/** Who made a reading. */
export type Source = 'engine' | 'model' | 'published' | 'person';

/** What made a source say so, with the places it stands on (offsets into each essay's canonical text). */
export interface Evidence {
  readonly kind: 'concept' | 'term' | 'heading' | 'contrast' | 'negation' | 'evaluation' | 'attribution' | 'reason';
  readonly text: string;
  readonly left: readonly Span[];
  readonly right: readonly Span[];
}

/** Left spans and right spans that address the same specific question. */
export interface Link {
  readonly source: Source;
  readonly relation: Relation;
  /** How likely a careful reader would link the two passages, in [0, 1]. */
  readonly confidence: number;
  /** How likely the relation is the one a careful reader would give, in [0, 1]; null where none is claimed. */
  readonly relationConfidence: number | null;
  /** 1 loose, 2 clear, 3 direct counterpart; null where the source does not say. */
  readonly strength: 1 | 2 | 3 | null;
  readonly topic: string | null;
  readonly why: string | null;
  /** One span for each contiguous run of whole sentences, in order; 1 to 4 sentences a side. */
  readonly left: readonly Span[];
  readonly right: readonly Span[];
  readonly evidence: readonly Evidence[];
}

/** An issue that one essay treats and the other never takes up. */
export interface Silence {
  readonly topic: string;
  readonly why: string | null;
  readonly spans: readonly Span[];
}

/** What a reader says of a pair as a whole; null where nothing is said. */
export interface Summary {
  readonly convergence: string | null;
  readonly divergence: string | null;
  readonly silences: string | null;
}

/** How much of a reading that was made elsewhere was found in these essays. */
export interface Attachment {
  /** Links of which every sentence was found. */
  readonly whole: number;
  /** Links that lost sentences and kept at least one on each side. */
  readonly partial: number;
  /** Links that are not shown: one side was not found at all. */
  readonly lost: number;
  readonly silences: { readonly found: number; readonly lost: number };
  /** Whole links of all links, in [0, 1]. */
  readonly share: number;
}

/** Who made a reading, when and how, where it says so. */
export interface Provenance {
  readonly author: string;
  readonly method: string;
}

/** Links and silences for one pair of essays, from one source. */
export interface Reading {
  readonly source: Source;
  readonly name: string;
  readonly version: string;
  /** Null for the engine, which describes itself. */
  readonly provenance: Provenance | null;
  readonly summary: Summary | null;
  /** Null for a reading that was made of these very essays. */
  readonly attached: Attachment | null;
  readonly links: readonly Link[];
  readonly silences: { readonly left: readonly Silence[]; readonly right: readonly Silence[] };
  /** Every passage pair's best link by score, where asked for; else empty. */
  readonly ranked: readonly Link[];
  /** Why the source did not read these essays, where it did not. */
  readonly declined?: Message;
}
