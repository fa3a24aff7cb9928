/** A24: sockets that are blocked, polling in their place, and the way back, at one reference server. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startReferenceServer, type ReferenceServer } from '../../demo/server/reference-server.js';
import { wireRow } from '../../demo/server/wire-row.js';
import { FallbackDataSource } from '../../src/data-source/fallback/index.js';
import { PollingDataSource } from '../../src/data-source/polling/index.js';
import { WebSocketDataSource } from '../../src/data-source/web-socket/index.js';
import { ManualEnvironment } from '../data-source/web-socket/manual-environment.js';
import { Recorder, SCOPE } from '../data-source/web-socket/recorder.js';
import { HttpRelay } from './http-relay.js';
import { SocketPlatform } from './poll-bench.js';
import { assertSameRows, StandingChecks } from './standing-checks.js';
import { TcpProxy } from './tcp-proxy.js';
import { watchLink } from './watch-link.js';

interface FallbackBench {
  readonly server: ReferenceServer;
  readonly proxy: TcpProxy;
  readonly relay: HttpRelay;
  readonly environment: ManualEnvironment;
  readonly source: FallbackDataSource;
  readonly recorder: Recorder;
  /** Lets time pass for both sources, second by second. */
  readonly pass: (seconds: number) => Promise<void>;
  /** Comes back when the rows are those of the server (S1). */
  readonly converged: () => Promise<void>;
}

async function open(context: TestContext): Promise<FallbackBench> {
  const environment = new ManualEnvironment();
  const platform = new SocketPlatform();
  const checks = new StandingChecks(context, environment.monotonic);
  const server = await startReferenceServer({
    port: 0,
    seed: 7,
    conversations: 100,
    rate: 5,
    startTime: platform.now(),
    batchEvery: 3_600_000,
  });
  const proxy = await TcpProxy.start(server.port);
  const relay = await HttpRelay.start(server.url);
  platform.relay = relay;
  platform.witness = { heard: () => checks.heard(), look: () => undefined };
  watchLink(environment, checks, () => server.world.now);
  const socket = new WebSocketDataSource(`ws://127.0.0.1:${proxy.port}/conversations`, {
    environment: environment.parts,
  });
  const polling = new PollingDataSource(relay.url, { platform });
  const source = new FallbackDataSource(socket, polling, { after: environment.after });
  const recorder = new Recorder(source.connect(SCOPE), checks.subscriber());
  context.after(async () => {
    recorder.stop();
    await platform.rest();
    try {
      const timers = environment.timers + platform.timers;
      const listeners = environment.page.listeners.size + platform.page.listeners.size;
      checks.end({ timers, listeners, connections: environment.openSockets + platform.inFlight });
    } finally {
      await proxy.stop();
      await relay.stop();
      await server.close();
    }
  });
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      environment.advance(1_000);
      await platform.pass(1_000);
      server.control.advance(1_000);
    }
  };
  const converged = async (): Promise<void> => {
    const versions = (): string => [...server.world.conversations()].map(({ id, version }) => `${id}@${version}`).sort().join(); // prettier-ignore
    const shown = (): string => [...recorder.rows.values()].map(({ id, version }) => `${id}@${version}`).sort().join(); // prettier-ignore
    while (recorder.state !== 'live' || versions() !== shown()) {
      server.control.flush();
      await pause(2);
    }
    assertSameRows(recorder.rows, [...server.world.conversations()].map(wireRow));
  };
  return { server, proxy, relay, environment, source, recorder, pass, converged };
}

describe('a source with a fallback', { timeout: 90_000 }, () => {
  it('A24 takes polling after five failed attempts, tries the socket every five minutes, and takes it back', async (context) => {
    const { proxy, relay, recorder, pass, converged, environment } = await open(context);
    await proxy.refuse();
    await pass(3);
    assert.ok(environment.sockets.length < 5);
    assert.equal(relay.requests.length, 0, 'not before the fifth');
    await pass(10);
    assert.equal(environment.sockets.length, 5);
    assert.equal(recorder.diagnosed('fallback'), 1);
    await pass(10);
    assert.equal(recorder.state, 'live');
    await pass(6);
    assert.equal(environment.sockets.length, 5, 'it is not tried meanwhile');
    // Still blocked at the first try, which nobody sees.
    const states = recorder.states.length;
    await pass(285);
    assert.equal(environment.sockets.length, 6);
    assert.equal(recorder.states.length, states);
    await proxy.listen();
    const snapshots = recorder.of('snapshot').length;
    const before = relay.requests.length;
    await pass(310);
    assert.equal(environment.openSockets, 1);
    assert.equal(recorder.of('snapshot').length, snapshots + 1, 'the rows of the one in place of the other');
    const polled: number = relay.requests.length;
    assert.ok(polled > before);
    await pass(30);
    assert.equal(relay.requests.length, polled, 'polling has ended');
    await converged();
    assert.deepEqual(
      recorder.of('diagnostic').map(({ code }) => code),
      ['fallback'],
    );
  });

  it('A24 a command goes by the way that is used, once, also when it changes', async (context) => {
    const { proxy, recorder, pass, server, source } = await open(context);
    await proxy.refuse();
    await pass(30);
    assert.equal(recorder.state, 'live');
    const row = [...recorder.rows.values()].find(({ status }) => status === 'active');
    assert.ok(row);
    const command = {
      key: crypto.randomUUID(),
      action: 'force-close',
      conversationId: row.id,
      ifVersion: server.world.conversation(row.id)?.version ?? row.version,
      notAfter: server.world.now + 15_000,
      reason: 'spam',
    } as const;
    const { signal } = new AbortController();
    assert.equal((await source.perform(command, { signal })).status, 'done');
    await proxy.listen();
    await pass(310);
    assert.equal((await source.outcome(command.key, { signal })).status, 'done');
    assert.equal(server.journal.length, 1);
  });
});
