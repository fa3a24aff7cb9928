/** The report over server-sent events of a real server, through the browser's own `EventSource`. */
import { expect } from '@open-wc/testing';
import { fromEventSource } from '../../src/data-source/event-source/index.js';
import { TestServer } from '../support/reference-server.js';
import { ReportPage } from '../support/report-page.js';

describe('server-sent events', () => {
  let server: TestServer;
  beforeEach(async () => (server = await TestServer.start()));
  afterEach(() => server.stop());

  const events = (): string => `${server.url}/events`;

  it('shows what the server has, and each change of it', async () => {
    const report = await ReportPage.live(fromEventSource(events()));
    const there = new Set((await server.rows()).map(({ id }) => id));
    expect(report.element.conversations.every(({ id }) => there.has(id))).to.equal(true);
    const [first] = report.element.conversations;
    await server.endConversation(first?.id ?? '');
    await report.until(
      () => report.element.conversations.every(({ id }) => id !== first?.id),
      'the conversation that ended is gone',
    );
  });

  it('A07 comes back after a lost line with what has happened meanwhile', async () => {
    const report = await ReportPage.live(fromEventSource(events()));
    const states: string[] = [];
    report.element.addEventListener('connectionchange', () => states.push(report.element.connection.state));
    await server.dropSockets();
    await report.until(() => states.includes('reconnecting'), 'the report says that it reconnects');
    const [first] = report.element.conversations;
    await server.endConversation(first?.id ?? '');
    await report.until(() => report.pill().startsWith('Live'), 'the report is live again');
    expect(report.element.conversations.map(({ id }) => id)).not.to.include(first?.id);
  });

  it('I06 shows nothing to who may see nothing, also when it is refused at once', async () => {
    const report = await ReportPage.live(fromEventSource(events()));
    await server.permit({ view: false });
    await report.until(() => report.pill().startsWith('Forbidden'), 'the report says so');
    expect(report.rows()).to.have.length(0);
    const other = await ReportPage.open({ dataSource: fromEventSource(events()) });
    await other.until(() => other.pill().startsWith('Forbidden'), 'the new report says so');
  });

  it('leaves no connection behind', async () => {
    const report = await ReportPage.live(fromEventSource(events()));
    expect(await server.connections()).to.equal(1);
    report.element.remove();
    await report.until(async () => (await server.connections()) === 0, 'the stream is closed');
  });
});
