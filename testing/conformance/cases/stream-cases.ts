/** The stream that `connect` gives: when it begins, what ends it, and what it holds. */
import { observeSource } from '../../../src/engine/observe-source.js';
import { never } from '../case-context.js';
import { cases } from '../conformance-case.js';
import { ConformanceError, ensure, ensureSame } from '../conformance-error.js';
import type { Probe } from '../probe.js';
import { tour } from '../tour.js';

/** Contacts that a hundred calls of `refresh()` may cost, those included that happen anyhow. */
const CHEAP = 10;
/** So many messages, at least, has a source told that tells the state, the clock, rights, rows and the state again. */
const FIRST_MESSAGES = 5;

export const streamCases = cases((it) => {
  it('Q01 cold: asks nothing of its back end before it is subscribed to', ['contacts'], async (context) => {
    const contacts = (): number => context.harness.contacts?.() ?? 0;
    await context.serve(...context.rows(3));
    await context.quiet();
    ensure(contacts() === 0, `the source turned to its back end ${contacts()} times when it was made`);
    context.source.connect(context.scope);
    await context.quiet();
    ensure(contacts() === 0, `connect() alone turned to the back end ${contacts()} times`);
  });

  it('Q01 cold: gives all rows also to who subscribes long after connect()', ['serve'], async (context) => {
    await context.serve(...context.rows(3));
    const input: unknown = context.source.connect(context.scope);
    await context.quiet();
    await context.untilRows(context.watch(input), 'c-1@1', 'c-2@1', 'c-3@1');
  });

  it('Q02 releases all that it holds within one task of unsubscribing', ['held'], async (context) => {
    const held = (): number => context.harness.held?.() ?? 0;
    const before = held();
    const probe = await context.live();
    ensure(held() > before, 'the hook held() counts nothing while the source is connected');
    probe.leave();
    await context.task();
    ensure(held() === before, `${held() - before} things are still held after unsubscribing`);
  });

  it('Q02 says nothing after it was unsubscribed from', ['serve', 'change'], async (context) => {
    const probe = await context.live();
    probe.leave();
    await context.change({ upserts: [context.row('c-1', { version: 2 })], closed: ['c-2'] });
    await context.quiet();
    ensure(probe.afterLeaving === 0, `${probe.afterLeaving} messages came after unsubscribing`);
  });

  it(
    'Q02 asks nothing more of its back end after it was unsubscribed from',
    ['contacts'],
    async (context) => {
      const probe = await context.live();
      probe.leave();
      await context.task();
      const before = context.harness.contacts?.() ?? 0;
      await context.quiet();
      const more = (context.harness.contacts?.() ?? 0) - before;
      ensure(more === 0, `the source turned to its back end ${more} times after unsubscribing`);
    },
  );

  it('Q03 tells a second subscriber the rows and the state', ['serve'], async (context) => {
    const rows = ['c-1@1', 'c-2@1', 'c-3@1'];
    await context.untilRows(await context.live(), ...rows);
    const second = context.connect();
    await context.untilLive(second);
    await context.untilRows(second, ...rows);
  });

  it('Q04 works each of three times it is connected to', ['serve'], async (context) => {
    for (const round of [1, 2, 3]) {
      const probe = await context.live([context.row('c-1', { version: round })]);
      await context.untilRows(probe, `c-1@${round}`);
      probe.leave();
      await context.quiet();
    }
  });

  it('Q05 tells a lost link as a state and never errs', ['drop', 'restore'], async (context) => {
    const { errors } = await tour(context);
    ensure(errors.length === 0, `the stream erred: ${String(errors[0])}`);
  });

  it('Q06 never completes: a feed that ends is a fault of the protocol', [], async (context) => {
    const { completions } = await tour(context);
    ensure(completions === 0, 'the stream completed, which the report shows as a failure');
  });

  it('Q07 says nothing after its own end', [], async (context) => {
    const { afterEnd } = await tour(context);
    ensure(afterEnd === 0, `${afterEnd} calls came after the stream had erred or completed`);
  });

  it(
    'Q08 goes on when it is left, joined and refreshed within a message',
    ['serve', 'change'],
    async (context) => {
      await context.serve(...context.rows(2));
      let joined: Probe | null = null;
      const leaving = context.connect(context.scope, (_message, probe) => {
        if (probe.rows.get('c-1')?.version !== 2) return;
        probe.leave();
        joined = context.connect();
      });
      let isRefreshed = false;
      const staying = context.connect(context.scope, (_message, probe) => {
        if (isRefreshed || probe.rows.get('c-2')?.version !== 2) return;
        isRefreshed = true;
        context.source.refresh?.('user');
      });
      for (const probe of [leaving, staying]) await context.untilLive(probe);
      await context.change({ upserts: [context.row('c-1', { version: 2 })] });
      await context.untilRows(staying, 'c-1@2', 'c-2@1');
      await context.until(
        () => joined !== null,
        () => 'the other subscriber was not told of the change',
      );
      await context.untilRows(joined as unknown as Probe, 'c-1@2', 'c-2@1');
      await context.change({ upserts: [context.row('c-2', { version: 2 })] });
      await context.untilRows(staying, 'c-1@2', 'c-2@2');
      await context.quiet();
      await context.untilRows(staying, 'c-1@2', 'c-2@2');
    },
  );

  it(
    'Q09 can be left within each of its first messages, also before subscribing is over',
    [],
    async (context) => {
      await context.serve(...context.rows(3));
      const before = context.harness.held?.() ?? 0;
      for (let last = 1; last <= FIRST_MESSAGES; last += 1) {
        const probe = context.connect(context.scope, (_message, self) => {
          if (self.messages.length === last) self.leave();
        });
        // Where fewer messages come, there is nothing more to be left in.
        if (!(await context.reaches(() => probe.messages.length === last || probe.isLive))) {
          ensure(probe.messages.length > 0, 'nothing is ever told');
        }
        probe.leave();
        await context.task();
        const held = (context.harness.held?.() ?? 0) - before;
        await context.quiet();
        ensure(probe.afterLeaving === 0, `${probe.afterLeaving} messages came after message ${last}`);
        ensure(held === 0, `${held} things are still held when it is left in message ${last}`);
      }
    },
  );

  it('Q10 gives something that can be subscribed to', [], async (context) => {
    await context.serve(...context.rows(1));
    const input: unknown = context.source.connect(context.scope);
    ensure(typeof input === 'object' && input !== null, `connect() gives ${String(input)}`);
    const probe = context.watch(input);
    await context.until(
      () => probe.messages.length > 0,
      () => 'nothing is ever told',
    );
  });

  it('Q10 tells only what the report understands', [], async (context) => {
    ensureSame((await tour(context)).violations('shape'), [], 'not understood');
  });

  it('Q11 does not throw when it is connected to, its back end there or not', [], async (context) => {
    await context.harness.drop?.();
    const probe = outOf('connect()', () => context.connect());
    await context.quiet();
    ensure(probe.errors.length === 0, `the stream erred: ${String(probe.errors[0])}`);
  });

  it('Q11 does not throw in refresh(), connected or not', ['refresh'], async (context) => {
    const refresh = (): void => {
      for (const reason of ['user', 'wake', 'divergence'] as const) context.source.refresh?.(reason);
    };
    outOf('refresh() before connect()', refresh);
    const probe = await context.live();
    outOf('refresh() while live', refresh);
    await context.harness.drop?.();
    outOf('refresh() without a back end', refresh);
    probe.leave();
    outOf('refresh() after unsubscribing', refresh);
  });

  it('Q11 answers perform() with a promise, connected or not', [], async (context) => {
    const command = context.command(context.row('c-1'));
    const ask = async (name: string): Promise<void> => {
      const promise: unknown = outOf(`perform() ${name}`, () =>
        context.source.perform(command, { signal: never() }),
      );
      ensure(isPromise(promise), `perform() ${name} gives no promise`);
      await context.settled(promise, `perform() ${name}`);
    };
    await ask('before connect()');
    await context.live();
    await ask('while live');
  });

  it('Q12 leaves what it has told as it was', [], async (context) => {
    ensureSame((await tour(context)).mutated, [], 'messages changed after they were told');
  });

  it('Q13 can be left before it has opened', [], async (context) => {
    const before = context.harness.held?.() ?? 0;
    const probe = context.connect();
    probe.leave();
    await context.task();
    const held = context.harness.held?.() ?? 0;
    await context.quiet();
    ensure(probe.afterLeaving === 0, `${probe.afterLeaving} messages came after it was left`);
    ensure(held === before, `${held - before} things are still held`);
  });

  it('Q14 refresh() a hundred times is cheap', ['refresh'], async (context) => {
    const probe = await context.live();
    const contacts = context.harness.contacts?.() ?? 0;
    const snapshots = probe.of('snapshot').length;
    for (let time = 0; time < 100; time += 1) context.source.refresh?.('user');
    await context.quiet();
    const asked = (context.harness.contacts?.() ?? 0) - contacts;
    const told = probe.of('snapshot').length - snapshots;
    ensure(asked <= CHEAP, `a hundred calls turned to the back end ${asked} times`);
    ensure(told <= CHEAP, `a hundred calls told ${told} snapshots`);
    ensure(probe.isLive, 'the rows are not live after it');
  });

  it('Q15 is read by the RxJS of the report, whatever made the stream', [], async (context) => {
    await context.serve(...context.rows(3));
    const before = context.harness.held?.() ?? 0;
    const probe = context.watch(observeSource(context.source.connect(context.scope)));
    await context.untilLive(probe);
    probe.leave();
    await context.task();
    const held = (context.harness.held?.() ?? 0) - before;
    ensure(held === 0, `${held} things are still held after unsubscribing`);
  });
});

/** What `act` gives; what it throws is the finding. */
function outOf<Value>(what: string, act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    throw new ConformanceError(`${what} throws: ${String(error)}`);
  }
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null)?.then === 'function';
}
