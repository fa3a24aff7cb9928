/** Rows in the order of their scores, which grow while the rows stay as they are. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ReportEngine } from '../../src/engine/report-engine.js';
import { compareOf } from '../../src/elements/shared/extra-columns.js';
import { AttentionScores } from '../../src/features/attention/attention-scores.js';
import type { Conversation } from '../../src/model/conversation.js';
import { ManualTime } from '../engine/manual-time.js';
import { conversation, ScriptedDataSource, START } from '../../testing/scripted-data-source.js';

const MINUTE = 60_000;
const LABEL = { id: 'attention', label: 'Needs you', value: () => null };

function stage(...rows: readonly Conversation[]) {
  const time = new ManualTime(START);
  const engine = new ReportEngine({ time, frame: time.frame, slice: time.slice });
  const source = new ScriptedDataSource();
  const scores = new AttentionScores(engine.all, () => ({ now: engine.serverNow(), thresholds: {} }));
  const columns = [{ ...LABEL, key: scores.keyOf }];
  engine.configure({ compareOf: (id) => compareOf(columns, id) });
  engine.connect(source, { windowHours: 24, queues: [], locale: 'en' });
  engine.setViewState({ sort: [{ column: 'attention', direction: 'descending' }] });
  source.snapshot(rows);
  time.paint();
  const order = (): string => [...engine.view.rows].map(({ id }) => id).join('');
  const second = (isTop = true): readonly string[] => {
    const moved = scores.look(isTop ? engine.view.rows : null, (id) => engine.isOngoing(id));
    engine.all.again(moved);
    time.advance(1_000);
    time.paint();
    return moved;
  };
  const send = (row: Conversation): void => {
    source.delta([row]);
    time.paint();
  };
  return { engine, source, time, scores, order, second, send };
}

/** Its wait alone gives it so many points: 4 a minute. */
const waits = (id: string, minutes: number, fields = {}): Conversation =>
  conversation(id, { wait: { ms: 0, since: START - minutes * MINUTE }, ...fields });

describe('the order by scores', () => {
  it('begins with those that need somebody most, ties by id', () => {
    assert.equal(stage(waits('b', 5), waits('a', 5), waits('c', 9), waits('d', 1)).order(), 'cabd');
  });

  it('moves a row that has not changed when its score has grown past another by more than 5 %', () => {
    const { order, second, time } = stage(
      conversation('a', { wait: null, sentiment: 'very-negative' }), // 30, whatever the time
      waits('b', 7), // 28
    );
    assert.equal(order(), 'ab');
    time.advance(0.8 * MINUTE); // 31.2: within 5 %
    second();
    assert.equal(order(), 'ab');
    time.advance(0.1 * MINUTE); // 31.6
    second();
    assert.equal(order(), 'ba');
    second();
    assert.equal(order(), 'ba');
  });

  it('moves a row that changed at once when it is clearly more, and not for a little', () => {
    const { order, send } = stage(waits('a', 5), waits('b', 4.9), waits('c', 1));
    send(waits('b', 5.1, { version: 2 }));
    assert.equal(order(), 'abc', '2 % more');
    send(waits('b', 5.4, { version: 3 }));
    assert.equal(order(), 'bac', '8 % more');
    send(waits('c', 1, { version: 2, sentiment: 'very-negative' }));
    assert.equal(order(), 'cba');
  });

  it('holds with the rows, and counts what would move', () => {
    const { order, second, time, engine } = stage(
      conversation('a', { wait: null, sentiment: 'very-negative' }),
      waits('b', 7),
    );
    engine.hold('pointer');
    time.advance(2 * MINUTE);
    second();
    assert.equal(order(), 'ab');
    assert.ok(engine.view.changesWaiting > 0);
    engine.letGo('pointer');
    assert.equal(order(), 'ba');
  });

  it('looks at all rows in the end, also where they are in another order at first', () => {
    const rows = Array.from({ length: 1_200 }, (_, place) =>
      conversation(`c${String(place)}`, { wait: null, priority: 5 }),
    );
    const { second, time, engine } = stage(...rows, waits('z', 0.01));
    assert.notEqual(engine.view.rows.at(0)?.id, 'z');
    time.advance(10 * MINUTE);
    for (let turn = 0; turn < 4; turn += 1) second();
    assert.equal(engine.view.rows.at(0)?.id, 'z');
    assert.equal(engine.view.rows.length, 1_201);
  });

  it('knows how far a sentiment fell since the row was first seen', () => {
    const { scores, send, engine } = stage(conversation('a', { wait: null, sentiment: 'positive' }));
    send(conversation('a', { wait: null, sentiment: 'neutral', version: 2 }));
    const row = engine.conversation('a') as Conversation;
    const term = scores.score(row).terms.find(({ name }) => name === 'sentiment-fall');
    assert.deepEqual([term?.figure, term?.points], [2, 10]);
    scores.clear();
    assert.equal(scores.score(row).terms.find(({ name }) => name === 'sentiment-fall')?.points, null);
  });
});
