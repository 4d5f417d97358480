/**
 * Work in steps: a generator that yields wherever it may rest. Who runs it decides what a rest is for (to let other messages in, to give up),
 * so that the rooms need no clock and the same work can be run in one go.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Runs work in one go, without rest. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
