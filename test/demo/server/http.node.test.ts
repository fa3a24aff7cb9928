import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { ReferenceServer } from '../../../demo/server/reference-server.js';
import { Digest } from '../../../src/data-source/wire/digest.js';
import { apply, rowWhere, startServer, truth } from './client.js';
import type { Message, Row } from './client.js';

let server: ReferenceServer;
before(async () => {
  server = await startServer({ conversations: 120, origins: ['https://desk.example'] });
});
after(() => server.close());

const byId = (a: Row, b: Row): number => (a.id < b.id ? -1 : 1);
const isTalking = (row: Row): boolean => row['phase'] === 'in-conversation' && row['elevated'] === false;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Message;
}

/** Headers that `fetch` would not let through as they are. */
async function call(
  path: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ port: server.port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: new Headers(response.headers as Record<string, string>),
          body: (text === '' ? {} : JSON.parse(text)) as Message,
        });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

const OWN = { 'Content-Type': 'application/json', 'X-Requested-With': 'ongoing-conversations-report' };
let keys = 0;

function post(row: Row, name: string, args: object = {}, headers: Record<string, string | undefined> = {}) {
  keys += 1;
  const all: Record<string, string | undefined> = {
    ...OWN,
    'Idempotency-Key': `http-${String(keys)}`,
    'If-Match': `"${String(row.ver)}"`,
    ...headers,
  };
  const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  return call(`/conversations/${row.id}/commands`, {
    method: 'POST',
    headers: sent as Record<string, string>,
    body: JSON.stringify({ name, args, notAfter: server.world.now + 10_000 }),
  });
}

