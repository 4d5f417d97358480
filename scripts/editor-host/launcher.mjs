#!/usr/bin/env node
// Looks like a VS Code executable to @vscode/test-electron's `runTests` (its `vscodeExecutablePath`), and runs the tests
// in the VS Code server host: prints their output, exits with their code.

import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { message } from './cache.mjs';
import { servePage } from './page-remote.mjs';
import { openPage } from './page.mjs';
import { ensureServerHost, startServer } from './server-host.mjs';

const {
  COUNTERPOINT_EDITOR_LOG,
  COUNTERPOINT_TEST_TIMEOUT,
  COUNTERPOINT_TEST_SCREENSHOTS,
  COUNTERPOINT_PAGE_RPC,
  COUNTERPOINT_UNTRUSTED,
} = process.env;
const LIMIT_S = Number(COUNTERPOINT_TEST_TIMEOUT) || 480;

/** What the workbench says of itself: about accounts, chat and networks it cannot have here, modules left out on purpose. */
const NOISE = [
  /^\[(AgentHost|RemoteAgentHost\w*|DefaultAccount|AccountPolicyGate|Service Worker|reconnection-grace-time)\b/,
  /^(Resolving|Resolved) connection token|^Creating a socket|^Updating additional builtin extensions cache/,
  /^(Error: )?(Timed out waiting for authentication provider|Could not locate the bindings file)/,
  /^(Error: )?Cannot find module '[^']*build\/(Release|Debug)\//,
  /^(getaddrinfo|connect) \w+ open-vsx\.org|^Canceled: Canceled|^No search provider registered/,
  /^Creation of workbench contribution/,
];

/** @type {(() => unknown)[]} what to end, the last first */
const ends = [];
/** @type {import('./page.mjs').Page | undefined} */
let page;
let leaving = false;

process.on('SIGINT', () => void leave(130));
process.on('SIGTERM', () => void leave(143));
process.on('SIGHUP', () => void leave(129));
process.stdout.on('error', () => void leave(1)); // Nobody reads any more.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) void leave(1); // Whoever started us was killed.
}, 1_000).unref();

try {
  await run(parse(process.argv.slice(2)));
} catch (error) {
  if (!leaving) await fail(message(error));
}

/** @param {ReturnType<typeof parse>} asked */
async function run({ developmentPaths, testsPath, folder, file, locale, userDataDir, extensionsDir }) {
  if (!testsPath) throw new Error('--extensionTestsPath= is missing: this stands in for VS Code in tests only.');
  const host = await ensureServerHost({ log: console.error });
  // The first run installs a browser too, if there is none. That is not the tests' time.
  await host.chromiumPath();

  const limit = setTimeout(() => {
    void fail(`The tests did not end within ${LIMIT_S} s (COUNTERPOINT_TEST_TIMEOUT).`);
  }, LIMIT_S * 1000);
  ends.push(() => clearTimeout(limit));

  /** @type {(page: import('./page.mjs').Page) => void} */
  let onPage = () => undefined;
  /** @type {Promise<import('./page.mjs').Page>} */
  const pageThere = new Promise((resolve) => {
    onPage = resolve;
  });
  /** @type {Record<string, string | undefined>} */
  const env = {};
  if (COUNTERPOINT_PAGE_RPC) {
    const remote = await servePage(() => pageThere);
    ends.push(remote.close);
    env.COUNTERPOINT_PAGE_URL = remote.url;
  }
  const server = await startServer({
    node: host.node,
    serverMain: host.serverMain,
    trust: !COUNTERPOINT_UNTRUSTED,
    env,
    ...(locale && { locale }),
    ...(userDataDir && { userDataDir }),
    ...(extensionsDir && { extensionsDir }),
  });
  ends.push(server.stop);
  if (leaving) return server.stop();
  void server.exited.then((last) => fail(`The VS Code server ended during the tests:\n${last}`));

  const opened = await openPage({
    url: server.url,
    host,
    extensionDevelopmentPath: developmentPaths,
    extensionTestsPath: testsPath,
    onLog: (_type, args) => print(args),
    onExit: (code) => void finish(code),
    ...(folder && { folder }),
    ...(file && { file }),
    ...(locale && { locale }),
  });
  ends.push(() => opened.browser.close());
  if (leaving) return opened.browser.close();
  page = opened.page;
  page.on('crash', () => void fail('The page crashed.'));
  opened.browser.on('disconnected', () => void fail('The browser ended during the tests.'));
  onPage(page);
}

