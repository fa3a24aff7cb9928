/** Commands whose answer got lost, came late or never: cleared up by asking, told once, and never sent again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommandOutcome } from '../../src/data-source/data-source.js';
import { conversation } from '../../testing/scripted-data-source.js';
import { close, marks, stage, type Stage } from './action-stage.js';
import { settle } from './manual-time.js';

const UNKNOWN: CommandOutcome = { status: 'unknown', message: '' };
const row = conversation('a');

async function pass({ time }: Stage, ms: number): Promise<void> {
  time.advance(ms);
  await settle();
}

/** Closes `a` and loses the answer. */
async function lost(outcome?: (key: string) => Promise<CommandOutcome>): Promise<Stage> {
  const set = stage(row);
  if (outcome) set.source.outcome = outcome;
  set.source.answer = () => Promise.resolve(UNKNOWN);
  await set.engine.perform(close(row));
  return set;
}

const told = ({ settled }: Stage): string[] => settled.map(({ state }) => state);

describe('a lost answer', () => {
  it('J14 J15 J16 is asked for again, at 0, 1, 3 and 9 s, when the link is back, however long it was gone', async () => {
    for (const [answer, state] of [
      [{ status: 'failed', code: 'not-applied', message: '' }, 'failed'],
      [{ status: 'done', version: 2 }, 'done'],
    ] as const) {
      const asked: number[] = [];
      let isBack = false;
      const set = await lost(() => {
        if (isBack) asked.push(set.time.wall());
        return Promise.resolve(asked.length < 3 ? UNKNOWN : answer);
      });
      set.source.send({ type: 'connection', state: 'reconnecting' });
      for (let second = 0; second < 60; second += 1) await pass(set, 1_000);
      assert.deepEqual(told(set), ['unknown']);
      isBack = true;
      const back = set.time.wall();
      set.source.snapshot([row]);
      for (const ms of [0, 1_000, 2_000, 6_000, 20_000]) await pass(set, ms);
      assert.deepEqual(
        asked.map((at) => at - back),
        [0, 1_000, 3_000],
      );
      assert.deepEqual(told(set), ['unknown', state]);
      assert.deepEqual(marks(set.engine), {});
      assert.equal(set.source.commands.length, 1, 'sent once');
    }
  });

  it('J17 that comes after the time limit settles the mark, and is told once', async () => {
    const set = stage(row);
    let answer: (outcome: CommandOutcome) => void = () => undefined;
    set.source.answer = () => new Promise((resolve) => (answer = resolve));
    set.source.outcome = () => Promise.resolve(UNKNOWN);
    const runs = set.engine.perform(close(row));
    await settle();
    await pass(set, 15_000);
    assert.equal((await runs)[0]?.state, 'unknown');
    assert.deepEqual(marks(set.engine), { a: 'unknown' });
    answer({ status: 'done', version: 2 });
    await settle();
    assert.deepEqual(marks(set.engine), {});
    set.source.outcome = () => Promise.resolve({ status: 'done', version: 2 });
    for (const ms of [0, 1_000, 3_000, 9_000]) await pass(set, ms);
    assert.deepEqual(told(set), ['unknown', 'done']);
  });

  it('J17 that is asked for twice at once is told once', async () => {
    const set = await lost(() => Promise.resolve({ status: 'done', version: 2 }));
    const [run] = set.settled;
    set.engine.checkAgain(run?.key ?? '');
    for (const ms of [0, 0, 1_000, 3_000, 9_000]) await pass(set, ms);
    assert.deepEqual(told(set), ['unknown', 'done']);
  });

  it('J18 stays unknown where the source cannot be asked, and is not sent again', async () => {
    const set = await lost();
    for (let second = 0; second < 60; second += 1) await pass(set, 1_000);
    set.source.send({ type: 'connection', state: 'reconnecting' });
    set.source.snapshot([row]);
    await pass(set, 20_000);
    assert.deepEqual(told(set), ['unknown']);
    assert.deepEqual(marks(set.engine), { a: 'unknown' });
    assert.equal(set.source.commands.length, 1);
  });

  it('J19 stays unknown when the server has lost its keys', async () => {
    let asked = 0;
    const set = await lost(() => {
      asked += 1;
      return Promise.resolve(UNKNOWN);
    });
    for (let second = 0; second < 60; second += 1) await pass(set, 1_000);
    assert.equal(asked, 4);
    assert.deepEqual(told(set), ['unknown']);
    assert.deepEqual(marks(set.engine), { a: 'unknown' });
  });

  it('J41 of an adapter that breaks while it is asked is asked for again', async () => {
    let asked = 0;
    const set = await lost(() => {
      asked += 1;
      if (asked === 1) throw new Error('at once');
      if (asked === 2) return Promise.reject(new Error('later'));
      return asked === 3 ? Promise.resolve(undefined as never) : Promise.resolve({ status: 'done' });
    });
    for (const ms of [0, 1_000, 3_000, 9_000]) await pass(set, ms);
    assert.deepEqual(told(set), ['unknown', 'done']);
  });

  it('J41 of an adapter that answers twice counts once', async () => {
    const set = stage(row);
    set.source.answer = () =>
      ({
        then(resolve: (outcome: CommandOutcome) => void) {
          resolve({ status: 'done' });
          resolve({ status: 'failed', code: 'x', message: 'twice' });
        },
      }) as never;
    await set.engine.perform(close(row));
    await settle();
    assert.deepEqual(told(set), ['done']);
  });
});

