/** The polling source at the reference server, with a relay of answers in between; time is the test's, sockets are real. */
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  startReferenceServer,
  type ReferenceServer,
  type ServerOptions,
} from '../../demo/server/reference-server.js';
import { wireRow } from '../../demo/server/wire-row.js';
import { PollingDataSource, type PollingOptions } from '../../src/data-source/polling/index.js';
import { SCOPE, Watch } from '../data-source/polling/fixture.js';
import { ManualPlatform } from '../data-source/polling/manual-platform.js';
import { HttpRelay } from './http-relay.js';
import { assertSameRows, StandingChecks } from './standing-checks.js';

export class SocketPlatform extends ManualPlatform {
  relay: HttpRelay | null = null;
  /** Bodies that are being read. */
  #reading = 0;

  override async fetch(url: string, init: RequestInit): Promise<Response> {
    const response = await super.fetch(url, init);
    const { body, status, headers } = response;
    if (!body) return response;
    this.#reading += 1;
    const done = (): void => void (this.#reading -= 1);
    const reader = body.getReader();
    const counted = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { value, done: isOver } = await reader.read();
        if (!isOver) {
          controller.enqueue(value);
          return;
        }
        done();
        controller.close();
      },
      async cancel(reason) {
        done();
        await reader.cancel(reason);
      },
    });
    return new Response(counted, { status, headers });
  }

  /** Until all requests are answered, those that the relay keeps waiting excepted. */
  override async rest(): Promise<void> {
    for (let quiet = 0; quiet < 4;) {
      await pause(1);
      const { hanging = 0, isBusy = false } = this.relay ?? {};
      quiet = isBusy || this.#reading > 0 || this.inFlight > hanging ? 0 : quiet + 1;
    }
  }
}

export class PollBench {
  readonly platform: ManualPlatform;
  readonly server: ReferenceServer;
  readonly relay: HttpRelay;
  readonly source: PollingDataSource;
  readonly watch: Watch;
  readonly #checks: StandingChecks;

  private constructor(parts: Parts, options: PollingOptions) {
    const { platform, server, relay, checks } = parts;
    this.platform = platform;
    this.server = server;
    this.relay = relay;
    this.#checks = checks;
    this.source = new PollingDataSource(relay.url, { ...options, platform });
    this.watch = new Watch(this.source, SCOPE, checks);
  }

  /** Subscribes; nothing happens before time passes. The centre moves only when the test says so. */
  static async open(
    context: TestContext,
    serverOptions: ServerOptions = {},
    options: PollingOptions = {},
  ): Promise<PollBench> {
    const platform = new SocketPlatform();
    const checks = new StandingChecks(context, () => platform.monotonic());
    platform.witness = checks;
    const server = await startReferenceServer({
      port: 0,
      seed: 7,
      conversations: 200,
      rate: 100,
      startTime: platform.now(),
      batchEvery: 3_600_000,
      ...serverOptions,
    });
    const relay = await HttpRelay.start(server.url);
    platform.relay = relay;
    const bench = new PollBench({ platform, server, relay, checks }, options);
    context.after(() => bench.#close());
    return bench;
  }

  /** Questions in order, without the tokens. */
  get questions(): string[] {
    return this.relay.requests.map(({ question }) => question.split('=')[0] ?? '');
  }

  change(): void {
    this.server.control.advance(200);
  }

  pass(ms: number): Promise<void> {
    return this.platform.pass(ms);
  }

  /** Lets intervals pass until the source is live with the rows of the server (S1); at most `intervals`. */
  async converged(intervals = 3): Promise<void> {
    await this.pass(0);
    for (let interval = 0; interval < intervals && !this.#isThere(); interval += 1) await this.pass(5_000);
    const rows = new Map(this.watch.conversations.map((row) => [row.id, row]));
    assertSameRows(rows, [...this.server.world.conversations()].map(wireRow));
  }

  #isThere(): boolean {
    const expected = [...this.server.world.conversations()].map(({ id, version }) => `${id}@${version}`);
    return this.watch.state === 'live' && expected.sort().join() === this.watch.rows.join();
  }

  async #close(): Promise<void> {
    const { platform, relay, server } = this;
    this.watch.stop();
    await platform.rest();
    try {
      const { timers, inFlight, respectsSignals } = platform;
      const listeners = platform.page.listeners.size;
      // A `fetch` that knows nothing of abortion goes on.
      this.#checks.end({ timers, listeners, connections: respectsSignals ? inFlight : 0 });
    } finally {
      await relay.stop();
      await server.close();
    }
  }
}

interface Parts {
  readonly platform: ManualPlatform;
  readonly server: ReferenceServer;
  readonly relay: HttpRelay;
  readonly checks: StandingChecks;
}
