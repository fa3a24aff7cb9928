/** What a screen reader is told of the figures: one sentence now and then, never row by row. */
import { loadDeferredElements } from '../../src/element-registration.js';
import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { ReportPage } from '../support/report-page.js';

const row = (place: number, fields: Record<string, unknown> = {}) =>
  conversation(`c${String(place)}`, {
    startedAt: Date.now() - 60_000,
    wait: { ms: 20_000, since: null },
    ...fields,
  });

describe('summary of changes', () => {
  before(loadDeferredElements);
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  });
  afterEach(() => {
    clock.restore();
  });

  async function open(summarySeconds?: number) {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({
      dataSource: source,
      ...(summarySeconds !== undefined && { summarySeconds }),
    });
    source.snapshot([row(1), row(2), row(3)], Date.now());
    await page.until(() => page.rows().length === 3, 'the rows are there');
    clock.tick(1_000);
    return { page, source };
  }

  const total = (page: ReportPage): string =>
    page.parts('kpis')[0]?.querySelector('.ongoing .value')?.textContent ?? '';

  async function come(page: ReportPage, source: ScriptedDataSource, ...places: number[]): Promise<void> {
    const before = Number(total(page));
    source.delta(places.map((place) => row(place, { sentiment: 'negative' })));
    await page.until(() => Number(total(page)) === before + places.length, 'the figures have changed');
  }

  const said = async (page: ReportPage): Promise<string> => {
    await page.element.updateComplete;
    return page.announcements('status');
  };

  it('P09 P10 says in one sentence which figures have changed, when the time is up', async () => {
    const { page, source } = await open(30);
    await come(page, source, 4, 5);
    clock.tick(28_000);
    expect(await said(page)).not.to.contain('Ongoing: ');

    clock.tick(1_000);

    expect(await said(page)).to.contain('Ongoing: 5, +2; In queue: 5, +2; Negative sentiment: 2, +2');
  });

  it('P10 says it four times a minute at most, and nothing when nothing has changed', async () => {
    const { page, source } = await open(1);
    await come(page, source, 4);
    clock.tick(13_000);
    expect(await said(page)).not.to.contain('Ongoing: ');
    clock.tick(1_000);
    expect(await said(page)).to.contain('Ongoing: 4, +1');

    // Long enough for what was said to be taken from the page.
    clock.tick(60_000);
    expect(await said(page)).not.to.contain('Ongoing: ');
  });

  it('O11 keeps nothing in store: what happened while the user was writing is one sentence afterwards', async () => {
    const { page, source } = await open(15);
    page.get('searchbox', /Search/).focus();
    for (let place = 4; place < 8; place += 1) {
      await come(page, source, place);
      clock.tick(15_000);
    }
    expect(await said(page)).not.to.contain('Ongoing: ');

    page.get('searchbox', /Search/).blur();
    clock.tick(1_000);

    expect((await said(page)).match(/Ongoing: [^;]*/g)).to.deep.equal(['Ongoing: 7, +4']);
  });

  it('tells once that somebody has waited too long', async () => {
    const { page, source } = await open(15);
    source.delta([row(3, { version: 2, wait: { ms: 700_000, since: null } })]);
    await page.until(() => page.parts('kpis')[0]?.textContent.includes('11:40') === true, 'the card says so');

    clock.tick(15_000);
    expect(await said(page)).to.contain('Longest wait: 11 minutes');
    clock.tick(45_000);
    expect(await said(page)).not.to.contain('Longest wait');
  });

  it('P09 says nothing unless asked to', async () => {
    const { page, source } = await open();
    await come(page, source, 4);
    clock.tick(120_000);
    expect(await said(page)).not.to.contain('Ongoing: ');
  });
});
