/** Group G of the catalogue: clocks that are wrong, set, drift or stand still, from a real socket to the engine. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Conversation } from '../../src/model/conversation.js';
import { waitTime } from '../../src/model/metrics.js';
import { ReportEngine } from '../../src/engine/report-engine.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { Bench, delta, row, SCOPE, sendSnapshot, START } from '../data-source/web-socket/fixture.js';
import type { ManualEnvironment } from '../data-source/web-socket/manual-environment.js';
import type { Recorder } from '../data-source/web-socket/recorder.js';
import type { ServerConnection } from '../data-source/web-socket/scripted-server.js';
import { ManualTime } from '../engine/manual-time.js';

const HOUR = 3_600_000;

/** Monotonic ms of the environment at its start. */
const BEGIN = 5_000;

/** A server whose clock nobody sets. */
const steady = (environment: ManualEnvironment): number => START + environment.monotonic() - BEGIN;

/** As long as from ping to ping, so that each is answered at the moment it is sent. */
const STEP = 15_000;

interface Clocked {
  readonly bench: Bench;
  readonly engine: ReportEngine;
  readonly recorder: Recorder;
  readonly connection: ServerConnection;
  /** Lets time pass, and what is due on the way be sent and answered. */
  readonly pass: (ms: number) => Promise<void>;
}

/** An engine that is live, at a server with a clock of its own; one row has waited for a minute at {@link START}. */
async function clocked(
  context: TestContext,
  serverClock: (environment: ManualEnvironment) => number,
  skew = 0,
): Promise<Clocked> {
  const bench = await Bench.open(context, { serverClock });
  const { environment } = bench;
  environment.setClock(skew);
  const { now: wall, monotonic, after } = environment;
  const engine = new ReportEngine({
    time: { wall, monotonic, after },
    frame: (callback) => after(16, callback),
    slice: (callback) => after(1, callback),
  });
  engine.connect(bench.source, SCOPE);
  const recorder = bench.connect();
  const { connection } = await bench.welcome();
  const since = START - 60_000;
  sendSnapshot(connection, [row('c-1', 1, { wait: { ms: 0, since } })]);
  await recorder.untilState('live');
  environment.advance(16);
  bench.leaves(() => engine.disconnect());
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= STEP) {
      environment.advance(Math.min(left, STEP));
      // With the first the ping arrives that may have been due, with the second its answer.
      await connection.roundTrip();
      await connection.roundTrip();
    }
  };
  return { bench, engine, recorder, connection, pass };
}

const shownWait = (engine: ReportEngine): number =>
  waitTime(engine.conversation('c-1') as Conversation, engine.serverNow()) ?? -1;

function assertWithin(actual: number, expected: number, limit: number): void {
  assert.ok(Math.abs(actual - expected) <= limit, `${actual} is not ${expected} ± ${limit}`);
}

