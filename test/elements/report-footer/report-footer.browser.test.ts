import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { ReportFooter } from '../../../src/elements/report-footer/report-footer.js';
import { Localization } from '../../../src/localization/index.js';
import { conversation, START } from '../../../testing/scripted-data-source.js';
import { nameOf } from '../../support/by-role.js';
import { FooterPage } from '../../support/footer-page.js';
import type { FixtureOptions } from '../../support/report-fixture.js';

const DAY = 86_400_000;
const rows = Array.from({ length: 1284 }, (_, index) => conversation(`c${String(index)}`));

async function openLive(options?: FixtureOptions): Promise<FooterPage> {
  const page = await FooterPage.open(options);
  page.fixture.source.snapshot(rows);
  await page.fixture.settled();
  return page;
}

describe('report footer', () => {
  it('counts what there is and what is shown', async () => {
    const page = await openLive();
    expect(page.counts).to.equal('1,284 conversations · 1,284 shown');
    page.fixture.engine.setViewState({ search: 'subject c1283' });
    await page.fixture.settled();
    expect(page.counts).to.equal('1,284 conversations · 1 shown');
  });

  it('counts nothing before there is something to count', async () => {
    const page = await FooterPage.open();
    expect(page.counts).to.equal('');
    page.fixture.source.snapshot([conversation('only')]);
    await page.fixture.settled();
    expect(page.counts).to.equal('1 conversation · 1 shown');
  });

  it('drops nothing silently: older ones still open, rows that cannot be read', async () => {
    const page = await FooterPage.open();
    const { source, settled } = page.fixture;
    const old = ['x', 'y', 'z'].map((id) => conversation(id, { startedAt: START - 2 * DAY }));
    source.snapshot([...rows.slice(0, 5), ...old]);
    source.send({ type: 'diagnostic', code: 'unreadable-row', detail: 'version', count: 2 });
    source.send({ type: 'diagnostic', code: 'something-else', detail: '', count: 9 });
    await settled();
    expect(page.counts).to.equal('5 conversations · 5 shown · 3 older ones still open · 2 unreadable');
  });

  it('does not count an ended row that is kept on screen as shown', async () => {
    const page = await openLive();
    page.fixture.engine.hold('pointer');
    page.fixture.source.delta([], [rows[0]!]);
    await page.fixture.settled();
    expect(page.counts).to.equal('1,283 conversations · 1,283 shown');
  });

  it('says that the order is held, and applies what waits', async () => {
    const page = await openLive();
    const { engine, source, settled } = page.fixture;
    expect(page.text).to.not.contain('Order held');
    engine.hold('pointer');
    await settled();
    expect(page.text).to.contain('Order held while you point at a row');
    expect(page.release).to.equal(undefined);
    source.delta(Array.from({ length: 14 }, (_, index) => conversation(`new${String(index)}`)));
    await settled();
    expect(nameOf(page.release!)).to.equal('14 changes waiting');
    page.release!.click();
    await settled();
    expect(engine.view.rows.length).to.equal(1298);
    expect(page.release).to.equal(undefined);
    engine.letGo('pointer');
    await settled();
    expect(page.text).to.not.contain('Order held');
  });

  it('names the selection where that is what holds', async () => {
    const page = await openLive();
    page.fixture.engine.select(['c1']);
    await page.fixture.settled();
    expect(page.text).to.contain('Order held while rows are selected');
  });

  it('keeps the button while it has the focus', async () => {
    const page = await openLive();
    const { engine, source, settled } = page.fixture;
    engine.hold('focus');
    source.delta([conversation('new')]);
    await settled();
    page.release!.focus();
    await sendKeys({ press: 'Enter' });
    await settled();
    expect(nameOf(page.release!)).to.equal('0 changes waiting');
    expect(page.release!.matches(':focus')).to.equal(true);
    page.release!.blur();
    await settled();
    expect(page.release).to.equal(undefined);
  });

  it('names the time zone of all times', async () => {
    const page = await openLive();
    expect(page.text).to.contain('Times in Europe/Paris');
    page.fixture.setWords(new Localization('en', undefined, {}, 'Asia/Tokyo'));
    await page.fixture.settled();
    expect(page.text).to.contain('Times in Asia/Tokyo');
  });

  it('does not change its height when the order is held, and wraps where there is no room', async () => {
    const page = await openLive({ width: 1310 });
    const before = page.fixture.element.clientHeight;
    page.fixture.engine.hold('pointer');
    page.fixture.source.delta([conversation('new')]);
    await page.fixture.settled();
    expect(page.release).to.not.equal(undefined);
    expect(page.fixture.element.clientHeight).to.equal(before);
    expect(page.release!.getBoundingClientRect().height).to.be.at.least(24);

    const narrow = await openLive({ width: 320, direction: 'rtl' });
    narrow.fixture.engine.hold('pointer');
    await narrow.fixture.settled();
    const footer = narrow.root.querySelector('[part=footer]')!;
    expect(footer.scrollWidth).to.be.at.most(footer.clientWidth);
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`P01 is accessible, ${scheme}`, async () => {
      const page = await openLive({ scheme });
      page.fixture.engine.hold('pointer');
      page.fixture.source.delta([conversation('new')]);
      await page.fixture.settled();
      await expect(page.fixture.element).to.be.accessible();
    });
  }

  it('renders nothing before its contexts arrive', async () => {
    await FooterPage.open();
    const alone = new ReportFooter();
    document.body.append(alone);
    await alone.updateComplete;
    expect(alone.shadowRoot?.textContent.trim()).to.equal('');
    alone.remove();
  });
});
