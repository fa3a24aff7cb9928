/** Reads the first rows out of a library's DOM, in the order in which they are seen. */
import type { ShownRow } from '../contestant.js';

export function readRows(
  rows: Iterable<Element>,
  scroller: Element,
  count: number,
  cell: (row: Element, column: 'subject' | 'status' | 'wait') => string,
): ShownRow[] {
  const { top, bottom } = scroller.getBoundingClientRect();
  return [...rows]
    .map((row) => ({ row, box: row.getBoundingClientRect() }))
    .filter(({ box }) => box.height > 0 && box.bottom > top && box.top < bottom)
    .sort((a, b) => a.box.top - b.box.top)
    .slice(0, count)
    .map(({ row }) => ({
      subject: cell(row, 'subject').trim(),
      status: cell(row, 'status').trim(),
      wait: cell(row, 'wait').trim(),
    }));
}
