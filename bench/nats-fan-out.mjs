// How many supervisors one NATS server feeds: N connections that each watch the whole bucket over WebSocket, M changes a
// second, all on this machine. Watchers and publisher share one process, which is the first to be busy.
//
//   node bench/nats-fan-out.mjs --watchers 200 --rate 20 --seconds 10 --rows 500
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Kvm } from '@nats-io/kv';
import { wsconnect } from '@nats-io/nats-core';
import { WebSocket } from 'ws';

const { values } = parseArgs({
  options: {
    watchers: { type: 'string', default: '200' },
    rate: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '10' },
    rows: { type: 'string', default: '500' },
    port: { type: 'string', default: '9333' },
  },
});
const [watchers, rate, seconds, rows, port] = ['watchers', 'rate', 'seconds', 'rows', 'port'].map((name) =>
  Number(values[name]),
);
/** Ms between two batches of changes. */
const BATCH = 100;

const folder = mkdtempSync(join(tmpdir(), 'nats-bench-'));
const configuration = join(folder, 'nats-server.conf');
writeFileSync(
  configuration,
  `listen: "127.0.0.1:-1"
jetstream { store_dir: "${folder}" }
websocket { listen: "127.0.0.1:${port}", no_tls: true }`,
);
const server = spawn('nats-server', ['-c', configuration], { stdio: ['ignore', 'ignore', 'pipe'] });
await new Promise((resolve) =>
  server.stderr.on('data', (data) => data.toString().includes('Server is ready') && resolve()),
);

const connect = () =>
  wsconnect({
    servers: `ws://127.0.0.1:${port}`,
    reconnect: false,
    wsFactory: (url) => Promise.resolve({ socket: new WebSocket(url), encrypted: false }),
  });

const row = (index) =>
  JSON.stringify({
    id: `c-${index}`,
    sentAt: Date.now(),
    subject: 'Card charged twice',
    status: 'active',
    phase: 'in-conversation',
    channel: 'voice',
    direction: 'inbound',
    queue: { id: 'q1', name: 'Billing', type: 'messaging' },
    workstream: { id: 'w1', name: 'Billing chat' },
    agent: { id: 'a1', name: 'Marc Dubois', presence: 'busy' },
    customer: { id: 'p9', name: 'Priya Raman' },
    startedAt: Date.now() - 60_000,
    wait: { ms: 48_000, since: null },
    handle: { ms: 120_000, since: Date.now() },
    skills: [{ id: 's1', name: 'French', level: 3 }],
    monitoredBy: [],
  });

const backEnd = await connect();
const bucket = await new Kvm(backEnd).create('conversations');
for (let index = 0; index < rows; index += 1) await bucket.put(`c-${index}`, row(index));

const delays = [];
let isMeasuring = false;
const connections = [];

async function watch() {
  const connection = await connect();
  connections.push(connection);
  const watcher = await (await new Kvm(connection).open('conversations')).watch();
  return new Promise((filled) => {
    (async () => {
      for await (const entry of watcher) {
        if (entry.delta === 0) filled();
        if (isMeasuring) delays.push(Date.now() - entry.json().sentAt);
      }
    })();
  });
}

const begun = performance.now();
// In groups, as people sign in, not all in one instant.
for (let done = 0; done < watchers; done += 25) {
  const group = Array.from({ length: Math.min(25, watchers - done) }, watch);
  await Promise.all(group);
}
const filledIn = performance.now() - begun;

const cpuTime = () => {
  const fields = readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ');
  // Ticks of 10 ms in user and kernel mode.
  return (Number(fields[11]) + Number(fields[12])) * 10;
};
const memory = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))[1]) / 1024;

isMeasuring = true;
const [cpuBefore, ownBefore] = [cpuTime(), process.cpuUsage()];
let sent = 0;
const started = performance.now();
while (performance.now() - started < seconds * 1000) {
  const due = Math.floor(((performance.now() - started) / 1000) * rate);
  const batch = [];
  for (; sent < due; sent += 1) {
    const index = Math.floor(Math.random() * rows);
    batch.push(bucket.put(`c-${index}`, row(index)));
  }
  await Promise.all([...batch, new Promise((resolve) => setTimeout(resolve, BATCH))]);
}
const lasted = performance.now() - started;
// What is on its way arrives.
await new Promise((resolve) => setTimeout(resolve, 1_000));
const own = process.cpuUsage(ownBefore);
const cpu = cpuTime() - cpuBefore;

delays.sort((a, b) => a - b);
const percentile = (share) => delays[Math.min(delays.length - 1, Math.floor(delays.length * share))];
console.log(`${cpus().length} × ${cpus()[0].model.trim()}, Node ${process.version}`);
console.log(
  `${watchers} watchers had ${rows} rows each after ${(filledIn / 1000).toFixed(1)} s (${Math.round((watchers * rows) / (filledIn / 1000))} rows/s)`,
);
console.log(
  `${sent} changes in ${(lasted / 1000).toFixed(1)} s: ${delays.length} of ${sent * watchers} deliveries came (${Math.round(delays.length / (lasted / 1000))}/s)`,
);
console.log(`delay ms: median ${percentile(0.5)}, 99 % ${percentile(0.99)}, most ${delays.at(-1)}`);
console.log(
  `CPU: server ${Math.round((cpu / lasted) * 100)} % of a core, watchers and publisher ${Math.round(((own.user + own.system) / 1000 / lasted) * 100)} %; server memory ${Math.round(memory())} MB`,
);

for (const connection of [...connections, backEnd]) void connection.close();
server.kill('SIGKILL');
await new Promise((resolve) => server.once('exit', resolve));
rmSync(folder, { recursive: true, force: true });
process.exit(0);
