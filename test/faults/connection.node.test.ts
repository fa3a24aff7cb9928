/** Group A of the catalogue where bytes matter: real sockets through a proxy that does to them what networks do. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { Bench, delta, row, sendSnapshot } from '../data-source/web-socket/fixture.js';
import type { Recorder } from '../data-source/web-socket/recorder.js';
import { CentreBench } from './centre-bench.js';
import { assertSameRows } from './standing-checks.js';

/** Waits until the source says when it will try again; returns the delay. */
async function retryDelay(bench: Bench | CentreBench, recorder: Recorder, before?: number): Promise<number> {
  await recorder.until(() => {
    const retryAt = recorder.connection?.retryAt;
    return retryAt !== undefined && retryAt !== before;
  });
  return (recorder.connection?.retryAt ?? 0) - bench.environment.now();
}

/** Fails attempt after attempt for `ms`; returns when each of them began. */
async function attemptsFor(bench: Bench, recorder: Recorder, ms: number): Promise<number[]> {
  const { environment } = bench;
  const end = environment.now() + ms;
  const begun: number[] = [];
  for (;;) {
    const delay = await retryDelay(bench, recorder);
    if (environment.now() + delay > end) {
      environment.advance(end - environment.now());
      return begun;
    }
    const before = recorder.connection?.retryAt;
    environment.advance(delay);
    begun.push(environment.now());
    await retryDelay(bench, recorder, before);
  }
}

async function survivesHalfOpen(
  context: TestContext,
  ways: readonly ('toServer' | 'toClient')[],
): Promise<void> {
  const bench = await CentreBench.open(context);
  await bench.converged();
  const [first] = bench.proxy.connections;
  assert.ok(first);
  for (const way of ways) first[way].pause();
  bench.change(3);
  bench.environment.advance(24_999);
  assert.equal(bench.recorder.state, 'live');
  assert.equal(bench.environment.openSockets, 1);
  bench.environment.advance(1);
  assert.equal(bench.recorder.state, 'reconnecting');
  await bench.retry();
  await bench.converged();
  assert.equal(bench.environment.openSockets, 1);
}

