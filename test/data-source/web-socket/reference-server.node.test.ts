import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { startReferenceServer, type ReferenceServer } from '../../../demo/server/reference-server.js';
import type { Command } from '../../../src/data-source/data-source.js';
import { WebSocketDataSource } from '../../../src/data-source/web-socket/index.js';
import { ManualEnvironment } from './manual-environment.js';
import { Recorder, SCOPE } from './recorder.js';

const never = (): { signal: AbortSignal } => ({ signal: new AbortController().signal });

/** A source at the reference server, whose world moves only when the test says so. */
async function meet(context: TestContext): Promise<{
  server: ReferenceServer;
  source: WebSocketDataSource;
  environment: ManualEnvironment;
  recorder: Recorder;
}> {
  const server = await startReferenceServer({
    port: 0,
    seed: 7,
    conversations: 600,
    rate: 200,
    batchEvery: 3_600_000,
    limits: { page: 100, markEvery: 2_000 },
  });
  // What is due leaves soon, but time does not pass by it.
  const flushes = setInterval(() => server.control.flush(), 10);
  const environment = new ManualEnvironment();
  const source = new WebSocketDataSource(server.webSocketUrl, { environment: environment.parts });
  const recorder = new Recorder(source.connect(SCOPE));
  context.after(async () => {
    recorder.stop();
    clearInterval(flushes);
    await server.close();
  });
  await recorder.untilState('live');
  return { server, source, environment, recorder };
}

/** The rows are those of the server: ids, versions and fields. */
const equals = ({ rows }: Recorder, { world }: ReferenceServer): boolean => {
  const expected = [...world.conversations()];
  return expected.length === rows.size && expected.every((row) => rows.get(row.id)?.version === row.version);
};

const command = (recorder: Recorder, fields: Partial<Command>): Command => ({
  key: crypto.randomUUID(),
  action: 'force-close',
  conversationId: '',
  ifVersion: 0,
  notAfter: Date.now() + (recorder.of('clock').at(-1)?.offsetMs ?? 0) + 15_000,
  ...fields,
});

