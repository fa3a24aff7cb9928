/** Who may see and do what, at the level of the whole report, with real sockets: nothing stays that may not be seen. */
import { expect, nextFrame, oneEvent } from '@open-wc/testing';
import type { TokenProvider } from '../../src/data-source/data-source.js';
import type { ActionSettledEvent } from '../../src/events.js';
import { TestServer } from '../support/reference-server.js';
import { ReportPage } from '../support/report-page.js';
import { serialized, Trace } from '../support/trace.js';

const ADA = { id: 'u-ada', name: 'Ada', session: 'secret-session-of-ada', queues: ['q-billing'] };
const BO = { id: 'u-bo', name: 'Bo', session: 'secret-session-of-bo', queues: ['q-sales'] };

describe('rights', () => {
  let server: TestServer;
  let page: ReportPage | undefined;
  let trace: Trace | undefined;
  /** Tickets that the server gave. */
  const tickets: string[] = [];

  afterEach(async () => {
    trace?.end();
    trace = undefined;
    page?.element.remove();
    await server.stop();
    tickets.length = 0;
  });

  /** Exchanges the session of whoever is signed in now for a ticket. */
  const ticketOf =
    (session: () => string): TokenProvider =>
    async () => {
      const response = await fetch(server.url.replace(/\/conversations$/, '/ticket'), {
        method: 'POST',
        headers: { Authorization: `Bearer ${session()}`, 'X-Requested-With': 'ongoing-conversations-report' },
      });
      const { ticket } = (await response.json()) as { ticket: string };
      tickets.push(ticket);
      return ticket;
    };

  const everything = (report: ReportPage): string => serialized(report.element);
  const subjects = async (queue: string): Promise<string[]> =>
    (await server.rows()).filter((row) => row.queue?.id === queue).map(({ subject }) => subject);
  const queuesOf = (report: ReportPage): string[] => [
    ...new Set(report.element.conversations.map((row) => row.queue?.id ?? '')),
  ];
  const shows = (text: string, names: readonly string[]): string[] =>
    names.filter((name) => name !== '' && text.includes(name));

  it('I06 forbidden in mid-session: rows, dialog, toasts and log are emptied, and the screen says why', async () => {
    server = await TestServer.start();
    page = await ReportPage.live(server.webSocketUrl);
    const report = page;
    const row = report.element.conversations.find(({ status }) => status === 'active');
    const names = report.element.conversations.map(({ subject }) => subject);
    await report.until(() => shows(everything(report), names).length > 5, 'rows are there');
    report.element.openAction('force-close', [row?.id ?? '']);
    await report.dialog(/^Force close/);
    await server.permit({ view: false });
    await report.until(() => report.pill().startsWith('Forbidden'), 'the pill says so');
    await report.until(() => report.find('dialog', /./) === undefined, 'the dialog is gone');
    expect(shows(everything(report), names)).to.deep.equal([]);
    expect(report.element.conversations).to.deep.equal([]);
    expect(shows(report.element.toCsv(), names)).to.deep.equal([]);
    expect(
      report.parts('banner').some((banner) => banner.checkVisibility() && banner.textContent.trim() !== ''),
    ).to.equal(true);
    expect(report.element.matches(':state(error)')).to.equal(true);
  });

  it('I08 I09 a scope that shrinks takes its rows away, one that grows brings them', async () => {
    server = await TestServer.start();
    page = await ReportPage.live(server.webSocketUrl);
    const report = page;
    const hidden = await subjects('q-sales');
    expect(queuesOf(report).length).to.be.greaterThan(1);
    await server.showQueues(['q-billing']);
    await report.until(() => queuesOf(report).join() === 'q-billing', 'only billing is left');
    const kept = await subjects('q-billing');
    await report.until(() => report.pill().startsWith('Live') && report.rows().length > 0, 'it is live');
    const only = hidden.filter((name) => !kept.includes(name));
    expect(only.length).to.be.greaterThan(0);
    expect(shows(everything(report), only)).to.deep.equal([]);
    await server.showQueues(null);
    await report.until(() => queuesOf(report).length > 1, 'the others are back');
  });

  it('I10 another user on the same page: no row of the first one is painted again', async () => {
    server = await TestServer.start({ auth: 'required', accounts: [ADA, BO] });
    let session = ADA.session;
    page = await ReportPage.live(server.webSocketUrl, { tokenProvider: ticketOf(() => session) });
    const report = page;
    expect(queuesOf(report)).to.deep.equal(['q-billing']);
    const [adas, bos] = [await subjects('q-billing'), await subjects('q-sales')];
    const first = adas.filter((name) => !bos.includes(name));
    expect(shows(everything(report), first).length).to.be.greaterThan(0);
    session = BO.session;
    await server.dropSockets();
    // From the first row of Bo on, each frame is looked at.
    const seen = new Set<string>();
    let isLooking = true;
    const look = (): void => {
      const text = everything(report);
      if (shows(text, bos).length > 0) for (const name of shows(text, first)) seen.add(name);
      if (isLooking) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    await report.until(
      () => queuesOf(report).join() === 'q-sales' && report.pill().startsWith('Live'),
      'Bo is there',
    );
    await nextFrame();
    isLooking = false;
    expect([...seen]).to.deep.equal([]);
    expect(shows(everything(report), first)).to.deep.equal([]);
    expect(shows(report.element.toCsv(), first)).to.deep.equal([]);
  });

  describe('I11 no secret leaves the first message and the header', () => {
    const PLANTED = 'secret-planted-here';

    /** The whole trace names none of the secrets, and is not empty by mistake. */
    const isClean = async (...secrets: string[]): Promise<void> => {
      const text = (await trace?.text()) ?? '';
      expect(text).to.contain('event connectionchange');
      expect(text).to.contain('ongoing-conversations-report');
      expect(tickets.concat(secrets).filter((secret) => text.includes(secret))).to.deep.equal([]);
    };

    const open = async (properties: Parameters<typeof ReportPage.open>[0]): Promise<ReportPage> => {
      trace = new Trace();
      const report = await ReportPage.open();
      trace.follow(report.element);
      Object.assign(report.element, properties);
      page = report;
      return report;
    };

    it('I11 over a socket: signed in, a command, a lost link, and the way back', async () => {
      server = await TestServer.start({ auth: 'required', accounts: [ADA, BO] });
      const report = await open({ src: server.webSocketUrl, tokenProvider: ticketOf(() => ADA.session) });
      await report.until(() => report.pill().startsWith('Live') && report.rows().length > 0, 'it is live');
      const row = report.element.conversations.find(({ status }) => status === 'active');
      const settled = oneEvent<ActionSettledEvent>(report.element, 'actionsettled');
      report.element.openAction('force-close', [row?.id ?? '']);
      const dialog = await report.dialog(/^Force close/);
      await report.until(() => {
        report.find('button', 'Continue', dialog)?.click();
        return report.find('dialog', /^Force close/) === undefined;
      }, 'it is confirmed');
      await settled;
      await server.dropSockets();
      await report.until(() => tickets.length === 2 && report.pill().startsWith('Live'), 'it is back');
      expect(await trace?.text()).to.contain(new URL(server.url).host);
      await isClean(ADA.session);
    });

    it('I11 over HTTP: signed in, then forbidden', async () => {
      server = await TestServer.start({ auth: 'required', accounts: [ADA, BO] });
      const tokenProvider = () => Promise.resolve(ADA.session);
      const report = await open({ src: server.url, tokenProvider });
      await report.until(() => report.pill().startsWith('Live') && report.rows().length > 0, 'it is live');
      await server.permit({ view: false });
      report.element.refresh();
      await report.until(() => report.pill().startsWith('Forbidden'), 'it is forbidden');
      expect(await trace?.text()).to.contain(new URL(server.url).host);
      await isClean(ADA.session);
    });

    const failures: readonly (readonly [string, TokenProvider, RegExp])[] = [
      [
        'a token that the server refuses',
        () => Promise.resolve(PLANTED),
        /^(Unauthorized|Connecting|Reconnecting|Offline)/,
      ],
      [
        'a provider that rejects with it',
        () => Promise.reject(new Error(PLANTED)),
        /^(Connecting|Reconnecting|Offline)/,
      ],
      [
        'a provider that says that nobody is signed in',
        () => Promise.reject(Object.assign(new Error(PLANTED), { name: 'UnauthorizedError' })),
        /^Unauthorized/,
      ],
      [
        'a token that is too long',
        () => Promise.resolve(PLANTED.repeat(2_000)),
        /^(Connecting|Reconnecting|Offline)/,
      ],
    ];
    for (const kind of ['webSocketUrl', 'url'] as const) {
      for (const [name, tokenProvider, pill] of failures) {
        it(`I11 ${kind === 'url' ? 'over HTTP' : 'over a socket'}: ${name}`, async () => {
          server = await TestServer.start({ auth: 'required', accounts: [ADA, BO] });
          let asked = 0;
          const report = await open({
            src: server[kind],
            tokenProvider: (audience) => {
              asked += 1;
              return tokenProvider(audience);
            },
          });
          await report.until(() => asked > 0 && pill.test(report.pill()), 'it failed');
          report.element.refresh();
          await nextFrame();
          await isClean(PLANTED);
        });
      }
    }
  });
});
