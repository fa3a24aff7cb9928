/** The link to a real server: killed, restarted, frozen, and not there at all. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { NatsOptions } from '../../../src/data-source/nats/index.js';
import { loadLibrary } from '../../../src/data-source/nats/library.js';
import type { Probe } from '../../../testing/conformance/probe.js';
import { Bucket, live, row, until, watch as watchServer } from './fixture.js';
import { ManualTimers } from './manual-timers.js';
import { NatsServer, noServer } from './nats-server.js';

describe('the link to a NATS server', { skip: noServer }, () => {
  let server: NatsServer;
  let bucket: Bucket;
  let probe: Probe | undefined;

  beforeEach(async () => {
    server = await NatsServer.start();
    bucket = await Bucket.of(server);
  });
  afterEach(async () => {
    probe?.leave();
    await server.end();
  });

  function watch(options: Partial<NatsOptions> = {}): ReturnType<typeof watchServer> {
    const watched = watchServer(server, options);
    probe = watched.probe;
    return watched;
  }

  test('a server that is killed and comes back is caught up with: changes, arrivals and ends', async () => {
    for (const id of ['c-1', 'c-2', 'c-3']) await bucket.put(row(id));
    watch();
    await live(probe!);
    await bucket.put(row('c-1', { subject: 'Just before' }));
    await server.kill();
    await until(() => probe!.state === 'reconnecting', 'reconnecting');
    assert.ok(!probe!.isLive);
    assert.equal(probe!.rows.size, 3, 'the rows of before stay');
    await server.run();
    // The back end is quicker than the report, or not: the rows are the same.
    bucket = await Bucket.of(server);
    await Promise.all([
      bucket.delete('c-2'),
      bucket.put(row('c-4')),
      bucket.put(row('c-3', { subject: 'Meanwhile' })),
    ]);
    await live(probe!);
    await until(() => [...probe!.rows.keys()].sort().join() === 'c-1,c-3,c-4', 'the rows of the bucket');
    assert.equal(probe!.rows.get('c-1')?.subject, 'Just before');
    await until(() => probe!.rows.get('c-3')?.subject === 'Meanwhile', 'what changed meanwhile');
    assert.deepEqual(probe!.violations('no-going-back'), []);
    assert.equal(probe!.errors.length + probe!.completions, 0);
  });

  test('what ended during the gap and left no marker is gone, too', async () => {
    for (const id of ['c-1', 'c-2']) await bucket.put(row(id));
    const timers = new ManualTimers();
    watch(timers.parts);
    await live(probe!);
    await server.kill();
    await until(() => probe!.state === 'reconnecting', 'reconnecting');
    await server.run();
    bucket = await Bucket.of(server);
    await bucket.forget('c-1');
    timers.advance(1_000);
    await live(probe!);
    assert.deepEqual([...probe!.rows.keys()], ['c-2']);
  });

  test('a server that is not there at the start is waited for, ever longer', async () => {
    await server.kill();
    const timers = new ManualTimers();
    watch({ ...timers.parts, random: () => 0.5 });
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const told = (): number =>
        probe!.of('connection').filter(({ state }) => state === 'reconnecting').length;
      await until(() => told() === attempt, `attempt ${attempt} has failed`);
      const wait = Math.round((probe!.of('connection').at(-1)?.retryAt ?? 0) - timers.now);
      waits.push(wait);
      if (attempt < 4) timers.advance(wait);
    }
    assert.deepEqual(waits, [500, 750, 1_250, 2_250]);
    await server.run();
    timers.advance(2_250);
    await live(probe!);
    assert.equal(probe!.errors.length, 0);
  });

  test('a client that cannot be loaded is told and tried again', async () => {
    const timers = new ManualTimers();
    let isThere = false;
    const library = (): ReturnType<typeof loadLibrary> =>
      isThere ? loadLibrary() : Promise.reject(new TypeError('Failed to fetch'));
    watch({ ...timers.parts, library });
    await until(() => probe!.state === 'reconnecting', 'reconnecting');
    const { reason } = probe!.of('connection').at(-1) ?? {};
    assert.equal(reason, 'The client of NATS cannot be loaded.');
    isThere = true;
    timers.advance(1_000);
    await live(probe!);
  });

  test('a bucket that is not there yet is waited for', async () => {
    watch({ bucket: 'later' });
    await until(() => probe!.state === 'reconnecting', 'reconnecting');
    await (await Bucket.of(server, 'later')).put(row('c-1'));
    await live(probe!);
    assert.deepEqual(probe!.versions, ['c-1@1']);
  });

  test('a dead link that says nothing is noticed within 25 s', async () => {
    await bucket.put(row('c-1'));
    const timers = new ManualTimers();
    watch(timers.parts);
    await live(probe!);
    server.freeze();
    timers.advance(10_000);
    assert.ok(probe!.isLive, 'asked, and an answer may still come');
    timers.advance(10_000);
    assert.equal(probe!.state, 'reconnecting');
  });

  test('a server that goes down in peace is left as soon as it says so', async () => {
    await live(watch(new ManualTimers().parts).probe);
    server.retire();
    await until(() => probe!.state === 'reconnecting', 'reconnecting');
    assert.equal(probe!.of('connection').at(-1)?.reason, 'The server goes down.');
  });

  test('after waking a dead link is noticed within 2 s', async () => {
    const timers = new ManualTimers();
    const { source } = watch(timers.parts);
    await live(probe!);
    server.freeze();
    source.refresh('wake');
    timers.advance(2_000);
    assert.equal(probe!.state, 'reconnecting');
  });

  test('a quiet link gives a sign of life every 10 s, with the time of the server', async () => {
    const timers = new ManualTimers();
    timers.now = Date.now() - 3_600_000;
    watch(timers.parts);
    await live(probe!);
    await bucket.put(row('c-1'));
    await until(() => probe!.rows.has('c-1'), 'the change with its stamp');
    for (let beat = 0; beat < 3; beat += 1) {
      const before = probe!.of('clock').length;
      timers.advance(10_000);
      await until(() => probe!.of('clock').length === before + 1, 'a sign of life');
    }
    // The clock of this machine is an hour slow, says the stamp of the change; time went on in the test alone.
    const { offsetMs = 0, errorMs = Infinity } = probe!.of('clock').at(-1) ?? {};
    assert.ok(Math.abs(offsetMs - 3_600_000) < 5_000, `an offset of ${offsetMs} ms`);
    assert.ok(errorMs < 1_000, `known to ± ${errorMs} ms`);
    const asOf = probe!.of('delta').at(-1)?.asOf ?? 0;
    assert.ok(Math.abs(asOf - Date.now()) < 5_000, 'rows are stamped with the time of the server');
  });

  test('a bucket that was made anew replaces the rows, although its numbers begin again', async () => {
    for (const id of ['c-1', 'c-2', 'c-3']) await bucket.put(row(id));
    const timers = new ManualTimers();
    watch(timers.parts);
    await live(probe!);
    await server.kill();
    await until(() => probe!.state === 'reconnecting', 'reconnecting');
    await server.run();
    bucket = await Bucket.of(server);
    await bucket.kv.destroy();
    bucket = await Bucket.of(server);
    await bucket.put(row('c-3', { subject: 'Of the new bucket' }));
    timers.advance(1_000);
    await live(probe!);
    assert.deepEqual(probe!.versions, ['c-3@1']);
    assert.equal(probe!.rows.get('c-3')?.subject, 'Of the new bucket');
  });

  test('who leaves while it connects leaves nothing behind', async () => {
    const timers = new ManualTimers();
    const opened: WebSocket[] = [];
    const { parts } = timers;
    watch({ ...parts, openSocket: (url) => record(opened, parts.openSocket(url)) });
    await until(() => opened.length === 1, 'a socket');
    probe!.leave();
    assert.equal(timers.waiting, 0);
    await until(() => opened[0]?.readyState === 3, 'the socket is closed');
    assert.equal(probe!.afterLeaving, 0);
  });

  for (const [servers, reason] of [
    ['ws://nats.example.org', /unencrypted/],
    ['wss://user:secret@nats.example.org', /user name/],
    ['wss://nats.example.org/?token=secret', /query/],
    ['nats://nats.example.org', /WebSocket listener/],
    [[], /no address/],
  ] as const) {
    test(`the address ${String(servers) || '(none)'} is refused before anything is opened`, () => {
      const opened: string[] = [];
      const openSocket = (url: string): WebSocket => {
        opened.push(url);
        throw new Error('must not be opened');
      };
      watch({ servers, openSocket });
      assert.equal(probe!.state, 'failed');
      assert.match(probe!.of('connection').at(-1)?.reason ?? '', reason);
      assert.deepEqual(opened, []);
    });
  }
});

function record(list: WebSocket[], socket: WebSocket): WebSocket {
  list.push(socket);
  return socket;
}
