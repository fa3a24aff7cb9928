import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WebSocketDataSource, type SocketLike } from '../../../src/data-source/web-socket/index.js';
import { Bench, delta, row, SCOPE, sendSnapshot } from './fixture.js';
import { ManualEnvironment } from './manual-environment.js';
import { Recorder } from './recorder.js';

/** A socket in the hand of the test, for what no real server does. */
class FakeSocket implements SocketLike {
  protocol = 'ongoing-conversations.v1.json';
  readyState = 0;
  bufferedAmount = 0;
  closedWith: number | undefined;
  readonly sent: string[] = [];
  readonly #listeners = new Map<string, (event: { data?: unknown; code?: number }) => void>();

  send(data: string): void {
    this.sent.push(data);
  }

  close(code?: number): void {
    this.closedWith = code;
  }

  addEventListener(type: string, listener: (event: { data?: unknown; code?: number }) => void): void {
    this.#listeners.set(type, listener);
  }

  fire(type: string, event: { data?: unknown; code?: number } = {}): void {
    if (type === 'open') this.readyState = 1;
    this.#listeners.get(type)?.(event);
  }
}

function fakeBench(openSocket?: () => SocketLike): {
  environment: ManualEnvironment;
  sockets: FakeSocket[];
  recorder: Recorder;
} {
  const environment = new ManualEnvironment();
  const sockets: FakeSocket[] = [];
  const open = (): SocketLike => {
    const socket = new FakeSocket();
    sockets.push(socket);
    return socket;
  };
  const source = new WebSocketDataSource('wss://feed.example/conversations', {
    environment: { ...environment.parts, openSocket: openSocket ?? open },
  });
  return { environment, sockets, recorder: new Recorder(source.connect(SCOPE)) };
}

