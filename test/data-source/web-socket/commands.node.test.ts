import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TranscriptMessage } from '../../../src/data-source/data-source.js';
import type { SocketLike } from '../../../src/data-source/web-socket/index.js';
import { Bench, command, row, sendSnapshot, START } from './fixture.js';

const never = (): { signal: AbortSignal } => ({ signal: new AbortController().signal });

describe('a command', { timeout: 20_000 }, () => {
  it('J33 carries its key, the version that was seen and the time after which it must not be executed', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    const outcome = bench.source.perform(command({ note: 'twice' }), never());
    const { id, ...sent } = await connection.next('cmd');
    assert.deepEqual(sent, {
      type: 'cmd',
      key: 'key-1',
      name: 'force-close',
      target: { id: 'c-1', ifVer: 1 },
      args: { reason: 'spam', note: 'twice' },
      notAfter: START + 15_000,
    });
    connection.send({ type: 'cmd.ack', id, key: 'key-1' });
    connection.send({ type: 'cmd.result', id, key: 'key-1', status: 'done', ver: 2, seq: 11 });
    assert.deepEqual(await outcome, { status: 'done', version: 2 });
  });

  it('J07 J24 J25 J26 J27 may be refused, or meet a row that has changed or gone', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    const answer = async (fields: object): Promise<unknown> => {
      const outcome = bench.source.perform(command({ key: crypto.randomUUID() }), never());
      const { id } = await connection.next('cmd');
      connection.send({ type: 'cmd.result', id, key: 'key-1', ...fields });
      return outcome;
    };
    assert.deepEqual(await answer({ status: 'rejected', code: 'forbidden', message: 'Not yours.' }), {
      status: 'refused',
      code: 'forbidden',
      message: 'Not yours.',
    });
    const stale = (await answer({ status: 'rejected', code: 'stale', current: row('c-1', 3) })) as {
      status: string;
      current: { version: number };
    };
    assert.equal(stale.status, 'conflict');
    assert.equal(stale.current.version, 3);
    const gone = await answer({ status: 'rejected', code: 'conflict', current: null });
    assert.deepEqual(gone, { status: 'conflict', code: 'conflict', message: 'conflict', current: null });
    assert.equal(((await answer({ status: 'telepathy' })) as { status: string }).status, 'unknown');
  });

  it('J15 J32 that the server does not answer in 15 s, or answers with the link gone, is unknown', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    const first = bench.source.perform(command(), never());
    const { id } = await connection.next('cmd');
    connection.send({ type: 'cmd.ack', id, key: 'key-1' });
    await connection.roundTrip();
    bench.environment.advance(15_000);
    assert.equal((await first).status, 'unknown');
    connection.send({ type: 'cmd.result', id, key: 'key-1', status: 'done' });
    const second = bench.source.perform(command({ key: 'key-2', notAfter: START + 30_500 }), never());
    await connection.next('cmd');
    connection.terminate();
    assert.equal((await second).status, 'unknown');
    await recorder.untilState('reconnecting');
    const asked = bench.source.outcome('key-2', never());
    const abort = new AbortController();
    const givenUp = bench.source.outcome('key-1', { signal: abort.signal });
    abort.abort();
    assert.equal((await givenUp).status, 'unknown');
    bench.environment.advance(1_000);
    const next = await bench.welcome({ resumed: true });
    // It was asked while there was no link, and leaves as soon as there is one.
    const question = await next.connection.next('outcome');
    assert.equal(recorder.state, 'live');
    assert.equal(next.connection.count('outcome'), 1);
    assert.equal(question['key'], 'key-2');
    next.connection.send({ type: 'outcome.result', id: question['id'], key: 'key-2', status: 'not-applied' });
    assert.equal((await asked).status, 'failed');
    assert.equal(next.connection.count('cmd'), 0);
  });

  it('J12 J13 is refused at once while not live, and never sent later', async (context) => {
    const bench = await Bench.open(context);
    const notConnected = { status: 'refused', code: 'not-connected', message: 'Not connected.' };
    assert.deepEqual(await bench.source.perform(command(), never()), notConnected);
    const recorder = bench.connect();
    assert.deepEqual(await bench.source.perform(command(), never()), notConnected);
    const { connection } = await bench.welcome();
    assert.deepEqual(await bench.source.perform(command(), never()), notConnected);
    sendSnapshot(connection, [row('c-1')]);
    await recorder.untilState('live');
    bench.environment.page.signal('network');
    assert.deepEqual(await bench.source.perform(command(), never()), notConnected);
    await recorder.untilState('live');
    await connection.roundTrip();
    assert.equal(connection.count('cmd'), 0);
  });

  it('E09 is refused while more waits to leave than can be called sent', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    const socket = bench.environment.sockets[0] as SocketLike;
    Object.defineProperty(socket, 'bufferedAmount', { value: 1_048_577 });
    assert.equal((await bench.source.perform(command(), never())).status, 'refused');
    assert.equal(connection.count('cmd'), 0);
  });

  it('J38 aborted before it is sent is not sent; aborted after, it is unknown', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    const outcome = await bench.source.perform(command(), { signal: AbortSignal.abort() });
    assert.deepEqual(outcome, { status: 'refused', code: 'aborted', message: 'Aborted before it was sent.' });
    const abort = new AbortController();
    const second = bench.source.perform(command(), { signal: abort.signal });
    await connection.next('cmd');
    abort.abort();
    assert.equal((await second).status, 'unknown');
    await connection.roundTrip();
    assert.equal(connection.count('cancel'), 0);
  });

  it('J30 J31 may be turned away by an error, which is certain unless the server failed', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    for (const [code, status] of [
      ['rate-limited', 'refused'],
      ['internal', 'unknown'],
    ]) {
      const outcome = bench.source.perform(command({ key: crypto.randomUUID() }), never());
      const { id } = await connection.next('cmd');
      connection.send({ type: 'error', code, ref: id, fatal: false });
      assert.equal((await outcome).status, status);
    }
  });

  it('in flight is settled when the last subscriber goes', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    const outcome = bench.source.perform(command(), never());
    await connection.next('cmd');
    recorder.stop();
    assert.equal((await outcome).status, 'unknown');
  });

  it('names its target', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    const sent: unknown[] = [];
    for (const fields of [
      { action: 'assign', target: { agentId: 'a-1' } },
      { action: 'transfer', target: { queueId: 'q-1' } },
      { action: 'message', text: 'Hello', private: true },
      { action: 'monitor' },
    ] as const) {
      void bench.source.perform(command({ key: crypto.randomUUID(), ...fields }), never());
      const { name, args } = await connection.next('cmd');
      sent.push([name, args]);
    }
    assert.deepEqual(sent, [
      ['assign', { agentId: 'a-1' }],
      ['transfer', { queueId: 'q-1' }],
      ['message', { text: 'Hello', private: true }],
      ['monitor', {}],
    ]);
  });
});

