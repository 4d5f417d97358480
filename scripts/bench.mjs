// `npm run bench [-- PATH]`: time and memory of import and alignment beside natural's own TfIdf on the same passage pairs, in one run.
// PATH: a compendium file or a corpus folder; without it, the bundled samples.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureInstalled } from './setup.mjs';
import { door, root, run } from './steps.mjs';

door(async () => {
  await ensureInstalled();
  const esbuild = await import('esbuild');
  const out = path.join(root, 'out', 'bench');
  await mkdir(out, { recursive: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/bench/bench.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    outfile: path.join(out, 'bench.js'),
    logLevel: 'warning',
  });
  const from = process.env['INIT_CWD'] ?? process.cwd();
  const paths = process.argv.slice(2).map((name) => path.resolve(from, name));
  const { code, output } = await run(
    process.execPath,
    ['--expose-gc', path.join(out, 'bench.js'), ...(paths.length === 0 ? [path.join(root, 'samples')] : paths)],
    { quiet: true },
  );
  process.stdout.write(output);
  if (code === 0) await writeFile(path.join(out, 'bench.txt'), output);
  return code;
});
