/** Group D of the catalogue: frames that are malformed, hostile or huge, over real sockets. */
import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Bench, delta, row } from '../data-source/web-socket/fixture.js';
import { CentreBench } from './centre-bench.js';
import { assertSameRows } from './standing-checks.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const MIB = 1_048_576;

/** One bad frame between good ones: the connection ends with 4400, is told of once, and goes on from there. */
async function survives(context: TestContext, ...frames: readonly (string | Uint8Array)[]): Promise<void> {
  const bench = await CentreBench.open(context);
  await bench.converged();
  for (const [index, frame] of frames.entries()) {
    bench.change();
    await bench.converged();
    bench.relay.tell(frame);
    bench.change();
    await bench.recorder.untilState('reconnecting');
    assert.equal(bench.recorder.connection?.reason, 'malformed');
    assert.equal(bench.recorder.diagnosed('malformed-frame'), index + 1);
    await bench.retry();
    await bench.converged();
    // Long enough for the next one not to be one of a row.
    bench.environment.advance(10_000);
    await bench.relay.roundTrip();
  }
  assert.equal(bench.recorder.of('snapshot').length, 1, 'resumed each time');
}

/** Lets one attempt after the other happen. */
async function attemptsUntil(bench: CentreBench, state: 'live' | 'failed'): Promise<void> {
  const { recorder, environment } = bench;
  const isOver = (): boolean => recorder.state === state;
  while (!isOver()) {
    await recorder.until(() => isOver() || recorder.connection?.retryAt !== undefined);
    if (isOver()) break;
    await bench.retry();
    await bench.until(() => isOver() || environment.openSockets === 0);
  }
}

describe('a frame that cannot be read, between good ones', { timeout: 60_000 }, () => {
  it('D01 no JSON', (context) => survives(context, 'nonsense', ''));

  it('D02 JSON that is cut off', (context) => survives(context, '{"type":"delta","epoch":"e-'));

  it('D03 a number, a text, an array, null', (context) => survives(context, '7', '"delta"', '[]', 'null'));

  it('D04 without a type', (context) => survives(context, '{"epoch":"e-1","from":1,"seq":2}', '{"type":7}'));

  it('D05 binary', (context) => survives(context, new Uint8Array([123, 125])));

  it('D11 numbers that are no safe integers are not rounded', (context) =>
    survives(
      context,
      ...['9007199254740993', '-1', '1.5', '1e400', '"2"'].map(
        (seq) => `{"type":"mark","epoch":"e-1","seq":${seq},"count":1}`,
      ),
    ));

  it('D15 200,000 nested arrays', (context) =>
    survives(context, `{"type":"delta","up":${'['.repeat(200_000)}${']'.repeat(200_000)}}`));

  it('D17 a byte order mark before it', (context) =>
    survives(context, '\uFEFF{"type":"ping","n":1,"now":1}'));

  it('D06 at each resume of one position: after three the position is dropped, and a snapshot helps', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    bench.change();
    await bench.converged();
    let poisoned = 0;
    bench.relay.toClient = (message, text) => {
      if (message.type === 'welcome' && message['resumed'] === true) {
        poisoned += 1;
        return [text, '{'];
      }
      return [text];
    };
    bench.proxy.connections[0]?.reset();
    await bench.recorder.untilState('reconnecting');
    await attemptsUntil(bench, 'live');
    assert.equal(bench.proxy.accepted, 5);
    await bench.converged();
    assert.equal(poisoned, 3);
    assert.equal(bench.recorder.of('snapshot').length, 2);
  });

  it('D06 also without a position: the end, with the last rows stale', async (context) => {
    const bench = await CentreBench.open(context);
    await bench.converged();
    const { versions } = bench.recorder;
    bench.relay.toClient = (message, text) => (message.type === 'welcome' ? [text, '{'] : [text]);
    bench.proxy.connections[0]?.reset();
    await attemptsUntil(bench, 'failed');
    assert.equal(bench.proxy.accepted, 7);
    assert.deepEqual(bench.recorder.versions, versions);
    assert.match(bench.recorder.connection?.reason ?? '', /cannot be read/);
  });

  it('D14 one unit longer than 1 MiB: closed with 4413 before it is parsed, and nothing of it stays', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([row('c-1')]);
    const text = JSON.stringify(delta(10, 11, { up: [], padding: '' }));
    const long = text.replace('"padding":""', `"padding":"${'x'.repeat(MIB + 1 - text.length)}"`);
    assert.equal(long.length, MIB + 1);
    const parse = context.mock.method(JSON, 'parse');
    collect();
    const before = process.memoryUsage().heapUsed;
    connection.sendText(long);
    assert.equal(await connection.closed, 4413);
    collect();
    const growth = process.memoryUsage().heapUsed - before;
    assert.ok(growth < 3 * MIB, `${growth} bytes`);
    const parsed = parse.mock.calls.map((call) => call.arguments[0].length);
    assert.ok(Math.max(0, ...parsed) < 1_000);
    parse.mock.restore();
    assert.equal(recorder.diagnosed('malformed-frame'), 1);
    bench.environment.advance(500);
    const next = await bench.welcome({ resumed: true });
    // Exactly as long as is allowed.
    next.connection.sendText(long.replace('xx"', 'x"'));
    next.connection.send(delta(11, 12, { up: [row('c-2')] }));
    await recorder.until(() => recorder.rows.has('c-2'));
    assert.equal(recorder.state, 'live');
  });
});

