// The product as a person sees it: an editor with the extension in it.

import { spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { message } from './cache.mjs';
import { canLaunch, findDesktopVSCode, tryDownload } from './find-vscode.mjs';
import { address } from './page.mjs';
import { editorEnvironment } from './processes.mjs';
import { ensureServerHost, newToken, startServer } from './server-host.mjs';

/**
 * @typedef {object} OpenEditor
 * @property {'desktop' | 'server'} kind
 * @property {string} [url] of the server: open it in a browser; it carries the token
 * @property {Promise<void>} closed when the editor has ended
 * @property {() => Promise<void>} stop ends it (a desktop editor is left to the person)
 */

/**
 * Opens an editor with the extension: the desktop VS Code if it can show a window here (COUNTERPOINT_VSCODE, an installed
 * one, a downloaded one), else the VS Code server, to be opened in a browser.
 * @param {object} options
 * @param {string} options.extensionPath the extension's folder, built
 * @param {string} options.folder the folder to open
 * @param {string[]} [options.files] files to show
 * @param {string} [options.locale] the display language
 * @param {import('./cache.mjs').Log} [options.log]
 * @returns {Promise<OpenEditor>}
 */
export async function openInEditor({ extensionPath, folder, files = [], locale, log = console.log }) {
  const wanted = { extensionPath: path.resolve(extensionPath), folder: path.resolve(folder), files, locale, log };
  const desktop = await desktopEditor(log);
  return desktop ? openDesktop(desktop, wanted) : openServer(wanted);
}

/** @typedef {{ extensionPath: string, folder: string, files: string[], locale: string | undefined, log: import('./cache.mjs').Log }} Wanted */

/**
 * @param {import('./cache.mjs').Log} log
 * @returns {Promise<{ executable: string, ours: boolean } | undefined>}
 */
async function desktopEditor(log) {
  const found = findDesktopVSCode();
  if (found) {
    const launch = await canLaunch(found, { visible: true });
    if (launch.ok) return { executable: found, ours: false };
    if (process.env.COUNTERPOINT_VSCODE) {
      throw new Error(`COUNTERPOINT_VSCODE names ${found}, which cannot open a window here: ${launch.reason}.`);
    }
    log(`${found} cannot open a window here: ${launch.reason}.`);
    return undefined;
  }
  const downloaded = await tryDownload({ log, visible: true });
  if (downloaded.ok) return { executable: downloaded.executable, ours: true };
  log(`No desktop VS Code: none is installed, and ${downloaded.reason}.`);
  return undefined;
}

/**
 * @param {{ executable: string, ours: boolean }} editor
 * @param {Wanted} wanted
 * @returns {Promise<OpenEditor>}
 */
async function openDesktop({ executable, ours }, { extensionPath, folder, files, locale, log }) {
  const args = [`--extensionDevelopmentPath=${extensionPath}`, '--new-window', '--wait', folder, ...files];
  if (locale) args.push(`--locale=${locale}`);
  const root = process.getuid?.() === 0;
  // Of its own: a downloaded one should not look like the person's, and root must say which.
  const own = ours || root ? await fs.mkdtemp(path.join(os.tmpdir(), 'counterpoint-editor-')) : undefined;
  if (own) args.push(`--user-data-dir=${path.join(own, 'u')}`, `--extensions-dir=${path.join(own, 'e')}`);
  if (root) args.push('--no-sandbox');
  log(`Opening ${folder} in ${executable}.`);
  const child = spawn(executable, args, { env: editorEnvironment(), stdio: 'ignore', detached: true });
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new Error(`${executable} did not start: ${message(error)}`)));
  });
  const closed = new Promise((resolve) => child.once('exit', resolve)).then(async () => {
    if (own) await fs.rm(own, { recursive: true, force: true });
  });
  return { kind: 'desktop', closed, stop: async () => child.unref() };
}

/**
 * @param {Wanted} wanted
 * @returns {Promise<OpenEditor>}
 */
async function openServer({ extensionPath, folder, files, locale, log }) {
  const host = await ensureServerHost({ log });
  const dataDir = await fs.mkdtemp(path.join(os.tmpdir(), 'counterpoint-editor-'));
  const extensionsDir = path.join(dataDir, 'e');
  const removeData = () => fs.rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  try {
    await linkExtension(extensionPath, extensionsDir);
    const server = await startServer({
      node: host.node,
      serverMain: host.serverMain,
      dataDir,
      extensionsDir,
      token: newToken(),
      port: Number(process.env.COUNTERPOINT_PORT) || 0,
      driver: false,
      folder,
      ...(locale && { locale }),
    });
    const url = address({ url: server.url, folder, ...(files[0] && { file: files[0] }) });
    log(`Open this address in a browser (the token in it is the key, keep it to yourself):\n\n  ${url}\n`);
    const closed = server.exited.then(removeData);
    return {
      kind: 'server',
      url,
      closed,
      async stop() {
        await server.stop();
        await closed;
      },
    };
  } catch (error) {
    await removeData();
    throw error;
  }
}

/**
 * Installs the extension into an empty extensions folder, as links to its files: every address of the server then has it
 * (an address that names an extension in development works from this very host name and port only), a reload shows a new
 * build, and uninstalling it in the editor removes nothing but the links.
 * @param {string} extensionPath
 * @param {string} extensionsDir
 */
async function linkExtension(extensionPath, extensionsDir) {
  const { publisher, name, version } = JSON.parse(await fs.readFile(path.join(extensionPath, 'package.json'), 'utf8'));
  const target = path.join(extensionsDir, `${publisher}.${name}-${version}`);
  await fs.mkdir(target, { recursive: true });
  for (const entry of await fs.readdir(extensionPath)) {
    if (entry.startsWith('.') || entry === 'node_modules') continue;
    await fs.symlink(path.join(extensionPath, entry), path.join(target, entry));
  }
}
