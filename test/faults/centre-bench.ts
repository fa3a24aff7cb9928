/**
 * The socket source at the reference server, with a TCP proxy and a relay of messages in between. The rows of the
 * server are known, so that a case can end with "the same rows" (S1), and so is its journal of commands (S4).
 */
import type { TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import {
  startReferenceServer,
  type ReferenceServer,
  type ServerOptions,
} from '../../demo/server/reference-server.js';
import { wireRow } from '../../demo/server/wire-row.js';
import type { Command } from '../../src/data-source/data-source.js';
import { WebSocketDataSource, type WebSocketOptions } from '../../src/data-source/web-socket/index.js';
import type { Conversation } from '../../src/model/conversation.js';
import { digestOf } from '../data-source/web-socket/fixture.js';
import { ManualEnvironment } from '../data-source/web-socket/manual-environment.js';
import { Recorder, SCOPE } from '../data-source/web-socket/recorder.js';
import { FrameRelay } from './frame-relay.js';
import { assertSameRows, StandingChecks } from './standing-checks.js';
import { TcpProxy } from './tcp-proxy.js';
import { watchLink } from './watch-link.js';

export class CentreBench {
  readonly environment: ManualEnvironment;
  readonly server: ReferenceServer;
  readonly relay: FrameRelay;
  readonly proxy: TcpProxy;
  readonly source: WebSocketDataSource;
  readonly recorder: Recorder;
  readonly #checks: StandingChecks;

  private constructor(parts: Parts, options: WebSocketOptions) {
    const { environment, server, relay, proxy, checks } = parts;
    this.environment = environment;
    this.server = server;
    this.relay = relay;
    this.proxy = proxy;
    this.#checks = checks;
    this.source = new WebSocketDataSource(`ws://127.0.0.1:${proxy.port}/conversations`, {
      ...options,
      environment: environment.parts,
    });
    this.recorder = new Recorder(this.source.connect(SCOPE), checks.subscriber());
  }

  /** Subscribes at once. The centre moves only when the test says so. */
  static async open(
    context: TestContext,
    serverOptions: ServerOptions = {},
    options: WebSocketOptions = {},
  ): Promise<CentreBench> {
    const environment = new ManualEnvironment();
    const checks = new StandingChecks(context, environment.monotonic);
    const server = await startReferenceServer({
      port: 0,
      seed: 7,
      conversations: 300,
      rate: 100,
      batchEvery: 3_600_000,
      ...serverOptions,
      limits: { page: 100, markEvery: 3_600_000, ...serverOptions.limits },
    });
    watchLink(environment, checks, () => server.world.now);
    const relay = await FrameRelay.start(server.webSocketUrl);
    const proxy = await TcpProxy.start(relay.port);
    const bench = new CentreBench({ environment, server, relay, proxy, checks }, options);
    context.after(() => bench.#close());
    return bench;
  }

  /** Comes back as soon as it is so, with the server sending what is due meanwhile. */
  async until(done: () => boolean): Promise<void> {
    while (!done()) {
      this.server.control.flush();
      await pause(2);
    }
  }

  /** Something happens in the centre; what changed is sent as one delta each time. */
  change(times = 1): void {
    for (let time = 0; time < times; time += 1) this.server.control.advance(200);
  }

  /** Comes back when the source is live with the rows of the server (S1). */
  async converged(): Promise<void> {
    const { recorder, server } = this;
    const isThere = (): boolean => {
      const rows = [...server.world.conversations()];
      return (
        recorder.state === 'live' &&
        rows.length === recorder.rows.size &&
        rows.every(({ id, version }) => recorder.rows.get(id)?.version === version)
      );
    };
    await this.until(isThere);
    assertSameRows(recorder.rows, [...server.world.conversations()].map(wireRow));
  }

  /** The mark that the server would send now. */
  mark(): object {
    const rows = [...this.server.world.conversations()].map(wireRow);
    return { type: 'mark', ...this.relay.position, count: rows.length, digest: digestOf(rows) };
  }

  /** Waits until the source says when it will try again, and lets so much time pass. */
  async retry(): Promise<void> {
    const { recorder, environment } = this;
    await recorder.until(() => recorder.connection?.retryAt !== undefined);
    environment.advance((recorder.connection?.retryAt ?? 0) - environment.now());
  }

  /** Closing this conversation, as a supervisor who sees it now would. */
  forceClose({ id, version }: Conversation): Command {
    return {
      key: crypto.randomUUID(),
      action: 'force-close',
      conversationId: id,
      ifVersion: version,
      notAfter: this.server.world.now + 15_000,
      reason: 'spam',
    };
  }

  /** A conversation that may be closed. */
  closable(): Conversation {
    const row = [...this.recorder.rows.values()].find(({ status }) => status === 'active');
    if (!row) throw new Error('No active conversation.');
    return row;
  }

  async #close(): Promise<void> {
    const { environment, server, relay, proxy } = this;
    this.recorder.stop();
    await new Promise((resolve) => setImmediate(resolve));
    try {
      for (const { at, command } of server.journal) {
        this.#checks.executed({ key: command.key, at, notAfter: command.notAfter });
      }
      const listeners = environment.page.listeners.size;
      this.#checks.end({ timers: environment.timers, listeners, connections: environment.openSockets });
    } finally {
      await proxy.stop();
      await relay.stop();
      await server.close();
    }
  }
}

interface Parts {
  readonly environment: ManualEnvironment;
  readonly server: ReferenceServer;
  readonly relay: FrameRelay;
  readonly proxy: TcpProxy;
  readonly checks: StandingChecks;
}
