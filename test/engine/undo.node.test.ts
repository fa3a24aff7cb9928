/** Decisions that can be undone: nothing is sent before their time is over, exactly once after it, and never without its ground. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command, CommandOutcome } from '../../src/data-source/data-source.js';
import type { ActionRequestDetails, ActionRun, ActionRuns } from '../../src/engine/view-types.js';
import type { Conversation } from '../../src/model/conversation.js';
import { conversation } from '../../testing/scripted-data-source.js';
import { close, marks, stage, type Stage } from './action-stage.js';
import { settle } from './manual-time.js';

interface Held extends Stage {
  readonly told: string[][];
  readonly stood: number[];
  readonly runs: Promise<readonly ActionRun[]>;
}

type Answer = Promise<CommandOutcome | undefined> | 'taken' | null;

/** Confirms a force close of `rows` with ten seconds to undo it. */
function hold(
  rows: readonly Conversation[] = [conversation('a')],
  { seconds = 10, answer = null as Answer, details = {} } = {},
): Held {
  const set = stage(...rows);
  set.engine.configure({ policy: { undoSeconds: seconds } });
  return { ...set, ...confirm(set, { ...close(...rows), ...details }, answer) };
}

function confirm(
  { engine, time }: Stage,
  details: ActionRequestDetails,
  answer: Answer = null,
): Pick<Held, 'told' | 'stood' | 'runs'> {
  const told: string[][] = [];
  const stood: number[] = [];
  const runs = engine.carryOut(details, {
    stands: () => stood.push(time.wall()),
    tell: (conversations) => {
      told.push(conversations.map(({ id }) => id));
      return answer;
    },
  });
  return { told, stood, runs };
}

/** With signs of life from the source, as a healthy one gives them. */
async function pass({ source, time }: Stage, ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 5_000) {
    time.advance(Math.min(left, 5_000));
    source.send({ type: 'clock', offsetMs: 0, errorMs: 1 });
    await settle();
  }
}

const sent = ({ source }: Stage): string[] => source.commands.map(({ conversationId }) => conversationId);

function runsOf({ engine }: Stage): ActionRuns {
  let runs: ActionRuns | undefined;
  engine.runs$.subscribe((value) => (runs = value)).unsubscribe();
  return runs as ActionRuns;
}
const logged = (set: Stage): unknown[] => runsOf(set).log.map(({ state, code }) => [state, code]);

