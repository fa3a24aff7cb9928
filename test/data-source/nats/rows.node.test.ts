/** Rows out of a real bucket: all of them first, then what changes, with the revision as version. */
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { NatsDataSource } from '../../../src/data-source/nats/index.js';
import { Bucket, live, row, SCOPE, subjectsOf, until, watch as watchServer } from './fixture.js';
import { NatsServer, noServer } from './nats-server.js';
import { Probe } from '../../../testing/conformance/probe.js';

describe('rows out of a NATS bucket', { skip: noServer }, () => {
  let server: NatsServer;
  let bucket: Bucket;
  let probe: Probe | undefined;
  let buckets = 0;

  before(async () => {
    server = await NatsServer.start();
  });
  after(() => server.end());
  afterEach(() => probe?.leave());

  async function fill(...ids: readonly string[]): Promise<void> {
    buckets += 1;
    bucket = await Bucket.of(server, `rows-${buckets}`);
    for (const id of ids) await bucket.put(row(id));
  }

  function watch(scope = SCOPE): NatsDataSource {
    const watched = watchServer(server, { bucket: `rows-${buckets}` }, scope);
    probe = watched.probe;
    return watched.source;
  }

  test('a snapshot of all rows comes first, then the report is live', async () => {
    await fill('c-1', 'c-2', 'c-3');
    watch();
    await live(probe!);
    assert.deepEqual(probe!.versions, ['c-1@1', 'c-2@2', 'c-3@3']);
    const types = probe!.messages.map((each) => (each.type === 'connection' ? each.state : each.type));
    assert.deepEqual(types, ['connecting', 'clock', 'progress', 'snapshot', 'live']);
  });

  test('an empty bucket is a snapshot, too', async () => {
    await fill();
    watch();
    await live(probe!);
    assert.deepEqual(
      probe!.of('snapshot').map(({ conversations }) => conversations),
      [[]],
    );
  });

  test('a bucket in which all have ended is an empty snapshot', async () => {
    await fill('c-1');
    await bucket.delete('c-1');
    watch();
    await live(probe!);
    assert.equal(probe!.rows.size, 0);
  });

  test('changes come as deltas, and the revision is the version', async () => {
    await fill('c-1', 'c-2');
    watch();
    await live(probe!);
    const revision = await bucket.put(row('c-1', { subject: 'Changed', version: 1 }));
    await bucket.put(row('c-3'));
    await until(() => probe!.rows.has('c-3'), 'the new one');
    assert.equal(subjectsOf(probe!)['c-1'], 'Changed');
    assert.equal(probe!.rows.get('c-1')?.version, revision);
    assert.equal(probe!.of('snapshot').length, 1);
  });

  test('many changes that come together are few deltas', async () => {
    await fill('c-1');
    watch();
    await live(probe!);
    const ids = Array.from({ length: 300 }, (_, index) => `c-${index}`);
    await Promise.all(ids.map((id) => bucket.put(row(id))));
    await until(() => probe!.rows.size === 300, 'all of them');
    const deltas = probe!.of('delta').length;
    assert.ok(deltas < 150, `${deltas} deltas for 300 changes`);
  });

  test('deleted and purged keys are conversations that have closed', async () => {
    await fill('c-1', 'c-2', 'c-3', 'c-4');
    watch();
    await live(probe!);
    await bucket.delete('c-1');
    await bucket.kv.purge('c-2');
    await bucket.put(row('c-3', { status: 'closed' }));
    await until(() => probe!.rows.size === 1, 'one row');
    assert.deepEqual(
      probe!.of('delta').flatMap(({ removes }) => removes),
      [
        { id: 'c-1', version: 5, why: 'closed' },
        { id: 'c-2', version: 6, why: 'closed' },
        { id: 'c-3', version: 7, why: 'closed' },
      ],
    );
  });

  test('only rows of the queues and hours asked for are told, and who leaves them leaves the scope', async () => {
    const elsewhere = { queue: { id: 'q9', name: 'Else', type: 'messaging' } };
    const here = { queue: { id: 'q1', name: 'Here', type: 'messaging' } };
    await fill();
    await bucket.put(row('c-here', here));
    await bucket.put(row('c-elsewhere', elsewhere));
    await bucket.put(row('c-old', { ...here, startedAt: Date.now() - 3 * 3_600_000 }));
    watch({ ...SCOPE, windowHours: 2, queues: ['q1'] });
    await live(probe!);
    assert.deepEqual([...probe!.rows.keys()], ['c-here']);
    const version = await bucket.put(row('c-here', elsewhere));
    await bucket.put(row('c-elsewhere', here));
    await until(() => probe!.rows.has('c-elsewhere'), 'the one that came in');
    assert.deepEqual(
      probe!.of('delta').flatMap(({ removes }) => removes),
      [{ id: 'c-here', version, why: 'scope' }],
    );
    // What has left may end where nobody looks.
    await bucket.delete('c-here');
    // What is open and grows too old must not vanish.
    await bucket.put(row('c-elsewhere', { ...here, startedAt: Date.now() - 3 * 3_600_000, subject: 'Last' }));
    await until(() => subjectsOf(probe!)['c-elsewhere'] === 'Last', 'the last change');
    assert.equal(probe!.of('delta').flatMap(({ removes }) => removes).length, 1);
  });

  test('a record that cannot be read is left out, counted and reported, and the others stay', async () => {
    await fill('c-1', 'c-2');
    await bucket.kv.put('c-broken', '{"id":');
    await bucket.kv.put('c-nameless', '{"status":"open"}');
    await bucket.kv.put('c-other', JSON.stringify({ ...row('c-1'), subject: 'Under a wrong key' }));
    await bucket.kv.put('not.a.key', '{}');
    watch();
    await live(probe!);
    assert.deepEqual(probe!.versions, ['c-1@1', 'c-2@2']);
    const told = Object.fromEntries(probe!.of('diagnostic').map(({ code, count }) => [code, count]));
    assert.deepEqual(told, { 'not-json': 1, 'no-id': 1, 'id-is-not-the-key': 1, 'foreign-key': 1 });

    await bucket.kv.put('c-2', 'null');
    await until(() => probe!.of('diagnostic').length === 5, 'the fifth diagnostic');
    await until(() => probe!.rows.size === 1, 'one row, for that of before is not true any more');
    await bucket.put(row('c-2', { subject: 'Readable again' }));
    await until(() => probe!.rows.size === 2, 'the row that can be read again');
  });

  test('ids that are no keys come through', async () => {
    const ids = ['c 1', 'a.b', '>', '*', 'Größe/1', '=x', '…', '🙂'];
    await fill(...ids);
    watch();
    await live(probe!);
    assert.deepEqual([...probe!.rows.keys()].sort(), [...ids].sort());
    await bucket.delete('🙂');
    await until(() => !probe!.rows.has('🙂'), 'the end of the last one');
  });

  test('refresh reads the bucket again, at most every 5 s', async () => {
    await fill('c-1');
    let now = Date.now();
    const { source, probe: reader } = watchServer(server, { bucket: `rows-${buckets}`, now: () => now });
    probe = reader;
    await live(reader);
    now += 6_000;
    for (let time = 0; time < 100; time += 1) source.refresh('user');
    await until(() => reader.of('snapshot').length === 2, 'the second snapshot');
    await bucket.put(row('c-2'));
    await until(() => reader.rows.has('c-2'), 'a change after it');
    assert.equal(reader.of('snapshot').length, 2);
    assert.ok(reader.isLive);
  });

  test('what was deleted without a marker is gone after the next reading', async () => {
    await fill('c-1', 'c-2');
    let now = Date.now();
    const { source, probe: reader } = watchServer(server, { bucket: `rows-${buckets}`, now: () => now });
    probe = reader;
    await live(reader);
    await bucket.forget('c-2');
    now += 6_000;
    source.refresh('divergence');
    await until(() => !reader.rows.has('c-2'), 'the row that is gone');
    assert.deepEqual(reader.versions, ['c-1@1']);
  });

  test('all subscribers share one connection, which ends with the last of them', async () => {
    await fill('c-1');
    const source = watch();
    await live(probe!);
    const second = new Probe(source.connect({ ...SCOPE, queues: ['none'] }));
    assert.ok(second.isLive);
    assert.equal(second.rows.size, 0);
    probe!.leave();
    await bucket.put(row('c-2', { queue: { id: 'none', name: 'None', type: 'messaging' } }));
    await until(() => second.rows.has('c-2'), 'a change for the second one');
    assert.ok(!probe!.rows.has('c-2'));
    second.leave();
    assert.equal(probe!.afterLeaving + second.afterLeaving, 0);
  });
});
