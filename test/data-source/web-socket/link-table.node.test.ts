import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LINK_STATES, type LinkFacts } from '../../../src/data-source/web-socket/link-events.js';
import { LINK_TABLE, transition } from '../../../src/data-source/web-socket/link-table.js';

const FACTS: LinkFacts = {
  attempt: 2,
  steady: false,
  hurried: false,
  refusals: 0,
  canRenew: true,
  poisoned: 1,
  hasPosition: true,
  begunHidden: false,
  mustWait: false,
  dismissed: false,
  prerendering: false,
};
const CONNECTED = ['opening', 'greeting', 'snapshot', 'live', 'gap', 'probing'] as const;

describe('the table of the link', () => {
  it('has a row for each state and a handler for each event', () => {
    assert.deepEqual(Object.keys(LINK_TABLE).sort(), [...LINK_STATES].sort());
    const events = Object.keys(LINK_TABLE.idle).sort();
    for (const state of LINK_STATES) assert.deepEqual(Object.keys(LINK_TABLE[state]).sort(), events);
  });

  it('can be left from everywhere', () => {
    for (const state of LINK_STATES) {
      const step = transition(state, { type: 'disconnect' }, FACTS);
      assert.equal(step?.to, state === 'idle' ? undefined : 'idle');
    }
  });

  it('counts a loss as a failed attempt unless the link was steady', () => {
    for (const state of CONNECTED) {
      const lost = transition(state, { type: 'closed', code: 1000 }, FACTS);
      assert.deepEqual([lost?.to, lost?.attempt], ['backoff', 3]);
      const steady = transition(state, { type: 'closed', code: 1000 }, { ...FACTS, steady: true });
      assert.deepEqual([steady?.to, steady?.attempt], ['backoff', 0]);
    }
  });

  it('wipes wherever rights are gone', () => {
    for (const state of CONNECTED) {
      for (const event of [{ type: 'closed', code: 4403 }, { type: 'forbidden' }] as const) {
        const step = transition(state, event, FACTS);
        assert.deepEqual([step?.to, step?.forbidden, step?.effects?.[0]?.do], ['failed', true, 'wipe']);
      }
    }
  });

  it('spends the retry without delay once until the link is steady again', () => {
    for (const [state, type] of [
      ['gap', 'timeout'],
      ['gap', 'unchained'],
      ['probing', 'timeout'],
    ] as const) {
      const retry = (facts: Partial<LinkFacts>): unknown =>
        transition(state, { type }, { ...FACTS, ...facts })?.effects?.find((effect) => effect.do === 'retry');
      assert.deepEqual(retry({}), { do: 'retry', now: true });
      assert.deepEqual(retry({ hurried: true }), { do: 'retry', now: false });
      assert.deepEqual(retry({ hurried: true, steady: true }), { do: 'retry', now: true });
    }
  });

  it('opens no second connection for what happens in the wrong state', () => {
    for (const state of LINK_STATES) {
      const begins = transition(state, { type: 'connect' }, FACTS) !== null;
      assert.equal(begins, ['idle', 'backoff', 'paused', 'unauthorized', 'failed'].includes(state));
      const opens = transition(state, { type: 'token' }, FACTS) !== null;
      assert.equal(opens, state === 'token');
    }
  });
});
