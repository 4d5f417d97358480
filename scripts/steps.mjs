// Small helpers of the doors (`npm start`, `npm test` …): run on a bare Node, before anything is installed.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** A step that failed, with what to do about it. */
export class StepFailed extends Error {}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, quiet?: boolean, env?: NodeJS.ProcessEnv, toStderr?: boolean }} [options] `quiet` keeps the output back unless the
 *   command fails; `toStderr` sends it all to standard error.
 * @returns {Promise<{ code: number, output: string }>} the exit code, and what it printed where `quiet`
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const piped = options.quiet === true || options.toStderr === true;
    const child = spawn(command, args, {
      cwd: options.cwd ?? root,
      env: options.env ?? process.env,
      stdio: piped ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32' && !path.isAbsolute(command),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (/** @type {Buffer} */ data) => {
        output += data.toString();
        if (options.toStderr === true && options.quiet !== true) process.stderr.write(data);
      });
    }
    child.on('error', reject);
    child.on('close', (code, signal) => {
      resolve({ code: code ?? (signal === null ? 0 : 1), output });
    });
  });
}

/**
 * Says what a step does while it runs, and how long it took.
 * @template T
 * @param {string} title
 * @param {() => Promise<T>} work
 * @param {(line: string) => void} [say]
 * @returns {Promise<T>}
 */
export async function step(title, work, say = (line) => void process.stderr.write(`${line}\n`)) {
  const start = performance.now();
  say(`▸ ${title} …`);
  const result = await work();
  say(`  done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/**
 * Runs a door's work; a failed step ends it with a message instead of a stack.
 * @param {() => Promise<number>} main returns the exit code
 */
export function door(main) {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error) => {
      process.stderr.write(
        error instanceof StepFailed
          ? `✖ ${error.message}\n`
          : `${error instanceof Error ? error.stack : String(error)}\n`,
      );
      process.exitCode = 1;
    },
  );
}
