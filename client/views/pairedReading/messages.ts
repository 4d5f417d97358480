/** What the paired reading view and the editor say to each other, and what the view keeps. Plain data. */
import type { NoteAction, PairedReadingView } from '../../../server/protocol';
import type { Side } from '../../reading';
import type { Filters } from './filters';
import type { Order } from './rows';

/** A place in a pair: a link's claim or, without a link, a passage. */
export interface Place {
  readonly side: Side;
  readonly passage: number;
  readonly link: string | null;
}

/** What the reader can decide on: a link, or a silence. */
export interface Item {
  readonly kind: 'link' | 'silence';
  readonly id: string;
}

/** What the view keeps over a reload, and in the workspace for the next time. */
export interface Kept {
  readonly pair: string;
  readonly order: Order;
  readonly filters: Filters;
  readonly showsSummary: boolean;
  /** The id of a second reading, held against the one shown. */
  readonly beside: string | null;
  /** The row that the reader is at. */
  readonly row: string | null;
}

export type ToPage =
  | { readonly type: 'reading'; readonly reading: PairedReadingView; readonly kept: Kept | null }
  /** Nothing can be shown, and why. */
  | { readonly type: 'gone'; readonly message: string }
  /** The server stopped: what is shown is from before. */
  | { readonly type: 'stale'; readonly isStale: boolean }
  | { readonly type: 'goTo'; readonly place: Place; readonly focus: boolean }
  /** The reader wants to write a note on the row at hand. */
  | { readonly type: 'askForNote' }
  | { readonly type: 'step'; readonly target: StepTarget; readonly direction: 1 | -1 };

export type FromPage =
  | { readonly type: 'keep'; readonly kept: Kept }
  | { readonly type: 'act'; readonly action: NoteAction }
  /** Shows another reading of the pair. */
  | { readonly type: 'choose'; readonly reading: string }
  /** Holds a second reading against the one shown; null for none. */
  | { readonly type: 'beside'; readonly reading: string | null }
  /** Asks for a note on the link, or on the passage. */
  | { readonly type: 'addNote'; readonly place: Place }
  | { readonly type: 'openSource'; readonly place: Place }
  /** Where the reader is: the link shown in the editors too, and what a decision made now is on. */
  | { readonly type: 'current'; readonly link: string | null; readonly item: Item | null }
  /** Whether the page has the keyboard. */
  | { readonly type: 'focus'; readonly has: boolean }
  /** The first picture stands, so many milliseconds after the page began. */
  | { readonly type: 'painted'; readonly ms: number };

/** What one steps to. */
export type StepTarget = 'row' | 'link' | 'convergence' | 'divergence' | 'silence';