describe('a lookup', { timeout: 20_000 }, () => {
  const query = { action: 'transfer', conversationId: 'c-1', text: 'ann', limit: 20, after: null } as const;

  it('finds agents and queues', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    const agents = bench.source.findAgents(query, never());
    const { id, ...sent } = await connection.next('lookup');
    assert.deepEqual(sent, {
      type: 'lookup',
      kind: 'agents',
      for: 'transfer',
      conversationId: 'c-1',
      text: 'ann',
      limit: 20,
      after: null,
    });
    const entries = [
      { id: 'a-1', name: 'Ann', eligible: false, why: 'at capacity', presence: 'busy' },
      { name: '?' },
    ];
    connection.send({ type: 'lookup.result', id, entries, next: 'a-1', asOf: START });
    const page = await agents;
    assert.equal(page.entries.length, 1);
    assert.equal(page.entries[0]?.why, 'at capacity');
    assert.equal(page.next, 'a-1');
    const queues = bench.source.findQueues(query, never());
    const second = await connection.next('lookup');
    assert.equal(second['kind'], 'queues');
    connection.send({
      type: 'lookup.result',
      id: second['id'],
      entries: [{ id: 'q-1', name: 'Q', online: 0 }],
    });
    assert.equal((await queues).entries[0]?.online, 0);
  });

  it('K01 that is aborted is cancelled at the server, and leaves no listener behind', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    const abort = new AbortController();
    const page = bench.source.findAgents(query, { signal: abort.signal });
    const { id } = await connection.next('lookup');
    abort.abort();
    await assert.rejects(page, { name: 'AbortError' });
    assert.deepEqual(await connection.next('cancel'), { type: 'cancel', id });
    await assert.rejects(bench.source.findAgents(query, { signal: abort.signal }), { name: 'AbortError' });
  });

  it('K09 waits five seconds for the link', async (context) => {
    const bench = await Bench.open(context);
    await assert.rejects(bench.source.findAgents(query, never()), /not-connected/);
    const recorder = bench.connect();
    const late = bench.source.findAgents(query, never());
    const { connection } = await bench.welcome();
    await connection.roundTrip();
    bench.environment.advance(5_000);
    await assert.rejects(late, /not-connected/);
    const early = bench.source.findAgents(query, never());
    sendSnapshot(connection, [row('c-1')]);
    await recorder.untilState('live');
    const { id } = await connection.next('lookup');
    connection.send({ type: 'lookup.result', id, entries: [], next: null, asOf: START });
    assert.deepEqual((await early).entries, []);
  });
});