describe('a connection', { timeout: 20_000 }, () => {
  it('resumes from its last position, with the rows still there, when it is lost', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([row('c-1')]);
    connection.send(delta(10, 14, { up: [row('c-2')] }));
    await connection.roundTrip();
    connection.terminate();
    await recorder.untilState('reconnecting');
    assert.equal(recorder.connection?.retryAt, bench.environment.now() + 500);
    assert.equal(recorder.rows.size, 2);
    bench.environment.advance(500);
    const second = await bench.welcome({ resumed: true, head: 15 });
    assert.deepEqual(second.hello['resume'], { stream: 's-1', epoch: 'e-1', seq: 14 });
    second.connection.send(delta(14, 15, { up: [row('c-2', 2)] }));
    await recorder.until(() => recorder.rows.get('c-2')?.version === 2);
    assert.equal(recorder.state, 'live');
    assert.equal(recorder.of('snapshot').length, 1);
  });

  // 1005 stands for a close without a code.
  for (const code of [1000, 1001, 1005, 1011, 1012, 1013, 1014, 4429, 4500]) {
    it(`A08 is opened again after a close with ${code} that was not asked for`, async (context) => {
      const bench = await Bench.open(context);
      const { recorder, connection } = await bench.live();
      connection.close(code === 1005 ? undefined : code);
      await recorder.untilState('reconnecting');
      bench.environment.advance(1_000);
      await bench.welcome({ resumed: true });
      await recorder.untilState('live');
    });
  }

  for (const [code, state] of [
    [4403, 'forbidden'],
    [4406, 'failed'],
    [4409, 'failed'],
    [4410, 'failed'],
  ] as const) {
    it(`ends after ${code} as ${state}`, async (context) => {
      const bench = await Bench.open(context);
      const { recorder, connection } = await bench.live();
      connection.close(code);
      await recorder.untilState(state);
      assert.equal(recorder.of('wipe').length, code === 4403 ? 1 : 0);
      assert.equal(recorder.rows.size, code === 4403 ? 0 : 1);
      bench.environment.advance(3_600_000);
      assert.equal(bench.server.connections.length, 1);
      assert.equal(bench.environment.timers, 0);
      bench.source.refresh('user');
      await bench.server.next();
    });
  }

  it('A13 waits longer after each failure, and starts over only after ten seconds live', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const delays: number[] = [];
    for (let time = 0; time < 4; time += 1) {
      const { connection } = await bench.welcome();
      sendSnapshot(connection, [row('c-1')]);
      await recorder.untilState('live');
      if (time === 3) bench.environment.advance(10_000);
      connection.terminate();
      await recorder.untilState('reconnecting');
      const delay = (recorder.connection?.retryAt ?? 0) - bench.environment.now();
      delays.push(delay);
      bench.environment.advance(delay);
    }
    assert.deepEqual(delays, [500, 750, 1_250, 500]);
  });

  it('A13 starts over only after ten seconds live without a break, not after ten seconds since it was', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const delays: number[] = [];
    for (let time = 0; time < 3; time += 1) {
      const { connection } = await bench.welcome();
      sendSnapshot(connection, [row('c-1')]);
      await recorder.untilState('live');
      bench.environment.advance(1_000);
      connection.send({ type: 'reset', reason: 'retention', epoch: 'e-1' });
      await connection.next('snapshot');
      // Nothing comes, for ten seconds.
      bench.environment.advance(10_000);
      delays.push((recorder.connection?.retryAt ?? 0) - bench.environment.now());
      await connection.closed;
      bench.environment.advance(delays.at(-1) ?? 0);
    }
    assert.deepEqual(delays, [500, 750, 1_250]);
  });

  it('that goes on is not live before it has what the server has, and may take its time while something comes', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.terminate();
    await recorder.untilState('reconnecting');
    bench.environment.advance(500);
    const { connection: next } = await bench.welcome({ resumed: true, head: 14 });
    await recorder.untilState('stale');
    for (let seq = 10; seq < 13; seq += 1) {
      bench.environment.advance(2_900);
      next.send(delta(seq, seq + 1, { up: [row('c-1', seq)] }));
      await next.roundTrip();
      assert.equal(recorder.state, 'stale');
    }
    next.send(delta(13, 14, { up: [row('c-1', 20)] }));
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-1': 20 });
    assert.equal(next.count('resume'), 0);

    next.terminate();
    await recorder.untilState('reconnecting');
    bench.environment.advance(1_000);
    const { connection: mute } = await bench.welcome({ resumed: true, head: 15 });
    await recorder.untilState('stale');
    bench.environment.advance(3_000);
    assert.equal(await mute.closed, 4400);
  });

  it('A15 A25 is spread by what a leaving server says, and comes not earlier than it asks', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    bench.environment.advance(10_000);
    await connection.roundTrip();
    connection.send({ type: 'bye', code: 'restart', reconnect: true, retryAfterMs: 500, spreadMs: 8_000 });
    connection.send(delta(10, 11, { up: [row('c-2')] }));
    connection.close(1012);
    await recorder.untilState('reconnecting');
    assert.equal(recorder.rows.size, 2);
    assert.equal(recorder.connection?.retryAt, bench.environment.now() + 4_000);

    bench.environment.advance(4_000);
    const second = await bench.welcome({ resumed: true });
    await recorder.untilState('live');
    second.connection.send({ type: 'bye', code: 'maintenance', reconnect: true, retryAfterMs: 86_400_000 });
    second.connection.close(1012);
    await recorder.untilState('reconnecting');
    bench.environment.page.signal('network');
    bench.environment.advance(599_999);
    assert.equal(bench.server.connections.length, 2);
    bench.environment.advance(1_000);
    await bench.server.next();
  });

  it('lost long after the server asked to wait does not wait for that any more', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.send({ type: 'error', code: 'rate-limited', retryAfterMs: 3_000, fatal: false });
    await connection.roundTrip();
    assert.equal(recorder.diagnosed('server-error'), 1);
    bench.environment.advance(10_000);
    await connection.roundTrip();
    connection.terminate();
    await recorder.untilState('reconnecting');
    assert.equal(recorder.connection?.retryAt, bench.environment.now() + 500);
  });

  it('does not come back when the server says so', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.send({ type: 'bye', code: 'retired', reconnect: false });
    connection.close(1000);
    await recorder.untilState('failed');
  });

  it('A05 E01 is tried again when no welcome comes in five seconds', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const connection = await bench.server.next();
    await connection.next('hello');
    bench.environment.advance(4_900);
    assert.equal(connection.closeCode, null);
    bench.environment.advance(100);
    assert.equal(await connection.closed, 4408);
    assert.equal(recorder.state, 'connecting');
    bench.environment.advance(500);
    await bench.server.next();
  });

  it('A02 that is never answered is given up after ten seconds, one socket at a time', () => {
    const { environment, sockets } = fakeBench();
    environment.advance(9_999);
    assert.equal(sockets.length, 1);
    environment.advance(1);
    assert.equal(sockets[0]?.closedWith, 4408);
    environment.advance(500);
    assert.equal(sockets.length, 2);
  });

  it('A04 ends when the server does not select the subprotocol', () => {
    const { environment, sockets, recorder } = fakeBench();
    (sockets[0] as FakeSocket).protocol = '';
    sockets[0]?.fire('open');
    assert.equal(sockets[0]?.closedWith, 4406);
    assert.equal(recorder.state, 'failed');
    environment.advance(600_000);
    assert.equal(sockets.length, 1);
  });

  it('A06 ends when the server is of another version, naming both', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const { connection } = await bench.welcome({ v: 2 });
    assert.equal(await connection.closed, 4406);
    assert.equal(recorder.state, 'failed');
    assert.match(recorder.connection?.reason ?? '', /version 2 .* version 1/);
  });

  it('A22 ends with the reason when the browser refuses to open it', () => {
    const { environment, recorder } = fakeBench(() => {
      throw new Error('Refused by the policy.');
    });
    assert.equal(recorder.state, 'failed');
    assert.match(recorder.connection?.reason ?? '', /Refused by the policy/);
    assert.equal(environment.timers, 0);
  });

  it('A18 is not deceived by a socket that was given up', () => {
    const { environment, sockets, recorder } = fakeBench();
    environment.advance(10_500);
    const [former, current] = sockets;
    assert.ok(former && current);
    former.fire('open');
    assert.equal(former.sent.length, 0);
    assert.equal(former.closedWith, 1000);
    former.fire('message', { data: '{' });
    former.fire('error');
    former.fire('close', { code: 4403 });
    assert.equal(recorder.of('wipe').length, 0);
    current.fire('open');
    assert.equal(current.sent.length, 1);
    recorder.stop();
  });

  for (const [url, words] of [
    ['ws://feed.example/', /unencrypted/],
    ['https://feed.example/', /not the address of a socket/],
    ['nonsense', /not a valid URL/],
    ['wss://user:pass@feed.example/', /password/],
    ['wss://other.example/', /origin/],
  ] as const) {
    it(`to ${url} is refused before anything is sent`, () => {
      const environment = new ManualEnvironment();
      const source = new WebSocketDataSource(url, {
        environment: { ...environment.parts, openSocket: () => assert.fail('opened') },
        allowedOrigins: ['https://feed.example'],
        tokenProvider: () => assert.fail('asked'),
      });
      const recorder = new Recorder(source.connect(SCOPE));
      assert.equal(recorder.state, 'failed');
      assert.match(recorder.connection?.reason ?? '', words);
    });
  }

  it('tells reconnecting at once and offline after two minutes', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    await bench.server.stop();
    connection.terminate();
    await recorder.untilState('reconnecting');
    for (let second = 0; second < 121; second += 1) {
      bench.environment.advance(1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.equal(recorder.state, 'offline');
    recorder.stop();
  });
});