describe('a connection through a faulty network', { timeout: 60_000 }, () => {
  it('A01 a port that is closed for 20 s: attempts keep to the backoff, and one comes soon after it opens', async (context) => {
    const bench = await Bench.open(context, { proxied: true });
    await bench.proxy?.refuse();
    const begunAt = bench.environment.now();
    const recorder = bench.connect();
    const attempts = await attemptsFor(bench, recorder, 20_000);
    assert.deepEqual(
      attempts.map((at) => at - begunAt),
      [500, 1_250, 2_500, 4_750, 9_000, 17_250],
    );
    assert.equal(bench.proxy?.accepted, 0);
    await bench.proxy.listen();
    bench.environment.advance(await retryDelay(bench, recorder));
    const { connection } = await bench.welcome();
    sendSnapshot(connection, [row('c-1')]);
    await recorder.untilState('live');
    assertSameRows(recorder.rows, [row('c-1')]);
  });

  it('A02 a connection that is never answered is given up after 10 s, and another one follows', async (context) => {
    const bench = await Bench.open(context, { proxied: true });
    assert.ok(bench.proxy);
    bench.proxy.swallows = true;
    const recorder = bench.connect();
    for (let time = 1; time <= 3; time += 1) {
      bench.environment.advance(9_999);
      assert.equal(bench.environment.sockets.length, time);
      assert.equal(bench.environment.openSockets, 1);
      bench.environment.advance(1);
      assert.equal(bench.environment.openSockets, 0);
      if (time < 3) bench.environment.advance(await retryDelay(bench, recorder));
    }
    bench.proxy.swallows = false;
    bench.environment.advance(await retryDelay(bench, recorder));
    const { connection } = await bench.welcome();
    sendSnapshot(connection, [row('c-1')]);
    await recorder.untilState('live');
  });

  it('A03 an upgrade that is answered with another status is tried again, whatever the status', async (context) => {
    const bench = await Bench.open(context, { proxied: true });
    assert.ok(bench.proxy);
    const page = '<title>Sign in</title>';
    let recorder: Recorder | null = null;
    const statuses = ['401 Unauthorized', '403 Forbidden', '404 Not Found', '500 Oops', '502 Bad Gateway', '503 Later', '302 Found']; // prettier-ignore
    for (const [index, status] of statuses.entries()) {
      bench.proxy.answer = `HTTP/1.1 ${status}\r\nLocation: /login\r\nContent-Length: ${page.length}\r\n\r\n${page}`;
      if (recorder) bench.environment.advance(await retryDelay(bench, recorder));
      recorder ??= bench.connect();
      await retryDelay(bench, recorder);
      assert.equal(bench.proxy.accepted, index + 1);
      assert.ok(
        ['connecting', 'reconnecting'].includes(recorder.state ?? ''),
        `${status}: ${recorder.state}`,
      );
    }
    assert.ok(recorder);
    assert.doesNotMatch(JSON.stringify(recorder.messages), /Sign in|login/);
    bench.proxy.answer = null;
    bench.environment.advance(await retryDelay(bench, recorder));
    const { connection } = await bench.welcome();
    sendSnapshot(connection, [row('c-1')]);
    await recorder.untilState('live');
  });

  it('A07 a reset in the middle of a frame: the source goes on from the last change it has, none lost or doubled', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    bench.change();
    await bench.converged();
    const first = bench.proxy.connections[0];
    assert.ok(first);
    const deltas = bench.recorder.of('delta').length;
    first.toClient.cutAfter(100);
    bench.change(2);
    await bench.recorder.untilState('reconnecting');
    assert.equal(bench.recorder.of('delta').length, deltas, 'half a change is none');
    await bench.retry();
    await bench.converged();
    assert.equal(bench.recorder.of('snapshot').length, 1);
    assert.equal(bench.relay.count('resume'), 0);
    assert.equal(bench.relay.fromClient.filter(({ resume }) => resume !== undefined).length, 1);
  });

  it('A09 a server that fails after each welcome, 30 times: delays grow, and it is never the end', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const delays: number[] = [];
    for (let time = 0; time < 30; time += 1) {
      const { connection } = await bench.welcome();
      connection.close(time % 2 === 0 ? 1011 : 4500);
      await connection.closed;
      delays.push(await retryDelay(bench, recorder));
      bench.environment.advance((delays.at(-1) ?? 0) - 1);
      assert.equal(bench.server.connections.length, time + 1, 'one connection for each delay');
      bench.environment.advance(1);
    }
    assert.deepEqual(delays.slice(0, 7), [500, 750, 1_250, 2_250, 4_250, 8_250, 15_250]);
    assert.deepEqual(new Set(delays.slice(7)), new Set([15_250]));
    const { connection } = await bench.welcome();
    sendSnapshot(connection, [row('c-1')]);
    await recorder.untilState('live');
  });

  it('A10 bytes stop both ways while the socket stays open: not live after 25 s, and a new connection has all rows', (context) =>
    survivesHalfOpen(context, ['toServer', 'toClient']));

  it('A12 bytes stop to the client while the socket stays open: not live after 25 s, and a new connection has all rows', (context) =>
    survivesHalfOpen(context, ['toClient']));

  it('A11 bytes stop to the server only: changes go on, a command is unknown and not done, and 25 s are the end', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    const [first] = bench.proxy.connections;
    assert.ok(first);
    first.toServer.pause();
    const outcome = bench.source.perform(bench.forceClose(bench.closable()), {
      signal: new AbortController().signal,
    });
    for (let second = 0; second < 24; second += 1) {
      bench.environment.advance(1_000);
      bench.change();
      await bench.converged();
    }
    assert.equal((await outcome).status, 'unknown');
    bench.environment.advance(1_000);
    assert.equal(bench.recorder.state, 'reconnecting');
    assert.equal(bench.server.journal.length, 0);
    await bench.retry();
    await bench.converged();
    first.reset();
    assert.equal(bench.server.journal.length, 0, 'what waited on the way is gone with it');
  });

  it('A13 a link that breaks after each welcome and a change, 50 times: the rate falls to the cap', async (context) => {
    const bench = await Bench.open(context);
    bench.environment.chance = 0.99;
    const recorder = bench.connect();
    const delays: number[] = [];
    for (let time = 0; time < 50; time += 1) {
      const { connection } = await bench.welcome({ resumed: time > 0 });
      if (time === 0) sendSnapshot(connection, [row('c-1')]);
      connection.send(delta(10 + time, 11 + time, { up: [row('c-1', 2 + time)] }));
      await recorder.until(() => recorder.rows.get('c-1')?.version === 2 + time);
      bench.environment.advance(5_000);
      connection.terminate();
      delays.push(await retryDelay(bench, recorder));
      bench.environment.advance(delays.at(-1) ?? 0);
    }
    for (const [index, delay] of delays.entries()) assert.ok(delay >= (delays[index - 1] ?? 0));
    assert.deepEqual(new Set(delays.slice(7)), new Set([29_950]));
    assertSameRows(recorder.rows, [row('c-1', 51)]);
  });

  it('A17 the browser says offline and is wrong: a question answered keeps the link, without another connection', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    bench.environment.page.signal('network');
    assert.equal(bench.recorder.state, 'stale', 'commands are off until it is answered');
    await bench.recorder.untilState('live');
    bench.change();
    await bench.converged();
    assert.equal(bench.proxy.accepted, 1);
    assert.equal(bench.recorder.of('snapshot').length, 1);
  });

  it('A18 what a socket that was given up does later changes nothing, and the live one closes in the end', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    const [first] = bench.proxy.connections;
    assert.ok(first);
    first.toClient.pause();
    bench.change(2);
    bench.environment.advance(25_000);
    await bench.retry();
    await bench.converged();
    const told = bench.recorder.messages.length;
    const [given, current] = bench.environment.sockets;
    assert.ok(given && current);
    const closed = new Promise((resolve) => given.addEventListener('close', resolve));
    // All that waited comes now: two changes, and the answer to the close.
    first.toClient.resume();
    await closed;
    assert.equal(bench.recorder.messages.length, told);
    assert.equal(bench.recorder.state, 'live');
    assert.equal(current.readyState, 1);
    bench.change();
    await bench.converged();
    bench.recorder.stop();
    await new Promise((resolve) => current.addEventListener('close', resolve));
    assert.equal(bench.environment.openSockets, 0);
  });

  it('A21 a captive portal in place of the ticket: tried again, and nothing of its page is told', async (context) => {
    let isCaptured = true;
    const portal = createServer((_, response) => {
      response.setHeader('Content-Type', isCaptured ? 'text/html' : 'application/json');
      response.end(isCaptured ? '<h1>Welcome to Grand Hotel</h1>' : '{"ticket":"good"}');
    });
    portal.listen(0, '127.0.0.1');
    await once(portal, 'listening');
    context.after(() => portal.close());
    const { port } = portal.address() as AddressInfo;
    const bench = await Bench.open(context, {
      tokenProvider: async () => {
        const response = await fetch(`http://127.0.0.1:${port}/ticket`);
        return ((await response.json()) as { ticket: string }).ticket;
      },
    });
    const recorder = bench.connect();
    for (let time = 0; time < 3; time += 1) bench.environment.advance(await retryDelay(bench, recorder));
    assert.equal(bench.environment.sockets.length, 0);
    await retryDelay(bench, recorder);
    assert.equal(recorder.state, 'connecting');
    assert.doesNotMatch(JSON.stringify(recorder.messages), /Hotel|Unexpected token/);
    isCaptured = false;
    bench.environment.advance(await retryDelay(bench, recorder));
    const { connection, hello } = await bench.welcome();
    assert.deepEqual(hello['auth'], { scheme: 'ticket', token: 'good' });
    sendSnapshot(connection, [row('c-1')]);
    await recorder.untilState('live');
    portal.closeAllConnections();
  });

  it('A23 ten minutes without a change: never 30 s of silence for which a proxy would cut', async (context) => {
    const bench = await Bench.open(context, { proxied: true });
    const { recorder, connection } = await bench.live();
    const [through] = bench.proxy?.connections ?? [];
    assert.ok(through);
    const spoke = { toServer: bench.environment.now(), toClient: bench.environment.now() };
    let passed = { toServer: through.toServer.passed, toClient: through.toClient.passed };
    for (let second = 0; second < 600; second += 1) {
      const pings = connection.count('ping');
      bench.environment.advance(1_000);
      // A ping is on its way if one was due; its answer tells the time.
      const answers = recorder.of('clock').length;
      if ((second + 1) % 15 === 0) {
        while (connection.count('ping') === pings) await connection.next('ping');
        await recorder.until(() => recorder.of('clock').length > answers);
      }
      const now = { toServer: through.toServer.passed, toClient: through.toClient.passed };
      for (const way of ['toServer', 'toClient'] as const) {
        if (now[way] > passed[way]) spoke[way] = bench.environment.now();
        assert.ok(bench.environment.now() - spoke[way] < 30_000, `${way} was silent`);
      }
      passed = now;
    }
    assert.deepEqual(recorder.states, ['connecting', 'live']);
    assert.equal(bench.server.connections.length, 1);
  });
});