describe('a transcript', { timeout: 20_000 }, () => {
  it('is read over the same connection, opened again after a loss, and closed', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live();
    const messages: TranscriptMessage[] = [];
    const subscription = bench.source.openTranscript('c-1').subscribe((message) => messages.push(message));
    const { id, ...opened } = await connection.next('transcript.open');
    assert.deepEqual(opened, { type: 'transcript.open', conversationId: 'c-1' });
    const entry = (n: number): object => ({
      n,
      at: START,
      from: 'customer',
      name: 'Priya',
      text: `text ${n}`,
    });
    connection.send({ type: 'transcript', id, entries: [entry(1), entry(2)] });
    connection.send({ type: 'transcript', id, entries: [{ ...entry(3), private: true }] });
    await connection.roundTrip();
    assert.deepEqual(
      messages.map(({ entries }) => entries.map(({ number }) => number)),
      [[1, 2], [3]],
    );
    assert.equal(messages[1]?.entries[0]?.private, true);

    connection.terminate();
    await recorder.untilState('reconnecting');
    bench.environment.advance(1_000);
    const next = await bench.welcome({ resumed: true });
    const again = await next.connection.next('transcript.open');
    next.connection.send({ type: 'transcript', id: again['id'], entries: [1, 2, 3, 4].map(entry) });
    await next.connection.roundTrip();
    assert.deepEqual(
      messages.at(-1)?.entries.map(({ number }) => number),
      [4],
    );
    subscription.unsubscribe();
    assert.deepEqual(await next.connection.next('transcript.close'), {
      type: 'transcript.close',
      id: again['id'],
    });
  });

  it('that is refused or wiped ends in an error', async (context) => {
    const bench = await Bench.open(context);
    const { connection } = await bench.live();
    const errors: string[] = [];
    const error = (thrown: Error): number => errors.push(thrown.message);
    bench.source.openTranscript('c-1').subscribe({ error });
    const { id } = await connection.next('transcript.open');
    connection.send({ type: 'error', code: 'forbidden', ref: id });
    bench.source.openTranscript('c-2').subscribe({ error });
    connection.send({ type: 'reset', reason: 'permissions' });
    await connection.roundTrip();
    assert.deepEqual(errors, ['forbidden', 'permissions']);
  });
});
