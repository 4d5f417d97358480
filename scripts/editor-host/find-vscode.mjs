// The desktop VS Code: is one installed, could it open a window here, can it be downloaded?

import { fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheRoot, shellProgram, shellQuote, withLock } from './cache.mjs';
import { ask, isExecutable, onPath } from './processes.mjs';

/** The desktop version to download: the one that the server host has too. */
const VSCODE = '1.139.1';
const REACH_LIMIT_MS = 12_000;
const SILENT_LIMIT_MS = 30_000;

/** What an Electron needs of a Linux machine, apart from what it brings. */
const LIBRARIES = ['libgtk-3.so.0', 'libnss3.so', 'libasound.so.2', 'libgbm.so.1', 'libX11.so.6'];

/**
 * COUNTERPOINT_VSCODE, else an installed VS Code or VSCodium.
 * @returns {string | undefined} the editor's executable itself, not its command line script: that does not wait for tests
 */
export function findDesktopVSCode() {
  const { COUNTERPOINT_VSCODE } = process.env;
  if (COUNTERPOINT_VSCODE) {
    const named = editorOf(COUNTERPOINT_VSCODE);
    if (named) return named;
    throw new Error(`COUNTERPOINT_VSCODE names ${COUNTERPOINT_VSCODE}, which is not an executable file.`);
  }
  for (const candidate of [onPath('code'), onPath('codium'), ...usualPlaces()]) {
    const editor = candidate && editorOf(candidate);
    if (editor) return editor;
  }
  return undefined;
}

/**
 * Whether a desktop VS Code could open a window on this machine.
 * @param {string} [executable] without it: whether any could
 * @param {{ visible?: boolean }} [options] visible: a person must be able to see it, so a virtual display does not count
 * @returns {Promise<{ ok: true, executable: string | undefined } | { ok: false, reason: string }>} `executable` starts it,
 *   in a virtual display (xvfb-run) where there is no other
 */
export async function canLaunch(executable, { visible = false } = {}) {
  if (executable && !isExecutable(executable)) return { ok: false, reason: `${executable} is not an executable file` };
  if (process.platform !== 'linux') return { ok: true, executable };
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const xvfb = DISPLAY || WAYLAND_DISPLAY ? undefined : onPath('xvfb-run');
  if (!DISPLAY && !WAYLAND_DISPLAY && (visible || !xvfb)) {
    const reason = visible ? 'there is no display' : 'there is no display, and no xvfb-run to make one';
    return { ok: false, reason: `${reason} (DISPLAY and WAYLAND_DISPLAY are not set)` };
  }
  const missing = await missingLibraries(executable);
  if (missing.length > 0) return { ok: false, reason: `the machine lacks ${missing.join(', ')}` };
  if (!xvfb || !executable) return { ok: true, executable };
  const program = `exec ${shellQuote(xvfb)} -a ${shellQuote(executable)} "$@"`;
  return { ok: true, executable: await shellProgram('vscode-xvfb', program) };
}

/**
 * Downloads a desktop VS Code into the cache, if this machine could start one. Gives up within 15 s where the download
 * cannot be reached.
 * @param {{ version?: string, log?: import('./cache.mjs').Log, visible?: boolean }} [options]
 * @returns {Promise<{ ok: true, executable: string } | { ok: false, reason: string }>}
 */
export async function tryDownload({ version = VSCODE, log = console.error, visible = false } = {}) {
  const possible = await canLaunch(undefined, { visible });
  if (!possible.ok) return possible;
  const folder = path.join(cacheRoot(), 'vscode');
  const got = await withLock(folder, version, log, () => download(version, folder, log));
  if (!got.ok) return got;
  const launch = await canLaunch(got.executable, { visible });
  return launch.ok ? { ok: true, executable: launch.executable ?? got.executable } : launch;
}

/**
 * @param {string} version
 * @param {string} folder
 * @param {import('./cache.mjs').Log} log
 * @returns {Promise<{ ok: true, executable: string } | { ok: false, reason: string }>}
 */
