/** Every state looks finished, says what it is, and has nothing that axe objects to. */
import { expect, html } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import type { SourceMessage } from '../../src/data-source/data-source.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { ReportPage } from '../support/report-page.js';

const rows = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    conversation(`c${String(index)}`, { startedAt: Date.now() - 60_000 }),
  );

const snapshot = (count: number): SourceMessage => ({
  type: 'snapshot',
  conversations: rows(count),
  asOf: Date.now(),
});
const connection = (
  state: Extract<SourceMessage, { type: 'connection' }>['state'],
  reason?: string,
): SourceMessage => ({
  type: 'connection',
  state,
  ...(reason !== undefined && { reason }),
});

interface State {
  readonly name: string;
  readonly messages: readonly SourceMessage[];
  readonly pill: RegExp;
  readonly says?: RegExp;
  readonly hostState?: string;
  readonly rows?: number;
}

const STATES: readonly State[] = [
  { name: 'connecting', messages: [connection('connecting')], pill: /^Connecting/, hostState: 'loading' },
  {
    name: 'loading',
    messages: [connection('connecting'), { type: 'progress', loaded: 1_500, total: 2_113 }],
    pill: /^Loading 1,500 of 2,113/,
    hostState: 'loading',
  },
  {
    name: 'live',
    messages: [snapshot(5), connection('live')],
    pill: /^Live · updated/,
    hostState: 'live',
    rows: 5,
  },
  {
    name: 'empty',
    messages: [snapshot(0), connection('live')],
    pill: /^Live/,
    says: /No .*conversations|Nothing/i,
    hostState: 'empty',
  },
  {
    name: 'partial',
    messages: [
      { type: 'snapshot', conversations: rows(3), asOf: Date.now(), partial: { shown: 3, total: 24_310 } },
      connection('live'),
    ],
    pill: /^Partial.*3 of 24,310/,
    hostState: 'live',
    rows: 3,
  },
  {
    name: 'stale',
    messages: [snapshot(4), connection('stale')],
    pill: /^Stale/,
    hostState: 'stale',
    rows: 4,
  },
  {
    name: 'reconnecting',
    messages: [snapshot(4), connection('reconnecting')],
    pill: /^Reconnecting · as of \d/,
    hostState: 'stale',
    rows: 4,
  },
  {
    name: 'offline',
    messages: [snapshot(4), connection('offline')],
    pill: /^Offline/,
    hostState: 'stale',
    rows: 4,
  },
  { name: 'offline before any data', messages: [connection('offline')], pill: /^Offline/, says: /./ },
  {
    name: 'unauthorized',
    messages: [connection('unauthorized')],
    pill: /^Unauthorized/,
    says: /sign|authori/i,
    hostState: 'error',
  },
  {
    name: 'forbidden',
    messages: [connection('forbidden')],
    pill: /^Forbidden/,
    says: /./,
    hostState: 'error',
  },
  {
    name: 'failed',
    messages: [connection('failed', 'The server speaks another version')],
    pill: /^Failed/,
    says: /another version/,
    hostState: 'error',
  },
];

const banner = (page: ReportPage): string =>
  page
    .parts('banner')
    .filter((element) => element.checkVisibility())
    .map(({ textContent }) => textContent.replace(/\s+/g, ' '))
    .join(' ');

describe('states', () => {
  // What fades in has the contrast of a moment. An engine that cannot be told so waits for the end of it.
  const prefer = (reducedMotion: 'reduce' | 'no-preference'): Promise<void> =>
    emulateMedia({ reducedMotion }).catch(() => undefined);
  before(() => prefer('reduce'));
  after(() => prefer('no-preference'));

  for (const { name, messages, pill, says, hostState, rows: count = 0 } of STATES) {
    it(`P01 ${name}`, async () => {
      const source = new ScriptedDataSource();
      const page = await ReportPage.open({ dataSource: source });
      source.send(...messages);
      await page.until(() => pill.test(page.pill()), `the pill says ${String(pill)}`);
      await page.until(
        () => page.rows().filter((row) => row.checkVisibility()).length === count,
        `${String(count)} rows`,
      );
      if (says) await page.until(() => says.test(banner(page)), `the banner says ${String(says)}`);
      if (hostState) expect(page.element.matches(`:state(${hostState})`), hostState).to.equal(true);
      expect(await page.violations()).to.deep.equal([]);
    });
  }

  it('P01 no data source', async () => {
    const page = await ReportPage.open();
    await page.until(() => page.pill().startsWith('No data source'), 'the pill says so');
    expect(await page.violations()).to.deep.equal([]);
  });

  it('P01 empty by filter, with a button that clears it', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source });
    source.send(snapshot(3), connection('live'));
    await page.until(() => page.rows().length === 3, 'rows are there');
    page.element.view = { ...page.element.view, search: 'nothing has this in it' };
    await page.until(() => page.find('button', 'Clear filters') !== undefined, 'clearing is offered');
    expect(await page.violations()).to.deep.equal([]);
    page.get('button', 'Clear filters').click();
    await page.until(
      () => page.rows().filter((row) => row.checkVisibility()).length === 3,
      'the rows are back',
    );
  });

  it("a host's own words in the slots", async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open(
      { dataSource: source },
      html`<p slot="empty">Go and have a coffee.</p>`,
    );
    source.send(snapshot(0), connection('live'));
    const own = page.element.querySelector('p') as HTMLElement;
    await page.until(() => own.checkVisibility() && own.getBoundingClientRect().height > 0, 'they are shown');
  });

  it('J12 stale rows are marked, their times are a lower bound, and actions are refused with the reason', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source });
    source.send(snapshot(2), connection('live'));
    await page.until(() => page.rows().length === 2, 'rows are there');
    source.send(connection('reconnecting'));
    await page.until(() => page.row('c0')?.part.contains('stale') === true, 'rows are marked');
    expect(page.row('c0')?.querySelector('[part~="cell-wait"]')?.textContent).to.match(/≥|at least/);
    page.element.openAction('force-close', ['c0']);
    await page.until(() => /not live/.test(page.announcements('status')), 'the refusal is told');
    source.send(connection('live'));
    await page.until(() => page.row('c0')?.part.contains('stale') === false, 'the marks are gone');
  });
});

