/** Group B of the catalogue: messages of the reference server that come twice, swapped, not at all, or changed. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Bench, delta, row } from '../data-source/web-socket/fixture.js';
import type { Message } from '../data-source/web-socket/scripted-server.js';
import { CentreBench } from './centre-bench.js';
import { faithful, hold, loseOnce } from './frame-relay.js';
import { assertSameRows } from './standing-checks.js';

const isDelta = ({ type }: Message): boolean => type === 'delta';

describe('changes that do not come as they were sent', { timeout: 40_000 }, () => {
  it('B01 each one twice: each is told once', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    let sent = 0;
    bench.relay.toClient = (message, text) => {
      if (!isDelta(message)) return [text];
      sent += 1;
      return [text, text];
    };
    bench.change(10);
    await bench.converged();
    assert.ok(sent > 5);
    assert.ok(bench.recorder.of('delta').length <= sent);
    const told = bench.recorder
      .of('delta')
      .flatMap(({ upserts }) => upserts.map(({ id, version }) => `${id}@${version}`));
    assert.equal(new Set(told).size, told.length, 'no version of a row is told twice');
    assert.equal(bench.relay.count('resume'), 0);
  });

  it('B02 one that begins before the last one ended: what is new in it counts', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    let before: Message | null = null;
    bench.relay.toClient = (message, text) => {
      if (!isDelta(message)) return [text];
      const { up = [], rm = [], from } = (before ?? {}) as { up?: object[]; rm?: object[]; from?: number };
      const merged = {
        ...message,
        from: from ?? message['from'],
        up: [...up, ...((message['up'] ?? []) as object[])],
        rm: [...rm, ...((message['rm'] ?? []) as object[])],
      };
      before = message;
      return [JSON.stringify(merged)];
    };
    bench.change(10);
    await bench.converged();
    assert.ok(before);
    assert.equal(bench.relay.count('resume'), 0);
    assert.equal(bench.relay.count('snapshot'), 0);
  });

  it('B03 one is lost: it is asked for once and fills the gap, without a snapshot', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    bench.relay.toClient = loseOnce(isDelta);
    bench.change(5);
    await bench.converged();
    assert.equal(bench.relay.count('resume'), 1);
    assert.equal(bench.relay.count('snapshot'), 0);
    assert.ok(bench.recorder.states.includes('stale'), 'a known gap is not live');
  });

  it('B04 one is lost that the server has forgotten: all is read again, and the old rows are stale until then', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    const held: string[] = [];
    bench.relay.toServer = (message, text) => {
      if (message.type === 'resume') bench.server.control.forgetLog();
      return [text];
    };
    const lose = loseOnce(isDelta);
    const keep = hold('reset', held);
    bench.relay.toClient = (message, text) => lose(message, text).flatMap((passed) => keep(message, passed));
    const before = bench.recorder.versions;
    bench.change();
    const changed = bench.recorder.of('delta').length;
    bench.change();
    await bench.until(() => held.length > 0);
    assert.equal(bench.recorder.of('delta').length, changed);
    assert.deepEqual(bench.recorder.versions, before);
    assert.equal(bench.recorder.state, 'stale');
    bench.relay.toClient = faithful;
    for (const text of held) bench.relay.tell(text);
    await bench.converged();
    assert.equal(bench.relay.count('snapshot'), 1);
    assert.equal(bench.recorder.of('wipe').length, 0);
  });

  it('B05 one is lost, and so is the question for it: after 3 s a new connection goes on from there', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    bench.relay.toClient = loseOnce(isDelta);
    bench.relay.toServer = loseOnce(({ type }) => type === 'resume');
    bench.change(3);
    await bench.until(() => bench.relay.count('resume') === 1);
    bench.environment.advance(2_999);
    assert.equal(bench.environment.openSockets, 1);
    assert.equal(bench.recorder.state, 'stale');
    bench.environment.advance(1);
    assert.equal(bench.recorder.state, 'reconnecting');
    bench.environment.advance(0);
    await bench.converged();
    assert.equal(bench.proxy.accepted, 2);
    assert.equal(bench.recorder.of('snapshot').length, 1);
  });

  it('B06 two neighbours are swapped: they are chained, without a snapshot', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    const held: string[] = [];
    let swaps = 0;
    bench.relay.toClient = (message, text) => {
      if (!isDelta(message)) return [text];
      if (held.length === 0) {
        held.push(text);
        return [];
      }
      swaps += 1;
      return [text, ...held.splice(0)];
    };
    for (let swap = 1; swap <= 5; swap += 1) {
      await bench.until(() => {
        bench.change();
        return swaps >= swap && held.length === 0;
      });
    }
    bench.relay.toClient = (_, text) => [text, ...held.splice(0)];
    bench.change();
    await bench.converged();
    assert.equal(bench.relay.count('snapshot'), 0);
    assert.equal(bench.recorder.of('snapshot').length, 1);
  });

  it('B07 the newest one is lost and then nothing happens: the next mark reveals it', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    let lost = 0;
    bench.relay.toClient = (message, text) => {
      if (!isDelta(message)) return [text];
      lost += 1;
      return [];
    };
    bench.change();
    await bench.until(() => lost > 0);
    bench.relay.toClient = faithful;
    assert.equal(bench.recorder.state, 'live', 'nobody can know yet');
    bench.relay.tell(JSON.stringify(bench.mark()));
    await bench.until(() => bench.relay.count('resume') === 1);
    await bench.converged();
    assert.equal(bench.relay.count('snapshot'), 0);
  });

  it('B08 those of another epoch come: all is read again, and no row of the one is mixed with the other', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    const { versions } = bench.recorder;
    // The reset that announces the epoch is lost.
    let isLost = false;
    bench.relay.toClient = (message, text) => {
      if (message.type !== 'reset') return [text];
      isLost = true;
      return [];
    };
    bench.server.control.newEpoch();
    await bench.until(() => isLost);
    bench.relay.tell(JSON.stringify({ ...delta(2, 3, { up: [row('mixed')] }, 'another epoch') }));
    await bench.recorder.untilState('stale');
    assert.deepEqual(bench.recorder.versions, versions);
    await bench.converged();
    assert.equal(bench.recorder.rows.has('mixed'), false);
    assert.equal(bench.recorder.of('snapshot').length, 2);
  });

  it('B09 those of another epoch come with numbers that fit: it is noticed all the same', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    let other = '';
    bench.relay.toClient = (message, text) => {
      if (!isDelta(message)) return [text];
      other = 'another epoch';
      return [JSON.stringify({ ...message, epoch: other, up: [row('mixed')] })];
    };
    bench.change();
    await bench.recorder.untilState('stale');
    assert.equal(other, 'another epoch');
    bench.relay.toClient = faithful;
    await bench.converged();
    assert.equal(bench.relay.count('snapshot'), 1);
  });

  it('B10 numbers jump back in the same epoch: the next mark leads to a snapshot', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    const { epoch, seq } = bench.relay.position;
    bench.relay.tell(JSON.stringify(delta(seq - 1, seq, { up: [row('ghost')] }, epoch)));
    bench.relay.tell(JSON.stringify({ ...bench.mark(), seq: seq - 1 }));
    await bench.until(() => bench.relay.count('snapshot') === 1);
    await bench.converged();
    assert.equal(bench.recorder.rows.has('ghost'), false);
    assert.equal(bench.recorder.diagnosed('mismatch'), 1);
  });

  it('B15 a patch for a row that is missing: all is read again', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    const { epoch, seq } = bench.relay.position;
    const patch = [{ id: 'nobody', ver: 2, set: { status: 'active' } }];
    bench.relay.tell(JSON.stringify(delta(seq, seq + 1, { patch }, epoch)));
    await bench.until(() => bench.relay.count('snapshot') === 1);
    await bench.converged();
  });

  it('B16 a change is lost but not its number: the digest finds it, and it is counted', async (context) => {
    const bench = await CentreBench.open(context, { limits: { markEvery: 1 } });
    await bench.converged();
    let isLost = false;
    bench.relay.toClient = (message, text) => {
      if (!isDelta(message) || isLost || !message['up']) return [text];
      isLost = true;
      const [, ...rest] = message['up'] as object[];
      return [JSON.stringify({ ...message, up: rest })];
    };
    await bench.until(() => {
      bench.change();
      return isLost;
    });
    await bench.until(() => bench.relay.count('snapshot') === 1);
    await bench.converged();
    assert.equal(bench.recorder.diagnosed('mismatch'), 1);
    assert.equal(bench.recorder.diagnosed('divergence'), 0);
  });

  it('B17 digests that never match: reported at the second one, then a snapshot a minute, no storm', async (context) => {
    const bench = await CentreBench.open(context, { rate: 0, conversations: 50 });
    await bench.converged();
    const wrong = JSON.stringify({ ...bench.mark(), digest: '0'.repeat(16) });
    for (let second = 0; second < 300; second += 1) {
      bench.relay.tell(wrong);
      await bench.relay.roundTrip();
      bench.environment.advance(1_000);
    }
    assert.ok(bench.recorder.diagnosed('divergence') >= 1);
    const snapshots = bench.relay.count('snapshot');
    assert.ok(snapshots >= 5 && snapshots <= 7, `${snapshots} snapshots in 5 minutes`);
    for (let mark = 0; mark < 3; mark += 1) bench.relay.tell(JSON.stringify(bench.mark()));
    await bench.converged();
  });

  it('B18 rights shrink while the link is down: nothing is resumed, and no old row is told or kept', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    const all = bench.recorder.rows.size;
    const queue = [...bench.recorder.rows.values()].find((each) => each.queue)?.queue?.id;
    assert.ok(queue);
    bench.proxy.connections[0]?.reset();
    await bench.recorder.untilState('reconnecting');
    bench.server.control.setQueues([queue]);
    const told = bench.recorder.messages.length;
    await bench.retry();
    await bench.until(() => bench.recorder.state === 'live');
    const kinds = bench.recorder.messages.slice(told).map(({ type }) => type);
    assert.ok(kinds.indexOf('wipe') >= 0);
    assert.ok(kinds.indexOf('wipe') < kinds.indexOf('snapshot'));
    assert.ok(!kinds.slice(0, kinds.indexOf('wipe')).includes('delta'));
    const seen = [...bench.server.world.conversations()].filter((each) => each.queue?.id === queue);
    assert.ok(seen.length < all);
    assert.deepEqual([...bench.recorder.rows.keys()].sort(), seen.map(({ id }) => id).sort());
  });
});

describe('versions of one row over a real socket', { timeout: 20_000 }, () => {
  const rm = (ver: number, why: 'closed' | 'scope'): object => ({ rm: [{ id: 'c-1', ver, why }] });
  const up = (ver: number): object => ({ up: [row('c-1', ver)] });

  const ends = async (
    context: TestContext,
    course: readonly object[],
    version: number | null,
  ): Promise<void> => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([]);
    for (const [index, operations] of course.entries()) {
      connection.send(delta(10 + index, 11 + index, { ...operations }));
    }
    await connection.roundTrip();
    assertSameRows(recorder.rows, version === null ? [] : [row('c-1', version)]);
    assert.equal(recorder.state, 'live');
  };

  it('B11 7 after 8: 8 stays', (context) => ends(context, [up(8), up(7)], 8));

  it('B12 8 after a close at 9: it stays gone', (context) =>
    ends(context, [up(8), rm(9, 'closed'), up(8)], null));

  it('B13 6 after leaving the scope at 6: it is back', (context) =>
    ends(context, [up(6), rm(6, 'scope'), up(6)], 6));

  it('B13 7 after leaving the scope at 6: it is back', (context) =>
    ends(context, [up(6), rm(6, 'scope'), up(7)], 7));

  it('B14 10 after a close at 9: it is back', (context) =>
    ends(context, [up(8), rm(9, 'closed'), up(10)], 10));

  it('B19 twice in one batch, patched and removed in it: order and version decide', (context) => {
    const batch = { up: [row('c-1', 8), row('c-1', 7)], patch: [{ id: 'c-1', ver: 9, set: {} }] };
    return ends(context, [{ ...batch, ...rm(8, 'closed') }], 9);
  });
});
