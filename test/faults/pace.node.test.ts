/** Group E of the catalogue: servers and clients that are too slow or too fast, over real sockets. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { DataSource, SourceMessage } from '../../src/data-source/data-source.js';
import { ReportEngine } from '../../src/engine/report-engine.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { Bench, delta, row, SCOPE, sendSnapshot, START } from '../data-source/web-socket/fixture.js';
import { ManualTime } from '../engine/manual-time.js';
import { CentreBench } from './centre-bench.js';
import { faithful, hold } from './frame-relay.js';
import { assertSameRows } from './standing-checks.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heap(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

function engineOf(source: DataSource): { engine: ReportEngine; time: ManualTime; count: () => number } {
  const time = new ManualTime(START);
  const engine = new ReportEngine({ time, frame: time.frame });
  let publications = 0;
  engine.view$.subscribe(() => (publications += 1));
  engine.connect(source, SCOPE);
  return { engine, time, count: () => publications };
}

describe('a server that is slow', { timeout: 60_000 }, () => {
  it('E01 a welcome after 4.9 s is in time, one that is not there after 5 s is not waited for', async (context) => {
    const bench = await Bench.open(context);
    const recorder = bench.connect();
    const first = await bench.server.next();
    await first.next('hello');
    bench.environment.advance(5_000);
    assert.equal(await first.closed, 4408);
    bench.environment.advance(500);
    const second = await bench.server.next();
    await second.next('hello');
    bench.environment.advance(4_900);
    second.send({ type: 'welcome', v: 1, stream: 's-1', epoch: 'e-1', resumed: false, now: START });
    sendSnapshot(second, [row('c-1')]);
    await recorder.untilState('live');
    assertSameRows(recorder.rows, [row('c-1')]);
    assert.equal(bench.server.connections.length, 2);
  });

  it('E02 one byte a second is no page: given up after 10 s', async (context) => {
    const bench = await CentreBench.open(context);
    const held: string[] = [];
    bench.relay.toClient = hold('snap.page', held);
    await bench.until(() => bench.recorder.of('progress').length === 1 && held.length === 1);
    const [first] = bench.proxy.connections;
    assert.ok(first);
    first.toClient.pause();
    for (const text of held) bench.relay.tell(text);
    for (let second = 1; second <= 10; second += 1) {
      const passed = first.toClient.passed;
      first.toClient.trickle(1);
      await bench.until(() => first.toClient.passed > passed);
      assert.equal(bench.environment.openSockets, 1);
      bench.environment.advance(1_000);
    }
    assert.equal(bench.environment.openSockets, 0);
    bench.relay.toClient = faithful;
    await bench.retry();
    await bench.converged();
  });
});

describe('more than can be shown', { timeout: 60_000 }, () => {
  it('E03 20,000 changes of 2,000 rows in a second of 60 frames: one publication a frame, and the last state', async (context) => {
    const bench = await Bench.open(context);
    const rows = Array.from({ length: 2_000 }, (_, n) => row(`c-${n}`));
    const { recorder, connection } = await bench.live(rows);
    const { engine, time, count } = engineOf(bench.source);
    time.paint();
    const before = count();
    const versions = new Map<string, number>();
    for (let frame = 0; frame < 60; frame += 1) {
      for (let n = 0; n < 334; n += 1) {
        const seq = 10 + frame * 334 + n;
        const id = `c-${(seq * 7) % 2_000}`;
        const ver = (versions.get(id) ?? 1) + 1;
        versions.set(id, ver);
        connection.send(delta(seq, seq + 1, { patch: [{ id, ver, set: { subject: `now ${ver}` } }] }));
      }
      await connection.roundTrip();
      assert.equal(time.paint(), 1);
      assert.equal(count() - before, frame + 1);
    }
    for (const [id, version] of versions) {
      assert.equal(engine.conversation(id)?.version, version);
      assert.equal(recorder.rows.get(id)?.version, version);
    }
    assert.equal(engine.view.rows.length, 2_000);
    engine.disconnect();
  });

  it('E04 2,000 operations a second for some minutes: applied as they come, and the heap stays flat', async (context) => {
    const bench = await Bench.open(context);
    let last: SourceMessage | null = null;
    // Not a recorder, which keeps all it is told.
    const subscription = bench.source.connect(SCOPE).subscribe((message) => (last = message));
    const { connection } = await bench.welcome();
    sendSnapshot(
      connection,
      Array.from({ length: 2_000 }, (_, n) => row(`c-${n}`)),
    );
    let seq = 10;
    const second = async (): Promise<void> => {
      const patch = Array.from({ length: 2_000 }, (_, n) => ({
        id: `c-${n}`,
        ver: seq,
        set: { subject: 'x' },
      }));
      connection.send(delta(seq, seq + 1, { patch }));
      seq += 1;
      await connection.roundTrip();
      bench.environment.advance(1_000);
    };
    for (let warm = 0; warm < 10; warm += 1) await second();
    const before = heap();
    for (let time = 0; time < 120; time += 1) await second();
    const growth = heap() - before;
    assert.ok(growth < 1_048_576, `${growth} bytes after 240,000 operations`);
    assert.equal((last as SourceMessage | null)?.type === 'delta', true);
    subscription.unsubscribe();
  });

  it('E07 50,000 operations while no frame comes: one publication when it does', () => {
    const source = new ScriptedDataSource();
    const { engine, time, count } = engineOf(source);
    source.snapshot(Array.from({ length: 500 }, (_, n) => conversation(`c-${n}`)));
    time.paint();
    const before = count();
    for (let version = 2; version < 102; version += 1) {
      source.delta(Array.from({ length: 500 }, (_, n) => conversation(`c-${n}`, { version })));
    }
    assert.equal(count(), before);
    assert.equal(time.paint(), 1);
    assert.equal(count(), before + 1);
    assert.equal(engine.view.rows.at(0)?.version, 101);
    engine.disconnect();
  });

  it('E08 an adapter that could give more at any time is asked for the next message when the last one is in the rows', async () => {
    let asked = 0;
    const behind: number[] = [];
    const adapter: DataSource = {
      async *connect(): AsyncGenerator<SourceMessage> {
        await Promise.resolve();
        yield { type: 'connection', state: 'live' };
        yield { type: 'snapshot', conversations: [conversation('a')], asOf: START };
        while (asked < 20_000) {
          asked += 1;
          behind.push(asked - (engine.conversation('a')?.version ?? 0));
          yield {
            type: 'delta',
            upserts: [conversation('a', { version: asked + 1 })],
            removes: [],
            asOf: START,
          };
        }
        await new Promise(() => undefined);
      },
      perform: () => Promise.resolve({ status: 'unknown', message: '' }),
    };
    const { engine } = engineOf(adapter);
    while (engine.conversation('a')?.version !== 20_001)
      await new Promise((resolve) => setImmediate(resolve));
    assert.equal(asked, 20_000);
    assert.equal(Math.max(...behind), 0, 'never one that waits');
    engine.disconnect();
  });

  it('E06 a client that falls behind with flow: reset, one snapshot, and no loop', async (context) => {
    const bench = await CentreBench.open(context, { limits: { flowLag: 50 } });
    await bench.converged();
    // It says how far it is, and then nothing more of it arrives.
    bench.change(2);
    bench.environment.advance(1_000);
    await bench.until(() => bench.relay.count('flow') > 0);
    bench.relay.toServer = (message, text) => (message.type === 'flow' ? [] : [text]);
    const resets: unknown[] = [];
    bench.relay.toClient = (message, text) => {
      if (message.type === 'reset') resets.push(message['reason']);
      return [text];
    };
    await bench.until(() => {
      bench.change();
      return resets.length > 0;
    });
    await bench.converged();
    for (let second = 0; second < 20; second += 1) {
      bench.server.control.advance(1_000);
      await bench.converged();
    }
    assert.deepEqual(resets, ['slow-consumer']);
    assert.equal(bench.relay.count('snapshot'), 1);
    assert.equal(bench.proxy.accepted, 1);
  });
});

describe('a client whose thread stands still', { timeout: 60_000 }, () => {
  for (const seconds of [10, 40]) {
    it(`E05 for ${seconds} s: what waited is applied in order, and the link is judged only after that`, async (context) => {
      const bench = await CentreBench.open(context);
      await bench.converged();
      const [first] = bench.proxy.connections;
      assert.ok(first);
      const before = bench.recorder.of('delta').length;
      first.toClient.pause();
      const { seq } = bench.relay.position;
      for (let frame = 0; frame < 31; frame += 1) bench.change();
      await bench.until(() => bench.relay.position.seq > seq);
      bench.environment.sleep(seconds * 1_000);
      // The timers that are due come before the frames that wait.
      bench.environment.advance(0);
      first.toClient.resume();
      await bench.converged();
      assert.ok(bench.recorder.of('delta').length > before + 10);
      assert.equal(bench.proxy.accepted, 1);
      assert.equal(bench.relay.count('resume'), 0);
      assert.equal(bench.recorder.of('snapshot').length, 1);
    });
  }
});