describe('durations', { timeout: 90_000 }, () => {
  for (const hours of [3, -3]) {
    it(`G01 are right to a second although the client is ${hours} h off`, async (context) => {
      const { engine, bench, pass } = await clocked(context, steady, hours * HOUR);
      assertWithin(shownWait(engine), 60_000, 1_000);
      await pass(30_000);
      assertWithin(shownWait(engine), 90_000, 1_000);
      assert.equal(engine.connection.state, 'live');
      assert.equal(bench.server.connections.length, 1);
    });
  }

  for (const zone of ['Pacific/Kiritimati', 'America/St_Johns']) {
    it(`G01 are right in a wrong time zone (${zone})`, async (context) => {
      const before = process.env['TZ'];
      process.env['TZ'] = zone;
      context.after(() => {
        if (before === undefined) delete process.env['TZ'];
        else process.env['TZ'] = before;
      });
      assert.notEqual(new Date(START).getTimezoneOffset(), 0);
      const { engine } = await clocked(context, steady);
      assertWithin(shownWait(engine), 60_000, 1_000);
    });
  }

  for (const step of [1, -1]) {
    it(`G02 do not jump when the client's clock is set by ${step} h; no reconnect, no token that seems to end`, async (context) => {
      const { engine, bench, recorder, connection, pass } = await clocked(context, steady);
      await pass(20_000);
      bench.environment.setClock(step * HOUR);
      assertWithin(shownWait(engine), 80_000, 1_000);
      for (let second = 1; second <= 40; second += 1) {
        await pass(1_000);
        assertWithin(shownWait(engine), 80_000 + second * 1_000, 1_000);
      }
      await recorder.untilState('live');
      await pass(1_000);
      assert.equal(engine.connection.state, 'live');
      assert.equal(bench.server.connections.length, 1);
      assert.equal(connection.count('auth'), 0);
    });
  }

  it('G02 a source that says nothing any more is not called live because the clock was set back', () => {
    const source = new ScriptedDataSource();
    const time = new ManualTime(START);
    let setBy = 0;
    const engine = new ReportEngine({
      time: { monotonic: time.monotonic, after: time.after, wall: () => time.wall() + setBy },
      frame: time.frame,
    });
    engine.connect(source, SCOPE);
    source.snapshot([conversation('a')]);
    time.paint();
    assert.equal(engine.connection.state, 'live');
    setBy = -HOUR;
    time.advance(26_000);
    assert.equal(engine.connection.state, 'stale');
    source.delta([conversation('a', { version: 2 })]);
    time.paint();
    time.advance(1_000);
    assert.equal(engine.connection.state, 'live');
    engine.disconnect();
  });

  it('G03 do not move with daylight saving time', async (context) => {
    const before = process.env['TZ'];
    process.env['TZ'] = 'Europe/Paris';
    context.after(() => {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
    });
    // Two hours around the switch of March.
    const change = Date.UTC(2026, 2, 29, 1);
    const skew = change - HOUR - START;
    const { engine, bench, recorder, pass } = await clocked(
      context,
      (environment) => steady(environment) + skew,
      skew,
    );
    const offsets = new Set<number>();
    const begin = shownWait(engine);
    for (let minute = 1; minute <= 120; minute += 1) {
      await pass(60_000);
      offsets.add(new Date(bench.environment.now()).getTimezoneOffset());
      assertWithin(shownWait(engine) - begin, minute * 60_000, 1_000);
    }
    assert.deepEqual(offsets, new Set([-60, -120]));
    assert.deepEqual(recorder.states, ['connecting', 'live']);
  });

  it('G05 of a server that is behind the row are 0, never less', async (context) => {
    const { engine, connection } = await clocked(context, steady);
    const since = START + 90_000;
    connection.send(delta(10, 11, { up: [row('c-1', 2, { wait: { ms: 0, since } })] }));
    await connection.roundTrip();
    assert.equal(shownWait(engine), 0);
  });

  it('G06 are less than a second off after 12 hours with a clock that runs 50 ppm wrong', async (context) => {
    const slow = (environment: ManualEnvironment): number =>
      START + Math.round((environment.monotonic() - BEGIN) * (1 - 50e-6));
    const { engine, bench, recorder, pass } = await clocked(context, slow);
    let worst = 0;
    for (let quarter = 0; quarter < (12 * HOUR) / 15_000; quarter += 1) {
      await pass(15_000);
      worst = Math.max(worst, Math.abs(engine.serverNow() - slow(bench.environment)));
    }
    assert.ok(worst < 1_000, `${worst} ms`);
    // Without a correction it would be more than two seconds.
    assert.ok((bench.environment.monotonic() - BEGIN) * 50e-6 > 2_000);
    assert.deepEqual(recorder.states, ['connecting', 'live']);
  });

  it('G07 are right again after a sleep in which the monotonic clock stood still', async (context) => {
    let slept = 0;
    const awake = (environment: ManualEnvironment): number => steady(environment) + slept;
    const { engine, bench, recorder, pass } = await clocked(context, awake);
    await pass(20_000);
    slept = HOUR / 2;
    bench.environment.sleep(slept, { monotonicToo: false });
    bench.environment.advance(1_000);
    assert.equal(recorder.state, 'stale');
    await recorder.untilState('live');
    assertWithin(shownWait(engine), 81_000 + slept, 1_000);
    assert.equal(bench.server.connections.length, 1);
  });

  it('G09 of 99 hours and more are sorted as numbers', () => {
    const source = new ScriptedDataSource();
    const time = new ManualTime(START);
    const engine = new ReportEngine({ time, frame: time.frame });
    engine.connect(source, SCOPE);
    const hours = [9, 100, 99, 1_000, 10];
    source.snapshot(
      hours.map((each) => conversation(`h-${each}`, { wait: { ms: each * HOUR, since: null } })),
    );
    engine.setViewState({ ...engine.viewState, sort: [{ column: 'wait', direction: 'descending' }] });
    time.paint();
    assert.deepEqual(
      [...engine.view.rows].map(({ id }) => id),
      ['h-1000', 'h-100', 'h-99', 'h-10', 'h-9'],
    );
    engine.disconnect();
  });

  it('G10 of 5,000 rows need one timer', () => {
    const source = new ScriptedDataSource();
    const time = new ManualTime(START);
    const engine = new ReportEngine({ time, frame: time.frame });
    engine.connect(source, SCOPE);
    const since = START - 1_000;
    source.snapshot(
      Array.from({ length: 5_000 }, (_, n) => conversation(`c-${n}`, { wait: { ms: 0, since } })),
    );
    time.paint();
    assert.equal(time.pending, 1);
    engine.disconnect();
    assert.equal(time.pending, 0);
  });
});
