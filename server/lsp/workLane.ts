import type { Steps } from '../text/steps';
import { stretch } from './breather';
import { type Clock, realClock } from './clock';

/** Work that takes longer is told to the log. */
const slow = 50;

/** Given instead of a result, where work was given up. */
export const givenUp = Symbol('given up');

export interface RunOptions<Stage extends string> {
  readonly isOver?: () => boolean;
  /** Hears of each stage that the work comes to. */
  readonly onStage?: (stage: Stage) => void;
  /** Says for the log how far the work was when it was given up. */
  readonly state?: () => string;
}

/**
 * The one lane on which the server's long work runs, a stretch of a few milliseconds at a time, with a rest after each: so however much there
 * is to do, a message waits for one or two stretches. What was asked for last goes first. What took long is told to the log.
 */
export class WorkLane {
  readonly #waiting: (() => void)[] = [];
  #isBusy = false;
  /** When the stretch began that goes on now; undefined after a rest. */
  #begun: number | undefined;

  constructor(
    private readonly log: (line: string) => void,
    private readonly clock: Clock = realClock,
  ) {}

  /** Runs work in steps to its end, or gives up at the first rest after `isOver` has come true. `what` names the work in the log. */
  async run<T, Stage extends string = never>(
    what: string,
    steps: Steps<T, Stage>,
    { isOver = () => false, onStage, state = () => 'not done' }: RunOptions<Stage> = {},
  ): Promise<T | typeof givenUp> {
    let work = 0;
    let longest = 0;
    for (;;) {
      await this.#enter();
      const from = this.clock.now();
      let step: ReturnType<typeof steps.next>;
      try {
        if (isOver()) {
          if (work > slow) this.log(`${what}: given up after ${Math.round(work)} ms of work (${state()})`);
          return givenUp;
        }
        do {
          step = steps.next();
          if (step.done !== true && step.value !== undefined) onStage?.(step.value);
        } while (step.done !== true && this.clock.now() - (this.#begun ?? from) < stretch);
      } finally {
        const took = this.clock.now() - from;
        work += took;
        longest = Math.max(longest, took);
        this.#leave();
      }
      if (step.done !== true) continue;
      if (work > slow)
        this.log(`${what}: ${Math.round(work)} ms of work, at most ${Math.round(longest)} ms without rest`);
      return step.value;
    }
  }

  /** Runs a task that rests by itself or waits for others. What is told is how long it took as a whole. */
  async time<T>(what: string, task: () => Promise<T>): Promise<T> {
    const begun = this.clock.now();
    try {
      return await task();
    } finally {
      const took = this.clock.now() - begun;
      if (took > slow) this.log(`${what}: answered after ${Math.round(took)} ms, waiting included`);
    }
  }

  /** Waits for the lane, and for a rest where the stretch is over. */
  async #enter(): Promise<void> {
    if (this.#isBusy) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isBusy = true;
    if (this.#begun !== undefined && this.clock.now() - this.#begun >= stretch) {
      await this.clock.rest();
      this.#begun = undefined;
    }
    this.#begun ??= this.clock.now();
  }

  #leave(): void {
    const next = this.#waiting.pop();
    if (next !== undefined) {
      next();
      return;
    }
    this.#isBusy = false;
    // What comes right now goes on in the same stretch; what comes after a rest begins a new one.
    const begun = this.#begun;
    void this.clock.rest().then(() => {
      if (!this.#isBusy && this.#begun === begun) this.#begun = undefined;
    });
  }
}
