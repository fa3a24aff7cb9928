// Does parsing and decoding belong into a worker? The same texts are read on the main thread, and in a worker that posts
// the decoded rows. Run `npm run build` before; then `node bench/worker.mjs [1k|10k|100k …]`. See README.md.
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { launch } from './runner/browser.mjs';
import { buildPage } from './runner/build.mjs';
import { heapMb, usage } from './runner/cpu.mjs';
import { serve } from './runner/server.mjs';

const SCALES = process.argv.length > 2 ? process.argv.slice(2) : ['1k', '100k'];
const WAYS = ['main', 'worker'];
const REPEAT = 3;
const SECONDS = 3;

const page = 'src/in-worker/page.html';
const folder = await buildPage({ dist: resolve(import.meta.dirname, '../dist'), readable: false, page });
const server = await serve(folder);
const browser = await launch(process.env.CHROME_PATH);
const results = [];

try {
  for (const scale of SCALES) {
    const runs = { main: [], worker: [] };
    for (let round = 0; round < REPEAT; round += 1) {
      for (const way of round % 2 ? WAYS.toReversed() : WAYS) {
        const figures = await measure(way, scale);
        runs[way].push(figures);
        console.log(
          scale,
          way,
          JSON.stringify(figures, (_, value) => value?.toFixed?.(1) ?? value),
        );
      }
    }
    results.push(...WAYS.map((way) => ({ scale, way, runs: runs[way] })));
  }
  console.log(`\n${await browser.version()}, ${cpus().length} cores; medians of ${REPEAT}.\n\n${table()}`);
} finally {
  await browser.close();
  server.close();
}

/** One run in a fresh page. */
async function measure(way, scale) {
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  tab.on('pageerror', (error) => console.error(error));
  const client = await tab.createCDPSession();
  await client.send('Performance.enable');
  const call = (name, ...args) => tab.evaluate((name, args) => window.bench[name](...args), name, args);
  const watched = async (name) => {
    const before = await usage(client);
    const found = await call(name);
    const after = await usage(client);
    const ms = (what) => 1000 * (after[what] - before[what]);
    return { found, wall: ms('at'), busy: ms('busy'), main: ms('main'), renderer: ms('renderer') };
  };
  await tab.goto(`${server.origin}/${page}`);
  const startMs = await call('open', way, scale);
  const snapshot = await watched('snapshot');
  await call('generate', SECONDS);
  const live = await watched('live');
  const pageMb = await heapMb(client);
  const decoder = tab.workers().find((worker) => worker.url().includes('decoder'));
  const workerMb = decoder ? await heapMb(decoder.client) : 0;
  const rows = await call('check');
  if (typeof rows === 'string') throw new Error(`${way} at ${scale}: ${rows}`);
  await context.close();
  const share = (what) => (100 * live[what]) / live.wall;
  return {
    startMs,
    completeMs: snapshot.found,
    mainMs: snapshot.main,
    busyMs: snapshot.busy,
    rendererMs: snapshot.renderer,
    main: share('main'),
    busy: share('busy'),
    renderer: share('renderer'),
    delay: median(live.found),
    pageMb,
    workerMb,
  };
}

function table() {
  const columns = [
    ['start of worker ms', 'startMs', 0],
    ['snapshot: complete ms', 'completeMs', 0],
    ['main CPU ms', 'mainMs', 0],
    ['renderer CPU ms', 'rendererMs', 0],
    ['live: main CPU %', 'main', 2],
    ['busy %', 'busy', 2],
    ['renderer CPU %', 'renderer', 2],
    ['delay p50 ms', 'delay', 1],
    ['heap MB, page', 'pageMb', 1],
    ['worker', 'workerMb', 1],
  ];
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [
    line(['scale', 'read in', ...columns.map(([head]) => head)]),
    line(['---', '---', ...columns.map(() => '---:')]),
    ...results.map(({ scale, way, runs }) =>
      line([
        scale,
        way,
        ...columns.map(([, name, digits]) => median(runs.map((run) => run[name])).toFixed(digits)),
      ]),
    ),
  ].join('\n');
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
