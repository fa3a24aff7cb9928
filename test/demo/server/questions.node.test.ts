import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { ReferenceServer } from '../../../demo/server/reference-server.js';
import { rowWhere, startServer, TestClient, truth } from './client.js';
import type { Message, Row } from './client.js';

let server: ReferenceServer;
let client: TestClient;
before(async () => {
  server = await startServer({ conversations: 200 });
});
after(() => server.close());
beforeEach(async () => {
  client = await TestClient.live(server);
});
afterEach(() => {
  client.close();
});

let ids = 0;
const nextId = (): string => `k${String((ids += 1))}`;
const isOpen = (row: Row): boolean => row['status'] === 'open';
const isTalking = (row: Row): boolean => row['phase'] === 'in-conversation' && row['elevated'] === false;
const current = (id: string): Row => truth(server).get(id) ?? assert.fail(`${id} is gone`);

interface Sent {
  readonly id: string;
  readonly key: string;
  readonly message: object;
}

function send(name: string, { id: rowId, ver }: Row, args: object = {}, more: object = {}): Sent {
  const id = nextId();
  const notAfter = server.world.now + 15_000;
  const message = {
    type: 'cmd',
    id,
    key: `key-${id}`,
    name,
    target: { id: rowId, ifVer: ver },
    args,
    notAfter,
    ...more,
  };
  client.send(message);
  return { id, key: message.key, message };
}

/** The result of a command, and what came before it. */
const resultOf = (sent: Sent): Promise<Message> => client.next('cmd.result', ({ id }) => id === sent.id);

async function agentFor(row: Row, kind: 'assign' | 'transfer'): Promise<string> {
  const id = nextId();
  client.send({
    type: 'lookup',
    id,
    kind: 'agents',
    for: kind,
    conversationId: row.id,
    text: '',
    limit: 1,
    after: null,
  });
  const { entries } = await client.next('lookup.result', (message) => message['id'] === id);
  const [best] = entries as { id: string; eligible: boolean }[];
  assert.ok(best?.eligible);
  return best.id;
}

