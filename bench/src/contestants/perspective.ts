/**
 * Perspective: an indexed table in its own worker, a sorted view, the datagrid plugin.
 *
 * It orders by columns, and how stopped and running waits interleave moves with time. Once a second it is told the keys
 * and clocks anew of the rows in sight and of the first few hundred, found with the order of *limit*: to tell them of
 * all rows, as a page would have to, would cost it many times as much.
 */
import perspective from '@perspective-dev/client';
import viewerModule from '@perspective-dev/viewer';
import '@perspective-dev/viewer-datagrid';
import '@perspective-dev/viewer/dist/css/pro.css';
import serverWasm from '@perspective-dev/server/dist/wasm/perspective-server.wasm?url';
import viewerWasm from '@perspective-dev/viewer/dist/wasm/perspective-viewer.wasm?url';
import type { Table } from '@perspective-dev/client';
import type { HTMLPerspectiveViewerElement } from '@perspective-dev/viewer';
import { ROW_HEIGHT, STAGE_HEIGHT, STAGE_WIDTH, type Contestant } from '../contestant.js';
import { connect, serverNow } from '../shared/connection.js';
import { CounterLine } from '../shared/counter-line.js';
import { eachFrame } from '../shared/each-frame.js';
import { OrderedRows, type Entry } from '../shared/ordered-rows.js';
import { readRows } from '../shared/read-rows.js';
import { COLUMNS } from '../shared/texts.js';
import { ViewFeed } from '../shared/view-feed.js';
import type { WireRow } from '../workload/wire-row.js';

/** Ranks whose keys and clocks are kept right. */
const KEPT = 300;
/** Height of status bar and column heads, to begin with. */
const AROUND = 76;
const IN_SIGHT = STAGE_HEIGHT / ROW_HEIGHT + 6;
const CLOCKS = COLUMNS.filter(({ id }) => id === 'wait' || id === 'handle');

let table: Table;
let viewer: HTMLPerspectiveViewerElement;
let counters: CounterLine;

const order = new OrderedRows();
const entries = new Map<string, Entry>();

function place(row: WireRow, isShown: boolean): void {
  let entry = entries.get(row.id);
  if (entry === undefined) entries.set(row.id, (entry = OrderedRows.entry(row)));
  order.place(entry, isShown);
  if (!isShown) entries.delete(row.id);
}

/** Rows by columns, the form that the table takes fastest without Arrow. */
function cellsOf(rows: readonly WireRow[], columns = COLUMNS): Record<string, unknown[]> {
  const now = serverNow();
  return {
    id: rows.map(({ id }) => id),
    // The effective start of a wait; that of a stopped one moves with time.
    order: rows.map(({ wait }) => (wait.since ?? now) - wait.ms),
    ...Object.fromEntries(columns.map(({ id, text }) => [id, rows.map((row) => text(row, now))])),
  };
}

async function tick(): Promise<void> {
  order.merge();
  const kept: Entry[] = [];
  const inSight: Entry[] = [];
  const now = serverNow();
  const first = Math.min(Math.floor(scroller().scrollTop / ROW_HEIGHT), order.length);
  order.window(0, KEPT, now, kept);
  order.window(first, first + IN_SIGHT, now, inSight);
  await table.update(
    cellsOf(
      [...new Set([...kept, ...inSight])].map(({ row }) => row),
      CLOCKS,
    ),
  );
}

const scroller = (): HTMLElement => regularTable()!;
function regularTable(): HTMLElement | null {
  const grid = viewer.querySelector('perspective-viewer-datagrid');
  return (grid?.shadowRoot ?? grid)?.querySelector<HTMLElement>('regular-table') ?? null;
}
const rowElements = (): Element[] => [...(regularTable()?.querySelectorAll('tbody tr') ?? [])];
const cellText = (row: Element, column: string): string =>
  row.querySelectorAll('td')[COLUMNS.findIndex(({ id }) => id === column)]?.textContent ?? '';

export const contestant: Contestant = {
  mount: async (stage, link) => {
    perspective.init_server(fetch(serverWasm));
    await viewerModule.init_client(fetch(viewerWasm));
    const client = await perspective.worker();
    const schema = Object.fromEntries(COLUMNS.map(({ id }) => [id, 'string'])) as Record<
      string,
      'string' | 'float'
    >;
    table = await client.table({ id: 'string', order: 'float', ...schema }, { index: 'id', name: 'rows' });
    counters = new CounterLine(stage);
    viewer = document.createElement('perspective-viewer');
    viewer.style.cssText = `display: block; position: relative; width: ${String(STAGE_WIDTH)}px; height: ${String(STAGE_HEIGHT + AROUND)}px; --psp-datagrid--row--height: ${String(ROW_HEIGHT)}px`;
    stage.append(viewer);
    await viewer.load(client);
    await viewer.restore({
      table: 'rows',
      plugin: 'Datagrid',
      settings: false,
      theme: 'Pro Light',
      columns: COLUMNS.map(({ id }) => id),
      columns_config: { sentiment: { bg_mode: 'series' } },
      sort: [
        ['order', 'asc'],
        ['id', 'asc'],
      ],
    });
    const feed = new ViewFeed(counters.counts);
    const paintCounters = eachFrame(() => counters.paint());
    return () =>
      connect(link, {
        page: (rows) => rows.forEach((row) => feed.add(row)),
        complete: () => {
          const rows = feed.shown();
          void table.update(cellsOf(rows));
          for (const row of rows) place(row, true);
          counters.paint();
          setInterval(tick, 1_000);
        },
        delta: (delta) => {
          const { add, update, remove } = feed.apply(delta);
          if (remove.length > 0) void table.remove(remove.map(({ id }) => id));
          void table.update(cellsOf([...add, ...update]));
          for (const row of add) place(row, true);
          for (const row of update) place(row, true);
          for (const row of remove) place(row, false);
          paintCounters();
        },
      });
  },
  top: (count) => (regularTable() ? readRows(rowElements(), scroller(), count, cellText) : []),
  probe: () => {
    const row = regularTable()?.querySelector('tbody tr');
    return row ? cellText(row, 'subject') : '';
  },
  counters: () => counters.read(),
  scroller,
  rowElements,
  settle: async () => {
    await correctHeight();
    // It works behind the page's back: what it has been told may not be shown yet.
    await tick();
    await viewer.flush();
  },
};

/** Corrects the height where it is not the one at which 700 px of rows are in sight. Outside of what is measured. */
async function correctHeight(): Promise<void> {
  const rows = scroller().clientHeight - scroller().querySelector('thead')!.offsetHeight;
  if (Math.abs(rows - STAGE_HEIGHT) <= 1) return;
  viewer.style.height = `${String(viewer.offsetHeight + STAGE_HEIGHT - rows)}px`;
  await new Promise((resolve) => setTimeout(resolve, 500));
}
