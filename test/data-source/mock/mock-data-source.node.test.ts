import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Subscription } from 'rxjs';
import { ManualClock, MockDataSource } from '../../../src/data-source/mock/index.js';
import type { MockOptions } from '../../../src/data-source/mock/index.js';
import type {
  Command,
  CommandOutcome,
  ReportScope,
  SourceMessage,
  TranscriptMessage,
} from '../../../src/data-source/data-source.js';
import type { Conversation } from '../../../src/model/conversation.js';
import { commandFor, find, isOpen, isTalking, START, targetFor } from './support.js';

const SCOPE: ReportScope = { windowHours: 24, queues: [], locale: 'en' };
const HOUR = 3_600_000;

/** A source, its clock, and what a subscriber heard. */
function connect(options: MockOptions = {}, scope: Partial<ReportScope> = {}) {
  const clock = new ManualClock(START);
  const source = new MockDataSource({ clock, latency: 100, conversations: 80, seed: 7, ...options });
  return { clock, source, ...listen(source, scope) };
}

function listen(source: MockDataSource, scope: Partial<ReportScope> = {}) {
  const messages: SourceMessage[] = [];
  const subscription: Subscription = source
    .connect({ ...SCOPE, ...scope })
    .subscribe((message) => messages.push(message));
  return { messages, subscription };
}

const typesOf = (messages: readonly SourceMessage[]): readonly string[] =>
  messages.map((message) => (message.type === 'connection' ? message.state : message.type));

const ofType = <Type extends SourceMessage['type']>(messages: readonly SourceMessage[], type: Type) =>
  messages.filter((message): message is Extract<SourceMessage, { type: Type }> => message.type === type);

/** The rows a subscriber ends up with. */
function rowsFrom(messages: readonly SourceMessage[]): Map<string, Conversation> {
  const rows = new Map<string, Conversation>();
  for (const message of messages) {
    if (message.type === 'snapshot') {
      rows.clear();
      for (const row of message.conversations) rows.set(row.id, row);
    } else if (message.type === 'delta') {
      for (const row of message.upserts) rows.set(row.id, row);
      for (const { id } of message.removes) assert.ok(rows.delete(id), `${id} was never sent`);
    }
  }
  return rows;
}

