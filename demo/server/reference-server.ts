/**
 * The reference server: the project's protocol around a simulated contact centre, in one process and without storage.
 * It shows what a back end has to do, and gives tests something real to talk to.
 */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { SUBPROTOCOL } from '../../src/data-source/wire/wire-messages.js';
import { Simulation } from '../../src/data-source/mock/simulation/index.js';
import { Answers } from './answers.js';
import { CommandDesk } from './command-desk.js';
import type { JournalEntry } from './command-desk.js';
import { Connection } from './connection.js';
import type { ServerContext } from './context.js';
import { ServerControl } from './control.js';
import { Endings } from './endings.js';
import type { Follower } from './follower.js';
import { HttpApi } from './http-api.js';
import { DEFAULT_LIMITS } from './options.js';
import type { ServerOptions } from './options.js';
import { isLocal, Origins } from './origins.js';
import { StreamRegistry } from './stream-registry.js';
import { Users } from './users.js';

export interface ReferenceServer {
  /** The collection over HTTP, e.g. `http://127.0.0.1:8787/conversations`. */
  readonly url: string;
  /** The same as a socket. */
  readonly webSocketUrl: string;
  readonly port: number;
  /** The contact centre behind it. */
  readonly world: Simulation;
  readonly control: ServerControl;
  /** Commands in the order in which they were carried out. */
  readonly journal: readonly JournalEntry[];
  /** Says goodbye to everybody and ends. `spreadMs`: over how long clients shall spread their return. */
  close(options?: { readonly retryAfterMs?: number; readonly spreadMs?: number }): Promise<void>;
}

export { type Account, type Can, type Limits, type ServerOptions } from './options.js';

const PATH = '/conversations';
const DEFAULT_PORT = 8787;
const DEFAULT_BATCH = 150;
/** Ms between two looks for streams that nobody uses. */
const SWEEP = 30_000;
/** Ms that clients have to close after the goodbye. */
const FAREWELL = 500;

export async function startReferenceServer(options: ServerOptions = {}): Promise<ReferenceServer> {
  const context = makeContext(options);
  const { world } = context;
  const connections = new Set<Follower>();
  const control = new ServerControl(context, connections);
  const api = new HttpApi(context, connections);
  const http = createServer((request, response) => void api.handle(request, response));
  const sockets = new WebSocketServer({
    noServer: true,
    // Compression next to secrets tells their length.
    perMessageDeflate: false,
    maxPayload: context.limits.inbound,
    handleProtocols: () => SUBPROTOCOL,
  });

  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refusalOf(request, context);
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const connection = new Connection(webSocket, context, {
        origin: request.headers.origin ?? null,
        isLocal: isLocal(request),
        connectionsOf: (user) => [...connections].filter((other) => other.user === user).length,
      });
      connections.add(connection);
      webSocket.on('close', () => connections.delete(connection));
    });
  });

  const batches = setInterval(() => {
    context.catchUp();
    control.flush();
  }, options.batchEvery ?? DEFAULT_BATCH);
  const sweeps = setInterval(() => {
    context.streams.sweep();
  }, SWEEP);

  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port ?? DEFAULT_PORT, host, resolve);
  });
  const { port } = http.address() as AddressInfo;
  const authority = `${host.includes(':') ? `[${host}]` : host}:${String(port)}${PATH}`;

  return {
    url: `http://${authority}`,
    webSocketUrl: `ws://${authority}`,
    port,
    world,
    control,
    journal: context.desk.journal,
    async close({ retryAfterMs = 500, spreadMs = 8_000 } = {}) {
      clearInterval(batches);
      clearInterval(sweeps);
      control.flush();
      for (const connection of connections) {
        connection.send({ type: 'bye', code: 'restart', reconnect: true, retryAfterMs, spreadMs });
        connection.close(1012, 'restart');
      }
      const cut = setTimeout(() => {
        control.dropSockets();
        http.closeAllConnections();
      }, FAREWELL);
      context.streams.close();
      context.endings.close();
      http.closeIdleConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
      clearTimeout(cut);
    },
  };
}

function makeContext(options: ServerOptions): ServerContext {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { accounts, auth, origins, report } = options;
  const world = new Simulation({ ...options, startTime: options.startTime ?? Date.now() });
  let ranUntil = performance.now();
  return {
    world,
    limits,
    origins: new Origins(origins ?? []),
    users: new Users(accounts ?? [], auth ?? 'optional', limits, () => world.now),
    streams: new StreamRegistry(world, limits),
    desk: new CommandDesk(world),
    answers: new Answers(),
    endings: new Endings(world),
    report: report ?? (() => undefined),
    catchUp: () => {
      const now = performance.now();
      world.advance(now - ranUntil);
      ranUntil = now;
    },
  };
}

/** Why a socket is not opened, as a status line, or null. */
function refusalOf(request: IncomingMessage, { origins }: ServerContext): string | null {
  if (new URL(request.url ?? '/', 'http://localhost').pathname !== PATH) return '404 Not Found';
  if (!origins.admits(request)) return '403 Forbidden';
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.includes(SUBPROTOCOL) ? null : '400 Bad Request';
}
