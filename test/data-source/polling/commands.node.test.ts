import { http, HttpResponse } from 'msw';
import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { describe, test } from 'node:test';
import type { Command, CommandOutcome } from '../../../src/data-source/data-source.js';
import { PollingDataSource, type PollingOptions } from '../../../src/data-source/polling/index.js';
import {
  answerPolls,
  BASE,
  delta,
  empty,
  full,
  json,
  never,
  NOW,
  open,
  row,
  server,
  useServer,
} from './fixture.js';
import { ManualPlatform } from './manual-platform.js';

const COMMAND: Command = {
  key: '0b1d9a52-6f6a-4b7e-9c6e-0d3f3c1f7a11',
  action: 'force-close',
  conversationId: 'c/77',
  ifVersion: 12,
  notAfter: NOW + 15_000,
  reason: 'spam',
};

type Answer = () => Response | Promise<Response>;

/** Answers commands in order, the last one for ever; returns what came, with its body. */
function answerCommands(...answers: Answer[]): { request: Request; body: unknown }[] {
  const received: { request: Request; body: unknown }[] = [];
  server.use(
    http.post(`${BASE}/c%2F77/commands`, async ({ request }) => {
      received.push({ request, body: await request.json() });
      return (answers[Math.min(received.length, answers.length) - 1] ?? never)();
    }),
  );
  return received;
}

function answerOutcomes(...answers: Answer[]): Request[] {
  const requests: Request[] = [];
  server.use(
    http.get('https://contact.example/commands/:key', ({ request }) => {
      requests.push(request);
      return (answers[Math.min(requests.length, answers.length) - 1] ?? never)();
    }),
  );
  return requests;
}

async function perform(
  options: Omit<PollingOptions, 'platform'> & { wait?: number; signal?: AbortSignal } = {},
): Promise<CommandOutcome | 'not settled'> {
  const platform = new ManualPlatform();
  const source = new PollingDataSource(BASE, { ...options, platform });
  let outcome: CommandOutcome | 'not settled' = 'not settled';
  void source.perform(COMMAND, { signal: options.signal ?? new AbortController().signal }).then((result) => {
    outcome = result;
  });
  await platform.pass(options.wait ?? 0);
  await platform.rest();
  return outcome;
}

const body = (
  status: number,
  content: Record<string, unknown>,
  headers: Record<string, string> = {},
): Answer => {
  return () => HttpResponse.json(content, { status, headers });
};

