/** What the corpus overview and the editor say to each other. Plain data. */
import type { CorpusMatchView, CorpusOverviewView } from '../../../server/protocol';
import type { Side } from '../../reading';

/** What the page keeps over a reload. */
export interface Kept {
  readonly corpus: string;
}

export type ToPage =
  | { readonly type: 'overview'; readonly overview: CorpusOverviewView }
  /** Nothing can be shown, and why. */
  | { readonly type: 'gone'; readonly message: string }
  /** The server stopped: what is shown is from before. */
  | { readonly type: 'stale'; readonly isStale: boolean }
  /** Makes a picture of these drawing instructions; the page answers with `png`. */
  | { readonly type: 'rasterize'; readonly svg: string };

export type FromPage =
  | { readonly type: 'openPair'; readonly pair: string }
  /** Leads to the passages of these links: to the only one, or to one that the reader chooses. */
  | {
      readonly type: 'openLinks';
      readonly pair: string;
      readonly links: readonly string[] | null;
      readonly relation: string | null;
    }
  | { readonly type: 'take'; readonly format: 'markdown' | 'csv' | 'svg' | 'png' }
  | { readonly type: 'png'; readonly base64: string }
  /** Leads to a passage of a document, context documents too. */
  | { readonly type: 'openMatch'; readonly place: Pick<CorpusMatchView, 'uri' | 'range'> }
  | { readonly type: 'compareConcept'; readonly concept: string }
  | { readonly type: 'openSilences'; readonly pair: string; readonly side: Side };
