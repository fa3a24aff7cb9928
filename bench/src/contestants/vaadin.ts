/**
 * Vaadin grid with a data provider that hands out the incremental order of *limit* page by page, so that it need not
 * sort at all; `clearCache()` once a frame makes it ask again for what is in sight.
 */
import '@vaadin/grid/vaadin-grid.js';
import type { Grid, GridDataProvider } from '@vaadin/grid/vaadin-grid.js';
import type { GridColumn } from '@vaadin/grid/vaadin-grid-column.js';
import { ROW_HEIGHT, STAGE_HEIGHT, type Contestant } from '../contestant.js';
import { connect, serverNow } from '../shared/connection.js';
import { CounterLine } from '../shared/counter-line.js';
import { eachFrame } from '../shared/each-frame.js';
import type { Entry } from '../shared/ordered-rows.js';
import { readRows } from '../shared/read-rows.js';
import { RowBook } from '../shared/row-book.js';
import { COLUMNS, sentimentClass, type Column } from '../shared/texts.js';
import type { WireRow } from '../workload/wire-row.js';

let grid: Grid<WireRow>;
let counters: CounterLine;
let now = 0;

type Content = HTMLElement & { readonly __text?: Text };

/** Content is made once for each cell, then only its text is written. */
function renderer({ id, text }: Column): GridColumn<WireRow>['renderer'] {
  return (root, _column, { item }) => {
    const content = root as Content;
    let node = content.__text;
    if (node === undefined) {
      node = document.createTextNode('');
      Object.assign(root, { __text: node });
      if (id === 'sentiment') {
        const badge = document.createElement('span');
        badge.append(node);
        root.append(badge);
      } else {
        root.append(node);
      }
    }
    const value = text(item, now);
    if (node.data === value) return;
    node.data = value;
    if (id === 'sentiment') node.parentElement!.className = sentimentClass(item.sentiment);
  };
}

const scroller = (): HTMLElement => grid.shadowRoot!.querySelector<HTMLElement>('#table')!;
const rowElements = (): Element[] => [...grid.shadowRoot!.querySelectorAll('#items > tr:not([hidden])')];
const cellText = (row: Element, column: string): string => {
  const place = COLUMNS.findIndex(({ id }) => id === column);
  const slot = row.children[place]?.querySelector('slot')?.getAttribute('name');
  return grid.querySelector(`[slot="${slot ?? ''}"]`)?.textContent ?? '';
};

export const contestant: Contestant = {
  mount: (stage, link) => {
    const style = document.createElement('style');
    // Rows of 35 px, as everybody has.
    style.textContent = `
      vaadin-grid { --vaadin-grid-cell-padding: 0 8px; --lumo-font-size-m: 14px; border: 0; }
      vaadin-grid::part(body-cell) { min-height: ${String(ROW_HEIGHT)}px; height: ${String(ROW_HEIGHT)}px; box-sizing: border-box; }
      vaadin-grid-cell-content { line-height: ${String(ROW_HEIGHT - 2)}px; padding-block: 0 !important; }`;
    document.head.append(style);
    counters = new CounterLine(stage);
    const book = new RowBook(counters.counts);
    const { order } = book;
    grid = document.createElement('vaadin-grid') as Grid<WireRow>;
    grid.style.height = `${String(STAGE_HEIGHT + ROW_HEIGHT)}px`;
    grid.itemIdPath = 'id';
    grid.pageSize = 50;
    for (const column of COLUMNS) {
      const element = document.createElement('vaadin-grid-column') as GridColumn<WireRow>;
      element.header = column.label;
      element.width = `${String(column.width)}px`;
      element.flexGrow = 0;
      element.renderer = renderer(column);
      grid.append(element);
    }
    const window: Entry[] = [];
    const provide: GridDataProvider<WireRow> = ({ page, pageSize }, callback) => {
      order.window(page * pageSize, (page + 1) * pageSize, now, window);
      callback(
        window.map(({ row }) => row),
        order.length,
      );
    };
    stage.append(grid);
    const paint = eachFrame(() => {
      now = serverNow();
      order.merge();
      if (grid.dataProvider === provide) grid.clearCache();
      else grid.dataProvider = provide;
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
  top: (count) =>
    readRows(rowElements(), scroller(), count + 2, cellText)
      .filter(({ subject }) => subject)
      .slice(0, count),
  probe: () => {
    const first = grid.shadowRoot!.querySelector('#items > tr[first]');
    return first === null ? '' : cellText(first, 'subject');
  },
  counters: () => counters.read(),
  scroller,
  rowElements,
};
