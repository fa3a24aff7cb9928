/** What speaks against a force close: each piece from its source, within its limits. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ActionRun } from '../../../src/engine/view-types.js';
import {
  evidenceOf,
  STILL_THERE_MS,
  type Evidence,
  type EvidenceSources,
} from '../../../src/elements/force-close-dialog/evidence.js';
import type { Conversation } from '../../../src/model/conversation.js';
import { conversation, START } from '../../../testing/scripted-data-source.js';

const AGENT = { id: 'ana', name: 'Ana', presence: null };

function found(
  fields: Partial<Conversation>,
  sources: Partial<EvidenceSources> = {},
  pressed: Partial<Conversation> = fields,
): readonly Evidence[] {
  return evidenceOf(
    {
      pressed: conversation('a', { agent: AGENT, ...pressed }),
      current: conversation('a', { agent: AGENT, ...fields }),
      ended: false,
      decision: { allowed: true },
      changes: [],
    },
    { now: START, supervisorId: null, heard: null, run: undefined, ...sources },
  );
}
const heard = { customerAt: null, agentAt: null, isConsulted: false, sentiments: [] };

describe('evidence against closing', () => {
  it('is nothing where nothing is known', () => {
    assert.deepEqual(found({}), []);
  });

  it('is a message of the customer within two minutes, of the row or the transcript, whichever is newer', () => {
    const at = (ms: number) => found({ lastCustomerMessageAt: START - ms });
    assert.deepEqual(at(STILL_THERE_MS - 1), [{ kind: 'wrote', ago: STILL_THERE_MS - 1 }]);
    assert.deepEqual(at(STILL_THERE_MS), []);
    assert.deepEqual(at(-500), [{ kind: 'wrote', ago: 0 }], 'a clock that is ahead');
    assert.deepEqual(
      found({ lastCustomerMessageAt: START - 90_000 }, { heard: { ...heard, customerAt: START - 5_000 } }),
      [{ kind: 'wrote', ago: 5_000 }],
    );
  });

  it('is an agent who types, else one who wrote within two minutes; without an agent neither', () => {
    const sources = { heard: { ...heard, agentAt: START - 1_000 } };
    assert.deepEqual(found({ ext: { agentTyping: true } }, sources), [{ kind: 'agent-typing' }]);
    assert.deepEqual(found({}, sources), [{ kind: 'agent-wrote', ago: 1_000 }]);
    assert.deepEqual(found({ agent: null, ext: { agentTyping: true } }, sources), []);
    assert.deepEqual(found({ ext: { agentTyping: 'no' } }), []);
  });

  it('is an offer that was not accepted yet, and a consult that was not answered', () => {
    const run = { state: 'awaiting', targetName: 'Ben' } as ActionRun;
    assert.deepEqual(found({}, { run }), [{ kind: 'offered', to: 'Ben' }]);
    assert.deepEqual(found({}, { run: { ...run, state: 'unknown' } }), []);
    assert.deepEqual(found({}, { heard: { ...heard, isConsulted: true } }), [{ kind: 'consult' }]);
  });

  it('is every supervisor who monitors it but the user', () => {
    const monitoredBy = ['me', 'x'];
    assert.deepEqual(found({ monitoredBy }, { supervisorId: 'me' }), [{ kind: 'monitored', count: 1 }]);
    assert.deepEqual(found({ monitoredBy }), [{ kind: 'monitored', count: 2 }]);
    assert.deepEqual(found({ monitoredBy: ['me'] }, { supervisorId: 'me' }), []);
  });

  it('is where the sentiment goes: by a transcript that is fresh, else since the press', () => {
    const [low, high] = [{ sentiment: 'negative' }, { sentiment: 'neutral' }];
    assert.deepEqual(found(high, {}, low), [{ kind: 'rose', from: 'negative', to: 'neutral' }]);
    assert.deepEqual(found(low, {}, high), [{ kind: 'fell', from: 'neutral', to: 'negative' }]);
    assert.deepEqual(found(high, {}, { sentiment: null }), []);
    assert.deepEqual(found(high, {}, { sentiment: 'unheard-of' }), [], 'nobody knows which is better');
    const sentiments = [
      { at: START - 400_000, sentiment: 'very-negative' },
      { at: START - 299_999, sentiment: 'positive' },
    ];
    assert.deepEqual(found(high, { heard: { ...heard, sentiments } }, high), [
      { kind: 'rose', from: 'very-negative', to: 'positive' },
    ]);
    const old = sentiments.map((mark) => ({ ...mark, at: mark.at - 1 }));
    assert.deepEqual(found(high, { heard: { ...heard, sentiments: old } }, high), []);
  });
});
