import { describe, it } from 'node:test';
import { DeferredDataSource } from '../../src/data-source/deferred-data-source.js';
import { ManualClock, MockDataSource } from '../../src/data-source/mock/index.js';
import { describeDataSource, type DataSourceHarness } from '../../testing/index.js';
import { rowHooks, watchCommands } from './simulated-centre.js';

/** Whatever the source asks of its centre takes some time of its clock. */
class CountingClock extends ManualClock {
  started = 0;

  override every(ms: number, run: () => void): () => void {
    this.started += 1;
    return super.every(ms, run);
  }

  override after(ms: number, run: () => void): () => void {
    this.started += 1;
    return super.after(ms, run);
  }
}

function mock(): DataSourceHarness & { readonly source: MockDataSource } {
  const clock = new CountingClock();
  const source = new MockDataSource({
    clock,
    conversations: 0,
    rate: 0,
    agents: 7,
    latency: 100,
    startTime: clock.now() + 3_600_000,
  });
  const journal = watchCommands(source.simulation);
  return {
    source,
    ...rowHooks(source.simulation),
    journal: () => journal,
    permit: (permissions) => source.setPermissions(permissions),
    contacts: () => clock.started,
    held: () => clock.timers,
    pass: (ms) => clock.advance(ms),
  };
}

describeDataSource('the mock source', mock, { describe, it });

describeDataSource(
  'the mock source whose code is loaded when it is needed',
  () => {
    const { source, ...hooks } = mock();
    return { ...hooks, source: new DeferredDataSource(() => Promise.resolve(source)) };
  },
  { describe, it },
);
