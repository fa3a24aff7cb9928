/** Commands at most once, and outcomes told as what they are. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command, CommandOutcome } from '../../src/data-source/data-source.js';
import type { ActionRequestDetails } from '../../src/engine/view-types.js';
import type { Conversation } from '../../src/model/conversation.js';
import { close, marks, stage } from './action-stage.js';
import { settle } from './manual-time.js';
import { conversation, START } from '../../testing/scripted-data-source.js';

describe('a command', () => {
  it('carries key, version, deadline and what was chosen, and is sent once', async () => {
    const row = conversation('a', { version: 12 });
    const { engine, source } = stage(row);
    const runs = await engine.perform({ ...close(row), reason: 'spam', note: 'again' });
    assert.equal(source.commands.length, 1);
    const { key, ...command } = source.commands[0] as Command;
    assert.match(key, /^[0-9a-f-]{36}$/);
    assert.deepEqual(command, {
      action: 'force-close',
      conversationId: 'a',
      ifVersion: 12,
      notAfter: START + 15_000,
      reason: 'spam',
      note: 'again',
    });
    assert.equal(runs[0]?.state, 'done');
  });

  it('J06 is not sent for a row that changed since the press: a conflict that carries the row', async () => {
    const row = conversation('a');
    const { engine, source } = stage(row);
    source.delta([conversation('a', { version: 2 })]);
    const [run] = await engine.perform(close(row));
    assert.deepEqual([run?.state, run?.code], ['conflict', 'changed']);
    assert.equal(source.commands.length, 0);
  });

  it('J04 J05 J12 J13 is not sent for a row that ended, nor while not live, nor while another is pending', async () => {
    const [a, b, c] = [conversation('a'), conversation('b'), conversation('c')];
    const { engine, source } = stage(a, b, c);
    source.delta([], [a]);
    assert.deepEqual((await engine.perform(close(a)))[0]?.state, 'conflict');
    source.answer = () => new Promise(() => undefined);
    void engine.perform(close(b));
    await settle();
    assert.deepEqual((await engine.perform(close(b)))[0]?.code, 'pending');
    source.send({ type: 'connection', state: 'stale' });
    assert.deepEqual((await engine.perform(close(c)))[0]?.code, 'not-live');
    assert.deepEqual(
      source.commands.map(({ conversationId }) => conversationId),
      ['b'],
    );
  });

  it('is pending until the answer comes, and refused, conflicting or failed as the answer says', async () => {
    const row = conversation('a');
    const { engine, source, settled } = stage(row);
    let answer: (outcome: CommandOutcome) => void = () => undefined;
    source.answer = () => new Promise((resolve) => (answer = resolve));
    for (const status of ['refused', 'conflict', 'failed'] as const) {
      const runs = engine.perform(close(row));
      await settle();
      assert.deepEqual(marks(engine), { a: 'pending' });
      answer({ status, code: 'why', message: 'because' });
      const [run] = await runs;
      assert.deepEqual([run?.state, run?.code, run?.message], [status, 'why', 'because']);
      assert.deepEqual(marks(engine), {});
    }
    assert.equal(settled.length, 3);
  });

  it('J32 J41 without an answer within 15 s is unknown, never failed, and stays marked', async () => {
    const row = conversation('a');
    const { engine, source, time } = stage(row);
    source.answer = () => new Promise(() => undefined);
    const runs = engine.perform(close(row));
    await settle();
    source.send({ type: 'clock', offsetMs: 0, errorMs: 1 });
    time.advance(15_000);
    assert.equal((await runs)[0]?.state, 'unknown');
    assert.deepEqual(marks(engine), { a: 'unknown' });
  });

  it('J41 to an adapter that throws, rejects or returns nonsense is unknown', async () => {
    const row = conversation('a');
    const { engine, source } = stage(row);
    const lies = [
      () => {
        throw new Error('at once');
      },
      () => Promise.reject(new Error('later')),
      () => Promise.resolve(undefined as never),
      () => Promise.resolve({ status: 'maybe' } as never),
    ];
    for (const lie of lies) {
      source.answer = lie;
      assert.equal((await engine.perform(close(row)))[0]?.state, 'unknown');
    }
  });

  it('J15 J16 that is unknown is cleared up by asking after 0, 1, 3 and 9 s, never by sending again', async () => {
    const row = conversation('a');
    const { engine, source, time, settled } = stage(row);
    const asked: string[] = [];
    let answer: CommandOutcome = { status: 'unknown', message: '' };
    source.outcome = (key) => {
      asked.push(key);
      return Promise.resolve(answer);
    };
    source.answer = () => Promise.resolve({ status: 'unknown', message: 'lost' });
    await engine.perform(close(row));
    for (const ms of [0, 1_000, 2_000]) {
      time.advance(ms);
      await settle();
    }
    assert.equal(asked.length, 3);
    answer = { status: 'done', version: 2 };
    time.advance(5_999);
    await settle();
    assert.equal(asked.length, 3);
    time.advance(1);
    await settle();
    assert.equal(asked.length, 4);
    assert.equal(source.commands.length, 1);
    assert.deepEqual(
      settled.map(({ state }) => state),
      ['unknown', 'done'],
    );
    assert.deepEqual(marks(engine), {});
  });

  it('can be asked about again by the supervisor', async () => {
    const row = conversation('a');
    const { engine, source, time } = stage(row);
    source.outcome = () => Promise.resolve({ status: 'unknown', message: '' });
    source.answer = () => Promise.resolve({ status: 'unknown', message: '' });
    const [run] = await engine.perform(close(row));
    for (let turn = 0; turn < 6; turn += 1) {
      time.advance(10_000);
      await settle();
    }
    source.outcome = () => Promise.resolve({ status: 'refused', code: 'not-applied', message: '' });
    engine.checkAgain(run?.key ?? '');
    time.advance(0);
    await settle();
    assert.deepEqual(marks(engine), {});
  });

  it('J35 done whose change does not show up within 3 s makes the source read again', async () => {
    const row = conversation('a');
    const { engine, source, time } = stage(row);
    const reasons: string[] = [];
    Object.assign(source, { refresh: (reason: string) => reasons.push(reason) });
    await engine.perform(close(row));
    time.advance(2_900);
    assert.deepEqual(reasons, []);
    time.advance(200);
    assert.deepEqual(reasons, ['divergence']);
  });

  it('J39 in flight when the source goes is unknown', async () => {
    const row = conversation('a');
    const { engine, source } = stage(row);
    source.answer = () => new Promise(() => undefined);
    const runs = engine.perform(close(row));
    await settle();
    engine.disconnect();
    assert.equal((await runs)[0]?.state, 'unknown');
  });

  it('leaves no timer behind when the report is taken away', async () => {
    const done = conversation('a');
    const inFlight = conversation('b');
    const { engine, source, time } = stage(done, inFlight);
    const asked: string[] = [];
    Object.assign(source, { outcome: (key: string) => asked.push(key) });
    await engine.perform(close(done));
    source.answer = () => new Promise(() => undefined);
    const runs = engine.perform(close(inFlight));
    await settle();
    engine.disconnect();
    assert.equal((await runs)[0]?.state, 'unknown');
    assert.equal(time.pending, 0);
    time.advance(60_000);
    await settle();
    assert.deepEqual(asked, []);
  });
});

describe('an offer to an agent', () => {
  const assign = (row: Conversation): ActionRequestDetails => ({
    requestId: 'request',
    action: 'assign',
    conversations: [row],
    target: { agentId: 'a1' },
    targetName: 'Ann',
  });
  const held = (version: number, agentId: string | null, phase: string | null) =>
    conversation('a', {
      version,
      status: agentId === null ? 'open' : 'active',
      phase,
      agent: agentId === null ? null : { id: agentId, name: agentId },
    });

  it('stays marked until the agent accepts', async () => {
    const row = conversation('a');
    const { engine, source, time, settled } = stage(row);
    await engine.perform(assign(row));
    assert.deepEqual(marks(engine), { a: 'awaiting' });
    source.delta([held(2, 'a1', 'awaiting-acceptance')]);
    time.paint();
    assert.deepEqual(marks(engine), { a: 'awaiting' });
    source.delta([held(3, 'a1', 'in-conversation')]);
    time.paint();
    assert.deepEqual(marks(engine), {});
    assert.deepEqual(
      settled.map(({ state, code }) => [state, code]),
      [
        ['awaiting', null],
        ['done', 'accepted'],
      ],
    );
  });

  it('that the agent does not accept is told as refused', async () => {
    const row = conversation('a');
    const { engine, source, time, settled } = stage(row);
    await engine.perform(assign(row));
    source.delta([held(2, 'a1', 'awaiting-acceptance')]);
    time.paint();
    source.delta([held(3, null, null)]);
    time.paint();
    assert.deepEqual(settled.map(({ state, code }) => [state, code]).at(-1), ['refused', 'declined']);
    assert.deepEqual(marks(engine), {});
  });

  it('ends with the conversation', async () => {
    const row = conversation('a');
    const { engine, source, time } = stage(row);
    await engine.perform(assign(row));
    source.delta([], [conversation('a', { version: 5 })]);
    time.paint();
    assert.deepEqual(marks(engine), {});
  });

  it('is settled at once when the acceptance came before the answer', async () => {
    const row = conversation('a');
    const { engine, source, time, settled } = stage(row);
    source.answer = () => {
      source.delta([held(2, 'a1', 'awaiting-acceptance'), held(3, 'a1', 'in-conversation')]);
      time.paint();
      return Promise.resolve({ status: 'done', version: 2 });
    };
    await engine.perform(assign(row));
    assert.deepEqual(
      settled.map(({ state }) => state),
      ['awaiting', 'done'],
    );
  });
});

describe('bulk', () => {
  it('sends one command each, a few at a time, and tells each outcome', async () => {
    const rows = Array.from({ length: 10 }, (_, index) => conversation(`c${String(index)}`));
    const { engine, source } = stage(...rows);
    let inFlight = 0;
    let most = 0;
    source.answer = async ({ conversationId }) => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await settle();
      inFlight -= 1;
      return conversationId === 'c3'
        ? { status: 'refused', code: 'not-permitted', message: '' }
        : { status: 'done' };
    };
    const runs = await engine.perform(close(...rows));
    assert.deepEqual(
      runs.map(({ state }) => state),
      rows.map(({ id }) => (id === 'c3' ? 'refused' : 'done')),
    );
    assert.equal(new Set(source.commands.map(({ key }) => key)).size, 10);
    assert.ok(most > 1 && most <= 4);
  });
});

describe("a host's own handling", () => {
  it('is pending until its promise settles; a rejection is a failure', async () => {
    const row = conversation('a');
    const { engine, source } = stage(row);
    assert.equal((await engine.track(close(row), Promise.resolve(undefined)))[0]?.state, 'done');
    const [failed] = await engine.track(close(row), Promise.reject(new Error('CRM says no')));
    assert.deepEqual([failed?.state, failed?.message], ['failed', 'CRM says no']);
    assert.equal(source.commands.length, 0);
  });
});
