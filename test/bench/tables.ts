/** The lexicon and the word vectors that ship with the engine: how long they take to load in a cold process, and the memory they keep. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median } from './figures';
import type { Measure } from './measure';

export const tables: Measure = {
  name: 'tables',
  async measure({ root, runs }) {
    const { loadTables } = (await import(pathToFileURL(join(root, 'test', 'bench', 'tables.mjs')).href)) as {
      loadTables: (runs: number) => Promise<{ time: number; memory: number }[]>;
    };
    const results = await loadTables(runs);
    const what = 'lexicon and word vectors';
    return [
      {
        id: 'tables.time',
        what: `${what}, loaded cold`,
        value: median(results.map(({ time }) => time)),
        unit: 'ms',
        of: runs,
      },
      {
        id: 'tables.memory',
        what: `${what}, memory kept`,
        value: median(results.map(({ memory }) => memory)) / 1e6,
        unit: 'MB',
        of: runs,
      },
    ];
  },
};
