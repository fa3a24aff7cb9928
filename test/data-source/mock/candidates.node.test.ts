import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { overCapacityBy, skillMatch } from '../../../src/model/agent.js';
import type { AgentCandidate } from '../../../src/model/agent.js';
import type { CandidateQuery } from '../../../src/data-source/data-source.js';
import { act, find, isOpen, isTalking, rowOf, simulate } from './support.js';

const simulation = simulate({ conversations: 300 });
const open = find(
  simulation,
  (row) => isOpen(row) && row.skills.length === 2 && row.queue?.type === 'messaging',
);
const talking = find(simulation, isTalking);

function agentsFor(query: Partial<CandidateQuery>): readonly AgentCandidate[] {
  const all = { action: 'assign', conversationId: open.id, text: '', limit: 10_000, after: null } as const;
  return simulation.findAgents({ ...all, ...query }).entries;
}

describe('Agents for an assignment', () => {
  it('are all agents, those with an allowed presence eligible, the others with the reason why not', () => {
    const candidates = agentsFor({});
    assert.equal(candidates.length, simulation.agents.length);
    const allowed = [
      'available',
      'busy',
      ...(open.workstream?.id === 'w-key-accounts' ? ['busy-do-not-disturb'] : []),
    ];
    for (const { id, eligible, why, presence } of candidates) {
      assert.equal(eligible, allowed.includes(presence), `${id} is ${presence}`);
      assert.equal(why === null, eligible);
    }
    assert.ok(
      candidates.some(({ eligible }) => !eligible),
      'some are excluded',
    );
  });

  it('are eligible when they are full', () => {
    const { id: agentId } = agentsFor({})[0] ?? assert.fail();
    for (const row of [...simulation.conversations()].filter(isOpen).slice(0, 7)) {
      if (row.id !== open.id) act(simulation, row.id, 'assign', { target: { agentId } });
    }
    const full = agentsFor({}).find(({ id }) => id === agentId);
    assert.ok(full && overCapacityBy(full.capacity) > 0, 'full');
    assert.ok(full.eligible);
  });

  it('come eligible first, then by how well they fit', () => {
    const candidates = agentsFor({});
    const firstExcluded = candidates.findIndex(({ eligible }) => !eligible);
    assert.ok(candidates.slice(firstExcluded).every(({ eligible }) => !eligible));
    const counts = candidates.slice(0, firstExcluded).map((agent) => skillMatch(agent, open.skills).count);
    assert.deepEqual(
      counts,
      [...counts].sort((a, b) => b - a),
    );
    assert.equal(counts[0], 2, 'somebody has both skills');
  });

  it('are found by name and skill, case and accents ignored', () => {
    const kovac = agentsFor({ text: 'KOVAC' });
    assert.ok(kovac.length > 0 && kovac.every(({ name }) => name.includes('Kovač')));
    const french = agentsFor({ text: 'fren' });
    assert.ok(french.length > 1);
    assert.ok(
      french.every(({ skills, name }) => /fren/i.test(name + skills.map((skill) => skill.name).join())),
    );
    assert.deepEqual(agentsFor({ text: 'nobody is called so' }), []);
  });

  it('come in pages without gap or overlap', () => {
    const all = agentsFor({}).map(({ id }) => id);
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const query: CandidateQuery = { action: 'assign', conversationId: open.id, text: '', limit: 7, after };
      const { entries, next, asOf } = simulation.findAgents(query);
      assert.ok(entries.length > 0 && entries.length <= 7);
      assert.equal(asOf, simulation.now);
      paged.push(...entries.map(({ id }) => id));
      after = next;
    } while (after !== null);
    assert.deepEqual(paged, all);
  });
});

describe('Agents for a transfer', () => {
  it('are the other members of the queue', () => {
    const candidates = agentsFor({ action: 'transfer', conversationId: talking.id });
    const members = simulation.agents.filter(({ queues }) => queues.includes(talking.queue?.id ?? ''));
    const others = members.map(({ id }) => id).filter((id) => id !== talking.agent?.id);
    assert.deepEqual(candidates.map(({ id }) => id).sort(), others.sort());
    assert.ok(candidates[0]?.eligible);
  });

  it('are none for a conversation that is gone', () => {
    assert.deepEqual(agentsFor({ action: 'transfer', conversationId: 'c-none' }), []);
  });
});

describe('Queues', () => {
  it('are those of the same type but the current one, with what waits in them and who is online', () => {
    const { entries } = simulation.findQueues({
      action: 'assign',
      conversationId: open.id,
      text: '',
      limit: 50,
      after: null,
    });
    assert.ok(entries.length >= 5);
    assert.ok(entries.every(({ id, type }) => type === 'messaging' && id !== open.queue?.id));
    const rows = [...simulation.conversations()];
    for (const { id, waiting, online } of entries) {
      assert.equal(waiting, rows.filter((row) => isOpen(row) && row.queue?.id === id).length, id);
      const present = simulation.agents.filter(
        ({ queues, presence }) => queues.includes(id) && presence !== 'offline',
      );
      assert.equal(online, present.length, id);
    }
    assert.equal(entries.find(({ id }) => id === 'q-night')?.online, 0, 'nobody is at the night desk');
    assert.deepEqual(
      entries.map(({ priority }) => priority),
      entries.map(({ priority }) => priority).sort(),
    );
  });

  it('are found by name', () => {
    const query = {
      action: 'assign',
      conversationId: open.id,
      text: 'night',
      limit: 50,
      after: null,
    } as const;
    assert.deepEqual(
      simulation.findQueues(query).entries.map(({ name }) => name),
      ['Night desk'],
    );
  });

  it('count what was moved into them', () => {
    const query = {
      action: 'assign',
      conversationId: open.id,
      text: 'night',
      limit: 1,
      after: null,
    } as const;
    act(
      simulation,
      find(simulation, (row) => isOpen(row) && row.id !== open.id && row.queue?.type === 'messaging').id,
      'assign',
      {
        target: { queueId: 'q-night' },
      },
    );
    assert.equal(simulation.findQueues(query).entries[0]?.waiting, 1);
    assert.equal(rowOf(simulation, open.id), open);
  });
});
