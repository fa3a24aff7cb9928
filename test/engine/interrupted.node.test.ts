/** Another view while rows are still being put in their places: nothing is left behind. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ReportEngine } from '../../src/engine/report-engine.js';
import { conversation, ScriptedDataSource, START } from '../../testing/scripted-data-source.js';
import { ManualTime } from './manual-time.js';

it('shows all rows although another order was asked for in the midst of them, and nothing else comes', () => {
  const time = new ManualTime(START);
  const engine = new ReportEngine({ time, frame: time.frame, slice: time.slice, sliceMs: 0 });
  const source = new ScriptedDataSource();
  engine.connect(source, { windowHours: 24, queues: [], locale: 'en' });
  const rows = Array.from({ length: 5_000 }, (_, place) => conversation(`c${String(place)}`));
  source.send({ type: 'snapshot', conversations: rows, asOf: START });
  for (let piece = 0; piece < 2_000 && !engine.connection.loaded; piece += 1) {
    time.work(1);
    time.paint();
  }
  assert.ok(engine.connection.loaded);
  assert.ok(engine.view.rows.length < rows.length, 'they are not all in their places');

  const shown: number[] = [];
  engine.view$.subscribe(({ rows: { length } }) => shown.push(length));
  engine.setViewState({ sort: [{ column: 'subject', direction: 'ascending' }] });
  time.work();

  assert.deepEqual([...new Set(shown)], [0, rows.length], 'all at once, as they would have come');
  engine.disconnect();
});
