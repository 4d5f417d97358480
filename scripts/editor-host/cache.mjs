// A folder outside the checkout for what is installed once and used by every checkout: the editor to test in, its browser.

import { randomBytes, createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {(line: string) => void} Log */

const HEARTBEAT_MS = 10_000;
const SILENT_IS_DEAD_MS = 120_000;
const WAIT_FOR_OTHERS_MS = 20 * 60_000;

/**
 * Where installed things live: COUNTERPOINT_CACHE, else the platform's cache folder.
 * @returns {string} an absolute path; it may not exist yet
 */
export function cacheRoot() {
  const { COUNTERPOINT_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (COUNTERPOINT_CACHE) return path.resolve(COUNTERPOINT_CACHE);
  if (XDG_CACHE_HOME && path.isAbsolute(XDG_CACHE_HOME)) return path.join(XDG_CACHE_HOME, 'counterpoint');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'counterpoint');
  if (process.platform === 'win32') {
    return path.join(LOCALAPPDATA || path.join(os.homedir(), 'AppData', 'Local'), 'counterpoint');
  }
  return path.join(os.homedir(), '.cache', 'counterpoint');
}

/**
 * Installs something once. `install` fills a temporary folder, which is then renamed: an interrupted install is never
 * found half done, and of two processes that need the same thing one installs and the other waits.
 * @param {object} what
 * @param {string} what.name a folder name, such as `node`
 * @param {string} what.version a folder name, such as `24.21.0`
 * @param {(folder: string, finalFolder: string) => Promise<void>} what.install
 * @param {Log} what.log
 * @returns {Promise<string>} the folder `<cache>/<name>/<version>`
 */
export async function installOnce({ name, version, install, log }) {
  const parent = path.join(cacheRoot(), name);
  const final = path.join(parent, version);
  if (await exists(final)) return final;
  return withLock(parent, version, log, async (onBeat) => {
    if (await exists(final)) return final;
    await removeAbandoned(parent);
    const partial = path.join(
      parent,
      `.partial-${version}-${hostName()}-${process.pid}-${randomBytes(3).toString('hex')}`,
    );
    await fs.mkdir(partial);
    onBeat(() => touch(partial));
    try {
      await install(partial, final);
      await fs.rename(partial, final);
    } catch (error) {
      await fs.rm(partial, { recursive: true, force: true, maxRetries: 3 });
      if (!(await exists(final))) throw error;
    }
    return final;
  });
}

/**
 * Runs `work` while no other process holds the same lock. A lock whose owner died, or has been silent for two minutes, is
 * taken over.
 * @template T
 * @param {string} folder made if need be
 * @param {string} name
 * @param {Log} log
 * @param {(onBeat: (beat: () => Promise<void>) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(folder, name, log, work) {
  try {
    await fs.mkdir(folder, { recursive: true });
  } catch (error) {
    throw new Error(
      `Cannot make the folder ${folder} (${message(error)}). Set COUNTERPOINT_CACHE to a folder that you can write to.`,
      { cause: error },
    );
  }
  const lock = path.join(folder, `.lock-${name}`);
  const mine = JSON.stringify({ pid: process.pid, host: hostName(), id: randomBytes(6).toString('hex') });
  const giveUp = Date.now() + WAIT_FOR_OTHERS_MS;
  let told = false;
  while (!(await tryLock(lock, mine))) {
    if (await isStale(lock)) {
      // Renaming first: of two processes that both see a dead owner, only one gets to remove the lock.
      const dead = `${lock}.${process.pid}.dead`;
      await fs.rename(lock, dead).then(
        () => fs.rm(dead, { force: true }),
        () => undefined,
      );
      continue;
    }
    if (!told) log(`Waiting for another process that is installing ${path.basename(folder)} ${name} …`);
    told = true;
    if (Date.now() > giveUp)
      throw new Error(`Another process has held ${lock} for too long. If none runs, delete that file.`);
    await sleep(300);
  }
  /** @type {(() => Promise<void>)[]} */
  const beats = [() => touch(lock)];
  const heart = setInterval(() => void Promise.all(beats.map((beat) => beat())), HEARTBEAT_MS);
  try {
    return await work((beat) => beats.push(beat));
  } finally {
    clearInterval(heart);
    if ((await fs.readFile(lock, 'utf8').catch(() => '')) === mine) await fs.rm(lock, { force: true });
  }
}

/**
 * A small `sh` program kept in the cache, where one path to an executable is wanted.
 * @param {string} name
 * @param {string} body what comes after `#!/bin/sh`
 * @returns {Promise<string>}
 */
export async function shellProgram(name, body) {
  const text = `#!/bin/sh\n${body}\n`;
  const bin = path.join(cacheRoot(), 'bin');
  const file = path.join(bin, `${name}-${createHash('sha256').update(text).digest('hex').slice(0, 12)}`);
  if (await exists(file)) return file;
  await fs.mkdir(bin, { recursive: true });
  const partial = `${file}.${process.pid}.partial`;
  await fs.writeFile(partial, text, { mode: 0o755 });
  await fs.rename(partial, file);
  return file;
}

/** @param {string} text */
export const shellQuote = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** @param {string} file */
export const exists = (file) =>
  fs.access(file).then(
    () => true,
    () => false,
  );

/** @param {unknown} error */
export const message = (error) => (error instanceof Error ? error.message : String(error));

const hostName = () => os.hostname().replace(/[^\w.]/g, '_') || 'localhost';

/** @param {string} file */
const touch = (file) => fs.utimes(file, new Date(), new Date()).catch(() => undefined);

/** @param {string} file */
async function age(file) {
  const stat = await fs.stat(file).catch(() => undefined);
  return stat ? Date.now() - stat.mtimeMs : undefined;
}

/**
 * @param {string} lock
 * @param {string} content
 */
async function tryLock(lock, content) {
  try {
    await fs.writeFile(lock, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw new Error(
      `Cannot write ${lock} (${message(error)}). Set COUNTERPOINT_CACHE to a folder that you can write to.`,
      { cause: error },
    );
  }
}

/** @param {string} lock */
async function isStale(lock) {
  const silent = await age(lock);
  if (silent === undefined) return false;
  if (silent > SILENT_IS_DEAD_MS) return true;
  try {
    const owner = JSON.parse(await fs.readFile(lock, 'utf8'));
    return owner.host === hostName() && !isAlive(Number(owner.pid));
  } catch {
    return silent > 5_000; // Whoever made it was stopped before writing its name into it.
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} parent */
async function removeAbandoned(parent) {
  for (const entry of await fs.readdir(parent)) {
    const owner = /^\.partial-.*-([\w.]+)-(\d+)-[0-9a-f]+$/.exec(entry);
    if (!owner) continue;
    const folder = path.join(parent, entry);
    const dead = owner[1] === hostName() && !isAlive(Number(owner[2]));
    if (dead || ((await age(folder)) ?? 0) > 60 * 60_000) {
      await fs.rm(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  }
}
