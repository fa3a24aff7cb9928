// Opens dist/cdn in Chromium, in English and in French: what is taken out of it for its size must not be missed.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import puppeteer from 'puppeteer-core';
import { chromiumArguments, ensureChromium } from './chromium.mjs';

const FOLDER = resolve(import.meta.dirname, '../dist/cdn');
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');
// With a query, as pages name a file that they want to be fetched anew.
const page = (language) => `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>Check</title>
<script type="module" src="/ongoing-conversations-report.js?v=2"></script>
<ongoing-conversations-report src="mock:?seed=7&conversations=60"></ongoing-conversations-report>`;
const TITLES = { en: 'Assign conversation', fr: 'Attribuer la conversation' };

const server = createServer(({ url }, response) => {
  const { pathname } = new URL(url, 'http://localhost');
  const language = pathname.slice(1);
  response.setHeader('Content-Security-Policy', POLICY);
  if (language in TITLES) {
    response.setHeader('Content-Type', 'text/html').end(page(language));
    return;
  }
  try {
    const code = readFileSync(join(FOLDER, pathname));
    response.setHeader('Content-Type', 'text/javascript').end(code);
  } catch {
    response.writeHead(pathname === '/favicon.ico' ? 204 : 404).end();
  }
});
await new Promise((done) => server.listen(0, done));
const browser = await puppeteer.launch({ executablePath: ensureChromium(), args: chromiumArguments });
try {
  for (const [language, title] of Object.entries(TITLES)) await check(language, title);
  console.log('dist/cdn shows rows and opens a dialog, in English and in French.');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await browser.close();
  server.close();
}

async function check(language, title) {
  const tab = await browser.newPage();
  const faults = [];
  tab.on('pageerror', ({ message }) => faults.push(message));
  tab.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await tab.goto(`http://localhost:${String(server.address().port)}/${language}`);
  await until(tab, "report.conversations.length > 0 && find('[role=grid] [data-conversation-id]')");
  await tab.evaluate(`(() => {
    const report = document.querySelector('ongoing-conversations-report');
    report.openAction('assign', [report.conversations.find(({ status }) => status === 'open').id]);
  })()`);
  await until(tab, `find('dialog[open] h2')?.textContent.includes(${JSON.stringify(title)})`);
  await until(tab, "find('dialog[open] ongoing-conversations-candidate-list [role=option]')");
  if (faults.length > 0) throw new Error(`${language}: ${faults.join('\n')}`);
}

/** Waits for a condition on the report, whose shadow trees `find` looks through, each part of the selector in turn. */
async function until(tab, condition) {
  const script = `(() => {
    const report = document.querySelector('ongoing-conversations-report');
    const roots = (root) => [root, ...[...root.querySelectorAll('*')].flatMap((each) => each.shadowRoot ? roots(each.shadowRoot) : [])];
    const find = (selector) => {
      let places = [report];
      for (const part of selector.split(' ')) {
        places = places.flatMap((place) => [place, place.shadowRoot].flatMap((root) => root ? roots(root) : []))
          .flatMap((root) => [...root.querySelectorAll(part)]);
      }
      return places[0];
    };
    return Boolean(${condition});
  })()`;
  try {
    await tab.waitForFunction(script, { timeout: 15_000 });
  } catch {
    throw new Error(`${tab.url()} never came to: ${condition}`);
  }
}
