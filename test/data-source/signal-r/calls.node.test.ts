import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TranscriptMessage } from '../../../src/data-source/data-source.js';
import { command, greet, never, row, ScriptedHub } from './scripted-hub.js';
import { START } from '../web-socket/manual-environment.js';

const QUERY = { action: 'transfer', conversationId: 'c-1', text: 'an', limit: 20, after: null } as const;

describe('a call to a hub', { timeout: 20_000 }, () => {
  it('carries a command with its key, the version that was seen and its end', async (context) => {
    const hub = await ScriptedHub.start(context);
    await hub.live();
    const outcome = hub.source.perform(command({ note: 'twice' }), never());
    const call = await hub.next('Perform');
    assert.deepEqual(call.argument, {
      key: 'key-1',
      name: 'force-close',
      target: { id: 'c-1', ifVer: 1 },
      args: { reason: 'spam', note: 'twice' },
      notAfter: START + 15_000,
    });
    call.complete({ status: 'done', ver: 2 });
    assert.deepEqual(await outcome, { status: 'done', version: 2 });
  });

  it('tells a conflict with the row as it is', async (context) => {
    const hub = await ScriptedHub.start(context);
    await hub.live();
    const outcome = hub.source.perform(command(), never());
    (await hub.next('Perform')).complete({ status: 'rejected', code: 'stale', current: row('c-1', 3) });
    const settled = await outcome;
    assert.equal(settled.status, 'conflict');
    assert.equal('current' in settled && settled.current?.version, 3);
  });

  it('is refused where the hub says that nothing was done', async (context) => {
    const hub = await ScriptedHub.start(context);
    await hub.live();
    const refusal = async (error: string): Promise<unknown> => {
      const outcome = hub.source.perform(command(), never());
      (await hub.next('Perform')).fail(error);
      return outcome;
    };
    const thrown = "An unexpected error occurred invoking 'Perform' on the server. HubException: ";
    assert.deepEqual(await refusal(`${thrown}Not in this shift.`), {
      status: 'refused',
      code: 'refused',
      message: 'Not in this shift.',
    });
    assert.deepEqual(await refusal("Failed to invoke 'Perform' because user is unauthorized"), {
      status: 'refused',
      code: 'forbidden',
      message: 'Not allowed.',
    });
    assert.deepEqual(await refusal("Unknown hub method 'Perform'"), {
      status: 'refused',
      code: 'not-supported',
      message: 'The hub did not take the call.',
    });
  });

  it('is unknown when the hub failed in the middle, said nothing in 15 s, or the line broke', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live();
    const failing = hub.source.perform(command(), never());
    (await hub.next('Perform')).fail("An unexpected error occurred invoking 'Perform' on the server.");
    assert.equal((await failing).status, 'unknown');
    const unreadable = hub.source.perform(command(), never());
    (await hub.next('Perform')).complete('fine');
    assert.equal((await unreadable).status, 'unknown');
    const late = hub.source.perform(command(), never());
    await hub.next('Perform');
    hub.clock.advance(15_000);
    assert.equal((await late).status, 'unknown');
    await recorder.untilState('live');
    const cut = hub.source.perform(command(), never());
    await hub.next('Perform');
    watch.connection.drop();
    assert.equal((await cut).status, 'unknown');
    const again = await hub.retry(recorder);
    greet(again, { resumed: true, head: 10 });
    await recorder.untilState('live');
    assert.equal(hub.left('Perform'), 0);
  });

  it('sends no command while it is not live, nor later', async (context) => {
    const hub = await ScriptedHub.start(context);
    const refused = { status: 'refused', code: 'not-connected', message: 'Not connected.' };
    assert.deepEqual(await hub.source.perform(command(), never()), refused);
    const { recorder, watch } = await hub.live();
    watch.connection.drop();
    await recorder.untilState('reconnecting');
    assert.deepEqual(await hub.source.perform(command(), never()), refused);
    greet(await hub.retry(recorder), { resumed: true, head: 10 });
    await recorder.untilState('live');
    assert.equal(hub.left('Perform'), 0);
  });

  it('asks what became of a command once the link is back', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live();
    watch.connection.drop();
    await recorder.untilState('reconnecting');
    const outcome = hub.source.outcome('key-1', never());
    greet(await hub.retry(recorder), { resumed: true, head: 10 });
    const call = await hub.next('Outcome');
    assert.equal(call.argument, 'key-1');
    call.complete({ status: 'not-applied', code: 'not-applied', message: 'It never came.' });
    assert.equal((await outcome).status, 'failed');
  });

  it('looks agents and queues up, and rejects what is refused or no list', async (context) => {
    const hub = await ScriptedHub.start(context);
    await hub.live();
    const agents = hub.source.findAgents(QUERY, never());
    const call = await hub.next('FindAgents');
    const { action, ...query } = QUERY;
    assert.deepEqual(call.argument, { for: action, ...query });
    call.complete({
      entries: [{ id: 'a1', name: 'Ann', eligible: true }, { name: 'nobody' }],
      next: 'a1',
      asOf: 7,
    });
    const page = await agents;
    assert.deepEqual([page.entries.map(({ id }) => id), page.next, page.asOf], [['a1'], 'a1', 7]);
    const refused = hub.source.findQueues(QUERY, never());
    (await hub.next('FindQueues')).throwHubException('too-many');
    await assert.rejects(refused, { message: 'too-many' });
    const odd = hub.source.findQueues(QUERY, never());
    (await hub.next('FindQueues')).complete({ entries: 5 });
    await assert.rejects(odd, { message: 'unreadable' });
  });

  it('reads a transcript, also across a broken line, each entry once', async (context) => {
    const hub = await ScriptedHub.start(context);
    const { recorder, watch } = await hub.live();
    const entry = (n: number): object => ({
      n,
      at: START,
      from: 'customer',
      name: 'Priya',
      text: `Line ${n}`,
    });
    const messages: TranscriptMessage[] = [];
    let isComplete = false;
    hub.source.openTranscript('c-1').subscribe({
      next: (message) => messages.push(message),
      complete: () => (isComplete = true),
    });
    const first = await hub.next('Transcript');
    assert.equal(first.argument, 'c-1');
    first.item({ entries: [entry(1), entry(2)] });
    // Answers come in the order in which they were sent: after this one the entries are here.
    const outcome = hub.source.outcome('key-1', never());
    (await hub.next('Outcome')).complete({ status: 'pending' });
    await outcome;
    watch.connection.drop();
    greet(await hub.retry(recorder), { resumed: true, head: 10 });
    const second = await hub.next('Transcript');
    second.item({ entries: [entry(1), entry(2), entry(3)] });
    second.complete();
    const later = hub.source.outcome('key-1', never());
    (await hub.next('Outcome')).complete({ status: 'pending' });
    await later;
    assert.deepEqual(
      messages.map(({ entries }) => entries.map(({ number }) => number)),
      [[1, 2], [3]],
    );
    assert.equal(isComplete, true);
  });

  it('passes on that a transcript may not be read', async (context) => {
    const hub = await ScriptedHub.start(context);
    await hub.live();
    const refusal = new Promise<Error>((error) => hub.source.openTranscript('c-1').subscribe({ error }));
    (await hub.next('Transcript')).throwHubException('not-monitored');
    assert.equal((await refusal).message, 'not-monitored');
  });
});
