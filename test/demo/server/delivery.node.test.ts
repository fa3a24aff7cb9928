import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReferenceServer } from '../../../demo/server/reference-server.js';
import { Digest } from '../../../src/data-source/wire/digest.js';
import { apply, rowWhere, startServer, TestClient, truth } from './client.js';
import type { Message, Row } from './client.js';

const byId = (a: Row, b: Row): number => (a.id < b.id ? -1 : 1);
const sorted = (rows: ReadonlyMap<string, Row>): readonly Row[] => [...rows.values()].sort(byId);

/** Runs a test against a server of its own. */
async function withServer(
  options: Parameters<typeof startServer>[0],
  test: (server: ReferenceServer) => Promise<void>,
): Promise<void> {
  const server = await startServer(options);
  try {
    await test(server);
  } finally {
    await server.close();
  }
}

/** The rows after the snapshot and the chained deltas up to `until`. */
async function caughtUp(
  client: TestClient,
  snapshot: { readonly begin: Message; readonly rows: readonly Row[] },
  until: number,
): Promise<{ readonly rows: Map<string, Row>; readonly seq: number }> {
  const rows = new Map(snapshot.rows.map((row) => [row.id, row]));
  const deltas = client.received.filter(
    ({ type, epoch }) => type === 'delta' && epoch === snapshot.begin['epoch'],
  );
  let seq = Number(snapshot.begin['seq']);
  const take = (delta: Message): void => {
    if (Number(delta['seq']) <= seq) return;
    assert.ok(Number(delta['from']) <= seq, 'no gap');
    apply(rows, delta);
    seq = Number(delta['seq']);
  };
  for (const delta of deltas) take(delta);
  while (seq < until) take(await client.next('delta'));
  return { rows, seq };
}

