// A browser window on a VS Code server.

import path from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * playwright-core is installed in the cache, not here, and so are its types.
 * @typedef {any} Page
 * @typedef {any} Browser
 */

const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Opens VS Code in a headless browser.
 * @param {object} options
 * @param {string} options.url from `startServer`
 * @param {{ playwright: string, chromiumPath: () => Promise<string> }} options.host from `ensureServerHost`
 * @param {string} [options.folder] a folder, or a `.code-workspace` file
 * @param {string} [options.file] a file to show
 * @param {string | string[]} [options.extensionDevelopmentPath] needs the server's `driver`
 * @param {string} [options.extensionTestsPath] needs the server's `driver`
 * @param {number} [options.width]
 * @param {number} [options.height]
 * @param {number} [options.scale] device pixels per pixel
 * @param {'light' | 'dark' | 'high-contrast' | 'high-contrast-light'} [options.theme] default: dark
 * @param {string} [options.locale] the language of the extension's texts, such as `de`
 * @param {(type: string, args: unknown[]) => void} [options.onLog] the extension tests' console output
 * @param {(code: number) => void} [options.onExit] the extension tests' exit code
 * @returns {Promise<{ browser: Browser, page: Page }>}
 */
export async function openPage(options) {
  const { host, width = 1280, height = 800, scale = 1, theme = 'dark', locale = 'en', onLog, onExit } = options;
  const { chromium } = await import(pathToFileURL(host.playwright).href);
  const browser = await chromium.launch({
    executablePath: await host.chromiumPath(),
    args: BROWSER_ARGS,
    headless: true,
    chromiumSandbox: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  try {
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: scale,
      locale,
      ...media(theme),
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const page = await context.newPage();
    await page.exposeFunction('codeAutomationLog', onLog ?? (() => undefined));
    await page.exposeFunction('codeAutomationExit', onExit ?? (() => undefined));
    if (!locale.startsWith('en')) await page.addInitScript(speak, locale);
    await page.goto(address(options), { waitUntil: 'domcontentloaded' });
    await page.waitForSelector('.monaco-workbench', { timeout: 60_000 });
    return { browser, page };
  } catch (error) {
    await browser.close();
    throw error;
  }
}

/**
 * The address of a window: what it opens, and the extension in development.
 * @param {object} options
 * @param {string} options.url
 * @param {string} [options.folder]
 * @param {string} [options.file]
 * @param {string | string[]} [options.extensionDevelopmentPath]
 * @param {string} [options.extensionTestsPath]
 * @returns {string}
 */
export function address({ url, folder, file, extensionDevelopmentPath = [], extensionTestsPath }) {
  const result = new URL(url);
  /** @param {string} name */
  const remote = (name) => `vscode-remote://${result.host}${pathToFileURL(path.resolve(name)).pathname}`;
  const payload = [extensionDevelopmentPath].flat().map((name) => ['extensionDevelopmentPath', remote(name)]);
  if (extensionTestsPath) payload.push(['extensionTestsPath', remote(extensionTestsPath)]);
  if (file) payload.push(['openFile', remote(file)]);
  if (folder) {
    result.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', path.resolve(folder));
  }
  if (payload.length > 0) result.searchParams.set('payload', JSON.stringify(payload));
  return result.href;
}

/**
 * The page's preferences, which the editor follows (`window.autoDetectColorScheme`).
 * @param {string} theme
 */
export function media(theme) {
  const forced = theme.startsWith('high-contrast');
  const light = theme.endsWith('light');
  return { colorScheme: light ? 'light' : 'dark', forcedColors: forced ? 'active' : 'none' };
}

/**
 * Runs in the page before VS Code: its display language, also without a language pack. The workbench's own texts stay
 * English then; extensions see the language and show theirs.
 * @param {string} locale
 */
function speak(locale) {
  Object.defineProperty(globalThis, '_VSCODE_NLS_LANGUAGE', { get: () => locale, set() {} });
}
