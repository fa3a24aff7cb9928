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
// With a query, as pages name a file that they want to be fetched anew.
const CHUNKS = 'src="/ongoing-conversations-report.js?v=2"';
const WHOLE = `src="/${SINGLE}" integrity="${hashes[SINGLE]}"`;
const SCRIPTS = {
  chunks: [CHUNKS],
  single: [WHOLE],
  // A page with two copies: the second leaves the element to the first.
  both: [CHUNKS, WHOLE],
};
const page = (
  script,
  language,
) => `<!doctype html><html lang="${language}"><meta charset="utf-8"><title>Check</title>
${SCRIPTS[script].map((source) => `<script type="module" ${source}></script>`).join('')}
<ongoing-conversations-report src="mock:?seed=7&conversations=60"></ongoing-conversations-report>`;
const TITLES = { en: 'Assign conversation', fr: 'Attribuer la conversation' };

const server = createServer(({ url }, response) => {
  const { pathname } = new URL(url, 'http://localhost');
  const [, script, language] = pathname.split('/');
  // Each copy of Lit makes its own policy, of the same name.
  const policy = script === 'both' ? `${POLICY} 'allow-duplicates'` : POLICY;
  response.setHeader('Content-Security-Policy', policy);
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
  console.log(
    'dist/cdn shows rows and opens a dialog, in English and in French, in chunks, as one file and with both.',
  );
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
  const warnings = [];
  tab.on('pageerror', ({ message }) => faults.push(message));
  tab.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
    if (message.type() === 'warn') warnings.push(message.text());
  });
  await tab.goto(`http://localhost:${String(server.address().port)}/${script}/${language}`);
  await until(tab, "report.conversations.length > 0 && find('[role=grid] [data-conversation-id]')");
  await tab.evaluate(`(() => {
    const report = document.querySelector('ongoing-conversations-report');
    report.openAction('assign', [report.conversations.find(({ status }) => status === 'open').id]);
  })()`);
  await until(tab, `find('dialog[open] h2')?.textContent.includes(${JSON.stringify(title)})`);
  await until(tab, "find('dialog[open] ongoing-conversations-candidate-list [role=option]')");
  if (warnings.length !== SCRIPTS[script].length - 1) faults.push(`${warnings.length} warnings`);
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
