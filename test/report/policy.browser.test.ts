/** Strict CSP and Trusted Types: the whole report, with its dialogs and menus, without one violation. */
import { expect, fixture, html, oneEvent, waitUntil } from '@open-wc/testing';
import type { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';
import { TestServer } from '../support/reference-server.js';
import { ReportPage } from '../support/report-page.js';

describe('under a strict policy', () => {
  let server: TestServer;
  before(async () => {
    server = await TestServer.start();
  });
  after(() => server.stop());

  const open = async (src: string): Promise<{ page: ReportPage; window: Window }> => {
    const frame = await fixture<HTMLIFrameElement>(
      html`<iframe src="/test/csp/page.html" width="1200" height="700" title="Policy"></iframe>`,
    );
    if (
      frame.contentDocument?.readyState !== 'complete' ||
      frame.contentWindow?.location.href === 'about:blank'
    ) {
      await oneEvent(frame, 'load');
    }
    const window = frame.contentWindow as Window;
    await waitUntil(
      () => window.customElements.get('ongoing-conversations-report') !== undefined,
      'it is defined',
      {
        timeout: 20_000,
      },
    );
    const element = window.document.querySelector(
      'ongoing-conversations-report',
    ) as OngoingConversationsReport;
    element.src = src;
    const page = new ReportPage(element);
    await page.until(() => page.pill().startsWith('Live') && page.rows().length > 0, 'it is live');
    return { page, window };
  };

  it('is really under it: a page that breaks it is told', async () => {
    const { window } = await open('mock:?seed=7&conversations=20&rate=0');
    const style = window.document.createElement('div');
    style.setAttribute('style', 'color: red');
    await waitUntil(
      () => window.violations.some((text) => text.startsWith('style-src')),
      'the violation is reported',
    );
    expect(() => {
      window.document.body['innerHTML'] = '<b>unsafe</b>';
    }).to.throw();
    await waitUntil(
      () => window.violations.some((text) => text.startsWith('require-trusted-types-for')),
      'that violation is reported too',
    );
  });

  for (const kind of ['the mock', 'a socket'] as const) {
    it(`works over ${kind} with zero violations: grid, menus, filters, all dialogs, panel`, async () => {
      const { page, window } = await open(
        kind === 'a socket' ? server.webSocketUrl : 'mock:?seed=7&conversations=40&rate=0',
      );
      const find = (is: (row: (typeof page.element.conversations)[number]) => boolean) =>
        page.element.conversations.find(is)?.id ?? '';
      const open_ = find(({ status }) => status === 'open');
      const talking = find(({ status, phase }) => status === 'active' && phase === 'in-conversation');
      page.element.openAction('assign', [open_]);
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
      expect(page.rows()[0]?.getBoundingClientRect().height ?? 0, 'it is laid out').to.be.greaterThan(20);
      expect(window.violations).to.deep.equal([]);
    });
  }
});
