// Runs activation.ts in a real VS Code, each time in a window of its own.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { root } from '../../scripts/steps.mjs';
import { findHost } from '../editor/run.mjs';

/**
 * @param {string} essay an essay of a corpus, which is written to in the editor but never saved
 * @param {number} runs
 * @returns {Promise<{ activation: number, opened: number, views: number[] }[]>} milliseconds
 */
export async function measureEditor(essay, runs) {
  const esbuild = await import('esbuild');
  const tests = path.join(root, 'out', 'bench', 'activation.js');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/bench/activation.ts'],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outfile: tests,
    external: ['vscode'],
    logLevel: 'warning',
  });
  const { executable } = await findHost();
  const results = [];
  for (let run = 0; run < runs; run += 1) {
    const temporary = await mkdtemp(path.join(os.tmpdir(), 'counterpoint-bench-'));
    const file = path.join(temporary, 'results.json');
    await mkdir(path.join(temporary, 'empty', '.vscode'), { recursive: true });
    // A browser's VS Code saves by itself; and the pair is measured in editors first, then in the paired reading view.
    const settings = { 'files.autoSave': 'off', 'counterpoint.openIn': 'editors' };
    await writeFile(path.join(temporary, 'empty', '.vscode', 'settings.json'), JSON.stringify(settings));
    await copyExtension(path.join(temporary, 'extension'));
    try {
      const code = await runTests({
        vscodeExecutablePath: executable,
        extensionDevelopmentPath: path.join(temporary, 'extension'),
        extensionTestsPath: tests,
        launchArgs: [path.join(temporary, 'empty'), '--disable-extensions'],
        extensionTestsEnv: { COUNTERPOINT_RESULTS: file, COUNTERPOINT_BENCH_ESSAY: essay },
      });
      if (code !== 0) throw new Error(`the editor ended with ${code}`);
      results.push(JSON.parse(await readFile(file, 'utf8')));
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  }
  return results;
}

/**
 * The extension as it ships, except that nothing wakes it before it is measured (the editor's own empty output is plain text already).
 * @param {string} folder
 */
async function copyExtension(folder) {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  for (const name of ['dist', 'syntaxes', 'client', 'package.nls.json', 'package.nls.zh-cn.json'])
    await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
}
