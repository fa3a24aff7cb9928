/** What a supervisor may do: every cell of the matrix of the domain, and every further refusal. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  ACTIONS,
  decideAction,
  mergePermissions,
  REFUSALS,
  type ActionCircumstances,
  type ActionName,
  type Refusal,
  type RowAction,
} from '../../src/model/actions.js';
import { enActions } from '../../src/localization/en-actions.js';
import { en } from '../../src/localization/en.js';
import { fr } from '../../src/localization/fr.js';
import { conversation } from '../../testing/scripted-data-source.js';

const CALM: ActionCircumstances = {
  permissions: {},
  assignWaiting: false,
  supervisorId: 'me',
  freshness: 'live',
  pending: false,
};

const agent = { id: 'a1', name: 'Ann', presence: 'busy' };
const ROWS = {
  open: conversation('c', { status: 'open' }),
  'active, awaiting acceptance': conversation('c', { status: 'active', phase: 'awaiting-acceptance', agent }),
  'active, in conversation': conversation('c', { status: 'active', phase: 'in-conversation', agent }),
  waiting: conversation('c', { status: 'waiting', agent, channel: 'sms' }),
  'wrap-up': conversation('c', { status: 'wrap-up', agent }),
  closed: conversation('c', { status: 'closed' }),
  'a status nobody knows': conversation('c', { status: 'telepathy' }),
};

/** `null` is allowed. */
const MATRIX: Record<keyof typeof ROWS, Record<RowAction, Refusal | null>> = {
  open: { assign: null, transfer: 'nobody-holds-it', monitor: 'not-accepted', 'force-close': null },
  'active, awaiting acceptance': {
    assign: 'already-offered',
    transfer: null,
    monitor: 'not-accepted',
    'force-close': null,
  },
  'active, in conversation': { assign: 'agent-holds-it', transfer: null, monitor: null, 'force-close': null },
  waiting: { assign: 'waiting-on-customer', transfer: null, monitor: null, 'force-close': null },
  'wrap-up': { assign: 'over', transfer: 'over', monitor: null, 'force-close': null },
  closed: { assign: 'closed', transfer: 'closed', monitor: 'closed', 'force-close': 'closed' },
  'a status nobody knows': {
    assign: 'status-unknown',
    transfer: 'status-unknown',
    monitor: 'status-unknown',
    'force-close': null,
  },
};

const codeOf = (action: ActionName, row = ROWS.open, circumstances: Partial<ActionCircumstances> = {}) => {
  const decision = decideAction(action, row, { ...CALM, ...circumstances });
  return decision.allowed ? null : decision.code;
};

describe('the matrix', () => {
  for (const [stage, cells] of Object.entries(MATRIX) as [
    keyof typeof ROWS,
    Record<RowAction, Refusal | null>,
  ][]) {
    for (const action of ACTIONS) {
      it(`${action} of a conversation ${stage}: ${cells[action] ?? 'allowed'}`, () => {
        assert.equal(codeOf(action, ROWS[stage]), cells[action]);
      });
    }
  }
});

describe('further refusals', () => {
  const talking = ROWS['active, in conversation'];

  it('waiting may be assigned where the policy says so', () => {
    assert.equal(codeOf('assign', ROWS.waiting, { assignWaiting: true }), null);
  });

  it('a permission that is off refuses just its action', () => {
    const switches = {
      assign: 'assign',
      transfer: 'transfer',
      monitor: 'monitor',
      forceClose: 'force-close',
    } as const;
    for (const [permission, action] of Object.entries(switches)) {
      const row = action === 'assign' ? ROWS.open : talking;
      assert.equal(codeOf(action, row, { permissions: { [permission]: false } }), 'not-permitted');
      for (const other of ACTIONS.filter((name) => name !== action)) {
        assert.notEqual(codeOf(other, row, { permissions: { [permission]: false } }), 'not-permitted');
      }
    }
  });

  it('a permission can say why', () => {
    assert.deepEqual(
      decideAction('assign', ROWS.open, { ...CALM, permissions: { assign: 'Not in training' } }),
      {
        allowed: false,
        code: 'not-permitted',
        detail: 'Not in training',
      },
    );
  });

  it('no transfer of what was elevated to voice or video, nor of what a bot holds', () => {
    assert.equal(codeOf('transfer', { ...talking, elevated: true }), 'elevated');
    assert.equal(codeOf('transfer', { ...talking, handledBy: 'bot' }), 'held-by-bot');
    assert.equal(codeOf('force-close', { ...talking, elevated: true, handledBy: 'bot' }), null);
  });

  it("nobody monitors a conversation of one's own", () => {
    assert.equal(codeOf('monitor', { ...talking, agent: { ...agent, id: 'me' } }), 'own-conversation');
    assert.equal(
      codeOf('monitor', { ...talking, agent: { ...agent, id: 'me' } }, { supervisorId: null }),
      null,
    );
  });

  it('nothing while the data is not live, paused, or while another action is pending', () => {
    for (const action of ACTIONS) {
      const row = action === 'assign' ? ROWS.open : talking;
      assert.equal(codeOf(action, row, { freshness: 'not-live' }), 'not-live');
      assert.equal(codeOf(action, row, { freshness: 'paused' }), 'paused');
      assert.equal(codeOf(action, row, { pending: true }), 'pending');
    }
  });

  it('join, messages, leave and stop belong to those who monitor', () => {
    for (const action of ['join', 'message', 'leave', 'stop-monitor'] as const) {
      assert.equal(codeOf(action, talking), 'not-monitored');
      assert.equal(codeOf(action, { ...talking, monitoredBy: ['me'] }), null);
    }
    const monitored = { ...talking, monitoredBy: ['me'] };
    assert.equal(codeOf('join', monitored, { permissions: { join: false } }), 'not-permitted');
    assert.equal(codeOf('stop-monitor', monitored, { permissions: { join: false } }), null);
  });

  it('what is closed or not permitted is told before what will pass', () => {
    assert.equal(
      codeOf('assign', ROWS.closed, { freshness: 'not-live', permissions: { assign: false } }),
      'closed',
    );
    assert.equal(
      codeOf('assign', ROWS.open, { freshness: 'not-live', permissions: { assign: false } }),
      'not-permitted',
    );
  });

  it('each has a message of its own in every catalogue', () => {
    for (const catalogue of [{ ...en, ...enActions }, fr] as const) {
      const messages = REFUSALS.map((code) => catalogue[`refused.${code}`]);
      assert.equal(new Set(messages).size, REFUSALS.length);
    }
  });
});

describe('merging permissions', () => {
  it('keeps the stricter, and the reason of whoever gave one', () => {
    assert.deepEqual(
      mergePermissions({ assign: true, transfer: false, monitor: 'no' }, { assign: false, transfer: 'why' }),
      {
        assign: false,
        transfer: 'why',
        monitor: 'no',
        join: true,
        forceClose: true,
      },
    );
  });
});
