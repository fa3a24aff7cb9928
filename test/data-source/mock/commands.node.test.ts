import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Simulation } from '../../../src/data-source/mock/simulation/index.js';
import { decideAction, ACTIONS } from '../../../src/model/actions.js';
import {
  act,
  commandFor,
  find,
  isOffered,
  isOpen,
  isTalking,
  record,
  rowOf,
  simulate,
  SUPERVISOR,
  targetFor,
} from './support.js';

/** Agents answer as the test says, after a second, and not before it lets that second pass. */
const ANSWER = { accept: 1, refuse: 0, delay: [1_000, 1_000], timeOut: 20_000 } as const;

let simulation: Simulation;
beforeEach(() => {
  simulation = simulate({ conversations: 200, acceptance: ANSWER });
  // The offers found at the start have been answered.
  simulation.advance(30_000);
});

const textsOf = (id: string): readonly string[] =>
  (simulation.transcript(id) ?? []).map(({ from, text }) => `${from}: ${text}`);

describe('Assigning to an agent', () => {
  it('offers it, and it is in conversation once the agent accepts', () => {
    const before = find(simulation, isOpen);
    const target = targetFor(simulation, before.id, 'assign');
    const outcome = act(simulation, before.id, 'assign', { target });
    const offered = rowOf(simulation, before.id);
    assert.deepEqual(outcome, { status: 'done', version: before.version + 1 });
    assert.equal(offered.status, 'active');
    assert.equal(offered.phase, 'awaiting-acceptance');
    assert.equal(offered.agent?.id, 'agentId' in target && target.agentId);
    assert.equal(offered.wait?.since, before.wait?.since, 'it still waits');
    simulation.advance(999);
    assert.ok(isOffered(rowOf(simulation, before.id)));
    simulation.advance(2);
    const accepted = rowOf(simulation, before.id);
    assert.equal(accepted.phase, 'in-conversation');
    assert.equal(accepted.wait?.since, null, 'the wait is over');
    assert.equal(accepted.wait.ms, accepted.statusSince - before.startedAt);
    assert.deepEqual(accepted.handle, { ms: 0, since: accepted.statusSince });
    assert.equal(accepted.transfers, before.transfers);
  });

  for (const [answer, acceptance, after] of [
    ['refused', { accept: 0, refuse: 1 }, 1_001],
    ['timed out', { accept: 0, refuse: 0 }, 20_001],
  ] as const) {
    it(`leaves it open with nobody when it is ${answer}`, () => {
      simulation.setAcceptance(acceptance);
      const before = find(simulation, isOpen);
      act(simulation, before.id, 'assign', { target: targetFor(simulation, before.id, 'assign') });
      simulation.advance(after - 2);
      assert.ok(isOffered(rowOf(simulation, before.id)));
      simulation.advance(2);
      const after_ = rowOf(simulation, before.id);
      assert.deepEqual([after_.status, after_.phase, after_.agent], ['open', null, null]);
      assert.equal(after_.wait?.since, before.wait?.since);
      assert.equal(after_.version, before.version + 2);
    });
  }

  it('occupies the agent from the offer on', () => {
    const { id } = find(simulation, isOpen);
    const target = targetFor(simulation, id, 'assign');
    const usedOf = (): number | undefined =>
      simulation.agents.find((agent) => 'agentId' in target && agent.id === target.agentId)?.used;
    const before = usedOf() ?? 0;
    act(simulation, id, 'assign', { target });
    assert.equal(usedOf(), before + 1);
    simulation.answerOffer(id, 'refuse');
    assert.equal(usedOf(), before);
  });

  it('K08 refuses an agent whose presence the workstream does not allow', () => {
    const row = find(simulation, isOpen);
    const target = targetFor(simulation, row.id, 'assign');
    assert.ok('agentId' in target);
    simulation.setPresence(target.agentId, 'away');
    const outcome = act(simulation, row.id, 'assign', { target });
    assert.equal(outcome.status, 'conflict');
    assert.equal(rowOf(simulation, row.id).version, row.version);
  });

  it('takes a full agent', () => {
    const { id } = find(simulation, isOpen);
    const { agentId } = targetFor(simulation, id, 'assign') as { agentId: string };
    const agent = simulation.agents.find((each) => each.id === agentId);
    const others = [...simulation.conversations()].filter((row) => isOpen(row) && row.id !== id);
    for (const other of others) {
      if ((agent?.used ?? 0) >= (agent?.max ?? 0)) break;
      act(simulation, other.id, 'assign', { target: { agentId } });
    }
    assert.equal(agent?.used, agent?.max, 'the agent is full');
    assert.equal(act(simulation, id, 'assign', { target: { agentId } }).status, 'done');
    assert.equal(agent?.used, (agent?.max ?? 0) + 1);
  });
});

