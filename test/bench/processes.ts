/** The command line in whole cold processes: time and peak memory. And a server, from its start to the first theme aligned. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, median, percentile } from './figures';
import type { Bench, Measure } from './measure';
import { probe, startServer } from './servers';

/** Runs the command line once. @returns milliseconds, and the peak of resident memory in bytes */
async function runCommand(
  root: string,
  args: readonly string[],
): Promise<{ readonly time: number; readonly peak: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'counterpoint bench '));
  const peakFile = join(folder, 'peak');
  const start = performance.now();
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', probe, join(root, 'dist/cli.js'), ...args], {
      stdio: 'ignore',
      env: { ...process.env, COUNTERPOINT_BENCH_PEAK: peakFile },
    });
    child.on('error', reject);
    child.on('exit', resolve);
  });
  const time = performance.now() - start;
  if (code !== 0) throw new Error(`counterpoint ${args.join(' ')} ended with ${String(code)}`);
  const peak = Number(readFileSync(peakFile, 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  return { time, peak };
}

async function command(
  { root, runs }: Bench,
  id: string,
  what: string,
  args: (out: string) => readonly string[],
): Promise<Figure[]> {
  const results: { time: number; peak: number }[] = [];
  for (let run = 0; run < runs; run += 1) {
    const folder = mkdtempSync(join(tmpdir(), 'counterpoint bench '));
    results.push(await runCommand(root, args(join(folder, 'out'))));
    rmSync(folder, { recursive: true, force: true });
  }
  const value = median(results.map(({ time }) => time));
  const peak = Math.max(...results.map((each) => each.peak)) / 1e6;
  return [
    { id: `${id}.time`, what: `${what}, whole process`, value, unit: 'ms', of: runs },
    { id: `${id}.memory`, what: `${what}, peak memory`, value: peak, unit: 'MB', of: runs },
  ];
}

export const commandLine: Measure = {
  name: 'cli',
  async measure(bench) {
    const { input } = bench;
    return [
      ...(await command(bench, 'cli.import', '`counterpoint import`', (out) => [
        'import',
        input.compendium,
        '--out',
        out,
      ])),
      ...(await command(bench, 'cli.align', '`counterpoint align`, all themes', (out) => [
        'align',
        input.folder,
        '--format',
        'json',
        '--out',
        out,
      ])),
      ...(await command(bench, 'cli.engine', '`counterpoint align --source engine`, all themes', (out) => [
        'align',
        input.folder,
        '--source',
        'engine',
        '--format',
        'json',
        '--out',
        out,
      ])),
    ];
  },
};

export const serverReady: Measure = {
  name: 'ready',
  async measure({ input, runs }) {
    const { paths, left } = input.pairs[0]!;
    const times: number[] = [];
    for (let run = 0; run < Math.max(runs, 10); run += 1) {
      const start = performance.now();
      const { server } = await startServer(input.folder);
      const uri = await server.open(paths.left, left.text, 'counterpoint-essay');
      const [pair] = await server.ask('counterpoint/pairsOf', { uri });
      await server.ask('counterpoint/comparison', { pair: pair!.id });
      times.push(performance.now() - start);
      await server.stop();
    }
    return [0.5, 0.95].map((share) => ({
      id: `ready.p${share * 100}`,
      what: `server started, first theme aligned, p${share * 100}`,
      value: percentile(times, share),
      unit: 'ms' as const,
      of: times.length,
    }));
  },
};
