import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ReferenceServer } from '../../../demo/server/reference-server.js';
import { rowWhere, startServer, TestClient, truth } from './client.js';
import type { Row } from './client.js';

const ANN = { id: 'u-ann', name: 'Ann', session: 'session-of-ann' };
const BEN = {
  id: 'u-ben',
  name: 'Ben',
  session: 'session-of-ben',
  can: { assign: 'Trainee' },
  queues: ['q-billing'],
};
const GUARD = { 'X-Requested-With': 'ongoing-conversations-report' };

let server: ReferenceServer;
before(async () => {
  server = await startServer({
    conversations: 100,
    auth: 'required',
    accounts: [ANN, BEN],
    origins: ['https://desk.example', 'https://other.example'],
  });
});
after(() => server.close());

const queueOf = (row: Row): string => (row['queue'] as { id: string }).id;

async function ticketOf(session: string, headers: Record<string, string> = {}): Promise<string> {
  const response = await fetch(server.url.replace('/conversations', '/ticket'), {
    method: 'POST',
    headers: { ...GUARD, Authorization: `Bearer ${session}`, ...headers },
  });
  assert.equal(response.status, 200);
  return ((await response.json()) as { ticket: string }).ticket;
}

const helloWith = (token: string): object => ({ auth: { scheme: 'ticket', token } });

/** What a hello with this ticket leads to: the close code, or the id of the user. */
async function greet(hello: object, origin?: string): Promise<number | string> {
  const client = await TestClient.open(server, origin === undefined ? {} : { origin });
  client.hello(hello);
  const welcome = await Promise.race([client.next('welcome').catch(() => null), client.closed()]);
  const code = client.closeCode;
  client.close();
  if (code !== null) return code;
  return (((welcome as { user?: { id: string } } | null)?.user ?? {}) as { id: string }).id;
}

describe('A ticket', () => {
  it('opens a socket for its user', async () => {
    assert.equal(await greet(helloWith(await ticketOf(ANN.session))), 'u-ann');
  });

  it('I12 is needed: neither nothing, nor a session, nor a made-up one will do', async () => {
    assert.equal(await greet({}), 4401);
    for (const token of [ANN.session, 'made-up', ''])
      assert.equal(await greet(helloWith(token)), 4401, token);
    assert.equal(await greet({ auth: { scheme: 'bearer', token: await ticketOf(ANN.session) } }), 4401);
  });

  it('I13 opens one socket', async () => {
    const ticket = await ticketOf(ANN.session);
    assert.equal(await greet(helloWith(ticket)), 'u-ann');
    assert.equal(await greet(helloWith(ticket)), 4401);
  });

  it('I13 opens it within 30 s', async () => {
    const [early, late] = [await ticketOf(ANN.session), await ticketOf(ANN.session)];
    server.control.advance(29_000);
    assert.equal(await greet(helloWith(early)), 'u-ann');
    server.control.advance(2_000);
    assert.equal(await greet(helloWith(late)), 4401);
  });

  it('I12 I13 opens it from the page that asked for it, and is gone when another one tries', async () => {
    const Origin = 'https://desk.example';
    const ticket = await ticketOf(ANN.session, { Origin });
    assert.equal(await greet(helloWith(ticket), 'https://other.example'), 4401);
    assert.equal(await greet(helloWith(ticket), Origin), 4401, 'used up');
    assert.equal(await greet(helloWith(await ticketOf(ANN.session, { Origin })), Origin), 'u-ann');
  });

  it('I12 J42 is given to who is signed in, and to no other site', async () => {
    const ask = (headers: Record<string, string>): Promise<number> =>
      fetch(server.url.replace('/conversations', '/ticket'), { method: 'POST', headers }).then(
        ({ status }) => status,
      );
    assert.equal(await ask(GUARD), 401);
    assert.equal(await ask({ ...GUARD, Authorization: 'Bearer wrong' }), 401);
    assert.equal(await ask({ ...GUARD, Cookie: `a=b; session=${ANN.session}` }), 200);
    assert.equal(await ask({ Cookie: `session=${ANN.session}` }), 403, 'a form could do that');
    assert.equal(
      await ask({ ...GUARD, Cookie: `session=${ANN.session}`, Origin: 'https://evil.example' }),
      403,
    );
  });
});

