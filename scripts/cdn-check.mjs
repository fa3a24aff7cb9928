// Opens dist/cdn in Chromium, in English and in French, in chunks and as the one file that a page names with its hash: what is
// taken out of it for its size must not be missed.
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
const SINGLE = 'single/ongoing-conversations-report.js';
const hashes = JSON.parse(readFileSync(join(FOLDER, 'integrity.json'), 'utf8'));
const SCRIPTS = {
  // With a query, as pages name a file that they want to be fetched anew.
  chunks: 'src="/ongoing-conversations-report.js?v=2"',
  single: `src="/${SINGLE}" integrity="${hashes[SINGLE]}"`,
};
const page = (
  script,
  language,
) => `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>Check</title>
<script type="module" ${SCRIPTS[script]}></script>
<ongoing-conversations-report src="mock:?seed=7&conversations=60"></ongoing-conversations-report>`;
const TITLES = { en: 'Assign conversation', fr: 'Attribuer la conversation' };

const server = createServer(({ url }, response) => {
  const { pathname } = new URL(url, 'http://localhost');
  const [, script, language] = pathname.split('/');
  response.setHeader('Content-Security-Policy', POLICY);
  if (script in SCRIPTS && language in TITLES) {
    response.setHeader('Content-Type', 'text/html').end(page(script, language));
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
  for (const script of Object.keys(SCRIPTS))
    for (const [language, title] of Object.entries(TITLES)) await check(script, language, title);
  console.log('dist/cdn shows rows and opens a dialog, in English and in French, in chunks and as one file.');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await browser.close();
  server.close();
}

async function check(script, language, title) {
  const tab = await browser.newPage();
  const faults = [];
  tab.on('pageerror', ({ message }) => faults.push(message));
  tab.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await tab.goto(`http://localhost:${String(server.address().port)}/${script}/${language}`);
  await until(tab, "report.conversations.length > 0 && find('[role=grid] [data-conversation-id]')");
  await tab.evaluate(`(() => {
    const report = document.querySelector('ongoing-conversations-report');
    report.openAction('assign', [report.conversations.find(({ status }) => status === 'open').id]);
  })()`);
  await until(tab, `find('dialog[open] h2')?.textContent.includes(${JSON.stringify(title)})`);
  await until(tab, "find('dialog[open] ongoing-conversations-candidate-list [role=option]')");
  if (faults.length > 0) throw new Error(`${script}, ${language}: ${faults.join('\n')}`);
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
