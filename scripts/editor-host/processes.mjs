// Starting programs that must not outlive us, and small questions about programs.

import { execFile, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const keeper = fileURLToPath(new URL('./keeper.mjs', import.meta.url));

/**
 * @typedef {object} Kept
 * @property {Promise<number>} exited the program's exit code (127: could not be started)
 * @property {() => Promise<void>} stop ends the program and all that it started
 */

/**
 * Starts a program under keeper.mjs: it and all its children end with `stop()`, or when this process ends in any way.
 * @param {string} command
 * @param {string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {(line: string) => void} options.onLine each line of the program's output
 * @param {string[]} [options.remove] temporary folders to delete in the end
 * @returns {Kept}
 */
export function kept(command, args, { cwd, env, onLine, remove = [] }) {
  const child = spawn(process.execPath, [keeper, JSON.stringify({ command, args, remove })], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true, // Ctrl-C reaches only us; we then stop it in good order.
  });
  let group = 0;
  /** @type {string | undefined} */
  let problem;
  child.on('message', (/** @type {{ group?: number, error?: string }} */ said) => {
    group = said.group ?? group;
    problem = said.error ?? problem;
  });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = '';
    stream?.setEncoding('utf8').on('data', (chunk) => {
      const lines = (rest + chunk).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
    stream?.once('end', () => {
      if (rest) onLine(rest);
    });
  }
  /** @type {Promise<number>} */
  const exited = new Promise((resolve) => {
    child.once('error', (error) => {
      onLine(error.message);
      resolve(127);
    });
    // Not 'close': Node does not emit it once the channel was closed from here.
    child.once('exit', (code, signal) => {
      if (signal && group) endGroup(group); // Someone killed the keeper itself.
      if (problem) onLine(problem);
      setTimeout(resolve, 100, code ?? 1); // The last lines are still on their way.
    });
  });
  return {
    exited,
    async stop() {
      if (child.connected) child.disconnect();
      const tooLong = setTimeout(() => {
        if (group) endGroup(group);
        child.kill('SIGKILL');
      }, 10_000);
      await exited;
      clearTimeout(tooLong);
    },
  };
}

/** @param {number} group */
function endGroup(group) {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

/**
 * Runs a short program and gives back what it printed, or undefined if it failed, is absent or takes longer than `limit`.
 * @param {string} command
 * @param {string[]} args
 * @param {number} [limit] in ms
 * @returns {Promise<string | undefined>}
 */
export function ask(command, args, limit = 10_000) {
  return new Promise((resolve) => {
    execFile(command, args, { timeout: limit, killSignal: 'SIGKILL', maxBuffer: 8 << 20 }, (error, stdout) =>
      resolve(error ? undefined : stdout),
    );
  });
}

/**
 * @param {string} name
 * @returns {string | undefined} the first executable of that name on the PATH
 */
export function onPath(name) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)) {
    for (const ending of endings) {
      const file = path.join(folder, name + ending);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/**
 * The environment for an editor: without what an editor, npm or Node around us put there for themselves.
 * @param {Record<string, string | undefined>} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function editorEnvironment(extra = {}) {
  const env = { ...process.env };
  for (const name of Object.keys(env)) {
    if (/^(VSCODE_|ELECTRON_|npm_|NODE_OPTIONS$|NODE_CHANNEL_|INIT_CWD$)/.test(name)) delete env[name];
  }
  for (const [name, value] of Object.entries(extra)) {
    if (value === undefined) delete env[name];
    else env[name] = value;
  }
  return env;
}
