/** A shift's worth of changes on one report: neither rows that changed nor rows that ended are kept. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertEmpty, count } from './counts.js';
import { scale } from './scale.js';
import { SoakPage } from './soak-page.js';

const FIRST = 20_000;
const MIB = 1_048_576;

let soak: SoakPage;
before(async () => {
  soak = await SoakPage.open();
});
after(() => soak.close());

describe('a report with two thousand rows', () => {
  it('O05 under a million changes keeps its nodes, and its heap within 1 MiB of the first 20,000', async () => {
    const changes = await soak.page.evaluateHandle(() => new window.soak.Changes());
    await changes.evaluate((each) => each.open());
    await changes.evaluate((each, times) => each.send(times), FIRST);
    const mark = await count(soak);
    await changes.evaluate((each, times) => each.send(times), scale.changes);
    const later = await count(soak);
    const more = (name: string): number => (later[name] ?? NaN) - (mark[name] ?? NaN);
    assert.ok(more('DOM nodes') <= 0, `nodes +${String(more('DOM nodes'))}`);
    assert.ok(more('listeners in JavaScript') <= 0);
    assert.equal(more('Subscriber'), 0);
    assert.ok(more('heap') <= MIB, `heap +${String(more('heap'))} bytes`);
    await changes.evaluate((each) => each.close());
    await changes.dispose();
    assertEmpty(await count(soak));
    assert.deepEqual(soak.errors, []);
  });
});
