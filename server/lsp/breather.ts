import { type Clock, realClock } from './clock';

/** Work goes on without rest for at most so many milliseconds, and a step: a message waits for two such stretches at most. */
export const stretch = 5;

/** For long loops: lets other messages in (a cancellation, a hover) whenever a stretch of work has gone by since the last time. */
export function breather(clock: Clock = realClock): () => Promise<void> {
  let last = clock.now();
  return async () => {
    if (clock.now() - last < stretch) return;
    await clock.rest();
    last = clock.now();
  };
}
