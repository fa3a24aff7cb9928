/** The shell: the same cases as tests of any runner, skipped in the way of each. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { dataSourceCases, describeDataSource, type DataSourceFactory } from '../../testing/index.js';
import { MemoryCentre } from './memory-centre.js';
import { MemoryDataSource } from './memory-data-source.js';

type Body = (this: unknown, ...context: unknown[]) => Promise<void>;

const COLD = 'Q01 cold: asks nothing of its back end before it is subscribed to';
const NO_CONTACTS = 'the harness has no contacts()';

/** A runner that keeps what is declared. */
class Runner {
  readonly groups: string[] = [];
  readonly tests = new Map<string, Body>();
  readonly describe = (name: string, declare: () => void): void => {
    this.groups.push(name);
    declare();
  };
  readonly it = (name: string, body: Body): void => {
    this.tests.set(name, body);
  };

  get cold(): Body {
    return this.tests.get(COLD)!;
  }
}

/** Right, but nobody counts its contacts. */
const uncounted: DataSourceFactory = () => {
  const centre = new MemoryCentre();
  const harness = centre.harness(new MemoryDataSource(centre));
  Reflect.deleteProperty(harness, 'contacts');
  return harness;
};

const eager: DataSourceFactory = () => {
  const centre = new MemoryCentre();
  centre.contact();
  return centre.harness(new MemoryDataSource(centre));
};

describe('describeDataSource', () => {
  afterEach(() => {
    for (const name of ['describe', 'it', 'pending']) Reflect.deleteProperty(globalThis, name);
  });

  it('declares each case as a test that waits for no callback', () => {
    const runner = new Runner();
    describeDataSource('mine', uncounted, runner);
    assert.deepEqual(runner.groups, ['mine']);
    assert.deepEqual(
      [...runner.tests.keys()],
      dataSourceCases.map(({ name }) => name),
    );
    for (const body of runner.tests.values()) assert.equal(body.length, 0);
  });

  it('takes the global functions when there are some, and says so when there are none', () => {
    assert.throws(() => describeDataSource('mine', uncounted), /pass those of your test runner/);
    const { describe: group, it: test, tests } = new Runner();
    Object.assign(globalThis, { describe: group, it: test });
    describeDataSource('mine', uncounted);
    assert.equal(tests.size, dataSourceCases.length);
  });

  it('lets a test fail with what was found', async () => {
    const runner = new Runner();
    describeDataSource('mine', eager, runner);
    await assert.rejects(() => runner.cold.call(undefined), {
      name: 'ConformanceError',
      message: 'the source turned to its back end 1 times when it was made',
    });
  });

  it('skips by the argument of the test, with the reason', async () => {
    const runner = new Runner();
    const reasons: (string | undefined)[] = [];
    describeDataSource('mine', uncounted, runner);
    await runner.cold.call(undefined, { skip: (reason?: string) => reasons.push(reason) });
    assert.deepEqual(reasons, [NO_CONTACTS]);
  });

  it('skips by `this` where that is the way, and writes the reason into the title', async () => {
    const runner = new Runner();
    describeDataSource('mine', uncounted, runner);
    const test = { title: COLD };
    const pending = new Error('skipped by throwing');
    const self = {
      test,
      skip: () => {
        throw pending;
      },
    };
    await assert.rejects(() => runner.cold.call(self), pending);
    assert.equal(test.title, `${COLD} (skipped: ${NO_CONTACTS})`);
  });

  it('skips by a global function where that is the way, and warns where there is no way', async (t) => {
    const runner = new Runner();
    describeDataSource('mine', uncounted, runner);
    const warn = t.mock.method(console, 'warn', () => undefined);
    await runner.cold.call({});
    assert.deepEqual(warn.mock.calls[0]?.arguments, [`skipped: ${NO_CONTACTS}`]);
    const reasons: string[] = [];
    Object.assign(globalThis, { pending: (reason: string) => reasons.push(reason) });
    await runner.cold.call({});
    assert.deepEqual(reasons, [NO_CONTACTS]);
  });

  it('skips what does not apply, by name or by id, with the reason given', async () => {
    const runner = new Runner();
    const reasons: (string | undefined)[] = [];
    const context = { skip: (reason?: string) => reasons.push(reason) };
    const skip = { Q01: 'begins by itself', 'tells a snapshot before any delta': 'has no deltas' };
    describeDataSource('mine', eager, { describe: runner.describe, it: runner.it, skip });
    for (const [name, body] of runner.tests)
      if (name.startsWith('Q01') || name === 'tells a snapshot before any delta')
        await body.call(undefined, context);
    assert.deepEqual(reasons, ['begins by itself', 'begins by itself', 'has no deltas']);
  });
});
