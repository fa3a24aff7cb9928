import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAgents, readQueues } from '../../../src/data-source/wire/wire-candidates.js';
import { encodeCommand, readOutcome } from '../../../src/data-source/wire/wire-commands.js';
import { readPermissions } from '../../../src/data-source/wire/wire-permissions.js';
import { readTranscript } from '../../../src/data-source/wire/wire-transcript.js';

describe('candidates', () => {
  it('are read with what decides about them', () => {
    const agent = {
      id: 'a1',
      name: 'Ann',
      eligible: false,
      why: 'at capacity',
      presence: 'available',
      presenceSince: 5,
      skills: [{ id: 's1', name: 'French', level: 3 }],
      capacity: { used: 4, max: 4, profile: 'Billing – chat' },
      queues: ['q1'],
    };
    const page = readAgents([agent, 7, { name: 'Nobody' }, { id: 'a2' }], 'a2', 9);
    assert.deepEqual(page.entries[0], agent);
    assert.deepEqual(page.entries[1], {
      id: 'a2',
      name: 'a2',
      eligible: true,
      why: null,
      presence: 'offline',
      presenceSince: null,
      skills: [],
      capacity: null,
      queues: [],
    });
    assert.equal(page.entries.length, 2);
    assert.equal(page.next, 'a2');
    assert.equal(page.asOf, 9);
    const queue = {
      id: 'q2',
      name: 'Orders',
      eligible: true,
      why: null,
      type: 'messaging',
      priority: 1,
      waiting: 12,
      online: 0,
    };
    assert.deepEqual(readQueues([queue], undefined, 9), { entries: [queue], next: null, asOf: 9 });
  });
});

describe('a transcript', () => {
  it('is read in order, without what has no number or was read before', () => {
    const entry = { at: 5, from: 'agent', name: 'Marc', text: 'Hello', private: true, sentiment: 'negative' };
    const entries = readTranscript([{ n: 3, ...entry }, { n: 1, ...entry }, entry, 'x', { n: 2 }], 1);
    assert.deepEqual(entries, [
      { number: 2, at: 0, from: 'system', name: '', text: '', private: false, sentiment: null },
      { number: 3, ...entry },
    ]);
  });
});

describe('a command', () => {
  it('is encoded without what was not said', () => {
    const base = { key: 'k', conversationId: 'c', ifVersion: 3, notAfter: 9 };
    assert.deepEqual(encodeCommand({ ...base, action: 'force-close', reason: 'spam' }), {
      key: 'k',
      name: 'force-close',
      target: { id: 'c', ifVer: 3 },
      args: { reason: 'spam' },
      notAfter: 9,
    });
    assert.deepEqual(encodeCommand({ ...base, action: 'message', text: 'Hi' }).args, {
      text: 'Hi',
      private: false,
    });
    assert.deepEqual(encodeCommand({ ...base, action: 'leave' }).args, {});
  });

  it('ends as what the server says, and as unknown where it says nothing that is known', () => {
    assert.deepEqual(readOutcome({ status: 'done', ver: 4 }), { status: 'done', version: 4 });
    assert.deepEqual(readOutcome({ status: 'done' }), { status: 'done' });
    assert.deepEqual(readOutcome({ status: 'not-applied' }), {
      status: 'failed',
      code: 'not-applied',
      message: 'not-applied',
    });
    for (const status of ['pending', 'unknown', 'party'])
      assert.equal(readOutcome({ status }).status, 'unknown');
    const rejected = readOutcome({
      status: 'rejected',
      code: 'stale',
      current: { id: 'c', ver: 5, status: 'open' },
    });
    assert.equal(rejected.status, 'conflict');
    assert.equal('current' in rejected && rejected.current?.version, 5);
    assert.equal('current' in readOutcome({ status: 'rejected', code: 'locked', current: { id: 7 } }), false);
  });
});

describe('permissions', () => {
  it('keep what is not named, and take a text as the reason of a no', () => {
    const before = { assign: true, join: false };
    assert.deepEqual(
      readPermissions({ assign: 'Not on weekends', 'force-close': false, monitor: 7 }, before),
      {
        assign: 'Not on weekends',
        join: false,
        forceClose: false,
      },
    );
  });
});