describe('Assigning to a queue', () => {
  it('leaves it open there, still waiting', () => {
    const before = find(simulation, isOpen);
    const query = { action: 'assign', conversationId: before.id, text: '', limit: 5, after: null } as const;
    const queue = simulation.findQueues(query).entries[0];
    assert.ok(queue);
    act(simulation, before.id, 'assign', { target: { queueId: queue.id } });
    const after = rowOf(simulation, before.id);
    assert.equal(after.queue?.id, queue.id);
    assert.deepEqual(
      [after.status, after.statusSince, after.wait],
      ['open', before.statusSince, before.wait],
    );
  });

  it('J44 K08 refuses the queue it is in, one of another type, and one that does not exist', () => {
    const row = find(simulation, (each) => isOpen(each) && each.queue?.type === 'messaging');
    for (const queueId of [row.queue?.id ?? '', 'q-billing-voice', 'q-none']) {
      assert.equal(act(simulation, row.id, 'assign', { target: { queueId } }).status, 'conflict', queueId);
    }
  });
});

describe('Transferring', () => {
  it('shows the target, and counts once the target has accepted', () => {
    const before = find(simulation, isTalking);
    const target = targetFor(simulation, before.id, 'transfer');
    act(simulation, before.id, 'transfer', { target });
    const offered = rowOf(simulation, before.id);
    assert.ok(isOffered(offered));
    assert.equal(offered.agent?.id, 'agentId' in target && target.agentId);
    assert.equal(offered.transfers, before.transfers, 'not yet');
    assert.deepEqual(offered.handle, before.handle, 'the first agent goes on meanwhile');
    simulation.advance(1_001);
    const accepted = rowOf(simulation, before.id);
    assert.equal(accepted.phase, 'in-conversation');
    assert.equal(accepted.agent, offered.agent);
    assert.equal(accepted.transfers, before.transfers + 1);
  });

  for (const status of ['active', 'waiting'] as const) {
    it(`gives an ${status} one back to the agent who had it when the target refuses`, () => {
      simulation.setAcceptance({ accept: 0, refuse: 1 });
      const before = find(simulation, (row) => row.status === status && !row.elevated);
      act(simulation, before.id, 'transfer', { target: targetFor(simulation, before.id, 'transfer') });
      simulation.advance(1_001);
      assert.deepEqual(rowOf(simulation, before.id), { ...before, version: before.version + 2 });
    });
  }

  it('from an offer goes to the other agent, and back to the queue when refused', () => {
    simulation.setAcceptance({ accept: 0, refuse: 1 });
    const { id } = find(simulation, (row) => isOpen(row) && row.queue?.type === 'messaging');
    const query = { action: 'assign', conversationId: id, text: '', limit: 200, after: null } as const;
    const queueId = rowOf(simulation, id).queue?.id ?? '';
    const members = simulation
      .findAgents(query)
      .entries.filter(({ eligible, queues }) => eligible && queues.includes(queueId));
    const [first, second] = members;
    assert.ok(first && second);
    act(simulation, id, 'assign', { target: { agentId: first.id } });
    act(simulation, id, 'transfer', { target: { agentId: second.id } });
    assert.equal(rowOf(simulation, id).agent?.id, second.id);
    simulation.advance(1_001);
    assert.equal(rowOf(simulation, id).status, 'open');
  });

  it('J44 K08 refuses the agent who has it and one of another queue', () => {
    const row = find(simulation, isTalking);
    const stranger = simulation.agents.find(({ queues }) => !queues.includes(row.queue?.id ?? ''));
    for (const agentId of [row.agent?.id ?? '', stranger?.id ?? '', 'a-none']) {
      assert.equal(act(simulation, row.id, 'transfer', { target: { agentId } }).status, 'conflict', agentId);
    }
  });
});

