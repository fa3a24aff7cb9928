/** A list in chunks is a sorted array: whatever comes and goes, and whoever still reads the list before. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SortedChunks } from '../../src/engine/sorted-chunks.js';

interface Item {
  readonly key: number;
  readonly id: number;
  gone: boolean;
}

const compare = (a: Item, b: Item): number => a.key - b.key || a.id - b.id;
const isGone = ({ gone }: Item): boolean => gone;

/** Batches of how many come and which share of the others goes. */
const batches = fc.array(
  fc.record({
    keys: fc.oneof(fc.array(fc.nat(50), { maxLength: 20 }), fc.array(fc.nat(5_000), { maxLength: 900 })),
    goes: fc.constantFrom(0, 0.02, 0.5, 1),
    seed: fc.nat(),
  }),
  { maxLength: 12 },
);

describe('SortedChunks', () => {
  it('equals a sorted array after each batch, and leaves the list before as it was', () => {
    fc.assert(
      fc.property(batches, (steps) => {
        let list = SortedChunks.empty<Item>();
        let naive: Item[] = [];
        let id = 0;
        for (const { keys, goes, seed } of steps) {
          const before = [...list];
          const former = list;
          const gone = naive.filter((_, index) => ((index * 7_919 + seed) % 1_000) / 1_000 < goes);
          for (const item of gone) item.gone = true;
          const incoming = keys.map((key): Item => ({ key, id: id++, gone: false })).sort(compare);
          list = list.changed(gone, incoming, isGone, compare);
          naive = [...naive.filter((item) => !item.gone), ...incoming].sort(compare);
          assert.deepEqual([...list], naive);
          assert.equal(list.length, naive.length);
          assert.deepEqual([...former], before, 'the list before');
          const start = naive.length === 0 ? 0 : seed % naive.length;
          assert.equal(list.at(start), naive[start]);
          assert.deepEqual(list.slice(start, start + 200), naive.slice(start, start + 200));
          const probe: Item = { key: seed % 5_000, id: seed, gone: false };
          assert.equal(list.rank(probe, compare), naive.filter((item) => compare(item, probe) < 0).length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('compares a number of times that grows with the change, not with the list', () => {
    let comparisons = 0;
    const counting = (a: Item, b: Item): number => {
      comparisons += 1;
      return compare(a, b);
    };
    const cost = (size: number): number => {
      const items = Array.from({ length: size }, (_, n): Item => ({ key: n * 2, id: n, gone: false }));
      const list = SortedChunks.empty<Item>().changed([], items, isGone, counting);
      const gone = items.filter((_, n) => n % Math.floor(size / 50) === 0);
      for (const item of gone) item.gone = true;
      const incoming = gone.map(({ key }, n): Item => ({ key: key + 1, id: size + n, gone: false }));
      comparisons = 0;
      list.changed(gone, incoming, isGone, counting);
      return comparisons / (gone.length + incoming.length);
    };
    assert.ok(cost(1_000) <= 15, 'about log2 of 1,000');
    assert.ok(cost(1_000_000) <= 30, 'about log2 of a million');
  });

  it('loses nothing and keeps nothing that is gone when the order contradicts itself', () => {
    let turn = 0;
    const fickle = (): number => ((turn += 1) % 3) - 1;
    const items = Array.from({ length: 1_000 }, (_, n): Item => ({ key: n, id: n, gone: false }));
    const list = SortedChunks.empty<Item>().changed([], items, isGone, fickle);
    const gone = items.filter((_, n) => n % 10 === 0);
    for (const item of gone) item.gone = true;
    const after = list.changed(gone, [{ key: 5, id: 5_000, gone: false }], isGone, fickle);
    assert.equal(after.length, 901);
    assert.ok([...after].every((item) => !item.gone));
  });
});
