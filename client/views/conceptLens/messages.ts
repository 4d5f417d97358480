/** What the concept lens and the editor say to each other. Plain data. */
import type { ConceptLensView, LensPlaceView } from '../../../server/protocol';

/** What is asked for: a lexicon's concept, or words. Kept over a reload. */
export interface Wanted {
  readonly corpus: string;
  readonly concept?: string;
  readonly words?: string;
}

export type ToPage =
  | { readonly type: 'lens'; readonly lens: ConceptLensView; readonly wanted: Wanted }
  /** Nothing can be shown, and why. */
  | { readonly type: 'gone'; readonly message: string }
  /** The server stopped: what is shown is from before. */
  | { readonly type: 'stale'; readonly isStale: boolean };

export type FromPage =
  | { readonly type: 'openPlace'; readonly place: LensPlaceView }
  | { readonly type: 'openLink'; readonly pair: string; readonly link: string };
