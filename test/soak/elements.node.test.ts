/** A report that is taken from the page leaves nothing behind. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertLeavesNothing, elementsInTemplates, TAGS } from './counts.js';
import { grownBy, heapSummary } from './heap-snapshot.js';
import { scale } from './scale.js';
import { SoakPage } from './soak-page.js';

let soak: SoakPage;
before(async () => {
  soak = await SoakPage.open();
});
after(() => soak.close());

const newElements = (rounds: number): Promise<void> =>
  soak.page.evaluate((times) => window.soak.newElements(times), rounds);

describe('a report that is taken from the page', () => {
  it('O01 new elements, attached, fed and removed: no node, listener, observer, timer or socket is left', () =>
    assertLeavesNothing(soak, scale, newElements));

  it('O01 O08 the same with a dialog, a panel or a menu open at the end, over timers that run', () =>
    assertLeavesNothing(soak, { ...scale, rounds: scale.usedRounds }, (rounds) =>
      soak.page.evaluate((times) => window.soak.usedElements(times), rounds),
    ));

  it('O02 the same element attached again and again: nothing is left', () =>
    assertLeavesNothing(soak, scale, (rounds) =>
      soak.page.evaluate((times) => window.soak.reattachments(times), rounds),
    ));

  it('O08 a heap snapshot shows no detached element of ours, and nothing that grew with each element', async () => {
    const times = scale.snapshotRounds;
    await newElements(2);
    const earlier = await heapSummary(soak);
    await newElements(times);
    const later = await heapSummary(soak);
    assert.ok(later.objects.size > 100, 'the snapshot was read');
    // The content of a template hangs in no document either.
    const inTemplates = (await elementsInTemplates(soak)).map((name) => `<${name}>`);
    const left = later.detached.filter((name) => name.includes(TAGS));
    for (const name of inTemplates) if (left.includes(name)) left.splice(left.indexOf(name), 1);
    assert.deepEqual(left, []);
    assert.deepEqual(grownBy(times, later, earlier), []);
  });
});