describe('GET /conversations', () => {
  it('gives all rows in pages, and what changed since the first of them', async () => {
    const first = await call('/conversations?limit=50');
    assert.equal(first.status, 200);
    assert.equal(first.body['mode'], 'full');
    const rows = new Map((first.body['up'] as Row[]).map((row) => [row.id, row]));
    assert.equal(rows.size, 50);
    assert.deepEqual([first.body['more'], first.body['count'], first.body['digest']], [true, 120, undefined]);
    // In between one goes that was read, and one that will not be.
    server.control.closeConversation([...rows.keys()][3] ?? '');
    server.control.closeConversation([...truth(server).keys()].at(-1) ?? '');
    for (let page = first.body; page['more'] === true;) {
      page = (await call(`/conversations?limit=50&after=${String(page['next'])}`)).body;
      assert.equal(page['epoch'], first.body['epoch']);
      for (const row of page['up'] as Row[]) rows.set(row.id, row);
    }
    const { body: delta } = await call(`/conversations?since=${String(first.body['token'])}`);
    assert.deepEqual(
      [delta['mode'], delta['from'], delta['more'], delta['epoch']],
      ['delta', first.body['seq'], false, first.body['epoch']],
    );
    apply(rows, delta);
    assert.deepEqual([...rows.values()].sort(byId), [...truth(server).values()].sort(byId));
    const digest = new Digest();
    for (const { id, ver } of rows.values()) digest.toggle(id, ver);
    assert.deepEqual([delta['count'], delta['digest']], [rows.size, digest.toString()]);
  });

  it('in one page has the digest with it, and who asks and what they may do', async () => {
    const { body } = await call('/conversations');
    const digest = new Digest();
    for (const { id, ver } of truth(server).values()) digest.toggle(id, ver);
    assert.deepEqual([body['more'], body['digest'], body['next']], [false, digest.toString(), null]);
    assert.deepEqual(body['user'], { id: 'u-demo', name: 'Alex Morgan' });
    assert.equal((body['can'] as Record<string, unknown>)['force-close'], true);
    assert.ok(Math.abs(Number(body['now']) - server.world.now) < 1_000);
  });

  it('answers 304 while nothing changed, rights included', async () => {
    const { body, headers } = await call('/conversations');
    const path = `/conversations?since=${String(body['token'])}`;
    const etag = headers.get('etag') ?? '';
    const ask = (): Promise<Answer> => call(path, { headers: { 'If-None-Match': etag } });
    const unchanged = await ask();
    assert.deepEqual([unchanged.status, unchanged.body], [304, {}]);
    assert.equal(unchanged.headers.get('etag'), etag);
    const unasked = await call(path);
    assert.deepEqual(
      [unasked.status, unasked.body['up'], unasked.body['seq']],
      [200, undefined, body['seq']],
    );
    server.control.setPermissions({ assign: 'Not today' });
    const rights = await ask();
    assert.equal(rights.status, 200);
    assert.equal((rights.body['can'] as Record<string, unknown>)['assign'], 'Not today');
    server.control.setPermissions({ assign: true });
    server.control.closeConversation([...truth(server).keys()][0] ?? '');
    assert.equal((await ask()).status, 200);
  });

  it('gives many changes in several answers', async () => {
    const { body } = await call('/conversations');
    const ids = [...truth(server).keys()].slice(0, 5);
    for (const id of ids) server.control.closeConversation(id);
    const removed: string[] = [];
    let answer: Message = body;
    do {
      const { body: next } = await call(`/conversations?limit=2&since=${String(answer['token'])}`);
      assert.equal(next['from'], answer['seq']);
      assert.equal(next['digest'] === undefined, next['more'], 'compared only at the end');
      removed.push(...(next['rm'] as Row[]).map(({ id }) => id));
      answer = next;
    } while (answer['more'] === true);
    assert.deepEqual(removed, ids);
  });

  it('gives the queues and hours asked for', async () => {
    const { body } = await call('/conversations?queue=q-billing&queue=q-sales&windowHours=0.2');
    const rows = body['up'] as Row[];
    const expected = [...truth(server).values()].filter(
      (row) =>
        ['q-billing', 'q-sales'].includes((row['queue'] as { id: string }).id) &&
        Number(row['startedAt']) >= Number(body['now']) - 0.2 * 3_600_000,
    );
    assert.ok(expected.length > 0);
    assert.deepEqual([...rows].sort(byId), expected.sort(byId));
  });

  it('does not know positions of other views, of other times, or none at all', async () => {
    const { body } = await call('/conversations');
    const token = String(body['token']);
    assert.equal((await call(`/conversations?since=${token}&queue=q-billing`)).status, 410);
    for (const other of ['x', '', Buffer.from('a 1').toString('base64url')]) {
      assert.equal((await call(`/conversations?since=${other}`)).status, 410, other);
    }
    server.control.closeConversation([...truth(server).keys()][0] ?? '');
    server.control.forgetLog();
    assert.equal((await call(`/conversations?since=${token}`)).status, 410);
    const { body: anew } = await call('/conversations');
    server.control.newEpoch();
    assert.equal((await call(`/conversations?since=${String(anew['token'])}`)).status, 410);
  });

  it('tells the time in its Date header, as the simulated centre has it', async () => {
    server.control.advance(3_600_000);
    const { headers, body } = await call('/conversations');
    const date = Date.parse(headers.get('date') ?? '');
    assert.ok(Math.abs(date - Number(body['now'])) < 1_000);
    assert.ok(date > Date.now() + 3_000_000);
  });
});

describe('Other origins', () => {
  it('may read what they need when they are allowed', async () => {
    for (const Origin of ['https://desk.example', 'http://localhost:5173']) {
      const { status, headers } = await call('/conversations?limit=1', { headers: { Origin } });
      assert.equal(status, 200);
      assert.equal(headers.get('access-control-allow-origin'), Origin);
      assert.equal(headers.get('access-control-expose-headers'), 'ETag, Retry-After, Date');
      assert.equal(headers.get('vary'), 'Origin');
    }
  });

  it('I12 get nothing when they are not', async () => {
    for (const Origin of ['https://evil.example', 'null']) {
      const { status, headers, body } = await call('/conversations', { headers: { Origin } });
      assert.deepEqual(
        [status, body['up'], headers.get('access-control-allow-origin')],
        [403, undefined, null],
      );
    }
  });

  it('may ask beforehand', async () => {
    const { status, headers } = await call('/conversations/c-1/commands', {
      method: 'OPTIONS',
      headers: { Origin: 'http://localhost:5173', 'Access-Control-Request-Method': 'POST' },
    });
    assert.equal(status, 204);
    const allowed = headers.get('access-control-allow-headers') ?? '';
    for (const name of [
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'X-Requested-With',
      'Authorization',
    ]) {
      assert.ok(allowed.includes(name), name);
    }
    assert.match(headers.get('access-control-allow-methods') ?? '', /POST/);
  });
});

