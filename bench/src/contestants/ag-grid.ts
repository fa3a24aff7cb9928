/**
 * AG Grid Community, as its documentation advises for high-frequency updates: row ids, asynchronous transactions,
 * `deltaSort`, no animation. It gets the rows in view and orders them itself.
 */
import {
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  createGrid,
  ModuleRegistry,
  RenderApiModule,
  type ColDef,
  type GridApi,
  type ICellRendererComp,
  type ICellRendererParams,
} from 'ag-grid-community';
import { ROW_HEIGHT, STAGE_HEIGHT, type Contestant } from '../contestant.js';
import { connect } from '../shared/connection.js';
import { CounterLine } from '../shared/counter-line.js';
import { eachFrame } from '../shared/each-frame.js';
import { readRows } from '../shared/read-rows.js';
import { COLUMNS, sentimentClass, sentimentText } from '../shared/texts.js';
import { ViewFeed } from '../shared/view-feed.js';
import { compareWaits, setNow } from '../shared/wait-order.js';
import type { WireRow } from '../workload/wire-row.js';

ModuleRegistry.registerModules([ClientSideRowModelModule, ClientSideRowModelApiModule, RenderApiModule]);

/** How stopped and running waits interleave changes with time, which transactions do not see. */
const RESORT_EVERY = 2_000;

class Badge implements ICellRendererComp<WireRow> {
  readonly #element = document.createElement('span');

  init(params: ICellRendererParams<WireRow>): void {
    this.refresh(params);
  }

  getGui(): HTMLElement {
    return this.#element;
  }

  refresh({ value }: ICellRendererParams<WireRow>): boolean {
    this.#element.className = sentimentClass(value);
    this.#element.textContent = sentimentText(value);
    return true;
  }
}

let now = setNow();
let api: GridApi<WireRow>;
let counters: CounterLine;
let host: HTMLElement;

const columnDefs = COLUMNS.map(({ id, label, width, text }): ColDef<WireRow> => {
  const base: ColDef<WireRow> = {
    colId: id,
    headerName: label,
    width,
    suppressMovable: true,
    resizable: false,
  };
  if (id === 'sentiment') return { ...base, field: 'sentiment', cellRenderer: Badge };
  if (id === 'handle') return { ...base, field: 'handle', valueFormatter: ({ data }) => text(data!, now) };
  if (id !== 'wait') return { ...base, valueGetter: ({ data }) => text(data!, now) };
  return {
    ...base,
    field: 'wait',
    sort: 'asc',
    comparator: (_a, _b, nodeA, nodeB) => compareWaits(nodeA.data!, nodeB.data!),
    valueFormatter: ({ data }) => text(data!, now),
  };
});

const scroller = (): HTMLElement => host.querySelector<HTMLElement>('.ag-grid-viewport')!;
const rowElements = (): NodeListOf<Element> => host.querySelectorAll('.ag-grid-scrolling-container .ag-row');

function resort(): void {
  now = setNow();
  api.refreshClientSideRowModel('sort');
}

function tick(): void {
  now = setNow();
  api.refreshCells({ columns: ['wait', 'handle'], force: true, suppressFlash: true });
}

export const contestant: Contestant = {
  mount: (stage, link) => {
    counters = new CounterLine(stage);
    host = document.createElement('div');
    host.style.height = `${String(STAGE_HEIGHT + ROW_HEIGHT + 3)}px`;
    stage.append(host);
    api = createGrid<WireRow>(host, {
      columnDefs,
      rowData: [],
      getRowId: ({ data }) => data.id,
      rowHeight: ROW_HEIGHT,
      headerHeight: ROW_HEIGHT,
      rowBuffer: 3,
      asyncTransactionWaitMillis: 16,
      deltaSort: true,
      animateRows: false,
      suppressColumnMoveAnimation: true,
      suppressRowHoverHighlight: true,
      suppressColumnVirtualisation: true,
      suppressCellFocus: true,
      suppressNoRowsOverlay: true,
    });
    const feed = new ViewFeed(counters.counts);
    const paintCounters = eachFrame(() => counters.paint());
    return () =>
      connect(link, {
        page: (rows) => rows.forEach((row) => feed.add(row)),
        complete: () => {
          now = setNow();
          api.setGridOption('rowData', feed.shown());
          counters.paint();
          setInterval(tick, 1_000);
          setInterval(resort, RESORT_EVERY);
        },
        delta: (delta) => {
          now = setNow();
          api.applyTransactionAsync(feed.apply(delta));
          paintCounters();
        },
      });
  },
  top: (count) =>
    readRows(
      rowElements(),
      scroller(),
      count,
      (row, column) => row.querySelector(`[col-id="${column}"]`)?.textContent ?? '',
    ),
  probe: () =>
    host.querySelector('.ag-grid-scrolling-container .ag-row[row-index="0"] [col-id="subject"]')
      ?.textContent ?? '',
  counters: () => counters.read(),
  scroller,
  rowElements,
  settle: async () => {
    resort();
    await new Promise((resolve) => setTimeout(resolve, 200));
  },
};
