// Kills programs that write decisions, over and over, and counts what is lost of what they had reported as saved: `node scripts/kill-writers.mjs --kills 1000`.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { root } from './steps.mjs';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '1000' }, child: { type: 'string' }, module: { type: 'string' } },
});
const file = '.counterpoint/quay/ada.jsonl';

if (values.child === undefined) await main(Number(values.kills));
else await write(values.child, values.module ?? '');

/**
 * The child: appends one line after the other and says the number of each once it is saved.
 * @param {string} folder
 * @param {string} module
 */
async function write(folder, module) {
  const { appendReviewLines } = await import(pathToFileURL(module).href);
  for (let i = 0; ; i += 1) {
    const id = `${process.pid}-${i}`;
    // Long lines: a kill is likelier to fall into the middle of one.
    await appendReviewLines(pathToFileURL(folder).href, file, [JSON.stringify({ id, filler: 'x'.repeat(20_000) })]);
    process.stdout.write(`${id}\n`);
  }
}

/** @param {number} kills */
async function main(kills) {
  const folder = await mkdtemp(path.join(tmpdir(), 'counterpoint-kills-'));
  const module = path.join(folder, 'reviewFiles.mjs');
  const esbuild = await import('esbuild');
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['server/files/reviewFiles.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: module,
    logLevel: 'error',
  });
  let saved = 0;
  let lost = 0;
  let cut = 0;
  for (let i = 0; i < kills; i += 1) {
    const corpus = await mkdtemp(path.join(folder, 'corpus-'));
    // Two writers at once: two windows on one corpus. Both are killed.
    const reported = (await Promise.all([killed(corpus, module, i), killed(corpus, module, i + 1)])).flat();
    const lines = (await readFile(path.join(corpus, file), 'utf8').catch(() => '')).split('\n');
    const whole = new Set();
    for (const line of lines.filter((each) => each !== '')) {
      try {
        whole.add(JSON.parse(line).id);
      } catch {
        cut += 1;
      }
    }
    saved += reported.length;
    lost += reported.filter((id) => !whole.has(id)).length;
    await rm(corpus, { recursive: true });
  }
  await rm(folder, { recursive: true });
  process.stdout.write(`${JSON.stringify({ kills, saved, lost, cut })}\n`);
  process.exitCode = lost === 0 && saved > 0 ? 0 : 1;
}

/**
 * Starts a writer, kills it after it saved some lines, and gives what it reported.
 * @param {string} corpus
 * @param {string} module
 * @param {number} turn
 * @returns {Promise<string[]>}
 */
async function killed(corpus, module, turn) {
  const script = path.join(root, 'scripts', 'kill-writers.mjs');
  const child = spawn(process.execPath, [script, '--child', corpus, '--module', module], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  await new Promise((resolve) => {
    child.on('exit', resolve);
    child.stdout.on('data', (chunk) => {
      said += chunk;
      // At another moment of a write each time; 1 to 4 ms after one of the first reports.
      if (said.split('\n').length > 1 + (turn % 5)) setTimeout(() => child.kill('SIGKILL'), turn % 4);
    });
  });
  return said.split('\n').slice(0, -1);
}