describe('POST …/commands', () => {
  it('does a command and tells the version', async () => {
    const row = rowWhere(server, isTalking);
    const { status, body } = await post(row, 'monitor');
    assert.equal(status, 200);
    assert.deepEqual(body, { status: 'done', ver: row.ver + 1, replayed: false });
    assert.deepEqual(truth(server).get(row.id)?.['monitoredBy'], ['u-demo']);
    assert.equal(server.journal.at(-1)?.command.action, 'monitor');
  });

  it('J20 does it once for each key', async () => {
    const row = rowWhere(server, isTalking);
    const header = { 'Idempotency-Key': 'same' };
    const first = await post(row, 'force-close', {}, header);
    const done = server.journal.length;
    // The deadline is part of the body, and a moment has passed: to be the same, the request has to be the same.
    const again = await post(row, 'monitor', {}, header);
    assert.deepEqual([first.status, again.status, again.body['code']], [200, 422, 'conflict']);
    assert.equal(server.journal.length, done);
  });

  it('J42 is refused to other sites, whatever they claim', async () => {
    const row = rowWhere(server, isTalking);
    const foreign = [
      { 'X-Requested-With': undefined },
      { 'X-Requested-With': 'XMLHttpRequest' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Host: 'evil.example' },
    ];
    for (const headers of foreign) {
      const { status, body } = await post(row, 'force-close', {}, headers);
      assert.deepEqual([status, body['status']], [403, 'rejected'], JSON.stringify(headers));
    }
    assert.deepEqual(truth(server).get(row.id), row);
    const own = { Origin: 'http://localhost:5173', 'Sec-Fetch-Site': 'cross-site' };
    assert.equal((await post(row, 'monitor', {}, own)).status, 200, 'an allowed page on this machine');
  });

  it('J24 J25 J26 J27 J28 says with its status what is wrong', async () => {
    const row = rowWhere(server, isTalking);
    const open = rowWhere(server, ({ status }) => status === 'open');
    const stale = await post({ ...row, ver: row.ver + 5 }, 'force-close');
    assert.deepEqual([stale.status, stale.body['code'], stale.body['current']], [412, 'stale', row]);
    const cases: readonly (readonly [Promise<Answer>, number, string])[] = [
      [post(row, 'force-close', {}, { 'If-Match': undefined }), 428, 'if-match-required'],
      [post(row, 'force-close', {}, { 'If-Match': 'W/"3"' }), 400, 'invalid'],
      [post(row, 'force-close', {}, { 'Idempotency-Key': undefined }), 400, 'invalid'],
      [post(row, 'explode'), 400, 'invalid'],
      [post(row, 'assign'), 400, 'invalid'],
      [post(row, 'force-close', {}, { 'Content-Type': 'text/plain' }), 415, 'not-json'],
      [post(row, 'force-close', { note: 'x'.repeat(70_000) }), 413, 'too-large'],
      [post(row, 'assign', { agentId: 'a-0001' }), 409, 'agent-holds-it'],
      [post(open, 'assign', { agentId: 'a-none' }), 409, 'conflict'],
      [post({ ...row, id: 'c-none' }, 'force-close'), 404, 'closed'],
    ];
    for (const [answer, status, code] of cases) {
      const { status: actual, body } = await answer;
      assert.deepEqual([actual, body['code'], body['status']], [status, code, 'rejected']);
    }
    assert.deepEqual(truth(server).get(row.id), row);
    server.control.closeConversation(row.id);
    const gone = await post(row, 'force-close');
    assert.deepEqual([gone.status, gone.body['current']], [410, null]);
    server.control.setPermissions({ 'force-close': 'Ask your lead' });
    const forbidden = await post(rowWhere(server, isTalking), 'force-close');
    assert.deepEqual([forbidden.status, forbidden.body['message']], [403, 'Ask your lead']);
    server.control.setPermissions({ 'force-close': true });
  });

  it('J22 after its deadline is not done', async () => {
    const row = rowWhere(server, isTalking);
    const { status, body } = await call(`/conversations/${row.id}/commands`, {
      method: 'POST',
      headers: { ...OWN, 'Idempotency-Key': 'late', 'If-Match': `"${String(row.ver)}"` },
      body: JSON.stringify({ name: 'force-close', args: {}, notAfter: server.world.now - 1 }),
    });
    assert.deepEqual([status, body['code']], [422, 'expired']);
    assert.deepEqual(truth(server).get(row.id), row);
  });

  it('J30 too many of them a minute are refused with the time to wait', async () => {
    const strict = await startServer({ limits: { commandsPerMinute: 0 } });
    const response = await fetch(`${strict.url}/c-00001/commands`, {
      method: 'POST',
      headers: { ...OWN, 'Idempotency-Key': 'k', 'If-Match': '"1"' },
      body: '{}',
    });
    assert.equal(response.status, 429);
    assert.ok(Number(response.headers.get('retry-after')) > 0);
    await strict.close();
  });
});

