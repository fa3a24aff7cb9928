/** Two supervisors' reports on one server: each sees what the other does, and neither is moved by it. */
import { expect } from '@open-wc/testing';
import { TestServer } from '../support/reference-server.js';
import { ReportPage } from '../support/report-page.js';

describe('two reports on one server', () => {
  let server: TestServer;
  beforeEach(async () => {
    server = await TestServer.start();
  });
  afterEach(() => server.stop());

  it('monitoring in one opens nothing in the other', async () => {
    const one = await ReportPage.live(server.webSocketUrl);
    const two = await ReportPage.live(server.webSocketUrl);
    const talking = one.element.conversations.find(
      ({ status, phase }) => status === 'active' && phase === 'in-conversation',
    );
    const id = talking?.id ?? '';
    one.element.openAction('monitor', [id]);
    await one.dialog('Monitor conversation');
    const monitored = () => two.element.conversations.find((row) => row.id === id)?.monitoredBy.length ?? 0;
    await two.until(() => monitored() > 0, 'the other report has the news');
    expect(two.find('dialog', 'Monitor conversation') === undefined, 'no panel opens').to.equal(true);
    expect(two.announcements('status')).not.to.match(/Monitoring started/);
  });

  it('J05 a conversation force-closed in one leaves the other, whose open dialog says so', async () => {
    const one = await ReportPage.live(server.webSocketUrl);
    const two = await ReportPage.live(server.webSocketUrl);
    const id = one.element.conversations[0]?.id ?? '';
    two.element.openAction('force-close', [id]);
    const late = await two.dialog(/^Force close/);
    one.element.openAction('force-close', [id]);
    const dialog = await one.dialog(/^Force close/);
    await one.until(() => {
      one.find('button', 'Continue', dialog)?.click();
      return one.find('dialog', /^Force close/) === undefined;
    }, 'it is confirmed');
    await two.until(
      () => two.find('button', 'Continue', late) === undefined,
      'nothing can be confirmed any more',
    );
    expect(two.find('button', 'Close', late) === undefined, 'only Close is offered').to.equal(false);
    const journal = await server.journal();
    expect(journal.length).to.equal(1);
  });

  it('rows stay, marked, while the link is lost, and live again after it', async () => {
    const page = await ReportPage.live(server.webSocketUrl);
    const states: string[] = [];
    page.element.addEventListener('connectionchange', ({ connection }) => states.push(connection.state));
    await server.dropSockets();
    await page.until(() => states.includes('reconnecting'), 'the loss is told');
    expect(page.rows().length).to.be.greaterThan(0);
    await page.until(() => states.at(-1) === 'live', 'it is live again');
  });
});
