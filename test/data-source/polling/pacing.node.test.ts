import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pollBackoff, spreadInterval } from '../../../src/data-source/polling/pacing.js';
import { answerPolls, delta, empty, full, json, never, open, question, row, useServer } from './fixture.js';

const ALL = full(10, [row('a')]);

describe('when requests leave', () => {
  useServer();

  test('spreads the interval by a tenth to each side', () => {
    assert.equal(spreadInterval(5_000, 0), 4_500);
    assert.equal(spreadInterval(5_000, 0.5), 5_000);
    assert.ok(spreadInterval(5_000, 0.999) < 5_500);
  });

  test('F07 backs off with full jitter below 1, 2, 4 … 60 s', () => {
    const caps = Array.from({ length: 20 }, (_, index) => pollBackoff(index + 1, 1));
    assert.deepEqual(caps.slice(0, 8), [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
    assert.equal(caps.at(-1), 60_000);
    assert.equal(pollBackoff(20, 0), 0);
  });

  test('F07 goes on asking through 20 server errors and recovers', async () => {
    let requests = 0;
    answerPolls(() => {
      requests += 1;
      return requests <= 20 ? empty(500) : json(ALL);
    });
    const { platform, watch } = open();
    const total = 500 + 1_000 + 2_000 + 4_000 + 8_000 + 16_000 + 14 * 30_000;
    await platform.pass(total - 1);
    assert.equal(requests, 20);
    await platform.pass(1);
    assert.equal(requests, 21);
    assert.equal(watch.state, 'live');
    assert.ok(watch.states.includes('offline'), 'after two minutes without contact');
    watch.stop();
  });

  test('begins its backoff anew after an answer', async () => {
    const requests = answerPolls(empty(500), empty(500), json(ALL), empty(500), empty(304));
    const { platform, watch } = open();
    await platform.pass(1_500);
    assert.equal(requests.length, 3);
    await platform.pass(5_500);
    assert.equal(requests.length, 5);
    watch.stop();
  });

  test('F09 keeps one request in flight and gives it up after 10 s', async () => {
    const requests = answerPolls(json(ALL), never, json(delta(10, 11, { up: [row('a', 2)] })));
    const { platform, source, watch } = open();
    await platform.pass(5_000);
    assert.equal(platform.inFlight, 1);
    source.refresh('user');
    platform.page.signal();
    await platform.pass(9_999);
    assert.equal(requests.length, 2);
    assert.equal(requests.at(-1)?.signal.aborted, false);
    await platform.pass(1);
    assert.equal(requests[1]?.signal.aborted, true);
    assert.ok(watch.codes.includes('timeout'));
    await platform.pass(500);
    assert.equal(requests.length, 3);
    assert.equal(platform.mostInFlight, 1);
    assert.deepEqual(watch.rows, ['a@2']);
    watch.stop();
  });

  test('E02 gives up an answer that trickles', async () => {
    const trickle = (): Response =>
      new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([123])) }), {
        headers: { 'Content-Type': 'application/json' },
      });
    answerPolls(trickle, json(ALL));
    const { platform, watch } = open();
    await platform.pass(9_999);
    assert.deepEqual(watch.states, ['connecting']);
    await platform.pass(501);
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('F08 drops an answer that was overtaken', async () => {
    const late: (() => void)[] = [];
    const requests = answerPolls(
      json(ALL),
      () => new Promise((resolve) => late.push(() => resolve(json(delta(10, 11, { up: [row('late', 1)] }))))),
      json(delta(10, 12, { up: [row('a', 3)] })),
    );
    const { platform, watch } = open();
    platform.respectsSignals = false;
    await platform.pass(15_500);
    assert.equal(requests.length, 3);
    for (const answer of late) answer();
    await platform.rest();
    assert.deepEqual(watch.rows, ['a@3']);
    watch.stop();
  });

  test('joins the request in flight when the user asks', async () => {
    const answers: (() => void)[] = [];
    const requests = answerPolls(
      json(ALL),
      () => new Promise((resolve) => answers.push(() => resolve(empty(304)))),
    );
    const { platform, source, watch } = open();
    await platform.pass(5_000);
    for (let times = 0; times < 100; times += 1) source.refresh('user');
    for (const answer of answers) answer();
    await platform.pass(4_999);
    assert.equal(requests.length, 2);
    watch.stop();
  });

  test('Q14 asks at once when the user does, and once for many times', async () => {
    const requests = answerPolls(json(ALL), empty(304));
    const { platform, source, watch } = open();
    await platform.pass(1_000);
    for (let times = 0; times < 100; times += 1) source.refresh('user');
    await platform.pass(0);
    assert.equal(requests.length, 2);
    assert.equal(platform.timers, 2, 'the next request and the alarm of silence');
    await platform.pass(5_000);
    assert.equal(requests.length, 3, 'and the interval begins again');
    watch.stop();
  });

  test('asks once a second at most, whatever interval is set', async () => {
    const requests = answerPolls(json(ALL), empty(304));
    const { platform, watch } = open({ intervalMs: 1 });
    await platform.pass(3_000);
    assert.equal(requests.length, 4);
    watch.stop();
  });

  test('keeps requests on demand 200 ms apart', async () => {
    const requests = answerPolls(json(ALL), empty(304));
    const { platform, source, watch } = open();
    await platform.pass(0);
    for (let times = 0; times < 40; times += 1) {
      source.refresh('user');
      await platform.pass(50);
    }
    assert.equal(requests.length, 11);
    assert.deepEqual(watch.codes, []);
    watch.stop();
  });

  test('G02 notices silence though the clock was set back', async () => {
    answerPolls(json(ALL), empty(500));
    const { platform, watch } = open();
    await platform.pass(1_000);
    platform.stepClock(-3_600_000);
    await platform.pass(14_000);
    assert.equal(watch.state, 'stale');
    watch.stop();
  });

  test('F16 backs off when the same position is answered at once again and again', async () => {
    const requests = answerPolls(json(ALL), json(delta(10, 10, { more: true })));
    const { platform, watch } = open();
    await platform.pass(5_000);
    assert.deepEqual(requests.slice(1).map(question), Array(5).fill('since=t-10'));
    assert.ok(watch.codes.includes('fast-loop'));
    await platform.pass(499);
    assert.equal(requests.length, 6);
    await platform.pass(1);
    assert.notEqual(requests.length, 6);
    watch.stop();
  });

  test('calls the rows stale after three missed intervals', async () => {
    answerPolls(json(ALL), empty(500));
    const { platform, watch } = open();
    await platform.pass(14_999);
    assert.equal(watch.state, 'live');
    await platform.pass(1);
    assert.equal(watch.state, 'stale');
    await platform.pass(120_000);
    assert.equal(watch.state, 'offline');
    watch.stop();
  });

  test('reads all rows anew on divergence, even with a request in flight', async () => {
    const requests = answerPolls(json(ALL), never, json(full(11, [row('a', 2)])));
    const { platform, source, watch } = open();
    await platform.pass(5_000);
    source.refresh('divergence');
    await platform.pass(200);
    assert.deepEqual(requests.map(question), ['', 'since=t-10', '']);
    assert.equal(requests[1]?.signal.aborted, true);
    assert.deepEqual(watch.rows, ['a@2']);
    watch.stop();
  });

  test('F15 aborts the request in flight and leaves nothing behind on unsubscribing', async () => {
    const requests = answerPolls(json(ALL), never);
    const { platform, watch } = open();
    await platform.pass(5_000);
    const before = watch.messages.length;
    watch.stop();
    await platform.rest();
    assert.equal(requests[1]?.signal.aborted, true);
    assert.equal(platform.timers, 0);
    assert.equal(platform.page.listeners.size, 0);
    await platform.pass(60_000);
    assert.equal(requests.length, 2);
    assert.equal(watch.messages.length, before);
  });
});

