/**
 * *ours*: the whole element as it is published - header, cards, filters, footer, validation, accessibility - on its own
 * WebSocket source. Its cards are the counters that are checked.
 */
import 'ongoing-conversations-report/define';
import { WebSocketDataSource } from 'ongoing-conversations-report/data-source/web-socket';
import type { OngoingConversationsReport } from 'ongoing-conversations-report';
import { ROW_HEIGHT, STAGE_HEIGHT, STAGE_WIDTH, type Contestant, type ShownRow } from '../contestant.js';
import { noCounts } from '../shared/counter-line.js';
import { COUNTED } from '../workload/oracle.js';

/** The ten columns fit into the stage beside checkbox and menu, so that nothing scrolls sideways. */
const WIDTHS = {
  subject: 164,
  status: 104,
  agent: 118,
  queue: 96,
  channel: 96,
  wait: 92,
  handle: 92,
  sentiment: 144,
  customer: 110,
  priority: 76,
};

/** Height of header, cards, filters, column heads and footer, to begin with. */
const AROUND = 412;

let report: OngoingConversationsReport;

const rootOf = (name: string): ShadowRoot =>
  report.shadowRoot!.querySelector(`ongoing-conversations-${name}`)!.shadowRoot!;
const viewport = (): HTMLElement => rootOf('grid').querySelector<HTMLElement>('.viewport')!;
const head = (): HTMLElement => rootOf('grid').querySelector<HTMLElement>('.head')!;
const rowElements = (): NodeListOf<Element> => rootOf('grid').querySelectorAll('.rows [role="row"]');
const text = (row: Element, selector: string): string =>
  row.querySelector(selector)?.textContent.trim() ?? '';

export const contestant: Contestant = {
  mount: async (stage, link) => {
    report = document.createElement('ongoing-conversations-report');
    report.lang = 'en';
    report.style.inlineSize = `${String(STAGE_WIDTH)}px`;
    report.style.blockSize = `${String(STAGE_HEIGHT + AROUND)}px`;
    report.style.setProperty('--ongoing-row-height', `${String(ROW_HEIGHT)}px`);
    report.view = {
      ...report.view,
      filters: { status: ['open', 'active', 'waiting'] },
      sort: [{ column: 'wait', direction: 'descending' }],
      columns: Object.keys(WIDTHS),
      widths: WIDTHS,
    };
    stage.append(report);
    await report.updateComplete;
    return () => {
      report.dataSource = new WebSocketDataSource('wss://bench.example/conversations', {
        environment: { openSocket: link.openSocket },
        keepWhileHidden: true,
        // The workload grows a little beyond its first 100,000 rows, which is the default limit.
        maxRows: 150_000,
      });
    };
  },
  top: (count) =>
    [...rowElements()]
      .map((row) => ({ row, y: row.getBoundingClientRect().top }))
      .sort((a, b) => a.y - b.y)
      .slice(0, count)
      .map(({ row }): ShownRow => ({
        subject: text(row, '.cell-subject .title'),
        status: text(row, '[part~="status"]'),
        wait: text(row, '.cell-wait .clock'),
      })),
  probe: () => {
    const row = rootOf('grid').querySelector('.rows [aria-rowindex="2"]');
    return row === null ? '' : text(row, '.cell-subject .title');
  },
  counters: () => {
    const counters = noCounts();
    const cards = rootOf('kpi-cards');
    for (const status of COUNTED) {
      counters[status] = Number(
        (cards.querySelector(`.${status} .value`)?.textContent ?? '').replace(/\D/g, ''),
      );
    }
    return counters;
  },
  scroller: () => viewport(),
  rowElements: () => rowElements(),
  settle: correctHeight,
};

/** Corrects the height where it is not the one at which 700 px of rows are in sight. Outside of what is measured. */
async function correctHeight(): Promise<void> {
  const rows = viewport().clientHeight - head().offsetHeight;
  if (rows === STAGE_HEIGHT) return;
  report.style.blockSize = `${String(report.offsetHeight + STAGE_HEIGHT - rows)}px`;
  await new Promise((resolve) => setTimeout(resolve, 200));
}
