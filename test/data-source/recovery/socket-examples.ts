/**
 * What the random model finds by luck, told as stories: each is a test of the real client by its name, and the proof of
 * the guard that it is about when that guard is switched off (see `mutants.ts`).
 */
import assert from 'node:assert/strict';
import type { Direction, Fault } from './faulty-network.js';
import { SocketTrial, type SocketClient, type TrialOptions } from './socket-trial.js';
import type { Change, Raw } from './world.js';

export interface SocketExample {
  readonly name: string;
  /** @param options what differs, e.g. a server that breaks its duty */
  readonly run: (client: SocketClient, options?: TrialOptions) => void;
}

/** A fault for the messages of one type, counted from 1; all others pass. */
function strike(type: string, fault: Fault, ...numbers: readonly number[]): TrialOptions['fate'] {
  let count = 0;
  return (_: Direction, message: Raw) => {
    if (message['type'] !== type) return 'deliver';
    count += 1;
    return numbers.includes(count) ? fault : 'deliver';
  };
}

/** A trial whose server has `count` rows. */
function trialWith(count: number, client: SocketClient, options: TrialOptions): SocketTrial {
  const trial = new SocketTrial(client, options);
  for (let id = 0; id < count; id += 1) trial.world.apply(plain('touch', id));
  return trial;
}

const plain = (kind: Change['kind'], id: number): Change => ({ kind, id, isFlawed: false });
/** Published late, or not at all. */
const flawed = (kind: Change['kind'], id: number): Change => ({ kind, id, isFlawed: true });

/** A change that is told at once. */
function tell(trial: SocketTrial, ...changes: readonly Change[]): void {
  for (const change of changes) trial.world.apply(change);
  trial.server.flush('each');
  trial.pass(100);
}

/** Question and answer go to and fro many times. */
function wait(trial: SocketTrial, ms: number): void {
  for (let passed = 0; passed < ms; passed += 100) trial.pass(100);
}

/** In time for nothing to have happened but what was told. */
function assertAgrees(trial: SocketTrial): void {
  trial.pass(100);
  trial.witness.assertAgreesWith(trial.world);
  assert.equal(trial.network.mostOpen, 1);
}

function sentCount(trial: SocketTrial, type: string): number {
  return trial.sent.filter((sent) => sent === type).length;
}

/** Until the server has read this many pages. */
function readPages(trial: SocketTrial, pages: number): void {
  while (trial.server.pages < pages) trial.pass(20);
}

