import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Which tests: those that need no server and no editor, or with COUNTERPOINT_TESTS those of one folder. */
const folder = process.env['COUNTERPOINT_TESTS'] ?? 'test/{unit,property,import,house}';

// Servers that tests start compare each incremental result with one from scratch.
process.env['COUNTERPOINT_PARANOID'] = '1';

const isProtocol = folder.includes('protocol');

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: [`${folder}/**/*.test.ts`],
    environment: 'node',
    setupFiles: ['test/seed.ts'],
    pool: 'threads',
    // The rooms are pure: files cannot disturb each other, and sharing modules saves most of the time.
    isolate: isProtocol,
    testTimeout: isProtocol ? 60_000 : 20_000,
    // These wait for servers, each with a folder of its own, most of the time: one core less than there are would leave half of a small machine idle.
    ...(isProtocol && { maxWorkers: Math.max(2, availableParallelism()) }),
  },
});