describe('A session', () => {
  it('I01 is announced to end, can be renewed in place, and ends', async () => {
    const short = await startServer({
      auth: 'required',
      accounts: [ANN, BEN],
      limits: { sessionLifetime: 100_000, sessionWarning: 60_000 },
    });
    const ticket = async (session: string): Promise<string> => {
      const response = await fetch(short.url.replace('/conversations', '/ticket'), {
        method: 'POST',
        headers: { ...GUARD, Authorization: `Bearer ${session}` },
      });
      return ((await response.json()) as { ticket: string }).ticket;
    };
    const client = await TestClient.live(short, helloWith(await ticket(ANN.session)));
    const welcome = client.received.find(({ type }) => type === 'welcome');
    const { expiresAt } = welcome?.['auth'] as { expiresAt: number };
    assert.ok(Math.abs(expiresAt - short.world.now - 100_000) < 2_000);
    short.control.advance(39_000);
    assert.ok(!client.received.some(({ type }) => type === 'auth.expiring'), 'not yet');
    short.control.advance(2_000);
    assert.equal((await client.next('auth.expiring'))['at'], expiresAt);
    client.send({ type: 'auth', token: await ticket(ANN.session) });
    const renewed = await client.next('auth.ok');
    assert.ok(Number(renewed['expiresAt']) > expiresAt + 30_000);
    short.control.advance(70_000);
    await client.next('auth.expiring');
    short.control.advance(40_000);
    assert.equal(await client.closed(), 4401);

    const other = await TestClient.live(short, helloWith(await ticket(ANN.session)));
    other.send({ type: 'auth', token: await ticket(BEN.session) });
    assert.equal(await other.closed(), 4401, 'not with the ticket of somebody else');
    await short.close();
  });
});

describe('Over HTTP', () => {
  it('rows, commands and transcripts need a session', async () => {
    const { id } = rowWhere(server, ({ status }) => status === 'active');
    const root = server.url;
    for (const path of ['', `/${id}/candidates?kind=agents&for=assign`, `/${id}/transcript`]) {
      const response = await fetch(root + path);
      assert.equal(response.status, 401, path);
      assert.equal(response.headers.get('www-authenticate'), 'Bearer');
    }
    const response = await fetch(`${root}/${id}/commands`, { method: 'POST', headers: GUARD });
    assert.equal(response.status, 401);
  });
});

