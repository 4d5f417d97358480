// Lets the extension's tests, which run inside the editor, use the editor's window from outside: its real keyboard and
// mouse, and pictures of it. A test posts a command, or a list of them, as JSON to COUNTERPOINT_PAGE_URL (README.md).

import { randomBytes, timingSafeEqual } from 'node:crypto';
import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { message } from './cache.mjs';
import { media } from './page.mjs';

const BODY_LIMIT = 1 << 20;

/**
 * Serves the page's commands on 127.0.0.1, on a free port, to whoever knows the token in the address.
 * @param {() => Promise<import('./page.mjs').Page>} getPage
 * @returns {Promise<{ url: string, close: () => void }>}
 */
export async function servePage(getPage) {
  const secret = `/${randomBytes(24).toString('hex')}`;
  const server = http.createServer((request, response) => {
    const given = Buffer.from(request.url ?? '');
    const known = given.length === secret.length && timingSafeEqual(given, Buffer.from(secret));
    if (!known || request.method !== 'POST') {
      response.writeHead(known ? 405 : 403).end();
      return;
    }
    answer(request, getPage).then(
      (result) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ ok: true, result })),
      (error) =>
        response
          .writeHead(400, { 'content-type': 'application/json' })
          .end(JSON.stringify({ ok: false, error: stripVTControlCharacters(message(error)) })),
    );
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(undefined));
  });
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}${secret}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/**
 * @param {http.IncomingMessage} request
 * @param {() => Promise<import('./page.mjs').Page>} getPage
 */
async function answer(request, getPage) {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk;
    if (body.length > BODY_LIMIT) throw new Error('The command is too long.');
  }
  const said = JSON.parse(body);
  const page = await getPage();
  if (!Array.isArray(said)) return act(page, said);
  const results = [];
  for (const command of said) results.push((await act(page, command)) ?? null);
  return results;
}

/**
 * @param {import('./page.mjs').Page} page
 * @param {Record<string, any>} command
 */
async function act(page, command) {
  const { timeout = 10_000, webview = false } = command;
  /** @param {string} selector */
  const find = async (selector) =>
    (webview ? await webviewWith(page, selector, timeout) : page).locator(selector).first();
  const has = (/** @type {string} */ name) => command[name] !== undefined;

  if (has('press')) return page.keyboard.press(command.press);
  if (has('type')) return page.keyboard.type(command.type, { delay: command.delay ?? 0 });
  if (has('click')) {
    const { button = 'left', modifiers = [], clickCount = 1 } = command;
    return (await find(command.click)).click({ timeout, button, modifiers, clickCount });
  }
  if (has('hover')) return (await find(command.hover)).hover({ timeout });
  if (has('waitFor')) return (await find(command.waitFor)).waitFor({ timeout, state: command.state ?? 'visible' });
  if (has('text')) return (await find(command.text)).innerText({ timeout });
  if (has('wait')) return sleep(command.wait);
  if (has('size')) return page.setViewportSize({ width: command.size.w, height: command.size.h });
  if (has('theme')) return page.emulateMedia(media(command.theme));
  if (has('eval')) return (webview ? await webviewWith(page, 'body', timeout) : page).evaluate(command.eval);
  if (has('screenshot')) {
    const file = path.resolve(command.screenshot);
    await fs.mkdir(path.dirname(file), { recursive: true });
    await (has('of') ? await find(command.of) : page).screenshot({ path: file, timeout });
    return file;
  }
  throw new Error(`Unknown command: ${Object.keys(command).join(', ')}`);
}

/**
 * The innermost frame of a visible webview in which the selector matches.
 * @param {import('./page.mjs').Page} page
 * @param {string} selector
 * @param {number} timeout
 */
async function webviewWith(page, selector, timeout) {
  const giveUp = Date.now() + timeout;
  for (;;) {
    for (const frame of page.frames()) {
      const fits = await isShownWebview(frame, selector).catch(() => false); // Frames come and go.
      if (fits) return frame;
    }
    if (Date.now() > giveUp) throw new Error(`No visible webview has ${selector}.`);
    await sleep(100);
  }
}

/**
 * @param {any} frame
 * @param {string} selector
 */
async function isShownWebview(frame, selector) {
  const parent = frame.parentFrame();
  if (!parent?.parentFrame()) return false;
  const [own, outer] = [await frame.frameElement(), await parent.frameElement()];
  if ((await own.getAttribute('id')) !== 'active-frame' || !(await outer.isVisible())) return false;
  return (await frame.locator(selector).count()) > 0;
}
