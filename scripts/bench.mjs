// `npm run bench [-- PATH]`: how long things take and how much memory they need, beside their budgets (docs/speed.md).
import path from 'node:path';
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { door, root, run } from './steps.mjs';

door(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const esbuild = await import('esbuild');
  const file = path.join(root, 'out', 'bench', 'bench.mjs');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/bench/bench.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile: file,
    banner: { js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  return (await run(process.execPath, [file, ...process.argv.slice(2)])).code;
});
