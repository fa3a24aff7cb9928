/** Group C of the catalogue: what may happen while all rows are read, page by page, from the reference server. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Message } from '../data-source/web-socket/scripted-server.js';
import { CentreBench } from './centre-bench.js';
import { faithful, hold, loseOnce } from './frame-relay.js';

const isPage =
  (n: number) =>
  ({ type, n: number }: Message): boolean =>
    type === 'snap.page' && number === n;

/** Five pages. */
const FIVE = { conversations: 500, limits: { page: 100 } };

describe('a snapshot over a faulty network', { timeout: 60_000 }, () => {
  it('C01 2,000 rows in five pages and 50 changes a second meanwhile: shown once, and then the rows of the server', async (context) => {
    const bench = await CentreBench.open(context, {
      conversations: 2_000,
      rate: 50,
      limits: { page: 400 },
    });
    let pages = 0;
    let deltas = 0;
    bench.relay.toClient = (message, text) => {
      if (message.type === 'snap.page') {
        pages += 1;
        // A second passes for each page.
        bench.server.control.advance(1_000);
      }
      if (message.type === 'delta' && bench.recorder.of('snapshot').length === 0) deltas += 1;
      return [text];
    };
    await bench.converged();
    assert.ok(pages >= 5);
    assert.ok(deltas >= 4, 'changes came between the pages');
    assert.equal(bench.recorder.of('snapshot').length, 1);
    assert.equal(bench.relay.count('snapshot'), 0);
    assert.equal(bench.recorder.of('diagnostic').length, 0);
  });

  it('C02 rows that come before the cursor and go behind it: both are right', async (context) => {
    const bench = await CentreBench.open(context, FIVE);
    const gone: string[] = [];
    bench.relay.toClient = (message, text) => {
      if (isPage(2)(message)) {
        // Behind the cursor some end; new ones get ids of any order, so that some come before it.
        const ids = [...bench.server.world.conversations()].map(({ id }) => id).sort();
        for (const id of ids.slice(-20)) if (bench.server.control.closeConversation(id)) gone.push(id);
        bench.server.control.advance(5_000);
      }
      return [text];
    };
    await bench.converged();
    assert.ok(gone.length > 0);
    for (const id of gone)
      assert.equal(bench.recorder.rows.has(id), bench.server.world.conversation(id) !== undefined);
    assert.equal(bench.recorder.of('snapshot').length, 1);
  });

  it('C03 a page is lost: nothing is shown with a hole, and after 10 s all is read again', async (context) => {
    const bench = await CentreBench.open(context, FIVE);
    bench.relay.toClient = loseOnce(isPage(2));
    await bench.until(() => bench.relay.count('page') === 1);
    await bench.relay.roundTrip();
    bench.environment.advance(9_999);
    assert.equal(bench.environment.openSockets, 1);
    bench.environment.advance(1);
    assert.equal(bench.environment.openSockets, 0);
    assert.equal(bench.recorder.of('snapshot').length, 0);
    await bench.retry();
    await bench.converged();
    assert.equal(bench.recorder.of('snapshot').length, 1);
  });

  it('C04 each page comes twice: read once, and the next one asked for once', async (context) => {
    const bench = await CentreBench.open(context, { ...FIVE, rate: 0 });
    bench.relay.toClient = (message, text) => (message.type === 'snap.page' ? [text, text] : [text]);
    await bench.converged();
    assert.equal(bench.relay.count('page'), 4);
    assert.equal(bench.recorder.of('snapshot').length, 1);
  });

  it('C05 the last page comes after the end: the rows are shown when it is there, and not before', async (context) => {
    const bench = await CentreBench.open(context, FIVE);
    const held: string[] = [];
    let hasEnded = false;
    const keep = hold('snap.page', held);
    bench.relay.toClient = (message, text) => {
      hasEnded ||= message.type === 'snap.end';
      return isPage(5)(message) ? keep(message, text) : [text];
    };
    await bench.until(() => hasEnded);
    await bench.relay.roundTrip();
    assert.equal(bench.recorder.of('snapshot').length, 0);
    for (const text of held) bench.relay.tell(text);
    await bench.converged();
    assert.equal(bench.proxy.accepted, 1);
  });

  it('C06 no page for 10 s while all is read again: restarted after a wait, the old rows stale until the end', async (context) => {
    const bench = await CentreBench.open(context, FIVE);
    await bench.converged();
    const { versions } = bench.recorder;
    bench.relay.toClient = loseOnce(isPage(3));
    bench.server.control.newEpoch();
    const before = bench.relay.count('page');
    await bench.until(() => bench.relay.count('page') === before + 2);
    await bench.relay.roundTrip();
    bench.environment.advance(9_999);
    assert.equal(bench.recorder.state, 'stale');
    bench.environment.advance(1);
    assert.equal(bench.environment.openSockets, 0);
    assert.deepEqual(bench.recorder.versions, versions);
    assert.equal(bench.environment.sockets.length, 1, 'not at once');
    await bench.retry();
    await bench.converged();
    assert.equal(bench.recorder.of('wipe').length, 0);
  });

  it('C08 an end that names a position that never comes: not shown, restarted after 10 s', async (context) => {
    const bench = await CentreBench.open(context, FIVE);
    let ends = 0;
    bench.relay.toClient = (message, text) => {
      if (message.type !== 'snap.end') return [text];
      ends += 1;
      return ends > 1 ? [text] : [JSON.stringify({ ...message, until: Number(message['until']) + 1e6 })];
    };
    await bench.until(() => ends === 1);
    for (let time = 0; time < 3; time += 1) {
      bench.change();
      await bench.relay.roundTrip();
    }
    assert.equal(bench.recorder.of('snapshot').length, 0);
    bench.environment.advance(10_000);
    assert.equal(bench.environment.openSockets, 0);
    await bench.retry();
    await bench.converged();
  });

  it('C09 the link breaks in the fourth page: no partial view, and all is read on another connection', async (context) => {
    const bench = await CentreBench.open(context, FIVE);
    bench.relay.toClient = (message, text) => {
      if (isPage(4)(message)) bench.proxy.connections[0]?.toClient.cutAfter(5_000);
      return [text];
    };
    await bench.recorder.until(() => bench.recorder.connection?.retryAt !== undefined);
    bench.relay.toClient = faithful;
    assert.equal(bench.recorder.of('snapshot').length, 0);
    assert.equal(bench.recorder.rows.size, 0);
    assert.deepEqual(bench.recorder.of('progress').at(-1), { type: 'progress', loaded: 300, total: 500 });
    await bench.retry();
    await bench.converged();
    assert.equal(bench.recorder.of('snapshot').length, 1);
  });

  it('C11 more rows than may be kept: the first ones by the order of the server, and how many there are', async (context) => {
    const bench = await CentreBench.open(context, FIVE, { maxRows: 120 });
    const first = (): string[] =>
      [...bench.server.world.conversations()]
        .map(({ id }) => id)
        .sort()
        .slice(0, 120);
    await bench.until(() => bench.recorder.state === 'live');
    const total = [...bench.server.world.conversations()].length;
    assert.deepEqual(bench.recorder.of('snapshot')[0]?.partial, { shown: 120, total });
    assert.deepEqual([...bench.recorder.rows.keys()].sort(), first());
    bench.change(10);
    await bench.until(() => first().every((id) => bench.recorder.rows.has(id)));
    assert.equal(bench.recorder.rows.size, 120);
    assert.equal(bench.recorder.of('diagnostic').length, 0);
  });
});
