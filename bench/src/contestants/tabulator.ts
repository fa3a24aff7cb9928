/**
 * Tabulator with a virtual DOM, without reactive data; each delta is one `updateOrAddData` between `blockRedraw` and
 * `restoreRedraw`. It gets the rows in view and orders them itself.
 */
import { FormatModule, SortModule, Tabulator, type ColumnDefinition } from 'tabulator-tables';
import 'tabulator-tables/dist/css/tabulator_simple.min.css';
import { ROW_HEIGHT, STAGE_HEIGHT, type Contestant } from '../contestant.js';
import { connect } from '../shared/connection.js';
import { CounterLine } from '../shared/counter-line.js';
import { eachFrame } from '../shared/each-frame.js';
import { readRows } from '../shared/read-rows.js';
import { COLUMNS, sentimentClass } from '../shared/texts.js';
import { ViewFeed, type ViewChange } from '../shared/view-feed.js';
import { compareWaits, setNow } from '../shared/wait-order.js';
import type { WireRow } from '../workload/wire-row.js';

Tabulator.registerModule([FormatModule, SortModule]);

/** A line between rows comes on top. */
const LINE = 1;

let table: Tabulator;
let host: HTMLElement;
let counters: CounterLine;
let now = setNow();

const columns = COLUMNS.map(({ id, label, width, text }): ColumnDefinition => {
  const base: ColumnDefinition = { field: id, title: label, width, headerSort: false, resizable: false };
  const row = (cell: { getData(): unknown }): WireRow => cell.getData() as WireRow;
  if (id !== 'sentiment') return { ...base, formatter: (cell) => text(row(cell), now) };
  return {
    ...base,
    formatter: (cell) => {
      const badge = document.createElement('span');
      badge.className = sentimentClass(row(cell).sentiment);
      badge.textContent = text(row(cell), now);
      return badge;
    },
  };
});
const sorting = columns.find(({ field }) => field === 'wait')!;
sorting.sorter = (_a, _b, rowA, rowB) => compareWaits(rowA.getData() as WireRow, rowB.getData() as WireRow);

const scroller = (): HTMLElement => host.querySelector<HTMLElement>('.tabulator-tableholder')!;
const rowElements = (): NodeListOf<Element> => host.querySelectorAll('.tabulator-row');
const cellText = (row: Element, column: string): string =>
  row.querySelector(`[tabulator-field="${column}"]`)?.textContent ?? '';
const sort = (): void => table.setSort('wait', 'asc');

/** Changes that came while the last ones were being taken in. */
let waiting: ViewChange[] = [];
let isBusy = false;

async function takeIn(): Promise<void> {
  if (isBusy) return;
  isBusy = true;
  while (waiting.length > 0) {
    const changes = waiting;
    waiting = [];
    now = setNow();
    table.blockRedraw();
    const removed = changes
      .flatMap(({ remove }) => remove.map(({ id }) => id))
      .filter((id) => table.getRow(id));
    if (removed.length > 0) await table.deleteRow(removed);
    await table.updateOrAddData(changes.flatMap(({ add, update }) => [...update, ...add]));
    sort();
    table.restoreRedraw();
  }
  isBusy = false;
}

function tick(): void {
  now = setNow();
  for (const row of table.getRows('visible')) row.reformat();
}

export const contestant: Contestant = {
  mount: async (stage, link) => {
    counters = new CounterLine(stage);
    host = document.createElement('div');
    stage.append(host);
    table = new Tabulator(host, {
      columns,
      data: [],
      index: 'id',
      height: STAGE_HEIGHT + ROW_HEIGHT,
      rowHeight: ROW_HEIGHT - LINE,
      renderVertical: 'virtual',
      renderVerticalBuffer: 3 * ROW_HEIGHT,
      layout: 'fitData',
      reactiveData: false,
      headerSortClickElement: 'icon',
      placeholder: '',
    });
    await new Promise<void>((resolve) => table.on('tableBuilt', resolve));
    const feed = new ViewFeed(counters.counts);
    const paintCounters = eachFrame(() => counters.paint());
    return () =>
      connect(link, {
        page: (rows) => rows.forEach((row) => feed.add(row)),
        complete: () => {
          now = setNow();
          // Sorted as data costs less than sorted afterwards.
          void table.setData(feed.shown().sort(compareWaits));
          counters.paint();
          setInterval(tick, 1_000);
        },
        delta: (delta) => {
          waiting.push(feed.apply(delta));
          void takeIn();
          paintCounters();
        },
      });
  },
  top: (count) => readRows(rowElements(), scroller(), count, cellText),
  probe: () => {
    const row = host.querySelector('.tabulator-row');
    return row === null ? '' : cellText(row, 'subject');
  },
  counters: () => counters.read(),
  scroller,
  rowElements,
  settle: async () => {
    now = setNow();
    sort();
    await new Promise((resolve) => setTimeout(resolve, 200));
  },
};
