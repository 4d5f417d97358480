/**
 * How far a pair has come since its essays were edited last: Changed → Read (both essays are read) → Scored (every passage against every
 * other) → Linked (the best of them) → Labelled (with relation, topic and evidence: the comparison is there).
 */
export const pairStates = ['changed', 'read', 'scored', 'linked', 'labelled'] as const;
export type PairState = (typeof pairStates)[number];

/** A comparison under way. The one writer of its pair: a new one begins only when the old one is over. */
export class PairRun<T> {
  #state: PairState = 'changed';
  #isOver = false;
  /** What came of it; `undefined` where it was given up. */
  readonly outcome: Promise<{ readonly value: T } | undefined>;

  /** `work` is told to stop by `isOver`, tells how far it is, and gives `undefined` when it stopped. */
  constructor(work: (run: PairRun<T>) => Promise<{ readonly value: T } | undefined>) {
    this.outcome = work(this)
      .then((outcome) => {
        if (this.#isOver) return undefined;
        if (outcome !== undefined) this.reach('labelled');
        return outcome;
      })
      .finally(() => {
        this.cancel();
      });
  }

  /** How far it is, or was when it was given up. */
  get state(): PairState {
    return this.#state;
  }

  /** Whether nobody wants it any more. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The run has come to a state; it never goes back. */
  reach(state: PairState): void {
    if (!this.#isOver && indexOf(state) > indexOf(this.#state)) this.#state = state;
  }

  /** Gives the run up: its work stops at its next rest. */
  cancel(): void {
    this.#isOver = true;
  }
}

function indexOf(state: PairState): number {
  return pairStates.indexOf(state);
}
