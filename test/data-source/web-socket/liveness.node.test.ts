import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bench, delta, row } from './fixture.js';

describe('the life of a connection', { timeout: 20_000 }, () => {
  it('A10 A12 ends after 25 s of silence, and is called live not a moment longer', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.answersPings = false;
    bench.environment.advance(24_900);
    assert.equal(recorder.state, 'live');
    bench.environment.advance(100);
    assert.equal(recorder.state, 'reconnecting');
    assert.equal(await connection.closed, 4408);
  });

  it('A11 ends when deltas come but pings go unanswered', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.answersPings = false;
    for (let second = 0; second < 24; second += 1) {
      bench.environment.advance(1_000);
      connection.send(delta(10 + second, 11 + second, { up: [row('c-1', 2 + second)] }));
      await recorder.until(() => recorder.rows.get('c-1')?.version === 2 + second);
    }
    assert.equal(recorder.state, 'live');
    bench.environment.advance(1_000);
    assert.equal(recorder.state, 'reconnecting');
  });

  it('goes on while pings are answered; each answer tells the time', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    for (let second = 0; second < 120; second += 1) {
      bench.environment.advance(1_000);
      await connection.roundTrip();
    }
    assert.equal(recorder.state, 'live');
    assert.equal(connection.count('ping'), 8);
    assert.equal(recorder.of('clock').at(-1)?.offsetMs, 500);
  });

  it('answers pings of the server', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    connection.send({ type: 'ping', n: 88, now: 1 });
    assert.deepEqual(await connection.next('pong'), { type: 'pong', n: 88 });
  });

  it('G02 does not mind a clock that is set', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    for (const hours of [1, -2]) {
      bench.environment.setClock(hours * 3_600_000);
      bench.environment.advance(1_000);
      await connection.roundTrip();
      await recorder.untilState('live');
    }
    assert.equal(bench.server.connections.length, 1);
  });

  it('G07 H04 H05 is probed after a sleep, stale until the answer, without a new connection', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    for (const monotonicToo of [true, false]) {
      bench.environment.sleep(1_800_000, { monotonicToo });
      bench.environment.advance(1_000);
      assert.equal(recorder.state, 'stale');
      await recorder.untilState('live');
      await connection.roundTrip();
    }
    assert.equal(bench.server.connections.length, 1);
    assert.deepEqual(recorder.states, ['connecting', 'live', 'stale', 'live', 'stale', 'live']);
  });

  it('G07 tells the right time when it wakes, though the monotonic clock stood still and the page wakes first', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    for (let second = 0; second < 32; second += 1) {
      bench.environment.advance(1_000);
      await connection.roundTrip();
    }
    const before = recorder.of('clock').length;
    bench.environment.sleep(600_000, { monotonicToo: false });
    bench.environment.page.show();
    // A slower answer than those of before the sleep, which would win if they still counted.
    bench.environment.advance(50);
    await recorder.untilState('live');
    bench.environment.advance(1_000);
    await connection.roundTrip();
    const offsets = recorder.of('clock').map(({ offsetMs }) => offsetMs);
    assert.ok(offsets.length > before);
    assert.ok(offsets.every((offset) => Math.abs(offset - 500) <= 25));
  });

  it('is opened anew at once when the probe is not answered in two seconds', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.answersPings = false;
    bench.environment.page.signal('network');
    assert.equal(recorder.state, 'stale');
    bench.environment.advance(2_000);
    assert.equal(await connection.closed, 4408);
    bench.environment.advance(0);
    await bench.welcome({ resumed: true });
    await recorder.untilState('live');
  });

  it('E05 gives frames that waited behind a blocked thread time to be read', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    bench.environment.page.signal('network');
    // The answer is here, but the timer comes first.
    bench.environment.sleep(10_000);
    bench.environment.advance(0);
    assert.equal(recorder.state, 'stale');
    await recorder.untilState('live');
    assert.equal(connection.closeCode, null);
  });

  it('H03 stays while a hidden page runs one timer a minute', async (context) => {
    const bench = await Bench.open(context, { keepWhileHidden: true });
    const { recorder, connection } = await bench.live();
    bench.environment.page.hide();
    for (let minute = 0; minute < 10; minute += 1) {
      for (let quarter = 0; quarter < 4; quarter += 1) {
        bench.environment.sleep(15_000);
        connection.send({ type: 'ping', n: 1_000 + minute * 4 + quarter, now: 1 });
        await connection.next('pong');
      }
      bench.environment.advance(0);
      await connection.roundTrip();
    }
    assert.deepEqual(recorder.states, ['connecting', 'live']);
  });
});

describe('a page', { timeout: 20_000 }, () => {
  it('H01 H02 hidden for four minutes stays connected, for six it is paused and resumes when it is shown', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    const pass = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        bench.environment.advance(1_000);
        if (recorder.state === 'live') await connection.roundTrip();
      }
    };
    bench.environment.page.hide();
    await pass(240);
    assert.equal(recorder.state, 'live');
    bench.environment.advance(59_000 - 59_000);
    for (let second = 0; second < 60; second += 1) {
      bench.environment.advance(1_000);
      if (second < 59) await connection.roundTrip();
    }
    assert.equal(recorder.state, 'stale');
    assert.equal(await connection.closed, 1000);
    assert.equal(bench.environment.timers, 0);
    bench.environment.page.signal('network');
    assert.equal(bench.server.connections.length, 1);
    bench.environment.page.show();
    const second = await bench.welcome({ resumed: true });
    assert.equal((second.hello['resume'] as { seq: number }).seq, 10);
    await recorder.untilState('live');
  });

  it('H07 that freezes or is left closes the connection, and comes back with one', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    bench.environment.page.signal('frozen');
    await connection.next('bye');
    assert.equal(await connection.closed, 1000);
    bench.environment.page.signal('shown');
    bench.environment.page.signal('shown');
    await bench.welcome({ resumed: true });
    await recorder.untilState('live');
    assert.equal(bench.server.connections.length, 2);
  });

  it('H11 that is rendered ahead connects when it is visited', async (context) => {
    const bench = await Bench.open(context);
    bench.environment.page.prerendering = true;
    const recorder = bench.connect();
    assert.equal(bench.environment.sockets.length, 0);
    assert.equal(recorder.state, 'connecting');
    bench.environment.page.prerendering = false;
    bench.environment.page.signal('shown');
    await bench.welcome();
  });

  it('A16 with a hundred events of the network in a second tries once', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.terminate();
    await recorder.untilState('reconnecting');
    bench.environment.chance = 0.99;
    for (let time = 0; time < 100; time += 1) {
      bench.environment.page.signal('network');
      bench.environment.advance(9);
    }
    const second = await bench.server.next();
    second.terminate();
    await second.closed;
    assert.ok(bench.server.connections.length <= 2);
  });

  it('that is shown drops an attempt begun while it was hidden', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    bench.environment.page.hide();
    connection.terminate();
    await recorder.untilState('reconnecting');
    bench.environment.advance(500);
    assert.equal(bench.environment.sockets.length, 2);
    bench.environment.page.show();
    assert.equal(bench.environment.sockets.length, 3);
    let current = await bench.server.next();
    if (bench.server.connections.length > 2) current = await bench.server.next();
    await current.next('hello');
    assert.equal(bench.environment.page.listeners.size, 1);
    recorder.stop();
  });
});
