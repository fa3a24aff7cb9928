// npm run test:visual                        every story in every look, against the pictures that were accepted
// npm run test:visual -- STORY…              only these, by the beginnings of their ids
// npm run test:visual -- --accept [STORY…]   takes what they look like now as accepted
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import puppeteer from 'puppeteer-core';
import { build, preview } from 'vite';
import { chromiumArguments, ensureChromium } from './chromium.mjs';
import { compare, develop, fingerprint } from './visual/darkroom.mjs';
import { LOOKS, SHEET } from './visual/looks.mjs';
import { openStillPage } from './visual/still-page.mjs';

process.chdir(resolve(import.meta.dirname, '..'));

const ACCEPTED = join('test', 'visual');
const MADE_WITH = join(ACCEPTED, 'made-with.json');
/** Where a picture goes that differs: accepted, the differences, now. */
const DIFFERENCES = 'visual';

/** These show what a server does, which keeps its own time. */
const LIVE = /^reference-server--/;

const { values, positionals } = parseArgs({
  options: { accept: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const { accept } = values;

await build({ logLevel: 'warn' });
const demo = await preview({ logLevel: 'warn', preview: { port: 0 } });
const address = demo.resolvedUrls.local[0];
const executablePath = ensureChromium();
const launch = () => puppeteer.launch({ executablePath, args: chromiumArguments });
// Each with a window of its own: a page that is not in front draws nothing.
const browsers = await Promise.all([launch(), launch()]);
const totals = { passed: 0, failed: 0 };
try {
  await main();
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  await demo.close();
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed > 0 ? 1 : 0);

async function main() {
  const rooms = await Promise.all(browsers.map((browser) => browser.newPage()));
  await Promise.all(rooms.map((room) => room.goto(address)));
  const machine = await rooms[0].evaluate(fingerprint);
  const all = await storyIds(rooms[0]);
  await Promise.all(rooms.map((room) => room.goto('about:blank')));
  if (accept) prepare(all, machine);
  else if (!isSameMachine(machine)) return;

  rmSync(DIFFERENCES, { recursive: true, force: true });
  const waiting = all.filter(
    (id) => positionals.length === 0 || positionals.some((beginning) => id.startsWith(beginning)),
  );
  if (waiting.length === 0) throw new Error(`No story begins with ${positionals.join(' or ')}.`);
  await Promise.all(
    browsers.map(async (browser, index) => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        await look(id, browser, rooms[index]);
      }
    }),
  );
}

async function look(id, browser, room) {
  const problems = [];
  const pictures = [];
  for (const { name, size, query, features } of LOOKS) {
    const page = await openStillPage(browser, {
      url: `${address}?story=${id}&${query}&bare`,
      size,
      features,
      onProblem: (text) => problems.push(`${name}: ${text}`),
    });
    pictures.push(await page.picture());
    await page.close();
  }
  const sheet = await room.evaluate(develop, SHEET, pictures);
  const path = join(ACCEPTED, `${id}.webp`);
  if (accept) writeFileSync(path, sheet, 'base64');
  else if (!existsSync(path))
    problems.push(`no picture was accepted yet; npm run test:visual -- --accept ${id}`);
  else {
    const { different, picture } = await room.evaluate(compare, readFileSync(path, 'base64'), sheet);
    if (different > 0) {
      mkdirSync(DIFFERENCES, { recursive: true });
      const shown = join(DIFFERENCES, `${id}.png`);
      writeFileSync(shown, picture, 'base64');
      problems.push(`${different} pixels differ, see ${shown}; npm run test:visual -- --accept ${id}`);
    }
  }
  totals[problems.length > 0 ? 'failed' : 'passed'] += 1;
  console.log(`${problems.length > 0 ? '✖' : '✔'} ${id}`);
  for (const problem of problems) console.log(`    ${problem}`);
}

/** The pictures of stories that are gone go too. */
function prepare(all, machine) {
  mkdirSync(ACCEPTED, { recursive: true });
  for (const file of readdirSync(ACCEPTED)) {
    if (file.endsWith('.webp') && !all.includes(file.slice(0, -'.webp'.length))) rmSync(join(ACCEPTED, file));
  }
  writeFileSync(MADE_WITH, `${JSON.stringify(machine, null, 2)}\n`);
}

/** Another browser or other fonts draw every letter a little differently, which says nothing about the report. */
function isSameMachine({ browser, letters }) {
  const made = JSON.parse(readFileSync(MADE_WITH, 'utf8'));
  if (made.browser === browser && made.letters === letters) return true;
  console.log(
    `Not compared: the pictures were accepted with Chromium ${made.browser} and letters ${made.letters}, ` +
      `here are ${browser} and ${letters}.`,
  );
  return false;
}

async function storyIds(page) {
  const ids = await page.evaluate(() => {
    const links = (tree) =>
      [...tree.querySelectorAll('*')].flatMap((element) => [
        ...(element.matches('a[href*="story="]') ? [element.href] : []),
        ...(element.shadowRoot ? links(element.shadowRoot) : []),
      ]);
    return links(globalThis.document).map((href) => new URL(href).searchParams.get('story'));
  });
  return [...new Set(ids)].filter((id) => !LIVE.test(id));
}
