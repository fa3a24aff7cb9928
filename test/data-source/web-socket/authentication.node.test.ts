import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bench, row, sendSnapshot, START } from './fixture.js';

/** Lets promises that are settled already be heard. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a token', { timeout: 20_000 }, () => {
  it('I11 is asked for the origin and sent in the first message only', async (context) => {
    const audiences: string[] = [];
    const bench = await Bench.open(context, {
      tokenProvider: (audience) => {
        audiences.push(audience);
        return Promise.resolve('secret-1');
      },
    });
    const { recorder, connection, hello } = await bench.live();
    assert.deepEqual(hello['auth'], { scheme: 'ticket', token: 'secret-1' });
    assert.deepEqual(audiences, [new URL(bench.server.url).origin]);
    assert.equal(JSON.stringify(connection.received.slice(1)).includes('secret'), false);
    assert.equal(JSON.stringify(recorder.messages).includes('secret'), false);
  });

  it('I03 I04 that is refused (4401) is replaced at once, then after a wait; then the user has to sign in', async (context) => {
    let asked = 0;
    const bench = await Bench.open(context, {
      tokenProvider: () => Promise.resolve(`token-${(asked += 1)}`),
    });
    const recorder = bench.connect();
    const refuse = async (): Promise<void> => {
      const connection = await bench.server.next();
      await connection.next('hello');
      connection.close(4401);
      await connection.closed;
    };
    await refuse();
    await refuse();
    await recorder.until(() => recorder.connection?.retryAt !== undefined);
    bench.environment.advance(500);
    await refuse();
    await recorder.untilState('unauthorized');
    assert.equal(asked, 3);
    bench.environment.advance(3_600_000);
    assert.equal(bench.server.connections.length, 3);
    bench.source.refresh('user');
    const { hello } = await bench.welcome();
    assert.deepEqual(hello['auth'], { scheme: 'ticket', token: 'token-4' });
  });

  it('that nobody can replace leaves the user unauthorized', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.close(4401);
    await recorder.untilState('unauthorized');
    assert.equal(bench.environment.timers, 0);
  });

  it('is not there when the provider says so', async (context) => {
    const refusal = Object.assign(new Error('no'), { name: 'UnauthorizedError' });
    const bench = await Bench.open(context, { tokenProvider: () => Promise.reject(refusal) });
    await bench.connect().untilState('unauthorized');
  });

  const faults: [string, () => unknown][] = [
    ['throws', () => { throw new Error('broken'); }],
    ['rejects', () => Promise.reject(new Error('broken'))],
    ['gives an empty one', () => Promise.resolve('')],
    ['gives a number', () => Promise.resolve(7)],
    ['gives a megabyte', () => Promise.resolve('x'.repeat(1_000_000))],
    ['never settles', () => new Promise(() => undefined)],
  ]; // prettier-ignore
  for (const [name, fault] of faults) {
    it(`A20 whose provider ${name} is asked for again, and the connection comes up`, async (context) => {
      let isBroken = true;
      const bench = await Bench.open(context, {
        tokenProvider: () => (isBroken ? (fault() as Promise<string>) : Promise.resolve('good')),
      });
      const recorder = bench.connect();
      await turn();
      if (name === 'never settles') bench.environment.advance(10_000);
      assert.notEqual(recorder.connection?.retryAt, undefined);
      assert.equal(bench.environment.sockets.length, 0);
      isBroken = false;
      bench.environment.advance(500);
      const { connection } = await bench.welcome();
      sendSnapshot(connection, [row('c-1')]);
      await recorder.untilState('live');
    });
  }

  it('I01 is replaced in place a minute before it ends', async (context) => {
    let asked = 0;
    const bench = await Bench.open(context, {
      tokenProvider: () => Promise.resolve(`token-${(asked += 1)}`),
    });
    const { recorder, connection } = await bench.live([row('c-1')], 10, {
      auth: { expiresAt: START + 70_500 },
    });
    bench.environment.advance(9_000);
    await connection.roundTrip();
    assert.equal(asked, 1);
    bench.environment.advance(1_000);
    assert.deepEqual(await connection.next('auth'), { type: 'auth', token: 'token-2' });
    connection.send({ type: 'auth.ok', expiresAt: START + 3_600_000 });
    await connection.roundTrip();
    for (let second = 0; second < 60; second += 1) {
      bench.environment.advance(1_000);
      await connection.roundTrip();
    }
    assert.equal(asked, 2);
    connection.send({ type: 'auth.expiring', at: START + 100_000 });
    assert.deepEqual(await connection.next('auth'), { type: 'auth', token: 'token-3' });
    assert.equal(recorder.state, 'live');
  });
});

describe('rights', { timeout: 20_000 }, () => {
  it('I07 I14 come with the welcome and change while live; an older revision changes nothing', async (context) => {
    const bench = await Bench.open(context);
    const can = { view: true, assign: true, 'force-close': 'Ask your lead.' };
    const { recorder, connection } = await bench.live([row('c-1')], 10, {
      can,
      canRev: 7,
      user: { id: 'u-1', name: 'Sam' },
    });
    assert.deepEqual(recorder.of('permissions')[0]?.permissions, {
      assign: true,
      forceClose: 'Ask your lead.',
    });
    assert.deepEqual(recorder.of('supervisor')[0]?.supervisor, { id: 'u-1', name: 'Sam' });
    connection.send({ type: 'permissions', rev: 9, can: { assign: false } });
    connection.send({ type: 'permissions', rev: 8, can: { assign: true } });
    await connection.roundTrip();
    assert.deepEqual(recorder.of('permissions').at(-1)?.permissions, {
      assign: false,
      forceClose: 'Ask your lead.',
    });
    assert.equal(recorder.of('permissions').length, 2);
  });

  it('I06 to see anything may be missing or go', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    connection.send({ type: 'permissions', rev: 1, can: { view: false } });
    await recorder.untilState('forbidden');
    assert.equal(recorder.rows.size, 0);
    assert.equal(await connection.closed, 4403);
  });

  it('B18 I08 that shrank while away wipe the rows before anything else is shown', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([row('c-1')], 10, { can: {}, canRev: 7 });
    connection.terminate();
    await recorder.untilState('reconnecting');
    bench.environment.advance(500);
    await bench.welcome({ resumed: false, can: {}, canRev: 8 });
    await recorder.until(() => recorder.of('wipe').length === 1);
    assert.equal(recorder.rows.size, 0);
  });

  it('I10 of another user wipe the rows of the first one', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([row('c-1')], 10, { user: { id: 'u-1', name: 'Sam' } });
    connection.terminate();
    await recorder.untilState('reconnecting');
    bench.environment.advance(500);
    const second = await bench.welcome({ resumed: true, user: { id: 'u-2', name: 'Kim' } });
    await recorder.until(() => recorder.of('wipe').length === 1);
    await second.connection.next('snapshot');
    assert.equal(recorder.rows.size, 0);
  });

  it('that are the same let the rows stay while a snapshot replaces them', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([row('c-1')], 10, { can: {}, canRev: 7 });
    connection.terminate();
    await recorder.untilState('reconnecting');
    bench.environment.advance(500);
    const second = await bench.welcome({ resumed: false, epoch: 'e-2', can: {}, canRev: 7 });
    sendSnapshot(second.connection, [row('c-2')], { snap: 'n-2', epoch: 'e-2', seq: 1 });
    await recorder.untilState('live');
    assert.equal(recorder.of('wipe').length, 0);
    assert.deepEqual(recorder.versions, { 'c-2': 1 });
    assert.equal(second.connection.count('snapshot'), 0);
  });
});
