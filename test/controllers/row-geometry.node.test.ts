import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { MAX_BODY_HEIGHT, RowGeometry } from '../../src/controllers/row-geometry.js';

function geometry(count: number, viewport = 440, rowHeight = 44): RowGeometry {
  const made = new RowGeometry();
  made.resize({ count, viewport, rowHeight });
  return made;
}

/** Distance of a row from the top of the body. */
const placeOf = (list: RowGeometry, index: number): number => list.offset + list.topOf(index);

describe('row geometry', () => {
  it('renders what is in sight and three rows on each side', () => {
    const list = geometry(1000);
    list.scrolledTo(4400);

    assert.deepEqual(list.range, { start: 97, end: 113 });
    assert.equal(placeOf(list, 100), 4400);
    assert.equal(list.bodyHeight, 44_000);
  });

  it('keeps more rows ready on the side that it scrolls to, and as many on both when it stands still', () => {
    const list = geometry(1000);
    list.scrolledTo(4400);

    list.scrolledTo(4480);
    assert.deepEqual(list.range, { start: 99, end: 120 });
    list.scrolledTo(4400);
    assert.deepEqual(list.range, { start: 92, end: 112 });
    list.settle();
    assert.deepEqual(list.range, { start: 95, end: 115 });
  });

  it('stays inside the list', () => {
    const list = geometry(5);
    assert.deepEqual(list.range, { start: 0, end: 5 });
    list.moveTo(1e6);
    assert.equal(list.top, 0);
    assert.deepEqual(geometry(0).range, { start: 0, end: 0 });
  });

  it('keeps the row at the top when rows get another height', () => {
    const list = geometry(1000);
    list.moveTo(4400);

    list.resize({ rowHeight: 36 });

    assert.equal(list.top, 3600);
    assert.equal(list.scrollTop, 3600);
  });

  it('moves no further than the last rows when the list gets shorter', () => {
    const list = geometry(1000);
    list.moveTo(30_000);

    list.resize({ count: 100 });

    assert.equal(list.top, 100 * 44 - 440);
  });

  it('reveals a row by the shortest way', () => {
    const list = geometry(1000);
    list.moveTo(4400);
    list.reveal(105);
    assert.equal(list.top, 4400);
    list.reveal(110);
    assert.equal(list.top, 111 * 44 - 440);
    list.reveal(3);
    assert.equal(list.top, 132);
  });

  it('holds a body of two million rows under what browsers allow, and reaches both ends', () => {
    const list = geometry(2_000_000);
    assert.equal(list.bodyHeight, MAX_BODY_HEIGHT);

    list.scrolledTo(MAX_BODY_HEIGHT - 440);
    assert.equal(list.range.end, 2_000_000);
    assert.equal(Math.round(placeOf(list, 1_999_999) + 44), MAX_BODY_HEIGHT);

    list.scrolledTo(0);
    assert.equal(list.range.start, 0);
    assert.equal(placeOf(list, 0), 0);
  });

  it('takes a drag of the thumb by share and a wheel by the pixel, in a list taller than its body', () => {
    const list = geometry(2_000_000);
    list.scrolledTo(MAX_BODY_HEIGHT / 2);
    const middle = list.range.start;
    assert.ok(Math.abs(middle - 1_000_000) < 100, String(middle));

    const { top } = list;
    list.scrolledTo(MAX_BODY_HEIGHT / 2 + 100);
    assert.equal(list.top, top + 100);
  });

  it('puts the thumb back where it belongs without moving a row', () => {
    const list = geometry(2_000_000);
    list.scrolledTo(MAX_BODY_HEIGHT / 2);
    for (let step = 1; step <= 200; step += 1) list.scrolledTo(MAX_BODY_HEIGHT / 2 + step * 400);
    const { top } = list;
    const row = list.range.start;
    const seen = placeOf(list, row) - list.scrollTop;

    list.settle();

    assert.equal(list.top, top);
    assert.ok(Math.abs(placeOf(list, row) - list.scrollTop - seen) < 0.01);
    const share = list.scrollTop / (MAX_BODY_HEIGHT - 440);
    assert.ok(Math.abs(share - top / (2_000_000 * 44 - 440)) < 1e-9);
  });

  it('never shows a gap: the rendered rows cover the viewport, whatever happened before', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('scroll' as const), by: fc.double({ min: 0, max: 1, noNaN: true }) }),
      fc.record({ do: fc.constant('wheel' as const), by: fc.integer({ min: -900, max: 900 }) }),
      fc.record({ do: fc.constant('count' as const), by: fc.integer({ min: 0, max: 3_000_000 }) }),
      fc.record({ do: fc.constant('move' as const), by: fc.integer({ min: -5000, max: 5000 }) }),
      fc.record({ do: fc.constant('height' as const), by: fc.integer({ min: 24, max: 160 }) }),
      fc.record({ do: fc.constant('settle' as const), by: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const list = geometry(1000);
        for (const { do: what, by } of steps) {
          const room = Math.max(0, list.bodyHeight - list.viewport);
          if (what === 'scroll') list.scrolledTo(by * room);
          else if (what === 'wheel') list.scrolledTo(Math.max(0, Math.min(room, list.scrollTop + by)));
          else if (what === 'count') list.resize({ count: by });
          else if (what === 'move') list.moveBy(by);
          else if (what === 'height') list.resize({ rowHeight: by });
          else list.settle();
          const { start, end } = list.range;
          const bottom = Math.min(list.scrollTop + list.viewport, list.bodyHeight);
          assert.ok(
            list.scrollTop >= 0 && list.scrollTop <= Math.max(0, list.bodyHeight - list.viewport) + 0.01,
          );
          if (list.count === 0) continue;
          assert.ok(placeOf(list, start) <= list.scrollTop + 0.01, 'a gap above');
          assert.ok(placeOf(list, end) >= bottom - 0.01, 'a gap below');
        }
      }),
      { numRuns: 500 },
    );
  });
});