describe('the socket source at the reference server', { timeout: 30_000 }, () => {
  it('has the rows of the server, after the snapshot and after deltas', async (context) => {
    const { server, recorder } = await meet(context);
    assert.ok(recorder.of('progress').length > 5);
    await recorder.until(() => equals(recorder, server));
    for (let time = 0; time < 20; time += 1) server.control.advance(500);
    await recorder.until(() => equals(recorder, server));
    for (const row of server.world.conversations()) {
      assert.deepEqual({ ...recorder.rows.get(row.id), ext: null }, { ...row, ext: null });
      assert.deepEqual({ ...recorder.rows.get(row.id)?.ext }, { ...row.ext });
    }
    assert.ok(recorder.of('delta').length >= 20);
    assert.equal(recorder.of('snapshot').length, 1);
    // Marks came every two seconds.
    assert.equal(recorder.diagnosed('mismatch'), 0);
    assert.equal(recorder.of('diagnostic').length, 0);
    assert.deepEqual(recorder.of('supervisor').length, 1);
  });

  it('goes on where it was after its sockets were cut', async (context) => {
    const { server, recorder, environment } = await meet(context);
    server.control.dropSockets();
    await recorder.untilState('reconnecting');
    server.control.advance(2_000);
    environment.advance((recorder.connection?.retryAt ?? 0) - environment.now());
    await recorder.untilState('live');
    await recorder.until(() => equals(recorder, server));
    assert.equal(recorder.of('snapshot').length, 1);
  });

  it('reads all again when the log or the epoch is lost', async (context) => {
    const { server, recorder, environment } = await meet(context);
    server.control.newEpoch();
    await recorder.until(() => recorder.of('snapshot').length === 2 && recorder.state === 'live');
    server.control.dropSockets();
    await recorder.untilState('reconnecting');
    server.control.advance(1_000);
    server.control.forgetLog();
    environment.advance((recorder.connection?.retryAt ?? 0) - environment.now());
    await recorder.until(() => recorder.of('snapshot').length === 3 && recorder.state === 'live');
    await recorder.until(() => equals(recorder, server));
    assert.equal(recorder.of('wipe').length, 0);
  });

  it('J07 J16 closes a conversation once, and is told about a version that was overtaken', async (context) => {
    const { server, source, recorder } = await meet(context);
    await recorder.until(() => equals(recorder, server));
    const row = [...recorder.rows.values()].find(({ status }) => status === 'active');
    assert.ok(row);
    const base = { conversationId: row.id, notAfter: server.world.now + 15_000, reason: 'spam' };
    const stale = await source.perform(command(recorder, { ...base, ifVersion: row.version - 1 }), never());
    assert.equal(stale.status, 'conflict');
    const done = command(recorder, { ...base, ifVersion: row.version });
    const outcome = await source.perform(done, never());
    // The world may have changed the row in between; then it was told so.
    if (outcome.status === 'done') {
      assert.deepEqual(await source.perform(done, never()), outcome);
      assert.equal(server.journal.filter(({ command: { key } }) => key === done.key).length, 1);
      assert.equal((await source.outcome(done.key, never())).status, 'done');
      await recorder.until(() => !recorder.rows.has(row.id));
    } else assert.equal(outcome.status, 'conflict');
    const unknown = await source.outcome('never-sent', never());
    assert.equal(unknown.status, 'failed');
  });

  it('finds agents and queues, monitors a conversation and reads its transcript', async (context) => {
    const { server, source, recorder } = await meet(context);
    await recorder.until(() => equals(recorder, server));
    const row = [...recorder.rows.values()].find(
      ({ status, phase, agent }) => status === 'active' && phase === 'in-conversation' && agent !== null,
    );
    assert.ok(row);
    const query = { action: 'transfer', conversationId: row.id, text: '', limit: 5, after: null } as const;
    assert.ok((await source.findAgents(query, never())).entries.length > 0);
    assert.ok((await source.findQueues(query, never())).entries.length > 0);
    const refusal = new Promise<Error>((resolve) =>
      source.openTranscript(row.id).subscribe({ error: resolve }),
    );
    assert.equal((await refusal).message, 'not-monitored');
    const current = server.world.conversation(row.id);
    const monitored = await source.perform(
      command(recorder, {
        action: 'monitor',
        conversationId: row.id,
        ifVersion: current?.version ?? row.version,
        notAfter: server.world.now + 15_000,
      }),
      never(),
    );
    assert.equal(monitored.status, 'done');
    const numbers = await new Promise<number[]>((resolve) => {
      const subscription = source.openTranscript(row.id).subscribe(({ entries }) => {
        resolve(entries.map(({ number }) => number));
        queueMicrotask(() => subscription.unsubscribe());
      });
    });
    assert.ok(numbers.length > 0);
    assert.deepEqual(
      numbers,
      [...numbers].sort((a, b) => a - b),
    );
  });

  it('I06 loses its rows with its rights', async (context) => {
    const { server, recorder } = await meet(context);
    server.control.setPermissions({ 'force-close': false });
    await recorder.until(() => recorder.of('permissions').at(-1)?.permissions.forceClose === false);
    const [queue] = new Set([...recorder.rows.values()].flatMap(({ queue }) => (queue ? [queue.id] : [])));
    assert.ok(queue);
    server.control.setQueues([queue]);
    await recorder.until(() => recorder.of('wipe').length === 1);
    await recorder.until(() => recorder.of('snapshot').length === 2 && recorder.state === 'live');
    assert.ok([...recorder.rows.values()].every((row) => row.queue?.id === queue));
    server.control.setPermissions({ view: false });
    await recorder.untilState('forbidden');
    assert.equal(recorder.rows.size, 0);
  });
});
