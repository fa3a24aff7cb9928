/** What may happen to a client that polls, as data. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changes, generator, weighted } from './plans.js';
import { PollingTrial, type Fate, type PollingClient, type PollingTrialOptions } from './polling-trial.js';
import type { Change, Publishing } from './world.js';

interface Moment {
  readonly changes: readonly Change[];
  readonly act: 'nothing' | 'trim' | 'new epoch' | 'restored' | 'wake' | 'sleep';
  /** Ms that pass after it. */
  readonly elapse: number;
  /** What becomes of the first requests. */
  readonly fates: readonly Fate[];
}

export interface PollingPlan {
  readonly moments: readonly Moment[];
  readonly page: number;
  readonly most: number;
  readonly retention: number;
  readonly insists: boolean;
  readonly ignoresSignals: boolean;
  readonly chance: number;
}

/** What the server is like, apart from what happens. */
export interface PollingWeather {
  readonly publishing: Publishing;
  readonly digests: boolean;
  readonly breach?: PollingTrialOptions['breach'];
}

const fate = weighted<Fate>(
  [16, 'deliver'],
  [2, 'lose'],
  [2, 'swallow'],
  [3, 'delay'],
  [2, 'overdue'],
  [3, 'cached'],
  [2, 'gone'],
  [1, 'error'],
  [1, 'busy'],
  [1, 'html'],
  [1, 'torn'],
);

const moment: fc.Arbitrary<Moment> = fc.record({
  changes,
  act: weighted<Moment['act']>(
    [30, 'nothing'],
    [2, 'trim'],
    [1, 'new epoch'],
    [1, 'restored'],
    [2, 'wake'],
    [1, 'sleep'],
  ),
  // Short ones fall between the pages of a reading.
  elapse: weighted([8, 15], [4, 300], [4, 5_000], [1, 20_000]),
  fates: fc.array(fate, { maxLength: 3 }),
});

export const pollingPlan = (length: number): fc.Arbitrary<PollingPlan> =>
  fc.record({
    moments: fc.array(moment, { minLength: 1, maxLength: length, size: 'max' }),
    page: fc.integer({ min: 1, max: 4 }),
    most: fc.constantFrom(2, 100),
    retention: fc.constantFrom(3, 8, 40),
    insists: fc.boolean(),
    ignoresSignals: fc.boolean(),
    chance: fc.nat(),
  });

/** @returns after how many seconds of calm all was right again */
export async function runPollingPlan(
  client: PollingClient,
  { moments, chance, ...server }: PollingPlan,
  { publishing, digests, breach }: PollingWeather,
): Promise<number> {
  let fates: Fate[] = [];
  const random = generator(chance);
  const trial = new PollingTrial(client, {
    ...server,
    publishing,
    digests,
    breach,
    random,
    fate: () => fates.shift() ?? 'deliver',
  });
  try {
    for (const { changes: next, act, elapse, fates: nextFates } of moments) {
      fates = [...nextFates];
      for (const change of next) trial.world.apply(change);
      happen(trial, act, random);
      await trial.pass(elapse);
    }
    const converged = await trial.settle();
    assert.equal(trial.mostInFlight, 1, 'more than one request was in flight at a time');
    return converged;
  } finally {
    trial.stop();
  }
}

function happen(trial: PollingTrial, act: Moment['act'], random: () => number): void {
  const { world, manualPage } = trial;
  switch (act) {
    case 'nothing':
      break;
    case 'trim':
      world.trim(1);
      break;
    case 'new epoch':
    case 'restored':
      // Near the old numbers, so that they fit now and then.
      world.newEpoch(Math.max(0, world.seq - 3 + Math.floor(random() * 5)), act === 'restored');
      break;
    case 'wake':
      manualPage.signal();
      break;
    case 'sleep':
      trial.sleep(60_000);
      manualPage.signal();
  }
}
