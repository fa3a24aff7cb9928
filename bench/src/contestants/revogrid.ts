/** RevoGrid, given the incremental order of *limit* as a new source after each delta, read only, without its extras. */
import { defineCustomElements } from '@revolist/revogrid/loader';
import type { ColumnRegular } from '@revolist/revogrid';
import { ROW_HEIGHT, STAGE_HEIGHT, STAGE_WIDTH, type Contestant } from '../contestant.js';
import { connect, serverNow } from '../shared/connection.js';
import { CounterLine } from '../shared/counter-line.js';
import { eachTask } from '../shared/each-frame.js';
import { readRows } from '../shared/read-rows.js';
import { RowBook } from '../shared/row-book.js';
import { COLUMNS, sentimentClass } from '../shared/texts.js';
import type { WireRow } from '../workload/wire-row.js';

let grid: HTMLRevoGridElement;
let counters: CounterLine;
let now = 0;

const columns = COLUMNS.map(({ id, label, width, text }): ColumnRegular => ({
  prop: id,
  name: label,
  size: width,
  readonly: true,
  cellTemplate: (h, { model }) => {
    const row = model as WireRow;
    return id === 'sentiment'
      ? h('span', { class: sentimentClass(row.sentiment) }, text(row, now))
      : text(row, now);
  },
}));

const scroller = (): HTMLElement =>
  grid.querySelector<HTMLElement>('revogr-viewport-scroll.rgCol .vertical-inner')!;
const rowElements = (): NodeListOf<Element> => grid.querySelectorAll('revogr-data[type="rgRow"] .rgRow');
const cellText = (row: Element, column: string): string =>
  row.querySelector(`[data-rgcol="${String(COLUMNS.findIndex(({ id }) => id === column))}"]`)?.textContent ??
  '';

export const contestant: Contestant = {
  mount: async (stage, link) => {
    defineCustomElements();
    counters = new CounterLine(stage);
    const book = new RowBook(counters.counts);
    grid = document.createElement('revo-grid');
    grid.style.cssText = `display: block; width: ${String(STAGE_WIDTH)}px; height: ${String(STAGE_HEIGHT + ROW_HEIGHT)}px; min-height: 0`;
    Object.assign(grid, {
      columns,
      rowSize: ROW_HEIGHT,
      frameSize: 3,
      readonly: true,
      range: false,
      resize: false,
      canFocus: false,
      disableVirtualX: true,
      hideAttribution: true,
      theme: 'compact',
      source: [],
    });
    stage.append(grid);
    await customElements.whenDefined('revo-grid');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const paint = eachTask(() => {
      now = serverNow();
      book.order.merge();
      grid.source = book.order.rows(now) as unknown as HTMLRevoGridElement['source'];
      counters.paint();
    });
    return () =>
      connect(link, {
        page: (rows) => rows.forEach((row) => book.add(row)),
        complete: () => {
          paint();
          setInterval(paint, 1_000);
        },
        delta: (delta) => {
          book.apply(delta);
          paint();
        },
      });
  },
  top: (count) => readRows(rowElements(), scroller(), count, cellText),
  probe: () => {
    const row = grid.querySelector('revogr-data[type="rgRow"] .rgRow[data-rgrow="0"]');
    return row === null ? '' : cellText(row, 'subject');
  },
  counters: () => counters.read(),
  scroller,
  rowElements,
};
