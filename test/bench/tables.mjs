// Bundles loadTables.ts and runs it, each time in a new process.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { root } from '../../scripts/steps.mjs';

/**
 * @param {number} runs
 * @returns {Promise<{ time: number, memory: number }[]>} milliseconds and bytes
 */
export async function loadTables(runs) {
  const esbuild = await import('esbuild');
  const outfile = path.join(root, 'out', 'bench', 'loadTables.cjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/bench/loadTables.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile,
    mainFields: ['module', 'main'],
    logLevel: 'warning',
  });
  return Array.from({ length: runs }, () =>
    JSON.parse(execFileSync(process.execPath, ['--expose-gc', outfile], { encoding: 'utf8' })),
  );
}
