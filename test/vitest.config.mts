import { defineConfig } from 'vitest/config';

/** Which tests: those that need no server and no editor, or with COUNTERPOINT_TESTS those of one folder. */
const folder = process.env['COUNTERPOINT_TESTS'] ?? 'test/{unit,property,import,house}';

// Servers that tests start compare each incremental result with one from scratch.
process.env['COUNTERPOINT_PARANOID'] = '1';

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: [`${folder}/**/*.test.ts`],
    environment: 'node',
    setupFiles: ['test/seed.ts'],
    pool: 'threads',
    // The rooms are pure: files cannot disturb each other, and sharing modules saves most of the time.
    isolate: folder.includes('protocol'),
    testTimeout: folder.includes('protocol') ? 60_000 : 20_000,
  },
});