describe('a change and the answer that tells of it', () => {
  it('J36 are told once, whichever comes first', async () => {
    for (const changeFirst of [true, false]) {
      const set = stage(row);
      const changed = conversation('a', { version: 2 });
      const reasons: string[] = [];
      Object.assign(set.source, { refresh: (reason: string) => reasons.push(reason) });
      set.source.answer = () => {
        if (changeFirst) set.source.delta([changed]);
        return Promise.resolve({ status: 'done', version: 2 });
      };
      await set.engine.perform(close(row));
      if (!changeFirst) set.source.delta([changed]);
      set.time.paint();
      await pass(set, 4_000);
      assert.deepEqual(told(set), ['done']);
      assert.deepEqual(reasons, [], 'nothing is read again');
    }
  });
});

describe('a decision about fifty conversations', () => {
  const rows = Array.from({ length: 50 }, (_, place) => conversation(`c${String(place)}`));

  it('J37 tells each outcome: changed, forbidden, lost, and not sent for those after the link went', async () => {
    const set = stage(...rows);
    // Three changed since they were confirmed.
    set.source.delta([4, 5, 6].map((place) => conversation(`c${String(place)}`, { version: 2 })));
    const answers: ((outcome: CommandOutcome) => void)[] = [];
    set.source.answer = ({ conversationId, ifVersion }) => {
      if (conversationId === 'c9') {
        return Promise.resolve({ status: 'refused', code: 'not-permitted', message: 'Not yours' });
      }
      if (set.source.commands.length < 20) {
        return Promise.resolve({ status: 'done', version: ifVersion + 1 });
      }
      if (set.source.commands.length === 20) set.source.send({ type: 'connection', state: 'reconnecting' });
      return new Promise((resolve) => answers.push(resolve));
    };
    const decided = set.engine.perform(close(...rows));
    for (let turn = 0; turn < 30; turn += 1) await settle();
    // The source settles what was on its way when the link went.
    for (const answer of answers) answer(UNKNOWN);
    const runs = await decided;
    const sent = set.source.commands.map(({ conversationId }) => conversationId);
    assert.equal(new Set(set.source.commands.map(({ key }) => key)).size, sent.length);
    assert.equal(new Set(sent).size, sent.length, 'none twice');
    assert.equal(sent.length, 20, 'nothing left after the link went');
    const count = (state: string, code: string | null = null): number =>
      runs.filter((run) => run.state === state && (code === null || run.code === code)).length;
    assert.equal(runs.length, 50);
    assert.equal(count('conflict', 'changed'), 3);
    assert.equal(count('refused', 'not-permitted'), 1);
    assert.equal(count('done'), 18);
    assert.equal(count('unknown'), 1);
    assert.equal(count('refused', 'not-live'), 27);
    set.source.snapshot(rows);
    await pass(set, 30_000);
    assert.equal(set.source.commands.length, 20, 'nothing is sent later');
  });

  it('J37 I07 sends nothing more once the right is withdrawn or the report is paused', async () => {
    for (const stop of [
      (set: Stage) => set.source.send({ type: 'permissions', permissions: { forceClose: false } }),
      (set: Stage) => set.engine.pause(),
    ]) {
      const set = stage(...rows);
      set.source.answer = async () => {
        if (set.source.commands.length === 10) stop(set);
        await settle();
        return { status: 'done' };
      };
      const runs = await set.engine.perform(close(...rows));
      assert.ok(set.source.commands.length <= 13, `${String(set.source.commands.length)} were sent`);
      assert.equal(runs.filter(({ state }) => state === 'refused').length, 50 - set.source.commands.length);
    }
  });
});
