/** Group F of the catalogue over real HTTP, at the reference server. What needs no socket is under test/data-source/polling. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { json, passOn, type HttpScript, type Reply } from './http-relay.js';
import { PollBench } from './poll-bench.js';

const status = (code: number, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status: code,
  headers,
});

/** Answers this to the first requests for changes, and then what the server says. */
function changesAnswered(...replies: readonly (Reply | 'hang' | 'reset')[]): HttpScript {
  let next = 0;
  return ({ question }, forward) => {
    if (!question.startsWith('since')) return forward();
    next += 1;
    return replies[next - 1] ?? forward();
  };
}

describe('polling over a faulty network', { timeout: 60_000 }, () => {
  it('F01 304: contact goes on, and nothing else is told', async (context) => {
    const bench = await PollBench.open(context, { rate: 0 });
    await bench.converged();
    const told = bench.watch.messages.length;
    await bench.pass(60_000);
    assert.ok(bench.relay.requests.every(({ headers }, index) => index === 0 || headers['if-none-match']));
    assert.deepEqual(new Set(bench.watch.messages.slice(told).map(({ type }) => type)), new Set(['clock']));
    await bench.converged();
  });

  it('F02 a cache that answers the same with 200 for ever: nothing is told again', async (context) => {
    const bench = await PollBench.open(context, { rate: 0 });
    let first: Reply | null = null;
    bench.relay.script = async (_, forward) => (first ??= await forward());
    await bench.converged();
    await bench.pass(60_000);
    assert.ok(bench.relay.requests.length > 10);
    assert.equal(bench.watch.of('snapshot').length, 1);
    assert.equal(bench.watch.of('delta').length, 0);
    assert.deepEqual(bench.watch.states, ['connecting', 'live']);
    await bench.converged();
  });

  it('F03 the server has forgotten the position: all is read again, the old rows stale meanwhile', async (context) => {
    const bench = await PollBench.open(context);
    await bench.converged();
    bench.change();
    bench.server.control.forgetLog();
    await bench.converged();
    assert.equal(bench.watch.of('snapshot').length, 2);
    assert.deepEqual(bench.watch.states, ['connecting', 'live', 'stale', 'live']);
    assert.equal(bench.watch.of('wipe').length, 0);
  });

  it('F04 each position is forgotten at once: five times, and then it waits', async (context) => {
    const bench = await PollBench.open(context, { rate: 0 });
    await bench.converged();
    bench.relay.script = changesAnswered(...Array<Reply>(12).fill(status(410)));
    await bench.pass(40_000);
    // After a full reading the next question is an interval later: never a tight loop.
    assert.ok(bench.relay.requests.length <= 14, String(bench.relay.requests.length));
    bench.relay.script = passOn;
    await bench.converged(20);
  });

  const date = (Date: string, wanted: string): Record<string, string> => ({ Date, 'Retry-After': wanted });
  const then = 'Wed, 01 Jan 2020 00:00:00 GMT';
  for (const [what, headers, wait] of [
    ['seconds', { 'Retry-After': '30' }, 30_000],
    [
      'a date, which counts from the Date of the answer and not from ours',
      date(then, 'Wed, 01 Jan 2020 00:00:45 GMT'),
      45_000,
    ],
    ['no time at all', { 'Retry-After': 'soon' }, 0],
    ['a date that has passed', date(then, 'Tue, 31 Dec 2019 23:00:00 GMT'), 0],
    ['ten years', { 'Retry-After': '315360000' }, 600_000],
  ] as const) {
    it(`F05 429 with ${what} in Retry-After`, async (context) => {
      const bench = await PollBench.open(context);
      await bench.converged();
      bench.relay.script = changesAnswered(status(429, headers));
      await bench.pass(5_000);
      const asked = bench.relay.requests.length;
      await bench.pass(Math.max(0, wait - 1));
      if (wait > 0) bench.source.refresh('user');
      assert.equal(bench.relay.requests.length, asked);
      await bench.pass(1_000);
      assert.equal(bench.relay.requests.length, asked + 1);
      await bench.converged();
    });
  }

  it('F06 503 once: the rows stay live, and are right within one backoff', async (context) => {
    const bench = await PollBench.open(context);
    await bench.converged();
    bench.change();
    bench.relay.script = changesAnswered(status(503));
    await bench.pass(5_000);
    assert.equal(bench.watch.state, 'live');
    await bench.pass(1_000);
    await bench.converged(0);
    assert.deepEqual(bench.watch.states, ['connecting', 'live']);
  });

  it('F07 20 errors of the server and broken connections: asked on, offline after two minutes, and right in the end', async (context) => {
    const bench = await PollBench.open(context);
    await bench.converged();
    bench.change();
    const replies = Array.from({ length: 20 }, (_, index) =>
      index % 3 === 0 ? 'reset' : status(500 + (index % 5)),
    );
    bench.relay.script = changesAnswered(...replies);
    await bench.pass(5_000 + 500 + 1_000 + 2_000 + 4_000 + 8_000 + 16_000 + 13 * 30_000);
    assert.equal(bench.watch.state, 'offline');
    assert.equal(bench.relay.requests.length, 1 + 20);
    await bench.converged(6);
  });

  it('F08 an answer that was overtaken is dropped', async (context) => {
    const bench = await PollBench.open(context);
    await bench.converged();
    bench.platform.respectsSignals = false;
    bench.relay.script = changesAnswered('hang');
    bench.change();
    await bench.pass(15_000);
    await bench.pass(1_000);
    await bench.converged();
    const told = bench.watch.messages.length;
    bench.relay.release(
      json({
        epoch: 'e',
        from: 0,
        seq: 1e6,
        token: 't',
        mode: 'delta',
        up: [{ id: 'late', ver: 1, status: 'open' }],
      }),
    );
    await bench.platform.rest();
    assert.equal(bench.watch.messages.length, told);
    await bench.converged();
  });

  it('F09 an answer that takes 30 s: one request at a time, given up after 10 s, which the server sees', async (context) => {
    const bench = await PollBench.open(context);
    await bench.converged();
    bench.relay.script = changesAnswered('hang');
    bench.change();
    await bench.pass(5_000);
    const hung = bench.relay.requests.at(-1);
    bench.source.refresh('user');
    bench.platform.page.signal();
    await bench.pass(9_999);
    assert.equal(bench.relay.requests.length, 2);
    assert.equal(hung?.isAborted, false);
    await bench.pass(1);
    assert.equal(hung.isAborted, true);
    assert.ok(bench.watch.codes.includes('timeout'));
    assert.equal(bench.platform.mostInFlight, 1);
    await bench.converged();
    assert.equal(bench.platform.mostInFlight, 1);
  });

  it('F10 hidden: no request, and one at once when it is shown', async (context) => {
    const bench = await PollBench.open(context);
    await bench.converged();
    const { length } = bench.relay.requests;
    bench.platform.page.signal({ hidden: true });
    bench.change();
    await bench.pass(600_000);
    assert.equal(bench.relay.requests.length, length);
    assert.equal(bench.watch.state, 'stale');
    bench.platform.page.signal({ hidden: false });
    await bench.pass(0);
    assert.equal(bench.relay.requests.length, length + 1);
    await bench.converged(0);
  });

  it('F11 50 times focused and left: at most one request every 2 s', async (context) => {
    const bench = await PollBench.open(context);
    await bench.converged();
    const { length } = bench.relay.requests;
    for (let time = 0; time < 50; time += 1) {
      bench.platform.page.signal();
      await bench.pass(100);
    }
    const asked = bench.relay.requests.length - length;
    assert.ok(asked >= 1 && asked <= 3, `${asked} in 5 s`);
    await bench.converged();
  });

  for (const [what, reply, code] of [
    [
      'HTML',
      { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<title>Hotel</title>' },
      'not-json',
    ],
    ['another content type', { ...json({}), headers: { 'Content-Type': 'text/plain' } }, 'not-json'],
    ['an empty body', { ...json({}), body: '' }, 'empty'],
    ['6 MB', json({ padding: 'x'.repeat(6_000_000) }), 'too-large'],
    [
      '6 MB of unknown length',
      {
        ...json({ padding: 'x'.repeat(6_000_000) }),
        headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' },
      },
      'too-large',
    ],
  ] as const) {
    it(`F12 ${what} with the status 200: a failure, and right after the wait`, async (context) => {
      const bench = await PollBench.open(context);
      await bench.converged();
      bench.change();
      bench.relay.script = changesAnswered(reply);
      await bench.pass(5_000);
      assert.ok(bench.watch.codes.includes(code), bench.watch.codes.join());
      assert.doesNotMatch(JSON.stringify(bench.watch.messages), /Hotel/);
      await bench.pass(1_000);
      await bench.converged(0);
    });
  }

  it('F13 a redirect to a login page: unauthorized, not followed, and right after signing in', async (context) => {
    const bench = await PollBench.open(context);
    await bench.converged();
    bench.relay.script = changesAnswered(status(302, { Location: '/login' }));
    await bench.pass(60_000);
    assert.equal(bench.watch.state, 'unauthorized');
    assert.equal(bench.relay.requests.length, 2);
    bench.change();
    bench.source.refresh('user');
    await bench.pass(1_000);
    await bench.converged();
  });

  it('F14 headers that are hidden from other origins: works without ETag, and warns once', async (context) => {
    const bench = await PollBench.open(context);
    bench.relay.script = async (_, forward) => {
      const reply = await forward();
      return { ...reply, headers: { 'Content-Type': 'application/json' } };
    };
    await bench.converged();
    for (let time = 0; time < 3; time += 1) {
      bench.change();
      await bench.pass(5_000);
    }
    await bench.converged();
    assert.equal(bench.watch.codes.filter((code) => code === 'no-etag').length, 1);
    assert.ok(bench.relay.requests.every(({ headers }) => headers['if-none-match'] === undefined));
  });

  it('F15 nobody subscribes any more while a request is on its way: given up, and its answer is not told', async (context) => {
    const bench = await PollBench.open(context);
    await bench.converged();
    bench.relay.script = changesAnswered('hang');
    await bench.pass(5_000);
    const told = bench.watch.messages.length;
    const last = bench.relay.requests.at(-1);
    bench.watch.stop();
    await bench.pass(60_000);
    assert.equal(last?.isAborted, true);
    assert.equal(bench.relay.requests.length, 2);
    assert.equal(bench.watch.messages.length, told);
  });

  it('F16 the same position again at once, for ever: after five it waits', async (context) => {
    const bench = await PollBench.open(context, { rate: 0 });
    await bench.converged();
    let loops = 0;
    const { epoch, seq } = await position(bench);
    bench.relay.script = ({ question }, forward) => {
      if (!question.startsWith('since') || loops >= 30) return forward();
      loops += 1;
      const token = question.slice('since='.length);
      return json({ epoch, from: seq, seq, token, mode: 'delta', more: true });
    };
    await bench.pass(5_000);
    assert.equal(loops, 5);
    assert.ok(bench.watch.codes.includes('fast-loop'));
    await bench.pass(499);
    assert.equal(loops, 5);
    loops = 30;
    await bench.converged();
  });

  it('F17 more, for ever: after 20 it waits', async (context) => {
    const bench = await PollBench.open(context, { rate: 0 });
    await bench.converged();
    const { epoch, seq } = await position(bench);
    let more = 0;
    bench.relay.script = ({ question }, forward) => {
      if (!question.startsWith('since') || more >= 1_000) return forward();
      more += 1;
      return json({ epoch, from: seq, seq, token: `t-${more}`, mode: 'delta', more: true });
    };
    await bench.pass(5_000);
    assert.equal(more, 21);
    assert.ok(bench.watch.codes.includes('more-loop'));
    more = 1_000;
    await bench.converged(6);
  });

  it('F18 changes between two pages of all rows: right, by the chain from the first page', async (context) => {
    const bench = await PollBench.open(context, { conversations: 900 });
    bench.relay.script = async (asked, forward) => {
      const reply = await forward();
      if (asked.question === '') bench.server.control.advance(3_000);
      return reply;
    };
    await bench.pass(0);
    assert.deepEqual(bench.questions.slice(0, 3), ['', 'after', 'since']);
    assert.equal(bench.watch.of('snapshot').length, 1);
    await bench.converged();
  });
});

/** Where the server stands, as it tells everybody. */
async function position(bench: PollBench): Promise<{ epoch: string; seq: number }> {
  const response = await fetch(`${bench.server.url}?limit=1&window=24`);
  return (await response.json()) as { epoch: string; seq: number };
}
