/** Users in the configuration of a real server: who may connect, read the bucket and ask. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, describe, test } from 'node:test';
import { usernamePasswordAuthenticator } from '@nats-io/nats-core';
import { NatsCentre } from '../../../demo/nats/nats-centre.js';
import type { NatsOptions } from '../../../src/data-source/nats/index.js';
import type { Probe } from '../../../testing/conformance/probe.js';
import { Bucket, live, row, until, watch as watchServer } from './fixture.js';
import { ManualTimers } from './manual-timers.js';
import { NatsServer, noServer } from './nats-server.js';

const BACK_END = { user: 'backend', pass: 'demo' };
const AS_U1 = { authenticator: usernamePasswordAuthenticator('u1', 'demo'), inboxPrefix: '_INBOX_u1' };

/** What the configuration of the demo says of users, which is what the page about NATS recommends. */
function usersOfTheDemo(): string {
  const file = new URL('../../../demo/nats/nats-server.conf', import.meta.url);
  const text = readFileSync(file, 'utf8');
  return text.slice(text.indexOf('SUPERVISOR ='));
}

describe('who may what over NATS', { skip: noServer }, () => {
  let server: NatsServer | undefined;
  let probe: Probe | undefined;
  let centre: NatsCentre | undefined;

  afterEach(async () => {
    probe?.leave();
    centre?.stop();
    await server?.end();
  });

  async function start(config: string): Promise<NatsServer> {
    server = await NatsServer.start(config);
    return server;
  }

  function watch(options: Partial<NatsOptions>): ReturnType<typeof watchServer> {
    const watched = watchServer(server!, options);
    probe = watched.probe;
    return watched;
  }

  test('a token goes into the first message and never into the address', async () => {
    await start('authorization { token: "t-secret" }');
    await (await Bucket.of(server!, 'conversations', { token: 't-secret' })).put(row('c-1'));
    const timers = new ManualTimers();
    const urls: string[] = [];
    const audiences: string[] = [];
    watch({
      tokenProvider: (audience) => {
        audiences.push(audience);
        return Promise.resolve('t-secret');
      },
      openSocket: (url) => {
        urls.push(url);
        return timers.parts.openSocket(url);
      },
    });
    await live(probe!);
    assert.deepEqual(audiences, [server!.url]);
    assert.ok(urls.length === 1 && !urls[0]?.includes('secret'));
    assert.ok(!JSON.stringify(probe!.messages).includes('t-secret'));
  });

  test('a token that was refused is replaced once, then it is told and tried again every minute', async () => {
    await start('authorization { token: "t-2" }');
    await Bucket.of(server!, 'conversations', { token: 't-2' });
    const timers = new ManualTimers();
    let asked = 0;
    let token = 't-1';
    watch({
      ...timers.parts,
      tokenProvider: () => {
        asked += 1;
        return Promise.resolve(token);
      },
    });
    await until(() => probe!.state === 'reconnecting', 'the first refusal');
    timers.advance(1_000);
    await until(() => probe!.state === 'unauthorized', 'the second one');
    assert.equal(asked, 2);
    token = 't-2';
    timers.advance(60_000);
    await live(probe!);
    assert.equal(asked, 3);
  });

  test('who has no token or is not signed in is told so', async () => {
    await start('authorization { token: "t" }');
    watch({});
    await until(() => probe!.state === 'unauthorized', 'unauthorized without a token');
    probe!.leave();
    const refusal = Object.assign(new Error('Sign in'), { name: 'UnauthorizedError' });
    watch({ tokenProvider: () => Promise.reject(refusal), random: () => 0 });
    await until(() => probe!.state === 'unauthorized', 'unauthorized without a sign-in');
    assert.equal(probe!.errors.length, 0);
  });

  test('who may not read the bucket is forbidden, and nothing is shown', async () => {
    await start(`authorization { users: [
      { user: "backend", password: "demo" }
      { user: "u1", password: "demo", permissions: { publish: ["conversations.u1.>"], subscribe: ["_INBOX_u1.>"] } }
    ] }`);
    await (await Bucket.of(server!, 'conversations', BACK_END)).put(row('c-1'));
    watch(AS_U1);
    await until(() => probe!.state === 'forbidden', 'forbidden');
    assert.equal(probe!.of('wipe').length, 1);
    assert.equal(probe!.of('snapshot').length, 0);
  });

  test('who may not receive the rows is forbidden, too', async () => {
    await start(`authorization { users: [
      { user: "backend", password: "demo" }
      { user: "u1", password: "demo", permissions: { publish: [">"], subscribe: ["elsewhere.>"] } }
    ] }`);
    await (await Bucket.of(server!, 'conversations', BACK_END)).put(row('c-1'));
    watch(AS_U1);
    await until(() => probe!.state === 'forbidden', 'forbidden');
    assert.equal(probe!.rows.size, 0);
  });

  test('the permissions of the demo are enough for all that a supervisor does, and for no more', async () => {
    await start(usersOfTheDemo());
    const connection = await server!.connect(BACK_END);
    const names = { bucket: 'conversations', subjects: 'conversations' };
    centre = await NatsCentre.start(connection, { ...names, conversations: 0, rate: 0, agents: 7 });
    const agent = { id: 'a-1', name: 'Ann', presence: 'busy' };
    centre.world.put(row('c-1', { status: 'active', phase: 'in-conversation', agent }));
    await centre.advance(0);
    const { signal } = new AbortController();

    const { source } = watch({ ...AS_U1, subjects: 'conversations.u1' });
    await live(probe!);
    const version = probe!.rows.get('c-1')?.version ?? 0;
    const command = {
      ...({ key: 'k-1', action: 'monitor', conversationId: 'c-1', ifVersion: version } as const),
      notAfter: Date.now() + 15_000,
    };
    assert.equal((await source.perform(command, { signal })).status, 'done');
    await until(() => probe!.rows.get('c-1')?.monitoredBy.includes('u1') === true, 'the change');
    const query = { action: 'assign', conversationId: 'c-1', text: '', limit: 3, after: null } as const;
    assert.equal((await source.findAgents(query, { signal })).entries.length, 3);
    const heard: number[] = [];
    const reading = source.openTranscript('c-1').subscribe(({ entries }) => heard.push(entries.length));
    await until(() => heard.length === 1, 'the transcript');
    reading.unsubscribe();
    centre.desk.setPermissions('u1', { assign: false });
    await until(() => probe!.of('permissions').at(-1)?.permissions.assign === false, 'rights that changed');
    assert.ok(probe!.isLive);
    probe!.leave();

    // Under the name of another nothing gets through: not for want of a listener, but of the right.
    const other = watch({ ...AS_U1, subjects: 'conversations.u2' });
    await live(probe!);
    const outcome = await other.source.perform({ ...command, key: 'k-2' }, { signal });
    assert.equal(outcome.status === 'refused' && outcome.code, 'not-permitted');
    assert.deepEqual(
      centre.desk.journal.map(({ key }) => key),
      ['k-1'],
    );
  });

  test('rights that are taken away while it watches take the rows off the screen', async () => {
    const users = (permissions: string): string => `authorization { users: [
      { user: "backend", password: "demo" }
      { user: "u1", password: "demo", permissions: ${permissions} }
    ] }`;
    await start(users('{ publish: [">"], subscribe: [">"] }'));
    await (await Bucket.of(server!, 'conversations', BACK_END)).put(row('c-1'));
    watch(AS_U1);
    await live(probe!);
    server!.configure(users('{ publish: ["conversations.u1.>"], subscribe: ["nothing"] }'));
    server!.reload();
    await until(() => probe!.state === 'forbidden', 'forbidden');
    assert.equal(probe!.rows.size, 0);
  });

  test('a command whose server is killed before the answer is unknown', async () => {
    await start('');
    const names = { bucket: 'conversations', subjects: 'conversations' };
    const connection = await server!.connect();
    centre = await NatsCentre.start(connection, { ...names, conversations: 0, rate: 0 });
    centre.world.put(row('c-1'));
    await centre.advance(0);
    const { source } = watch({ subjects: 'conversations.u1' });
    await live(probe!);
    centre.desk.answers.hold();
    const { signal } = new AbortController();
    const outcome = source.perform(
      {
        ...({ key: 'k-1', action: 'force-close', conversationId: 'c-1', reason: 'spam' } as const),
        ifVersion: probe!.rows.get('c-1')?.version ?? 0,
        notAfter: Date.now() + 15_000,
      },
      { signal },
    );
    await until(() => centre!.desk.journal.length === 1, 'the command has arrived');
    await server!.kill();
    assert.equal((await outcome).status, 'unknown');
  });
});
