/** What an open transcript tells those that do not show it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TranscriptEntry } from '../../../src/data-source/data-source.js';
import { TranscriptRecord } from '../../../src/elements/conversation-panel/transcript-record.js';

const entry = (number: number, from: string, isPrivate = false): TranscriptEntry => ({
  number,
  at: number * 1_000,
  from,
  name: from,
  text: 'text',
  private: isPrivate,
  sentiment: null,
});

function recordOf(...entries: readonly TranscriptEntry[]): TranscriptRecord {
  const record = new TranscriptRecord();
  record.add({ conversationId: 'a', entries });
  return record;
}

describe('an open transcript', () => {
  it('tells when customer and agent last wrote, in whatever order the entries came', () => {
    const record = recordOf(entry(4, 'customer'), entry(1, 'customer'), entry(2, 'agent'));
    assert.deepEqual([record.customerAt, record.agentAt], [4_000, 2_000]);
    const empty = recordOf();
    assert.deepEqual([empty.customerAt, empty.agentAt, empty.isConsulted], [null, null, false]);
  });

  it('tells of a consult until the agent writes again', () => {
    const asked = [entry(1, 'agent'), entry(2, 'supervisor', true), entry(3, 'customer')];
    assert.equal(recordOf(...asked).isConsulted, true);
    assert.equal(recordOf(...asked, entry(4, 'agent', true)).isConsulted, false);
    assert.equal(recordOf(entry(1, 'supervisor')).isConsulted, false, 'a public message is no consult');
    assert.equal(recordOf(entry(1, 'supervisor', true)).isConsulted, true);
  });
});
