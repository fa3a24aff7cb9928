/** The package's own sources against the server: both were written from the same page, by different people. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { WebSocket } from 'ws';
import { from } from 'rxjs';
import type { ReferenceServer } from '../../../demo/server/reference-server.js';
import { startReferenceServer } from '../../../demo/server/reference-server.js';
import type { Command, DataSource, SourceMessage } from '../../../src/data-source/data-source.js';
import { PollingDataSource } from '../../../src/data-source/polling/index.js';
import type { SocketLike } from '../../../src/data-source/web-socket/environment.js';
import { WebSocketDataSource } from '../../../src/data-source/web-socket/index.js';
import type { ActionName } from '../../../src/model/actions.js';
import type { Conversation } from '../../../src/model/conversation.js';
import { startServer } from './client.js';

/** The socket of the `ws` package has all that the source uses; only its types are narrower. */
const openSocket = (url: string, protocol: string): SocketLike =>
  new WebSocket(url, protocol) as unknown as SocketLike;

const sources: Readonly<Record<string, (server: ReferenceServer) => Required<DataSource>>> = {
  'the socket source': (server) =>
    new WebSocketDataSource(server.webSocketUrl, { environment: { openSocket } }),
  'the polling source': (server) => new PollingDataSource(server.url),
};

const SCOPE = { windowHours: 24, queues: [] as readonly string[], locale: 'en' };
const signal = new AbortController().signal;

/** What a subscriber of a source knows. */
class Watcher {
  readonly rows = new Map<string, Conversation>();
  readonly messages: SourceMessage[] = [];
  state = '';
  readonly #subscription;

  constructor(source: DataSource) {
    this.#subscription = from(source.connect(SCOPE)).subscribe((message) => this.#take(message));
  }

