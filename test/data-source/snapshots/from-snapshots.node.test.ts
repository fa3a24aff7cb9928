import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { from, NEVER, of, Subject, type ObservableInput } from 'rxjs';
import type { Command, SourceMessage } from '../../../src/data-source/data-source.js';
import { ManualClock } from '../../../src/data-source/mock/index.js';
import { fromSnapshots, type Snapshot } from '../../../src/data-source/snapshots/index.js';
import { conversation } from '../../../testing/scripted-data-source.js';

const SCOPE = { windowHours: 24, queues: [], locale: 'en' };
const ROW = conversation('a');
const COMMAND: Command = {
  key: 'k',
  action: 'force-close',
  conversationId: 'a',
  ifVersion: 1,
  notAfter: 1,
};

function stage(lists$: (signal: AbortSignal) => ObservableInput<Snapshot>, performs = false) {
  const clock = new ManualClock();
  const told: SourceMessage[] = [];
  const source = fromSnapshots((_, { signal }) => lists$(signal), {
    every: 2_000,
    timeout: 10_000,
    after: (ms, callback) => clock.after(ms, callback),
    now: () => clock.now(),
    ...(performs && { perform: () => Promise.resolve({ status: 'done' as const }) }),
  });
  const subscription = from(source.connect(SCOPE)).subscribe((message) => told.push(message));
  const states = (): readonly string[] =>
    told.map((message) => (message.type === 'connection' ? message.state : message.type));
  return { clock, told, source, states, subscription };
}

describe('a source out of lists', () => {
  it('asks again after a list that was given once, and is live from the first one on', () => {
    let asked = 0;
    const { clock, told, states } = stage(() => {
      asked += 1;
      return of([ROW]);
    });
    assert.deepEqual(states(), ['connecting', 'snapshot', 'live']);
    clock.advance(4_000);
    assert.equal(asked, 3);
    assert.deepEqual(states().slice(3), ['snapshot', 'snapshot']);
    assert.equal(told[1]?.type === 'snapshot' && told[1].conversations[0], ROW);
  });

  it('says that it reconnects, with when and why, for what is no list, an error, and no answer in time', () => {
    const bad = [{ items: [] }, null, 'rows', { conversations: 'rows' }] as unknown as Snapshot[];
    for (const answer$ of [...bad.map((list) => of(list)), NEVER]) {
      const { clock, told } = stage(() => answer$);
      clock.advance(10_000);
      const failure = told.find(
        (message) => message.type === 'connection' && message.state === 'reconnecting',
      );
      assert.ok(failure?.type === 'connection');
      assert.match(failure.reason ?? '', /^(What came is no list of conversations|No answer came)$/);
      assert.ok((failure.retryAt ?? 0) > clock.now() - 10_000);
    }
  });

  it('is live again with the next list, and aborts what is not wanted any more', () => {
    const lists: Subject<Snapshot>[] = [];
    const signals: AbortSignal[] = [];
    const { clock, states, subscription } = stage((signal) => {
      signals.push(signal);
      lists.push(new Subject());
      return lists.at(-1) as Subject<Snapshot>;
    });
    lists[0]?.next([ROW]);
    lists[0]?.error(new Error('broken'));
    assert.equal(signals[0]?.aborted, true);
    clock.advance(31_000);
    lists.at(-1)?.next([ROW]);
    assert.deepEqual(states().slice(-2), ['snapshot', 'live']);
    subscription.unsubscribe();
    assert.equal(signals.at(-1)?.aborted, true);
    assert.equal(clock.timers, 0);
  });

  it('does not believe a time that is none', () => {
    const { clock, told } = stage(() => of({ conversations: [ROW], asOf: Number.NaN }));
    assert.equal(told[1]?.type === 'snapshot' && told[1].asOf, clock.now());
  });

  it('refuses what it cannot carry out, and reads again after what it did', async () => {
    const { signal } = new AbortController();
    const readOnly = stage(() => of([ROW]));
    assert.equal((await readOnly.source.perform(COMMAND, { signal })).status, 'refused');
    const dead = stage(() => NEVER, true);
    assert.equal((await dead.source.perform(COMMAND, { signal })).status, 'refused');
    const able = stage(() => of([ROW]), true);
    able.clock.advance(1_500);
    const before = able.told.length;
    assert.deepEqual(await able.source.perform(COMMAND, { signal }), { status: 'done' });
    assert.equal(able.told.length, before + 1);
    assert.equal((await able.source.perform(COMMAND, { signal: AbortSignal.abort() })).status, 'failed');
  });

  it('leaves no timer behind when it is asked for again before a list has ended', () => {
    const lists$ = new Subject<Snapshot>();
    const { clock, source, subscription } = stage(() => lists$);
    lists$.next([ROW]);
    source.refresh?.('user');
    lists$.complete();
    assert.equal(clock.timers, 1);
    subscription.unsubscribe();
    assert.equal(clock.timers, 0);
  });
});
