import type { TestContext } from 'node:test';
import type { Command } from '../../../src/data-source/data-source.js';
import { Replica } from '../../../src/data-source/wire/replica.js';
import { WebSocketDataSource, type WebSocketOptions } from '../../../src/data-source/web-socket/index.js';
import { StandingChecks } from '../../faults/standing-checks.js';
import { TcpProxy } from '../../faults/tcp-proxy.js';
import { watchLink } from '../../faults/watch-link.js';
import { ManualEnvironment, START } from './manual-environment.js';
import { Recorder, SCOPE } from './recorder.js';
import { ScriptedServer, type Message, type ServerConnection } from './scripted-server.js';

export { SCOPE, START };

/** A row on the wire. */
export function row(id: string, ver = 1, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    ver,
    status: 'open',
    channel: 'chat',
    subject: `Subject of ${id}`,
    startedAt: START,
    ...fields,
  };
}

interface Surroundings {
  /** Puts a TCP proxy in between. */
  readonly proxied?: boolean;
  /** The time of the server, epoch ms; by default half a second ahead of the client. */
  readonly serverClock?: (environment: ManualEnvironment) => number;
}

const ahead = (environment: ManualEnvironment): number => environment.now() + 500;

interface Parts {
  readonly environment: ManualEnvironment;
  readonly server: ScriptedServer;
  readonly proxy: TcpProxy | null;
  readonly checks: StandingChecks;
  readonly serverNow: () => number;
}

/** The digest of rows as a server computes it. */
export function digestOf(rows: readonly Record<string, unknown>[]): string {
  const replica = new Replica();
  replica.apply({ up: rows }, 'replay');
  return replica.digest;
}

export function command(fields: Partial<Command> = {}): Command {
  return {
    key: 'key-1',
    action: 'force-close',
    conversationId: 'c-1',
    ifVersion: 1,
    notAfter: START + 15_000,
    reason: 'spam',
    ...fields,
  };
}

/**
 * A source, its surroundings and the server it talks to. When the test is over, all subscribers leave and the standing
 * checks are made.
 */
export class Bench {
  readonly environment: ManualEnvironment;
  readonly server: ScriptedServer;
  /** Between the two, if the test asked for it. */
  readonly proxy: TcpProxy | null;
  readonly source: WebSocketDataSource;
  readonly #serverNow: () => number;
  readonly #checks: StandingChecks;
  readonly #recorders: Recorder[] = [];
  readonly #others: (() => void)[] = [];

  private constructor(
    { environment, server, proxy, checks, serverNow }: Parts,
    { environment: surroundings, ...options }: WebSocketOptions,
  ) {
    this.environment = environment;
    this.server = server;
    this.proxy = proxy;
    this.#checks = checks;
    this.#serverNow = serverNow;
    this.source = new WebSocketDataSource(proxy ? `ws://127.0.0.1:${proxy.port}/conversations` : server.url, {
      ...options,
      environment: { ...environment.parts, ...surroundings },
    });
  }

  static async open(
    context: TestContext,
    { proxied = false, serverClock = ahead, ...options }: WebSocketOptions & Surroundings = {},
  ): Promise<Bench> {
    const environment = new ManualEnvironment();
    const checks = new StandingChecks(context, environment.monotonic);
    const serverNow = (): number => serverClock(environment);
    watchLink(environment, checks, serverNow);
    const server = await ScriptedServer.start(serverNow);
    const proxy = proxied ? await TcpProxy.start(Number(new URL(server.url).port)) : null;
    const bench = new Bench({ environment, server, proxy, checks, serverNow }, options);
    context.after(() => bench.#close());
    return bench;
  }

  connect(scope = SCOPE): Recorder {
    const recorder = new Recorder(this.source.connect(scope), this.#checks.subscriber());
    this.#recorders.push(recorder);
    return recorder;
  }

  /** Another subscriber leaves as well before the checks are made. */
  leaves(leave: () => void): void {
    this.#others.push(leave);
  }

  async #close(): Promise<void> {
    const { environment, server, proxy } = this;
    for (const recorder of this.#recorders) recorder.stop();
    for (const leave of this.#others) leave();
    await new Promise((resolve) => setImmediate(resolve));
    try {
      const listeners = environment.page.listeners.size;
      this.#checks.end({ timers: environment.timers, listeners, connections: environment.openSockets });
    } finally {
      await proxy?.stop();
      await server.stop();
    }
  }

  /** Accepts the next connection and says welcome. */
  async welcome(
    fields: Record<string, unknown> = {},
  ): Promise<{ connection: ServerConnection; hello: Message }> {
    const connection = await this.server.next();
    const hello = await connection.next('hello');
    connection.send({
      type: 'welcome',
      v: 1,
      stream: 's-1',
      epoch: 'e-1',
      resumed: false,
      now: this.#serverNow(),
      hb: { every: 15_000, grace: 10_000 },
      digest: 'fnv2x32',
      ...fields,
    });
    return { connection, hello };
  }

  /** Brings a new subscriber to live with these rows at this position. */
  async live(
    rows: readonly Record<string, unknown>[] = [row('c-1')],
    seq = 10,
    fields: Record<string, unknown> = {},
  ): Promise<{ recorder: Recorder; connection: ServerConnection; hello: Message }> {
    const recorder = this.connect();
    const { connection, hello } = await this.welcome(fields);
    sendSnapshot(connection, rows, { seq });
    await recorder.untilState('live');
    return { recorder, connection, hello };
  }
}

/** Sends a whole snapshot in one page. */
export function sendSnapshot(
  connection: ServerConnection,
  rows: readonly Record<string, unknown>[],
  { snap = 'n-1', epoch = 'e-1', seq = 10 } = {},
): void {
  connection.send({ type: 'snap.begin', snap, stream: 's-1', epoch, seq, total: rows.length });
  connection.send({ type: 'snap.page', snap, n: 1, rows, next: null });
  connection.send({ type: 'snap.end', snap, pages: 1, count: rows.length, until: seq });
}

export function delta(from: number, seq: number, operations: Record<string, unknown>, epoch = 'e-1'): object {
  return { type: 'delta', epoch, from, seq, at: START + seq, ...operations };
}
