import { HttpResponse } from 'msw';
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HttpAnswer } from '../../../src/data-source/polling/http-exchange.js';
import { ServerClock } from '../../../src/data-source/polling/server-clock.js';
import { answerPolls, delta, empty, full, json, NOW, open, row, useServer } from './fixture.js';
import { ManualPlatform } from './manual-platform.js';

const ALL = full(10, [row('a')]);
const authorization = (request: Request | undefined): string | null =>
  request?.headers.get('authorization') ?? null;

describe('tokens', () => {
  useServer();

  test('I11 go into a header, never into the URL, and are asked once', async () => {
    const requests = answerPolls(json(ALL), empty(304));
    const audiences: string[] = [];
    const { platform, watch } = open({
      tokenProvider: (audience) => {
        audiences.push(audience);
        return Promise.resolve('secret-1');
      },
    });
    await platform.pass(5_000);
    assert.deepEqual(audiences, ['https://contact.example']);
    assert.deepEqual(requests.map(authorization), ['Bearer secret-1', 'Bearer secret-1']);
    assert.equal(platform.timers, 2, 'the next request and the alarm of silence');
    assert.ok(requests.every(({ url }) => !url.includes('secret')));
    assert.doesNotMatch(JSON.stringify(watch.messages), /secret/);
    watch.stop();
  });

  test('I03 are renewed once after 401', async () => {
    const requests = answerPolls(json(ALL), empty(401), json(delta(10, 11, { up: [row('a', 2)] })));
    let count = 0;
    const { platform, watch } = open({ tokenProvider: () => Promise.resolve(`token-${(count += 1)}`) });
    await platform.pass(5_000);
    assert.deepEqual(requests.map(authorization), ['Bearer token-1', 'Bearer token-1', 'Bearer token-2']);
    assert.deepEqual(watch.rows, ['a@2']);
    assert.deepEqual(watch.states, ['connecting', 'live']);
    watch.stop();
  });

  test('I04 that are refused twice end in unauthorized without a storm, until somebody signs in', async () => {
    let isSignedIn = false;
    const requests = answerPolls(() => (isSignedIn ? json(ALL) : empty(401)));
    const { platform, watch } = open({ tokenProvider: () => Promise.resolve('token') });
    await platform.pass(600_000);
    assert.equal(requests.length, 2);
    assert.equal(watch.state, 'unauthorized');
    assert.equal(platform.timers, 0);
    isSignedIn = true;
    platform.page.signal();
    await platform.pass(0);
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('are not asked again for where cookies decide', async () => {
    const requests = answerPolls(empty(401));
    const { platform, watch } = open();
    await platform.pass(60_000);
    assert.equal(requests.length, 1);
    assert.equal(watch.state, 'unauthorized');
    watch.stop();
  });

  const faults: readonly (readonly [string, () => unknown])[] = [
    [
      'throws',
      () => {
        throw new Error('boom');
      },
    ],
    ['rejects', () => Promise.reject(new Error('boom'))],
    ['gives nothing', () => ''],
    ['gives a number', () => 7],
    ['gives a megabyte', () => 'x'.repeat(1_000_000)],
    ['gives a line break', () => 'a\nb'],
  ];
  for (const [name, fault] of faults) {
    test(`A20 that a provider ${name} instead of are asked for again`, async () => {
      const requests = answerPolls(json(ALL));
      let isFaulty = true;
      const { platform, watch } = open({
        tokenProvider: () => (isFaulty ? (fault() as Promise<string>) : Promise.resolve('token')),
      });
      await platform.pass(0);
      assert.equal(requests.length, 0);
      assert.equal(watch.state, 'reconnecting');
      isFaulty = false;
      await platform.pass(500);
      assert.equal(watch.state, 'live');
      watch.stop();
    });
  }

  test('I05 A20 that never come are waited for 10 s', async () => {
    let count = 0;
    answerPolls(json(ALL));
    const { platform, watch } = open({
      tokenProvider: () => ((count += 1) === 1 ? new Promise(() => undefined) : Promise.resolve('token')),
    });
    await platform.pass(10_000);
    assert.equal(watch.state, 'reconnecting');
    await platform.pass(500);
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('that are refused mean that nobody is signed in', async () => {
    const refusal = Object.assign(new Error('no'), { name: 'UnauthorizedError' });
    const { platform, watch } = open({ tokenProvider: () => Promise.reject(refusal) });
    await platform.pass(60_000);
    assert.equal(watch.state, 'unauthorized');
    watch.stop();
  });

  test('A19 that come after unsubscribing send nothing', async () => {
    const requests = answerPolls(json(ALL));
    let give: (token: string) => void = () => undefined;
    const { platform, watch } = open({ tokenProvider: () => new Promise((resolve) => (give = resolve)) });
    await platform.pass(0);
    watch.stop();
    give('token');
    await platform.pass(60_000);
    assert.equal(requests.length, 0);
  });
});

describe('rights', () => {
  useServer();

  test('I07 are told when they change', async () => {
    const can = { assign: true, 'force-close': false };
    answerPolls(
      json({ ...ALL, can, user: { id: 'u7', name: 'Ada' } }),
      json(delta(10, 11, { can })),
      json(delta(11, 12, { can: { 'force-close': 'Only in your own queues' } })),
    );
    const { platform, watch } = open();
    await platform.pass(10_000);
    assert.deepEqual(
      watch.of('permissions').map(({ permissions }) => permissions),
      [
        { assign: true, forceClose: false },
        { assign: true, forceClose: 'Only in your own queues' },
      ],
    );
    assert.deepEqual(watch.of('supervisor')[0]?.supervisor, { id: 'u7', name: 'Ada' });
    watch.stop();
  });

  test('B18 I08 that shrank wipe the rows before others are read', async () => {
    answerPolls(
      json(ALL),
      () => HttpResponse.json({ code: 'permissions' }, { status: 410 }),
      () => empty(500),
      json(full(20, [row('b')])),
    );
    const { platform, watch } = open();
    await platform.pass(5_000);
    assert.equal(watch.of('wipe').length, 1);
    assert.deepEqual(watch.rows, []);
    await platform.pass(500);
    assert.deepEqual(watch.rows, ['b@1']);
    assert.equal(watch.state, 'live');
    watch.stop();
  });

  test('I10 of another user wipe the rows of the first one', async () => {
    answerPolls(
      json({ ...ALL, user: { id: 'u7', name: 'Ada' }, can: { assign: false } }),
      json(delta(10, 11, { can: { join: true }, user: { id: 'u8', name: 'Bo' }, up: [row('b')] })),
      json(full(11, [row('b')], { user: { id: 'u8', name: 'Bo' } })),
    );
    const { platform, watch } = open();
    await platform.pass(5_500);
    const kinds = watch.messages.map(({ type }) => type);
    assert.ok(kinds.indexOf('wipe') < kinds.lastIndexOf('snapshot'));
    assert.equal(watch.of('delta').length, 0);
    assert.deepEqual(watch.of('permissions').at(-1)?.permissions, { join: true });
    assert.deepEqual(watch.rows, ['b@1']);
    watch.stop();
  });
});

describe('the clock', () => {
  useServer();

  test('G01 is told from the time in the answers, again with each sign of life', async () => {
    answerPolls(json(full(10, [], { now: NOW + 10_800_000 })), empty(304));
    const { platform, watch } = open();
    await platform.pass(5_000);
    const clocks = watch.of('clock');
    assert.equal(clocks.length, 2);
    assert.equal(clocks[1]?.offsetMs, 10_800_000);
    assert.equal(clocks[0]?.errorMs, 0);
    watch.stop();
  });

  test('G02 forgets what it knew when the client clock was set, however well it was known', () => {
    const platform = new ManualPlatform();
    const clock = new ServerClock(platform);
    const answer = (roundTrip: number): HttpAnswer => ({
      kind: 'answer',
      status: 200,
      headers: new Headers(),
      body: null,
      fault: null,
      sentAt: platform.now() - roundTrip,
      receivedAt: platform.now(),
    });
    clock.observe(answer(0), NOW);
    platform.stepClock(60_000);
    clock.observe(answer(200), NOW);
    assert.deepEqual(clock.message, { type: 'clock', offsetMs: -59_900, errorMs: 100 });
  });

  test('G02 is asked for anew when the client clock was set', async () => {
    const requests = answerPolls(json(ALL), empty(304), json(delta(10, 10, { now: NOW + 10_000 })));
    const { platform, watch } = open();
    await platform.pass(9_000);
    platform.stepClock(3_600_000);
    await platform.pass(1_000);
    assert.equal(requests[1]?.headers.get('if-none-match'), '"10"');
    assert.equal(requests[2]?.headers.get('if-none-match'), null, 'a 304 would not tell the time');
    assert.equal(watch.of('clock').at(-1)?.offsetMs, -3_600_000);
    assert.deepEqual(watch.states, ['connecting', 'live']);
    watch.stop();
  });
});
