// `npm run fuzz -- --minutes N [--cases N] [--target NAME …] [--seed S] [--limit SECONDS]`: feeds the parts that read what others wrote with
// damaged and hostile inputs. A failure or a hang is a find: its input is made small and saved, its path printed. The same seed makes the same
// inputs; with `--cases` in place of `--minutes` also as many, on every machine.
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled } from './setup.mjs';
import { door, root } from './steps.mjs';

/**
 * Bundles the fuzzer and its worker.
 * @param {string} out
 */
export async function bundleFuzzer(out) {
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['test/fuzz/worker.ts', 'test/fuzz/fuzz.ts'],
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    outdir: out,
    outExtension: { '.js': '.cjs' },
    logLevel: 'warning',
    mainFields: ['module', 'main'],
    keepNames: true,
  });
  return { worker: path.join(out, 'worker.cjs'), fuzz: path.join(out, 'fuzz.cjs') };
}

async function main() {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '1' },
      cases: { type: 'string' },
      target: { type: 'string', multiple: true },
      seed: { type: 'string' },
      limit: { type: 'string', default: '20' },
    },
  });
  const minutes = Number(values.minutes);
  const cases = values.cases === undefined ? undefined : Number(values.cases);
  const limit = Number(values.limit);
  const seed = values.seed === undefined ? Date.now() % 1_000_000 : Number(values.seed);
  if (!(minutes > 0) || !(limit > 0) || !((cases ?? 1) > 0) || !Number.isSafeInteger(seed)) {
    console.error('--minutes, --cases and --limit take numbers greater than 0, --seed a whole number.');
    return 2;
  }
  await ensureInstalled();
  await ensureBuilt();
  const bundles = await bundleFuzzer(path.join(root, 'out', 'fuzz'));
  /** @type {typeof import('../test/fuzz/fuzz')} */
  const { fuzz, targetNames } = await import(bundles.fuzz);
  const known = targetNames(root);
  const targets = values.target ?? known;
  const unknown = targets.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    console.error(`There is no target “${unknown}”: ${known.join(', ')}.`);
    return 2;
  }
  const out = await mkdtemp(path.join(os.tmpdir(), 'counterpoint-fuzz-'));
  console.log(
    `Fuzzing ${targets.join(', ')} ${cases === undefined ? `for ${minutes} minutes` : `with ${cases} cases each`}, seed ${seed} (--seed ${seed} does the same again)`,
  );
  const { finds } = await fuzz({
    root,
    worker: bundles.worker,
    targets,
    seed,
    ...(cases === undefined ? { time: (minutes * 60_000) / targets.length } : { cases }),
    limit: limit * 1000,
    minimising: 60_000,
    out,
    say: (line) => {
      console.log(line);
    },
  });
  console.log(finds.length === 0 ? 'Nothing found.' : `${finds.length} finds in ${out}`);
  return finds.length === 0 ? 0 : 1;
}

if (process.argv[1] === path.join(root, 'scripts', 'fuzz.mjs')) door(main);
