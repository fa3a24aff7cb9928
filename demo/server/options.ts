/** How the reference server is started. */
import type { Acceptance } from '../../src/data-source/mock/simulation/index.js';

/** What a user may do, as the wire names it: `true`, `false`, or the reason why not. */
export type Can = Readonly<Record<string, boolean | string>>;

export interface Account {
  readonly id: string;
  readonly name: string;
  /** Proves who asks over HTTP: as a bearer token or in the cookie `session`. */
  readonly session: string;
  readonly can?: Can;
  /** Ids of the queues this user may see; all when left out. */
  readonly queues?: readonly string[];
}

export interface ServerOptions {
  /** 0 lets the system choose. Default 8787. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly seed?: number;
  readonly conversations?: number;
  /** Changes of rows a second. */
  readonly rate?: number;
  readonly agents?: number;
  readonly acceptance?: Partial<Acceptance>;
  /** Server time at the start, epoch ms. Default: now. */
  readonly startTime?: number;
  /** `optional` (default): who comes from this very machine without any proof is the demo supervisor. */
  readonly auth?: 'optional' | 'required';
  readonly accounts?: readonly Account[];
  /** Origins that may use it beside those of this machine. */
  readonly origins?: readonly string[];
  /** Ms between two batches of changes. Default 150. */
  readonly batchEvery?: number;
  readonly limits?: Partial<Limits>;
  /** Tells the developer what went wrong: codes, never rows or tokens. */
  readonly report?: (event: string) => void;
}

/** All times in ms. */
export interface Limits {
  /** Rows of a page. */
  readonly page: number;
  /** UTF-16 units that a frame should not exceed; a client may ask for less. */
  readonly frame: number;
  /** Bytes of a frame or a body that comes in. */
  readonly inbound: number;
  readonly helloDeadline: number;
  readonly heartbeatEvery: number;
  readonly heartbeatGrace: number;
  readonly markEvery: number;
  /** Operations kept of a stream for those who resume. */
  readonly log: number;
  /** How long a stream is kept while nobody uses it. */
  readonly streamIdle: number;
  /** Operations that a client may be behind with `flow`. */
  readonly flowLag: number;
  /** Bytes that may wait to be sent. */
  readonly unsent: number;
  /** How long a slow client has to take the `reset`. */
  readonly slowGrace: number;
  /** How long a client has to answer a close. */
  readonly closeGrace: number;
  readonly commandsPerMinute: number;
  readonly messagesPerSecond: number;
  readonly connectionsPerUser: number;
  readonly transcriptsPerConnection: number;
  readonly ticketLifetime: number;
  readonly sessionLifetime: number;
  /** How long before its end a session is told that it ends. */
  readonly sessionWarning: number;
}

export const DEFAULT_LIMITS: Limits = {
  page: 250,
  frame: 262_144,
  inbound: 65_536,
  helloDeadline: 5_000,
  heartbeatEvery: 15_000,
  heartbeatGrace: 10_000,
  markEvery: 30_000,
  log: 10_000,
  streamIdle: 300_000,
  flowLag: 5_000,
  unsent: 4_194_304,
  slowGrace: 10_000,
  closeGrace: 2_000,
  commandsPerMinute: 240,
  messagesPerSecond: 1_000,
  connectionsPerUser: 50,
  transcriptsPerConnection: 20,
  ticketLifetime: 30_000,
  sessionLifetime: 3_600_000,
  sessionWarning: 60_000,
};