describe('A command', () => {
  it('is acknowledged, done, told with version and position, and reaches the rows', async () => {
    const row = rowWhere(server, isOpen);
    const agentId = await agentFor(row, 'assign');
    const sent = send('assign', row, { agentId });
    const ack = await client.next('cmd.ack');
    assert.deepEqual(ack, { type: 'cmd.ack', id: sent.id, key: sent.key });
    const { seq, ...result } = await resultOf(sent);
    assert.deepEqual(result, {
      type: 'cmd.result',
      id: sent.id,
      key: sent.key,
      status: 'done',
      ver: row.ver + 1,
      replayed: false,
    });
    const delta = await client.next('delta', (message) => Number(message['seq']) >= Number(seq));
    const [told] = (delta['up'] as Row[]).filter(({ id }) => id === row.id);
    const offered = current(row.id);
    assert.deepEqual(told, offered);
    assert.deepEqual([offered['phase'], offered['status']], ['awaiting-acceptance', 'active']);
    server.control.answerOffer(row.id, 'accept');
    const accepted = await client.next('delta', ({ up }) => (up as Row[]).some(({ id }) => id === row.id));
    assert.equal((accepted['up'] as Row[])[0]?.['phase'], 'in-conversation');
  });

  it('may be refused by the agent, and then it is open again', async () => {
    const row = rowWhere(server, isOpen);
    await resultOf(send('assign', row, { agentId: await agentFor(row, 'assign') }));
    assert.ok(server.control.answerOffer(row.id, 'refuse'));
    assert.deepEqual([current(row.id)['status'], current(row.id)['agent']], ['open', null]);
    assert.ok(!server.control.answerOffer(row.id, 'accept'), 'nothing is offered any more');
  });

  it('J07 about a row that has changed is stale, with the row as it is', async () => {
    const row = rowWhere(server, isTalking);
    const result = await resultOf(send('force-close', { ...row, ver: row.ver - 1 }));
    assert.deepEqual([result['status'], result['code'], result['current']], ['rejected', 'stale', row]);
    assert.deepEqual(current(row.id), row);
  });

  it('J25 about a row that is gone says so', async () => {
    const row = rowWhere(server, isTalking);
    server.control.closeConversation(row.id);
    const result = await resultOf(send('force-close', row));
    assert.deepEqual([result['status'], result['code'], result['current']], ['rejected', 'closed', null]);
  });

  it('J22 after its deadline is not done', async () => {
    const row = rowWhere(server, isTalking);
    const done = server.journal.length;
    const result = await resultOf(send('force-close', row, {}, { notAfter: server.world.now - 1 }));
    assert.deepEqual([result['status'], result['code']], ['rejected', 'expired']);
    assert.equal(server.journal.length, done);
    assert.deepEqual(current(row.id), row);
  });

  it('J20 sent again has the same result, and is done once', async () => {
    const row = rowWhere(server, isTalking);
    const done = server.journal.length;
    const sent = send('force-close', row, { reason: 'spam', note: 'twice' });
    const first = await resultOf(sent);
    client.send(sent.message);
    const second = await resultOf(sent);
    assert.deepEqual({ ...second, seq: 0 }, { ...first, seq: 0, replayed: true });
    assert.equal(server.journal.length, done + 1);
    const entry = server.journal.at(-1);
    assert.deepEqual(
      [entry?.userId, entry?.command.key, entry?.command.reason],
      ['u-demo', sent.key, 'spam'],
    );
  });

  it('J21 with a used key and another body is a conflict', async () => {
    const [a, b] = [...truth(server).values()].filter(isTalking);
    assert.ok(a && b);
    const sent = send('monitor', a);
    await resultOf(sent);
    const result = await resultOf(send('monitor', b, {}, { key: sent.key }));
    assert.deepEqual([result['status'], result['code']], ['rejected', 'conflict']);
    assert.deepEqual(current(b.id)['monitoredBy'], []);
  });

  it('J09 K08 to an agent who is not present any more is a conflict', async () => {
    const row = rowWhere(server, isOpen);
    const agentId = await agentFor(row, 'assign');
    server.world.setPresence(agentId, 'offline');
    const result = await resultOf(send('assign', current(row.id), { agentId }));
    assert.deepEqual([result['status'], result['code']], ['rejected', 'conflict']);
  });

  it('J28 that is none is an error, and nothing happens', async () => {
    const row = rowWhere(server, isTalking);
    const done = server.journal.length;
    for (const [name, args, more] of [
      ['explode', {}, {}],
      ['assign', {}, {}],
      ['transfer', { agentId: 'a', queueId: 'q' }, {}],
      ['force-close', { reason: 5 }, {}],
      ['force-close', { note: 'x'.repeat(4_001) }, {}],
      ['message', {}, {}],
      ['force-close', [], {}],
      ['force-close', {}, { key: '' }],
      ['force-close', {}, { target: { id: row.id } }],
      ['force-close', {}, { target: row.id }],
      ['force-close', {}, { notAfter: 'soon' }],
    ] as const) {
      const sent = send(name, row, args, more);
      const error = await client.next('error', ({ ref }) => ref === sent.id);
      assert.equal(error['code'], 'invalid', `${name} ${JSON.stringify([args, more])}`);
    }
    assert.equal(server.journal.length, done);
    client.send({ type: 'cmd', key: 'x', name: 'monitor' });
    assert.equal((await client.next('error'))['code'], 'invalid');
  });

  it('J30 too many of them a minute are refused with the time to wait', async () => {
    const strict = await startServer({ limits: { commandsPerMinute: 2 } });
    const hasty = await TestClient.live(strict);
    const row = rowWhere(strict, isTalking);
    for (const id of ['1', '2', '3']) {
      const notAfter = strict.world.now + 1_000;
      hasty.send({
        type: 'cmd',
        id,
        key: id,
        name: 'force-close',
        target: { id: row.id, ifVer: 0 },
        notAfter,
      });
    }
    const error = await hasty.next('error');
    assert.deepEqual([error['ref'], error['code'], error['fatal']], ['3', 'rate-limited', false]);
    assert.ok(Number(error['retryAfterMs']) > 50_000);
    await strict.close();
  });
});

describe('What became of a command', () => {
  const ask = async (key: string): Promise<Message> => {
    const id = nextId();
    client.send({ type: 'outcome', id, key });
    return client.next('outcome.result', (message) => message['id'] === id);
  };

  it('J16 is known afterwards, also on another connection', async () => {
    const row = rowWhere(server, isTalking);
    server.control.holdAnswers();
    const sent = send('force-close', row);
    client.send({ type: 'ping', n: 1 });
    await client.next('pong');
    assert.equal(server.world.conversation(row.id), undefined, 'done');
    server.control.dropSockets();
    await client.closed();
    server.control.releaseAnswers();
    assert.ok(
      !client.received.some(({ type }) => type === 'cmd.result' || type === 'cmd.ack'),
      'not answered',
    );
    client = await TestClient.live(server);
    const outcome = await ask(sent.key);
    const { id } = outcome;
    assert.deepEqual(outcome, {
      id,
      type: 'outcome.result',
      key: sent.key,
      status: 'done',
      ver: row.ver + 1,
    });
  });

  it('is a refusal where it was one', async () => {
    const row = rowWhere(server, isTalking);
    const sent = send('assign', row, { queueId: 'q-sales' });
    const result = await resultOf(sent);
    assert.equal(result['code'], 'agent-holds-it');
    const outcome = await ask(sent.key);
    assert.deepEqual([outcome['status'], outcome['code']], ['rejected', 'agent-holds-it']);
  });

  it('J14 is that nothing happened, and then nothing will', async () => {
    const row = rowWhere(server, isTalking);
    assert.equal((await ask('key-late'))['status'], 'not-applied');
    const result = await resultOf(send('force-close', row, {}, { key: 'key-late' }));
    assert.equal(result['status'], 'not-applied');
    assert.deepEqual(current(row.id), row);
  });

  it('J19 is unknown to a server that has lost its keys', async () => {
    const sent = send('force-close', rowWhere(server, isTalking));
    await resultOf(sent);
    server.control.forgetCommands();
    assert.equal((await ask(sent.key))['status'], 'unknown');
    const after_ = send('force-close', rowWhere(server, isTalking));
    await resultOf(after_);
    assert.equal((await ask(after_.key))['status'], 'done', 'new keys are known');
  });
});

