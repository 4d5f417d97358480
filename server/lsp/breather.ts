/** For long loops: lets other messages in (a cancellation, a hover) whenever so many milliseconds have gone by since the last time. */
export function breather(everyMs = 10): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < everyMs) return;
    await new Promise((resolve) => setImmediate(resolve));
    last = performance.now();
  };
}