describe('Monitoring', () => {
  it('adds the supervisor, joining tells both sides, messages are consults or public', () => {
    const { id, version } = find(simulation, isTalking);
    assert.deepEqual(act(simulation, id, 'monitor'), { status: 'done', version: version + 1 });
    assert.deepEqual(rowOf(simulation, id).monitoredBy, ['u1']);
    const before = textsOf(id).length;
    const write = (text: string, isPrivate: boolean): string =>
      act(simulation, id, 'message', { text, private: isPrivate }).status;
    assert.equal(write('Offer a refund', true), 'done', 'a consult needs no joining');
    assert.equal(write('Hello', false), 'refused', 'the customer sees who joined only');
    act(simulation, id, 'join');
    assert.equal(write('Hello', false), 'done');
    act(simulation, id, 'leave');
    assert.equal(write('Still there?', false), 'refused');
    act(simulation, id, 'stop-monitor');
    assert.deepEqual(rowOf(simulation, id).monitoredBy, []);
    assert.equal(write('Anybody?', true), 'refused');
    assert.deepEqual(textsOf(id).slice(before), [
      'supervisor: Offer a refund',
      'system: Supervisor Alex Morgan joined',
      'supervisor: Hello',
      'system: Supervisor Alex Morgan left',
    ]);
    const consult = simulation.transcript(id)?.find(({ text }) => text === 'Offer a refund');
    assert.equal(consult?.private, true);
    assert.equal(consult.name, 'Alex Morgan');
  });

  it('J44 twice changes nothing the second time', () => {
    const { id } = find(simulation, isTalking);
    act(simulation, id, 'monitor');
    const { version } = rowOf(simulation, id);
    assert.deepEqual(act(simulation, id, 'monitor'), { status: 'done', version });
    act(simulation, id, 'join');
    act(simulation, id, 'join');
    assert.equal(textsOf(id).filter((text) => text.endsWith('joined')).length, 1);
  });

  it('stopping leaves as well, and other supervisors stay', () => {
    const { id } = find(simulation, isTalking);
    const other = { supervisor: { id: 'u2', name: 'Kim Berg' }, permissions: {} };
    act(simulation, id, 'monitor');
    simulation.perform(commandFor(rowOf(simulation, id), 'monitor'), other);
    act(simulation, id, 'join');
    act(simulation, id, 'stop-monitor');
    assert.deepEqual(rowOf(simulation, id).monitoredBy, ['u2']);
    assert.ok(textsOf(id).includes('system: Supervisor Alex Morgan left'));
  });
});

describe('Force-closing', () => {
  it('tells both sides and removes the row at once', () => {
    const { id, version } = find(simulation, isTalking);
    const operations = record(simulation);
    const outcome = act(simulation, id, 'force-close', { reason: 'spam' });
    assert.deepEqual(outcome, { status: 'done', version: version + 1 });
    assert.equal(simulation.conversation(id), undefined);
    assert.deepEqual(
      operations.map((operation) => operation.type === 'remove' && operation.removal),
      [{ id, version: version + 1, why: 'closed' }],
    );
    assert.equal(textsOf(id).at(-1), 'system: Supervisor Alex Morgan ended the conversation');
  });

  it('of an offered one frees the agent, who answers no more', () => {
    const { id } = find(simulation, isOpen);
    act(simulation, id, 'assign', { target: targetFor(simulation, id, 'assign') });
    act(simulation, id, 'force-close');
    const operations = record(simulation);
    simulation.advance(60_000);
    assert.deepEqual(operations, []);
    const held = simulation.agents.flatMap((agent) => agent.held);
    assert.ok(!held.includes(id));
  });
});

