/**
 * TanStack Table (core, with only its sorting) over the rows in view, TanStack Virtual for the window, Lit for the rows
 * of it. A new data array once a frame, which is how the table is told of changes.
 */
import {
  constructTable,
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  type Row,
} from '@tanstack/table-core';
import { storeReactivityBindings } from '@tanstack/table-core/store-reactivity-bindings';
import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ROW_HEIGHT, type Contestant } from '../contestant.js';
import { columnHeads } from '../shared/column-heads.js';
import { connect } from '../shared/connection.js';
import { CounterLine } from '../shared/counter-line.js';
import { eachFrame } from '../shared/each-frame.js';
import { readRows } from '../shared/read-rows.js';
import { COLUMNS, sentimentClass } from '../shared/texts.js';
import { ViewFeed } from '../shared/view-feed.js';
import { compareWaits, setNow } from '../shared/wait-order.js';
import type { WireRow } from '../workload/wire-row.js';

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});
const helper = createColumnHelper<typeof features, WireRow>();
const columns = helper.columns(
  COLUMNS.map(({ id }) =>
    helper.accessor((row) => row, { id, sortFn: (a, b) => compareWaits(a.original, b.original) }),
  ),
);
const NO_ROWS: WireRow[] = [];
const table = constructTable({
  features,
  columns,
  data: NO_ROWS,
  getRowId: (row) => row.id,
  initialState: { sorting: [{ id: 'wait', desc: false }] },
});

const scroller = document.createElement('div');
const body = document.createElement('div');
scroller.className = 'viewport';
body.className = 'rows';
scroller.append(body);
let counters: CounterLine;
let now = setNow();

const virtualizer = new Virtualizer<HTMLDivElement, HTMLDivElement>({
  count: 0,
  getScrollElement: () => scroller,
  estimateSize: () => ROW_HEIGHT,
  overscan: 3,
  scrollToFn: elementScroll,
  observeElementOffset,
  observeElementRect,
  onChange: () => schedulePaint(),
});

function paintWindow(): void {
  const { rows } = table.getRowModel();
  now = setNow();
  virtualizer._willUpdate();
  const items = virtualizer.getVirtualItems();
  render(
    repeat(
      items,
      ({ index }) => rows[index]!.id,
      ({ index }) => rowTemplate(rows[index]!, index),
    ),
    body,
  );
}
const schedulePaint = eachFrame(paintWindow);

function rowTemplate({ original }: Row<typeof features, WireRow>, index: number): unknown {
  return html`<div class="row" data-index=${index} style="transform: translateY(${index * ROW_HEIGHT}px)">
    ${COLUMNS.map(({ id, width, text }) =>
      id === 'sentiment'
        ? html`<div class="cell" style="width: ${width}px">
            <span class=${sentimentClass(original.sentiment)}>${text(original, now)}</span>
          </div>`
        : html`<div class="cell" style="width: ${width}px">${text(original, now)}</div>`,
    )}
  </div>`;
}

const rowElements = (): HTMLCollection => body.children;
const cellText = (row: Element, column: string): string =>
  row.children[COLUMNS.findIndex(({ id }) => id === column)]?.textContent ?? '';

export const contestant: Contestant = {
  mount: (stage, link) => {
    counters = new CounterLine(stage);
    stage.append(columnHeads(), scroller);
    virtualizer._didMount();
    virtualizer._willUpdate();
    const feed = new ViewFeed(counters.counts);
    const update = eachFrame(() => {
      now = setNow();
      const data = feed.shown();
      table.setOptions((options) => ({ ...options, data }));
      virtualizer.setOptions({ ...virtualizer.options, count: data.length });
      body.style.height = `${String(data.length * ROW_HEIGHT)}px`;
      counters.paint();
      paintWindow();
    });
    return () =>
      connect(link, {
        page: (rows) => rows.forEach((row) => feed.add(row)),
        complete: () => {
          update();
          setInterval(schedulePaint, 1_000);
        },
        delta: (delta) => {
          feed.apply(delta);
          update();
        },
      });
  },
  top: (count) => readRows(rowElements(), scroller, count, cellText),
  probe: () => {
    const row = body.querySelector('[data-index="0"]');
    return row === null ? '' : cellText(row, 'subject');
  },
  counters: () => counters.read(),
  scroller: () => scroller,
  rowElements,
};
