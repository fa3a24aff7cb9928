/** When an alert fires, is put off and is cleared. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AlertSums } from '../../src/model/alert-sums.js';
import {
  AlertBoard,
  groupAlerts,
  rowValue,
  type Alert,
  type AlertRule,
  type AlertSubject,
} from '../../src/model/alerts.js';
import { conversation, START } from '../../testing/scripted-data-source.js';

const RULE = { id: 'wait', label: 'Waits long', on: 'row', metric: 'wait', enter: 100, exit: 60 } as const;
const A: AlertSubject = { conversationId: 'a', queueId: 'q1' };

/** The states that are told while one value after another comes, a second apart. */
function told(
  rule: AlertRule,
  values: readonly (number | null)[],
  board = new AlertBoard(),
): readonly string[] {
  return values.flatMap((value, second) => {
    const change = board.observe(rule, A, value, START + second * 1000);
    return change ? [`${String(second)} ${change.state}`] : [];
  });
}

describe('an alert', () => {
  it('fires from the one threshold on and is cleared behind the other', () => {
    assert.deepEqual(told(RULE, [99, 100, 120, 80, 60, 59.9, 99]), ['1 firing', '5 cleared']);
  });

  it('without a second threshold is cleared behind the first', () => {
    assert.deepEqual(told({ ...RULE, exit: 200 }, [100, 99]), ['0 firing', '1 cleared'], 'on the bad side');
    const { id, label, on, metric, enter } = RULE;
    assert.deepEqual(told({ id, label, on, metric, enter }, [100, 99]), ['0 firing', '1 cleared']);
  });

  it('may be about values that are too small', () => {
    const rule: AlertRule = { ...RULE, metric: 'sentiment', when: 'below', enter: 2, exit: 4 };
    assert.deepEqual(told(rule, [3, 2, 4, 5, 3, 1]), ['1 firing', '3 cleared', '5 firing']);
  });

  it('waits until the value has been bad for so long, without a break', () => {
    const rule = { ...RULE, forAtLeast: 3_000 };
    assert.deepEqual(told(rule, [100, 100, 99, 100, 100, 100, 100]), ['6 firing']);
    assert.deepEqual(told(rule, [100, 100, null, 100, 100]), []);
  });

  it('is cleared when there is no value any more', () => {
    assert.deepEqual(told(RULE, [100, null, null]), ['0 firing', '1 cleared']);
  });

  it('fires once for any value that swings between its thresholds', () => {
    const swing = fc.double({ min: 60, max: 1_000, noNaN: true });
    fc.assert(
      fc.property(fc.array(swing, { maxLength: 60 }), fc.nat(5), (values, seconds) => {
        const rule = { ...RULE, forAtLeast: seconds * 1000 };
        const states = told(rule, [...Array.from({ length: seconds + 1 }, () => 100), ...values]);
        assert.deepEqual(states, [`${String(seconds)} firing`]);
      }),
    );
  });

  it('fires again only after it was cleared, for any values', () => {
    const value = fc.option(fc.double({ min: 0, max: 200, noNaN: true }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 80 }), fc.nat(3), (values, seconds) => {
        const states = told({ ...RULE, forAtLeast: seconds * 1000 }, values).map(
          (state) => state.split(' ')[1],
        );
        states.forEach((state, index) => assert.equal(state, index % 2 === 0 ? 'firing' : 'cleared'));
      }),
    );
  });
});

