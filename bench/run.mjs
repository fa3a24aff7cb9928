// The benchmark: builds the page, measures all contestants in turns, prints and keeps the tables. See README.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { launch } from './runner/browser.mjs';
import { buildPage } from './runner/build.mjs';
import { measure } from './runner/measure.mjs';
import { readOptions } from './runner/options.mjs';
import { tables } from './runner/report.mjs';
import { serve } from './runner/server.mjs';

const {
  contestants,
  scales,
  repeat,
  seconds,
  trace,
  dist,
  browser: path,
} = readOptions(process.argv.slice(2));
const folder = await buildPage({ dist, readable: trace !== undefined });
const server = await serve(folder);
let browser = await launch(path);
const version = await browser.version();
const results = {};

try {
  for (const scale of scales) {
    results[scale] = Object.fromEntries(contestants.map((name) => [name, []]));
    for (let round = 0; round < repeat; round += 1) {
      for (const name of rotated(contestants, round)) await run(name, scale, round);
    }
  }
} finally {
  await browser.close();
  server.close();
}
report();

/** In turns and each time in another order, so that what the machine does beside this meets all of them alike. */
function rotated(names, by) {
  const first = by % names.length;
  return [...names.slice(first), ...names.slice(0, first)];
}

async function run(contestant, scale, round) {
  // Whoever was blocked twice will not get better.
  const before = results[scale][contestant];
  if (before.length > 0 && before.every(isBlocked)) return;
  const figures = await measure(browser, server, { contestant, scale, seconds, trace });
  before.push(figures);
  console.log(`${scale} ${round + 1}/${repeat} ${contestant.padEnd(12)} ${summary(figures)}`);
  if (!isBlocked(figures)) return;
  // A renderer that hangs would disturb the next one.
  browser.process()?.kill('SIGKILL');
  browser = await launch(path);
}

function isBlocked(figures) {
  return ['first', 'live', 'scroll'].some((phase) => /blocked|timed out/.test(figures[phase]?.wrong ?? ''));
}

function summary({ first, live, scroll, heapMb }) {
  const wrong = [first, live, scroll].find((phase) => phase?.wrong)?.wrong;
  const number = (value, digits = 1) => (typeof value === 'number' ? value.toFixed(digits) : '–');
  return [
    `first ${number(first?.ms, 0)} ms`,
    `live ${number(live?.busy)} % (CPU ${number(live?.main)} %)`,
    `paint ${number(live?.paintP50, 0)}/${number(live?.paintP99, 0)} ms`,
    `scroll ${number(scroll?.busy)} % (CPU ${number(scroll?.main)} %)`,
    `heap ${number(heapMb)} MB`,
    ...(wrong ? [`WRONG: ${wrong}`] : []),
  ].join(', ');
}

function report() {
  const machine = `${version}, Node ${process.versions.node}, ${cpus().length} cores`;
  const text = `${machine}; medians of ${repeat}, ${seconds} s a phase.\n\n${tables(results)}`;
  console.log(`\n${text}`);
  if (trace) return;
  const target = resolve(import.meta.dirname, 'results');
  mkdirSync(target, { recursive: true });
  writeFileSync(
    resolve(target, 'latest.json'),
    `${JSON.stringify({ machine, repeat, seconds, results }, null, 1)}\n`,
  );
  writeFileSync(resolve(target, 'latest.md'), text);
}