describe('a decision that can be undone', () => {
  it('is told to nobody and not sent until the last millisecond, and then exactly once', async () => {
    const set = hold();
    await settle();
    assert.equal(set.stood.length, 1, 'it stands at once');
    await pass(set, 9_999);
    assert.deepEqual([sent(set), set.told], [[], []]);
    assert.deepEqual(marks(set.engine), { a: 'held' });
    await pass(set, 1);
    assert.deepEqual([sent(set), set.told], [['a'], [['a']]]);
    assert.deepEqual(
      (await set.runs).map(({ state }) => state),
      ['done'],
    );
    await pass(set, 60_000);
    assert.deepEqual([sent(set), set.told], [['a'], [['a']]]);
  });

  it('carries what was chosen, the version of the press and a deadline from when it is sent', async () => {
    const row = conversation('a', { version: 4 });
    const set = hold([row], { details: { reason: 'Spam', note: 'again' } });
    const begun = set.time.wall();
    await pass(set, 10_000);
    const { key, ...command } = set.source.commands[0] as Command;
    assert.deepEqual(command, {
      action: 'force-close',
      conversationId: 'a',
      ifVersion: 4,
      notAfter: begun + 10_000 + 15_000,
      reason: 'Spam',
      note: 'again',
    });
    assert.equal(key, runsOf(set).log[0]?.key, 'one entry of the log from the press to the outcome');
  });

  it('counts its seconds down, and blocks other actions on the conversation meanwhile', async () => {
    const set = hold(undefined, { seconds: 2.5 });
    const seconds: (number | null)[] = [];
    set.engine.runs$.subscribe(({ log }) => seconds.push(log[0]?.secondsLeft ?? null));
    await settle();
    const decision = set.engine.decide('force-close', conversation('a'));
    assert.deepEqual(decision, { allowed: false, code: 'pending' });
    for (let step = 0; step < 5; step += 1) await pass(set, 500);
    assert.deepEqual(
      seconds.filter((value, index) => value !== seconds[index - 1]),
      [3, 2, 1, null],
    );
  });

  it('is never sent once it was undone, and the log tells so', async () => {
    const set = hold();
    await pass(set, 9_000);
    assert.equal(set.engine.undo(), true);
    assert.deepEqual(
      (await set.runs).map(({ state }) => state),
      ['undone'],
    );
    assert.deepEqual(logged(set), [['undone', null]]);
    assert.deepEqual(marks(set.engine), {});
    assert.equal(set.engine.undo(), false, 'there is nothing more to undo');
    await pass(set, 60_000);
    assert.deepEqual([sent(set), set.told], [[], []]);
    assert.equal(set.engine.decide('force-close', conversation('a')).allowed, true);
  });

  it('is undone by its id, else the newest first', async () => {
    const [a, b, c] = [conversation('a'), conversation('b'), conversation('c')];
    const set = hold([a, b, c], { details: { conversations: [a], requestId: 'first' } });
    confirm(set, { ...close(b), requestId: 'second' });
    confirm(set, { ...close(c), requestId: 'third' });
    await settle();
    assert.equal(set.engine.undo('first'), true);
    assert.equal(set.engine.undo(), true);
    await settle();
    assert.deepEqual(marks(set.engine), { b: 'held' });
    await pass(set, 10_000);
    assert.deepEqual(sent(set), ['b']);
  });

  it('cannot be undone any more once it was sent', async () => {
    const set = hold();
    set.source.answer = () => new Promise(() => undefined);
    await pass(set, 10_000);
    assert.equal(set.engine.undo(), false);
    assert.deepEqual(marks(set.engine), { a: 'pending' });
  });

  it('waits at most 60 seconds, and not at all by default, nor for a number that is none', async () => {
    const set = hold(undefined, { seconds: 3_600 });
    await pass(set, 60_000);
    assert.deepEqual(sent(set), ['a']);
    for (const seconds of [0, -1, Number.NaN]) {
      const atOnce = hold(undefined, { seconds });
      assert.deepEqual(atOnce.told, [['a']], 'told in the same task');
      await settle();
      assert.deepEqual(sent(atOnce), ['a']);
    }
  });

  for (const action of ['monitor', 'join', 'leave', 'stop-monitor', 'message'] as const) {
    it(`does not hold ${action}`, async () => {
      const row = conversation('a', { status: 'active', phase: 'in-conversation' });
      const set = hold([row], { details: { action } });
      await settle();
      assert.deepEqual(sent(set), ['a']);
    });
  }

  for (const action of ['assign', 'transfer'] as const) {
    it(`holds ${action}, with its target`, async () => {
      const status = action === 'assign' ? 'open' : 'waiting';
      const set = hold([conversation('a', { status })], { details: { action, target: { queueId: 'q' } } });
      await pass(set, 9_999);
      assert.deepEqual(sent(set), []);
      await pass(set, 1);
      assert.deepEqual(set.source.commands[0]?.target, { queueId: 'q' });
    });
  }
});

describe('at the end of the time to undo', () => {
  it('a row that changed is a conflict, one that ended too, and neither the host nor the source is told', async () => {
    const [a, b, c] = [conversation('a'), conversation('b'), conversation('c')];
    const set = hold([a, b, c]);
    await settle();
    set.source.delta([conversation('a', { version: 2 })], [conversation('b', { version: 2 })]);
    await pass(set, 10_000);
    assert.deepEqual(
      (await set.runs).map(({ state, code }) => [state, code]),
      [
        ['conflict', 'changed'],
        ['conflict', 'closed'],
        ['done', null],
      ],
    );
    assert.deepEqual([sent(set), set.told], [['c'], [['c']]]);
  });

  it('a right that was withdrawn meanwhile is asked for again', async () => {
    const set = hold();
    await settle();
    set.source.send({ type: 'permissions', permissions: { forceClose: 'Ask the floor manager' } });
    await pass(set, 10_000);
    const [run] = await set.runs;
    assert.deepEqual(
      [run?.state, run?.code, run?.message],
      ['refused', 'not-permitted', 'Ask the floor manager'],
    );
    assert.deepEqual([sent(set), set.told], [[], []]);
  });

  it('so is what the policy allowed', async () => {
    const row = conversation('a', { status: 'waiting' });
    const set = stage(row);
    set.engine.configure({ policy: { undoSeconds: 10, assignWaiting: true } });
    const { runs } = confirm(set, { ...close(row), action: 'assign', target: { queueId: 'q' } });
    await settle();
    set.engine.configure({ policy: { undoSeconds: 10 } });
    await pass(set, 10_000);
    assert.deepEqual((await runs)[0]?.code, 'waiting-on-customer');
    assert.deepEqual(sent(set), []);
  });

  it('what is refused at the press is told at once, and the rest is held', async () => {
    const [a, b] = [conversation('a'), conversation('b')];
    const set = stage(a, b);
    set.engine.configure({ policy: { undoSeconds: 10 } });
    set.source.delta([conversation('a', { version: 2 })]);
    const { runs, told } = confirm(set, close(a, b));
    await settle();
    assert.deepEqual(logged(set), [
      ['conflict', 'changed'],
      ['held', null],
    ]);
    await pass(set, 10_000);
    assert.deepEqual([sent(set), told], [['b'], [['b']]]);
    assert.deepEqual(
      (await runs).map(({ conversationId, state }) => [conversationId, state]),
      [
        ['a', 'conflict'],
        ['b', 'done'],
      ],
    );
  });

  it('the host may do it all: the report then knows nothing of it', async () => {
    const set = hold(undefined, { answer: 'taken' });
    await pass(set, 10_000);
    assert.deepEqual(await set.runs, []);
    assert.deepEqual([sent(set), logged(set), marks(set.engine)], [[], [], {}]);
  });

  it('the host may answer for it: pending until it does, and the source is not asked', async () => {
    let answer: (outcome: CommandOutcome) => void = () => undefined;
    const set = hold(undefined, { answer: new Promise((resolve) => (answer = resolve)) });
    await pass(set, 10_000);
    assert.deepEqual(marks(set.engine), { a: 'pending' });
    answer({ status: 'refused', code: 'host', message: 'Not today' });
    assert.deepEqual((await set.runs)[0]?.message, 'Not today');
    assert.deepEqual(sent(set), []);
  });

  it('a page that slept through it has not been looked at: nothing is sent', async () => {
    const set = hold();
    await settle();
    set.time.sleep(60_000);
    await settle();
    assert.deepEqual(logged(set), [['refused', 'not-live']]);
    assert.deepEqual([sent(set), set.told], [[], []]);
  });
});

