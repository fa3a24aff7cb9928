/** Why a conversation looks stuck. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  DEFAULT_STUCK_LIMITS,
  quietTime,
  stuckReasons,
  UsualQuiet,
  type StuckFacts,
  type StuckLimits,
} from '../../src/model/stuck.js';
import type { Conversation } from '../../src/model/conversation.js';
import { conversation, START } from '../../testing/scripted-data-source.js';

const MINUTE = 60_000;
const NOTHING_KNOWN: StuckFacts = {
  now: START,
  usualQuiet: () => null,
  presenceOf: () => null,
  onlineIn: () => null,
};

const codes = (
  row: Conversation,
  facts: Partial<StuckFacts> = {},
  limits: StuckLimits = {},
): readonly string[] =>
  stuckReasons(row, { ...NOTHING_KNOWN, ...facts }, { ...DEFAULT_STUCK_LIMITS, ...limits }).map(
    ({ code }) => code,
  );

const agent = { id: 'ana', name: 'Ana Ruiz', presence: 'offline' };
const offline: Partial<StuckFacts> = { presenceOf: (id) => (id === 'ana' ? 'offline' : null) };
const old = { startedAt: START - 90 * MINUTE, statusSince: START - 90 * MINUTE, wait: null };

describe('a conversation without any event', () => {
  it('looks stuck after many times the usual, and tells both figures', () => {
    const facts: StuckFacts = { ...NOTHING_KNOWN, usualQuiet: () => 10 * MINUTE };
    assert.deepEqual(stuckReasons(conversation('a', old), facts, DEFAULT_STUCK_LIMITS), [
      { code: 'quiet', ms: 90 * MINUTE, limit: 10 * MINUTE },
    ]);
    assert.deepEqual(codes(conversation('a', old), { usualQuiet: () => 12 * MINUTE }), []);
  });

  it('does not, where nobody knows what is usual', () => {
    assert.deepEqual(codes(conversation('a', old)), []);
    assert.deepEqual(codes(conversation('a', old), {}, { usualQuiet: 5 * MINUTE }), ['quiet']);
  });

  it('is not quiet before the least time, however short the usual', () => {
    const row = conversation('a', { ...old, statusSince: START - 29 * MINUTE });
    assert.deepEqual(codes(row, { usualQuiet: () => 1000 }), []);
    assert.deepEqual(codes(row, { usualQuiet: () => 1000 }, { quietAtLeast: MINUTE }), ['quiet']);
  });

  it('counts from the newest event that the row tells of', () => {
    const row = conversation('a', {
      ...old,
      lastCustomerMessageAt: START - 7 * MINUTE,
      handle: { ms: 0, since: START - 9 * MINUTE },
    });
    assert.equal(quietTime(row, START), 7 * MINUTE);
    assert.equal(quietTime(row, START - 60 * MINUTE), 0, 'never negative, whatever the clock');
    assert.equal(
      quietTime({ ...row, startedAt: 0, statusSince: 0, lastCustomerMessageAt: null, handle: null }, START),
      null,
    );
  });
});

describe('an agent who is offline', () => {
  for (const [status, expected] of [
    ['active', ['agent-offline']],
    ['wrap-up', ['agent-offline']],
    ['waiting', []],
    ['open', []],
  ] as const) {
    it(`makes a conversation that is ${status} look ${expected.length > 0 ? 'stuck' : 'as always'}`, () => {
      assert.deepEqual(codes(conversation('a', { status, agent }), offline), expected);
    });
  }

  it('is missed when the customer comes back to a conversation that waits', () => {
    const row = conversation('a', { status: 'waiting', agent, lastCustomerMessageAt: START - 1000 });
    assert.deepEqual(codes(row, offline), ['agent-offline']);
  });

  it('is no reason where the presence is not known, or the host says so', () => {
    const row = conversation('a', { status: 'active', agent });
    assert.deepEqual(codes(row), []);
    assert.deepEqual(codes(row, offline, { agentOffline: false }), []);
  });
});

describe('a wrap-up', () => {
  const row = conversation('a', { status: 'wrap-up', statusSince: START - 16 * MINUTE });

  it('looks stuck beyond its limit', () => {
    assert.deepEqual(codes(row), ['wrap-up']);
    assert.deepEqual(codes(row, {}, { wrapUp: 17 * MINUTE }), []);
    assert.deepEqual(codes(row, {}, { wrapUp: null }), []);
  });
});

describe('a queue with nobody online', () => {
  const nobody: Partial<StuckFacts> = { onlineIn: (id) => (id === 'q1' ? 0 : null) };

  it('is a reason for what waits in it, and for nothing else', () => {
    assert.deepEqual(codes(conversation('a'), nobody), ['nobody-online']);
    assert.deepEqual(codes(conversation('a', { status: 'active', phase: 'in-conversation' }), nobody), []);
    assert.deepEqual(codes(conversation('a', { queue: null }), nobody), []);
    assert.deepEqual(codes(conversation('a'), { onlineIn: () => 1 }), []);
    assert.deepEqual(codes(conversation('a')), [], 'not known is not nobody');
  });
});

describe('what is usual', () => {
  const quietFor = (id: string, minutes: number, fields = {}): Conversation =>
    conversation(id, { startedAt: START - minutes * MINUTE, statusSince: 0, wait: null, ...fields });

  it('is the median of those of the same status and kind, to a tenth or so', () => {
    const usual = new UsualQuiet();
    for (let place = 0; place < 99; place += 1)
      usual.note(quietFor(`c${String(place)}`, place < 60 ? 10 : 300), START);
    usual.note(quietFor('voice', 500, { channel: 'voice' }), START);
    assert.equal(usual.of(quietFor('a', 1)), null, 'not before the round is over');
    usual.close();
    const found = usual.of(quietFor('a', 1)) ?? 0;
    assert.ok(Math.abs(found - 10 * MINUTE) < 1.5 * MINUTE, String(found));
    assert.equal(usual.of(quietFor('a', 1, { status: 'active' })), null);
    assert.equal(usual.of(quietFor('a', 1, { channel: 'voice' })), null, 'one is too few');
  });
});
