/** A frame of very many operations is worked off in parts, and nothing else is read before it is through. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bench, delta, row, sendSnapshot } from './fixture.js';

const MOST_IN_ONE_TASK = 2_000;
const COUNT = 30_000;
const ids = Array.from({ length: COUNT }, (_, place) => String(place));
/** A little less than 1 MiB of the smallest operations there are, on rows that are gone already but for one. */
const tiny = (from: number): object => delta(from, from + 1, { rm: ids.map((id) => ({ id, ver: 9 })) });

const opened = (context: Parameters<typeof Bench.open>[0], ...rest: number[]) =>
  Bench.open(context).then(async (bench) => ({
    bench,
    ...(await bench.live([0, 5_000, 29_999, ...rest].map((place) => row(String(place))))),
  }));

describe('a frame of 1 MiB of tiny operations', { timeout: 20_000 }, () => {
  it('D16 is applied in parts of 2,000, a task each, and what comes after it waits', async (context) => {
    const { bench, recorder, connection } = await opened(context, 40_000);
    const frame = tiny(10);
    assert.ok(JSON.stringify(frame).length > 600_000);

    connection.send(frame);
    connection.send(delta(11, 12, { up: [row('0', 10)] }));
    await recorder.until(() => !recorder.rows.has('0'));
    assert.deepEqual(Object.keys(recorder.versions), ['5000', '29999', '40000']);
    assert.equal(bench.environment.timers > 0, true);
    const inParts = recorder.of('delta').length;

    bench.environment.advance(0);
    await recorder.until(() => recorder.rows.has('0'));

    assert.deepEqual(recorder.versions, { '0': 10, '40000': 1 });
    const told = recorder.of('delta').slice(inParts - 1);
    assert.deepEqual(
      told.map(({ upserts, removes }) => [upserts.length, removes.length]),
      [
        [0, 1],
        [0, 1],
        [0, 1],
        [1, 0],
      ],
    );
    assert.equal(Math.ceil(COUNT / MOST_IN_ONE_TASK), 15);
    assert.equal(recorder.state, 'live');
    await connection.roundTrip();
  });

  it('D16 that is cut off half-way is asked for again as a whole', async (context) => {
    const { bench, recorder, connection } = await opened(context);
    connection.send(tiny(10));
    await recorder.until(() => !recorder.rows.has('0'));
    connection.terminate();
    await recorder.untilState('reconnecting');

    bench.environment.advance(500);
    const next = await bench.server.next();
    const hello = await next.next('hello');
    assert.deepEqual((hello['resume'] as { seq: number }).seq, 10);
    assert.equal(recorder.rows.has('5000'), true);
    next.send({
      type: 'welcome',
      v: 1,
      stream: 's-1',
      epoch: 'e-1',
      resumed: true,
      now: Date.now(),
      head: 11,
    });
    next.send(tiny(10));
    while (recorder.state !== 'live') {
      await new Promise((resolve) => setImmediate(resolve));
      bench.environment.advance(0);
    }
    assert.deepEqual(recorder.versions, {});
  });

  it('D16 gives way to a snapshot that is asked for meanwhile', async (context) => {
    const { bench, recorder, connection } = await opened(context);
    connection.send(tiny(10));
    await recorder.until(() => !recorder.rows.has('0'));
    bench.source.refresh('user');
    await connection.next('snapshot');
    sendSnapshot(connection, [row('new')], { snap: 'n-2', seq: 20 });
    bench.environment.advance(0);
    await recorder.until(() => recorder.rows.has('new'));
    assert.deepEqual(recorder.versions, { new: 1 });
  });

  it('D16 is applied at once in a page that is hidden, where tasks are rare', async (context) => {
    const { bench, recorder, connection } = await opened(context);
    bench.environment.page.hidden = true;
    connection.send(tiny(10));
    await connection.roundTrip();
    assert.deepEqual(recorder.versions, {});
  });
});