describe('a command', () => {
  useServer();

  test('J42 goes out with its key, the version that was seen and a header that no form can set', async () => {
    const received = answerCommands(body(200, { status: 'done', ver: 13, seq: 18266, replayed: false }));
    assert.deepEqual(await perform({ tokenProvider: () => Promise.resolve('token') }), {
      status: 'done',
      version: 13,
    });
    const { request, body: sent } = received[0] ?? assert.fail('nothing was sent');
    assert.equal(request.headers.get('idempotency-key'), COMMAND.key);
    assert.equal(request.headers.get('if-match'), '"12"');
    assert.equal(request.headers.get('x-requested-with'), 'ongoing-conversations-report');
    assert.equal(request.headers.get('content-type'), 'application/json');
    assert.equal(request.headers.get('authorization'), 'Bearer token');
    assert.deepEqual(sent, { name: 'force-close', args: { reason: 'spam' }, notAfter: COMMAND.notAfter });
  });

  const mapping: readonly (readonly [string, Answer, CommandOutcome])[] = [
    ['200 without a body', () => empty(200), { status: 'done' }],
    ['201', body(201, { status: 'done', ver: 13 }), { status: 'done', version: 13 }],
    [
      '400',
      body(400, { code: 'invalid', message: 'No such agent' }),
      { status: 'refused', code: 'invalid', message: 'No such agent' },
    ],
    ['403', () => empty(403), { status: 'refused', code: 'not-permitted', message: 'not-permitted' }],
    ['404', () => empty(404), { status: 'refused', code: 'closed', message: 'closed', current: null }],
    ['410', () => empty(410), { status: 'refused', code: 'closed', message: 'closed', current: null }],
    ['409', () => empty(409), { status: 'conflict', code: 'conflict', message: 'conflict' }],
    [
      '409 with a code of its own',
      body(409, { code: 'agent-offline' }),
      { status: 'conflict', code: 'agent-offline', message: 'agent-offline' },
    ],
    ['412 without the row', () => empty(412), { status: 'conflict', code: 'stale', message: 'stale' }],
    [
      '412 with another code',
      body(412, { code: 'version' }),
      { status: 'conflict', code: 'stale', message: 'stale' },
    ],
    ['422', () => empty(422), { status: 'refused', code: 'invalid', message: 'invalid' }],
    [
      '422 for a key used before',
      body(422, { code: 'conflict' }),
      { status: 'conflict', code: 'conflict', message: 'conflict' },
    ],
    ['423', () => empty(423), { status: 'refused', code: 'locked', message: 'locked' }],
    ['428', () => empty(428), { status: 'failed', code: 'http-428', message: 'The server answered 428.' }],
    [
      '429',
      () => empty(429, { 'Retry-After': '20' }),
      { status: 'refused', code: 'rate-limited', message: 'Try again in 20 s.' },
    ],
  ];
  for (const [name, answer, expected] of mapping) {
    test(`J09 J21 J24–J30 reads ${name}`, async () => {
      const received = answerCommands(answer);
      assert.deepEqual(await perform(), expected);
      assert.equal(received.length, 1);
    });
  }

  test('J07 J27 brings the row along when the server has another version', async () => {
    answerCommands(body(412, { status: 'rejected', code: 'stale', current: row('c/77', 13) }));
    const outcome = await perform();
    assert.ok(outcome !== 'not settled' && outcome.status === 'conflict');
    assert.equal(outcome.current?.version, 13);
  });

  const doubtful: readonly (readonly [string, Answer])[] = [
    ...[500, 502, 503, 504].map((status) => [String(status), () => empty(status)] as const),
    ['408', () => empty(408)],
    ['a lost connection', () => Response.error()],
    ['a page in the way', () => HttpResponse.html('<title>Sign in</title>')],
    ['a redirect', () => empty(302, { Location: 'https://login.example/' })],
    ['a status of the future', body(200, { status: 'perhaps' })],
  ];
  for (const [name, answer] of doubtful) {
    test(`J15 J31 is unknown after ${name}, and is not sent again`, async () => {
      const received = answerCommands(answer);
      const outcome = await perform({ wait: 60_000 });
      assert.equal(outcome !== 'not settled' && outcome.status, 'unknown');
      assert.equal(received.length, 1);
    });
  }

  test('J32 is unknown after 15 s without an answer', async () => {
    answerCommands(never);
    assert.equal(await perform({ wait: 14_999 }), 'not settled');
    const outcome = await perform({ wait: 15_000 });
    assert.equal(outcome !== 'not settled' && outcome.status, 'unknown');
  });

  test('J23 goes once more with the same key after 401', async () => {
    const received = answerCommands(() => empty(401), body(200, { status: 'done', ver: 13 }));
    let count = 0;
    const outcome = await perform({ tokenProvider: () => Promise.resolve(`token-${(count += 1)}`) });
    assert.deepEqual(outcome, { status: 'done', version: 13 });
    assert.deepEqual(
      received.map(({ request }) => [
        request.headers.get('idempotency-key'),
        request.headers.get('authorization'),
      ]),
      [
        [COMMAND.key, 'Bearer token-1'],
        [COMMAND.key, 'Bearer token-2'],
      ],
    );
  });

  test('J23 is refused after the second 401', async () => {
    const received = answerCommands(() => empty(401));
    const outcome = await perform({ tokenProvider: () => Promise.resolve('token') });
    assert.deepEqual(outcome, { status: 'refused', code: 'unauthorized', message: 'unauthorized' });
    assert.equal(received.length, 2);
  });

  test('J22 does not go once more when it is too late', async () => {
    const platform = new ManualPlatform();
    const received = answerCommands(() => {
      platform.stepClock(20_000);
      return empty(401);
    });
    const source = new PollingDataSource(BASE, { platform, tokenProvider: () => Promise.resolve('token') });
    const outcome = await source.perform(COMMAND, { signal: new AbortController().signal });
    assert.equal(outcome.status, 'refused');
    assert.equal(received.length, 1);
  });

  test('J22 is not sent after its time by the server clock', async () => {
    const received = answerCommands(body(200, { status: 'done' }));
    answerPolls(json(full(10, [], { now: NOW + 60_000 })));
    const { platform, source, watch } = open();
    await platform.pass(0);
    const outcome = await source.perform(COMMAND, { signal: new AbortController().signal });
    assert.deepEqual([outcome.status, 'code' in outcome && outcome.code], ['failed', 'expired']);
    assert.equal(received.length, 0);
    watch.stop();
  });

  test('J12 J13 is refused while the rows are not live, and not sent later', async () => {
    const received = answerCommands(body(200, { status: 'done' }));
    answerPolls(json(full(10, [row('c/77', 12)])), empty(500));
    const { platform, source, watch } = open();
    const { signal } = new AbortController();
    const codes: unknown[] = [];
    const attempt = async (): Promise<void> => {
      const outcome = await source.perform(COMMAND, { signal });
      codes.push('code' in outcome ? outcome.code : outcome.status);
    };
    await attempt();
    await platform.pass(0);
    await attempt();
    platform.sleep(60_000);
    await attempt();
    await platform.pass(60_000);
    await attempt();
    assert.deepEqual(codes, ['not-connected', 'done', 'not-connected', 'not-connected']);
    assert.equal(received.length, 1);
    watch.stop();
  });

  test('J38 that is aborted before is not sent, and after is unknown', async () => {
    const received = answerCommands(never);
    const before = await perform({ signal: AbortSignal.abort() });
    assert.deepEqual(before !== 'not settled' && [before.status, 'code' in before && before.code], [
      'failed',
      'aborted',
    ]);
    assert.equal(received.length, 0);

    const controller = new AbortController();
    const platform = new ManualPlatform();
    const outcome = new PollingDataSource(BASE, { platform }).perform(COMMAND, { signal: controller.signal });
    await platform.rest();
    controller.abort();
    assert.equal((await outcome).status, 'unknown');
    assert.equal(received.length, 1);
  });

  test('is not sent without a token', async () => {
    const received = answerCommands(body(200, { status: 'done' }));
    const outcome = await perform({ tokenProvider: () => Promise.reject(new Error('secret')) });
    assert.deepEqual(outcome, { status: 'failed', code: 'no-token', message: 'Nothing was sent.' });
    assert.equal(received.length, 0);
  });

  test('for an id that would lead elsewhere is not sent', async () => {
    const source = new PollingDataSource(BASE, { platform: new ManualPlatform() });
    const signal = new AbortController().signal;
    assert.equal((await source.perform({ ...COMMAND, conversationId: '..' }, { signal })).status, 'failed');
    assert.equal(
      (await source.perform({ ...COMMAND, conversationId: '\ud800' }, { signal })).status,
      'failed',
    );
  });

  test('J32 that the server took over is asked for at 1, 3 and 9 s', async () => {
    for (const takenOver of [
      () => empty(202),
      body(409, { code: 'in-flight' }),
      body(200, { status: 'pending' }),
    ]) {
      answerCommands(takenOver);
      const asked = answerOutcomes(body(200, { status: 'pending' }), body(200, { status: 'done', ver: 13 }));
      assert.equal(await perform({ wait: 2_999 }), 'not settled');
      assert.equal(asked.length, 1);
      assert.deepEqual(await perform({ wait: 3_000 }), { status: 'done', version: 13 });
      server.resetHandlers();
    }
  });

  test('J38 O13 that is aborted while the server works on it is unknown at once', async () => {
    answerCommands(() => empty(202));
    const asked = answerOutcomes(body(200, { status: 'pending' }));
    const controller = new AbortController();
    const platform = new ManualPlatform();
    const outcome = new PollingDataSource(BASE, { platform }).perform(COMMAND, { signal: controller.signal });
    await platform.pass(1_000);
    controller.abort();
    assert.equal((await outcome).status, 'unknown');
    assert.equal(asked.length, 1);
    assert.equal(platform.timers, 0);
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  });

  test('that never ends at the server is unknown in the end', async () => {
    answerCommands(() => empty(202));
    answerOutcomes(body(200, { status: 'pending' }));
    const outcome = await perform({ wait: 9_000 });
    assert.equal(outcome !== 'not settled' && outcome.status, 'unknown');
  });

  test('J35 is followed by a reading of the rows, also when one was on its way', async () => {
    answerCommands(body(200, { status: 'done', ver: 13 }));
    const answers: (() => void)[] = [];
    const requests = answerPolls(
      json(full(10, [row('c/77', 12)])),
      () => new Promise((resolve) => answers.push(() => resolve(empty(304)))),
      json(delta(10, 11, { rm: [{ id: 'c/77', ver: 13, why: 'closed' }] })),
    );
    const { platform, source, watch } = open();
    await platform.pass(5_000);
    await source.perform(COMMAND, { signal: new AbortController().signal });
    await platform.pass(1_000);
    assert.equal(requests.length, 2, 'not beside the one in flight');
    for (const answer of answers) answer();
    await platform.pass(200);
    assert.equal(requests.length, 3);
    assert.deepEqual(watch.rows, []);
    watch.stop();
  });
});