function download(version, folder, log) {
  const script = fileURLToPath(new URL('./download-vscode.mjs', import.meta.url));
  const { HTTPS_PROXY, https_proxy = HTTPS_PROXY, npm_config_https_proxy = https_proxy } = process.env;
  // The one variable that test-electron takes a proxy from.
  const env = { ...process.env, ...(npm_config_https_proxy && { npm_config_https_proxy }) };
  const child = fork(script, [version, folder], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  return new Promise((resolve) => {
    /** @param {string} reason */
    const refuse = (reason) => {
      clearTimeout(limit);
      child.kill('SIGKILL');
      resolve({ ok: false, reason: `VS Code ${version} could not be downloaded: ${reason}` });
    };
    let limit = setTimeout(refuse, REACH_LIMIT_MS, `no answer within ${REACH_LIMIT_MS / 1000} s`);
    let told = false;
    child.on(
      'message',
      (/** @type {{ error?: string, executable?: string, bytes?: number, total?: number }} */ said) => {
        if (said.error) return refuse(said.error);
        if (said.executable) {
          clearTimeout(limit);
          return resolve({ ok: true, executable: said.executable });
        }
        clearTimeout(limit);
        // All bytes are here: unpacking says nothing until it is done.
        const patience = said.bytes === said.total ? 10 * SILENT_LIMIT_MS : SILENT_LIMIT_MS;
        limit = setTimeout(refuse, patience, 'it stopped half way');
        if (!told) log(`Downloading VS Code ${version} (${Math.round((said.total ?? 0) / 1e6)} MB), once …`);
        told = true;
      },
    );
    child.once('error', (error) => refuse(error.message));
    child.once('exit', () => refuse('the download ended early'));
  });
}

/**
 * `…/bin/code` is a script that starts the editor and returns at once. The editor lies next to that folder.
 * @param {string} place
 * @returns {string | undefined}
 */
function editorOf(place) {
  if (!isExecutable(place)) return undefined;
  const file = fs.realpathSync(place);
  // In a remote window's terminal `code` talks to the window; under WSL the one on the PATH is a Windows program.
  if (/[\\/]remote-cli[\\/]/.test(file) || file.startsWith('/mnt/')) return undefined;
  if (path.basename(file) === 'snap') {
    const inside = `/snap/${path.basename(place)}/current/usr/share/${path.basename(place)}/${path.basename(place)}`;
    return isExecutable(inside) ? inside : undefined;
  }
  const bin = path.dirname(file);
  if (path.basename(bin) !== 'bin') return file;
  const up = path.dirname(bin);
  const app = path.resolve(up, '..', '..', 'MacOS'); // …/Contents/Resources/app/bin/code
  const names = ['code', 'codium', 'code-insiders', 'Code.exe', 'VSCodium.exe'];
  const near = names.map((name) => path.join(up, name));
  if (process.platform === 'darwin') near.push(...['Electron', 'Code', 'VSCodium'].map((name) => path.join(app, name)));
  // A script of one's own in ~/bin or /usr/local/bin is taken as it is.
  return near.find(isExecutable) ?? (isScriptOfEditor(file) ? undefined : file);
}

/** @param {string} file */
function isScriptOfEditor(file) {
  return fs.existsSync(path.join(path.dirname(file), '..', 'resources', 'app'));
}

/** @returns {string[]} */
function usualPlaces() {
  const home = os.homedir();
  if (process.platform === 'darwin') {
    const apps = ['/Applications', path.join(home, 'Applications')];
    return apps.flatMap((folder) =>
      ['Visual Studio Code.app', 'VSCodium.app'].flatMap((app) =>
        ['Electron', 'Code', 'VSCodium'].map((name) => path.join(folder, app, 'Contents', 'MacOS', name)),
      ),
    );
  }
  if (process.platform === 'win32') {
    const { LOCALAPPDATA = path.join(home, 'AppData', 'Local'), ProgramFiles = 'C:\\Program Files' } = process.env;
    return [path.join(LOCALAPPDATA, 'Programs'), ProgramFiles].flatMap((folder) => [
      path.join(folder, 'Microsoft VS Code', 'Code.exe'),
      path.join(folder, 'VSCodium', 'VSCodium.exe'),
    ]);
  }
  return [
    '/usr/share/code/code',
    '/opt/visual-studio-code/code',
    '/usr/share/codium/codium',
    '/opt/vscodium/codium',
    '/opt/vscodium-bin/codium',
    '/snap/bin/code',
    '/snap/bin/codium',
  ];
}

/** @param {string | undefined} executable */
async function missingLibraries(executable) {
  if (executable) {
    const linked = (await ask('ldd', [executable])) ?? '';
    return [...linked.matchAll(/^\s*(\S+) => not found/gm)].map((found) => found[1]);
  }
  const known = (await ask('ldconfig', ['-p'])) ?? (await ask('/sbin/ldconfig', ['-p']));
  return known ? LIBRARIES.filter((name) => !known.includes(name)) : [];
}
