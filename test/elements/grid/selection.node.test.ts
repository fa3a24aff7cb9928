import assert from 'node:assert/strict';
import { it } from 'node:test';
import { allInView, ShareOfView } from '../../../src/elements/grid/selection.js';
import type { ReportView } from '../../../src/engine/view-types.js';
import { conversation } from '../../../testing/scripted-data-source.js';

/** Counts how often it is looked at. */
class CountedSet extends Set<string> {
  looks = 0;
  override has(id: string): boolean {
    this.looks += 1;
    return super.has(id);
  }
}

function viewOf(count: number): ReportView {
  const rows = Array.from({ length: count }, (_, n) => conversation(`c${String(n)}`));
  const list = Object.assign(rows, { indexOf: (id: string) => rows.findIndex((row) => row.id === id) });
  return { rows: list, ended: new Map() } as unknown as ReportView;
}

it('counts 10,000 selected rows once for many publications, and again each second', () => {
  const view = viewOf(10_000);
  const selection = new CountedSet(allInView(view));
  const share = new ShareOfView();

  for (let publication = 0; publication < 20; publication += 1) {
    assert.equal(share.of({ ...view }, selection), 'all');
  }
  assert.equal(selection.looks, 10_000);
  share.tick();
  assert.equal(share.of(viewOf(10_001), selection), 'some');
});

it('sees at once what changes among a few, and another selection', () => {
  const share = new ShareOfView();
  const few = new Set(['c0', 'c1']);
  assert.equal(share.of(viewOf(2), few), 'all');
  assert.equal(share.of(viewOf(3), few), 'some');

  const view = viewOf(5_000);
  assert.equal(share.of(view, allInView(view)), 'all');
  assert.equal(share.of(view, new Set([...allInView(view)].slice(1))), 'some');
  assert.equal(share.of(view, new Set()), 'none');
});
