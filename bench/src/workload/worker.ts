/**
 * The server, in a worker: whatever the page does, texts leave in time, and a blocked page gets them late and all at
 * once. All texts are made before anything is measured; while it is, they are only posted.
 */
import type { Request, Reply } from './link.js';
import { expectationOf } from './oracle.js';
import { BATCH_EVERY, SCALES } from './scales.js';
import { World } from './world.js';

const PAGE = 500;
const SEED = 20_260;
/**
 * 50 ms are three frames: sent evenly, all deltas of a run would meet the same moment of a frame, in each run another
 * one. So they are spread over a frame.
 */
const FRAME = 17;
const STEP = 5;
const EPOCH = 'e-1';
const STREAM = 's-1';
const SNAP = 'n-1';

let world: World;
let rate = 0;
let socket: MessagePort;
let pages: string[] = [];
let deltas: string[] = [];
let startsAt = 0;
let pagesSent = 0;
let pagesInAll = 0;
let seq = 0;
let firstPageAt = 0;

const reply = (message: Reply): void => self.postMessage(message);
/** Comparable between page and worker, unlike `performance.now()`. */
const clock = (): number => performance.timeOrigin + performance.now();

self.onmessage = ({ data, ports }: MessageEvent<Request>) => {
  switch (data.type) {
    case 'open':
      open(data.scale, ports[0]!);
      break;
    case 'generate':
      generate(data.seconds);
      break;
    case 'start':
      void post();
      break;
    case 'expect':
      reply({ type: 'expected', expectation: expectationOf(world.rows, Date.now()), firstPageAt });
  }
};

function open(scale: string, port: MessagePort): void {
  const { rows, rate: perSecond } = SCALES[scale]!;
  rate = perSecond;
  world = new World(rows, Date.now(), SEED);
  for (let from = 0; from < rows; from += PAGE) {
    const some = world.rows.slice(from, from + PAGE);
    const next = from + PAGE < rows ? some.at(-1)!.id : null;
    pages.push(JSON.stringify({ type: 'snap.page', snap: SNAP, n: from / PAGE + 1, rows: some, next }));
  }
  pagesInAll = pages.length;
  socket = port;
  socket.onmessage = ({ data }: MessageEvent<string>) => hear(JSON.parse(data) as Record<string, unknown>);
  reply({ type: 'opened' });
}

function hear(message: Record<string, unknown>): void {
  const now = Date.now();
  if (message['type'] === 'hello') {
    const hb = { every: 60_000, grace: 60_000 };
    const limits = { frame: 1_048_576, page: PAGE, cmdPerMin: 60 };
    const can = { view: true, assign: true, transfer: true, monitor: true, 'force-close': true };
    send({
      type: 'welcome',
      v: 1,
      stream: STREAM,
      epoch: EPOCH,
      resumed: false,
      head: 0,
      now,
      hb,
      limits,
      can,
      canRev: 1,
    });
    send({ type: 'snap.begin', snap: SNAP, stream: STREAM, epoch: EPOCH, seq, total: world.rows.length });
    firstPageAt = clock();
    sendPage();
  } else if (message['type'] === 'page') {
    sendPage();
  } else if (message['type'] === 'ping') {
    send({ type: 'pong', n: message['n'], t: message['t'], now });
  }
}

function sendPage(): void {
  const text = pages[pagesSent];
  if (text === undefined) return;
  socket.postMessage(text);
  pagesSent += 1;
  if (pagesSent < pagesInAll) return;
  send({ type: 'snap.end', snap: SNAP, pages: pagesInAll, count: world.rows.length, until: seq });
  pages = [];
}

/** Makes the deltas of a phase. They carry the times at which they will be sent, which is a guess at how long this takes. */
function generate(seconds: number): void {
  const count = Math.round((seconds * 1000) / BATCH_EVERY);
  startsAt = Date.now() + 300 + count * rate * 0.003;
  deltas = [];
  for (let n = 0; n < count; n += 1) {
    const at = Math.round(startsAt + n * BATCH_EVERY);
    const batch = world.change((rate * BATCH_EVERY) / 1000, at);
    const from = seq;
    seq += batch.up.length + batch.patch.length + batch.rm.length;
    deltas.push(JSON.stringify({ type: 'delta', epoch: EPOCH, from, seq, at, ...batch }));
  }
  setTimeout(() => reply({ type: 'generated' }), Math.max(0, startsAt - Date.now()));
}

/** Posts each delta at its time after the start; a timer that came late does not delay the next ones. */
async function post(): Promise<void> {
  const start = clock();
  const posted: number[] = [];
  for (const [n, text] of deltas.entries()) {
    const left = start + n * BATCH_EVERY + ((n * STEP) % FRAME) - clock();
    if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
    posted.push(clock());
    socket.postMessage(text);
  }
  deltas = [];
  setTimeout(() => reply({ type: 'posted', posted }), BATCH_EVERY);
}

function send(message: object): void {
  socket.postMessage(JSON.stringify(message));
}
