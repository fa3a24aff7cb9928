/** Rules held against rows, queues and all. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AlertWatch } from '../../src/features/alerts/alert-watch.js';
import type { AlertRule } from '../../src/model/alerts.js';
import type { Conversation } from '../../src/model/conversation.js';
import { conversation, START } from '../../testing/scripted-data-source.js';

const WAIT: AlertRule = { id: 'wait', label: 'Waits long', on: 'row', metric: 'wait', enter: 60_000 };
const QUEUE: AlertRule = { id: 'queue', label: 'Full', on: 'group', metric: 'in-queue', enter: 2 };
const TOTAL: AlertRule = {
  id: 'total',
  label: 'Unhappy',
  on: 'total',
  metric: 'negative-sentiment',
  enter: 0.5,
};

const q2 = { queue: { id: 'q2', name: 'Orders', type: 'messaging' } };

function stage(rules: readonly AlertRule[], ...rows: readonly Conversation[]) {
  const records = new Map(rows.map((row) => [row.id, { counted: row }]));
  const watch = new AlertWatch({ store: { records, flags: new Map(), me: null } });
  watch.setRules(rules);
  const look = (now = START): readonly string[] =>
    watch
      .look(now, (id) => records.get(id)?.counted)
      .map(
        ({ rule, state, conversationId, queueId }) =>
          `${rule.id} ${conversationId ?? queueId ?? 'all'} ${state}`,
      );
  const put = (row: Conversation): void => void records.set(row.id, { counted: row });
  return { records, put, watch, look };
}

describe('rules', () => {
  it('on rows are about each, in the queues that they name', () => {
    const { look, records, put } = stage(
      [{ ...WAIT, queues: ['q2'] }],
      conversation('a'),
      conversation('b', q2),
    );
    assert.deepEqual(look(), ['wait b firing']);
    put(conversation('b'));
    assert.deepEqual(look(), ['wait b cleared'], 'it went to another queue');
    put(conversation('b', q2));
    look();
    records.delete('b');
    assert.deepEqual(look(), ['wait b cleared'], 'it ended');
  });

  it('on groups are about each queue, also one that empties', () => {
    const { look, records, watch } = stage(
      [QUEUE],
      conversation('a'),
      conversation('b'),
      conversation('c', q2),
    );
    assert.deepEqual(look(), ['queue q1 firing']);
    assert.equal(watch.board.alerts[0]?.queueName, 'Billing');
    records.clear();
    assert.deepEqual(look(), ['queue q1 cleared']);
  });

  it('on groups wait anew for a queue that was empty in between', () => {
    const minute = 60_000;
    const { look, records, put } = stage(
      [{ ...QUEUE, forAtLeast: minute }],
      conversation('a'),
      conversation('b'),
    );
    assert.deepEqual(look(), []);
    records.clear();
    assert.deepEqual(look(START + minute / 2), []);
    put(conversation('a'));
    put(conversation('b'));
    assert.deepEqual(look(START + minute), [], 'it has not been full for a minute');
    assert.deepEqual(look(START + 2 * minute), ['queue q1 firing']);
  });

  it('on the total are about all, or about the queues that they name', () => {
    const rows = [conversation('a', { sentiment: 'negative' }), conversation('b'), conversation('c', q2)];
    const own = { ...TOTAL, id: 'own', queues: ['q1'] };
    const { look } = stage([TOTAL, own], ...rows);
    assert.deepEqual(look(), ['own all firing']);
  });

  it('are told when they come, and their alerts are cleared when they go', () => {
    const { watch, look } = stage([WAIT], conversation('a'));
    assert.deepEqual(look(), ['wait a firing']);
    assert.deepEqual(
      watch.setRules([]).map(({ state }) => state),
      ['cleared'],
    );
    assert.deepEqual(look(), []);
  });

  it('find what is bad among many rows in the end, and what is good again at once', () => {
    const many = Array.from({ length: 25_000 }, (_, place) =>
      conversation(`c${String(place)}`, { wait: null }),
    );
    const { look, put } = stage([WAIT, QUEUE], ...many, conversation('last'));
    assert.deepEqual(look(), []);
    assert.deepEqual(look(), []);
    assert.deepEqual(look(), ['wait last firing', 'queue q1 firing']);
    put(conversation('last', { wait: null }));
    assert.deepEqual(look(), ['wait last cleared']);
  });

  it('look at so many rows a second only, however many are bad, and at all in the end', () => {
    const COUNT = 25_000;
    const all = Array.from({ length: COUNT }, (_, place) => conversation(`c${String(place)}`));
    const { watch } = stage([{ ...WAIT, enter: 0 }], ...all);
    const asked: number[] = [];
    const good = new Set<string>();
    for (let second = 0; second < 8; second += 1) {
      let count = 0;
      const changes = watch.look(START + second, (id) => {
        count += 1;
        return second < 4 ? all[Number(id.slice(1))] : undefined;
      });
      asked.push(count);
      for (const { state, conversationId } of changes)
        if (state === 'cleared') good.add(String(conversationId));
    }
    assert.equal(Math.max(...asked), 10_000);
    assert.equal(good.size, COUNT);
  });
});
