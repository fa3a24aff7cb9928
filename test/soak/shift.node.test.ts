/** Twelve hours of a supervisor's screen, as fast as they go: engine, socket source and reference server, one manual clock. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { WebSocketDataSource } from '../../src/data-source/web-socket/index.js';
import { ReportEngine } from '../../src/engine/report-engine.js';
import { ManualEnvironment } from '../data-source/web-socket/manual-environment.js';
import { settle } from '../engine/manual-time.js';
import { scale } from './scale.js';
import { ShiftCentre } from './shift-centre.js';

const HOUR = 3_600_000;
const STEP = 500;
const MIB = 1_048_576;
const MIB_EACH_HOUR = 0.5;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

it('O06 a shift with drops, sleeps, token refreshes and epochs: the heap keeps its level, and the rows are right', async () => {
  const centre = new ShiftCentre(7, 500, 40);
  const environment = new ManualEnvironment();
  const source = new WebSocketDataSource('wss://centre.example/conversations', {
    tokenProvider: centre.tokenProvider,
    environment: { ...environment.parts, openSocket: centre.openSocket },
  });
  let frames: (() => void)[] = [];
  const engine = new ReportEngine({
    time: { wall: environment.now, monotonic: environment.monotonic, after: environment.after },
    frame: (callback) => {
      frames.push(callback);
      return () => (frames = frames.filter((other) => other !== callback));
    },
  });
  const step = async (): Promise<void> => {
    centre.advance(STEP);
    environment.advance(STEP);
    centre.exchange();
    await settle();
    for (const paint of frames.splice(0)) paint();
  };
  const steps = async (ms: number): Promise<void> => {
    for (let passed = 0; passed < ms; passed += STEP) await step();
  };
  const levels: number[] = [];
  const measure = (): void => {
    collect();
    collect();
    levels.push(process.memoryUsage().heapUsed / MIB);
  };

  engine.connect(source, { windowHours: 24, queues: [], locale: 'en' });
  await steps(60_000);
  assert.equal(engine.connection.state, 'live');

  const { hours, drops, sleeps, epochs, measures } = scale.shift;
  const all = Math.round((hours * HOUR) / STEP);
  const each = (times: number): number => Math.floor(all / (times + 1));
  for (let number = 1; number <= all; number += 1) {
    await step();
    if (number % each(drops) === 0) centre.drop();
    if (number % each(epochs) === 0) centre.newEpoch();
    if (number % each(sleeps) === 0) {
      // The lid is closed for ten minutes: time passes, nothing runs.
      centre.advance(600_000);
      environment.sleep(600_000);
    }
    if (number % 120 === 0) centre.sweep();
    if (number % Math.floor(all / measures) === 0) measure();
  }

  await steps(120_000);
  assert.equal(engine.connection.state, 'live');
  assert.deepEqual(
    Object.fromEntries([...engine.view.rows].map(({ id, version }) => [id, version])),
    Object.fromEntries([...centre.world.conversations()].map(({ id, version }) => [id, version])),
  );
  assert.ok(centre.opened > drops / 2, 'links were cut');
  assert.ok(centre.tokens >= centre.opened, 'each link had a token');
  // A short shift is over before the log of the server, which lives in the same heap, is full.
  if (hours >= 1) {
    const [early, late] = [median(levels.slice(4, measures / 2)), median(levels.slice(measures / 2))];
    console.log(`heap: ${early.toFixed(1)} MiB, in the second half ${late.toFixed(1)} MiB`);
    assert.ok(late - early <= (MIB_EACH_HOUR * hours) / 2);
  }
  engine.disconnect();
  await settle();
  assert.equal(environment.timers, 0);
  assert.equal(environment.page.listeners.size, 0);
  assert.equal(centre.isOpen, false);
  centre.close();
});
