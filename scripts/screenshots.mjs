// npm run screenshots: writes docs/images from the stories, over the same simulated centre at the same hour each time.
import { mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import puppeteer from 'puppeteer-core';
import { register } from 'tsx/esm/api';
import { createServer } from 'vite';
import { chromiumArguments, ensureChromium } from './chromium.mjs';

const root = resolve(import.meta.dirname, '..');
process.chdir(root);

const FOLDER = join('docs', 'images');
const MOST_BYTES = 400_000;
const HOUR = Date.UTC(2026, 2, 9, 13, 32);
const SIZE = { width: 1360, height: 868 };
const CENTRE = 'arg.seed=7&arg.rate=0&arg.conversations=200&theme=';

// What must be there before the picture is taken: so many visible elements that match.
const rows = ['[data-conversation-id]', 5];
const agents = ['[role=option]', 3];

const PICTURES = {
  light: { story: 'live-data--simulation', theme: 'light', wait: rows },
  dark: { story: 'live-data--simulation', theme: 'dark', wait: rows },
  assign: { story: 'actions--assign', theme: 'light', wait: agents },
  transfer: { story: 'actions--transfer', theme: 'light', wait: agents },
  monitor: {
    story: 'actions--monitor',
    theme: 'dark',
    wait: ['[role=log] bdi', 3],
    size: { width: 1560, height: 903 },
  },
  'force-close': { story: 'actions--force-close', theme: 'light', wait: ['dialog[open]', 1] },
  narrow: {
    story: 'live-data--simulation',
    theme: 'light',
    wait: ['[data-conversation-id]', 3],
    size: { width: 390, height: 844 },
  },
  'right-to-left': { story: 'appearance--right-to-left', theme: 'light', wait: rows },
  french: { story: 'appearance--french', theme: 'light', wait: rows },
};

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

const problems = [];
try {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, picture] of Object.entries(PICTURES)) await take(name, picture);
} finally {
  await browser.close();
  await demo.close();
  await reference.close();
}
for (const problem of problems) console.error(problem);
process.exit(problems.length > 0 ? 1 : 0);

async function take(name, { story, theme, wait, size = {} }) {
  const page = await browser.newPage();
  const complain = (text) => problems.push(`${name}: ${text}`);
  page.on('pageerror', (error) => complain(error.stack ?? String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complain(message.text());
  });
  await page.setViewport({ ...SIZE, ...size, deviceScaleFactor: 1.25 });
  await page.emulateTimezone('Europe/Paris');
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.evaluateOnNewDocument(setClock, HOUR);
  await page.goto(`${demo.resolvedUrls.local[0]}?story=${story}&${CENTRE}${theme}&bare`);
  await page
    .waitForFunction(isThere, { timeout: 30_000 }, ...wait)
    .catch(() => complain(`${wait[0]} did not come`));
  await page.evaluate(() => globalThis.document.fonts.ready.then(() => undefined));

  const path = join(FOLDER, `${name}.png`);
  await page.screenshot({ path });
  await page.close();
  const { size: bytes } = statSync(path);
  console.log(`${path} ${Math.round(bytes / 1000)} kB`);
  if (bytes > MOST_BYTES) complain(`${bytes} bytes are more than ${MOST_BYTES}`);
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
