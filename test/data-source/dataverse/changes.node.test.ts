import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fault } from './model-dataverse.js';
import { Stage, useServer } from './stage.js';

async function live(ids: readonly string[], options: ConstructorParameters<typeof Stage>[0] = {}) {
  const stage = new Stage(options);
  for (const id of ids) stage.put(id);
  await stage.connect();
  assert.equal(stage.state, 'live');
  return stage;
}

describe('the source for Dataverse, when it reads what has changed', () => {
  useServer();

  it('asks for what changed since the last answer, with an overlap, closed and of all queues', async () => {
    const stage = await live(['a'], { every: 4_000, overlap: 10_000 });
    await stage.pass(4_000);
    const since = new Date(stage.serverNow - 14_000).toISOString().slice(0, 19);
    const filter = /\$filter=(.*)/.exec(stage.readings.at(-1) ?? '')?.[1];
    const from = new Date(stage.serverNow - 4_000 - 24 * 3_600_000).toISOString().slice(0, 19);
    assert.equal(
      filter,
      `msdyn_modifiedon ge ${since}Z and msdyn_isagentsession eq true and msdyn_createdon ge ${from}Z`,
    );
    await stage.pass(8_000);
    assert.equal(stage.readings.length, 4);
  });

  it('tells changed and new rows, once, though it reads them again and again', async () => {
    const stage = await live(['a', 'b']);
    stage.model.patch('a', { subject: 'Changed' });
    stage.put('c');
    await stage.pass(20_000);
    assert.deepEqual(stage.versions, ['a@2', 'b@1', 'c@1']);
    const upserts = stage.of('delta').flatMap(({ upserts }) => upserts.map(({ id }) => id));
    assert.deepEqual(upserts.sort(), ['a', 'c']);
    assert.ok(stage.of('clock').length >= 4, 'no sign of life');
  });

  it('takes an end and a move to a queue of others for what they are, and tells each once', async () => {
    const stage = await live(['a', 'b', 'c']);
    stage.model.patch('a', { statuscode: 4 });
    stage.model.patch('b', { _msdyn_cdsqueueid_value: 'other' });
    stage.put('d', { statuscode: 4 });
    await stage.pass(20_000);
    const removes = stage.of('delta').flatMap(({ removes }) => removes);
    assert.deepEqual(removes, [
      { id: 'a', version: 2, why: 'closed' },
      { id: 'b', version: 2, why: 'scope' },
    ]);
    stage.model.patch('b', { _msdyn_cdsqueueid_value: 'q2' });
    await stage.pass(5_000);
    assert.deepEqual(stage.versions, ['b@3', 'c@1']);
  });

  it('finds what is committed late, within the overlap', async () => {
    const stage = await live(['a']);
    await stage.pass(20_000);
    const late = new Date(stage.serverNow - 25_000).toISOString();
    stage.model.patch('a', { msdyn_modifiedon: late });
    await stage.pass(5_000);
    assert.deepEqual(stage.versions, ['a@2']);
  });

  it('reads everything every ten minutes, and so finds what has gone without an end', async () => {
    const stage = await live(['a', 'b']);
    stage.model.conversations.delete('b');
    await stage.pass(590_000);
    assert.deepEqual([stage.versions, stage.of('snapshot').length], [['a@1', 'b@1'], 1]);
    await stage.pass(15_000);
    assert.deepEqual([stage.versions, stage.of('snapshot').length], [['a@1'], 2]);
  });

  it('reads everything when it is told to, after it woke, and when the page is shown or online again', async () => {
    const stage = await live(['a']);
    const full = (): number => stage.of('snapshot').length;
    await stage.pass(2_000);
    stage.source.refresh('divergence');
    await stage.pass(100);
    assert.equal(full(), 2);
    await stage.pass(2_000);
    const asked = stage.model.asked.filter((path) => path === 'WhoAmI').length;
    stage.platform.page.signal();
    await stage.pass(100);
    assert.equal(full(), 3);
    assert.equal(stage.model.asked.filter((path) => path === 'WhoAmI').length, asked + 1);
    stage.platform.sleep(120_000);
    await stage.pass(5_000);
    assert.equal(full(), 4);
  });

  it('asks at most once a second, however often it is called', async () => {
    const stage = await live(['a']);
    for (let time = 0; time < 50; time += 1) stage.source.refresh('user');
    await stage.pass(900);
    assert.equal(stage.readings.length, 1);
    await stage.pass(200);
    assert.equal(stage.readings.length, 2);
  });

  it('reads everything when more has changed than is read at once', async () => {
    const stage = await live(['a'], { pageSize: 1, maxRows: 2 });
    for (const id of ['b', 'c', 'd']) stage.put(id);
    await stage.pass(5_000);
    assert.equal(stage.of('snapshot').length, 1);
    await stage.pass(1_000);
    assert.equal(stage.of('snapshot').length, 2);
  });

  it('catches up by changes after a lost link, ends among them', async () => {
    const stage = await live(['a', 'b']);
    stage.model.instead.set('msdyn', () => Response.error());
    await stage.pass(60_000);
    assert.equal(stage.state, 'reconnecting');
    stage.model.patch('a', { statuscode: 4 });
    stage.put('c');
    stage.model.instead.clear();
    await stage.pass(31_000);
    assert.equal(stage.state, 'live');
    assert.deepEqual(stage.versions, ['b@1', 'c@1']);
    assert.equal(stage.of('snapshot').length, 1);
    assert.deepEqual(
      stage.of('delta').flatMap(({ removes }) => removes.map(({ why }) => why)),
      ['closed'],
    );
  });

  it('goes on while the queues of the user cannot be read, and says what it does without', async () => {
    const stage = new Stage();
    for (const set of ['queuememberships', 'queues', 'Global', 'systemusers', 'msdyn_omnichannel'])
      stage.model.instead.set(set, () => fault(403, 'No'));
    stage.put('a', { _msdyn_cdsqueueid_value: 'other' });
    await stage.connect();
    assert.deepEqual([stage.state, stage.versions], ['live', ['a@1']]);
    assert.equal(stage.diagnostics.filter((text) => text.startsWith('not-readable: ')).length, 5);
    stage.source.refresh('wake');
    await stage.pass(2_000);
    assert.equal(stage.of('diagnostic').length, 5);
  });
});