describe('in every look', () => {
  const shown = async (colorScheme: string): Promise<ReportPage> => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source });
    page.element.style.colorScheme = colorScheme;
    source.send(snapshot(5), connection('live'));
    await page.until(() => page.rows().length === 5, 'rows are there');
    page.rows()[0]?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    return page;
  };

  it('P01 dark by the host: nothing that axe objects to', async () => {
    expect(await (await shown('dark')).violations()).to.deep.equal([]);
  });

  it('P01 dark by the system: nothing that axe objects to', async () => {
    await emulateMedia({ colorScheme: 'dark' });
    const page = await shown('light dark');
    const found = await page.violations();
    await emulateMedia({ colorScheme: 'light' });
    expect(found).to.deep.equal([]);
  });

  it('P01 P11 reduced motion: nothing moves, and nothing that axe objects to', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const waiting = await ReportPage.open({ dataSource: new ScriptedDataSource() });
    await waiting.until(() => waiting.pill().startsWith('Connecting'), 'the skeleton is shown');
    const moving = document.getAnimations().filter(({ playState }) => playState === 'running');
    const found = await (await shown('light')).violations();
    await emulateMedia({ reducedMotion: 'no-preference' });
    expect(moving).to.deep.equal([]);
    expect(found).to.deep.equal([]);
  });

  for (const width of [280, 390, 640, 900]) {
    it(`P01 at ${String(width)} px: nothing sticks out, nothing is lost`, async () => {
      const source = new ScriptedDataSource();
      const page = await ReportPage.open({ dataSource: source, width });
      source.send(snapshot(5), connection('live'));
      await page.until(() => page.rows().length > 0, 'rows are there');
      expect(page.element.scrollWidth).to.be.at.most(page.element.clientWidth);
      expect(page.row('c0')?.textContent).to.match(/Subject c0[^]*Customer c0|Customer c0[^]*Subject c0/);
      expect(await page.violations()).to.deep.equal([]);
    });
  }

  it('in French the whole report is French', async () => {
    const french = await ReportPage.open({ src: 'mock:?seed=7&conversations=20&rate=0', lang: 'fr' });
    await french.until(() => french.pill().startsWith('En direct'), 'the pill is French');
    expect(french.find('grid', 'Conversations en cours') === undefined).to.equal(false);
    expect(french.find('button', 'Attribuer') === undefined).to.equal(false);
  });

  it('P20 from right to left the report is mirrored', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source, dir: 'rtl' });
    source.send(snapshot(2), connection('live'));
    await page.until(() => page.rows().length === 2, 'rows are there');
    const left = (name: string) => page.get('columnheader', name).getBoundingClientRect().left;
    expect(left('Subject')).to.be.greaterThan(left('Sentiment'));
    expect(await page.violations()).to.deep.equal([]);
  });
});

describe('modes', () => {
  it('wallboard shows rows without any action', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source, mode: 'wallboard' });
    source.send(snapshot(2), connection('live'));
    await page.until(() => page.rows().length === 2, 'rows are there');
    expect(page.find('button', 'Force close') === undefined).to.equal(true);
    expect(page.find('button', 'Actions') === undefined).to.equal(true);
    expect(await page.violations()).to.deep.equal([]);
  });

  it('strip shows the cards alone, at most 64 px high', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source, mode: 'strip' });
    source.send(snapshot(2), connection('live'));
    await page.until(() => page.parts('kpi').length > 0, 'cards are there');
    expect(page.rows().length).to.equal(0);
    expect(page.element.getBoundingClientRect().height).to.be.at.most(64);
  });
});