describe('what takes the ground away from a decision that can be undone', () => {
  const loses = (what: string, take: (set: Held) => void, entry: unknown): void => {
    it(`${what}: it is never sent, and the log tells why`, async () => {
      const set = hold();
      await pass(set, 5_000);
      take(set);
      await settle();
      assert.deepEqual(logged(set), [entry]);
      assert.deepEqual(
        (await set.runs).map(({ state, code }) => [state, code]),
        [entry],
      );
      assert.deepEqual(marks(set.engine), {});
      await pass(set, 60_000);
      assert.deepEqual([sent(set), set.told], [[], []]);
    });
  };

  loses(
    'the connection was lost and came back',
    ({ source }) => {
      source.send({ type: 'connection', state: 'reconnecting' });
      source.snapshot([conversation('a')]);
    },
    ['refused', 'not-live'],
  );
  loses(
    'the report was paused and resumed',
    ({ engine }) => {
      engine.pause();
      engine.resume();
    },
    ['refused', 'paused'],
  );
  loses('the report was taken away', ({ engine }) => engine.disconnect(), ['refused', 'withdrawn']);
  loses(
    'another source came',
    ({ engine }) => engine.connect(null, { windowHours: 24, queues: [], locale: 'en' }),
    ['refused', 'withdrawn'],
  );
  loses('rights shrank', ({ source }) => source.send({ type: 'wipe', reason: 'rights' }), [
    'refused',
    'withdrawn',
  ]);

  it('another user: what the first one confirmed is not sent in the name of the second', async () => {
    const set = stage(conversation('a'));
    set.engine.configure({ policy: { undoSeconds: 10 }, supervisorId: 'sup-1' });
    const { runs } = confirm(set, close(conversation('a')));
    await settle();
    set.engine.configure({ supervisorId: 'sup-1' });
    await settle();
    assert.deepEqual(marks(set.engine), { a: 'held' }, 'the same user goes on');
    set.engine.configure({ supervisorId: 'sup-2' });
    assert.deepEqual((await runs)[0]?.code, 'withdrawn');
    await pass(set, 60_000);
    assert.deepEqual(sent(set), []);
  });

  it('what may not be seen any more is not named in the log', async () => {
    const row = conversation('a', {
      subject: 'Secret subject',
      customer: { id: 'p', name: 'Secret customer' },
      agent: { id: 's', name: 'Secret agent', presence: null },
    });
    const set = hold([row], { details: { note: 'Secret note', targetName: 'Secret target' } });
    await settle();
    set.source.send({ type: 'wipe', reason: 'rights' });
    await set.runs;
    assert.equal(runsOf(set).log.length, 1);
    assert.doesNotMatch(JSON.stringify(runsOf(set).log), /Secret|"a"/);
  });

  it('leaves no timer behind', async () => {
    const set = hold();
    await pass(set, 1_000);
    set.engine.disconnect();
    await settle();
    assert.equal(set.time.pending, 0);
  });
});
