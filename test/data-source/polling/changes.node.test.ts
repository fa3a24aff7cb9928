import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DivergenceWatch } from '../../../src/data-source/polling/divergence-watch.js';
import {
  answerPolls,
  delta,
  digestOf,
  empty,
  full,
  json,
  NOW,
  open,
  question,
  row,
  useServer,
} from './fixture.js';

describe('reading changes', () => {
  useServer();

  test('asks for all rows and then for the changes since', async () => {
    const requests = answerPolls(
      json(full(10, [row('a'), row('b')])),
      json(delta(10, 12, { up: [row('c')], rm: [{ id: 'a', ver: 2, why: 'closed' }] })),
    );
    const { platform, watch } = open();
    await platform.pass(0);
    assert.deepEqual(watch.states, ['connecting', 'live']);
    assert.deepEqual(watch.rows, ['a@1', 'b@1']);
    assert.equal(watch.of('snapshot')[0]?.asOf, NOW);
    await platform.pass(5_000);
    assert.deepEqual(watch.rows, ['b@1', 'c@1']);
    assert.deepEqual(watch.of('delta')[0]?.removes, [{ id: 'a', version: 2, why: 'closed' }]);
    assert.deepEqual(requests.map(question), ['', 'since=t-10']);
    assert.equal(requests[1]?.headers.get('if-none-match'), '"10"');
    assert.equal(new URL(requests[0]?.url ?? '').searchParams.get('limit'), '500');
    watch.stop();
  });

  for (const status of [304, 204]) {
    test(`F01 takes ${status} as a sign of life and nothing else`, async () => {
      const requests = answerPolls(json(full(10, [row('a')])), empty(status));
      const { platform, watch } = open();
      await platform.pass(0);
      const before = watch.messages.length;
      await platform.pass(60_000);
      assert.equal(requests.length, 13);
      const types = new Set(watch.messages.slice(before).map(({ type }) => type));
      assert.deepEqual([...types], ['clock']);
      assert.equal(watch.state, 'live');
      watch.stop();
    });
  }

  test('F02 tells nothing when the same answer comes again and again', async () => {
    answerPolls(json(full(10, [row('a')])), json(delta(8, 10, { up: [row('a')] })));
    const { platform, watch } = open();
    await platform.pass(20_000);
    assert.equal(watch.of('snapshot').length, 1);
    assert.equal(watch.of('delta').length, 0);
    watch.stop();
  });

  test('F02 paints nothing when a server gives the same full rows each time', async () => {
    answerPolls(json(full(10, [row('a')])));
    const { platform, watch } = open();
    await platform.pass(20_000);
    assert.equal(watch.of('snapshot').length, 1);
    assert.deepEqual(watch.states, ['connecting', 'live']);
    watch.stop();
  });

  test('tells nothing when news change nothing', async () => {
    answerPolls(json(full(10, [row('a', 8)])), json(delta(10, 11, { up: [row('a', 7)] })));
    const { platform, watch } = open();
    await platform.pass(5_000);
    assert.equal(watch.of('delta').length, 0);
    watch.stop();
  });

  test('B02 applies what overlaps with what is known', async () => {
    answerPolls(json(full(10, [row('a')])), json(delta(8, 12, { up: [row('a', 2)] })));
    const { platform, watch } = open();
    await platform.pass(5_000);
    assert.deepEqual(watch.rows, ['a@2']);
    watch.stop();
  });

  test('reads all rows when changes are missing', async () => {
    const requests = answerPolls(
      json(full(10, [row('a')])),
      json(delta(11, 12, { up: [row('b')] })),
      json(full(12, [row('a', 3), row('b')])),
    );
    const { platform, watch } = open();
    await platform.pass(5_000);
    assert.deepEqual(requests.map(question), ['', 'since=t-10', '']);
    assert.deepEqual(watch.rows, ['a@3', 'b@1']);
    assert.deepEqual(watch.states, ['connecting', 'live', 'stale', 'live']);
    assert.ok(watch.codes.includes('gap'));
    watch.stop();
  });

  test('B10 reads all rows when the numbers go back within an epoch', async () => {
    const requests = answerPolls(json(full(10, [row('a')])), json(delta(3, 4)), json(full(4, [row('a', 2)])));
    const { platform, watch } = open();
    await platform.pass(5_000);
    assert.deepEqual(requests.map(question), ['', 'since=t-10', '']);
    assert.deepEqual(watch.rows, ['a@2']);
    watch.stop();
  });

  test('B08 B09 notices another epoch though the numbers fit', async () => {
    answerPolls(
      json(full(10, [row('a')])),
      json(delta(10, 11, { epoch: 'e-2', up: [row('x')] })),
      json(full(11, [row('b')], { epoch: 'e-2' })),
    );
    const { platform, watch } = open();
    await platform.pass(5_000);
    assert.deepEqual(watch.rows, ['b@1']);
    assert.ok(watch.codes.includes('epoch'));
    watch.stop();
  });

  test('B09 shows the rows of another epoch though their versions are those of before', async () => {
    answerPolls(
      json(full(10, [row('a', 3)])),
      json(full(10, [row('a', 3, { subject: 'restored' })], { epoch: 'e-2' })),
    );
    const { platform, watch } = open();
    await platform.pass(5_000);
    const subjects = watch.of('snapshot').map(({ conversations }) => conversations[0]?.subject);
    assert.deepEqual(subjects, ['Subject of a', 'restored']);
    watch.stop();
  });

  test('B11 B12 keeps the newer version and does not bring back what was closed', async () => {
    answerPolls(
      json(full(10, [row('a', 8), row('b', 8)])),
      json(delta(10, 11, { up: [row('a', 7)], rm: [{ id: 'b', ver: 9, why: 'closed' }] })),
      json(delta(11, 12, { up: [row('b', 8)] })),
    );
    const { platform, watch } = open();
    await platform.pass(10_000);
    assert.deepEqual(watch.rows, ['a@8']);
    watch.stop();
  });

  test('B15 reads all rows when a patch has no row', async () => {
    answerPolls(
      json(full(10, [row('a')])),
      json(delta(10, 11, { patch: [{ id: 'b', ver: 2, set: { status: 'active' } }] })),
      json(full(11, [row('a'), row('b', 2)])),
    );
    const { platform, watch } = open();
    await platform.pass(5_000);
    assert.deepEqual(watch.rows, ['a@1', 'b@2']);
    watch.stop();
  });

  test('F17 asks on at once while there is more, at most 20 times in a row', async () => {
    let seq = 10;
    const requests = answerPolls(json(full(10, [row('a')])), () => {
      seq += 1;
      return json(delta(seq - 1, seq, { up: [row('a', seq)], more: true }));
    });
    const { platform, watch } = open();
    await platform.pass(0);
    await platform.pass(4_999);
    assert.equal(requests.length, 1);
    await platform.pass(1);
    assert.equal(requests.length, 1 + 21);
    assert.ok(watch.codes.includes('more-loop'));
    assert.equal(watch.state, 'live', 'one failure is no reason to call the rows stale');
    await platform.pass(500);
    assert.equal(requests.length, 1 + 21 + 21);
    watch.stop();
  });

  test('F17 counts only what is more in a row', async () => {
    let seq = 10;
    const requests = answerPolls(json(full(10, [row('a')])), () => {
      seq += 1;
      return json(delta(seq - 1, seq, { more: seq % 15 !== 0 }));
    });
    const { platform, watch } = open();
    await platform.pass(15_000);
    assert.equal(requests.length, 1 + 5 + 15 + 15);
    assert.deepEqual(watch.codes, []);
    watch.stop();
  });

  test('D10 leaves out rows that cannot be read and goes on', async () => {
    answerPolls(
      json(full(10, [row('a'), { id: 'b', ver: '7', status: 'open' }, { ver: 1 }, row('__proto__')])),
      json(delta(10, 11, { up: [row('a', 2)] })),
    );
    const { platform, watch } = open();
    await platform.pass(5_000);
    assert.deepEqual(watch.rows, ['__proto__@1', 'a@2']);
    assert.deepEqual(
      watch.of('diagnostic').map(({ code, count }) => [code, count]),
      [
        ['no-version', 1],
        ['no-id', 1],
      ],
    );
    watch.stop();
  });

  test('B16 B17 repairs rows that silently differ, once at once and then once a minute', async () => {
    const rows = [row('a')];
    const requests = answerPolls(json(full(10, rows, { count: 1, digest: digestOf(rows) })), () =>
      json(full(10, rows, { count: 1, digest: '0'.repeat(16) })),
    );
    const { platform, watch } = open();
    await platform.pass(0);
    assert.deepEqual(watch.codes, []);
    await platform.pass(5_000);
    await platform.pass(200);
    assert.deepEqual(requests.map(question), ['', 'since=t-10', '']);
    assert.deepEqual(watch.codes, ['mismatch', 'divergence']);
    await platform.pass(60_200);
    assert.equal(requests.map(question).filter((asked) => asked === '').length, 3);
    watch.stop();
  });

  test('B16 repairs rows that differ a second time when a minute is over, though nothing changes any more', async () => {
    const rows = [row('a', 3)];
    const forgotten = (from: number): Response =>
      json(delta(from, from + 1, { count: 1, digest: digestOf([row('a', from - 8)]) }));
    const requests = answerPolls(
      json(full(10, [row('a')])),
      forgotten(10),
      json(full(11, [row('a', 2)])),
      forgotten(11),
      empty(304),
      () => (question(requests.at(-1)) === '' ? json(full(12, rows)) : empty(304)),
    );
    const { platform, watch } = open();
    await platform.pass(50_000);
    assert.deepEqual(watch.rows, ['a@2']);
    await platform.pass(20_000);
    assert.deepEqual(watch.rows, ['a@3']);
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('B17 takes rows that differ again much later for a new case', () => {
    const divergence = new DivergenceWatch();
    assert.deepEqual(divergence.note(0), { isRepeated: false, count: 1, mayRead: true });
    assert.deepEqual(divergence.note(30_000), { isRepeated: true, count: 2, mayRead: false });
    assert.deepEqual(divergence.note(60_000), { isRepeated: true, count: 3, mayRead: true });
    assert.deepEqual(divergence.note(660_000), { isRepeated: false, count: 1, mayRead: true });
  });

  test('B16 finds a lost operation by the digest', async () => {
    const rows = [row('a', 2)];
    answerPolls(
      json(full(10, [row('a')])),
      json(delta(10, 11, { count: 1, digest: digestOf(rows) })),
      json(full(11, rows, { count: 1, digest: digestOf(rows) })),
    );
    const { platform, watch } = open();
    await platform.pass(5_000);
    await platform.pass(200);
    assert.deepEqual(watch.rows, ['a@2']);
    assert.equal(watch.state, 'live');
    watch.stop();
  });
});