/** Lets promises settle that wait for nothing but each other. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

const live = new AbortController().signal;

describe('Connecting', () => {
  it('tells in order: connecting, progress, who and what, the rows, live', () => {
    const { clock, messages } = connect();
    assert.deepEqual(typesOf(messages), ['connecting']);
    clock.advance(99);
    assert.deepEqual(typesOf(messages), ['connecting', 'progress']);
    clock.advance(1);
    assert.deepEqual(typesOf(messages).slice(2), [
      'supervisor',
      'permissions',
      'clock',
      'progress',
      'snapshot',
      'live',
    ]);
    assert.equal(ofType(messages, 'snapshot')[0]?.conversations.length, 80);
    assert.equal(ofType(messages, 'snapshot')[0]?.asOf, clock.now());
  });

  it('happens at once without latency', () => {
    const { messages } = connect({ latency: 0 });
    assert.equal(typesOf(messages).at(-1), 'live');
  });

  it('does nothing before somebody subscribes', () => {
    const clock = new ManualClock(START);
    new MockDataSource({ clock }).connect(SCOPE);
    assert.equal(clock.timers, 0);
  });

  it('leaves nothing behind when all have gone, at whatever moment', () => {
    for (const moment of [0, 60, 100, 5_000]) {
      const { clock, source, messages, subscription } = connect();
      const second = listen(source);
      clock.advance(moment);
      subscription.unsubscribe();
      second.subscription.unsubscribe();
      assert.equal(clock.timers, 0, `after ${String(moment)} ms`);
      const count = messages.length;
      clock.advance(10_000);
      source.refresh();
      clock.advance(10_000);
      assert.equal(messages.length, count);
    }
  });

  it('tells what was wrong with the URL', () => {
    const source = MockDataSource.fromUrl('mock:?rate=fast&latency=0&conversations=5');
    const { messages, subscription } = listen(source);
    subscription.unsubscribe();
    assert.deepEqual(
      ofType(messages, 'diagnostic').map(({ code, detail }) => `${code}: ${detail}`),
      ['mock-option: rate=fast is not a number from 0 to 50000; the default is used'],
    );
    assert.equal(ofType(messages, 'snapshot')[0]?.conversations.length, 5);
  });
});

describe('While it runs', () => {
  it('snapshot and deltas always add up to the rows there are', () => {
    const { clock, source, messages } = connect({ rate: 60, latency: 0 });
    for (let step = 0; step < 40; step += 1) {
      clock.advance(1_000);
      assert.deepEqual(
        [...rowsFrom(messages).values()].sort(byId),
        [...source.simulation.conversations()].sort(byId),
      );
    }
    assert.ok(
      ofType(messages, 'delta').some(({ removes }) => removes.length > 0),
      'some ended',
    );
  });

  it('sends a batch about five times a second, each row at most once in it', () => {
    const { clock, messages } = connect({ rate: 200, latency: 0 });
    clock.advance(10_000);
    const deltas = ofType(messages, 'delta');
    assert.ok(deltas.length > 40 && deltas.length <= 100, `${String(deltas.length)} batches in 10 s`);
    for (const { upserts, removes } of deltas) {
      const ids = [...upserts, ...removes].map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
    }
  });

  it('gives a sign of life while nothing changes', () => {
    const { clock, messages } = connect({ rate: 0, latency: 0 });
    clock.advance(60_000);
    const before = messages.length;
    clock.advance(60_000);
    const rest = messages.slice(before);
    assert.ok(rest.length >= 10 && rest.every(({ type }) => type === 'clock'));
  });

  it('tells how far the server time is from the time of the client', () => {
    const { clock, messages } = connect({ rate: 0, latency: 0, startTime: START + 90_000 });
    assert.deepEqual(ofType(messages, 'clock')[0], { type: 'clock', offsetMs: 90_000, errorMs: 0 });
    assert.equal(ofType(messages, 'snapshot')[0]?.asOf, clock.now() + 90_000);
  });

  it('sleeps when the machine sleeps, instead of catching up for hours', () => {
    const { clock, source, messages } = connect({ rate: 10_000, latency: 0 });
    const gap = 8 * HOUR;
    const { now } = clock;
    clock.now = () => now.call(clock) + gap;
    clock.advance(200);
    assert.ok(source.simulation.now < START + 60_000, 'no eight hours were simulated');
    clock.advance(10_000);
    const offset = ofType(messages, 'clock').at(-1)?.offsetMs ?? 0;
    assert.equal(source.simulation.now - clock.now(), offset, 'and the clock message says so');
    assert.ok(offset < -7 * HOUR);
  });

  it('reads all rows again when asked to', () => {
    const { clock, source, messages } = connect({ rate: 30 });
    clock.advance(3_000);
    source.refresh();
    assert.equal(ofType(messages, 'snapshot').length, 1);
    clock.advance(100);
    const [, again] = ofType(messages, 'snapshot');
    assert.deepEqual(again?.conversations, [...source.simulation.conversations()]);
  });

  it('has nothing to read again before the first reading', () => {
    const { clock, source, messages } = connect({ rate: 0 });
    source.refresh();
    clock.advance(1_000);
    assert.equal(ofType(messages, 'snapshot').length, 1);
  });

  it('passes on what the back end permits, also when it changes', () => {
    const { clock, source, messages } = connect({ permissions: { assign: false }, rate: 0 });
    clock.advance(100);
    source.setPermissions({ assign: true, forceClose: 'Ask your lead' });
    assert.deepEqual(
      ofType(messages, 'permissions').map(({ permissions }) => permissions),
      [{ assign: false }, { assign: true, forceClose: 'Ask your lead' }],
    );
  });
});

describe('The scope', () => {
  it('of queues: other rows do not come, and one that is moved away goes', async () => {
    const { clock, source, messages } = connect({ rate: 0, latency: 0 }, { queues: ['q-support'] });
    const rows = rowsFrom(messages);
    assert.ok(rows.size > 0 && rows.size < 80);
    for (const row of rows.values()) assert.equal(row.queue?.id, 'q-support');
    const open = find(source.simulation, (row) => isOpen(row) && row.queue?.id === 'q-support');
    const outcome = await source.perform(commandFor(open, 'assign', { target: { queueId: 'q-orders' } }), {
      signal: live,
    });
    assert.equal(outcome.status, 'done');
    clock.advance(200);
    const removes = ofType(messages, 'delta').flatMap((delta) => delta.removes);
    assert.deepEqual(removes, [{ id: open.id, version: open.version + 1, why: 'scope' }]);
  });

  it('of hours: older rows do not come, but one that grows old stays', () => {
    const { clock, source, messages } = connect({ rate: 20, latency: 0 }, { windowHours: 0.25 });
    const rows = rowsFrom(messages);
    assert.ok(rows.size > 0 && rows.size < 80);
    for (const row of rows.values()) assert.ok(row.startedAt >= START - HOUR / 4);
    clock.advance(300_000);
    const now = rowsFrom(messages);
    const old = [...now.values()].filter(({ startedAt }) => startedAt < clock.now() - HOUR / 4);
    assert.ok(old.length > 0, 'some have grown older than the window');
    for (const { id } of old) assert.ok(source.simulation.conversation(id));
    for (const { startedAt } of now.values()) assert.ok(startedAt >= START - HOUR / 4);
  });

  it('of two subscribers may differ; the world is one', () => {
    const { clock, source, messages } = connect({ rate: 30, latency: 0 });
    const other = listen(source, { queues: ['q-support', 'q-sales'] });
    clock.advance(10_000);
    const all = rowsFrom(messages);
    for (const [id, row] of rowsFrom(other.messages)) assert.equal(row, all.get(id));
    const expected = [...all.values()].filter(({ queue }) =>
      ['q-support', 'q-sales'].includes(queue?.id ?? ''),
    );
    assert.equal(rowsFrom(other.messages).size, expected.length);
  });

  it('sources do not share a world', () => {
    const [a, b] = [connect({ latency: 0 }), connect({ latency: 0 })];
    const { id } = find(a.source.simulation, isTalking);
    a.source.simulation.close(id);
    assert.ok(b.source.simulation.conversation(id));
  });
});

describe('Commands', () => {
  const perform = async (
    { clock, source }: Pick<ReturnType<typeof connect>, 'clock' | 'source'>,
    command: Command,
    signal = live,
  ): Promise<CommandOutcome> => {
    const outcome = source.perform(command, { signal });
    clock.advance(50);
    await settle();
    clock.advance(50);
    return outcome;
  };

  it('take the time of a round trip and reach the rows', async () => {
    const run = connect({ rate: 0 });
    run.clock.advance(100);
    const row = find(run.source.simulation, isOpen);
    const target = targetFor(run.source.simulation, row.id, 'assign');
    const pending = run.source.perform(commandFor(row, 'assign', { target }), { signal: live });
    run.clock.advance(49);
    await settle();
    assert.equal(run.source.simulation.conversation(row.id), row, 'still on its way');
    run.clock.advance(1);
    await settle();
    assert.equal(run.source.simulation.conversation(row.id)?.phase, 'awaiting-acceptance');
    run.clock.advance(50);
    assert.deepEqual(await pending, { status: 'done', version: row.version + 1 });
    run.clock.advance(1_000);
    assert.equal(rowsFrom(run.messages).get(row.id)?.version, row.version + 1);
    const told = ofType(run.messages, 'delta').filter(({ upserts }) =>
      upserts.some(({ id }) => id === row.id),
    );
    assert.equal(told.length, 1, 'and it is told once');
  });

  it('J20 are done once, however often they are sent', async () => {
    const run = connect({ rate: 0 });
    const row = find(run.source.simulation, isTalking);
    const command = commandFor(row, 'monitor');
    const first = await perform(run, command);
    assert.deepEqual(await perform(run, command), first);
    assert.equal(run.source.simulation.conversation(row.id)?.version, row.version + 1);
    const other = await perform(run, { ...command, action: 'force-close' });
    assert.deepEqual([other.status, 'code' in other && other.code], ['refused', 'conflict']);
    assert.ok(run.source.simulation.conversation(row.id));
  });

  it('J38 given up before they leave have done nothing', async () => {
    const run = connect({ rate: 0 });
    const row = find(run.source.simulation, isTalking);
    const outcome = await perform(run, commandFor(row, 'force-close'), AbortSignal.abort());
    assert.deepEqual([outcome.status, 'code' in outcome && outcome.code], ['failed', 'aborted']);
    assert.equal(run.source.simulation.conversation(row.id), row);
  });

  it('J38 given up on their way are unknown, and can be asked for', async () => {
    const run = connect({ rate: 0 });
    const row = find(run.source.simulation, isTalking);
    const command = commandFor(row, 'force-close');
    const controller = new AbortController();
    const outcome = run.source.perform(command, { signal: controller.signal });
    controller.abort();
    run.clock.advance(50);
    assert.equal((await outcome).status, 'unknown');
    const asked = run.source.outcome(command.key, { signal: live });
    run.clock.advance(100);
    assert.deepEqual(await asked, { status: 'done', version: row.version + 1 });
  });

  it('J14 that never arrived are known not to have happened, and stay so', async () => {
    const run = connect({ rate: 0 });
    const row = find(run.source.simulation, isTalking);
    const command = commandFor(row, 'force-close');
    const asked = run.source.outcome(command.key, { signal: live });
    run.clock.advance(100);
    const outcome = await asked;
    assert.deepEqual([outcome.status, 'code' in outcome && outcome.code], ['failed', 'not-applied']);
    assert.deepEqual(await perform(run, command), outcome);
    assert.equal(run.source.simulation.conversation(row.id), row);
  });

  it('obey the permissions of the moment', async () => {
    const run = connect({ rate: 0 });
    const row = find(run.source.simulation, isTalking);
    run.source.setPermissions({ forceClose: 'Ask your lead' });
    const outcome = await perform(run, commandFor(row, 'force-close'));
    assert.deepEqual(['message' in outcome && outcome.message, outcome.status], ['Ask your lead', 'refused']);
  });

  it('may assign waiting conversations where the option says so', async () => {
    for (const assignWaiting of [false, true]) {
      const run = connect({ rate: 0, assignWaiting });
      const row = find(run.source.simulation, ({ status }) => status === 'waiting');
      const target = targetFor(run.source.simulation, row.id, 'assign');
      const outcome = await perform(run, commandFor(row, 'assign', { target }));
      assert.equal(outcome.status, assignWaiting ? 'done' : 'refused');
    }
  });
});

describe('Lookups', () => {
  it('answer after a round trip, and reject with the reason when given up', async () => {
    const { clock, source } = connect({ rate: 0 });
    const row = find(source.simulation, isOpen);
    const query = { action: 'assign', conversationId: row.id, text: '', limit: 3, after: null } as const;
    const agents = source.findAgents(query, { signal: live });
    const queues = source.findQueues(query, { signal: live });
    const controller = new AbortController();
    const reason = new Error('typed on');
    const abandoned = source.findAgents(query, { signal: controller.signal });
    controller.abort(reason);
    await assert.rejects(abandoned, reason);
    clock.advance(100);
    assert.deepEqual(await agents, source.simulation.findAgents(query));
    assert.deepEqual(await queues, source.simulation.findQueues(query));
    assert.equal((await agents).entries.length, 3);
    await assert.rejects(source.findQueues(query, { signal: AbortSignal.abort(reason) }), reason);
  });
});

describe('Transcripts', () => {
  function open(source: MockDataSource, id: string) {
    const heard: TranscriptMessage[] = [];
    let end = 'open';
    const subscription = source.openTranscript(id).subscribe({
      next: (message) => heard.push(message),
      error: () => (end = 'refused'),
      complete: () => (end = 'complete'),
    });
    return { heard, subscription, end: () => end };
  }

  it('are for who monitors the conversation', async () => {
    const { source } = connect({ rate: 0, latency: 0 });
    const row = find(source.simulation, isTalking);
    assert.equal(open(source, row.id).end(), 'refused');
    await source.perform(commandFor(row, 'monitor'), { signal: live });
    const { heard, end } = open(source, row.id);
    assert.equal(end(), 'open');
    assert.deepEqual(heard, [{ conversationId: row.id, entries: source.simulation.transcript(row.id) }]);
  });

  it('go on live, and complete with the conversation or the monitoring', async () => {
    const { clock, source, subscription } = connect({ rate: 0, latency: 0 });
    const [a, b] = [...source.simulation.conversations()].filter(isTalking);
    assert.ok(a && b);
    for (const row of [a, b]) await source.perform(commandFor(row, 'monitor'), { signal: live });
    const [one, two] = [open(source, a.id), open(source, b.id)];
    subscription.unsubscribe();
    await source.perform(commandFor(a, 'join', { ifVersion: a.version + 1 }), { signal: live });
    assert.equal(one.heard.at(-1)?.entries[0]?.text, 'Supervisor Alex Morgan joined');
    source.simulation.close(a.id);
    assert.equal(one.end(), 'complete');
    assert.equal(one.heard.at(-1)?.entries[0]?.text, 'The customer left');
    await source.perform(commandFor(b, 'stop-monitor'), { signal: live });
    clock.advance(200);
    assert.equal(two.end(), 'complete');
    assert.equal(clock.timers, 0);
  });

  it('keep the centre running while nobody watches the rows', async () => {
    const { clock, source, subscription } = connect({ rate: 50, latency: 0, conversations: 10 });
    const row = find(source.simulation, isTalking);
    await source.perform(commandFor(row, 'monitor'), { signal: live });
    const { heard, subscription: reading } = open(source, row.id);
    subscription.unsubscribe();
    clock.advance(10_000);
    assert.ok(heard.length > 3);
    reading.unsubscribe();
    assert.equal(clock.timers, 0);
  });
});

const byId = (a: Conversation, b: Conversation): number => (a.id < b.id ? -1 : 1);
