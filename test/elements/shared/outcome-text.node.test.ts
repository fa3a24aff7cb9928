import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { actionText, refusalText } from '../../../src/elements/shared/outcome-text.js';
import { bulkOutcomeText, outcomeText, stateText } from '../../../src/elements/shared/run-text.js';
import { RUN_STATES, type ActionRun } from '../../../src/engine/view-types.js';
import { Localization } from '../../../src/localization/index.js';
import { fr } from '../../../src/localization/fr.js';
import { ACTIONS, type ActionName } from '../../../src/model/actions.js';
import { conversation } from '../../../testing/scripted-data-source.js';
import '../../support/all-late.js';

const words = new Localization('en');
const EVERY: readonly ActionName[] = [...ACTIONS, 'join', 'leave', 'stop-monitor', 'message'];

const run = (fields: Partial<ActionRun> = {}): ActionRun => ({
  key: 'k',
  requestId: 'r',
  action: 'assign',
  conversationId: 'c-1',
  conversation: conversation('c-1', { subject: 'Card charged twice' }),
  target: null,
  targetName: 'Lena',
  reason: null,
  note: null,
  state: 'done',
  secondsLeft: null,
  code: null,
  message: null,
  startedAt: 0,
  settledAt: 1,
  ...fields,
});
const plain = (text: string): string => text.replace(/[\u2068\u2069]/g, '');
const sentence = (fields: Partial<ActionRun>): string => plain(outcomeText(run(fields), words));

describe('what became of an action, in words', () => {
  it('J24–J31 names the conversation for each action and state, in each language', () => {
    for (const language of [words, new Localization('fr', fr)]) {
      for (const action of EVERY) {
        for (const state of RUN_STATES) {
          const text = outcomeText(run({ action, state }), language);
          assert.match(text, /\u2068Card charged twice\u2069/, `${action} ${state}`);
          assert.doesNotMatch(text, /[{}]/, `${action} ${state}`);
        }
      }
    }
  });

  it('never words unknown as failed', () => {
    for (const action of EVERY) {
      const unknown = run({ action, state: 'unknown', code: 'x', message: 'request failed' });
      assert.doesNotMatch(outcomeText(unknown, words), /fail|refus/i);
      assert.doesNotMatch(stateText(unknown, words), /fail|refus/i);
    }
  });

  it('prefers its own words for a known refusal, and takes those of the back end for others', () => {
    const state = 'refused';
    assert.match(sentence({ state, code: 'over', message: 'server words' }), /The conversation is over$/);
    assert.match(sentence({ state, code: 'quota', message: 'Too many' }), /Too many$/);
    assert.match(sentence({ state, code: 'not-permitted', message: 'Ask Eva' }), /Ask Eva$/);
    assert.match(sentence({ state, code: 'not-permitted' }), /You are not permitted to do this$/);
    assert.equal(sentence({ state, code: 'quota' }), 'Assign was refused: Card charged twice');
    assert.match(sentence({ state, code: 'toString' }), /refused: Card charged twice$/);
  });

  it('does not say twice that a conversation changed', () => {
    const state = 'conflict';
    const changed = 'Assign was not done, it changed in the meantime: Card charged twice';
    assert.equal(sentence({ state, code: 'changed' }), changed);
    assert.equal(sentence({ state, code: 'stale', message: 'It has changed' }), changed);
    assert.match(sentence({ state, code: 'conflict', message: 'No such agent' }), /No such agent$/);
  });

  it('tells an offer from its acceptance, its refusal and its end', () => {
    assert.equal(
      sentence({ state: 'awaiting' }),
      'Card charged twice is offered to Lena, who has not accepted yet.',
    );
    assert.equal(sentence({ code: 'accepted' }), 'Lena accepted Card charged twice.');
    assert.equal(sentence({ code: 'ended' }), 'Card charged twice ended before Lena accepted.');
    const declined = { state: 'refused', code: 'declined' } as const;
    assert.equal(sentence(declined), 'Lena did not accept Card charged twice: it is open again.');
    assert.equal(
      sentence({ ...declined, action: 'transfer' }),
      'Lena did not accept Card charged twice: it stays with its agent.',
    );
    assert.equal(stateText(run(declined), words), 'Not accepted by the agent');
  });

  it('L08 L09 isolates names and messages and takes direction controls out', () => {
    const text = outcomeText(
      run({
        state: 'failed',
        code: 'x',
        message: '\u202Edcba\u202C',
        conversation: conversation('c-1', { subject: '\u2066A\u2069' }),
      }),
      words,
    );
    assert.equal(text, 'Assign failed: \u2068A\u2069 – \u2068dcba\u2069');
  });

  it('counts a bulk decision by state', () => {
    const runs = (['done', 'done', 'refused', 'unknown', 'failed'] as const).map((state) => run({ state }));
    assert.equal(bulkOutcomeText(runs, words), 'Assign: 2 done, 1 refused, 1 failed, 1 unknown');
    assert.equal(bulkOutcomeText([], words), '');
  });

  it('says why an action is refused now', () => {
    assert.equal(refusalText({ allowed: true }, words), '');
    assert.equal(refusalText({ allowed: false, code: 'over' }, words), 'The conversation is over');
    assert.equal(
      plain(refusalText({ allowed: false, code: 'not-permitted', detail: 'Ask Eva' }, words)),
      'Ask Eva',
    );
  });

  it('has a name for each action', () => {
    assert.deepEqual(
      EVERY.map((action) => actionText(action, words)),
      [
        'Assign',
        'Transfer',
        'Monitor',
        'Force close',
        'Join conversation',
        'Leave conversation',
        'Stop monitoring',
        'Message',
      ],
    );
  });
});
