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

/** Merges lists that are each in order into one that is (merge sort; equal items keep the order of their lists), resting every few thousand items. */
export function* mergeInSteps<T extends object>(
  lists: readonly (readonly T[])[],
  order: (a: T, b: T) => number,
): Steps<T[]> {
  let round = lists;
  let since = 0;
  while (round.length > 1) {
    const next: T[][] = [];
    for (let i = 0; i < round.length; i += 2) {
      const [a = [], b = []] = [round[i], round[i + 1]];
      const merged: T[] = [];
      for (let l = 0, r = 0; l < a.length || r < b.length;) {
        const [left, right] = [a[l], b[r]];
        if (left !== undefined && (right === undefined || order(left, right) <= 0)) {
          merged.push(left);
          l += 1;
        } else if (right !== undefined) {
          merged.push(right);
          r += 1;
        }
        since += 1;
        if (since % 4000 === 0) yield;
      }
      next.push(merged);
    }
    round = next;
  }
  return [...(round[0] ?? [])];
}
