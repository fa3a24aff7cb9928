import { HttpResponse } from 'msw';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { retryAfterMs } from '../../../src/data-source/wire/retry-after.js';
import { answerPolls, delta, empty, full, json, open, question, row, SCOPE, useServer } from './fixture.js';

describe('answers that are not rows', () => {
  useServer();

  test('I06 wipes everything on 403 and stops', async () => {
    const requests = answerPolls(json(full(10, [row('a')])), empty(403));
    const { platform, watch } = open();
    await platform.pass(600_000);
    assert.equal(requests.length, 2);
    assert.deepEqual(watch.rows, []);
    assert.equal(watch.of('wipe').length, 1);
    assert.equal(watch.state, 'forbidden');
    assert.equal(platform.timers, 0);
    watch.stop();
  });

  test('stops on 404 and starts again when the user asks', async () => {
    const requests = answerPolls(empty(404), json(full(10, [row('a')])));
    const { platform, source, watch } = open();
    await platform.pass(600_000);
    assert.equal(requests.length, 1);
    assert.equal(watch.state, 'failed');
    source.refresh('wake');
    source.refresh('divergence');
    await platform.pass(1_000);
    assert.equal(requests.length, 1);
    source.refresh('user');
    await platform.pass(1_000);
    assert.deepEqual(watch.rows, ['a@1']);
    watch.stop();
  });

  for (const status of [409, 410, 412]) {
    test(`F03 reads all rows when the server has forgotten the position: ${status}`, async () => {
      const requests = answerPolls(
        json(full(10, [row('a')])),
        empty(status),
        json(full(20, [row('a', 2)])),
        json(delta(20, 21, { up: [row('a', 3)] })),
      );
      const { platform, watch } = open();
      await platform.pass(10_000);
      assert.deepEqual(requests.map(question), ['', 'since=t-10', '', 'since=t-20']);
      assert.deepEqual(watch.rows, ['a@3']);
      assert.deepEqual(watch.states, ['connecting', 'live', 'stale', 'live']);
      watch.stop();
    });
  }

  test('F04 backs off when each position is forgotten at once', async () => {
    let requests = 0;
    const asked = answerPolls(() => {
      requests += 1;
      return requests % 2 === 1 ? json(full(requests, [row('a', requests)])) : empty(410);
    });
    const { platform, watch } = open();
    await platform.pass(20_000);
    assert.equal(asked.length, 9, 'four times at once');
    await platform.pass(5_000);
    assert.equal(asked.length, 10);
    assert.equal(watch.state, 'stale');
    await platform.pass(7_999);
    assert.equal(asked.length, 10, 'and then after 8 s');
    await platform.pass(1);
    assert.equal(asked.length, 11);
    watch.stop();
  });

  test('does not count positions that are forgotten now and then', async () => {
    let requests = 0;
    const asked = answerPolls(() => {
      requests += 1;
      if (requests % 3 === 0) return empty(410);
      return requests % 3 === 1 ? json(full(requests, [])) : json(delta(requests - 1, requests));
    });
    const { platform, watch } = open();
    await platform.pass(100_000);
    assert.equal(asked.length, 31);
    watch.stop();
  });

  test('reads all rows anew when the queues had to be left out later', async () => {
    const requests = answerPolls(json(full(10, [row('a')])), empty(414), json(full(10, [row('a')])));
    const { platform, watch } = open({}, { ...SCOPE, queues: ['q1'] });
    await platform.pass(5_000);
    assert.deepEqual(requests.map(question), ['', 'since=t-10', '']);
    watch.stop();
  });

  for (const status of [413, 414]) {
    test(`leaves out the queues when the request is too long: ${status}`, async () => {
      const queue = { name: 'Billing', type: 'messaging' };
      const requests = answerPolls(
        empty(status),
        json(
          full(10, [
            row('a', 1, { queue: { id: 'q1', ...queue } }),
            row('b', 1, { queue: { id: 'q2', ...queue } }),
          ]),
        ),
        json(delta(10, 11, { up: [row('a', 2, { queue: { id: 'q2', ...queue } })] })),
      );
      const { platform, watch } = open({}, { ...SCOPE, queues: ['q1'] });
      await platform.pass(0);
      const queues = requests.map(({ url }) => new URL(url).searchParams.getAll('queue'));
      assert.deepEqual(queues, [['q1'], []]);
      assert.deepEqual(watch.rows, ['a@1'], 'rows of other queues are not shown for that');
      await platform.pass(5_000);
      assert.deepEqual(watch.of('delta')[0]?.removes, [{ id: 'a', version: 2, why: 'scope' }]);
      watch.stop();
    });

    test(`fails when nothing can be left out: ${status}`, async () => {
      const requests = answerPolls(empty(status));
      const { platform, watch } = open();
      await platform.pass(60_000);
      assert.equal(requests.length, 1);
      assert.equal(watch.state, 'failed');
      watch.stop();
    });
  }

  test('gives up after three other 4xx in a row', async () => {
    const requests = answerPolls(empty(400));
    const { platform, watch } = open();
    await platform.pass(600_000);
    assert.equal(requests.length, 3);
    assert.equal(watch.state, 'failed');
    assert.match(watch.of('connection').at(-1)?.reason ?? '', /http-400/);
    watch.stop();
  });

  test('takes 410 for any other 4xx when no position was named', async () => {
    const requests = answerPolls(empty(410));
    const { platform, watch } = open();
    await platform.pass(60_000);
    assert.equal(requests.length, 3);
    assert.equal(watch.state, 'failed');
    watch.stop();
  });

  for (const status of [204, 304]) {
    test(`does not take ${status} for rows where nothing is known`, async () => {
      answerPolls(
        empty(status),
        json(full(10, [row('a')], { more: true })),
        empty(status),
        json(full(10, [])),
      );
      const { platform, watch } = open();
      await platform.pass(0);
      assert.equal(watch.state, 'reconnecting');
      await platform.pass(500);
      assert.equal(watch.state, 'reconnecting');
      await platform.pass(1_000);
      assert.equal(watch.state, 'live');
      watch.stop();
    });
  }

  test('counts other 4xx only in a row', async () => {
    const requests = answerPolls(empty(400), empty(400), empty(500), empty(400), json(full(10, [])));
    const { platform, watch } = open();
    await platform.pass(60_000);
    assert.ok(requests.length > 5);
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('F06 recovers from 503 within one backoff', async () => {
    answerPolls(json(full(10, [row('a')])), empty(503), json(delta(10, 11, { up: [row('a', 2)] })));
    const { platform, watch } = open();
    await platform.pass(6_000);
    assert.deepEqual(watch.rows, ['a@2']);
    assert.deepEqual(watch.states, ['connecting', 'live'], 'one miss is no reason to alarm anybody');
    watch.stop();
  });

  const html = (): Response => HttpResponse.html('<title>Sign in</title>');
  const large = (): Response => json(full(10, [row('a')], { padding: 'x'.repeat(6_000_000) }));
  const endless = (): Response =>
    new Response(
      new ReadableStream({
        pull: (controller) => {
          controller.enqueue(new TextEncoder().encode(' '.repeat(1_000_000)));
        },
      }),
      { headers: { 'Content-Type': 'application/json' } },
    );
  const deep = (): Response => {
    const nest = `${'['.repeat(5_000)}${']'.repeat(5_000)}`;
    return new HttpResponse(`${JSON.stringify(full(10, [])).slice(0, -1)},"deep":${nest}}`, {
      headers: { 'Content-Type': 'application/json' },
    });
  };
  const bodies: readonly (readonly [string, () => Response, string])[] = [
    ['HTML', html, 'not-json'],
    ['another content type', () => HttpResponse.text('{}'), 'not-json'],
    [
      'an empty body',
      () => new HttpResponse('', { headers: { 'Content-Type': 'application/json' } }),
      'empty',
    ],
    ['no body', () => new HttpResponse(null, { status: 200 }), 'empty'],
    [
      'cut JSON',
      () => new HttpResponse('{"epoch":', { headers: { 'Content-Type': 'application/json' } }),
      'not-json',
    ],
    ['a number', () => HttpResponse.json(7), 'malformed'],
    ['null', () => HttpResponse.json(null), 'malformed'],
    ['no position', () => HttpResponse.json({ mode: 'delta', up: [] }), 'malformed'],
    ['an unsafe position', () => json(full(2 ** 53, [])), 'malformed'],
    ['a position that goes back', () => json(delta(12, 10)), 'malformed'],
    ['deep nesting', deep, 'malformed'],
    ['6 MB', large, 'too-large'],
    ['6 MB of unknown length', endless, 'too-large'],
  ];
  for (const [name, body, code] of bodies) {
    test(`F12 counts ${name} with the status 200 as a failure`, async () => {
      const requests = answerPolls(body, json(full(10, [row('a')])));
      const { platform, watch } = open();
      await platform.pass(0);
      assert.deepEqual(watch.states, ['connecting', 'reconnecting']);
      assert.ok(watch.codes.includes(code), watch.codes.join());
      await platform.pass(500);
      assert.equal(requests.length, 2);
      assert.deepEqual(watch.rows, ['a@1']);
      watch.stop();
    });
  }

  test('F13 takes a redirect for a sign-in page and does not follow it', async () => {
    const requests = answerPolls(empty(302, { Location: 'https://login.example/' }));
    const { platform, watch } = open();
    await platform.pass(60_000);
    assert.equal(requests.length, 1);
    assert.equal(watch.state, 'unauthorized');
    watch.stop();
  });

  test('F14 works where headers are hidden and warns once', async () => {
    const requests = answerPolls(HttpResponse.json(full(10, [row('a')])), HttpResponse.json(delta(10, 10)));
    const { platform, watch } = open();
    await platform.pass(20_000);
    assert.equal(requests[3]?.headers.get('if-none-match'), null);
    assert.deepEqual(watch.codes, ['no-etag']);
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('F05 reads Retry-After as seconds or as a date against the own Date', () => {
    const Date = 'Thu, 01 Jan 2026 00:00:00 GMT';
    const wait = (value: string, date: string | null = Date): number =>
      retryAfterMs(new Headers({ 'Retry-After': value, ...(date !== null && { Date: date }) }));
    assert.equal(wait('30'), 30_000);
    assert.equal(wait('Thu, 01 Jan 2026 00:00:45 GMT'), 45_000);
    assert.equal(wait('Wed, 31 Dec 2025 23:00:00 GMT'), 0);
    assert.equal(wait('Thu, 01 Jan 2036 00:00:00 GMT'), 600_000);
    assert.equal(wait('315360000'), 600_000);
    assert.equal(wait('soon'), 0);
    assert.equal(wait('-5'), 0);
    assert.equal(wait(''), 0);
    assert.equal(wait('Thu, 01 Jan 2026 00:00:45 GMT', null), 0);
    assert.equal(retryAfterMs(new Headers()), 0);
  });

  for (const status of [429, 503]) {
    test(`F05 A15 asks no earlier than ${status} allows, not even for the user`, async () => {
      const requests = answerPolls(empty(status, { 'Retry-After': '30' }), json(full(10, [row('a')])));
      const { platform, source, watch } = open();
      await platform.pass(0);
      const retryAt = watch.of('connection').at(-1)?.retryAt ?? 0;
      assert.equal(retryAt - platform.now(), 30_500);
      await platform.pass(5_000);
      source.refresh('user');
      platform.page.signal({ online: true });
      await platform.pass(24_999);
      assert.equal(requests.length, 1);
      await platform.pass(501);
      assert.equal(requests.length, 2);
      assert.equal(watch.state, 'live');
      await platform.pass(5_000);
      assert.equal(requests.length, 3, 'the wait was for once');
      watch.stop();
    });
  }
});
