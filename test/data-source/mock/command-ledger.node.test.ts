import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command } from '../../../src/data-source/data-source.js';
import { CommandLedger, KEY_LIFETIME } from '../../../src/data-source/mock/command-ledger.js';

const command: Command = {
  key: 'k1',
  action: 'assign',
  conversationId: 'c-1',
  ifVersion: 3,
  notAfter: 99,
  target: { agentId: 'a1' },
};
const done = { status: 'done', version: 4 } as const;

describe('The ledger of commands', () => {
  it('J20 lets a key in once', () => {
    const ledger = new CommandLedger(() => 0);
    assert.deepEqual(ledger.enter('u1', command), { state: 'new' });
    assert.deepEqual(ledger.enter('u1', command), { state: 'pending' });
    ledger.settle('u1', 'k1', done);
    assert.deepEqual(ledger.enter('u1', { ...command }), { state: 'settled', outcome: done });
    assert.deepEqual(ledger.ask('u1', 'k1'), { state: 'settled', outcome: done });
  });

  it('keeps users apart', () => {
    const ledger = new CommandLedger(() => 0);
    ledger.enter('u1', command);
    assert.deepEqual(ledger.enter('u2', command), { state: 'new' });
  });

  it('J21 notices each difference of the body', () => {
    const ledger = new CommandLedger(() => 0);
    ledger.enter('u1', command);
    const others: Partial<Command>[] = [
      { action: 'transfer' },
      { conversationId: 'c-2' },
      { ifVersion: 4 },
      { notAfter: 100 },
      { target: { agentId: 'a2' } },
      { target: { queueId: 'a1' } },
      { reason: 'spam' },
      { note: 'spam' },
      { text: 'spam' },
      { private: true },
    ];
    for (const other of others) {
      assert.deepEqual(
        ledger.enter('u1', { ...command, ...other }),
        { state: 'other-body' },
        JSON.stringify(other),
      );
    }
  });

  it('bars a key once it has said that nothing happened', () => {
    const ledger = new CommandLedger(() => 0);
    assert.deepEqual(ledger.ask('u1', 'k1'), { state: 'barred' });
    assert.deepEqual(ledger.enter('u1', command), { state: 'barred' });
  });

  it('forgets a key a day later and not before', () => {
    let now = 0;
    const ledger = new CommandLedger(() => now);
    ledger.enter('u1', command);
    now = KEY_LIFETIME;
    ledger.enter('u1', { ...command, key: 'k2' });
    assert.ok(ledger.has('u1', 'k1'));
    now += 1;
    ledger.enter('u1', { ...command, key: 'k3' });
    assert.ok(!ledger.has('u1', 'k1'));
    assert.ok(ledger.has('u1', 'k2'));
  });
});
