/**
 * Fills a bucket with a simulated contact centre and answers commands, until Ctrl-C: `npm run demo:nats`. The server is
 * started beside it with the configuration in this folder; see `docs/nats.md`.
 */
import { wsconnect } from '@nats-io/nats-core';
import { WebSocket } from 'ws';
import { NatsCentre } from './nats-centre.js';

const { NATS_URL = 'ws://127.0.0.1:9222', NATS_USER = 'backend', NATS_PASSWORD = 'demo' } = process.env;
/** Ms between two batches of changes. */
const BATCH = 150;

const connection = await wsconnect({
  servers: NATS_URL,
  user: NATS_USER,
  pass: NATS_PASSWORD,
  maxReconnectAttempts: -1,
  // Node has a WebSocket of its own only from 22 on.
  wsFactory: (url) =>
    Promise.resolve({
      socket: new WebSocket(url) as unknown as globalThis.WebSocket,
      encrypted: url.startsWith('wss:'),
    }),
});
const centre = await NatsCentre.start(connection, { bucket: 'conversations', subjects: 'conversations' });
console.log(`${centre.world.size} conversations are in the bucket; Ctrl-C ends it.`);

let ranUntil = performance.now();
const timer = setInterval(() => {
  const now = performance.now();
  const passed = now - ranUntil;
  ranUntil = now;
  void centre.advance(passed);
}, BATCH);

process.once('SIGINT', () => {
  clearInterval(timer);
  centre.stop();
  // There may be no server any more.
  connection.drain().catch(() => process.exit());
});
