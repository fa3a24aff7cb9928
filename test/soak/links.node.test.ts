/** Sources that change, links that break and questions that are asked leave nothing behind. The server is a real one. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startReferenceServer, type ReferenceServer } from '../../demo/server/reference-server.js';
import { assertEmpty, assertLeavesNothing, count, listenersOn } from './counts.js';
import { scale } from './scale.js';
import { SoakPage } from './soak-page.js';

let soak: SoakPage;
let server: ReferenceServer;

before(async () => {
  soak = await SoakPage.open();
  server = await startReferenceServer({
    port: 0,
    seed: 7,
    conversations: 30,
    rate: 0,
    batchEvery: 20,
    limits: { messagesPerSecond: 1_000_000 },
  });
  await soak.page.exposeFunction('cutLinks', () => server.control.dropSockets());
});
after(async () => {
  await soak.close();
  await server.close();
});

describe('a report that stays on the page', () => {
  it('O03 given one source after the other, by socket, by polling and of the host: nothing is left', async () => {
    await assertLeavesNothing(soak, scale, (rounds) =>
      soak.page.evaluate((times, url) => window.soak.swaps(times, url), rounds, server.url),
    );
    assert.equal(server.control.connections, 0);
  });

  it('O04 whose link is cut and resumed again and again: nothing is left', async () => {
    await assertLeavesNothing(soak, scale, (rounds) =>
      soak.page.evaluate(
        (times, url) => window.soak.drops(times, url, () => window.cutLinks()),
        rounds,
        server.webSocketUrl,
      ),
    );
    assert.equal(server.control.connections, 0);
  });
});

const GLOBALS = ['window', 'document', 'document.documentElement', 'document.body'];
const globalListeners = async (): Promise<readonly number[]> => {
  const counts = [];
  for (const target of GLOBALS) counts.push(await listenersOn(soak, target));
  return counts;
};

describe('twenty reports on one page', () => {
  it('O12 listen to window and document no more often than one does, where they share a source', async () => {
    const crowd = await soak.page.evaluateHandle((url) => new window.soak.Crowd(url), server.webSocketUrl);
    await crowd.evaluate((reports) => reports.add(1, null));
    const ofOne = await globalListeners();
    await crowd.evaluate((reports) => reports.add(19, null));
    assert.deepEqual(await globalListeners(), ofOne);
    assert.equal(server.control.connections, 1);
    await crowd.evaluate((reports) => reports.empty());
    await crowd.dispose();
    assertEmpty(await count(soak));
  });

  it('O12 with a source each listen no more often after their links were cut, and not at all once removed', async () => {
    const ofNone = await globalListeners();
    const crowd = await soak.page.evaluateHandle((url) => new window.soak.Crowd(url), server.webSocketUrl);
    await crowd.evaluate((reports, url) => reports.add(20, url), server.webSocketUrl);
    const atFirst = await globalListeners();
    await crowd.evaluate(
      (reports, rounds) => reports.live(rounds, () => window.cutLinks()),
      Math.ceil(scale.rounds / 20),
    );
    assert.deepEqual(await globalListeners(), atFirst);
    await crowd.evaluate((reports) => reports.empty());
    await crowd.dispose();
    assert.deepEqual(await globalListeners(), ofNone);
    assertEmpty(await count(soak));
    assert.deepEqual(soak.errors, []);
  });
});

describe('a signal that outlives a report', () => {
  const lookUp = async (times: number, url: string): Promise<void> => {
    await soak.page.evaluate(
      (count, address) => window.soak.lookups(count, address, window.soak.controller.signal),
      times,
      url,
    );
    assert.equal(await listenersOn(soak, 'soak.controller.signal'), 0);
    const { AbortSignal: signals, ...others } = await count(soak);
    assert.equal(signals, 1, 'the signal itself');
    assertEmpty(others);
    assert.deepEqual(soak.errors, []);
  };

  it('O13 has no listener left after many lookups by socket', () =>
    lookUp(scale.lookups, server.webSocketUrl));

  it('O13 has no listener left after many lookups by polling', () =>
    lookUp(scale.pollingLookups, server.url));
});