describe('Lookups', () => {
  const lookUp = async (more: object): Promise<Message> => {
    const id = nextId();
    client.send({
      type: 'lookup',
      id,
      kind: 'agents',
      for: 'assign',
      text: '',
      limit: 5,
      after: null,
      ...more,
    });
    return client.next('lookup.result', (message) => message['id'] === id);
  };

  it('give agents in pages and queues', async () => {
    const { id: conversationId } = rowWhere(server, isOpen);
    const first = await lookUp({ conversationId });
    const query = { action: 'assign', conversationId, text: '', limit: 10, after: null } as const;
    const expected = server.world.findAgents(query).entries;
    assert.deepEqual(first['entries'], expected.slice(0, 5));
    const second = await lookUp({ conversationId, after: first['next'] });
    assert.deepEqual(second['entries'], expected.slice(5));
    const queues = await lookUp({ conversationId, kind: 'queues', text: 'night' });
    assert.deepEqual(
      (queues['entries'] as { name: string }[]).map(({ name }) => name),
      server.world.findQueues({ ...query, text: 'night' }).entries.map(({ name }) => name),
    );
    assert.ok(Math.abs(Number(queues['asOf']) - server.world.now) < 1_000);
  });

  it('of nonsense or of what is gone are errors', async () => {
    const { id: conversationId } = rowWhere(server, isOpen);
    for (const [more, code] of [
      [{ conversationId: 'c-none' }, 'not-found'],
      [{ conversationId, kind: 'cats' }, 'invalid'],
      [{ conversationId, for: 'monitor' }, 'invalid'],
    ] as const) {
      const id = nextId();
      client.send({ type: 'lookup', id, kind: 'agents', for: 'assign', ...more });
      assert.equal((await client.next('error', ({ ref }) => ref === id))['code'], code);
    }
  });

  it('that were cancelled are not answered', async () => {
    const { id: conversationId } = rowWhere(server, isOpen);
    server.control.holdAnswers();
    for (const id of ['a', 'b'])
      client.send({ type: 'lookup', id, kind: 'queues', for: 'assign', conversationId });
    client.send({ type: 'cancel', id: 'a' });
    client.send({ type: 'ping', n: 2 });
    await client.next('pong');
    server.control.releaseAnswers();
    const answer = await client.next('lookup.result');
    assert.equal(answer['id'], 'b');
  });
});

describe('Transcripts', () => {
  it('are refused to who does not monitor', async () => {
    const { id } = rowWhere(server, (row) => isTalking(row) && (row['monitoredBy'] as string[]).length === 0);
    client.send({ type: 'transcript.open', id: 't1', conversationId: id });
    const error = await client.next('error');
    assert.deepEqual([error['ref'], error['code']], ['t1', 'not-monitored']);
  });

  it('give what was said and then what is said, until they are closed', async () => {
    const row = rowWhere(server, (each) => isTalking(each) && (each['monitoredBy'] as string[]).length === 0);
    await resultOf(send('monitor', row));
    client.send({ type: 'transcript.open', id: 't2', conversationId: row.id });
    const first = await client.next('transcript');
    const said = server.world.transcript(row.id) ?? [];
    assert.deepEqual(
      first['entries'],
      said.map(({ number, ...entry }) => ({ ...entry, n: number })),
    );
    await resultOf(send('join', current(row.id)));
    await resultOf(send('message', current(row.id), { text: 'Hello', private: false }));
    const texts = client.received
      .filter(({ type, id }) => type === 'transcript' && id === 't2')
      .slice(1)
      .flatMap(({ entries }) => entries as { n: number; text: string; from: string }[]);
    assert.deepEqual(
      texts.map(({ n, from, text }) => [n, from, text]),
      [
        [said.length + 1, 'system', 'Supervisor Alex Morgan joined'],
        [said.length + 2, 'supervisor', 'Hello'],
      ],
    );
    client.send({ type: 'transcript.close', id: 't2' });
    const heard = client.received.length;
    await resultOf(send('leave', current(row.id)));
    assert.ok(!client.received.slice(heard).some(({ type }) => type === 'transcript'));
  });

  it('end with the monitoring', async () => {
    const row = rowWhere(server, (each) => isTalking(each) && (each['monitoredBy'] as string[]).length === 0);
    await resultOf(send('monitor', row));
    client.send({ type: 'transcript.open', id: 't3', conversationId: row.id });
    await client.next('transcript');
    const other = await TestClient.live(server);
    await resultOf(send('stop-monitor', current(row.id)));
    const heard = client.received.length;
    server.control.closeConversation(row.id);
    await client.next(
      'delta',
      ({ rm }) => (rm as Row[] | undefined)?.some(({ id }) => id === row.id) === true,
    );
    assert.ok(
      !client.received.slice(heard).some(({ type }) => type === 'transcript'),
      'nothing is read any more',
    );
    other.close();
  });
});
