/** What the engine keeps beside the rows: little for each, and no more after a million changes than before. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { decodedList, decodeParsed } from '../../src/data-source/decode-conversation.js';
import { ReportEngine } from '../../src/engine/report-engine.js';
import type { Conversation } from '../../src/model/conversation.js';
import { ScriptedDataSource, START } from '../../testing/scripted-data-source.js';
import { ManualTime } from './manual-time.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heap(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

function row(number: number, version: number): Conversation {
  const since = START - ((number * 7_919 + version * 104_729) % 3_600_000);
  const read = decodeParsed({
    id: `c${String(number)}`,
    ver: version,
    subject: 'Card charged twice',
    status: version % 3 === 0 ? 'active' : 'open',
    startedAt: START - 1_000,
    wait: version % 2 === 0 ? { ms: 0, since } : { ms: START - since, since: null },
    sentiment: 'neutral',
  });
  assert.ok(typeof read !== 'string');
  return read;
}

function started(): { engine: ReportEngine; time: ManualTime; source: ScriptedDataSource } {
  const time = new ManualTime(START);
  const engine = new ReportEngine({ time, frame: time.frame, slice: time.slice });
  const source = new ScriptedDataSource();
  engine.connect(source, { windowHours: 24, queues: [], locale: 'en' });
  return { engine, time, source };
}

describe('memory of the engine', () => {
  it('is at most 600 bytes for each row beside the row itself', () => {
    const rows = Array.from({ length: 50_000 }, (_, number) => row(number, 1));
    const { engine, time, source } = started();
    const before = heap();
    source.send({ type: 'snapshot', conversations: decodedList([...rows]), asOf: START });
    time.work();
    time.paint();
    time.work();
    assert.equal(engine.view.rows.length, 50_000);
    const overhead = (heap() - before) / rows.length;
    assert.ok(overhead <= 600, `${overhead.toFixed(0)} bytes a row`);
    engine.disconnect();
  });

  it('E04 O05 does not grow over a million changes', () => {
    const { engine, time, source } = started();
    let version = 1;
    const change = (rounds: number): void => {
      for (let round = 0; round < rounds; round += 1) {
        version += 1;
        const upserts = Array.from({ length: 2_000 }, (_, number) => row(number, version));
        source.send({ type: 'delta', upserts: decodedList(upserts), removes: [], asOf: START });
        time.work();
        time.paint();
        time.work();
      }
    };
    change(10);
    const before = heap();
    change(500);
    const grown = heap() - before;
    assert.equal(engine.view.rows.length, 2_000);
    assert.ok(grown <= 1_048_576, `${(grown / 1024).toFixed(0)} KiB more`);
    engine.disconnect();
  });
});
