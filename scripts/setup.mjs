// Brings a fresh checkout to where it can run: dependencies installed, bundles built. Runs on a bare Node.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root, run, step, StepFailed } from './steps.mjs';

const stamp = path.join(root, 'node_modules', '.counterpoint-installed');

/**
 * Installs the dependencies where the lock file is newer than what is installed.
 * @param {(line: string) => void} [say]
 */
export async function ensureInstalled(say) {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new StepFailed(
      `Node ${process.versions.node} is too old. Install Node 20.19 or newer (https://nodejs.org) and try again.`,
    );
  }
  const lock = createHash('sha256')
    .update(await readFile(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === lock) return;
  await step(
    'Installing dependencies (npm ci; the first time takes a minute or two)',
    async () => {
      const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { quiet: true });
      if (code !== 0) {
        throw new StepFailed(
          `npm ci failed with exit code ${code}. Check the network (npm config get registry) and free disk space, then try again.\n${output.trim()}`,
        );
      }
      await writeFile(stamp, lock);
    },
    say,
  );
}

/**
 * Builds the bundles where a source is newer than they are.
 * @param {(line: string) => void} [say]
 */
export async function ensureBuilt(say) {
  const built = path.join(root, 'dist', '.built');
  const builtAt = existsSync(built) ? (await stat(built)).mtimeMs : 0;
  const sources = ['server', 'client', 'scripts/build.mjs', 'package.json', 'package-lock.json'];
  const newest = Math.max(...(await Promise.all(sources.map((source) => newestIn(path.join(root, source))))));
  if (builtAt > newest) return;
  await step(
    'Building',
    async () => {
      const { build } = await import('./build.mjs');
      await build();
    },
    say,
  );
}

/**
 * @param {string} place a file or folder
 * @returns {Promise<number>} when its newest file was changed, in milliseconds
 */
async function newestIn(place) {
  const found = await stat(place);
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = await readdir(place);
  return Math.max(found.mtimeMs, ...(await Promise.all(entries.map((entry) => newestIn(path.join(place, entry))))));
}

/** Makes sure that a folder is there. @param {string} folder */
export async function ensureFolder(folder) {
  await mkdir(folder, { recursive: true });
  return folder;
}
