// Runs a program and sees to it that nothing of it is left: the program gets a process group of its own, and the group
// is ended when whoever started this keeper asks for it, or dies in whatever way (the IPC channel between the two then
// closes, also after a SIGKILL). Started by `kept()` in processes.mjs, never by hand.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** @type {{ command: string, args: string[], remove: string[] }} */
const { command, args, remove } = JSON.parse(process.argv[2] ?? '{}');

const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
let ending = false;
/** @type {Promise<void>} */
const gone = new Promise((resolve) => child.once('exit', () => resolve()));

child.once('error', (error) => {
  process.send?.({ error: error.message });
  finish(127);
});
child.once('spawn', () => process.send?.({ group: child.pid }));
child.once('exit', (code, signal) => void end(code ?? (signal ? 1 : 0)));
process.once('disconnect', () => void end(0));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => void end(1));

/** @param {number} code */
async function end(code) {
  if (ending) return;
  ending = true;
  // The program may end in good order, and its children with it; what is left then is ended without asking.
  if (signalGroup('SIGTERM')) await Promise.race([gone, sleep(3_000)]);
  if (signalGroup('SIGKILL')) await sleep(100);
  finish(code);
}

/** @param {number} code */
function finish(code) {
  for (const folder of remove) {
    try {
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // A temporary folder that stays behind does no harm.
    }
  }
  process.exit(code);
}

/** @param {NodeJS.Signals} signal */
function signalGroup(signal) {
  if (!child.pid) return false;
  try {
    return process.kill(-child.pid, signal);
  } catch {
    return false; // Nobody is left.
  }
}
