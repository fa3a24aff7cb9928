import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { ReferenceServer } from '../../../demo/server/reference-server.js';
import { PROTOCOL, startServer, TestClient } from './client.js';

let server: ReferenceServer;
before(async () => {
  server = await startServer({ limits: { heartbeatEvery: 5_000, heartbeatGrace: 2_500 } });
});
after(() => server.close());

/** The HTTP status with which a socket is refused; 101 when it is opened. */
function upgradeStatus(headers: Readonly<Record<string, string>>, path = '/conversations'): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: server.port, path, headers: { ...UPGRADE, ...headers } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    asked.on('upgrade', (_, socket) => {
      socket.destroy();
      resolve(101);
    });
    asked.on('error', reject);
    asked.end();
  });
}

const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': Buffer.alloc(16, 1).toString('base64'),
  'Sec-WebSocket-Protocol': PROTOCOL,
};

describe('Opening a socket', () => {
  it('is possible from this machine and from no page at all', async () => {
    assert.equal(await upgradeStatus({}), 101);
    for (const Origin of [
      'http://localhost:5173',
      'http://127.0.0.1',
      'https://[::1]:8000',
      'http://a.localhost',
    ]) {
      assert.equal(await upgradeStatus({ Origin }), 101, Origin);
    }
  });

  it('I12 is refused to pages of other origins, also when they look like this machine', async () => {
    const foreign = [
      'https://evil.example',
      'null',
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example',
      'app://localhost',
      'http://localhost@evil.example',
    ];
    for (const Origin of foreign) assert.equal(await upgradeStatus({ Origin }), 403, Origin);
  });

  it('I12 is refused under a foreign host name, which may have been made to point here', async () => {
    assert.equal(await upgradeStatus({ Host: 'evil.example' }), 403);
    assert.equal(await upgradeStatus({ Host: `localhost:${String(server.port)}` }), 101);
  });

  it('needs the subprotocol and the path', async () => {
    assert.equal(await upgradeStatus({ 'Sec-WebSocket-Protocol': 'ongoing-conversations.v2.json' }), 400);
    assert.equal(await upgradeStatus({ 'Sec-WebSocket-Protocol': `other, ${PROTOCOL}` }), 101);
    assert.equal(await upgradeStatus({}, '/other'), 404);
  });

  it('D19 selects the subprotocol and does not compress', async () => {
    const client = await TestClient.open(server);
    assert.equal(client.socket.protocol, PROTOCOL);
    assert.equal(client.socket.extensions, '');
    client.close();
  });

  it('is possible for the origins listed', async () => {
    const other = await startServer({ origins: ['https://desk.example'] });
    const client = await TestClient.open(other, { origin: 'https://desk.example' });
    client.hello();
    await client.next('welcome');
    await other.close();
  });
});

