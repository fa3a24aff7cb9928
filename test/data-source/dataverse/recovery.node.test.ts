import { HttpResponse } from 'msw';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firstValueFrom, takeWhile, toArray } from 'rxjs';
import { DataverseDataSource } from '../../../src/data-source/dataverse/index.js';
import { fault, ORGANISATION } from './model-dataverse.js';
import { SCOPE, Stage, useServer } from './stage.js';

const TABLE = 'msdyn_ocliveworkitems';

async function live(options: ConstructorParameters<typeof Stage>[0] = {}): Promise<Stage> {
  const stage = new Stage(options);
  stage.put('a');
  await stage.connect();
  assert.equal(stage.state, 'live');
  return stage;
}

/** Tokens `t1`, `t2` …, and for whom they were asked. */
function tokens() {
  const audiences: string[] = [];
  const tokenProvider = (audience: string): Promise<string> => {
    audiences.push(audience);
    return Promise.resolve(`t${audiences.length}`);
  };
  return { audiences, tokenProvider };
}

describe('the source for Dataverse, when something goes wrong', () => {
  useServer();

  it('leaves the server alone for as long as it says, in seconds or until a date, whatever is asked of it', async () => {
    for (const status of [429, 503]) {
      for (const form of ['seconds', 'date']) {
        const stage = await live();
        stage.model.instead.set('', () => {
          const until = new Date(stage.serverNow + 120_000).toUTCString();
          return fault(status, 'Wait', { 'Retry-After': form === 'date' ? until : '120' });
        });
        await stage.pass(5_000);
        const last = stage.of('connection').at(-1);
        assert.equal(last?.state, 'reconnecting');
        assert.ok((last.retryAt ?? 0) >= stage.platform.now() + 119_000, `${status} ${form}`);
        const asked = stage.model.requests.length;
        stage.model.instead.clear();
        stage.source.refresh('user');
        stage.platform.page.signal();
        await stage.pass(118_000);
        assert.equal(stage.model.requests.length, asked, `${status} ${form}`);
        await stage.pass(5_000);
        assert.equal(stage.state, 'live');
        stage.leave();
      }
    }
  });

  it('asks for one new token when one is refused, and goes on without a word', async () => {
    const { audiences, tokenProvider } = tokens();
    const stage = await live({ tokenProvider });
    assert.deepEqual(audiences, ['https://org.crm.dynamics.com']);
    stage.model.instead.set(TABLE, (request) => {
      if (request.headers.get('authorization') === 'Bearer t1') return fault(401, 'Expired');
      stage.model.instead.clear();
      return stage.model.respond(request);
    });
    await stage.pass(5_000);
    assert.equal(audiences.length, 2);
    assert.deepEqual(stage.states, ['connecting', 'live']);
    assert.equal(stage.model.requests.at(-1)?.headers.get('authorization'), 'Bearer t2');
  });

  it('says that the user is not signed in after the second refusal, waits, and goes on when it is called', async () => {
    const { audiences, tokenProvider } = tokens();
    const stage = await live({ tokenProvider });
    stage.model.instead.set('', () => fault(401, 'Expired'));
    await stage.pass(5_000);
    assert.equal(stage.state, 'unauthorized');
    assert.equal(audiences.length, 2);
    const asked = stage.model.requests.length;
    await stage.pass(600_000);
    assert.equal(stage.model.requests.length, asked);
    assert.deepEqual(stage.versions, ['a@1']);
    stage.model.instead.clear();
    stage.source.refresh('user');
    await stage.pass(2_000);
    assert.equal(stage.state, 'live');
  });

  it('takes a refused cookie, a redirect and a provider without a user for not signed in', async () => {
    const refused = await live();
    refused.model.instead.set(TABLE, () => fault(401, 'No cookie'));
    const asked = refused.readings.length;
    await refused.pass(5_000);
    assert.equal(refused.state, 'unauthorized');
    assert.equal(refused.readings.length, asked + 1);
    refused.leave();
    const redirected = await live();
    redirected.model.instead.set(
      TABLE,
      () => new HttpResponse(null, { status: 302, headers: { Location: 'https://login.example/' } }),
    );
    await redirected.pass(5_000);
    assert.equal(redirected.state, 'unauthorized');
    redirected.leave();
    const error = Object.assign(new Error('secret of the provider'), { name: 'UnauthorizedError' });
    const unknown = new Stage({ tokenProvider: () => Promise.reject(error) });
    await unknown.connect();
    assert.equal(unknown.state, 'unauthorized');
    assert.equal(unknown.model.requests.length, 0);
    assert.doesNotMatch(JSON.stringify(unknown.messages), /secret/);
  });

  it('wipes the rows of a user who may not read them, then of another user', async () => {
    const stage = await live();
    stage.model.instead.set(TABLE, () => fault(403, 'No'));
    await stage.pass(5_000);
    assert.deepEqual([stage.state, stage.rows.length, stage.of('wipe').length], ['forbidden', 0, 1]);
    stage.model.instead.clear();
    stage.platform.page.signal();
    await stage.pass(2_000);
    assert.deepEqual([stage.state, stage.versions], ['live', ['a@1']]);
    stage.model.instead.set('WhoAmI', () => Response.json({ UserId: 'other' }));
    stage.model.tables['queuememberships']?.rows.push({ queueid: 'q1', systemuserid: 'other' });
    stage.source.refresh('wake');
    await stage.pass(2_000);
    assert.equal(stage.of('wipe').length, 2);
    assert.equal(stage.of('supervisor').at(-1)?.supervisor.id, 'other');
    assert.deepEqual(stage.versions, ['a@1']);
  });

  it('reconnects after what is no JSON, no list, half an answer, an error of the server, no network or no answer', async () => {
    const answers: readonly (() => Response | Promise<Response>)[] = [
      () => HttpResponse.html('<html>Sign in</html>'),
      () => HttpResponse.json({ rows: [] }),
      () => HttpResponse.json([]),
      () => new HttpResponse('{"value":[', { headers: { 'Content-Type': 'application/json' } }),
      () => fault(500, 'customer text of the server'),
      () => HttpResponse.error(),
      () => new Promise(() => undefined),
    ];
    for (const answer of answers) {
      const stage = await live();
      stage.model.instead.set(TABLE, answer);
      await stage.pass(21_000);
      assert.equal(stage.state, 'reconnecting');
      assert.doesNotMatch(JSON.stringify(stage.messages), /customer text|Sign in|org\.crm/);
      stage.model.instead.clear();
      await stage.pass(31_000);
      assert.deepEqual([stage.state, stage.versions], ['live', ['a@1']]);
      stage.leave();
    }
  });

  it('waits longer and longer, up to half a minute', async () => {
    const stage = new Stage();
    stage.model.instead.set('', () => HttpResponse.error());
    await stage.connect();
    await stage.pass(300_000);
    const told = stage.of('connection').filter(({ state }) => state === 'reconnecting');
    const waits = told.slice(1).map(({ retryAt = 0 }, index) => retryAt - (told[index]?.retryAt ?? 0));
    assert.deepEqual(waits.slice(0, 6), [1_000, 1_250, 2_250, 4_250, 8_250, 15_250]);
    assert.ok(Math.max(...waits) <= 30_250);
  });

  it('never puts the token into an address, and sends it to the organisation only', async () => {
    const stage = await live({ tokenProvider: () => Promise.resolve('secret') });
    await stage.pass(20_000);
    const options = { signal: new AbortController().signal };
    const query = { action: 'assign', conversationId: 'a', text: '', limit: 5, after: null } as const;
    await stage.source.findAgents(query, options);
    await stage.source.findQueues(query, options);
    assert.ok(stage.model.requests.length > 10);
    for (const { url, headers, method } of stage.model.requests) {
      assert.equal(new URL(url).origin, 'https://org.crm.dynamics.com');
      assert.equal(headers.get('authorization'), 'Bearer secret');
      assert.doesNotMatch(url, /secret/);
      assert.equal(method, 'GET');
    }
    assert.doesNotMatch(JSON.stringify(stage.messages), /secret/);
  });

  it('asks for the token again when it never comes', async () => {
    let asked = 0;
    const stage = new Stage({
      tokenProvider: () => (++asked === 1 ? new Promise(() => undefined) : Promise.resolve('late')),
    });
    await stage.connect();
    await stage.pass(15_000);
    assert.equal(stage.state, 'reconnecting');
    await stage.pass(2_000);
    assert.deepEqual([stage.state, asked], ['live', 2]);
  });

  it('asks for the token again after the provider has failed', async () => {
    let asked = 0;
    const stage = new Stage({
      tokenProvider: () => (++asked === 1 ? Promise.reject(new Error('secret')) : Promise.resolve('good')),
    });
    await stage.connect();
    assert.equal(stage.state, 'reconnecting');
    assert.doesNotMatch(JSON.stringify(stage.messages), /secret/);
    await stage.pass(2_000);
    assert.deepEqual([stage.state, asked], ['live', 2]);
  });

  it('gives up all questions when one of several at once fails', async () => {
    const stage = new Stage();
    stage.model.instead.set('queuememberships', () => fault(500, 'No'));
    stage.model.instead.set('queues', () => new Promise(() => undefined));
    await stage.connect();
    assert.deepEqual([stage.state, stage.platform.inFlight], ['reconnecting', 0]);
  });

  it('sends no token that would break the header', async () => {
    for (const token of ['a\nb', '', 'x'.repeat(20_000)]) {
      const stage = new Stage({ tokenProvider: () => Promise.resolve(token) });
      await stage.connect();
      assert.deepEqual([stage.state, stage.model.requests.length], ['reconnecting', 0]);
      stage.leave();
    }
  });

  it('fails at once for an address that is none or would send a token in the clear', async () => {
    for (const url of [
      'nonsense',
      'http://org.example',
      'https://user:hunter2@org.example',
      'ftp://org.example',
    ]) {
      const stage = new Stage({ url });
      await stage.connect();
      assert.equal(stage.state, 'failed', url);
      assert.doesNotMatch(JSON.stringify(stage.messages), /hunter2/);
    }
  });

  it('is live with nothing but an address', async () => {
    const { model } = new Stage();
    const source = new DataverseDataSource({ url: ORGANISATION });
    model.put({ activityid: 'a', versionnumber: 1, msdyn_createdon: new Date().toISOString() });
    const told$ = source.connect(SCOPE).pipe(
      takeWhile((message) => message.type !== 'connection' || message.state !== 'live', true),
      toArray(),
    );
    const told = await firstValueFrom(told$);
    assert.deepEqual(
      told.map(({ type }) => type),
      ['connection', 'supervisor', 'permissions', 'clock', 'snapshot', 'connection'],
    );
    assert.equal(model.requests[0]?.credentials, 'same-origin');
  });

  it('ends what is under way when it is left: the request, the timer, the listener', async () => {
    const stage = new Stage();
    stage.model.instead.set(TABLE, () => new Promise(() => undefined));
    await stage.connect();
    assert.ok(stage.platform.inFlight > 0 && stage.platform.timers > 0);
    assert.equal(stage.platform.page.listeners.size, 1);
    const told = stage.messages.length;
    stage.leave();
    await stage.platform.rest();
    assert.deepEqual(
      [stage.platform.inFlight, stage.platform.timers, stage.platform.page.listeners.size],
      [0, 0, 0],
    );
    await stage.pass(600_000);
    assert.equal(stage.messages.length, told);
  });
});