  async until(what: string, holds: () => boolean): Promise<void> {
    for (let waited = 0; !holds(); waited += 5) {
      if (waited > 8_000) assert.fail(`waited in vain: ${what}; ${this.state}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  live(): Promise<void> {
    return this.until('live', () => this.state === 'live');
  }

  /** Until the rows are those of the server. */
  equal({ world }: ReferenceServer): Promise<void> {
    const isEqual = (): boolean => {
      const rows = [...world.conversations()];
      return (
        rows.length === this.rows.size && rows.every((row) => this.rows.get(row.id)?.version === row.version)
      );
    };
    return this.until('the same rows', isEqual);
  }

  stop(): void {
    this.#subscription.unsubscribe();
  }

  #take(message: SourceMessage): void {
    this.messages.push(message);
    if (message.type === 'connection') this.state = message.state;
    if (message.type === 'snapshot') {
      this.rows.clear();
      for (const row of message.conversations) this.rows.set(row.id, row);
    } else if (message.type === 'delta') {
      for (const row of message.upserts) this.rows.set(row.id, row);
      for (const { id } of message.removes) this.rows.delete(id);
    }
  }
}

let keys = 0;
function command(
  server: ReferenceServer,
  row: Conversation,
  action: ActionName,
  more: Partial<Command> = {},
): Command {
  keys += 1;
  const { id, version } = row;
  const notAfter = server.world.now + 15_000;
  return { key: `real-${String(keys)}`, action, conversationId: id, ifVersion: version, notAfter, ...more };
}

function find({ world }: ReferenceServer, fits: (row: Conversation) => boolean): Conversation {
  for (const row of world.conversations()) if (fits(row)) return row;
  assert.fail('no such row');
}
/** Changes many rows. */
function shake({ world }: ReferenceServer): void {
  for (const { id, presence } of world.agents.slice(0, 40)) {
    world.setPresence(id, presence === 'away' ? 'busy' : 'away');
  }
}

const isTalking = ({ phase, elevated }: Conversation): boolean => phase === 'in-conversation' && !elevated;

for (const [name, open] of Object.entries(sources)) {
  describe(`With ${name}`, () => {
    it('rows arrive whole and stay the same as the server’s', async () => {
      const server = await startServer({ conversations: 700, limits: { markEvery: 50 } });
      const source = open(server);
      const watcher = new Watcher(source);
      await watcher.live();
      for (let round = 0; round < 5; round += 1) {
        shake(server);
        for (const id of [...watcher.rows.keys()].slice(0, 20)) server.control.closeConversation(id);
        server.control.advance(1_000);
        source.refresh('user');
        await watcher.equal(server);
      }
      const plain = (row: unknown): unknown => JSON.parse(JSON.stringify(row));
      for (const row of server.world.conversations()) {
        assert.deepEqual(plain(watcher.rows.get(row.id)), plain(row));
      }
      assert.deepEqual(
        watcher.messages.filter(({ type }) => type === 'diagnostic'),
        [],
      );
      const types = new Set(watcher.messages.map(({ type }) => type));
      for (const type of ['supervisor', 'permissions', 'clock'] as const) assert.ok(types.has(type), type);
      watcher.stop();
      await server.close();
    });

    it('the outcome of a command, its course and the candidates come through', async () => {
      const server = await startServer({ conversations: 60 });
      const source = open(server);
      const watcher = new Watcher(source);
      await watcher.live();
      const row = find(server, ({ status }) => status === 'open');
      const query = { action: 'assign', conversationId: row.id, text: '', limit: 5, after: null } as const;
      const agents = await source.findAgents(query, { signal });
      assert.deepEqual(
        { ...agents, asOf: 0 },
        { ...JSON.parse(JSON.stringify(server.world.findAgents(query))), asOf: 0 },
      );
      const queues = await source.findQueues(query, { signal });
      assert.deepEqual(queues.entries, server.world.findQueues(query).entries);
      const agentId = agents.entries[0]?.id ?? '';
      const assign = command(server, row, 'assign', { target: { agentId } });
      assert.deepEqual(await source.perform(assign, { signal }), {
        status: 'done',
        version: row.version + 1,
      });
      assert.deepEqual(await source.outcome(assign.key, { signal }), {
        status: 'done',
        version: row.version + 1,
      });
      const late = await source.perform(command(server, row, 'force-close'), { signal });
      assert.equal(late.status, 'conflict');
      assert.equal('current' in late && late.current?.version, row.version + 1);
      const other = find(server, isTalking);
      const refused = await source.perform(command(server, other, 'join'), { signal });
      assert.deepEqual('code' in refused && refused.code, 'not-monitored');
      assert.equal(server.journal.length, 1);
      source.refresh('user');
      await watcher.equal(server);
      assert.equal(watcher.rows.get(row.id)?.phase, 'awaiting-acceptance');
      watcher.stop();
      await server.close();
    });

    it('a transcript is read as it grows', async () => {
      const server = await startServer({ conversations: 60 });
      const source = open(server);
      const watcher = new Watcher(source);
      await watcher.live();
      const row = find(server, isTalking);
      await source.perform(command(server, row, 'monitor'), { signal });
      const texts: string[] = [];
      const reading = from(source.openTranscript(row.id)).subscribe(({ entries }) => {
        texts.push(...entries.map(({ text }) => text));
      });
      await watcher.until('the past', () => texts.length > 0);
      const monitored = server.world.conversation(row.id) ?? assert.fail();
      const message = command(server, monitored, 'message', { text: 'Offer a refund', private: true });
      assert.equal((await source.perform(message, { signal })).status, 'done');
      await watcher.until('the message', () => texts.at(-1) === 'Offer a refund');
      assert.deepEqual(
        texts,
        server.world.transcript(row.id)?.map(({ text }) => text),
      );
      reading.unsubscribe();
      watcher.stop();
      await server.close();
    });
  });
}

describe('With the socket source', () => {
  const open = (server: ReferenceServer, tokenProvider?: () => Promise<string>): DataSource =>
    new WebSocketDataSource(server.webSocketUrl, {
      tokenProvider,
      environment: { openSocket, random: () => 0 },
    });

  it('a broken line is resumed, a lost history is read anew, and so is a restarted server', async () => {
    const server = await startServer({ conversations: 300, limits: { markEvery: 100 } });
    const watcher = new Watcher(open(server));
    await watcher.live();
    const snapshots = (): number => watcher.messages.filter(({ type }) => type === 'snapshot').length;
    assert.equal(snapshots(), 1);
    server.control.dropSockets();
    shake(server);
    await watcher.equal(server);
    await watcher.live();
    assert.equal(snapshots(), 1, 'resumed');
    server.control.dropSockets();
    shake(server);
    server.control.forgetLog();
    await watcher.equal(server);
    assert.equal(snapshots(), 2, 'read anew');
    server.control.newEpoch();
    shake(server);
    await watcher.until('a third snapshot', () => snapshots() === 3);
    await watcher.equal(server);
    const { port } = server;
    await server.close({ spreadMs: 0, retryAfterMs: 0 });
    const second = await startReferenceServer({ port, seed: 8, conversations: 50, rate: 0 });
    await watcher.equal(second);
    await watcher.live();
    watcher.stop();
    await second.close();
  });

  it('tickets are fetched for each connection, and rights that shrink wipe the rows', async () => {
    const ann = { id: 'u-ann', name: 'Ann', session: 'session-of-ann' };
    const server = await startServer({ conversations: 80, auth: 'required', accounts: [ann] });
    let asked = 0;
    const watcher = new Watcher(
      open(server, async () => {
        asked += 1;
        const response = await fetch(server.url.replace('/conversations', '/ticket'), {
          method: 'POST',
          headers: {
            'X-Requested-With': 'ongoing-conversations-report',
            Authorization: `Bearer ${ann.session}`,
          },
        });
        return ((await response.json()) as { ticket: string }).ticket;
      }),
    );
    await watcher.live();
    server.control.dropSockets();
    await watcher.until('a second ticket', () => asked === 2);
    await watcher.live();
    server.control.setQueues(['q-billing']);
    await watcher.until('the wipe', () => watcher.messages.some(({ type }) => type === 'wipe'));
    const isMine = ({ queue }: Conversation): boolean => queue?.id === 'q-billing';
    const mine = [...server.world.conversations()].filter(isMine).length;
    await watcher.until(
      'only my rows',
      () => watcher.rows.size === mine && [...watcher.rows.values()].every(isMine),
    );
    server.control.setPermissions({ view: false });
    await watcher.until('forbidden', () => watcher.state === 'forbidden');
    watcher.stop();
    await server.close();
  });
});