describe('Every command', () => {
  it('is decided as the report decides it, for each stage and action', () => {
    const stages = [isOpen, isTalking, (row: { status: string }) => row.status === 'waiting'];
    const wrapUp = (row: { status: string }): boolean => row.status === 'wrap-up';
    const isElevated = (row: { elevated: boolean; phase: string | null }): boolean =>
      row.elevated && row.phase === 'in-conversation';
    const elevated = simulate({ conversations: 3_000 });
    for (const [world, fits] of [
      ...[...stages, wrapUp].map((stage) => [simulation, stage] as const),
      [elevated, isElevated] as const,
    ]) {
      for (const action of ACTIONS) {
        const row = find(world, fits);
        const decision = decideAction(action, row, {
          permissions: {},
          assignWaiting: false,
          supervisorId: 'u1',
          freshness: 'live',
          pending: false,
        });
        if (decision.allowed) continue;
        const outcome = act(world, row.id, action, { target: { agentId: 'a-0001' } });
        assert.deepEqual([outcome.status, 'code' in outcome && outcome.code], ['refused', decision.code]);
        assert.equal(rowOf(world, row.id), row, 'nothing happened');
      }
    }
  });

  it('J07 about a row that has changed is a conflict, and says how it is now', () => {
    const row = find(simulation, isTalking);
    act(simulation, row.id, 'monitor');
    const outcome = simulation.perform(commandFor(row, 'force-close'), SUPERVISOR);
    assert.deepEqual(outcome, {
      status: 'conflict',
      code: 'stale',
      message: 'The conversation has changed',
      current: rowOf(simulation, row.id),
    });
  });

  it('but what a supervisor says or stops is taken whatever the row has become', () => {
    const row = find(simulation, isTalking);
    act(simulation, row.id, 'monitor');
    for (const action of ['message', 'leave', 'stop-monitor'] as const) {
      const old = commandFor(row, action, { text: 'Hi', private: true });
      assert.equal(simulation.perform(old, SUPERVISOR).status, 'done', action);
    }
  });

  it('J22 comes too late after its deadline', () => {
    const row = find(simulation, isTalking);
    const inTime = commandFor(row, 'monitor', { notAfter: simulation.now });
    const late = commandFor(row, 'monitor', { notAfter: simulation.now - 1 });
    const outcome = simulation.perform(late, SUPERVISOR);
    assert.deepEqual(['code' in outcome && outcome.code, rowOf(simulation, row.id)], ['expired', row]);
    assert.equal(simulation.perform(inTime, SUPERVISOR).status, 'done');
  });

  it('J24 needs the permission, and gives the reason of the back end', () => {
    const row = find(simulation, isTalking);
    const { supervisor } = SUPERVISOR;
    const refused = simulation.perform(commandFor(row, 'force-close'), {
      supervisor,
      permissions: { forceClose: 'Only team leads' },
    });
    assert.equal(refused.status, 'refused');
    assert.deepEqual([refused.code, refused.message], ['not-permitted', 'Only team leads']);
  });

  it('J25 about a conversation that is gone says so', () => {
    const row = find(simulation, isTalking);
    simulation.close(row.id);
    const outcome = simulation.perform(commandFor(row, 'monitor'), SUPERVISOR);
    assert.deepEqual([outcome.status, 'current' in outcome && outcome.current], ['refused', null]);
  });
});
