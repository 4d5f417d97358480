/** Time, as the server knows it: injected, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since some moment. */
  now(): number;
  /** Resolves when whatever has come in meanwhile (a cancellation, an edit, a hover) has been looked at. */
  rest(): Promise<void>;
}

export const realClock: Clock = {
  now: () => performance.now(),
  rest: () => new Promise((resolve) => setImmediate(resolve)),
};