describe('A snapshot', () => {
  it('is right although rows change, come and go while it is read', () =>
    withServer({ conversations: 300, limits: { page: 20 } }, async (server) => {
      const client = await TestClient.open(server);
      client.hello();
      let pages = 0;
      const disturb = (): void => {
        pages += 1;
        // One before and one after what was read, and one that changes its queue: by the supervisor's hand.
        const rows = [...server.world.conversations()];
        server.control.closeConversation(rows.at(pages)?.id ?? '');
        server.control.closeConversation(rows.at(-pages - 3)?.id ?? '');
        const agent = server.world.agents[pages * 2];
        if (agent) server.world.setPresence(agent.id, agent.presence === 'away' ? 'busy' : 'away');
      };
      const snapshot = await client.readSnapshot(disturb);
      assert.ok(pages >= 13, `${String(pages)} pages`);
      assert.equal(snapshot.begin['total'], 300);
      assert.ok(Number(snapshot.end['until']) > Number(snapshot.begin['seq']) + pages, 'the world did move');
      assert.equal(snapshot.rows.length, snapshot.end['count']);
      const { rows } = await caughtUp(client, snapshot, Number(snapshot.end['until']));
      assert.deepEqual(sorted(rows), sorted(truth(server)));
    }));

  it('comes in pages of at most so many rows, in the order of ids, none twice', () =>
    withServer({ conversations: 95, limits: { page: 10 } }, async (server) => {
      const client = await TestClient.open(server);
      client.hello();
      const { rows, end } = await client.readSnapshot();
      const pages = client.received.filter(({ type }) => type === 'snap.page');
      assert.deepEqual(
        pages.map((page) => (page['rows'] as Row[]).length),
        [10, 10, 10, 10, 10, 10, 10, 10, 10, 5],
      );
      assert.deepEqual(
        pages.map(({ n }) => n),
        [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      );
      assert.equal(end['pages'], 10);
      assert.deepEqual(rows, [...rows].sort(byId));
      assert.deepEqual(rows, sorted(truth(server)));
    }));

  it('keeps each frame below what the client takes', () =>
    withServer({ conversations: 400 }, async (server) => {
      const client = await TestClient.open(server);
      const sizes: number[] = [];
      client.socket.on('message', (data) => sizes.push((data as Buffer).length));
      client.hello({ maxFrame: 20_000 });
      const { rows } = await client.readSnapshot();
      assert.equal(rows.length, 400);
      for (const { id, presence } of server.world.agents) {
        server.world.setPresence(id, presence === 'away' ? 'busy' : 'away');
      }
      server.control.flush();
      await client.next('delta', ({ seq }) => Number(seq) >= 300);
      assert.ok(Math.max(...sizes) <= 20_000, `largest: ${String(Math.max(...sizes))}`);
      const deltas = client.received.filter(({ type }) => type === 'delta');
      assert.ok(deltas.length > 3, 'the batch was cut');
      for (const [index, { from }] of deltas.entries()) {
        if (index > 0) assert.equal(from, deltas[index - 1]?.['seq'], 'and its parts chain');
      }
    }));

  it('of nothing is empty', () =>
    withServer({ conversations: 0 }, async (server) => {
      const client = await TestClient.open(server);
      client.hello();
      const { rows, begin, end } = await client.readSnapshot();
      assert.deepEqual([rows, begin['total'], end['count'], end['pages']], [[], 0, 0, 1]);
    }));

  it('has the queues and at most the rows that the view asks for', () =>
    withServer({ conversations: 200 }, async (server) => {
      const client = await TestClient.open(server);
      client.hello({ view: { filter: { queues: ['q-billing', 'q-sales'] }, maxRows: 7 } });
      const { rows, begin } = await client.readSnapshot();
      const asked = sorted(truth(server)).filter((row) =>
        ['q-billing', 'q-sales'].includes((row['queue'] as { id: string }).id),
      );
      assert.ok(asked.length > 7);
      assert.deepEqual(rows, asked.slice(0, 7));
      assert.equal(begin['total'], asked.length);
      server.control.closeConversation(rows[2]?.id ?? '');
      const delta = await client.next('delta');
      assert.deepEqual(delta['rm'], [{ id: rows[2]?.id, ver: (rows[2]?.ver ?? 0) + 1, why: 'closed' }]);
      assert.deepEqual(delta['up'], [asked[7]], 'the next one takes its place');
    }));

  it('that was given up gets no more pages', () =>
    withServer({ limits: { page: 10 } }, async (server) => {
      const client = await TestClient.open(server);
      client.hello();
      const old = await client.next('snap.page');
      client.send({ type: 'snapshot' });
      client.send({ type: 'page', snap: old['snap'], after: old['next'] });
      const { begin, rows } = await client.readSnapshot();
      assert.notEqual(begin['snap'], old['snap']);
      assert.equal(rows.length, 60);
      assert.equal(
        client.received.filter(({ snap, type }) => type === 'snap.page' && snap === old['snap']).length,
        1,
      );
    }));
});

describe('Deltas', () => {
  it('chain, and lead to the rows there are', () =>
    withServer({ conversations: 150, rate: 400 }, async (server) => {
      const client = await TestClient.open(server);
      client.hello();
      const snapshot = await client.readSnapshot();
      for (let step = 0; step < 30; step += 1) server.control.advance(1_000);
      const frozen = truth(server);
      const { seq } = await client.next('delta', ({ at }) => Number(at) >= server.world.now - 50);
      const { rows } = await caughtUp(client, snapshot, Number(seq));
      assert.equal(rows.size, frozen.size);
      for (const [id, row] of frozen) assert.ok((rows.get(id)?.ver ?? 0) >= row.ver, id);
      const deltas = client.received.filter(({ type }) => type === 'delta');
      for (const [index, { from }] of deltas.entries()) {
        if (index > 0) assert.equal(from, deltas[index - 1]?.['seq']);
      }
      for (const delta of deltas) {
        const ids = [...((delta['up'] ?? []) as Row[]), ...((delta['rm'] ?? []) as Row[])].map(
          ({ id }) => id,
        );
        assert.equal(new Set(ids).size, ids.length, 'each row once');
      }
      assert.ok(deltas.some(({ rm }) => rm !== undefined));
    }));

  it('go on where the client was, on a new connection', () =>
    withServer({}, async (server) => {
      const client = await TestClient.live(server);
      const welcome = client.received.find(({ type }) => type === 'welcome');
      assert.ok(welcome);
      const position = { stream: welcome['stream'], epoch: welcome['epoch'], seq: welcome['head'] };
      client.close();
      const closed = rowWhere(server, ({ status }) => status === 'active');
      server.control.closeConversation(closed.id);
      const again = await TestClient.open(server);
      again.hello({ resume: position });
      const resumed = await again.next('welcome');
      assert.deepEqual([resumed['resumed'], resumed['stream']], [true, position.stream]);
      const delta = await again.next('delta');
      assert.equal(delta['from'], position.seq);
      assert.deepEqual(delta['rm'], [{ id: closed.id, ver: closed.ver + 1, why: 'closed' }]);
      assert.ok(!again.received.some(({ type }) => type === 'snap.begin'), 'no snapshot');
      const other = await TestClient.open(server);
      other.hello({ resume: { ...position, stream: 's-other' } });
      assert.equal((await other.next('welcome'))['resumed'], false);
    }));

  it('fill a gap on the same connection', () =>
    withServer({}, async (server) => {
      const client = await TestClient.live(server);
      const { epoch, seq } = client.received.find(({ type }) => type === 'snap.begin') ?? assert.fail();
      const ids = [...truth(server).keys()].slice(0, 3);
      for (const id of ids) {
        server.control.closeConversation(id);
        await client.next('delta');
      }
      client.send({ type: 'resume', epoch, seq: Number(seq) + 1 });
      const filled = await client.next('delta');
      assert.equal(filled['from'], Number(seq) + 1);
      assert.deepEqual(
        (filled['rm'] as Row[]).map(({ id }) => id),
        ids.slice(1),
      );
    }));

  for (const [reason, lose, position] of [
    ['gap', (server: ReferenceServer) => server.control.forgetLog(), {}],
    ['gap', () => undefined, { seq: 999_999 }],
    ['gap', () => undefined, { seq: -1 }],
    ['gap', () => undefined, { seq: '1' }],
    ['epoch', () => undefined, { epoch: 'e-other' }],
  ] as const) {
    it(`a gap that cannot be filled (${JSON.stringify(position)}) is a reset, and waits for the client`, () =>
      withServer({}, async (server) => {
        const client = await TestClient.live(server);
        const { epoch, seq } = client.received.find(({ type }) => type === 'snap.begin') ?? assert.fail();
        server.control.closeConversation([...truth(server).keys()][0] ?? '');
        await client.next('delta');
        lose(server);
        client.send({ type: 'resume', epoch, seq, ...position });
        assert.equal((await client.next('reset'))['reason'], reason);
        const heard = client.received.length;
        server.control.closeConversation([...truth(server).keys()][0] ?? '');
        client.send({ type: 'ping', n: 1 });
        await client.next('pong');
        assert.deepEqual(
          client.received.slice(heard).map(({ type }) => type),
          ['pong'],
          'no delta before the snapshot',
        );
        client.send({ type: 'snapshot' });
        const { rows } = await client.readSnapshot();
        assert.deepEqual(rows, sorted(truth(server)));
      }));
  }

  it('of a new epoch come after a reset and a snapshot only', () =>
    withServer({}, async (server) => {
      const client = await TestClient.live(server);
      const { epoch } = client.received.find(({ type }) => type === 'welcome') ?? assert.fail();
      server.control.newEpoch();
      const reset = await client.next('reset');
      assert.equal(reset['reason'], 'epoch');
      assert.notEqual(reset['epoch'], epoch);
      client.send({ type: 'snapshot' });
      assert.equal((await client.readSnapshot()).begin['epoch'], reset['epoch']);
    }));

  it('an epoch that ends while pages are pulled ends the snapshot', () =>
    withServer({ limits: { page: 10 } }, async (server) => {
      const client = await TestClient.open(server);
      client.hello();
      const page = await client.next('snap.page');
      server.control.newEpoch();
      client.send({ type: 'page', snap: page['snap'], after: page['next'] });
      await client.next('reset');
      assert.equal(client.received.filter(({ type }) => type === 'snap.page').length, 1);
    }));

  it('of a server that was restarted are not taken for those of the one before', async () => {
    const first = await startServer();
    const client = await TestClient.live(first);
    const { stream, epoch, head } = client.received.find(({ type }) => type === 'welcome') ?? assert.fail();
    await first.close();
    await withServer({}, async (second) => {
      const again = await TestClient.open(second);
      again.hello({ resume: { stream, epoch, seq: head } });
      assert.equal((await again.next('welcome'))['resumed'], false);
      await again.readSnapshot();
    });
  });
});

describe('Marks', () => {
  it('come after a burst and now and then, with count and digest of the rows', () =>
    withServer({ conversations: 120, limits: { markEvery: 30_000 } }, async (server) => {
      const client = await TestClient.live(server);
      const digestNow = (): string => {
        const digest = new Digest();
        for (const { id, ver } of truth(server).values()) digest.toggle(id, ver);
        return digest.toString();
      };
      server.control.advance(29_000);
      assert.ok(!client.received.some(({ type }) => type === 'mark'), 'not yet');
      server.control.advance(1_500);
      const first = await client.next('mark');
      assert.deepEqual([first['count'], first['digest']], [120, digestNow()]);
      for (const { id } of server.world.agents) {
        for (const presence of ['away', 'busy', 'available', 'away', 'busy', 'available', 'away'] as const) {
          server.world.setPresence(id, presence);
        }
      }
      server.control.closeConversation([...truth(server).keys()][5] ?? '');
      const { seq } = await client.next('delta');
      const second = await client.next('mark');
      assert.deepEqual([second['seq'], second['count'], second['digest']], [seq, 119, digestNow()]);
      assert.notEqual(second['digest'], first['digest']);
    }));
});

describe('A slow client', () => {
  it('E06 that lags behind with flow is told to read anew', () =>
    withServer({ conversations: 100, limits: { flowLag: 50 } }, async (server) => {
      const client = await TestClient.live(server);
      const { seq } = client.received.find(({ type }) => type === 'snap.begin') ?? assert.fail();
      client.send({ type: 'flow', seq });
      client.send({ type: 'ping', n: 1 });
      await client.next('pong');
      const shake = (): void => {
        for (const { id, presence } of server.world.agents) {
          server.world.setPresence(id, presence === 'away' ? 'busy' : 'away');
        }
        server.control.flush();
      };
      shake();
      server.control.advance(500);
      client.send({ type: 'flow', seq: (await client.next('delta'))['seq'] });
      client.send({ type: 'ping', n: 2 });
      await client.next('pong');
      server.control.advance(2_000);
      assert.ok(!client.received.some(({ type }) => type === 'reset'), 'it has caught up in time');
      shake();
      server.control.advance(100);
      server.control.advance(2_000);
      assert.equal((await client.next('reset'))['reason'], 'slow-consumer');
      client.send({ type: 'snapshot' });
      const { rows } = await client.readSnapshot();
      assert.deepEqual(rows, sorted(truth(server)));
    }));

  it('E06 that takes nothing any more gets no more deltas, and is let go after a grace', () =>
    withServer(
      { conversations: 3_000, limits: { unsent: 50_000, slowGrace: 60, closeGrace: 40 } },
      async (server) => {
        const client = await TestClient.open(server);
        client.hello();
        await client.readSnapshot();
        client.socket.pause();
        for (let round = 0; round < 40; round += 1) {
          for (const { id, presence } of server.world.agents) {
            server.world.setPresence(id, presence === 'away' ? 'busy' : 'away');
          }
          server.control.flush();
        }
        const unread = client.received.length;
        const began = performance.now();
        while (server.control.connections > 0) await new Promise((resolve) => setTimeout(resolve, 10));
        assert.ok(performance.now() - began < 2_000, 'it was let go soon');
        client.socket.resume();
        await client.closed();
        const deltas = client.received.slice(unread).filter(({ type }) => type === 'delta');
        const sent = deltas.reduce((sum, delta) => sum + ((delta['up'] ?? []) as Row[]).length, 0);
        assert.ok(sent > 0 && sent < 40 * 1_000, `${String(sent)} rows were sent all the same`);
      },
    ));
});
