/** Commands, questions, rights and transcripts, answered by the simulated centre behind a real server. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, describe, test } from 'node:test';
import type { NatsConnection } from '@nats-io/nats-core';
import { NatsCentre } from '../../../demo/nats/nats-centre.js';
import type { Command, CommandOutcome, TranscriptEntry } from '../../../src/data-source/data-source.js';
import type { NatsDataSource, NatsOptions } from '../../../src/data-source/nats/index.js';
import type { Probe } from '../../../testing/conformance/probe.js';
import { live, row, until, watch as watchServer } from './fixture.js';
import { ManualTimers } from './manual-timers.js';
import { NatsServer, noServer } from './nats-server.js';

const { signal } = new AbortController();

describe('commands and questions over NATS', { skip: noServer }, () => {
  let server: NatsServer;
  let connection: NatsConnection;
  let centre: NatsCentre | undefined;
  let probe: Probe | undefined;
  let source: NatsDataSource;
  let centres = 0;

  before(async () => {
    server = await NatsServer.start();
  });
  after(() => server.end());
  afterEach(() => {
    probe?.leave();
    centre?.stop();
  });

  /** A centre of its own with these rows, and a supervisor u1 who watches it. */
  async function start(rows = [row('c-1'), row('c-2')], options: Partial<NatsOptions> = {}) {
    centres += 1;
    const [bucket, subjects] = [`desk-${centres}`, `desk-${centres}`];
    connection = await server.connect();
    centre = await NatsCentre.start(connection, { bucket, subjects, conversations: 0, rate: 0, agents: 7 });
    for (const each of rows) centre.world.put(each);
    await centre.advance(0);
    ({ source, probe } = watchServer(server, { bucket, subjects: `${subjects}.u1`, ...options }));
    await live(probe);
    return { centre, probe, bucket };
  }

  function command(id: string, fields: Partial<Command> = {}): Command {
    const ifVersion = probe?.rows.get(id)?.version ?? 0;
    const base = { key: randomUUID(), action: 'force-close', conversationId: id, ifVersion } as const;
    return { ...base, notAfter: Date.now() + 15_000, reason: 'spam', ...fields };
  }

  const perform = (sent: Command): Promise<CommandOutcome> => source.perform(sent, { signal });

  test('a command is carried out, and the bucket tells what it changed', async () => {
    const { centre, probe } = await start();
    assert.deepEqual(await perform(command('c-1')), { status: 'done' });
    await until(() => !probe.rows.has('c-1'), 'the end of the conversation');
    assert.deepEqual(
      centre.desk.journal.map(({ executed }) => executed),
      [true],
    );
  });

  test('the version of an outcome is the revision that the bucket tells', async () => {
    const agent = { id: 'a-1', name: 'Ann', presence: 'busy' };
    const { probe } = await start([row('c-1', { status: 'active', phase: 'in-conversation', agent })]);
    const outcome = await perform(command('c-1', { action: 'monitor' }));
    await until(() => probe.rows.get('c-1')?.monitoredBy.includes('u1') === true, 'the row says so');
    assert.deepEqual(outcome, { status: 'done', version: probe.rows.get('c-1')?.version });
  });

  test('another revision in the bucket is a conflict, with the row as it is now', async () => {
    const { centre, probe } = await start();
    const early = command('c-1');
    centre.world.put(row('c-1', { version: 2, subject: 'Newer' }));
    await centre.advance(0);
    const outcome = await perform(early);
    await until(() => probe.rows.get('c-1')?.subject === 'Newer', 'the newer row');
    assert.deepEqual(outcome.status === 'conflict' && outcome.current, probe.rows.get('c-1'));
  });

  test('when nobody listens, a command has failed for certain', async () => {
    await start([row('c-1')], { subjects: 'nobody.u1' });
    const outcome = await perform(command('c-1'));
    assert.equal(outcome.status === 'failed' && outcome.code, 'no-responders');
  });

  test('a lost answer is unknown, the command is not sent again, and its outcome can be asked', async () => {
    const timers = new ManualTimers();
    const { centre } = await start(undefined, timers.parts);
    centre.desk.answers.hold();
    const sent = command('c-1');
    const outcome = perform(sent);
    await until(() => centre.desk.journal.length === 1, 'the command has arrived');
    timers.advance(15_000);
    assert.equal((await outcome).status, 'unknown');
    centre.desk.answers.release();
    assert.deepEqual(await source.outcome(sent.key, { signal }), { status: 'done' });
    assert.deepEqual(centre.desk.journal, [{ key: sent.key, executed: true }]);
  });

  test('a command is refused while there is no link, and none is kept for later', async () => {
    const { centre, probe } = await start();
    probe.leave();
    const outcome = await perform(command('c-1'));
    assert.equal(outcome.status === 'refused' && outcome.code, 'not-connected');
    const again = watchServer(server, { bucket: `desk-${centres}`, subjects: `desk-${centres}.u1` });
    await live(again.probe);
    again.probe.leave();
    assert.deepEqual(centre.desk.journal, []);
  });

  test('answers that are none of the contract are unknown', async () => {
    await start([row('c-1')], { subjects: 'odd.u1' });
    const answers = ['no json', '"text"', '{"status":"telepathy"}', '{}', 'null'];
    connection.subscribe('odd.u1.command', {
      callback: (_error, message) => void message.respond(answers.shift() ?? ''),
    });
    await connection.flush();
    while (answers.length > 0) assert.equal((await perform(command('c-1'))).status, 'unknown');
  });

  test('agents and queues are found; without anybody to ask the search fails', async () => {
    await start();
    const query = { action: 'assign', conversationId: 'c-1', text: '', limit: 3, after: null } as const;
    const agents = await source.findAgents(query, { signal });
    assert.equal(agents.entries.length, 3);
    assert.ok(agents.next !== null);
    const queues = await source.findQueues(query, { signal });
    assert.ok(queues.entries.every(({ type }) => type === 'messaging'));
    await assert.rejects(source.findAgents({ ...query, conversationId: 'c-0' }, { signal }), /no list/);
    probe?.leave();
    await assert.rejects(source.findAgents(query, { signal }), /Not connected/);
  });

  test('who the user is and what they may do is told before the rows, and when it changes', async () => {
    const { centre, probe } = await start();
    assert.deepEqual(
      probe.of('supervisor').map(({ supervisor }) => supervisor),
      [{ id: 'u1', name: 'u1' }],
    );
    const types = probe.messages.map(({ type }) => type);
    assert.ok(types.indexOf('permissions') < types.indexOf('snapshot'));
    centre.desk.setPermissions('u1', { 'force-close': 'Ask Kim' });
    await until(() => probe.of('permissions').length === 2, 'the change');
    assert.equal(probe.of('permissions').at(-1)?.permissions.forceClose, 'Ask Kim');
    assert.equal(probe.of('permissions').at(-1)?.permissions.assign, true);
  });

  test('who may not see anything any more is shown nothing', async () => {
    const { centre, probe } = await start();
    centre.desk.setPermissions('u1', { view: false });
    await until(() => probe.state === 'forbidden', 'forbidden');
    assert.equal(probe.rows.size, 0);
    assert.equal(probe.of('wipe').length, 1);
  });

  test('a transcript has neither a gap nor anything twice, however it is said while it opens', async () => {
    const agent = { id: 'a-1', name: 'Ann', presence: 'busy' };
    const { centre } = await start([row('c-1', { status: 'active', phase: 'in-conversation', agent })]);
    assert.equal((await perform(command('c-1', { action: 'monitor' }))).status, 'done');
    const entries: TranscriptEntry[] = [];
    const ends: string[] = [];
    let messages = 0;
    const say = (text: string): void => {
      const base = command('c-1', { action: 'message', text, private: true });
      const principal = { supervisor: { id: 'u1', name: 'Una' }, permissions: {} };
      assert.equal(centre.world.perform(base, principal).status, 'done');
    };
    say('before');
    const reading = source.openTranscript('c-1').subscribe({
      next: (message) => {
        messages += 1;
        entries.push(...message.entries);
      },
      error: (error: unknown) => ends.push(String(error)),
      complete: () => ends.push('complete'),
    });
    // The answer is held back while more is said: what is heard first must wait, and comes with the answer, too.
    centre.desk.answers.hold();
    for (let turn = 0; turn < 20; turn += 1) {
      say(`during ${turn}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    centre.desk.answers.release();
    await until(() => messages > 0, 'the first message');
    say('after');
    await until(() => entries.at(-1)?.text === 'after', 'what was said after it');
    const numbers = entries.map(({ number }) => number);
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => (numbers[0] ?? 0) + index),
    );
    const said = ['before', ...Array.from({ length: 20 }, (_, turn) => `during ${turn}`), 'after'];
    assert.deepEqual(entries.map(({ text }) => text).slice(-22), said);

    centre.world.close('c-1');
    await until(() => ends.length > 0, 'the end');
    assert.deepEqual(ends, ['complete']);
    reading.unsubscribe();
  });

  test('a transcript that may not be read errs', async () => {
    await start();
    const errors: unknown[] = [];
    source.openTranscript('c-1').subscribe({ error: (error: unknown) => errors.push(error) });
    await until(() => errors.length > 0, 'the refusal');
    assert.match(String(errors[0]), /not-monitored/);
  });

  test('what is missing in a transcript shows by the numbers, is asked for, and nothing is told twice', async () => {
    const { probe } = await start([row('c-1')], { subjects: 'spoken.u1' });
    const said = ['one', 'two'];
    const questions: unknown[] = [];
    const wire = (from: number): object[] =>
      said.map((text, index) => ({ n: index + 1, at: 1, from: 'agent', text })).slice(from);
    connection.subscribe('spoken.u1.transcript.open', {
      callback: (_error, message) => {
        questions.push(message.json());
        message.respond(JSON.stringify({ entries: wire(0) }));
      },
    });
    await connection.flush();
    const heard: string[] = [];
    const reading = source.openTranscript('c-1').subscribe(({ entries }) => {
      heard.push(...entries.map(({ text }) => text));
    });
    await until(() => heard.length === 2, 'what was said');
    // A message that got lost on its way shows by the number of the next one.
    said.push('three', 'four');
    connection.publish('spoken.u1.transcript.c-1', JSON.stringify({ entries: wire(3) }));
    await until(() => heard.length === 4, 'all that was said');
    assert.deepEqual(heard, ['one', 'two', 'three', 'four']);
    assert.deepEqual(questions, [{ conversationId: 'c-1' }, { conversationId: 'c-1', after: 2 }]);
    reading.unsubscribe();
    assert.ok(probe.isLive);
  });
});
