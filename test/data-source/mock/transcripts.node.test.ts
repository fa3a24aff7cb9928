import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TranscriptEntry } from '../../../src/data-source/data-source.js';
import { act, find, isOpen, isTalking, rowOf, simulate } from './support.js';

describe('A transcript', () => {
  it('begins with the request and leads up to the last message of the customer', () => {
    const simulation = simulate({ conversations: 300 });
    for (const row of simulation.conversations()) {
      const entries = simulation.transcript(row.id) ?? [];
      const [request] = entries;
      assert.deepEqual([request?.text, request?.at], [row.subject, row.startedAt]);
      assert.deepEqual(
        entries.map(({ number }) => number),
        entries.map((_, index) => index + 1),
      );
      const times = entries.map(({ at }) => at);
      assert.deepEqual(
        times,
        [...times].sort((a, b) => a - b),
        row.id,
      );
      assert.ok((times.at(-1) ?? 0) <= simulation.now);
      if (isOpen(row)) assert.equal(entries.length, 1, 'nobody has answered yet');
      if (row.phase !== 'in-conversation' || row.direction === 'outbound') continue;
      const last = entries.findLast(({ from }) => from === 'customer');
      // It ends as the customer feels now.
      assert.deepEqual([last?.at, last?.sentiment], [row.lastCustomerMessageAt, row.sentiment]);
    }
  });

  it('grows while customer and agent talk, and the row tells when the customer did', () => {
    const simulation = simulate({ conversations: 20, rate: 20 });
    const { id } = find(simulation, isTalking);
    const heard: TranscriptEntry[] = [];
    simulation.listen(id, (entries) => heard.push(...entries));
    const before = simulation.transcript(id)?.length ?? 0;
    simulation.advance(20_000);
    const entries = simulation.transcript(id) ?? [];
    assert.deepEqual(entries.slice(before), heard);
    for (const from of ['customer', 'agent'])
      assert.ok(
        heard.some((entry) => entry.from === from),
        from,
      );
    const said = heard.filter(({ from }) => from === 'customer').at(-1);
    assert.equal(rowOf(simulation, id).lastCustomerMessageAt, said?.at);
    assert.equal(rowOf(simulation, id).sentiment, said?.sentiment);
  });

  it('keeps its numbers when the oldest entries are let go', () => {
    const simulation = simulate({ conversations: 2, rate: 50 });
    const { id } = find(simulation, isTalking);
    simulation.listen(id, (entries) => {
      const newest = simulation.transcript(id)?.at(-1);
      assert.deepEqual(entries.at(-1), newest);
    });
    simulation.advance(30_000);
    const entries = simulation.transcript(id) ?? [];
    assert.ok(entries.length <= 150, `${String(entries.length)} kept`);
    assert.ok((entries[0]?.number ?? 0) > 1, 'the oldest are gone');
    for (const [index, entry] of entries.entries()) {
      assert.equal(entry.number, (entries[0]?.number ?? 0) + index);
    }
  });

  it('ends with the conversation, tells its listeners, and can be read for a while', () => {
    const simulation = simulate();
    const { id } = find(simulation, isTalking);
    const calls: (readonly [string | undefined, boolean])[] = [];
    simulation.listen(id, (entries, ended) => calls.push([entries[0]?.text, ended]));
    const before = simulation.transcript(id) ?? [];
    act(simulation, id, 'force-close');
    assert.deepEqual(calls, [
      ['Supervisor Alex Morgan ended the conversation', false],
      [undefined, true],
    ]);
    const after = simulation.transcript(id) ?? [];
    assert.deepEqual(after.slice(0, -1), before);
    assert.equal(after.length, before.length + 1);
  });

  it('of a conversation nobody knows is none, and listening ends when one stops', () => {
    const simulation = simulate();
    assert.equal(simulation.transcript('c-none'), null);
    const { id } = find(simulation, isTalking);
    let calls = 0;
    simulation.listen(id, () => {
      calls += 1;
    })();
    simulation.close(id);
    assert.equal(calls, 0);
  });
});