describe('a frame that cannot be read', { timeout: 20_000 }, () => {
  for (const [name, text] of [
    ['not JSON', 'nonsense'],
    ['cut off', '{"type":"delta","epo'],
    ['a number', '7'],
    ['an array', '[]'],
    ['null', 'null'],
    ['without a type', '{"epoch":"e-1"}'],
    ['with an unsafe number', '{"type":"delta","epoch":"e-1","from":10,"seq":9007199254740993}'],
    ['nested too deep', `{"type":"delta","x":${'['.repeat(17)}${']'.repeat(17)}}`],
  ] as const) {
    it(`D01–D04 D11 D15 (${name}) ends the connection, and the next one resumes`, async (context) => {
      const bench = await Bench.open(context);
      const { recorder, connection } = await bench.live();
      connection.send(delta(10, 11, { up: [row('c-2')] }));
      connection.sendText(text);
      connection.send(delta(11, 12, { up: [row('c-3')] }));
      assert.equal(await connection.closed, 4400);
      assert.equal(recorder.diagnosed('malformed-frame'), 1);
      bench.environment.advance(500);
      const second = await bench.welcome({ resumed: true });
      assert.equal((second.hello['resume'] as { seq: number }).seq, 11);
    });
  }

  it('D14 is refused by its length before it is parsed', async (context) => {
    const bench = await Bench.open(context, { limits: { frame: 1_000 } });
    const { connection, hello } = await bench.live([]);
    assert.equal(hello['maxFrame'], 1_000);
    connection.sendText(' '.repeat(1_001));
    assert.equal(await connection.closed, 4413);
  });

  it('D05 may not be binary', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    connection.sendBytes(new Uint8Array([1, 2, 3]));
    assert.equal(await connection.closed, 4400);
  });

  it('D06 three times at one position drops the position; three times more is the end', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.sendText('{');
    await connection.closed;
    const resumes: boolean[] = [];
    for (let time = 0; time < 5; time += 1) {
      bench.environment.advance((recorder.connection?.retryAt ?? 0) - bench.environment.now());
      const next = await bench.server.next();
      resumes.push('resume' in (await next.next('hello')));
      next.sendText('{');
      await next.closed;
    }
    assert.deepEqual(resumes, [true, true, false, false, false]);
    assert.equal(recorder.state, 'failed');
    assert.equal(recorder.rows.size, 1);
  });

  it('D07 D08 of an unknown type is ignored and counted, unless it must be understood', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.send({ type: 'party' });
    connection.send({ type: 'constructor' });
    await connection.roundTrip();
    assert.equal(recorder.state, 'live');
    assert.equal(recorder.diagnosed('unknown-message'), 2);
    connection.send({ type: 'party', must: true });
    await connection.next('snapshot');
    assert.equal(recorder.state, 'stale');
  });

  it('D08 of an unknown type that must be understood before the welcome makes it read all rows, on a link that is watched', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.terminate();
    await recorder.untilState('reconnecting');
    bench.environment.advance(500);
    const next = await bench.server.next();
    const { resume } = (await next.next('hello')) as { resume?: unknown };
    assert.notEqual(resume, undefined);
    next.answersPings = false;
    next.send({ type: 'party', must: true });
    next.send({ type: 'welcome', v: 1, stream: 's-1', epoch: 'e-1', resumed: true, now: 1 });
    await next.next('snapshot');
    sendSnapshot(next, [row('c-1', 2)], { snap: 'n-2', seq: 11 });
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-1': 2 });
    bench.environment.advance(25_000);
    assert.equal(await next.closed, 4408);
  });
});
