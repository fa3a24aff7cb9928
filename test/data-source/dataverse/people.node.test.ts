import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CandidateQuery, Command } from '../../../src/data-source/data-source.js';
import { fault, labelled, ME } from './model-dataverse.js';
import { SCOPE, Stage, useServer } from './stage.js';

const options = { signal: new AbortController().signal };
const query = (fields: Partial<CandidateQuery> = {}): CandidateQuery => ({
  ...{ action: 'assign', conversationId: 'a', text: '', limit: 10, after: null },
  ...fields,
});
const COMMAND: Command = { key: 'k', action: 'assign', conversationId: 'a', ifVersion: 1, notAfter: 0 };

async function live(stage = new Stage()): Promise<Stage> {
  stage.put('a', {
    ...labelled('_msdyn_cdsqueueid_value', 'q1', 'Billing'),
    ...labelled('_msdyn_liveworkstreamid_value', 'w1', 'Chats'),
  });
  await stage.connect();
  assert.equal(stage.state, 'live');
  return stage;
}

describe('the source for Dataverse, who may do what', () => {
  useServer();

  it('tells who the user is', async () => {
    const stage = await live();
    assert.deepEqual(stage.of('supervisor')[0]?.supervisor, { id: ME, name: 'Sam Supervisor' });
  });

  it('tells the four switches: monitoring on, the others off, unless the organisation says otherwise', async () => {
    const stage = new Stage();
    const rows = stage.model.tables['msdyn_omnichannelconfigurations']!.rows;
    rows.splice(0, 1, {});
    await live(stage);
    const off = { assign: false, transfer: false, monitor: true, join: true, forceClose: false };
    assert.deepEqual(stage.of('permissions')[0]?.permissions, off);
    rows.splice(0, 1, {
      ...{ msdyn_enable_supervisor_monitor: false, msdyn_enable_supervisor_assign: true },
      ...{ msdyn_enable_supervisor_transfer: true, msdyn_enable_supervisor_forceclose: true },
    });
    stage.source.refresh('wake');
    await stage.pass(2_000);
    const on = { assign: true, transfer: true, monitor: false, join: false, forceClose: true };
    assert.deepEqual(stage.of('permissions').at(-1)?.permissions, on);
    assert.equal(stage.of('permissions').length, 2);
  });

  it('wipes what is no longer of the queues of the user', async () => {
    const stage = await live();
    stage.put('b', { _msdyn_cdsqueueid_value: 'q2' });
    await stage.pass(5_000);
    stage.model.tables['queuememberships']?.rows.splice(0, 1);
    stage.source.refresh('wake');
    await stage.pass(2_000);
    assert.deepEqual([stage.of('wipe').length, stage.versions], [1, ['b@1']]);
  });

  it('shows channels that it does not know by their labels in the language of the report', async () => {
    const stage = new Stage();
    stage.model.channelLabels = { 192390000: { 1033: 'Co-browse', 1036: 'Navigation partagée' } };
    stage.put('b', { msdyn_channel: '192390000' });
    await stage.connect({ ...SCOPE, locale: 'fr-CA' });
    assert.equal(stage.rows[0]?.channel, 'Navigation partagée');
    stage.leave();
    await stage.connect({ ...SCOPE, locale: 'ja' });
    assert.deepEqual(
      stage.rows.map(({ channel }) => channel),
      ['Co-browse'],
    );
  });

  it('finds agents with presence, capacity and queues; who has no allowed presence is left out and why', async () => {
    const stage = new Stage();
    const { model } = stage;
    const since = '2026-01-01T02:00:00.250Z';
    model.tables['msdyn_liveworkstreams']?.rows.push({
      msdyn_liveworkstreamid: 'w1',
      msdyn_allowedpresences: '192360000,192360001',
    });
    model.tables['systemusers']?.rows.push({ systemuserid: 'ann', msdyn_capacity: 100 });
    model.addAgent('Ann', 'q1', 192360000, {
      msdyn_availableunitscapacity: 30,
      msdyn_presencemodifiedonwithmilliseconds: since,
    });
    model.addAgent('Bob', 'q2', 192360001);
    model.addAgent('Cem', 'q1', 192360003);
    model.addAgent('Dee', 'q1', 192360000, { msdyn_isagentloggedin: false });
    await live(stage);
    const { entries, next, asOf } = await stage.source.findAgents(query(), options);
    assert.equal(next, null);
    assert.equal(asOf, Math.round(asOf));
    assert.deepEqual(entries[0], {
      ...{ id: 'ann', name: 'Ann', eligible: true, why: null, presence: 'available', skills: [] },
      presenceSince: Date.parse(since),
      capacity: { used: 70, max: 100, profile: null },
      queues: ['q1'],
    });
    const rest = entries.slice(1).map(({ name, presence, why }) => [name, presence, why]);
    assert.deepEqual(rest, [
      ['Bob', 'busy', null],
      ['Cem', 'away', 'Presence not allowed by Chats'],
      ['Dee', 'offline', 'Presence not allowed by Chats'],
    ]);
  });

  it('offers a transfer to the members of the queue, but not to who has it now', async () => {
    const stage = new Stage();
    for (const [name, queue] of [
      ['Ann', 'q1'],
      ['Bob', 'q2'],
      ['Cem', 'q1'],
    ] as const)
      stage.model.addAgent(name, queue);
    await live(stage);
    stage.model.patch('a', { _msdyn_activeagentid_value: 'cem' });
    await stage.pass(5_000);
    const { entries } = await stage.source.findAgents(query({ action: 'transfer' }), options);
    assert.deepEqual(
      entries.map(({ name, why }) => [name, why]),
      [
        ['Ann', null],
        ['Bob', 'Not a member of Billing'],
        ['Cem', 'Has the conversation now'],
      ],
    );
  });

  it('searches by name and gives pages, without asking again for each letter', async () => {
    const stage = new Stage();
    for (const name of ['Ann', 'Anton', 'Bob', 'Hanna']) stage.model.addAgent(name, 'q1');
    await live(stage);
    const first = await stage.source.findAgents(query({ text: ' AN', limit: 2 }), options);
    const asked = stage.model.requests.length;
    const second = await stage.source.findAgents(query({ text: 'an', limit: 2, after: first.next }), options);
    assert.deepEqual(
      [...first.entries, ...second.entries].map(({ name }) => name),
      ['Ann', 'Anton', 'Hanna'],
    );
    assert.equal(second.next, null);
    assert.equal(stage.model.requests.length, asked);
    await stage.pass(10_000);
    stage.model.addAgent('Anja', 'q1');
    const later = await stage.source.findAgents(query({ text: 'anj' }), options);
    assert.equal(later.entries.length, 1);
  });

  it('finds the other queues of the same type, with members online and conversations waiting', async () => {
    const stage = new Stage();
    stage.model.addAgent('Ann', 'q2');
    stage.model.addAgent('Bob', 'q2', 192360004);
    stage.put('b', { _msdyn_cdsqueueid_value: 'q2' });
    await live(stage);
    const { entries } = await stage.source.findQueues(query(), options);
    assert.deepEqual(entries, [
      {
        ...{ id: 'q2', name: 'Orders', eligible: true, why: null },
        type: 'messaging',
        priority: 2,
        waiting: 1,
        online: 1,
      },
    ]);
    const unknown = await stage.source.findQueues(query({ conversationId: 'gone' }), options);
    assert.deepEqual(
      unknown.entries.map(({ id }) => id),
      ['q1', 'q2', 'q3'],
    );
  });

  it('gives no list of agents that cannot be read, and one of queues without what cannot', async () => {
    const stage = await live();
    stage.model.instead.set('msdyn_agentstatuses', () => fault(403, 'No'));
    stage.model.instead.set('msdyn_presences', () => new Promise(() => undefined));
    await assert.rejects(stage.source.findAgents(query(), options), /may not read/);
    await stage.platform.rest();
    assert.equal(stage.platform.inFlight, 0);
    stage.model.instead.delete('msdyn_presences');
    const { entries } = await stage.source.findQueues(query(), options);
    assert.deepEqual(
      entries.map(({ id, online }) => [id, online]),
      [['q2', null]],
    );
  });

  it('refuses commands unless the host carries them out', async () => {
    const stage = await live();
    assert.deepEqual(await stage.source.perform(COMMAND, options), {
      status: 'refused',
      code: 'not-supported',
      message: 'Dataverse can only be read',
    });
    assert.equal(stage.source.capabilities.actions, false);
    assert.equal(stage.source.capabilities.outcomeQuery, false);
    assert.equal(stage.source.outcome, undefined);
  });

  it('hands a command to the host once, while it is live, and then reads what it has changed', async () => {
    const commands: string[] = [];
    const stage: Stage = new Stage({
      perform: ({ key }) => {
        commands.push(key);
        stage.model.patch('a', { statuscode: 2 });
        return Promise.resolve({ status: 'done' });
      },
    });
    const early = await stage.source.perform(COMMAND, options);
    assert.deepEqual([early.status, 'code' in early && early.code], ['refused', 'not-connected']);
    await live(stage);
    await stage.pass(1_500);
    assert.equal((await stage.source.perform(COMMAND, options)).status, 'done');
    await stage.pass(100);
    assert.deepEqual([commands, stage.versions], [['k'], ['a@2']]);
    const aborted = await stage.source.perform(COMMAND, { signal: AbortSignal.abort() });
    assert.deepEqual([aborted.status, commands.length], ['failed', 1]);
  });

  it('knows nothing of a command on which the host throws, is silent or which is given up', async () => {
    const throwing = await live(new Stage({ perform: () => Promise.reject(new Error('secret')) }));
    const outcome = await throwing.source.perform(COMMAND, options);
    assert.equal(outcome.status, 'unknown');
    assert.doesNotMatch(JSON.stringify(outcome), /secret/);
    throwing.leave();
    const silent = await live(new Stage({ perform: () => new Promise(() => undefined) }));
    const late = silent.source.perform(COMMAND, options);
    await silent.pass(15_000);
    assert.equal((await late).status, 'unknown');
    const abort = new AbortController();
    const givenUp = silent.source.perform(COMMAND, abort);
    abort.abort();
    assert.equal((await givenUp).status, 'unknown');
  });
});