export const SOCKET_EXAMPLES = {
  lostDelta: {
    name: 'B03 a delta that is lost is missed with the next one, asked for once and filled in',
    run(client, options) {
      const trial = trialWith(3, client, { fate: strike('delta', 'lose', 1), ...options }).live();
      tell(trial, plain('patch', 0));
      tell(trial, plain('patch', 1), plain('patch', 2));
      assert.equal(sentCount(trial, 'resume'), 1);
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 1);
    },
  },
  swappedDeltas: {
    name: 'B06 two deltas that are swapped are chained again without a snapshot',
    run(client, options) {
      const trial = trialWith(3, client, { fate: strike('delta', 'swap', 1), ...options }).live();
      tell(trial, plain('patch', 0), plain('hand over', 0));
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 1);
    },
  },
  doubledDeltas: {
    name: 'B01 a delta that comes twice is told once',
    run(client, options) {
      const trial = trialWith(3, client, { fate: strike('delta', 'double', 1, 2, 3), ...options }).live();
      tell(trial, plain('patch', 0));
      tell(trial, plain('patch', 0));
      tell(trial, plain('leave', 0));
      assertAgrees(trial);
      assert.equal(trial.witness.deltas, 3);
      assert.equal(sentCount(trial, 'resume'), 0);
    },
  },
  unansweredResume: {
    name: 'B05 a gap that nobody fills ends in another connection after three seconds',
    run(client, options) {
      const fate = strike('delta', 'lose', 1);
      const trial = trialWith(3, client, {
        fate: (direction, message) =>
          message['type'] === 'resume' ? 'lose' : (fate?.(direction, message) ?? 'deliver'),
        ...options,
      }).live();
      tell(trial, plain('patch', 0));
      tell(trial, plain('patch', 1));
      wait(trial, 2_700);
      assert.equal(trial.network.opened, 1);
      wait(trial, 1_000);
      assert.equal(trial.network.opened, 2);
      assertAgrees(trial);
    },
  },
  resumedBehind: {
    name: 'A07 a connection that was cut goes on where it was, and is not called live before it has caught up',
    run(client, options) {
      const trial = trialWith(3, client, options ?? {}).live();
      trial.network.cut(1006);
      trial.pass(10);
      trial.world.apply(plain('patch', 0));
      trial.live();
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 1);
    },
  },
  lostNewest: {
    name: 'B07 the newest delta that is lost comes out with the next mark',
    run(client, options) {
      const trial = trialWith(3, client, { fate: strike('delta', 'lose', 1), ...options }).live();
      tell(trial, plain('patch', 0));
      trial.server.mark();
      trial.pass(200);
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 1);
      assert.equal(sentCount(trial, 'resume'), 1);
    },
  },
  otherEpoch: {
    name: 'B08 B09 another epoch is noticed by its name, though its numbers fit, and never mixed with the old one',
    run(client, options) {
      const trial = trialWith(3, client, { fate: strike('reset', 'lose', 1), ...options }).live();
      trial.world.newEpoch(trial.world.seq, true);
      trial.server.flush('each');
      tell(trial, plain('patch', 1));
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 2);
    },
  },
  lowerVersion: {
    name: 'B11 an older version that comes later changes nothing',
    run(client, options) {
      const trial = trialWith(3, client, { publishing: 'unordered', ...options }).live();
      tell(trial, flawed('touch', 0), plain('touch', 0), plain('touch', 1));
      trial.world.catchUp();
      tell(trial);
      assertAgrees(trial);
    },
  },
  zombie: {
    name: 'B12 what is closed does not come back with an older version',
    run(client, options) {
      const trial = trialWith(3, client, { publishing: 'unordered', ...options }).live();
      tell(trial, flawed('touch', 0), plain('close', 0));
      trial.world.catchUp();
      tell(trial);
      assertAgrees(trial);
    },
  },
  zombieAfterSnapshot: {
    name: 'B12 what is closed does not come back either when all rows were read anew in between',
    run(client, options) {
      const trial = trialWith(3, client, { publishing: 'unordered', ...options }).live();
      tell(trial, flawed('touch', 2), plain('close', 2));
      trial.server.reset('slow-consumer');
      wait(trial, 500);
      assert.equal(trial.witness.snapshots, 2);
      trial.world.catchUp();
      tell(trial);
      assertAgrees(trial);
    },
  },
  leaveAndReturn: {
    name: 'B13 what leaves the scope returns, as it was or changed',
    run(client, options) {
      const trial = trialWith(3, client, options ?? {}).live();
      tell(trial, plain('leave', 0));
      tell(trial, plain('return', 0));
      assertAgrees(trial);
      tell(trial, plain('leave', 0), plain('touch', 0), plain('return', 0));
      assertAgrees(trial);
    },
  },
  reopened: {
    name: 'B14 what is reopened is back, also when it was closed before that and told so later',
    run(client, options) {
      const trial = trialWith(3, client, { publishing: 'unordered', ...options }).live();
      tell(trial, plain('close', 1));
      tell(trial, plain('touch', 1));
      assertAgrees(trial);
      tell(trial, flawed('close', 0), plain('touch', 0));
      trial.world.catchUp();
      tell(trial);
      assertAgrees(trial);
    },
  },
  patchWithoutRow: {
    name: 'B15 a patch for a row that is missing makes the client read all rows',
    run(client, options) {
      const trial = trialWith(3, client, options ?? {}).live();
      // It came to be without anybody having been told.
      trial.world.rows.set('c-7', { id: 'c-7', ver: 1, status: 'open', channel: 'chat', subject: 'unseen' });
      tell(trial, plain('patch', 8));
      trial.pass(300);
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 2);
    },
  },
  batchOfOneId: {
    name: 'B19 one id several times in one delta: the version decides, not the order',
    run(client, options) {
      const trial = trialWith(3, client, options ?? {}).live();
      for (const kind of [
        'touch',
        'patch',
        'close',
        'touch',
        'hand over',
        'leave',
        'touch',
        'return',
      ] as const)
        trial.world.apply(plain(kind, 0));
      for (const kind of ['patch', 'touch', 'close'] as const) trial.world.apply(plain(kind, 1));
      trial.server.flush('batch');
      assertAgrees(trial);
      assert.equal(trial.witness.deltas, 1);
    },
  },
  silentDivergence: {
    name: 'B16 an operation that the server never told comes out with the digest of its next mark',
    run(client, options) {
      const trial = trialWith(3, client, { publishing: 'forgetful', ...options }).live();
      tell(trial, flawed('touch', 0));
      trial.server.mark();
      trial.pass(300);
      assertAgrees(trial);
      assert.deepEqual(trial.witness.diagnostics, ['mismatch']);
    },
  },
  changesWhilePaging: {
    name: 'C01 changes on pages already read are waited for, and nothing is shown before they came',
    run(client, options) {
      const trial = trialWith(4, client, { page: 2, ...options });
      readPages(trial, 1);
      // The first is of a page that was read, the second of one that is still to be read.
      trial.world.apply(plain('touch', 0));
      trial.world.apply(plain('touch', 3));
      wait(trial, 500);
      assert.equal(trial.witness.state, 'connecting');
      assert.equal(trial.witness.snapshots, 0);
      trial.server.flush('each');
      trial.pass(100);
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 1);
    },
  },
  changesBeforeCursor: {
    name: 'C02 what comes and goes on either side of the cursor is right in the end',
    run(client, options) {
      const trial = trialWith(6, client, { page: 2, ...options });
      trial.world.apply(plain('leave', 1));
      readPages(trial, 1);
      tell(
        trial,
        plain('close', 0),
        plain('close', 2),
        plain('return', 1),
        plain('touch', 9),
        plain('close', 5),
      );
      trial.settle(() => undefined);
      assertAgrees(trial);
      assert.equal(trial.witness.snapshots, 1);
    },
  },
  lostPage: {
    name: 'C03 a page that is lost leaves no hole: all pages are read again',
    run(client, options) {
      const trial = trialWith(6, client, {
        page: 2,
        pushes: true,
        fate: strike('snap.page', 'lose', 2),
        ...options,
      });
      wait(trial, 5_000);
      assert.equal(trial.witness.snapshots, 0);
      trial.settle(() => undefined);
      assertAgrees(trial);
    },
  },
  doubledPage: {
    name: 'C04 a page that comes twice is taken once, and the next one asked for once',
    run(client, options) {
      const trial = trialWith(6, client, { page: 2, fate: strike('snap.page', 'double', 1, 2), ...options });
      trial.live();
      assertAgrees(trial);
      assert.equal(sentCount(trial, 'page'), 2);
    },
  },
  overtakenPage: {
    name: 'C05 a page that the end overtakes is waited for',
    run(client, options) {
      const trial = trialWith(6, client, { page: 2, fate: strike('snap.page', 'swap', 3), ...options });
      trial.live();
      assertAgrees(trial);
      assert.equal(trial.network.opened, 1);
    },
  },
  otherSnapshot: {
    name: 'C05 a page of a snapshot that was given up belongs to no other one',
    run(client, options) {
      const trial = trialWith(6, client, { page: 2, ...options });
      readPages(trial, 1);
      trial.server.say({ type: 'snap.page', snap: 'n-0', n: 2, rows: [], next: null });
      trial.live();
      assertAgrees(trial);
    },
  },
  endWithoutUntil: {
    name: 'C08 a snapshot whose changes never come is read again, and not shown before',
    run(client, options) {
      const trial = trialWith(4, client, { page: 2, fate: strike('delta', 'lose', 1), ...options });
      readPages(trial, 1);
      tell(trial, plain('touch', 0), plain('touch', 3));
      wait(trial, 9_000);
      assert.equal(trial.witness.snapshots, 0);
      trial.settle(() => undefined);
      assertAgrees(trial);
      assert.equal(trial.network.opened, 2);
    },
  },
  holeBeyondEnd: {
    name: 'C08 what is missing after the end of a snapshot is asked for before the rows are called live',
    run(client, options) {
      const faults: readonly Fault[] = ['swap', 'lose'];
      let count = 0;
      const trial = trialWith(4, client, {
        page: 2,
        fate: (_, { type }) => (type === 'delta' ? (faults[count++] ?? 'deliver') : 'deliver'),
        ...options,
      });
      readPages(trial, 1);
      trial.world.apply(plain('touch', 0));
      readPages(trial, 2);
      // The one that the snapshot waits for comes last, the one after it not at all.
      tell(trial, plain('touch', 1), plain('touch', 2));
      wait(trial, 300);
      assertAgrees(trial);
      assert.equal(sentCount(trial, 'resume'), 1);
      assert.equal(trial.network.opened, 1);
    },
  },
  tornFrame: {
    name: 'D02 a frame that cannot be read ends the connection, and the next one goes on where it was',
    run(client, options) {
      const trial = trialWith(3, client, { fate: strike('delta', 'garble', 1), ...options }).live();
      tell(trial, plain('patch', 0));
      trial.live();
      assertAgrees(trial);
      assert.equal(trial.network.opened, 2);
      assert.equal(trial.witness.snapshots, 1);
      assert.deepEqual(trial.witness.diagnostics, ['malformed-frame']);
    },
  },
  droppedWhilePaging: {
    name: 'C09 a connection that dies in the fourth page shows nothing, and the next one all',
    run(client, options) {
      const trial = trialWith(9, client, { page: 2, fate: strike('snap.page', 'cut', 4), ...options });
      wait(trial, 400);
      assert.equal(trial.witness.snapshots, 0);
      trial.live();
      assertAgrees(trial);
      assert.equal(trial.network.opened, 2);
    },
  },
  lateEvents: {
    name: 'A18 a socket that was given up may still say what it likes: the new one stays',
    run(client, options) {
      const trial = trialWith(3, client, options ?? {}).live();
      trial.network.deliversLate = true;
      trial.network.mute();
      // Probed, given up after two seconds and replaced at once: the end of the old socket is heard after that.
      trial.environment.page.signal('network');
      trial.live();
      trial.pass(30_000);
      assertAgrees(trial);
      assert.equal(trial.network.opened, 2);
    },
  },
  halfOpen: {
    name: 'A10 a connection on which nothing comes any more is not called live for longer than 25 s',
    run(client, options) {
      const trial = trialWith(3, client, options ?? {}).live();
      trial.network.mute();
      trial.pass(26_000);
      assert.notEqual(trial.witness.state, 'live');
      trial.settle(() => undefined);
      assertAgrees(trial);
    },
  },
} satisfies Record<string, SocketExample>;
