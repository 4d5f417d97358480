// `npm run train -- CORPUS --gold DIR --benchmarks DIR`: sets the engine's weights by a gold set and public debates, leave-one-theme-out, and writes
// them with their date and scores to server/alignment/data/trained.json. `--ablation` measures each stage off in turn, to ablation.json beside it.
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ensureInstalled } from './setup.mjs';
import { door, root, run } from './steps.mjs';

door(async () => {
  await ensureInstalled();
  const esbuild = await import('esbuild');
  const folder = path.join(root, 'out', 'training');
  await mkdir(folder, { recursive: true });
  const script = path.join(folder, 'train.js');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['scripts/training/train.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    outfile: script,
    logLevel: 'warning',
  });
  const args = process.argv.slice(2);
  const file = args.includes('--ablation') ? 'ablation.json' : 'trained.json';
  const out = path.join(root, 'server', 'alignment', 'data', file);
  // The date is a fact about the run, not an input: the weights are the same on any day.
  const date = new Date().toISOString().slice(0, 10);
  const cwd = process.env['INIT_CWD'] ?? process.cwd();
  return (await run(process.execPath, [script, '--date', date, '--out', out, ...args], { cwd })).code;
});