describe('rows as no server should send them, over a real socket', { timeout: 20_000 }, () => {
  it('D10 fields of wrong types leave the row out or the field empty, and the others as they are', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([row('good')]);
    const bad = '"status":"open","channel":"chat","subject":"s"';
    connection.sendText(
      '{"type":"delta","epoch":"e-1","from":10,"seq":11,"up":[' +
        `{"id":"a","ver":"7",${bad}},{"id":"b","ver":1e400,${bad}},{"id":"c","ver":2,${bad},"startedAt":null},` +
        '{"id":"d","ver":2,"status":"open","subject":{},"agent":[],"queue":7,"wait":"long"},' +
        `{"id":"e","ver":2,${bad},"startedAt":5}]}`,
    );
    await connection.roundTrip();
    assert.deepEqual(recorder.versions, { good: 1, c: 2, d: 2, e: 2 });
    assert.equal(recorder.diagnosed('no-version'), 2);
    const { subject, agent, queue, wait } = recorder.rows.get('d') ?? {};
    assert.deepEqual([subject, agent, queue, wait], ['', null, null, null]);
    assert.equal(recorder.rows.get('c')?.startedAt, 0);
    assert.equal(recorder.rows.get('e')?.startedAt, 5);
    assert.equal(recorder.state, 'live');
  });

  it('D12 rows without an id, with an empty one, with one of 129 characters are left out and counted', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([row('good')]);
    const longest = 'x'.repeat(128);
    const nameless = { ...row('none'), id: undefined };
    connection.send(delta(10, 11, { up: [nameless, row(''), row(`${longest}x`), row(longest)] }));
    await connection.roundTrip();
    assert.deepEqual(recorder.versions, { good: 1, [longest]: 1 });
    assert.equal(recorder.diagnosed('no-id'), 3);
    assert.equal(recorder.state, 'live');
  });

  it('D13 names of prototypes as ids, fields and extra keys, at any depth, reach nothing', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([row('good')]);
    const evil =
      '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"prototype":{"polluted":1}';
    for (const [index, id] of ['__proto__', 'constructor', 'prototype'].entries()) {
      connection.sendText(
        `{"type":"delta","epoch":"e-1",${evil},"from":${10 + 2 * index},"seq":${11 + 2 * index},"up":[{"id":"${id}","ver":1,` +
          `"status":"open","channel":"chat",${evil},"ext":{${evil},"case":"C-1"},"queue":{"id":"${id}",${evil}}}]}`,
      );
      connection.sendText(
        `{"type":"delta","epoch":"e-1","from":${11 + 2 * index},"seq":${12 + 2 * index},` +
          `"patch":[{"id":"${id}","ver":2,"set":{${evil},"subject":"patched"},"unset":["__proto__","constructor"]}]}`,
      );
    }
    await connection.roundTrip();
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    assert.equal((Object as { polluted?: unknown }).polluted, undefined);
    assert.deepEqual([...recorder.rows.keys()].sort(), ['__proto__', 'constructor', 'good', 'prototype']);
    for (const id of ['__proto__', 'constructor', 'prototype']) {
      const shown = recorder.rows.get(id);
      assert.equal(shown?.subject, 'patched');
      assert.deepEqual({ ...shown.ext }, { case: 'C-1' });
      assert.equal('polluted' in shown, false);
    }
    connection.send(delta(16, 17, { rm: [{ id: '__proto__', ver: 3, why: 'closed' }] }));
    await connection.roundTrip();
    assert.equal(recorder.rows.has('__proto__'), false);
    assert.equal(recorder.state, 'live');
  });

  it('D17 the same key twice, NUL and lone surrogates: the last key wins, the text is well-formed', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([row('good')]);
    connection.sendText(
      '{"type":"delta","epoch":"e-1","from":1,"from":10,"seq":11,"up":[{"id":"a","ver":1,"ver":2,"status":"open",' +
        '"subject":"first","subject":"a\\u0000b\\ud800c\\udc00"}]}',
    );
    await connection.roundTrip();
    assert.equal(recorder.rows.get('a')?.version, 2);
    assert.equal(recorder.rows.get('a')?.subject, 'a\0b\uFFFDc\uFFFD');
    assert.equal(recorder.state, 'live');
  });

  it('D18 10,000 extra fields: 64 of them are kept', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([row('good')]);
    const ext = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`field-${n}`, 'x'.repeat(20)]));
    connection.send(delta(10, 11, { up: [row('a', 1, { ext })] }));
    await connection.roundTrip();
    assert.equal(Object.keys(recorder.rows.get('a')?.ext ?? {}).length, 64);
  });

  it('D20 times of other ages are none, and the row is there', async (context) => {
    const bench = await Bench.open(context);
    const { recorder, connection } = await bench.live([row('good')]);
    const times = {
      past: 0,
      last: 253_402_300_799_999,
      future: 253_402_300_800_000,
      text: 'NaN',
      negative: -1,
    };
    const up = Object.entries(times).map(([id, startedAt]) => row(id, 1, { startedAt }));
    connection.send(delta(10, 11, { up }));
    await connection.roundTrip();
    const started = Object.keys(times).map((id) => recorder.rows.get(id)?.startedAt);
    assert.deepEqual(started, [0, 253_402_300_799_999, 0, 0, 0]);
    assertSameRows(recorder.rows, [row('good'), ...up]);
  });
});