describe('a supervisor', () => {
  const fire = (): { board: AlertBoard; key: string } => {
    const board = new AlertBoard();
    board.observe(RULE, A, 100, START);
    return { board, key: board.alerts[0]?.key ?? '' };
  };
  const states = (alerts: readonly Alert[]): readonly string[] => alerts.map(({ state }) => state);

  it('acknowledges: it is quiet until it was cleared', () => {
    const { board, key } = fire();
    assert.deepEqual(states(board.acknowledge([key])), ['acknowledged']);
    assert.deepEqual(board.acknowledge([key, 'nothing']), []);
    assert.equal(board.observe(RULE, A, 500, START + 3_600_000), null);
    assert.equal(board.observe(RULE, A, 10, START + 3_600_000)?.state, 'cleared');
    assert.equal(board.observe(RULE, A, 100, START + 3_600_000)?.state, 'firing');
  });

  it('snoozes: it fires again after that, unless it was cleared', () => {
    const { board, key } = fire();
    assert.deepEqual(states(board.snooze([key], START + 300_000)), ['snoozed']);
    assert.equal(board.observe(RULE, A, 70, START + 299_000), null);
    assert.equal(board.observe(RULE, A, 70, START + 300_000)?.state, 'firing');
    assert.equal(board.alerts[0]?.firedAt, START);
    board.snooze([key], START + 900_000);
    assert.equal(board.observe(RULE, A, 50, START + 400_000)?.state, 'cleared');
  });

  it('loses the alerts of a rule that the host took away or changed', () => {
    const { board } = fire();
    assert.deepEqual(board.keep([RULE]), []);
    assert.deepEqual(states(board.keep([{ ...RULE, enter: 50 }])), ['cleared']);
    assert.deepEqual(board.alerts, []);
    assert.deepEqual([...board.watched], []);
  });
});

describe('many alerts of a rule', () => {
  const alert = (rule: AlertRule, id: string): Alert => ({
    ...A,
    conversationId: id,
    key: `${rule.id} ${id}`,
    rule,
    state: 'firing',
    value: 1,
    firedAt: START,
  });

  it('are one line, three of another rule are three', () => {
    const other = { ...RULE, id: 'other' };
    const many = ['a', 'b', 'c', 'd'].map((id) => alert(RULE, id));
    const few = ['a', 'b', 'c'].map((id) => alert(other, id));
    assert.deepEqual(
      groupAlerts([...few, ...many]).map(({ rule, alerts }) => [rule.id, alerts.length]),
      [
        ['other', 1],
        ['other', 1],
        ['other', 1],
        ['wait', 4],
      ],
    );
  });
});

describe('values', () => {
  it('of a row are those of now, and nothing where it has none', () => {
    const row = conversation('a', {
      sentiment: 'negative',
      transfers: 2,
      lastCustomerMessageAt: START - 5_000,
    });
    assert.equal(rowValue('wait', row, START), 60_000);
    assert.equal(rowValue('wait', conversation('a', { wait: { ms: 9, since: null } }), START), null);
    assert.equal(rowValue('wait', conversation('a', { direction: 'outbound' }), START), null);
    assert.equal(rowValue('handle', row, START), null);
    assert.equal(rowValue('time-in-status', row, START), 60_000);
    assert.equal(rowValue('last-customer-message', row, START), 5_000);
    assert.equal(rowValue('sentiment', row, START), 2);
    assert.equal(rowValue('sentiment', conversation('a', { sentiment: 'puzzled' }), START), null);
    assert.equal(rowValue('transfers', row, START), 2);
  });

  it('of many are counts, means, the longest and a share', () => {
    const sums = new AlertSums();
    assert.equal(sums.value('negative-sentiment'), null);
    assert.equal(sums.value('longest-wait'), null);
    assert.equal(sums.value('average-handle'), null);
    sums.note(conversation('a', { sentiment: 'negative' }), START);
    sums.note(
      conversation('b', {
        status: 'wrap-up',
        wait: { ms: 20_000, since: null },
        handle: { ms: 8, since: null },
      }),
      START,
    );
    assert.equal(sums.value('ongoing'), 2);
    assert.equal(sums.value('in-queue'), 1);
    assert.equal(sums.value('longest-wait'), 60_000);
    assert.equal(sums.value('average-wait'), 40_000);
    assert.equal(sums.value('average-handle'), 8);
    assert.equal(sums.value('negative-sentiment'), 0.5);
  });
});