/** @param {unknown[]} args */
function print(args) {
  const text = format(...args);
  if (COUNTERPOINT_EDITOR_LOG || !NOISE.some((noise) => noise.test(text))) console.log(text);
}

/** @param {number} code */
async function finish(code) {
  if (leaving) return;
  if (code !== 0) await picture();
  await leave(code);
}

/** @param {string} why */
async function fail(why) {
  if (leaving) return;
  console.error(why);
  await picture();
  await leave(1);
}

/** What the window looked like when it went wrong. */
async function picture() {
  if (!page) return;
  const folder = path.resolve(COUNTERPOINT_TEST_SCREENSHOTS || path.join(os.tmpdir(), 'counterpoint-editor-tests'));
  const file = path.join(folder, `${new Date().toISOString().replace(/[:.]/g, '-')}-${process.pid}.png`);
  try {
    await fs.mkdir(folder, { recursive: true });
    await page.screenshot({ path: file, timeout: 5_000 });
    console.error(`The window at that moment: ${file}`);
  } catch (error) {
    console.error(`(No picture of the window: ${message(error)})`);
  }
}

/** @param {number} code */
async function leave(code) {
  if (leaving) return;
  leaving = true;
  process.exitCode = code;
  setTimeout(() => process.exit(code || 1), 20_000).unref();
  for (const end of ends.toReversed()) {
    try {
      await end();
    } catch {
      // The next one still has to end.
    }
  }
  process.exit(code);
}

/** @param {string[]} argv what a desktop VS Code takes; what means nothing here is passed over */
function parse(argv) {
  const withValue = ['locale', 'user-data-dir', 'extensions-dir', 'folder-uri', 'file-uri', 'extensionDevelopmentPath'];
  withValue.push('extensionTestsPath', 'log', 'profile', 'disable-extension', 'crash-reporter-directory');
  /** @type {Record<string, string[]>} */
  const options = {};
  /** @type {string[]} */
  const places = [];
  for (let i = 0; i < argv.length; i++) {
    const [, name = '', value] = /^--([\w-]+)(?:=(.*))?$/s.exec(argv[i] ?? '') ?? [];
    if (!name) {
      if (!argv[i]?.startsWith('-')) places.push(argv[i] ?? '');
    } else if (value !== undefined) (options[name] ??= []).push(value);
    else if (withValue.includes(name)) (options[name] ??= []).push(argv[++i] ?? '');
  }
  places.push(...(options['folder-uri'] ?? []), ...(options['file-uri'] ?? []));
  const asPath = (/** @type {string} */ place) =>
    path.resolve(place.startsWith('file:') ? fileURLToPath(place) : place);
  /** @param {string} name */
  const last = (name) => options[name]?.at(-1);
  /** @param {string} name */
  const folderOf = (name) => {
    const folder = last(name);
    // test-electron names a folder in the current one unless told otherwise. A fresh one is better for tests.
    return folder && !/\.vscode-test[\\/](user-data|extensions)$/.test(folder) ? asPath(folder) : undefined;
  };
  const testsPath = last('extensionTestsPath');
  const paths = places.map(asPath);
  return {
    developmentPaths: (options.extensionDevelopmentPath ?? []).map(asPath),
    testsPath: testsPath && asPath(testsPath),
    folder: paths[0],
    file: paths[1],
    locale: last('locale'),
    userDataDir: folderOf('user-data-dir'),
    extensionsDir: folderOf('extensions-dir'),
  };
}
