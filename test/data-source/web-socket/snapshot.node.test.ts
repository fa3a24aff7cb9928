import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bench, delta, row, sendSnapshot } from './fixture.js';

const begin = (fields: object = {}): object => ({
  type: 'snap.begin',
  snap: 'n-1',
  stream: 's-1',
  epoch: 'e-1',
  seq: 10,
  total: 4,
  ...fields,
});
const page = (n: number, rows: readonly object[], next: string | null, snap = 'n-1'): object => ({
  type: 'snap.page',
  snap,
  n,
  rows,
  next,
});
const end = (pages: number, until: number, snap = 'n-1'): object => ({
  type: 'snap.end',
  snap,
  pages,
  count: 4,
  until,
});

describe('a snapshot', { timeout: 20_000 }, () => {
  it('C01 C02 is paged, replayed over with what changed meanwhile, and shown at once', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const { connection } = await bench.welcome();
    connection.send(begin());
    connection.send(page(1, [row('c-1'), row('c-2')], 'c-2'));
    assert.deepEqual(await connection.next('page'), { type: 'page', snap: 'n-1', after: 'c-2' });
    // Behind the cursor one appears, before it one goes; the page that follows has a newer version than a delta.
    connection.send(delta(10, 11, { up: [row('c-0')], rm: [{ id: 'c-1', ver: 2, why: 'closed' }] }));
    connection.send(delta(11, 12, { up: [row('c-3', 2)], patch: [{ id: 'c-8', ver: 2, set: {} }] }));
    connection.send(page(2, [row('c-3', 3), row('c-4')], null));
    connection.send(end(2, 12));
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-0': 1, 'c-2': 1, 'c-3': 3, 'c-4': 1 });
    assert.equal(recorder.of('snapshot').length, 1);
    assert.equal(recorder.of('delta').length, 0);
    assert.deepEqual(
      recorder.of('progress').map(({ loaded, total }) => [loaded, total]),
      [
        [0, 4],
        [2, 4],
        [4, 4],
      ],
    );
    assert.equal(recorder.of('snapshot')[0]?.partial, undefined);
    connection.send(delta(12, 13, { up: [row('c-9')] }));
    await connection.roundTrip();
    assert.equal(recorder.rows.has('c-9'), true);
  });

  it('C04 ignores a page that comes twice and pages of another snapshot', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const { connection } = await bench.welcome();
    connection.send(begin());
    connection.send(page(1, [row('c-1')], 'c-1'));
    connection.send(page(1, [row('c-1')], 'c-1'));
    connection.send(page(2, [row('c-7')], null, 'n-0'));
    connection.send(page(2, [row('c-2')], null));
    connection.send(end(2, 10));
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-1': 1, 'c-2': 1 });
    await connection.roundTrip();
    assert.equal(connection.count('page'), 1);
  });

  it('C05 is shown when its last page comes, be it after the end', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const { connection } = await bench.welcome();
    connection.send(begin());
    connection.send(page(1, [row('c-1')], 'c-1'));
    connection.send(end(2, 10));
    await connection.roundTrip();
    assert.equal(recorder.of('snapshot').length, 0);
    connection.send(page(2, [row('c-2')], null));
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-1': 1, 'c-2': 1 });
  });

  it('C03 never swaps with a hole: a lost page ends in another try', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const { connection } = await bench.welcome();
    connection.send(begin());
    connection.send(page(2, [row('c-2')], null));
    connection.send(end(2, 10));
    await connection.roundTrip();
    assert.equal(recorder.of('snapshot').length, 0);
    bench.environment.advance(10_000);
    assert.equal(await connection.closed, 4408);
    assert.equal(recorder.of('snapshot').length, 0);
  });

  it('waits for the chain to reach the end, also when deltas come after it and swapped', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const { connection } = await bench.welcome();
    connection.send(begin());
    connection.send(page(1, [row('c-1')], null));
    connection.send(end(1, 12));
    connection.send(delta(11, 12, { up: [row('c-2', 2)] }));
    await connection.roundTrip();
    assert.equal(recorder.of('snapshot').length, 0);
    connection.send(delta(10, 11, { up: [row('c-2', 1)] }));
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-1': 1, 'c-2': 2 });
  });

  it('asks for what is missing beyond the end right after the swap', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const { connection } = await bench.welcome();
    connection.send(begin());
    connection.send(page(1, [row('c-1')], null));
    connection.send(delta(12, 13, { up: [row('c-3')] }));
    connection.send(end(1, 10));
    assert.deepEqual(await connection.next('resume'), { type: 'resume', epoch: 'e-1', seq: 10 });
    assert.equal(recorder.state, 'stale');
    connection.send(delta(10, 12, { up: [row('c-2')] }));
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-1': 1, 'c-2': 1, 'c-3': 1 });
  });

  it('begins anew when another one begins', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const { connection } = await bench.welcome();
    connection.send(begin());
    connection.send(page(1, [row('c-1')], 'c-1'));
    connection.send(begin({ snap: 'n-2', epoch: 'e-2', seq: 3 }));
    connection.send(page(2, [row('c-9')], null));
    connection.send(page(1, [row('c-2')], null, 'n-2'));
    connection.send(end(1, 3, 'n-2'));
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-2': 1 });
  });

  it('C06 E02 may take ten seconds a page, and a minute in all', async (context) => {
    const bench = await Bench.open(context);
    bench.connect();
    const { connection } = await bench.welcome();
    connection.send(begin());
    await connection.roundTrip();
    for (let n = 1; n <= 6; n += 1) {
      bench.environment.advance(9_900);
      connection.send(page(n, [row(`c-${n}`)], `c-${n}`));
      await connection.next('page');
      await connection.roundTrip();
    }
    assert.equal(connection.closeCode, null);
    bench.environment.advance(700);
    assert.equal(await connection.closed, 4408);
  });

  it('C07 is given up when more than 10,000 operations come meanwhile', async (context) => {
    const bench = await Bench.open(context);
    bench.connect();
    const { connection } = await bench.welcome();
    connection.send(begin());
    for (let seq = 10; seq < 12; seq += 1) {
      connection.send(
        delta(seq, seq + 1, {
          rm: Array.from({ length: 5_001 }, (_, index) => ({ id: `d-${index}`, ver: 1 })),
        }),
      );
    }
    assert.equal(await connection.closed, 4400);
  });

  it('C11 says how many rows there are when not all were sent', async (context) => {
    const bench = await Bench.open(context, { maxRows: 2 });
    const recorder = bench.connect();
    const { connection } = await bench.welcome();
    connection.send(begin({ total: 9_000 }));
    // One more than agreed: it is left out.
    connection.send(page(1, [row('c-1'), row('c-2'), row('c-3')], null));
    connection.send(end(1, 10));
    await recorder.untilState('live');
    assert.deepEqual(recorder.of('snapshot')[0]?.partial, { shown: 2, total: 9_000 });
    assert.equal(recorder.diagnosed('too-many-rows'), 1);
    connection.send({ type: 'mark', epoch: 'e-1', seq: 10, count: 3 });
    connection.send(delta(10, 11, { patch: [{ id: 'c-3', ver: 2, set: { status: 'active' } }] }));
    await connection.roundTrip();
    assert.equal(connection.count('snapshot'), 0);
  });

  it('C10 may be empty', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([]);
    assert.deepEqual(recorder.of('snapshot')[0]?.conversations, []);
    connection.send(delta(10, 11, { up: [row('c-1')] }));
    await connection.roundTrip();
    assert.equal(recorder.rows.size, 1);
  });

  it('may begin unasked', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.send(begin({ snap: 'n-2', seq: 20 }));
    await connection.roundTrip();
    assert.equal(recorder.state, 'stale');
    sendSnapshot(connection, [row('c-2')], { snap: 'n-3', seq: 21 });
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-2': 1 });
    assert.equal(connection.count('snapshot'), 0);
  });
});
