import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  answerPolls,
  delta,
  digestOf,
  empty,
  full,
  json,
  never,
  open,
  question,
  row,
  useServer,
} from './fixture.js';

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => row(`c-${String(from + index).padStart(5, '0')}`));

describe('reading all rows page by page', () => {
  useServer();

  test('F18 C01 shows nothing before the last page and the changes since the first one', async () => {
    const requests = answerPolls(
      json(full(10, [row('a'), row('b')], { more: true, next: 'b', count: 4 })),
      json(full(12, [row('c'), row('d', 3)], { token: 'not-this-one' })),
      json(delta(10, 13, { up: [row('aa'), row('d', 2)], rm: [{ id: 'b', ver: 2, why: 'closed' }] })),
      empty(304),
    );
    const { platform, watch } = open();
    await platform.pass(0);
    assert.deepEqual(requests.map(question), ['', 'after=b', 'since=t-10']);
    assert.equal(watch.of('snapshot').length, 1);
    assert.deepEqual(watch.rows, ['a@1', 'aa@1', 'c@1', 'd@3']);
    assert.deepEqual(watch.of('progress')[0], { type: 'progress', loaded: 2, total: 4 });
    assert.equal(requests[2]?.headers.get('if-none-match'), '"10"', 'of the first page, as the token is');
    await platform.pass(5_000);
    assert.equal(question(requests[3]), 'since=t-13');
    watch.stop();
  });

  test('C02 ignores a patch for a row that left before its page was read', async () => {
    answerPolls(
      json(full(10, [row('a')], { more: true })),
      json(full(11, [row('c')])),
      json(
        delta(10, 13, { patch: [{ id: 'b', ver: 2, set: {} }], rm: [{ id: 'b', ver: 3, why: 'closed' }] }),
      ),
    );
    const { platform, watch } = open();
    await platform.pass(0);
    assert.deepEqual(watch.rows, ['a@1', 'c@1']);
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('goes on after the id of the last row where no cursor is given, and takes 304 for no changes', async () => {
    const requests = answerPolls(
      json(full(10, [row('a'), row('b')], { more: true })),
      json(full(10, [row('c')])),
      empty(304),
    );
    const { platform, watch } = open();
    await platform.pass(0);
    assert.deepEqual(requests.map(question), ['', 'after=b', 'since=t-10']);
    assert.deepEqual(watch.rows, ['a@1', 'b@1', 'c@1']);
    watch.stop();
  });

  test('B04 keeps the old rows, stale, until the new ones have all come', async () => {
    answerPolls(json(full(10, [row('a')])), empty(410), json(full(20, [row('b')], { more: true })), never);
    const { platform, watch } = open();
    await platform.pass(5_000);
    assert.deepEqual(watch.rows, ['a@1']);
    assert.equal(watch.state, 'stale');
    watch.stop();
  });

  test('calls the old rows stale as soon as the server begins anew by itself', async () => {
    answerPolls(json(full(10, [row('a')])), json(full(20, [row('b')], { more: true })), never);
    const { platform, watch } = open();
    await platform.pass(5_000);
    assert.deepEqual(watch.rows, ['a@1']);
    assert.equal(watch.state, 'stale');
    watch.stop();
  });

  test('begins anew when changes come in place of a page', async () => {
    const requests = answerPolls(
      json(full(10, [row('a')], { more: true })),
      json(delta(10, 11, { up: [row('b')] })),
      json(full(11, [row('z')])),
    );
    const { platform, watch } = open();
    await platform.pass(1_000);
    assert.deepEqual(requests.map(question), ['', 'after=a', '']);
    assert.deepEqual(watch.rows, ['z@1']);
    watch.stop();
  });

  test('C06 C09 begins anew when a page fails, without a partial view', async () => {
    const requests = answerPolls(
      json(full(10, [row('a')], { more: true })),
      empty(500),
      json(full(11, [row('z')])),
    );
    const { platform, watch } = open();
    await platform.pass(0);
    assert.deepEqual(watch.rows, []);
    await platform.pass(1_000);
    assert.deepEqual(requests.map(question), ['', 'after=a', '']);
    assert.deepEqual(watch.rows, ['z@1']);
    watch.stop();
  });

  test('begins anew when the epoch changes between pages', async () => {
    const requests = answerPolls(
      json(full(10, [row('a')], { more: true })),
      json(full(10, [row('b')], { epoch: 'e-2' })),
      json(full(11, [row('z')], { epoch: 'e-2' })),
    );
    const { platform, watch } = open();
    await platform.pass(1_000);
    assert.deepEqual(requests.map(question), ['', 'after=a', '']);
    assert.deepEqual(watch.rows, ['z@1']);
    watch.stop();
  });

  test('F17 does not follow a cursor that leads nowhere', async () => {
    const requests = answerPolls(json(full(10, [row('a')], { more: true })));
    const { platform, watch } = open();
    await platform.pass(0);
    assert.equal(requests.length, 2);
    assert.equal(watch.state, 'reconnecting');
    assert.ok(watch.codes.includes('broken-reading'));
    watch.stop();
  });

  test('C10 says live with no rows when there are none', async () => {
    answerPolls(json(full(10, [])), json(delta(10, 11, { up: [row('a')] })));
    const { platform, watch } = open();
    await platform.pass(0);
    assert.deepEqual(watch.of('snapshot')[0]?.conversations, []);
    assert.equal(watch.state, 'live');
    await platform.pass(5_000);
    assert.deepEqual(watch.rows, ['a@1']);
    watch.stop();
  });

  test('C11 keeps the first rows of too many and says so', async () => {
    const all = rows(0, 40);
    const requests = answerPolls(
      json(full(10, all.slice(0, 10), { more: true, count: 40 })),
      json(full(10, all.slice(10, 20), { more: true, count: 40 })),
      json(full(10, all.slice(20, 30), { more: true, count: 40 })),
      json(
        delta(10, 11, {
          patch: [{ id: 'c-00035', ver: 2, set: { status: 'active' } }],
          count: 40,
          digest: '0',
        }),
      ),
      empty(304),
    );
    const { platform, watch } = open({ maxRows: 20 });
    await platform.pass(0);
    assert.equal(requests.length, 4);
    assert.equal(watch.rows.length, 20);
    assert.deepEqual(watch.of('snapshot')[0]?.partial, { shown: 20, total: 40 });
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('passes on that the server itself holds back rows', async () => {
    answerPolls(json(full(10, rows(0, 3), { count: 3, total: 900, digest: digestOf(rows(0, 3)) })));
    const { platform, watch } = open();
    await platform.pass(0);
    assert.deepEqual(watch.of('snapshot')[0]?.partial, { shown: 3, total: 900 });
    watch.stop();
  });
});
