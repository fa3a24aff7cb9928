/** What may happen to a client, as data: fast-check makes plans up, and finds the shortest one that goes wrong. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Direction, Fault } from './faulty-network.js';
import type { Flush } from './socket-server.js';
import { SocketTrial, type SocketClient, type TrialOptions } from './socket-trial.js';
import { CHANGES, IDS, type Change, type Publishing } from './world.js';

/** What the server is like, apart from what happens. */
export interface Weather {
  readonly publishing: Publishing;
  /** What brings to light what went wrong, once it is calm. */
  readonly reveal: 'marks' | 'changes';
  readonly breach?: TrialOptions['breach'];
}

type Act =
  | 'nothing'
  | 'mark'
  | 'trim'
  | 'cut'
  | 'mute'
  | 'new epoch'
  | 'restored'
  | 'reset'
  | 'revoke'
  | 'restart'
  | 'late'
  | 'wake'
  | 'sleep';

interface Moment {
  readonly changes: readonly Change[];
  readonly act: Act;
  readonly flush: Flush;
  /** Ms that pass after it. */
  readonly elapse: number;
  /** What becomes of the first messages of each direction. */
  readonly down: readonly Fault[];
  readonly up: readonly Fault[];
}

export interface Plan {
  readonly moments: readonly Moment[];
  readonly page: number;
  readonly retention: number;
  readonly pushes: boolean;
  readonly overlaps: boolean;
  readonly chance: number;
}

export const weighted = <Value>(
  ...entries: readonly (readonly [weight: number, value: Value])[]
): fc.Arbitrary<Value> =>
  fc.oneof(...entries.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const fault = weighted<Fault>(
  [60, 'deliver'],
  [12, 'lose'],
  [8, 'double'],
  [10, 'swap'],
  [1, 'garble'],
  [2, 'cut'],
  [1, 'mute'],
);

const act = weighted<Act>(
  [80, 'nothing'],
  [8, 'mark'],
  [3, 'trim'],
  [2, 'cut'],
  [1, 'mute'],
  [2, 'new epoch'],
  [2, 'restored'],
  [2, 'reset'],
  [1, 'revoke'],
  [1, 'restart'],
  [3, 'late'],
  [2, 'wake'],
  [1, 'sleep'],
);

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(...CHANGES),
  id: fc.nat({ max: IDS.length - 1 }),
  isFlawed: weighted([7, false], [1, true]),
});

export const changes = fc.array(change, { maxLength: 3 });

const moment: fc.Arbitrary<Moment> = fc.record({
  changes,
  act,
  flush: weighted<Flush>([6, 'each'], [3, 'batch'], [2, 'hold']),
  elapse: weighted([10, 20], [6, 400], [3, 1_000], [2, 4_000], [1, 12_000], [1, 30_000]),
  down: fc.array(fault, { maxLength: 3 }),
  up: fc.array(fault, { maxLength: 2 }),
});

export const plan = (length: number): fc.Arbitrary<Plan> =>
  fc.record({
    moments: fc.array(moment, { minLength: 1, maxLength: length, size: 'max' }),
    page: fc.integer({ min: 1, max: 4 }),
    retention: fc.constantFrom(3, 8, 40),
    pushes: fc.boolean(),
    overlaps: fc.boolean(),
    chance: fc.nat(),
  });

/** A small generator of numbers in [0, 1), the same ones for the same seed. */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Garbled frames of a run: three at one position cost the position, three more the connection for good. */
const MOST_GARBLED = 2;

/** @returns after how many seconds of calm all was right again */
export function runPlan(
  client: SocketClient,
  { moments, chance, ...server }: Plan,
  { publishing, reveal, breach }: Weather,
): number {
  const faults: Record<Direction, Fault[]> = { up: [], down: [] };
  let garbled = 0;
  const fate = (direction: Direction): Fault => {
    const next = faults[direction].shift() ?? 'deliver';
    if (next !== 'garble') return next;
    garbled += 1;
    return garbled > MOST_GARBLED ? 'deliver' : next;
  };
  const random = generator(chance);
  const trial = new SocketTrial(client, { ...server, publishing, breach, random, fate });
  try {
    for (const { changes, act: event, flush, elapse, up, down } of moments) {
      faults.up = [...up];
      faults.down = [...down];
      for (const next of changes) trial.world.apply(next);
      happen(trial, event, random, reveal);
      trial.server.flush(flush);
      trial.pass(elapse);
    }
    let count = 0;
    const converged = trial.settle(() => {
      if (reveal === 'marks') trial.server.mark();
      else trial.world.apply({ kind: 'touch', id: (count += 1), isFlawed: false });
    });
    assert.equal(trial.network.mostOpen, 1, 'more than one socket was open at a time');
    return converged;
  } finally {
    trial.stop();
  }
}

function happen(trial: SocketTrial, event: Act, random: () => number, reveal: Weather['reveal']): void {
  const { world, server, network, environment } = trial;
  network.isDown = false;
  network.deliversLate = event === 'late';
  switch (event) {
    case 'nothing':
    case 'late':
      break;
    case 'mark':
      if (reveal === 'marks') server.mark();
      break;
    case 'trim':
      world.trim(1);
      break;
    case 'cut':
      network.cut(1006);
      break;
    case 'mute':
      network.mute();
      break;
    case 'new epoch':
    case 'restored':
      // Near the old numbers, so that they fit now and then.
      world.newEpoch(Math.max(0, world.seq - 3 + Math.floor(random() * 5)), event === 'restored');
      break;
    case 'reset':
      server.reset('slow-consumer');
      break;
    case 'revoke':
      server.reset('permissions');
      break;
    case 'restart':
      server.say({ type: 'bye', code: 'restart', reconnect: true, retryAfterMs: 500, spreadMs: 3_000 });
      network.deliver();
      network.cut(1012);
      network.isDown = true;
      break;
    case 'wake':
      environment.page.signal('network');
      break;
    case 'sleep':
      environment.sleep(20_000, { monotonicToo: false });
  }
}
