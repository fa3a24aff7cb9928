/** The page around the report: hidden away and restored, left, loaded again, moved, framed. Sockets are real. */
import { expect, fixture, html, waitUntil } from '@open-wc/testing';
import type { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';
import { TestServer } from '../support/reference-server.js';
import { ReportPage } from '../support/report-page.js';
import { Trace } from '../support/trace.js';

const FRAMED_PAGE = '/test/csp/page.html';

describe('the life of the page', () => {
  let server: TestServer;
  let trace: Trace;

  beforeEach(async () => {
    server = await TestServer.start();
    trace = new Trace();
  });
  afterEach(async () => {
    trace.end();
    await server.stop();
  });

  /** Sockets that this page has asked for so far. */
  const asked = (): number => trace.lines.filter((line) => line.startsWith('socket ')).length;
  const connections = async (count: number): Promise<void> => {
    await waitUntil(
      async () => (await server.connections()) === count,
      `the server has ${String(count)} connections`,
      {
        timeout: 10_000,
      },
    );
  };
  const transition = (type: 'pagehide' | 'pageshow'): boolean =>
    dispatchEvent(new PageTransitionEvent(type, { persisted: true }));

  it('H07 restored from the back/forward cache: the rows are stale until it has resumed over one new connection', async () => {
    const page = await ReportPage.live(server.webSocketUrl);
    const states: string[] = [];
    page.element.addEventListener('connectionchange', ({ connection }) => states.push(connection.state));
    transition('pagehide');
    await connections(0);
    expect(page.element.connection.trusted, 'nothing is live without a connection').to.equal(false);
    const shown = page.rowIds();
    transition('pageshow');
    expect(page.element.connection.trusted).to.equal(false);
    expect(page.rowIds()).to.deep.equal(shown);
    await page.until(() => page.element.connection.state === 'live', 'it is live again');
    await connections(1);
    expect(asked()).to.equal(2);
    expect(states.indexOf('live')).to.be.greaterThan(0);
    page.element.remove();
    await connections(0);
  });

  it('H08 the old socket tells its end after the page was restored: nothing happens', async () => {
    const page = await ReportPage.live(server.webSocketUrl);
    // The close event of the first socket comes when the second one is on its way.
    transition('pagehide');
    transition('pageshow');
    const isLive = (): boolean => page.element.connection.state === 'live';
    await page.until(() => asked() === 2 && isLive(), 'it is live again');
    await connections(1);
    expect(isLive()).to.equal(true);
    expect(asked()).to.equal(2);
    page.element.remove();
    await connections(0);
  });

  it('H09 registers nothing for unload or beforeunload, which would keep the page out of the cache', async () => {
    const types: string[] = [];
    const { addEventListener: original } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (
      this: EventTarget,
      ...words: Parameters<typeof original>
    ) {
      types.push(words[0]);
      original.apply(this, words);
    };
    try {
      const page = await ReportPage.live(server.webSocketUrl);
      page.element.remove();
    } finally {
      EventTarget.prototype.addEventListener = original;
    }
    expect(types).to.include('pagehide');
    expect(types.filter((type) => /unload/.test(type))).to.deep.equal([]);
    expect(onbeforeunload).to.equal(null);
  });

  /** A page of its own with a report that is live. */
  const framed = async (): Promise<HTMLIFrameElement> => {
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="A page" src=${FRAMED_PAGE}></iframe>`);
    await live(frame);
    return frame;
  };
  const reportIn = (frame: HTMLIFrameElement): OngoingConversationsReport | null =>
    frame.contentDocument?.querySelector('ongoing-conversations-report') ?? null;
  const live = async (frame: HTMLIFrameElement): Promise<void> => {
    await waitUntil(() => reportIn(frame)?.matches(':defined') === true, 'the page is there', {
      timeout: 20_000,
    });
    Object.assign(reportIn(frame) as object, { src: server.webSocketUrl });
    await waitUntil(() => reportIn(frame)?.connection.state === 'live', 'it is live', { timeout: 20_000 });
  };

  it('H09 left for another page: the server sees the end of the connection', async () => {
    const frame = await framed();
    await connections(1);
    frame.src = 'about:blank';
    await connections(0);
  });

  it('H10 loaded again, as after the tab was discarded: a clean start with one connection', async () => {
    const frame = await framed();
    const left = frame.contentWindow;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    left?.location.reload();
    await loaded;
    await connections(0);
    await live(frame);
    await connections(1);
    await waitUntil(() => (reportIn(frame)?.conversations.length ?? 0) > 0, 'the rows are there', {
      timeout: 10_000,
    });
  });

  it('H12 moved to another parent in one task: the connection stays', async () => {
    const page = await ReportPage.live(server.webSocketUrl);
    const other = await fixture<HTMLElement>(html`<div></div>`);
    other.style.cssText = page.element.parentElement?.style.cssText ?? '';
    const shown = page.rowIds();
    for (let times = 0; times < 5; times += 1) other.append(page.element);
    await page.until(() => page.rows().length > 0, 'the rows are there');
    expect(page.pill()).to.match(/^Live/);
    expect(page.rowIds()).to.deep.equal(shown);
    expect(asked()).to.equal(1);
    await connections(1);
    page.element.remove();
    await connections(0);
  });

  it('H13 properties set a hundred times in a task: one connection', async () => {
    const page = await ReportPage.open();
    for (let times = 0; times < 100; times += 1) {
      page.element.src = times % 2 === 0 ? 'mock:' : server.webSocketUrl;
      page.element.windowHours = 1 + times;
    }
    await page.until(() => page.pill().startsWith('Live'), 'it is live');
    expect(asked()).to.equal(1);
    page.element.remove();
  });

  it('H14 adopted by another document it works there, and ends clean', async () => {
    const page = await ReportPage.live(server.webSocketUrl);
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="Another document"></iframe>`);
    frame.contentDocument?.body.append(page.element);
    await page.until(() => page.pill().startsWith('Live') && page.rows().length > 0, 'it is live there');
    await connections(1);
    page.element.remove();
    await connections(0);
  });

  it('H14 in a frame that is moved, which loads it anew: the old connection ends', async () => {
    const frame = await framed();
    const other = await fixture<HTMLElement>(html`<div></div>`);
    other.append(frame);
    await connections(0);
    await live(frame);
    await connections(1);
  });

  it('H15 in a sandbox without an origin and without storage it works', async () => {
    const told = new Promise<MessageEvent<unknown>>((resolve) => {
      addEventListener('message', resolve, { once: true });
    });
    await fixture(
      html`<iframe title="A sandbox" sandbox="allow-scripts" src="/test/page-life/sandboxed.html"></iframe>`,
    );
    expect((await told).data).to.deep.equal({ state: 'live', rows: 20, hasStorage: false, errors: [] });
  });

  it('begun without a network it is offline, and begins by itself when there is one', async () => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false });
    const page = await ReportPage.open({ src: server.webSocketUrl });
    try {
      await page.until(() => page.pill().startsWith('Offline'), 'it tells that it is offline');
      expect(asked()).to.equal(0);
    } finally {
      delete (navigator as { onLine?: unknown }).onLine;
    }
    dispatchEvent(new Event('online'));
    await page.until(() => page.pill().startsWith('Live') && page.rows().length > 0, 'it is live');
  });
});
