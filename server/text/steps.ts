/**
 * Work in steps: a generator that yields wherever it may rest. Who runs it decides what a rest is for (to let other messages in, to give up),
 * so that the rooms need no clock and the same work can be run in one go. What it yields, if anything, is the stage that it has come to.
 */
export type Steps<T, Stage extends string = never> = Generator<Stage | undefined, T, undefined>;

/** Runs work in one go, without rest. */
export function finish<T>(steps: Steps<T, string>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
