import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConnectionWatch } from '../../../src/elements/toast-region/connection-watch.js';
import type { Connection, PillState } from '../../../src/engine/view-types.js';

const connection = (state: PillState): Connection =>
  ({ state, trusted: ['live', 'late', 'partial'].includes(state) }) as Connection;

describe('when a change of the connection is worth words', () => {
  it('is not for the first state, nor for late', () => {
    const watch = new ConnectionWatch();
    assert.deepEqual(watch.note(connection('live'), 0), {});
    assert.deepEqual(watch.note(connection('late'), 1), {});
    assert.deepEqual(watch.note(connection('live'), 2), {});
    assert.deepEqual(watch.note(connection('live'), 3), {});
    assert.deepEqual(watch.note(connection('stale'), 4), { state: 'stale' });
  });

  it('counts the time without a link over its states, and alerts once', () => {
    const watch = new ConnectionWatch();
    watch.note(connection('live'), 0);
    watch.note(connection('stale'), 1_000);
    watch.note(connection('offline'), 15_000);
    assert.deepEqual(watch.tick(21_000), {});
    assert.deepEqual(watch.tick(21_001), { notice: 'lost' });
    assert.deepEqual(watch.tick(60_000), {});
    assert.deepEqual(watch.note(connection('reconnecting'), 61_000), { state: 'reconnecting' });
    assert.deepEqual(watch.note(connection('live'), 62_000), { notice: 'restored' });
    assert.deepEqual(watch.note(connection('offline'), 63_000), { state: 'offline' });
    assert.deepEqual(watch.tick(80_000), {});
  });

  it('takes a refusal away when it is over, without speaking of a link that was restored', () => {
    const watch = new ConnectionWatch();
    assert.deepEqual(watch.note(connection('unauthorized'), 0), { notice: 'unauthorized' });
    assert.deepEqual(watch.note(connection('connecting'), 1), { state: 'connecting' });
    assert.deepEqual(watch.note(connection('live'), 2), { state: 'live', clears: true });
  });

  it('lets a refusal replace the alert of a lost link', () => {
    const watch = new ConnectionWatch();
    watch.note(connection('offline'), 0);
    watch.tick(20_001);
    assert.deepEqual(watch.note(connection('forbidden'), 20_002), { notice: 'forbidden' });
    assert.deepEqual(watch.note(connection('offline'), 20_003), { state: 'offline' });
    assert.deepEqual(watch.tick(60_000), {});
  });
});
