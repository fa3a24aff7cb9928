/** A hub whose methods the test carries out call by call, and a source in front of it whose time the test has in hand. */
import type { TestContext } from 'node:test';
import type { Command } from '../../../src/data-source/data-source.js';
import { SignalRDataSource, type SignalROptions } from '../../../src/data-source/signal-r/index.js';
import type { WatchRequest } from '../../../src/data-source/signal-r/watch-request.js';
import { ManualEnvironment, START } from '../web-socket/manual-environment.js';
import { Recorder, SCOPE } from '../web-socket/recorder.js';
import { CountedClient } from './counted-client.js';
import { HubServer, type HubCall } from './hub-server.js';

export const row = (id: string, ver: number, more: object = {}): object => ({
  ...{ id, ver, subject: `Subject of ${id}`, status: 'active', channel: 'chat' },
  ...{ startedAt: START, statusSince: START, wait: { ms: 0, since: null }, handle: { ms: 0, since: START } },
  ...more,
});

export const command = (more: Partial<Command> = {}): Command => ({
  ...{ key: 'key-1', action: 'force-close', conversationId: 'c-1', ifVersion: 1 },
  ...{ notAfter: START + 15_000, reason: 'spam', ...more },
});

export const never = (): { signal: AbortSignal } => ({ signal: new AbortController().signal });

export const delta = (from: number, seq: number, more: object): object => ({
  ...{ type: 'delta', epoch: 'e-1', from, seq, at: START + seq, ...more },
});

export class ScriptedHub {
  readonly server: HubServer;
  readonly clock = new ManualEnvironment();
  readonly client = new CountedClient();
  readonly source: SignalRDataSource;
  /** Calls to `Time` are not answered. */
  isMute = false;
  readonly #context: TestContext;
  readonly #calls: HubCall[];
  readonly #waiting: Map<string, (call: HubCall) => void>;
  readonly #wakers = new Set<() => void>();

  private constructor(context: TestContext, server: HubServer, options: SignalROptions) {
    this.#context = context;
    this.server = server;
    this.#calls = [];
    this.#waiting = new Map();
    const { now, monotonic, random, after } = this.clock;
    this.source = new SignalRDataSource(server.url, {
      ...options,
      platform: {
        ...{ load: this.client.load, now, monotonic, random, after },
        watch: (wake) => {
          this.#wakers.add(wake);
          return () => this.#wakers.delete(wake);
        },
        ...options.platform,
      },
    });
  }

  static async start(context: TestContext, options: SignalROptions = {}): Promise<ScriptedHub> {
    const server = await HubServer.start((call) => hub.#take(call));
    const hub = new ScriptedHub(context, server, options);
    context.after(() => server.close());
    return hub;
  }

  /** What the source holds: timers, listeners, sockets. */
  get held(): number {
    return this.clock.timers + this.#wakers.size + this.client.openSockets;
  }

  record(): Recorder {
    const recorder = new Recorder(this.source.connect(SCOPE));
    this.#context.after(() => recorder.stop());
    return recorder;
  }

  wake(): void {
    for (const wake of this.#wakers) wake();
  }

  /** The next call of a method, when it comes. */
  next(method: string): Promise<HubCall> {
    const index = this.#calls.findIndex((call) => call.method === method);
    const [call] = index < 0 ? [] : this.#calls.splice(index, 1);
    if (call) return Promise.resolve(call);
    return new Promise((resolve) => this.#waiting.set(method, resolve));
  }

  /** Calls of a method that nobody took. */
  left(method: string): number {
    return this.#calls.filter((call) => call.method === method).length;
  }

  /** A source that is live with these rows at position 10. */
  async live(rows: readonly object[] = [row('c-1', 1)]) {
    const recorder = this.record();
    const watch = await this.next('Watch');
    sendSnapshot(watch, rows);
    await recorder.untilState('live');
    return { recorder, watch };
  }

  /** The source waits to try again: it does now. */
  async retry(recorder: Recorder): Promise<HubCall> {
    await recorder.untilState('reconnecting');
    this.clock.advance((recorder.connection?.retryAt ?? 0) - this.clock.now());
    return this.next('Watch');
  }

  #take(call: HubCall): void {
    if (call.method === 'Time') {
      if (!this.isMute) call.complete(START + 3_600_000);
      return;
    }
    const resolve = this.#waiting.get(call.method);
    this.#waiting.delete(call.method);
    if (resolve) resolve(call);
    else this.#calls.push(call);
  }
}

export function greet(watch: HubCall, more: object = {}): void {
  watch.item({ type: 'welcome', v: 1, stream: 's-1', epoch: 'e-1', now: START + 3_600_000, ...more });
}

export function sendSnapshot(watch: HubCall, rows: readonly object[], welcome: object = {}): void {
  greet(watch, { digest: 'fnv2x32', ...welcome });
  watch.item({ type: 'snap.begin', snap: 'n-1', epoch: 'e-1', seq: 10, total: rows.length });
  watch.item({ type: 'snap.page', snap: 'n-1', n: 1, rows, next: null });
  watch.item({ type: 'snap.end', snap: 'n-1', pages: 1, count: rows.length, until: 10 });
}

export const requestOf = (watch: HubCall): WatchRequest => watch.argument as WatchRequest;