describe('GET /commands/{key}', () => {
  it('says what became of a command', async () => {
    const row = rowWhere(server, isTalking);
    server.control.holdAnswers();
    const pending = post(row, 'force-close', {}, { 'Idempotency-Key': 'held/1' });
    while (server.world.conversation(row.id)) await new Promise((resolve) => setTimeout(resolve, 2));
    server.control.releaseAnswers();
    await pending;
    assert.deepEqual((await call('/commands/held%2F1')).body, { status: 'done', ver: row.ver + 1 });
    assert.equal((await call('/commands/never')).body['status'], 'not-applied');
    server.control.forgetCommands();
    assert.equal((await call('/commands/held%2F1')).body['status'], 'unknown');
  });
});

describe('GET …/candidates', () => {
  it('gives agents and queues as a lookup does', async () => {
    const { id } = rowWhere(server, ({ status }) => status === 'open');
    const base = `/conversations/${id}/candidates?for=assign&limit=4`;
    const first = await call(`${base}&kind=agents&text=a`);
    const query = { action: 'assign', conversationId: id, text: 'a', limit: 8, after: null } as const;
    const expected = server.world.findAgents(query).entries;
    assert.deepEqual(first.body['entries'], expected.slice(0, 4));
    const second = await call(`${base}&kind=agents&text=a&after=${String(first.body['next'])}`);
    assert.deepEqual(second.body['entries'], expected.slice(4));
    const queues = await call(`${base}&kind=queues`);
    assert.deepEqual(
      queues.body['entries'],
      server.world.findQueues({ ...query, text: '', limit: 4 }).entries,
    );
  });

  it('of nonsense or of what is gone says so', async () => {
    const { id } = rowWhere(server, isTalking);
    assert.equal((await call(`/conversations/${id}/candidates?kind=cats&for=assign`)).status, 400);
    assert.equal((await call('/conversations/c-none/candidates?kind=agents&for=assign')).status, 404);
    server.control.closeConversation(id);
    assert.equal((await call(`/conversations/${id}/candidates?kind=agents&for=assign`)).status, 410);
  });
});

describe('GET …/transcript', () => {
  it('is for who monitors, goes on after an entry, and ends with the conversation', async () => {
    const row = rowWhere(server, (each) => isTalking(each) && (each['monitoredBy'] as string[]).length === 0);
    const path = `/conversations/${row.id}/transcript`;
    assert.equal((await call(path)).status, 403);
    await post(row, 'monitor');
    const { body } = await call(path);
    const entries = body['entries'] as { n: number; text: string }[];
    assert.equal(entries[0]?.text, row['subject']);
    const last = entries.at(-1)?.n ?? 0;
    assert.deepEqual((await call(`${path}?after=${String(last)}`)).body['entries'], []);
    server.control.closeConversation(row.id);
    const end = (await call(`${path}?after=${String(last)}`)).body['entries'] as {
      n: number;
      text: string;
    }[];
    assert.deepEqual(
      end.map(({ n, text }) => [n, text]),
      [[last + 1, 'The customer left']],
    );
    assert.equal((await call(`${path}?after=${String(last + 1)}`)).status, 410);
    assert.equal((await call('/conversations/c-none/transcript')).status, 404);
  });
});

describe('Other addresses', () => {
  it('do not exist, or not for this method', async () => {
    assert.equal((await call('/')).status, 404);
    assert.equal((await call('/conversations/c-1/other')).status, 404);
    assert.equal((await call('/conversations/c-1/commands')).status, 405);
    assert.equal((await call('/commands/%E0%A4%A')).status, 400);
  });
});