describe('the outcome of a command', () => {
  useServer();

  test('is asked for when the rows are live again, or nobody reads them any more [J32]', async () => {
    const requests = answerOutcomes(body(200, { status: 'done' }));
    let isUp = false;
    answerPolls(json(full(10, [])), () => (isUp ? empty(304) : Response.error()));
    const { platform, source, watch } = open();
    await platform.pass(30_000);
    assert.equal(watch.state, 'stale');
    const { signal } = new AbortController();
    const givenUp = source.outcome('other', { signal: AbortSignal.abort() });
    const outcome = source.outcome(COMMAND.key, { signal });
    assert.equal((await givenUp).status, 'unknown');
    await platform.pass(60_000);
    assert.equal(requests.length, 0);
    isUp = true;
    await platform.pass(60_000);
    assert.equal((await outcome).status, 'done');
    assert.equal(requests.length, 1);

    isUp = false;
    await platform.pass(60_000);
    const last = source.outcome(COMMAND.key, { signal });
    watch.stop();
    assert.equal((await last).status, 'done');
  });

  const ask = (): Promise<CommandOutcome> =>
    new PollingDataSource(`${BASE}/?tenant=7`, { platform: new ManualPlatform() }).outcome(COMMAND.key, {
      signal: new AbortController().signal,
    });

  const answers: readonly (readonly [string, Answer, CommandOutcome['status']])[] = [
    ['done', body(200, { status: 'done', ver: 13 }), 'done'],
    ['rejected', body(200, { status: 'rejected', code: 'locked' }), 'refused'],
    ['rejected as stale', body(200, { status: 'rejected', code: 'stale' }), 'conflict'],
    ['not-applied', body(200, { status: 'not-applied' }), 'failed'],
    ['pending', body(200, { status: 'pending' }), 'unknown'],
    ['unknown', body(200, { status: 'unknown' }), 'unknown'],
    ['404', () => empty(404), 'unknown'],
    ['500', () => empty(500), 'unknown'],
    ['nothing', () => Response.error(), 'unknown'],
  ];
  for (const [name, answer, expected] of answers) {
    test(`J14 J16 J18 J19 reads ${name}`, async () => {
      const requests = answerOutcomes(answer);
      assert.equal((await ask()).status, expected);
      assert.equal(requests[0]?.url, `https://contact.example/commands/${COMMAND.key}?tenant=7`);
    });
  }
});
