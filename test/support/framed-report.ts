/** The report in a page of its own: one of `test/csp`, with the policy that the test server sends for it. */
import { fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';
import { ReportPage } from './report-page.js';

export type FramedWindow = Window & typeof globalThis & { readonly listened?: readonly string[] };

export interface FramedReport {
  readonly page: ReportPage;
  readonly window: FramedWindow;
}

/** Opens `test/csp/{name}`; its scripts may still be running. */
export async function openFrame(name: string): Promise<FramedWindow> {
  const frame = await fixture<HTMLIFrameElement>(
    html`<iframe src="/test/csp/${name}" width="1200" height="700" title="Page of a host"></iframe>`,
  );
  const isThere = (): boolean =>
    frame.contentDocument?.readyState === 'complete' && frame.contentWindow?.location.href !== 'about:blank';
  if (!isThere()) await oneEvent(frame, 'load');
  return frame.contentWindow as FramedWindow;
}

/** Until the scripts of the page have defined the report, or have failed. */
export async function loaded(window: FramedWindow): Promise<void> {
  await waitUntil(
    () =>
      window.failure !== undefined || window.customElements.get('ongoing-conversations-report') !== undefined,
    'the report is defined',
    { timeout: 20_000 },
  );
}

/** A live report over `src` in the page `name`. */
export async function openFramed(name: string, src: string): Promise<FramedReport> {
  const window = await openFrame(name);
  await loaded(window);
  if (window.failure !== undefined) throw new Error(window.failure);
  const element = window.document.querySelector('ongoing-conversations-report') as OngoingConversationsReport;
  element.src = src;
  const page = new ReportPage(element);
  await page.until(() => page.pill().startsWith('Live') && page.rows().length > 0, 'it is live');
  return { page, window };
}

/** What a supervisor does in a minute: menus, all dialogs, the panel, filters, order, pause. */
export async function workThrough(page: ReportPage): Promise<void> {
  const find = (is: (row: (typeof page.element.conversations)[number]) => boolean): string =>
    page.element.conversations.find(is)?.id ?? '';
  const open = find(({ status }) => status === 'open');
  const talking = find(({ status, phase }) => status === 'active' && phase === 'in-conversation');
  page.element.openAction('assign', [open]);
  const assign = await page.dialog('Assign conversation');
  await page.until(() => page.find('option', /./, assign) !== undefined, 'candidates are listed');
  page.get('button', 'Cancel', assign).click();
  page.element.openAction('transfer', [talking]);
  page.get('button', 'Cancel', await page.dialog('Transfer conversation')).click();
  page.element.openAction('force-close', [talking]);
  page.get('button', 'Cancel', await page.dialog(/^Force close/)).click();
  page.element.openAction('monitor', [talking]);
  const panel = await page.dialog('Monitor conversation');
  await page.until(() => page.find('button', 'Stop monitoring', panel) !== undefined, 'monitoring runs');
  page.get('button', /^Queue/).click();
  page.element.view = { ...page.element.view, sort: [{ column: 'subject', direction: 'ascending' }] };
  page.element.pause();
  await page.until(() => page.pill().startsWith('Paused'), 'it is paused');
  const height = page.rows()[0]?.getBoundingClientRect().height ?? 0;
  if (height <= 20) throw new Error(`a row is ${String(height)} px high: it is not laid out`);
}
