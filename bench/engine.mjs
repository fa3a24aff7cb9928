// The engine alone, in plain Node: changes a second that are applied, ordered, filtered and counted, and how the cost of
// one grows with the number of rows. Run `npm run build` before; then `node --expose-gc bench/engine.mjs [rows…]`.
//
// The workload is that of the browser benchmark: each batch is what comes in 50 ms (rows ÷ 10 changes a second), 85 %
// updates (status 45 %, sentiment 40 %, agent 15 %), 8 % new, 7 % removed. After each batch the view is published and a
// screen of it is read. Rows are made before the clock starts; making them is the decoder's work.
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = process.env.DIST ?? resolve(import.meta.dirname, '../dist');
const load = (path) => import(pathToFileURL(`${dist}/src/${path}`).href);
const { ReportEngine } = await load('engine/report-engine.js');
const decoder = await load('data-source/decode-conversation.js');
const decode = decoder.decodeParsed ?? decoder.decodeConversation;
const asList = decoder.decodedList ?? ((rows) => rows);

const SCALES = process.argv.slice(2).map(Number);
const ROWS = SCALES.length > 0 ? SCALES : [1_000, 10_000, 100_000, 1_000_000];
const START = 1_767_225_600_000;
const MIN_CHANGES = 200_000;
const SCREEN = 30;

let seed = 42;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 4_294_967_296;
};
const pick = (list) => list[Math.floor(random() * list.length)];
const SENTIMENTS = [
  'very-negative',
  'negative',
  'slightly-negative',
  'neutral',
  'slightly-positive',
  'positive',
];
const STATUSES = ['open', 'active', 'active', 'active', 'waiting', 'wrap-up'];
const QUEUES = Array.from({ length: 20 }, (_, n) => ({ id: `q${n}`, name: `Queue ${n}`, type: 'messaging' }));
const AGENTS = Array.from({ length: 2_000 }, (_, n) => ({
  id: `a${n}`,
  name: `Agent ${n}`,
  presence: 'busy',
}));

const wire = (id, ver, now) => {
  const status = pick(STATUSES);
  const ago = Math.floor(random() * 3_600_000);
  return {
    id,
    ver,
    subject: `Subject of ${id}`,
    status,
    phase: status === 'active' ? 'in-conversation' : null,
    channel: 'chat',
    direction: 'inbound',
    queue: pick(QUEUES),
    agent: status === 'open' ? null : pick(AGENTS),
    customer: { id: `p-${id}`, name: `Customer of ${id}` },
    startedAt: now - ago,
    statusSince: now - ago,
    wait:
      status === 'open' ? { ms: 0, since: now - ago } : { ms: Math.floor(random() * 600_000), since: null },
    handle: status === 'open' ? null : { ms: 0, since: now - ago },
    sentiment: pick(SENTIMENTS),
    skills: [],
    transfers: 0,
  };
};

/** Batches of decoded rows, as a source would send them. */
function makeBatches(rows, count, size) {
  const ids = rows.map(({ id }) => id);
  const live = new Map(rows.map((row) => [row.id, row]));
  let next = rows.length;
  const batches = [];
  for (let batch = 0; batch < count; batch += 1) {
    const now = START + batch * 50;
    const upserts = [];
    const removes = [];
    for (let change = 0; change < size; change += 1) {
      const kind = random();
      if (kind < 0.08) {
        const row = decode(wire(`c${next++}`, 1, now));
        ids.push(row.id);
        live.set(row.id, row);
        upserts.push(row);
        continue;
      }
      const place = Math.floor(random() * ids.length);
      const id = ids[place];
      const row = live.get(id);
      if (kind < 0.15) {
        ids[place] = ids.at(-1);
        ids.pop();
        live.delete(id);
        removes.push({ id, version: row.version + 1, why: 'closed' });
        continue;
      }
      const part = random();
      const version = row.version + 1;
      const full = wire(id, version, now);
      const fresh = decode(full);
      const changed =
        part < 0.45
          ? {
              status: fresh.status,
              phase: fresh.phase,
              agent: fresh.agent,
              wait: fresh.wait,
              handle: fresh.handle,
              statusSince: now,
            }
          : part < 0.85
            ? { sentiment: fresh.sentiment }
            : { agent: fresh.agent };
      const after = Object.freeze({ ...row, ...changed, version });
      live.set(id, after);
      upserts.push(after);
    }
    batches.push({ type: 'delta', upserts: asList(upserts), removes, asOf: now });
  }
  return batches;
}

/** With PROFILE=folder: a CPU profile of the measured part. */
async function profile(count) {
  const folder = process.env.PROFILE;
  if (!folder) return () => undefined;
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.start');
  return async () => {
    const { profile: found } = await session.post('Profiler.stop');
    writeFileSync(`${folder}/engine-${count}.cpuprofile`, JSON.stringify(found));
    session.disconnect();
  };
}

async function measure(count) {
  seed = 42;
  const size = Math.max(1, Math.round(count / 10 / 20));
  const rounds = Math.max(20, Math.ceil(MIN_CHANGES / size));
  const rows = Array.from({ length: count }, (_, n) => decode(wire(`c${n}`, 1, START)));
  const batches = makeBatches(rows, rounds, size);
  let now = START;
  const frames = [];
  const time = { wall: () => now, monotonic: () => now, after: () => () => undefined };
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const engine = new ReportEngine({ time, frame: (callback) => (frames.push(callback), () => undefined) });
  let send;
  const source = {
    connect: () => ({
      subscribe: (observer) => ((send = (message) => observer.next(message)), () => undefined),
    }),
  };
  engine.connect(source, { windowHours: 24, queues: [], locale: 'en' });
  engine.setViewState({
    filters: { status: ['open', 'active', 'waiting'] },
    sort: [{ column: 'wait', direction: 'descending' }],
  });
  const paint = () => frames.splice(0).forEach((callback) => callback());
  paint();
  const snapshotStart = performance.now();
  send({ type: 'snapshot', conversations: asList([...rows]), asOf: now });
  paint();
  const snapshotMs = performance.now() - snapshotStart;
  globalThis.gc?.();
  const overhead = (process.memoryUsage().heapUsed - before) / count;
  const run = (from, to) => {
    for (let index = from; index < to; index += 1) {
      now += 50;
      send(batches[index]);
      // A source keeps no message that it sent.
      batches[index] = undefined;
      paint();
      engine.view.rows.slice(0, SCREEN);
    }
  };
  const warm = Math.floor(rounds / 4);
  run(0, warm);
  globalThis.gc?.();
  const stopProfile = await profile(count);
  const start = process.cpuUsage();
  run(warm, rounds);

  const { user, system } = process.cpuUsage(start);
  await stopProfile();
  const changes = (rounds - warm) * size;
  engine.disconnect();
  return { count, snapshotMs, overhead, perSecond: changes / ((user + system) / 1e6) };
}

console.log('rows        snapshot ms   overhead B/row   changes/s (CPU)   µs/change   × 1,000 rows');
let base = 0;
for (const count of ROWS) {
  const { snapshotMs, overhead, perSecond } = await measure(count);
  const micros = 1e6 / perSecond;
  base ||= micros;
  console.log(
    String(count).padEnd(12) +
      snapshotMs.toFixed(0).padStart(11) +
      overhead.toFixed(0).padStart(17) +
      Math.round(perSecond).toLocaleString('en').padStart(18) +
      micros.toFixed(2).padStart(12) +
      (micros / base).toFixed(2).padStart(15),
  );
}
