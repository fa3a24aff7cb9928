import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bench, delta, row, SCOPE, sendSnapshot } from './fixture.js';
import type { ServerConnection } from './scripted-server.js';

/** Lets microtasks run. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('one source', { timeout: 20_000 }, () => {
  it('does nothing before it is subscribed to', async (context) => {
    const bench = await Bench.open(context);
    const messages$ = bench.source.connect(SCOPE);
    assert.ok(messages$);
    assert.equal(bench.environment.sockets.length, 0);
    assert.equal(bench.environment.timers, 0);
  });

  it('A26 serves several subscribers over one connection, late ones from what it knows', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([row('c-1')], 10, {
      can: { assign: false },
      canRev: 1,
    });
    connection.send(delta(10, 11, { up: [row('c-2')] }));
    await connection.roundTrip();
    const late = bench.connect();
    assert.deepEqual(
      late.messages.map(({ type }) => type),
      ['clock', 'permissions', 'snapshot', 'connection'],
    );
    assert.equal(late.state, 'live');
    assert.deepEqual(late.versions, { 'c-1': 1, 'c-2': 1 });
    recorder.stop();
    await turn();
    connection.send(delta(11, 12, { up: [row('c-3')] }));
    await connection.roundTrip();
    assert.equal(late.rows.size, 3);
    assert.equal(recorder.rows.size, 2);
    assert.equal(bench.server.connections.length, 1);
    late.stop();
    assert.equal(await connection.closed, 1000);
    assert.equal(bench.environment.timers, 0);
    assert.equal(bench.environment.page.listeners.size, 0);
  });

  it('H12 keeps its connection when a subscriber leaves and comes back in one task', async (context) => {
    const bench = await Bench.open(context);
    const { recorder } = await bench.live();
    recorder.stop();
    const back = bench.connect();
    await turn();
    assert.equal(back.state, 'live');
    assert.equal(bench.server.open, 1);
    assert.equal(bench.server.connections.length, 1);
  });

  it('opens another connection for another scope', async (context) => {
    const bench = await Bench.open(context);
    await bench.live();
    bench.connect({ windowHours: 8, queues: ['q-1'], locale: 'fr' });
    const { hello } = await bench.welcome();
    const { filter } = hello['view'] as { filter: unknown };
    assert.deepEqual(filter, { queues: ['q-1'], windowHours: 8 });
  });

  it('knows nothing any more after the last subscriber left', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    recorder.stop();
    await connection.closed;
    const next = bench.connect();
    const { hello } = await bench.welcome();
    assert.equal('resume' in hello, false);
    assert.equal(next.of('snapshot').length, 0);
  });

  it('reads again when asked to', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    for (let time = 0; time < 100; time += 1) bench.source.refresh('user');
    await connection.next('snapshot');
    sendSnapshot(connection, [row('c-2')], { snap: 'n-2', seq: 20 });
    await recorder.untilState('live');
    await connection.roundTrip();
    assert.equal(connection.count('snapshot'), 1);
    bench.source.refresh('wake');
    await connection.next('ping');
  });

  const stages: [string, (bench: Bench) => Promise<ServerConnection | null>][] = [
    ['the token', () => Promise.resolve(null)],
    ['the opening', async () => { await turn(); return null; }],
    ['the greeting', async (bench) => {
      const connection = await bench.server.next();
      await connection.next('hello');
      return connection;
    }],
    ['a snapshot', async (bench) => {
      const { connection } = await bench.welcome();
      connection.send({ type: 'snap.begin', snap: 'n-1', stream: 's-1', epoch: 'e-1', seq: 1 });
      await connection.roundTrip();
      return connection;
    }],
    ['a gap', async (bench) => {
      const { connection } = await bench.welcome();
      sendSnapshot(connection, []);
      connection.send(delta(20, 21, {}));
      await connection.next('resume');
      return connection;
    }],
    ['a probe', async (bench) => {
      const { connection } = await bench.welcome();
      sendSnapshot(connection, []);
      await connection.roundTrip();
      bench.environment.page.signal('network');
      return connection;
    }],
    ['the wait for another try', async (bench) => {
      const connection = await bench.server.next();
      connection.terminate();
      await turn();
      await turn();
      return null;
    }],
    ['a pause', async (bench) => {
      await turn();
      bench.environment.page.signal('frozen');
      return null;
    }],
  ]; // prettier-ignore
  for (const [name, reach] of stages) {
    it(`A19 leaves nothing behind when it is left during ${name}`, async (context) => {
      const bench = await Bench.open(context, { tokenProvider: () => Promise.resolve('token') });
      const recorder = bench.connect();
      const connection = await reach(bench);
      const hellos = connection?.count('hello') ?? 0;
      recorder.stop();
      await turn();
      assert.equal(bench.environment.timers, 0);
      assert.equal(bench.environment.page.listeners.size, 0);
      if (connection) {
        assert.equal(await connection.closed, 1000);
        assert.equal(connection.count('hello'), hellos);
      }
      const told = recorder.messages.length;
      bench.environment.advance(60_000);
      assert.equal(recorder.messages.length, told);
      for (const socket of bench.environment.sockets) assert.notEqual(socket.readyState, 1);
    });
  }
});
