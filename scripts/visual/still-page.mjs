// A page whose time passes only when it is told to: what it shows after so many seconds is the same on every machine.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HOUR } from '../demo-stage.mjs';

/** Steps of its time, in milliseconds. Code that is wanted in one is there before the next. */
const STEPS = [50, 50, 100, 200, 400, 700, 1000, 1500];

const clockLibrary = readFileSync(createRequire(import.meta.url).resolve('sinon/pkg/sinon.js'), 'utf8');

export async function openStillPage(browser, { url, size, features = {}, onProblem }) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.on('pageerror', (error) => onProblem(error.stack ?? String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') onProblem(message.text());
  });
  await page.setViewport(size);
  await page.emulateTimezone('Europe/Paris');
  const wanted = { 'prefers-reduced-motion': 'reduce', 'prefers-color-scheme': 'light', ...features };
  const session = await page.createCDPSession();
  await session.send('Emulation.setEmulatedMedia', {
    features: Object.entries(wanted).map(([name, value]) => ({ name, value })),
  });
  await page.evaluateOnNewDocument(clockLibrary);
  await page.evaluateOnNewDocument(stopTime, HOUR);
  const loading = watchLoading(page);
  await page.goto(url);
  for (const step of [0, ...STEPS]) {
    await page.evaluate(passTime, step);
    await loading.done();
    await page.evaluate(twoFrames);
  }
  await page.evaluate(hideCaret);
  return { picture: () => page.screenshot({ encoding: 'base64' }), close: () => context.close() };
}

/** Tells when nothing more is on its way to the page. */
function watchLoading(page) {
  const open = new Set();
  let settle = () => {};
  const end = (request) => {
    open.delete(request);
    if (open.size === 0) settle();
  };
  page.on('request', (request) => open.add(request));
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  return {
    async done() {
      // What has just come may ask for more as soon as it runs.
      do {
        if (open.size > 0) await new Promise((done) => (settle = done));
        await page.evaluate(twoFrames);
      } while (open.size > 0);
    },
  };
}

// The following run in the page.

function stopTime(hour) {
  globalThis.realFrame = globalThis.requestAnimationFrame.bind(globalThis);
  // Between any two of its timers the clock waits for one of the browser's, which makes it wait 4 ms each time.
  const { port1, port2 } = new globalThis.MessageChannel();
  const wanted = [];
  port1.onmessage = () => wanted.shift()();
  globalThis.setTimeout = (then) => {
    wanted.push(then);
    port2.postMessage(null);
  };
  globalThis.stillTime = globalThis.sinon.useFakeTimers({ now: hour });
  delete globalThis.sinon;
}

async function passTime(milliseconds) {
  await globalThis.document.fonts.ready;
  await globalThis.stillTime.tickAsync(milliseconds);
}

/** What the browser tells of sizes and of what is in sight comes with its own frames. */
function twoFrames() {
  return new Promise((done) => globalThis.realFrame(() => globalThis.realFrame(() => done())));
}

/** It blinks by a time of its own; a field that is read only has none. */
function hideCaret() {
  let { activeElement } = globalThis.document;
  while (activeElement?.shadowRoot?.activeElement) ({ activeElement } = activeElement.shadowRoot);
  if (activeElement && 'readOnly' in activeElement) activeElement.readOnly = true;
}