describe('Greeting', () => {
  it('is answered by a welcome that says all a client needs', async () => {
    const client = await TestClient.open(server);
    client.hello({ caps: ['patch', 'digest'], view: { id: 'v1', filter: {}, maxRows: 5_000 } });
    const welcome = await client.next('welcome');
    const { stream, epoch, now, head, ...rest } = welcome;
    assert.deepEqual(rest, {
      type: 'welcome',
      v: 1,
      resumed: false,
      t: 5,
      hb: { every: 5_000, grace: 2_500 },
      limits: { frame: 262_144, page: 250, cmdPerMin: 240 },
      can: { view: true, assign: true, transfer: true, monitor: true, join: true, 'force-close': true },
      canRev: 1,
      keys: { ttl: 86_400_000 },
      digest: 'fnv2x32',
      user: { id: 'u-demo', name: 'Alex Morgan' },
    });
    assert.ok(typeof stream === 'string' && typeof epoch === 'string' && Number.isSafeInteger(head));
    assert.ok(Math.abs(Number(now) - Date.now()) < 5_000, 'server time is the real time');
    client.close();
  });

  it('has to come in time', async () => {
    const hasty = await startServer({ limits: { helloDeadline: 40 } });
    const client = await TestClient.open(hasty);
    assert.equal(await client.closed(), 4408);
    await hasty.close();
  });

  it('of another version is refused', async () => {
    const client = await TestClient.open(server);
    client.hello({ v: 2 });
    assert.equal(await client.closed(), 4406);
  });

  it('has to come first', async () => {
    const client = await TestClient.open(server);
    client.send({ type: 'snapshot' });
    assert.equal(await client.closed(), 4400);
    assert.deepEqual(client.received, []);
  });

  for (const [what, data] of [
    ['no JSON', '{"type":'],
    ['no object', '[1]'],
    ['no type', '{"v":1}'],
    ['binary', Buffer.from('{"type":"hello","v":1}')],
  ] as const) {
    it(`with ${what} ends the connection`, async () => {
      const client = await TestClient.open(server);
      client.socket.send(data);
      assert.equal(await client.closed(), 4400);
    });
  }

  it('longer than 64 KiB ends it too', async () => {
    const client = await TestClient.open(server);
    client.hello({ padding: 'x'.repeat(70_000) });
    assert.equal(await client.closed(), 1009);
  });
});

describe('Keeping in touch', () => {
  it('answers pings with the time', async () => {
    const client = await TestClient.live(server);
    client.send({ type: 'ping', n: 12, t: 777 });
    const pong = await client.next('pong');
    assert.deepEqual({ ...pong, now: 0 }, { type: 'pong', n: 12, t: 777, now: 0 });
    assert.ok(Math.abs(Number(pong['now']) - server.world.now) < 1_000);
    client.close();
  });

  it('pings by itself, and drops who says nothing', async () => {
    const quiet = await startServer({ limits: { heartbeatEvery: 30, heartbeatGrace: 60 } });
    const began = performance.now();
    const client = await TestClient.live(quiet);
    for (let answers = 0; answers < 6; answers += 1) {
      const { n } = await client.next('ping');
      client.send({ type: 'pong', n });
    }
    assert.ok(performance.now() - began > 120, 'answering kept it alive');
    assert.equal(await client.closed(), 1006);
    await quiet.close();
  });

  it('ignores messages it does not know', async () => {
    const client = await TestClient.live(server);
    client.send({ type: 'party' });
    client.send({ type: 'ping', n: 1 });
    await client.next('pong');
    client.close();
  });

  it('limits messages and connections', async () => {
    const strict = await startServer({ limits: { messagesPerSecond: 20, connectionsPerUser: 1 } });
    const first = await TestClient.live(strict);
    const second = await TestClient.open(strict);
    second.hello();
    assert.equal(await second.closed(), 4429);
    for (let n = 0; n < 30; n += 1) first.send({ type: 'ping', n });
    assert.equal(await first.closed(), 4429);
    assert.equal(first.received.at(-1)?.['code'], 'rate-limited');
    await strict.close();
  });
});

describe('Ending', () => {
  it('says goodbye before the server goes', async () => {
    const other = await startServer();
    const client = await TestClient.live(other);
    await other.close({ retryAfterMs: 100, spreadMs: 300 });
    assert.equal(await client.closed(), 1012);
    const bye = { type: 'bye', code: 'restart', reconnect: true, retryAfterMs: 100, spreadMs: 300 };
    assert.deepEqual(client.received.at(-1), bye);
  });

  it('does not wait for clients that do not answer', async () => {
    const other = await startServer();
    const client = await TestClient.live(other);
    client.socket.pause();
    const began = performance.now();
    await other.close();
    assert.ok(performance.now() - began < 2_000);
    client.socket.resume();
    client.close();
  });

  it('after a bye of the client closes cleanly', async () => {
    const client = await TestClient.live(server);
    client.send({ type: 'bye' });
    assert.equal(await client.closed(), 1000);
    assert.equal([...server.journal].length, 0);
  });
});
