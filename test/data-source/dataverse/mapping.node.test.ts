import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mapConversation, type Meaning } from '../../../src/data-source/dataverse/map-conversation.js';
import type { Conversation } from '../../../src/model/conversation.js';
import { labelled } from './model-dataverse.js';
import type { Row } from './odata-filter.js';

const START = Date.parse('2026-01-01T10:00:00Z');
const at = (seconds: number): string => new Date(START + seconds * 1_000).toISOString();

const MEANING: Meaning = {
  channels: new Map([[192460000, 'Google Business Messages']]),
  queueTypes: new Map([['q-voice', 'voice']]),
  columns: {},
};
const BASE: Row = { activityid: 'a', versionnumber: 5, statuscode: 1, msdyn_createdon: at(0) };

function map(columns: Row = {}, meaning: Partial<Meaning> = {}): Conversation {
  const row = mapConversation({ ...BASE, ...columns }, { ...MEANING, ...meaning });
  if (typeof row === 'string') assert.fail(row);
  return row;
}

describe('a row of Dataverse as a conversation', () => {
  it('has the row number as version, or the time of its last change where there is none', () => {
    assert.equal(map().version, 5);
    assert.equal(map({ versionnumber: '123456789' }).version, 123_456_789);
    assert.equal(map({ versionnumber: null, msdyn_modifiedon: at(9) }).version, START + 9_000);
    assert.equal(mapConversation({ ...BASE, versionnumber: null }, MEANING), 'no-version');
    assert.equal(
      mapConversation({ ...BASE, versionnumber: 'x', msdyn_modifiedon: at(9) }, MEANING),
      'no-version',
    );
    assert.equal(mapConversation({ ...BASE, activityid: 7 }, MEANING), 'no-id');
    assert.equal(mapConversation({ ...BASE, statuscode: null }, MEANING), 'no-status');
  });

  it('has the subject, or the title', () => {
    assert.equal(map({ subject: 'Bill', msdyn_title: 'Other' }).subject, 'Bill');
    assert.equal(map({ subject: null, msdyn_title: 'Title' }).subject, 'Title');
    assert.equal(map().subject, '');
  });

  it('has the five statuses, and others by their label or number', () => {
    const statuses = [1, 2, 3, 4, 5].map((statuscode) => map({ statuscode }).status);
    assert.deepEqual(statuses, ['open', 'active', 'waiting', 'closed', 'wrap-up']);
    assert.equal(map(labelled('statuscode', 9, 'Escalated')).status, 'Escalated');
    assert.equal(map({ statuscode: 9 }).status, '9');
  });

  it('has a phase while it is active: by the reason, else by whether the agent has accepted', () => {
    const phase = (columns: Row): string | null => map({ statuscode: 2, ...columns }).phase;
    assert.equal(phase({ msdyn_statuschangereason: 192350002 }), 'awaiting-acceptance');
    assert.equal(phase({ msdyn_statuschangereason: 192350003 }), 'in-conversation');
    assert.equal(phase({ msdyn_statuschangereason: 192350017 }), 'awaiting-acceptance');
    assert.equal(phase({ msdyn_statuschangereason: 1, msdyn_isagentaccepted: true }), 'in-conversation');
    assert.equal(phase({ msdyn_isagentaccepted: false }), 'awaiting-acceptance');
    assert.equal(phase({}), null);
    assert.equal(map({ msdyn_statuschangereason: 192350003 }).phase, null);
  });

  it('has agent, queue, workstream, customer by their formatted names, and by their ids without', () => {
    const row = map({
      ...labelled('_msdyn_activeagentid_value', 'u1', 'Ann Lee'),
      ...labelled('_msdyn_cdsqueueid_value', 'q-voice', 'Calls'),
      ...labelled('_msdyn_liveworkstreamid_value', 'w1', 'Phone'),
      _msdyn_customer_value: 'c1',
    });
    assert.deepEqual(row.agent, { id: 'u1', name: 'Ann Lee', presence: null });
    assert.deepEqual(row.queue, { id: 'q-voice', name: 'Calls', type: 'voice' });
    assert.deepEqual(row.workstream, { id: 'w1', name: 'Phone' });
    assert.deepEqual(row.customer, { id: 'c1', name: 'c1' });
    assert.equal(map({ _msdyn_cdsqueueid_value: 'q', msdyn_channel: '192440000' }).queue?.type, 'voice');
    assert.equal(map({ _msdyn_cdsqueueid_value: 'q' }).queue?.type, 'messaging');
    const { agent, queue, workstream, customer } = map();
    assert.deepEqual([agent, queue, workstream, customer], [null, null, null, null]);
  });

  it('has the channel that counts of several, and says when a chat was elevated', () => {
    const known = {
      '192300000': 'whatsapp',
      '192310000': 'line',
      '192320000': 'wechat',
      '192330000': 'facebook',
      '192340000': 'sms',
      '192350000': 'record',
      '192350001': 'x',
      '192350002': 'custom',
      '192360000': 'chat',
      '192370000': 'voice',
      '192440000': 'voice',
      '192450000': 'apple',
      '19241000': 'teams',
      '192410000': 'teams',
    };
    for (const [code, channel] of Object.entries(known)) {
      const row = map({ msdyn_channel: code });
      assert.deepEqual([row.channel, row.elevated], [channel, false], code);
    }
    const elevated = map({ msdyn_channel: '192370000, 192360000' });
    assert.deepEqual([elevated.channel, elevated.elevated], ['chat', true]);
    const browsing = map({ msdyn_channel: '192390000,192360000' });
    assert.deepEqual([browsing.channel, browsing.elevated], ['chat', false]);
    assert.equal(map({ msdyn_channel: '192460000' }).channel, 'Google Business Messages');
    assert.equal(map(labelled('msdyn_channel', '192390000', 'Co-browse')).channel, 'Co-browse');
    assert.equal(map({ msdyn_channel: '7' }).channel, '7');
    assert.equal(map({ msdyn_channel: 192340000 }).channel, 'sms');
  });

  it('has seven sentiments, none, and others by their label', () => {
    const sentiments = [0, 7, 8, 9, 10, 11, 12, 13].map(
      (code) => map({ msdyn_customersentimentlabel: code }).sentiment,
    );
    assert.deepEqual(sentiments, [
      null,
      'very-negative',
      'negative',
      'slightly-negative',
      'neutral',
      'slightly-positive',
      'positive',
      'very-positive',
    ]);
    assert.equal(map().sentiment, null);
    assert.equal(map(labelled('msdyn_customersentimentlabel', 99, 'Puzzled')).sentiment, 'Puzzled');
  });

  it('has a direction, a start, and since when the status holds', () => {
    assert.equal(map({ msdyn_isoutbound: true }).direction, 'outbound');
    assert.equal(map({ msdyn_isoutbound: false }).direction, 'inbound');
    assert.equal(map().startedAt, START);
    assert.equal(map().statusSince, START);
    assert.equal(map({ msdyn_statusupdatedon: at(5) }).statusSince, START + 5_000);
    const wrapUp = { statuscode: 5, msdyn_statusupdatedon: at(5), msdyn_wrapupinitiatedon: at(4) };
    assert.equal(map(wrapUp).statusSince, START + 4_000);
    assert.equal(map({ msdyn_transfercount: 2 }).transfers, 2);
  });

  it('waits from the first wait on until an agent accepts; outbound ones do not wait', () => {
    const first = { msdyn_firstwaitstartedon: at(10) };
    assert.deepEqual(map(first).wait, { ms: 0, since: START + 10_000 });
    assert.deepEqual(map().wait, { ms: 0, since: START });
    const offered = { ...first, statuscode: 2, msdyn_statuschangereason: 192350002 };
    assert.deepEqual(map(offered).wait, { ms: 0, since: START + 10_000 });
    const talking = { ...first, statuscode: 2, msdyn_statuschangereason: 192350003 };
    const counted = { ...talking, msdyn_conversationfirstwaittimeinseconds: 42 };
    assert.deepEqual(map(counted).wait, { ms: 42_000, since: null });
    assert.deepEqual(map({ ...talking, msdyn_activeagentassignedon: at(30) }).wait, {
      ms: 20_000,
      since: null,
    });
    assert.equal(map(talking).wait, null);
    const back = { ...counted, statuscode: 1, msdyn_isagentaccepted: true };
    assert.deepEqual(map(back).wait, { ms: 42_000, since: null });
    assert.equal(map({ msdyn_isoutbound: true }).wait, null);
  });

  it('is handled from when the agent got it, and from the last status on where there is a sum', () => {
    const talking = { statuscode: 2, msdyn_statuschangereason: 192350003, msdyn_statusupdatedon: at(40) };
    const assigned = { msdyn_activeagentassignedon: at(30) };
    assert.deepEqual(map({ ...talking, ...assigned }).handle, { ms: 0, since: START + 30_000 });
    assert.deepEqual(map(talking).handle, { ms: 0, since: START + 40_000 });
    const sum = { msdyn_conversationhandletimeinseconds: 60 };
    assert.deepEqual(map({ ...talking, ...assigned, ...sum }).handle, { ms: 60_000, since: START + 40_000 });
    const wrapUp = { statuscode: 5, msdyn_wrapupinitiatedon: at(50), msdyn_statusupdatedon: at(51) };
    assert.deepEqual(map({ ...wrapUp, ...sum }).handle, { ms: 60_000, since: START + 50_000 });
    assert.deepEqual(map({ statuscode: 3, ...sum }).handle, { ms: 60_000, since: null });
    assert.equal(map({ statuscode: 2, msdyn_statuschangereason: 192350002, ...assigned }).handle, null);
    assert.equal(map({ msdyn_conversationhandletimeinseconds: 0 }).handle, null);
  });

  it('carries the last session, the case, and columns of the host', () => {
    const row = map(
      {
        _msdyn_lastsessionid_value: 's1',
        ...labelled('_msdyn_issueid_value', 'i1', 'CAS-1042'),
        ...labelled('new_reason', 3, 'Refund'),
        new_score: 7,
      },
      { columns: { reason: 'new_reason', score: 'new_score', missing: 'new_missing' } },
    );
    assert.deepEqual({ ...row.ext }, { lastSessionId: 's1', case: 'CAS-1042', reason: 'Refund', score: 7 });
  });

  it('takes nothing from a prototype that somebody has written to', () => {
    const prototype = Object.prototype as Record<string, unknown>;
    prototype['msdyn_isoutbound'] = true;
    try {
      assert.equal(map().direction, 'inbound');
    } finally {
      delete prototype['msdyn_isoutbound'];
    }
  });
});
