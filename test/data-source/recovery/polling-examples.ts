/** Stories of a client that polls; see `socket-examples.ts`. */
import assert from 'node:assert/strict';
import { PollingTrial, type Fate, type PollingClient, type PollingTrialOptions } from './polling-trial.js';
import type { Change } from './world.js';

export interface PollingExample {
  readonly name: string;
  /** @param options what differs, e.g. a server that breaks its duty */
  readonly run: (client: PollingClient, options?: PollingTrialOptions) => Promise<void>;
}

const plain = (kind: Change['kind'], id: number): Change => ({ kind, id, isFlawed: false });
const flawed = (kind: Change['kind'], id: number): Change => ({ kind, id, isFlawed: true });

/** From a request to its answer, ms. */
const EXCHANGE = 20;
const INTERVAL = 5_000;

function trialWith(count: number, client: PollingClient, options: PollingTrialOptions): PollingTrial {
  const trial = new PollingTrial(client, options);
  for (let id = 0; id < count; id += 1) trial.world.apply(plain('touch', id));
  return trial;
}

/** Fates of the requests in order; all others get through. */
function fates(...list: readonly Fate[]): () => Fate {
  const left = [...list];
  return () => left.shift() ?? 'deliver';
}

function assertAgrees(trial: PollingTrial): void {
  trial.witness.assertAgreesWith(trial.world);
  assert.equal(trial.mostInFlight, 1);
}

export const POLLING_EXAMPLES = {
  missingChanges: {
    name: 'B03 B04 an answer that leaves out changes is noticed, and all rows are read again',
    async run(client, options) {
      const trial = trialWith(3, client, { breach: 'skips', retention: 1, ...options });
      await trial.pass(1_000);
      trial.world.apply(plain('patch', 0));
      trial.world.apply(plain('patch', 1));
      await trial.pass(INTERVAL + 1_000);
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 2);
    },
  },
  otherEpoch: {
    name: 'B08 B09 another epoch is noticed by its name, though its numbers fit',
    async run(client, options) {
      const trial = trialWith(3, client, { breach: 'mixes epochs', ...options });
      await trial.pass(1_000);
      trial.world.newEpoch(trial.world.seq, true);
      trial.world.apply(plain('patch', 1));
      await trial.pass(INTERVAL + 1_000);
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 2);
    },
  },
  sameVersionsOfOtherEpoch: {
    name: 'B09 rows of another epoch are shown, though their versions are those of before',
    async run(client, options) {
      const trial = trialWith(1, client, { insists: true, ...options });
      await trial.pass(1_000);
      trial.world.newEpoch(trial.world.seq, true);
      await trial.pass(INTERVAL + 1_000);
      assertAgrees(trial);
    },
  },
  changesWhilePaging: {
    name: 'C01 F18 changes on pages already read are fetched, and nothing is shown before they came',
    async run(client, options) {
      const trial = trialWith(4, client, { page: 2, ...options });
      // The answer is on its way: the first is of the page that was read, the second of the next one.
      await trial.pass(EXCHANGE / 2);
      trial.world.apply(plain('touch', 0));
      trial.world.apply(plain('touch', 3));
      await trial.pass(5 * EXCHANGE);
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 1);
    },
  },
  changesBeforeCursor: {
    name: 'C02 what comes and goes on either side of the cursor is right in the end',
    async run(client, options) {
      const trial = trialWith(6, client, { page: 2, ...options });
      trial.world.apply(plain('leave', 1));
      await trial.pass(EXCHANGE / 2);
      for (const change of [plain('close', 0), plain('close', 2), plain('return', 1), plain('touch', 9)])
        trial.world.apply(change);
      await trial.pass(1_000);
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 1);
    },
  },
  lostPage: {
    name: 'C03 C09 a page that is lost leaves no hole: all pages are read again',
    async run(client, options) {
      const trial = trialWith(6, client, { page: 2, fate: fates('deliver', 'deliver', 'lose'), ...options });
      await trial.pass(200);
      assert.equal(trial.witness.snapshots, 0);
      await trial.pass(2_000);
      assertAgrees(trial);
      assert.deepEqual(trial.asked.slice(0, 4), ['', 'after=c-0', 'after=c-2', '']);
    },
  },
  lowerVersion: {
    name: 'B11 B12 an older version that comes later changes nothing, nor does it bring back what is closed',
    async run(client, options) {
      const trial = trialWith(4, client, { publishing: 'unordered', ...options });
      await trial.pass(1_000);
      for (const change of [flawed('touch', 0), plain('touch', 0), flawed('touch', 1), plain('close', 1)])
        trial.world.apply(change);
      await trial.pass(INTERVAL);
      for (const id of [2, 3, 2, 3]) trial.world.apply(plain('touch', id));
      await trial.pass(INTERVAL);
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 1);
    },
  },
  zombieAfterReading: {
    name: 'B12 what is closed does not come back either when all rows were read anew in between',
    async run(client, options) {
      const trial = trialWith(4, client, {
        publishing: 'unordered',
        // Two pages, what changed meanwhile, what changed since.
        fate: fates('deliver', 'deliver', 'deliver', 'deliver', 'gone'),
        ...options,
      });
      await trial.pass(1_000);
      trial.world.apply(flawed('touch', 3));
      trial.world.apply(plain('close', 3));
      await trial.pass(2 * INTERVAL + 1_000);
      assert.equal(trial.witness.snapshots, 2);
      trial.world.catchUp();
      await trial.pass(INTERVAL);
      assertAgrees(trial);
    },
  },
  silentDivergence: {
    name: 'B16 an operation that the server never told comes out with the digest of its next answer',
    async run(client, options) {
      const trial = trialWith(3, client, { publishing: 'forgetful', digests: true, ...options });
      await trial.pass(1_000);
      trial.world.apply(flawed('touch', 0));
      await trial.pass(INTERVAL + 1_000);
      assertAgrees(trial);
      assert.deepEqual(trial.witness.diagnostics, ['mismatch']);
    },
  },
  secondDivergence: {
    name: 'B16 B17 a second one within a minute is repaired after it, though nothing changes any more',
    async run(client, options) {
      const trial = trialWith(3, client, { publishing: 'forgetful', digests: true, ...options });
      await trial.pass(1_000);
      trial.world.apply(flawed('touch', 0));
      await trial.pass(INTERVAL + 1_000);
      trial.world.apply(flawed('touch', 1));
      await trial.pass(30_000);
      assert.equal(trial.witness.snapshots, 2);
      await trial.pass(40_000);
      assertAgrees(trial);
    },
  },
  overtaken: {
    name: 'F08 an answer that comes after it was given up is dropped',
    async run(client, options) {
      const trial = trialWith(3, client, {
        fate: fates('deliver', 'overdue'),
        ignoresSignals: true,
        ...options,
      });
      await trial.pass(INTERVAL + 500);
      trial.world.apply(plain('touch', 0));
      trial.source.refresh('divergence');
      await trial.pass(15_000);
      assertAgrees(trial);
      assert.deepEqual(trial.witness.diagnostics, ['mismatch']);
    },
  },
  silence: {
    name: 'F07 rows are called live for three intervals without an answer, and no longer',
    async run(client, options) {
      const trial = trialWith(3, client, { fate: fates('deliver', 'swallow', 'swallow'), ...options });
      await trial.pass(14_500);
      assert.equal(trial.witness.state, 'live');
      await trial.pass(1_000);
      assert.equal(trial.witness.state, 'stale');
      await trial.pass(20_000);
      assertAgrees(trial);
    },
  },
} satisfies Record<string, PollingExample>;
