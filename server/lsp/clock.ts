/** Time, as the server knows it: injected, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Resolves when whatever has come in meanwhile (a cancellation, an edit, a hover) has been looked at. */
  rest(): Promise<void>;
}

/**
 * A message goes through so many turns of the event loop, from the pipe to its answer in the pipe: it is read, taken from the reader's queue,
 * from that of the connection, and its answer is written; and one turn is under way already. Where work went on after each of them, a
 * cancellation would wait for so many stretches of work.
 */
const turns = 5;

export const realClock: Clock = {
  now: () => performance.now(),
  rest: async () => {
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  },
};
