// Loaded into a measured process before its own code (`node --import`): the product needs no back door. Over IPC it answers with the memory
// after a forced collection; at the end it writes the process's peak memory to the file that COUNTERPOINT_BENCH_PEAK names.
import { writeFileSync } from 'node:fs';

const peak = () => process.resourceUsage().maxRSS * 1024;

process.on('message', () => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, rss, arrayBuffers } = process.memoryUsage();
  process.send?.({ heapUsed: heapUsed + arrayBuffers, rss, peak: peak() });
});
// The channel alone keeps no process alive.
process.channel?.unref();

const file = process.env['COUNTERPOINT_BENCH_PEAK'];
if (file !== undefined) {
  process.on('exit', () => {
    writeFileSync(file, String(peak()));
  });
}
