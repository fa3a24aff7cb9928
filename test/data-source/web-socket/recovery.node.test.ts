import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bench, delta, digestOf, row, sendSnapshot } from './fixture.js';

describe('a live feed', { timeout: 20_000 }, () => {
  it('greets, reads a snapshot and applies deltas in order', async (context) => {
    const bench = await Bench.open(context, { maxRows: 500, clientVersion: '9.9.9' });
    const { recorder, connection, hello } = await bench.live([row('c-1'), row('c-2')]);
    assert.equal(hello['v'], 1);
    assert.deepEqual(hello['client'], { name: 'ongoing-conversations-report', version: '9.9.9' });
    assert.equal((hello['view'] as { maxRows: number }).maxRows, 500);
    assert.equal('resume' in hello, false);
    assert.equal('auth' in hello, false);
    assert.deepEqual(recorder.states, ['connecting', 'live']);
    assert.deepEqual(recorder.versions, { 'c-1': 1, 'c-2': 1 });

    connection.send(
      delta(10, 12, { up: [row('c-3')], patch: [{ id: 'c-1', ver: 2, set: { status: 'active' } }] }),
    );
    connection.send(delta(12, 13, { rm: [{ id: 'c-2', ver: 2, why: 'closed' }] }));
    await connection.roundTrip();
    assert.deepEqual(recorder.versions, { 'c-1': 2, 'c-3': 1 });
    assert.equal(recorder.rows.get('c-1')?.status, 'active');
    assert.equal(recorder.rows.get('c-1')?.subject, 'Subject of c-1');
    const clock = recorder.of('clock')[0];
    assert.equal(clock?.offsetMs, 500);
  });

  it('B01 B02 applies a delta that came twice once, and the rest of one that overlaps', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.send(delta(10, 12, { up: [row('c-1', 2)] }));
    connection.send(delta(10, 12, { up: [row('c-1', 2)] }));
    connection.send(delta(10, 15, { up: [row('c-1', 3)] }));
    await connection.roundTrip();
    assert.equal(recorder.of('delta').length, 2);
    connection.send(delta(15, 16, { up: [row('c-1', 4)] }));
    await connection.roundTrip();
    assert.deepEqual(recorder.versions, { 'c-1': 4 });
    assert.equal(connection.count('resume'), 0);
  });

  it('B03 asks once for a lost delta, is stale until it comes, and goes on from there', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.send(delta(11, 12, { up: [row('c-2')] }));
    connection.send(delta(12, 13, { up: [row('c-3')] }));
    assert.deepEqual(await connection.next('resume'), { type: 'resume', epoch: 'e-1', seq: 10 });
    assert.equal(recorder.state, 'stale');
    connection.send(delta(10, 11, { up: [row('c-1', 2)] }));
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-1': 2, 'c-2': 1, 'c-3': 1 });
    assert.equal(connection.count('resume'), 1);
  });

  it('B06 chains neighbours that were swapped without a snapshot', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.send(delta(11, 12, { up: [row('c-1', 3)] }));
    connection.send(delta(10, 11, { up: [row('c-1', 2)] }));
    await connection.roundTrip();
    assert.equal(recorder.state, 'live');
    assert.deepEqual(recorder.versions, { 'c-1': 3 });
    assert.equal(connection.count('snapshot'), 0);
  });

  it('B05 connects again when a gap is not filled in 3 s, and resumes where it was', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.send(delta(20, 21, { up: [row('c-2')] }));
    await connection.next('resume');
    bench.environment.advance(3_000);
    assert.equal(await connection.closed, 4400);
    bench.environment.advance(0);
    const second = await bench.welcome({ resumed: true });
    assert.deepEqual(second.hello['resume'], { stream: 's-1', epoch: 'e-1', seq: 10 });
    await recorder.untilState('live');
  });

  it('gives up a gap after 500 deltas aside', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    for (let seq = 20; seq <= 520; seq += 1) connection.send(delta(seq, seq + 1, { up: [row('c-2', seq)] }));
    assert.equal(await connection.closed, 4400);
  });

  it('B07 learns from a mark that the newest delta was lost', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.send({ type: 'mark', epoch: 'e-1', seq: 11, count: 1, digest: digestOf([row('c-1', 2)]) });
    await connection.next('resume');
    connection.send(delta(10, 11, { up: [row('c-1', 2)] }));
    await recorder.untilState('live');
    connection.send({ type: 'mark', epoch: 'e-1', seq: 11, count: 1, digest: digestOf([row('c-1', 2)]) });
    await connection.roundTrip();
    assert.equal(connection.count('snapshot'), 0);
  });

  it('B08 B09 reads all again when an epoch ends, and shows the old rows as stale until then', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.send(delta(10, 11, { up: [row('c-9')] }, 'e-2'));
    await connection.next('snapshot');
    assert.equal(recorder.state, 'stale');
    assert.deepEqual(recorder.versions, { 'c-1': 1 });
    sendSnapshot(connection, [row('c-5')], { snap: 'n-2', epoch: 'e-2', seq: 3 });
    await recorder.untilState('live');
    assert.deepEqual(recorder.versions, { 'c-5': 1 });
    assert.equal(recorder.of('wipe').length, 0);
  });

  it('answers a reset with one snapshot, and wipes first when rights are the reason', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.send({ type: 'reset', reason: 'retention', epoch: 'e-2' });
    await connection.next('snapshot');
    assert.deepEqual(recorder.versions, { 'c-1': 1 });
    sendSnapshot(connection, [row('c-1', 4)], { snap: 'n-2', epoch: 'e-2', seq: 3 });
    await recorder.untilState('live');
    connection.send({ type: 'reset', reason: 'permissions', epoch: 'e-3' });
    await connection.next('snapshot');
    assert.equal(recorder.of('wipe').length, 1);
    assert.equal(recorder.rows.size, 0);
    assert.equal(recorder.state, 'connecting');
  });

  it('B16 B17 reads again on a digest that differs, reports the second time, then once a minute until three agree', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    const wrong = { type: 'mark', epoch: 'e-1', seq: 10, count: 1, digest: '0000000000000000' };
    const right = { ...wrong, digest: digestOf([row('c-1')]) };
    const answerSnapshot = async (snap: string): Promise<void> => {
      await connection.next('snapshot');
      sendSnapshot(connection, [row('c-1')], { snap });
      await recorder.untilState('live');
    };
    connection.send(wrong);
    await answerSnapshot('n-2');
    assert.equal(recorder.diagnosed('divergence'), 0);
    connection.send(wrong);
    await answerSnapshot('n-3');
    assert.equal(recorder.diagnosed('divergence'), 1);
    connection.send(wrong);
    await connection.roundTrip();
    assert.equal(connection.count('snapshot'), 2);
    assert.equal(recorder.state, 'live');
    for (let second = 0; second < 60; second += 1) {
      bench.environment.advance(1_000);
      await connection.roundTrip();
    }
    connection.send(wrong);
    await answerSnapshot('n-4');
    for (let time = 0; time < 3; time += 1) connection.send(right);
    connection.send(wrong);
    await connection.roundTrip();
    assert.equal(recorder.state, 'stale');
    // The fourth snapshot in five minutes is not asked for at once.
    bench.environment.advance(500);
    await connection.next('snapshot');
  });

  it('does not compare a digest of another kind', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live([row('c-1')], 10, { digest: 'sha-512' });
    connection.send({ type: 'mark', epoch: 'e-1', seq: 10, count: 1, digest: '0000000000000000' });
    await connection.roundTrip();
    assert.equal(connection.count('snapshot'), 0);
    connection.send({ type: 'mark', epoch: 'e-1', seq: 10, count: 2 });
    await connection.next('snapshot');
  });

  it('B10 takes a sequence that runs backwards within an epoch as a divergence', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    connection.send(delta(1, 2, { up: [row('c-1', 5)] }));
    connection.send({ type: 'mark', epoch: 'e-1', seq: 2, count: 1 });
    await connection.next('snapshot');
  });

  it('B15 reads again when a patch meets a row that is missing', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    connection.send(delta(10, 11, { patch: [{ id: 'c-7', ver: 3, set: { status: 'active' } }] }));
    await connection.next('snapshot');
  });

  it('D10 leaves rows out that cannot be read, and agrees with marks nevertheless', async (context) => {
    const bench = await Bench.open(context);
    const rows = [row('c-1'), row('c-2', 1, { status: 7 }), row('c-3', 1, { channel: 'record' })];
    const { recorder, connection } = await bench.live(rows);
    assert.deepEqual(recorder.versions, { 'c-1': 1 });
    assert.equal(recorder.diagnosed('no-status'), 1);
    assert.equal(recorder.diagnosed('record-channel'), 1);
    connection.send({ type: 'mark', epoch: 'e-1', seq: 10, count: 3, digest: digestOf(rows) });
    await connection.roundTrip();
    assert.equal(connection.count('snapshot'), 0);
  });

  it('tells how far it applied after 500 operations and otherwise once a second', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    connection.send(delta(10, 11, { up: Array.from({ length: 500 }, (_, index) => row(`d-${index}`)) }));
    assert.equal((await connection.next('flow'))['seq'], 11);
    connection.send(delta(11, 12, { up: [row('c-1', 2)] }));
    connection.send(delta(12, 13, { up: [row('c-1', 3)] }));
    await connection.roundTrip();
    assert.equal(connection.count('flow'), 1);
    bench.environment.advance(1_000);
    assert.equal((await connection.next('flow'))['seq'], 13);
  });

  it('E06 slows down when a server resets again and again', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    for (let time = 1; time <= 4; time += 1) {
      connection.send({ type: 'reset', reason: 'slow-consumer' });
      if (time === 4) break;
      await connection.next('snapshot');
      sendSnapshot(connection, [row('c-1')], { snap: `n-${time + 1}` });
      await recorder.untilState('live');
    }
    await connection.roundTrip();
    assert.equal(connection.count('snapshot'), 3);
    bench.environment.advance(500);
    await connection.next('snapshot');
  });
});