describe('the page', () => {
  useServer();

  test('F10 stops while hidden, after the request in flight, and asks at once when shown', async () => {
    const requests = answerPolls(json(ALL), empty(304));
    const { platform, watch } = open();
    await platform.pass(1_000);
    platform.page.signal({ hidden: true });
    await platform.pass(600_000);
    assert.equal(requests.length, 1);
    assert.equal(watch.state, 'stale');
    platform.page.signal({ hidden: false });
    await platform.pass(0);
    assert.equal(requests.length, 2);
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('F10 asks nothing after the request in flight when it was hidden meanwhile', async () => {
    const answers: (() => void)[] = [];
    const requests = answerPolls(
      json(ALL),
      () => new Promise((resolve) => answers.push(() => resolve(empty(304)))),
      empty(304),
    );
    const { platform, watch } = open();
    await platform.pass(5_000);
    platform.page.signal({ hidden: true });
    for (const answer of answers) answer();
    await platform.pass(60_000);
    assert.equal(requests.length, 2);
    watch.stop();
  });

  test('asks once a minute while hidden, if it is told to keep on', async () => {
    const requests = answerPolls(json(ALL), empty(304));
    const { platform, watch } = open({ hidden: 'keep' });
    await platform.pass(0);
    platform.page.signal({ hidden: true });
    await platform.pass(5_000);
    assert.equal(requests.length, 2);
    await platform.pass(300_000);
    assert.equal(requests.length, 7);
    assert.deepEqual(watch.states, ['connecting', 'live']);
    await platform.pass(30_000);
    platform.page.signal({ hidden: false });
    assert.equal(watch.state, 'stale', 'for eyes, half a minute is old');
    await platform.pass(0);
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('H11 asks nothing before a prerendered page is visited', async () => {
    const requests = answerPolls(json(ALL));
    const { platform, watch } = open({ hidden: 'keep' });
    platform.page.signal({ prerendering: true });
    await platform.pass(60_000);
    assert.equal(requests.length, 0);
    platform.page.signal({ prerendering: false });
    await platform.pass(0);
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('F11 A16 asks at most every 2 s however often it is focused', async () => {
    const requests = answerPolls(json(ALL), empty(304));
    const { platform, watch } = open();
    await platform.pass(0);
    for (let times = 0; times < 50; times += 1) {
      platform.page.signal();
      await platform.pass(40);
    }
    assert.equal(requests.length, 1);
    platform.page.signal();
    await platform.pass(0);
    assert.equal(requests.length, 2);
    watch.stop();
  });

  test('still asks after the interval when it was hidden and shown within 2 s', async () => {
    const requests = answerPolls(json(ALL), empty(304));
    const { platform, watch } = open();
    await platform.pass(500);
    platform.page.signal({ hidden: true });
    platform.page.signal({ hidden: false });
    await platform.pass(5_000);
    assert.equal(requests.length, 2);
    watch.stop();
  });

  test('F11 asks focused pages with failures no more often than others', async () => {
    const requests = answerPolls(empty(500));
    const { platform, watch } = open();
    platform.chance = 0.999;
    for (let times = 0; times < 200; times += 1) {
      platform.page.signal();
      await platform.pass(50);
    }
    assert.ok(requests.length <= 12, String(requests.length));
    watch.stop();
  });

  test('H04 H05 is stale at once when the machine wakes, and asks', async () => {
    const requests = answerPolls(json(ALL), empty(304));
    const { platform, source, watch } = open();
    await platform.pass(1_000);
    platform.sleep(1_800_000);
    source.refresh('wake');
    assert.equal(watch.state, 'stale');
    await platform.pass(0);
    assert.equal(requests.length, 2);
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('H06 begins its backoff anew when the network is back', async () => {
    const requests = answerPolls(empty(500));
    const { platform, watch } = open();
    await platform.pass(31_500);
    assert.equal(requests.length, 7);
    await platform.pass(8_000);
    platform.page.signal({ online: true });
    await platform.pass(0);
    assert.equal(requests.length, 8);
    await platform.pass(500);
    assert.equal(requests.length, 9);
    watch.stop();
  });

  test('A17 says offline when the network is gone and the browser knows it', async () => {
    answerPolls(json(ALL), Response.error(), json(delta(10, 11)));
    const { platform, watch } = open();
    await platform.pass(0);
    platform.page.signal({ online: false });
    assert.equal(watch.state, 'live', 'the event alone may be wrong');
    await platform.pass(5_000);
    assert.equal(watch.state, 'offline');
    platform.page.signal({ online: true });
    await platform.pass(500);
    assert.equal(watch.state, 'live');
    watch.stop();
  });
});
