import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LINK_STATES, type LinkFacts } from '../../../src/data-source/web-socket/link-events.js';
import { LINK_TABLE, transition, type LinkTable } from '../../../src/data-source/web-socket/link-table.js';

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
  it('is complete: a state without an answer to an event does not compile, nor does an event without a row', () => {
    const none = (): null => null;
    const { wake, ...rest } = LINK_TABLE;
    const tooFew = [none, none, none, none, none, none, none, none, none, none, none] as const;
    // @ts-expect-error the cell of the last state is missing
    const withoutCell: LinkTable = { ...rest, wake: tooFew };
    // @ts-expect-error nothing says what waking leads to
    const withoutRow: LinkTable = rest;
    assert.equal(withoutCell.wake.length, LINK_STATES.length - 1);
    assert.equal('wake' in withoutRow, false);
    for (const cells of Object.values(LINK_TABLE)) assert.equal(cells.length, LINK_STATES.length);
    assert.equal(wake.length, LINK_STATES.length);
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

  it('drops a position from which a gap could not be filled twice in a row', () => {
    const effects = (facts: Partial<LinkFacts>): unknown[] | undefined =>
      transition('gap', { type: 'timeout' }, { ...FACTS, ...facts })?.effects?.map((effect) => effect.do);
    assert.deepEqual(effects({}), ['close', 'retry']);
    assert.deepEqual(effects({ hurried: true }), ['forget', 'close', 'retry']);
    assert.deepEqual(effects({ hurried: true, steady: true }), ['close', 'retry']);
  });

  it('calls nothing live that is known to be behind', () => {
    for (const [state, type, asks] of [
      ['greeting', 'resumed', []],
      ['snapshot', 'synced', ['ask-resume']],
    ] as const) {
      assert.equal(transition(state, { type, isBehind: false }, FACTS)?.to, 'live');
      const step = transition(state, { type, isBehind: true }, FACTS);
      assert.equal(step?.to, 'gap');
      assert.deepEqual(
        (step.effects ?? []).map((effect) => effect.do),
        asks,
      );
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