describe('What a user may see', () => {
  const rowsOf = async (session: string): Promise<readonly Row[]> => {
    const response = await fetch(server.url, { headers: { Authorization: `Bearer ${session}` } });
    return ((await response.json()) as { up?: Row[] }).up ?? [];
  };

  it('is what their queues have, also when they ask for others', async () => {
    const client = await TestClient.open(server);
    client.hello({
      ...helloWith(await ticketOf(BEN.session)),
      view: { filter: { queues: ['q-billing', 'q-sales'] } },
    });
    const { rows } = await client.readSnapshot();
    const expected = [...truth(server).values()].filter((row) => queueOf(row) === 'q-billing');
    assert.ok(expected.length > 0);
    assert.deepEqual(rows, expected);
    assert.deepEqual(await rowsOf(BEN.session), expected);
    assert.equal((await rowsOf(ANN.session)).length, 100);
    client.close();
  });

  it('is all they may act on: for what they cannot see there is no row', async () => {
    const client = await TestClient.live(server, helloWith(await ticketOf(BEN.session)));
    const hidden = rowWhere(
      server,
      (row) => queueOf(row) !== 'q-billing' && row['phase'] === 'in-conversation',
    );
    const done = server.journal.length;
    client.send({
      type: 'cmd',
      id: 'c1',
      key: 'hidden',
      name: 'force-close',
      target: { id: hidden.id, ifVer: hidden.ver },
      notAfter: server.world.now + 9_000,
    });
    const result = await client.next('cmd.result');
    assert.deepEqual([result['status'], result['current']], ['rejected', null]);
    client.send({ type: 'lookup', id: 'l1', kind: 'agents', for: 'transfer', conversationId: hidden.id });
    assert.equal((await client.next('error'))['code'], 'not-found');
    client.send({ type: 'transcript.open', id: 't1', conversationId: hidden.id });
    assert.equal((await client.next('error'))['code'], 'not-monitored');
    assert.equal(server.journal.length, done);
    client.close();
  });

  it('I08 shrinks with a reset, and what is gone is not told any more', async () => {
    const client = await TestClient.live(server, helloWith(await ticketOf(ANN.session)));
    const { epoch } = client.received.find(({ type }) => type === 'welcome') ?? assert.fail();
    const hidden = rowWhere(server, (row) => queueOf(row) === 'q-sales');
    server.control.setQueues(['q-billing'], 'u-ann');
    assert.equal((await client.next('reset'))['reason'], 'permissions');
    server.control.closeConversation(hidden.id);
    client.send({ type: 'resume', epoch, seq: 1 });
    await client.next('reset');
    client.send({ type: 'snapshot' });
    const { rows } = await client.readSnapshot();
    assert.ok(rows.length > 0 && rows.every((row) => queueOf(row) === 'q-billing'));
    const after_ = client.received.findIndex(({ type }) => type === 'reset');
    assert.ok(!JSON.stringify(client.received.slice(after_)).includes(hidden.id));
    server.control.setQueues(null, 'u-ann');
    assert.equal((await client.next('reset'))['reason'], 'permissions');
    client.close();
  });

  it('I08 once shrunk cannot be got back by resuming', async () => {
    const client = await TestClient.live(server, helloWith(await ticketOf(ANN.session)));
    const { stream, epoch, head } = client.received.find(({ type }) => type === 'welcome') ?? assert.fail();
    client.close();
    server.control.setQueues(['q-billing'], 'u-ann');
    const again = await TestClient.open(server);
    again.hello({ ...helloWith(await ticketOf(ANN.session)), resume: { stream, epoch, seq: head } });
    const welcome = await again.next('welcome');
    assert.deepEqual([welcome['resumed'], Number(welcome['canRev']) > 1], [false, true]);
    server.control.setQueues(null, 'u-ann');
    again.close();
  });
});

describe('What a user may do', () => {
  it('I07 J24 is told in the welcome and when it changes, and checked with each command', async () => {
    const client = await TestClient.live(server, helloWith(await ticketOf(BEN.session)));
    const welcome = client.received.find(({ type }) => type === 'welcome');
    assert.equal((welcome?.['can'] as Record<string, unknown>)['assign'], 'Trainee');
    const row = rowWhere(
      server,
      (each) => queueOf(each) === 'q-billing' && each['phase'] === 'in-conversation',
    );
    server.control.setPermissions({ 'force-close': false }, 'u-ben');
    const changed = await client.next('permissions');
    assert.equal((changed['can'] as Record<string, unknown>)['force-close'], false);
    assert.ok(Number(changed['rev']) > Number(welcome?.['canRev']));
    client.send({
      type: 'cmd',
      id: 'c1',
      key: 'forbidden',
      name: 'force-close',
      target: { id: row.id, ifVer: row.ver },
      notAfter: server.world.now + 9_000,
    });
    assert.equal((await client.next('cmd.result'))['code'], 'not-permitted');
    assert.deepEqual(truth(server).get(row.id), row);
    client.close();
  });

  it('I06 without the right to see ends the connection and all answers', async () => {
    const client = await TestClient.live(server, helloWith(await ticketOf(BEN.session)));
    const ticket = await ticketOf(BEN.session);
    server.control.setPermissions({ view: false }, 'u-ben');
    assert.equal(await client.closed(), 4403);
    assert.equal(await greet(helloWith(ticket)), 4403);
    const response = await fetch(server.url, { headers: { Authorization: `Bearer ${BEN.session}` } });
    assert.equal(response.status, 403);
    server.control.setPermissions({ view: true }, 'u-ben');
  });
});
