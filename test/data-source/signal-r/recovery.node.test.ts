import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { delta, greet, requestOf, row, ScriptedHub, sendSnapshot } from './scripted-hub.js';

const POSITION = { stream: 's-1', epoch: 'e-1', seq: 10 };

describe('rows from a hub', { timeout: 20_000 }, () => {
  it('asks for the view, and is live once the snapshot is complete', async (context) => {
    const hub = await ScriptedHub.start(context);
    const recorder = hub.record();
    const watch = await hub.next('Watch');
    assert.deepEqual(watch.argument, {
      v: 1,
      token: null,
      view: { windowHours: 24, queues: [], locale: 'en', maxRows: 100_000 },
      resume: null,
    });
    sendSnapshot(watch, [row('c-1', 1), row('c-2', 4)]);
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-1': 1, 'c-2': 4 });
    assert.deepEqual(recorder.states, ['connecting', 'live']);
    assert.equal(recorder.of('clock')[0]?.offsetMs, 3_600_000);
  });

  it('reads records that come in pieces, and several that come in one', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live();
    watch.connection.isTrickling = true;
    watch.item(delta(10, 11, { up: [row('c-2', 1, { subject: 'Größe 😀' })] }));
    await recorder.until(() => recorder.rows.has('c-2'));
    assert.equal(recorder.rows.get('c-2')?.subject, 'Größe 😀');
    const item = (message: object): object => ({ type: 2, invocationId: '0', item: message });
    watch.connection.sendTogether([
      { type: 6 },
      item(delta(11, 12, { rm: [{ id: 'c-1', ver: 2, why: 'closed' }] })),
      item(delta(12, 13, { up: [row('c-3', 1)] })),
    ]);
    await recorder.until(() => recorder.rows.has('c-3'));
    assert.deepEqual(recorder.versions, { 'c-2': 1, 'c-3': 1 });
  });

  it('goes on from its position after the line broke', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live();
    watch.connection.drop();
    const again = await hub.retry(recorder);
    assert.deepEqual(requestOf(again).resume, POSITION);
    greet(again, { resumed: true, head: 11 });
    again.item(delta(10, 11, { up: [row('c-1', 2)] }));
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-1': 2 });
    assert.equal(recorder.of('snapshot').length, 1);
    assert.deepEqual(recorder.states, ['connecting', 'live', 'reconnecting', 'live']);
  });

  it('takes a snapshot in place of its rows when the hub cannot go on', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live([row('c-1', 1), row('c-2', 1)]);
    watch.connection.close('Server is shutting down.');
    sendSnapshot(await hub.retry(recorder), [row('c-2', 3)], { resumed: false });
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-2': 3 });
  });

  it('asks again on the same line when changes are missing, and is not live before they come', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live();
    watch.item(delta(12, 13, { up: [row('c-1', 4)] }));
    const again = await hub.next('Watch');
    assert.equal(recorder.state, 'stale');
    assert.deepEqual(recorder.versions, { 'c-1': 1 });
    assert.deepEqual(requestOf(again).resume, POSITION);
    assert.equal(again.connection, watch.connection);
    greet(again, { resumed: true, head: 13 });
    again.item(delta(10, 13, { up: [row('c-1', 4)] }));
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-1': 4 });
    assert.equal(watch.isCancelled, true);
  });

  it('connects anew when asking again does not help', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live();
    let current = watch;
    for (let time = 0; time < 4; time += 1) {
      current.item(delta(12, 13, {}));
      if (time === 3) break;
      current = await hub.next('Watch');
      greet(current, { resumed: true, head: 13 });
    }
    const again = await hub.retry(recorder);
    assert.notEqual(again.connection, watch.connection);
  });

  it('reads all rows anew when a mark differs', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live();
    watch.item({ type: 'mark', epoch: 'e-1', seq: 10, count: 2, digest: '0000000000000000' });
    const again = await hub.next('Watch');
    assert.equal(requestOf(again).resume, null);
    assert.equal(recorder.diagnosed('mismatch'), 1);
    sendSnapshot(again, [row('c-1', 1), row('c-2', 1)]);
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-1': 1, 'c-2': 1 });
  });

  it('wipes the rows when rights shrink, and reads those that are left', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live([row('c-1', 1), row('c-2', 1)]);
    watch.item({ type: 'reset', reason: 'permissions' });
    const again = await hub.next('Watch');
    assert.deepEqual(recorder.of('wipe'), [{ type: 'wipe', reason: 'permissions' }]);
    assert.equal(recorder.rows.size, 0);
    assert.equal(requestOf(again).resume, null);
    sendSnapshot(again, [row('c-2', 1)]);
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-2': 1 });
  });

  it('leaves out a row that cannot be read, and a message that cannot be', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live([row('c-1', 1), { id: 'c-2' }, row('c-3', 1)]);
    assert.deepEqual(recorder.versions, { 'c-1': 1, 'c-3': 1 });
    assert.equal(recorder.diagnosed('no-version'), 1);
    watch.item({ type: 'delta', epoch: 'e-1', from: 'ten', seq: 11 });
    const again = await hub.next('Watch');
    assert.equal(recorder.diagnosed('malformed-frame'), 1);
    assert.equal(requestOf(again).resume, null);
  });

  it('notices a hub that has fallen silent although the line stands', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder } = await hub.live();
    hub.isMute = true;
    hub.clock.advance(10_000);
    assert.equal(recorder.state, 'live');
    hub.clock.advance(10_000);
    await recorder.untilState('reconnecting');
    assert.equal(recorder.connection?.reason, 'The hub does not answer.');
  });

  it('doubts the line when the page wakes, and is live again when the hub answers', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder } = await hub.live();
    hub.wake();
    await recorder.untilState('live');
    assert.deepEqual(recorder.states, ['connecting', 'live', 'stale', 'live']);
    hub.isMute = true;
    hub.wake();
    hub.clock.advance(2_000);
    await recorder.untilState('reconnecting');
  });

  it('tries again, later and later, while the hub cannot be reached, and at once when the network is back', async (context) => {
    const hub = await ScriptedHub.start(context);
    hub.server.refusal = 503;
    const recorder = hub.record();
    const waits: number[] = [];
    for (let time = 0; time < 3; time += 1) {
      await recorder.until(() => recorder.states.filter((state) => state === 'reconnecting').length > time);
      waits.push((recorder.connection?.retryAt ?? 0) - hub.clock.now());
      if (time < 2) hub.clock.advance(waits[time] ?? 0);
    }
    assert.deepEqual(waits, [500, 750, 1_250]);
    hub.server.refusal = null;
    hub.wake();
    // Two attempts are a second apart at least.
    hub.clock.advance(1_000);
    sendSnapshot(await hub.next('Watch'), []);
    await recorder.untilState('live');
  });

  it('lets go of everything when it is left, also in the middle of a negotiation', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder } = await hub.live();
    recorder.stop();
    await Promise.resolve().then(() => undefined);
    await new Promise(setImmediate);
    assert.equal(hub.held, 0);
    hub.server.isSilent = true;
    const requests = hub.server.requests.length;
    const other = hub.record();
    while (hub.server.requests.length === requests) await new Promise(setImmediate);
    other.stop();
    await new Promise(setImmediate);
    assert.equal(hub.held, 0);
    assert.deepEqual(other.states, ['connecting']);
  });
});
