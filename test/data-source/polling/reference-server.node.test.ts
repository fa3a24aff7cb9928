/** The source against the reference server: the two sides of the protocol, written by different hands, must agree. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { afterEach, describe, test } from 'node:test';
import {
  startReferenceServer,
  type ReferenceServer,
  type ServerOptions,
} from '../../../demo/server/reference-server.js';
import type { Command, TranscriptMessage } from '../../../src/data-source/data-source.js';
import { PollingDataSource, type PollingOptions } from '../../../src/data-source/polling/index.js';
import type { Conversation } from '../../../src/model/conversation.js';
import { NOW, SCOPE, Watch } from './fixture.js';
import { ManualPlatform } from './manual-platform.js';

class RecordingPlatform extends ManualPlatform {
  readonly statuses: number[] = [];

  override async fetch(url: string, init: RequestInit): Promise<Response> {
    const response = await super.fetch(url, init);
    this.statuses.push(response.status);
    return response;
  }
}

/** Waits for what needs no time of the platform to pass, only the network. */
async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > deadline) assert.fail(`never: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('against the reference server', () => {
  const { signal } = new AbortController();
  let server: ReferenceServer | undefined;
  let watch: Watch | undefined;

  afterEach(async () => {
    watch?.stop();
    await server?.close();
  });

  /** The centre moves when it is asked something or told to, not by itself. */
  async function start(
    options: ServerOptions = {},
    own: Omit<PollingOptions, 'platform'> = {},
    scope = SCOPE,
  ) {
    server = await startReferenceServer({
      port: 0,
      rate: 0,
      startTime: NOW,
      batchEvery: 3_600_000,
      ...options,
    });
    const platform = new RecordingPlatform();
    const source = new PollingDataSource(server.url, { ...own, platform });
    watch = new Watch(source, scope);
    return { server, platform, source, watch };
  }

  const shown = ({ world }: ReferenceServer): Conversation[] =>
    [...world.conversations()].filter(({ channel }) => channel !== 'record');
  const keysOf = (rows: readonly Conversation[]): string[] =>
    rows.map(({ id, version }) => `${id}@${version}`).sort();

  async function isLive({
    platform,
    watch: told,
  }: {
    platform: ManualPlatform;
    watch: Watch;
  }): Promise<void> {
    await platform.pass(0);
    await until(() => told.state === 'live', 'live');
  }

  async function live(options: ServerOptions = {}, own: Omit<PollingOptions, 'platform'> = {}) {
    const started = await start(options, own);
    await isLive(started);
    return started;
  }

  /** Lets one interval pass and the answer come. */
  async function poll(platform: RecordingPlatform): Promise<void> {
    const { length } = platform.statuses;
    await platform.pass(5_000);
    await until(() => platform.statuses.length > length, 'an answer');
    await platform.rest();
  }

  function command(row: Conversation, rest: Partial<Command>): Command {
    const base = { key: randomUUID(), action: 'force-close', conversationId: row.id } as const;
    return { ...base, ifVersion: row.version, notAfter: NOW + 60_000, ...rest };
  }

  test('reads all rows, field by field, and then nothing new', async () => {
    const {
      server: { world },
      platform,
      watch: told,
    } = await live({ conversations: 120 });
    const expected = [...world.conversations()].filter(({ channel }) => channel !== 'record');
    const rows = told.of('snapshot')[0]?.conversations ?? [];
    assert.ok(rows.length > 50);
    const byId = (a: Conversation, b: Conversation): number => (a.id < b.id ? -1 : 1);
    assert.equal(JSON.stringify([...rows].sort(byId)), JSON.stringify([...expected].sort(byId)));
    await poll(platform);
    assert.equal(platform.statuses.at(-1), 304);
    assert.equal(told.of('delta').length, 0);
  });

  test('reads many rows page by page', async () => {
    const { server: running, platform, watch: told } = await live({ conversations: 1_300 });
    await until(() => told.rows.length > 1_200, 'all rows');
    assert.deepEqual(told.rows, keysOf(shown(running)));
    assert.ok(platform.statuses.length >= 4, 'three pages and the changes since the first');
    assert.equal(told.of('snapshot').length, 1);
  });

  test('follows the changes and never needs a repair', async () => {
    const { server: running, platform, watch: told } = await live({ conversations: 300, rate: 40 });
    for (let times = 0; times < 12; times += 1) {
      running.control.advance(15_000);
      await poll(platform);
      await until(() => told.rows.join() === keysOf(shown(running)).join(), 'the rows of the server');
    }
    assert.equal(told.of('snapshot').length, 1);
    assert.deepEqual(told.states, ['connecting', 'live']);
    assert.deepEqual(
      told.codes.filter((code) => code !== 'record-channel'),
      [],
    );
  });

  for (const [name, disturb] of [
    ['another epoch', (running: ReferenceServer) => running.control.newEpoch()],
    [
      'a log that is lost',
      (running: ReferenceServer) => {
        running.control.closeConversation(shown(running)[0]?.id ?? '');
        running.control.forgetLog();
      },
    ],
  ] as const) {
    test(`reads all rows again after ${name}`, async () => {
      const { server: running, platform, watch: told } = await live({ conversations: 50 });
      disturb(running);
      await poll(platform);
      await platform.pass(0);
      await until(() => told.of('snapshot').length === 2 || told.states.length > 2, 'another reading');
      await until(() => told.state === 'live', 'live');
      assert.ok(platform.statuses.includes(410));
      assert.deepEqual(told.rows, keysOf(shown(running)));
    });
  }

  test('gives only the queues asked for', async () => {
    const { world } = (server = await startReferenceServer({
      port: 0,
      rate: 0,
      startTime: NOW,
      conversations: 100,
    }));
    const queue = [...world.conversations()].find((row) => row.queue !== null)?.queue?.id ?? '';
    await server.close();
    const started = await start({ conversations: 100 }, {}, { ...SCOPE, queues: [queue] });
    await isLive(started);
    const expected = shown(started.server).filter((row) => row.queue?.id === queue);
    assert.deepEqual(started.watch.rows, keysOf(expected));
  });

  test('J16 J20 closes a conversation once, knows it afterwards, and sees it go', async () => {
    const { server: running, platform, source, watch: told } = await live({ conversations: 50 });
    const row = shown(running)[0] ?? assert.fail('no rows');
    const close = command(row, { reason: 'spam' });
    const outcome = await source.perform(close, { signal });
    assert.equal(outcome.status, 'done');
    assert.deepEqual((await source.perform(close, { signal })).status, 'done', 'the stored result');
    assert.equal(running.journal.length, 1);
    assert.equal((await source.outcome(close.key, { signal })).status, 'done');
    await platform.pass(200);
    await until(() => !told.rows.some((each) => each.startsWith(`${row.id}@`)), 'the row gone');
  });

  test('J07 J21 J22 J24 J25 hears why a command was not carried out', async () => {
    const { server: running, source } = await live({ conversations: 50 });
    const [row, other] = shown(running);
    assert.ok(row && other);
    const stale = await source.perform(command(row, { ifVersion: row.version + 1 }), { signal });
    assert.ok(stale.status === 'conflict' && stale.code === 'stale');
    assert.equal(stale.current?.version, row.version);
    const late = await source.perform(command(row, { notAfter: NOW - 1 }), { signal });
    assert.deepEqual([late.status, 'code' in late && late.code], ['failed', 'expired']);
    const key = randomUUID();
    assert.equal((await source.perform(command(row, { key }), { signal })).status, 'done');
    assert.equal((await source.perform(command(other, { key }), { signal })).status, 'conflict');
    const gone = await source.perform(command(row, {}), { signal });
    assert.deepEqual([gone.status, 'code' in gone && gone.code], ['refused', 'closed']);
    assert.ok('current' in gone && gone.current === null);
    running.control.setPermissions({ 'force-close': false });
    const forbidden = await source.perform(command(other, {}), { signal });
    assert.deepEqual([forbidden.status, 'code' in forbidden && forbidden.code], ['refused', 'not-permitted']);
    assert.equal(running.journal.length, 1);
  });

  test('J15 asks what became of a command whose answer is held back', async () => {
    const { server: running, platform, source } = await live({ conversations: 50 });
    const row = shown(running)[0] ?? assert.fail('no rows');
    const close = command(row, {});
    running.control.holdAnswers();
    const outcome = source.perform(close, { signal });
    await until(() => running.journal.length === 1, 'the command carried out');
    await platform.pass(15_000);
    assert.equal((await outcome).status, 'unknown');
    running.control.releaseAnswers();
    assert.equal((await source.outcome(close.key, { signal })).status, 'done');
    const never = await source.outcome(randomUUID(), { signal });
    assert.equal(never.status, 'failed', 'not applied, for certain');
  });

  test('finds agents and queues', async () => {
    const { server: running, source } = await live({ conversations: 50 });
    const row = shown(running).find(({ status }) => status === 'open') ?? assert.fail('no open row');
    const query = { action: 'assign', conversationId: row.id, text: '', limit: 3, after: null } as const;
    const first = await source.findAgents(query, { signal });
    assert.equal(first.entries.length, 3);
    const second = await source.findAgents({ ...query, after: first.next }, { signal });
    assert.notEqual(second.entries[0]?.id, first.entries[0]?.id);
    assert.ok((await source.findQueues(query, { signal })).entries.length > 0);
  });

  test('follows the transcript of a conversation that is monitored', async () => {
    const { server: running, platform, source } = await live({ conversations: 80, rate: 40 });
    const row = shown(running).find((each) => each.status === 'active' && each.phase === 'in-conversation');
    assert.ok(row);
    assert.equal((await source.perform(command(row, { action: 'monitor' }), { signal })).status, 'done');
    const messages: TranscriptMessage[] = [];
    const subscription = source.openTranscript(row.id).subscribe({
      next: (message) => messages.push(message),
      error: () => undefined,
    });
    await platform.pass(0);
    await until(() => messages.length > 0, 'what was said so far');
    const numbers = messages.flatMap(({ entries }) => entries.map(({ number }) => number));
    assert.deepEqual(
      numbers,
      numbers.map((_, index) => index + 1),
    );
    subscription.unsubscribe();
  });

  test('I03 I06 renews its token, and is wiped when the user may see nothing any more', async () => {
    const accounts = [{ id: 'u1', name: 'Ada', session: 'right' }];
    const tokens = ['wrong', 'right'];
    const {
      server: running,
      platform,
      watch: told,
    } = await live(
      { conversations: 20, auth: 'required', accounts },
      { tokenProvider: () => Promise.resolve(tokens.shift() ?? 'right') },
    );
    assert.deepEqual(platform.statuses, [401, 200]);
    assert.deepEqual(told.of('supervisor')[0]?.supervisor, { id: 'u1', name: 'Ada' });
    running.control.setPermissions({ assign: 'Not on Sundays' });
    await poll(platform);
    await until(() => told.of('permissions').length === 2, 'the new rights');
    assert.equal(told.of('permissions')[1]?.permissions.assign, 'Not on Sundays');
    running.control.setPermissions({ view: false });
    await poll(platform);
    await until(() => told.state === 'forbidden', 'forbidden');
    assert.deepEqual(told.rows, []);
  });
});
