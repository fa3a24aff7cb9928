// The demo on a stage: its server, the page and a browser, over the same simulated centre at the same hour each time.
import { resolve } from 'node:path';
import puppeteer from 'puppeteer-core';
import { register } from 'tsx/esm/api';
import { createServer } from 'vite';
import { chromiumArguments, ensureChromium } from './chromium.mjs';

/** Whenever a story is looked at. */
export const HOUR = Date.UTC(2026, 2, 9, 13, 32);

/** `onProblem` is told errors of pages and of their consoles. */
export async function openStage(onProblem) {
  // The configuration of Vite hands the address on to the page.
  register();
  const { startReferenceServer } = await import('../demo/server/reference-server.ts');
  const reference = await startReferenceServer({ port: 0 });
  process.env.REFERENCE_SERVER = `http://127.0.0.1:${reference.port}`;
  const demo = await createServer({
    configFile: resolve('vite.config.ts'),
    logLevel: 'warn',
    server: { port: 0, hmr: false, watch: null },
  });
  await demo.listen();
  const browser = await puppeteer.launch({ executablePath: ensureChromium(), args: chromiumArguments });
  return {
    /** Opens a story by its id and arguments (`arg.rate=0&theme=dark`), alone on the page. */
    async open({ story, query, size, scale = 1, features = [] }) {
      const page = await browser.newPage();
      page.on('pageerror', (error) => onProblem(error.stack ?? String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') onProblem(message.text());
      });
      await page.setViewport({ ...size, deviceScaleFactor: scale });
      await page.emulateTimezone('Europe/Paris');
      await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }, ...features]);
      await page.evaluateOnNewDocument(setClock, HOUR);
      await page.goto(`${demo.resolvedUrls.local[0]}?story=${story}&${query}&bare`);
      return page;
    },
    async close() {
      await browser.close();
      await demo.close();
      await reference.close();
    },
  };
}

/** Until so many visible elements match, in any shadow tree, and letters have their font. */
export async function untilThere(page, selector, atLeast) {
  await page.waitForFunction(isThere, { timeout: 30_000 }, selector, atLeast);
  await page.evaluate(() => globalThis.document.fonts.ready.then(() => undefined));
}

// The following two run in the page.

function setClock(hour) {
  const Clock = Date;
  const offset = hour - Clock.now();
  globalThis.Date = class extends Clock {
    constructor(...parts) {
      super(...(parts.length > 0 ? parts : [Clock.now() + offset]));
    }
    static now() {
      return Clock.now() + offset;
    }
  };
}

function isThere(selector, atLeast) {
  const count = (tree) =>
    [...tree.querySelectorAll('*')].reduce(
      (sum, element) =>
        sum +
        (element.matches(selector) && element.checkVisibility() ? 1 : 0) +
        (element.shadowRoot ? count(element.shadowRoot) : 0),
      0,
    );
  return count(globalThis.document) >= atLeast;
}
