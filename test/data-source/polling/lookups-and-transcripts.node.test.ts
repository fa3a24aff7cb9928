import { http, HttpResponse } from 'msw';
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, test } from 'node:test';
import type { CandidateQuery, TranscriptMessage } from '../../../src/data-source/data-source.js';
import { PollingDataSource } from '../../../src/data-source/polling/index.js';
import { BASE, empty, never, NOW, server, useServer } from './fixture.js';
import { ManualPlatform } from './manual-platform.js';

const QUERY: CandidateQuery = {
  action: 'transfer',
  conversationId: 'c-77',
  text: 'ann é',
  limit: 20,
  after: null,
};
const signal = new AbortController().signal;

describe('candidates', () => {
  useServer();
  const source = new PollingDataSource(BASE, { platform: new ManualPlatform() });

  function answer(respond: () => Response | Promise<Response>): URL[] {
    const urls: URL[] = [];
    server.use(
      http.get(`${BASE}/c-77/candidates`, ({ request }) => {
        urls.push(new URL(request.url));
        return respond();
      }),
    );
    return urls;
  }

  test('are agents with what decides between them', async () => {
    const urls = answer(() =>
      HttpResponse.json({
        entries: [
          {
            id: 'a1',
            name: 'Ann',
            eligible: false,
            why: 'at capacity',
            presence: 'busy',
            capacity: { used: 4, max: 4 },
          },
          { name: 'nobody' },
        ],
        next: 'a1',
        asOf: NOW,
      }),
    );
    const page = await source.findAgents(QUERY, { signal });
    assert.deepEqual(
      page.entries.map(({ id, eligible, why }) => [id, eligible, why]),
      [['a1', false, 'at capacity']],
    );
    assert.deepEqual([page.next, page.asOf], ['a1', NOW]);
    assert.deepEqual(Object.fromEntries(urls[0]?.searchParams ?? []), {
      kind: 'agents',
      for: 'transfer',
      text: 'ann é',
      limit: '20',
    });
  });

  test('are queues, page by page', async () => {
    const urls = answer(() =>
      HttpResponse.json({ entries: [{ id: 'q2', name: 'Orders', waiting: 12 }], next: null }),
    );
    const page = await source.findQueues({ ...QUERY, action: 'assign', after: 'q1' }, { signal });
    assert.equal(page.entries[0]?.waiting, 12);
    assert.equal(page.next, null);
    assert.equal(urls[0]?.searchParams.get('kind'), 'queues');
    assert.equal(urls[0].searchParams.get('after'), 'q1');
  });

  test('K04 end in an error when there is no list', async () => {
    for (const respond of [
      () => empty(503),
      () => HttpResponse.html('<p>'),
      () => HttpResponse.json({}),
      () => Response.error(),
    ]) {
      answer(respond);
      await assert.rejects(source.findAgents(QUERY, { signal }), Error);
    }
  });

  test('O13 leave nothing behind on a signal that lives long', async () => {
    const lasting = new AbortController().signal;
    answer(() => HttpResponse.json({ entries: [] }));
    for (let times = 0; times < 20; times += 1) await source.findAgents(QUERY, { signal: lasting });
    assert.equal(getEventListeners(lasting, 'abort').length, 0);
  });

  test('K01 are given up when nobody waits for them', async () => {
    answer(never);
    const controller = new AbortController();
    const page = source.findAgents(QUERY, { signal: controller.signal });
    controller.abort();
    await assert.rejects(page, { name: 'AbortError' });
  });
});

describe('a transcript', () => {
  useServer();

  const entry = (n: number, text = `Line ${n}`) => ({
    n,
    at: NOW,
    from: 'customer',
    name: 'Priya',
    text,
    private: false,
  });

  function follow(respond: (after: string | null, count: number) => Response | Promise<Response>) {
    const platform = new ManualPlatform();
    const asked: (string | null)[] = [];
    server.use(
      http.get(`${BASE}/c-77/transcript`, ({ request }) => {
        const after = new URL(request.url).searchParams.get('after');
        asked.push(after);
        return respond(after, asked.length);
      }),
    );
    const messages: TranscriptMessage[] = [];
    const ends: string[] = [];
    const subscription = new PollingDataSource(BASE, { platform }).openTranscript('c-77').subscribe({
      next: (message) => messages.push(message),
      error: () => ends.push('error'),
      complete: () => ends.push('complete'),
    });
    const numbers = () => messages.map(({ entries }) => entries.map(({ number }) => number));
    return { platform, asked, messages, ends, subscription, numbers };
  }

  test('is asked for every 2 s from where it is known', async () => {
    const { platform, asked, numbers, subscription } = follow((_, count) =>
      HttpResponse.json({
        entries: count === 1 ? [entry(2), entry(1)] : count === 3 ? [entry(2), entry(3)] : [],
      }),
    );
    await platform.pass(6_000);
    assert.deepEqual(numbers(), [[1, 2], [3]]);
    assert.deepEqual(asked, [null, '2', '2', '3']);
    subscription.unsubscribe();
    assert.equal(platform.timers, 0);
    assert.equal(platform.page.listeners.size, 0);
  });

  test('that is empty says so', async () => {
    const { platform, numbers, subscription } = follow(() => HttpResponse.json({ entries: [] }));
    await platform.pass(4_000);
    assert.deepEqual(numbers(), [[]]);
    subscription.unsubscribe();
  });

  test('outlasts failures', async () => {
    const { platform, asked, numbers, ends, subscription } = follow((_, count) =>
      count < 3 ? empty(500) : HttpResponse.json({ entries: [entry(1)] }),
    );
    await platform.pass(1_500);
    assert.equal(asked.length, 3);
    assert.deepEqual(numbers(), [[1]]);
    assert.deepEqual(ends, []);
    subscription.unsubscribe();
  });

  for (const [status, end] of [
    [404, 'complete'],
    [410, 'complete'],
    [401, 'error'],
    [403, 'error'],
  ] as const) {
    test(`ends with ${end} on ${status}`, async () => {
      const { platform, asked, ends } = follow(() => empty(status));
      await platform.pass(60_000);
      assert.deepEqual(ends, [end]);
      assert.equal(asked.length, 1);
      assert.equal(platform.timers, 0);
    });
  }

  test('has one request in flight, which ends with the subscription', async () => {
    const { platform, asked, subscription } = follow(never);
    await platform.pass(3_000);
    platform.page.signal();
    await platform.pass(3_000);
    assert.equal(asked.length, 1);
    subscription.unsubscribe();
    await platform.pass(60_000);
    assert.equal(asked.length, 1);
    assert.equal(platform.timers, 0);
  });

  test('rests while the page is hidden', async () => {
    const { platform, asked, subscription } = follow(() => HttpResponse.json({ entries: [] }));
    await platform.pass(0);
    platform.page.signal({ hidden: true });
    await platform.pass(60_000);
    assert.equal(asked.length, 1);
    platform.page.signal({ hidden: false });
    await platform.pass(0);
    assert.equal(asked.length, 2);
    subscription.unsubscribe();
  });

  test('of an id that would lead elsewhere errs', () => {
    const source = new PollingDataSource(BASE, { platform: new ManualPlatform() });
    let failure: unknown;
    source.openTranscript('..').subscribe({
      error: (error: unknown) => {
        failure = error;
      },
    });
    assert.ok(failure instanceof Error);
  });
});
