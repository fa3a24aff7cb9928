import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import sinon from 'sinon';
import { KpiCards } from '../../../src/elements/kpi-cards/kpi-cards.js';
import { conversation, START } from '../../../testing/scripted-data-source.js';
import { nameOf } from '../../support/by-role.js';
import { KpiPage } from '../../support/kpi-page.js';
import type { FixtureOptions } from '../../support/report-fixture.js';

const MINUTE = 60_000;
const agent = { id: 'a1', name: 'Ana', presence: 'available' };
const talking = { status: 'active', phase: 'in-conversation', agent, wait: { ms: 30_000, since: null } };
const rows = [
  conversation('o1', { wait: { ms: 0, since: START - 14 * MINUTE - 32_000 }, sentiment: 'very-negative' }),
  conversation('o2', { wait: { ms: 0, since: START - MINUTE } }),
  conversation('a1', { ...talking, handle: { ms: 2 * MINUTE, since: null } }),
  conversation('a2', { ...talking, phase: 'awaiting-acceptance', sentiment: 'slightly-negative' }),
  conversation('w1', { ...talking, status: 'waiting', phase: null, sentiment: 'negative' }),
  conversation('u1', { ...talking, status: 'wrap-up', phase: null, handle: { ms: 4 * MINUTE, since: null } }),
];

describe('KPI cards', () => {
  let clock: sinon.SinonFakeTimers;
  beforeEach(() => {
    clock = sinon.useFakeTimers({
      now: START,
      toFake: ['Date', 'performance', 'setInterval', 'clearInterval'],
    });
  });
  afterEach(() => clock.restore());

  async function openLive(options?: FixtureOptions): Promise<KpiPage> {
    const page = await KpiPage.open(options);
    page.fixture.source.snapshot(rows);
    await page.fixture.settled();
    return page;
  }

  it('shows ten figures, each named by its label and its value', async () => {
    const page = await openLive();
    expect(page.cards.map(nameOf)).to.deep.equal([
      'Ongoing 6 last 24 hours',
      'Open 2 no agent yet',
      'Active 2 1 not accepted',
      'Waiting 1 on customer',
      'Wrap-up 1 talk is over',
      'In queue 3 max. 14:32',
      'Longest wait 14:32 over 10:00',
      'Avg. wait 2:55 limit 5:00',
      'Avg. handle 3:00 of rows in view',
      'Negative sentiment 33.3% 2 conversations',
    ]);
  });

  it('says how times stand against the limits, in words beside the colour', async () => {
    const page = await openLive({
      settings: { thresholds: { wait: { warning: 5 * MINUTE, breach: 10 * MINUTE } } },
    });
    expect(page.value('Longest wait')).to.equal('14:32');
    expect(page.detail('Longest wait')).to.equal('over 10:00');
    expect(page.detail('In queue')).to.equal('max. 14:32');
    expect(page.detail('Avg. wait')).to.equal('limit 5:00');
    expect(page.detail('Avg. handle')).to.equal('of rows in view');
    page.fixture.setSettings({
      thresholds: { wait: { warning: 14 * MINUTE }, handle: { breach: 3 * MINUTE } },
    });
    await page.fixture.settled();
    expect(page.detail('Longest wait')).to.equal('over 14:00');
    expect(page.detail('Avg. handle')).to.equal('over 3:00');
  });

  it('lets the clock run on server time', async () => {
    const page = await openLive();
    await clock.tickAsync(3000);
    await page.fixture.settled();
    expect(page.value('Longest wait')).to.equal('14:35');
    expect(page.detail('In queue')).to.equal('max. 14:35');
    expect(nameOf(page.card('Longest wait'))).to.equal('Longest wait 14:35 over 10:00');
  });

  it('does not tell the reader of a focused card each second', async () => {
    const page = await openLive();
    for (const [label, name] of [
      ['Longest wait', 'Longest wait 14 minutes over 10:00'],
      ['In queue', 'In queue 3'],
    ] as const) {
      page.card(label).focus();
      await page.fixture.settled();
      expect(nameOf(page.card(label))).to.equal(name);
      await clock.tickAsync(1000);
      await page.fixture.settled();
      expect(nameOf(page.card(label))).to.equal(name);
    }
    expect(page.value('Longest wait'), 'what is seen goes on').to.equal('14:34');
    page.card('In queue').blur();
    await page.fixture.settled();
    expect(nameOf(page.card('In queue'))).to.equal('In queue 3 max. 14:34');
  });

  it('counts nothing as nothing', async () => {
    const page = await KpiPage.open();
    page.fixture.source.snapshot([]);
    await page.fixture.settled();
    expect(page.value('Ongoing')).to.equal('0');
    expect(page.value('Longest wait')).to.equal('–');
    expect(page.detail('Longest wait')).to.equal('nobody waits');
    expect(page.value('Negative sentiment')).to.equal('–');
  });

  it('shows no zero for what is not known yet', async () => {
    const page = await KpiPage.open();
    expect(page.cards.map((card) => card.querySelector('.value')?.textContent.trim())).to.deep.equal(
      Array.from({ length: 10 }, () => ''),
    );
    page.fixture.source.snapshot(rows);
    await page.fixture.settled();
    expect(page.value('Ongoing')).to.equal('6');
    page.fixture.source.send({ type: 'wipe', reason: 'rights' });
    await page.fixture.settled();
    expect(page.value('Ongoing')).to.equal('');
  });

  it('says when its number is partial, and when it is outdated', async () => {
    const page = await KpiPage.open();
    const { source, settled } = page.fixture;
    source.send(
      { type: 'snapshot', conversations: rows, asOf: START, partial: { shown: 6, total: 20 } },
      { type: 'connection', state: 'live' },
    );
    await settled();
    for (const card of page.cards)
      expect(card.querySelector('.detail')?.textContent.trim()).to.equal('partial number');
    source.snapshot(rows);
    await settled();
    expect(page.detail('Open')).to.equal('no agent yet');
    source.send({ type: 'connection', state: 'reconnecting' });
    await settled();
    for (const card of page.cards)
      expect(card.querySelector('.detail')?.textContent.trim()).to.equal('out of date');
  });

  it('filters when pressed, lets go when pressed again', async () => {
    const page = await openLive();
    const { engine, settled } = page.fixture;
    page.card('Waiting').focus();
    await sendKeys({ press: 'Space' });
    await settled();
    expect(engine.viewState.card).to.equal('waiting');
    expect(engine.view.rows.length).to.equal(1);
    expect(page.cards.filter((card) => card.getAttribute('aria-pressed') === 'true')).to.deep.equal([
      page.card('Waiting'),
    ]);
    expect(page.value('Ongoing'), 'figures stay those of all rows').to.equal('6');
    await sendKeys({ press: 'Space' });
    await settled();
    expect(engine.viewState.card).to.equal(null);
    expect(page.card('Waiting').getAttribute('aria-pressed')).to.equal('false');
  });

  it('draws a trend from what it saw, at most a quarter of an hour of it', async () => {
    const page = await openLive();
    const points = (): string[][] =>
      (page.card('Ongoing').querySelector('polyline')?.getAttribute('points') ?? '')
        .split(' ')
        .map((pair) => pair.split(','));
    await clock.tickAsync(25_000);
    await page.fixture.settled();
    expect(page.card('Ongoing').querySelector('svg.trend'), 'too few samples').to.equal(null);
    for (let minute = 0; minute < 20; minute += 1) {
      page.fixture.source.delta([conversation(`n${String(minute)}`)]);
      for (let part = 0; part < 6; part += 1) {
        page.fixture.source.send({ type: 'clock', offsetMs: 0, errorMs: 1 });
        await clock.tickAsync(10_000);
      }
    }
    await page.fixture.settled();
    expect(points().length).to.be.within(85, 92);
    expect(Number(points()[0]?.[0])).to.be.at.least(0);
    expect(points().at(-1)?.[0]).to.equal('100.0');
    expect(Number(points().at(-1)?.[1]), 'rising figures rise').to.be.lessThan(Number(points()[0]?.[1]));
  });

  it('forgets the trend when nothing old may stay visible', async () => {
    const page = await openLive();
    for (let sample = 0; sample < 6; sample += 1) {
      page.fixture.source.send({ type: 'clock', offsetMs: 0, errorMs: 1 });
      await clock.tickAsync(10_000);
    }
    await page.fixture.settled();
    expect(page.card('Ongoing').querySelector('svg.trend')).to.not.equal(null);
    page.fixture.source.send({ type: 'wipe', reason: 'rights' });
    page.fixture.source.snapshot(rows);
    await page.fixture.settled();
    expect(page.card('Ongoing').querySelector('svg.trend')).to.equal(null);
  });

  it('scrolls sideways inside itself where there is no room, and follows the focus', async () => {
    const page = await openLive({ width: 390 });
    const kpis = page.root.querySelector('[part=kpis]')!;
    expect(kpis.clientWidth).to.be.at.most(390);
    expect(kpis.scrollWidth).to.be.greaterThan(390);
    const last = page.card('Negative sentiment');
    last.focus();
    const isInSight = (): boolean => {
      const { left, right } = last.getBoundingClientRect();
      const around = kpis.getBoundingClientRect();
      return left >= around.left - 1 && right <= around.right + 1;
    };
    // Safari scrolls with the next frame.
    await waitUntil(isInSight, 'the focused card is in sight');
  });

  it('fits a desktop without scrolling and does not move when values change', async () => {
    const page = await openLive({ width: 1310 });
    const kpis = page.root.querySelector('[part=kpis]')!;
    expect(kpis.scrollWidth).to.equal(kpis.clientWidth);
    const places = (): number[] => page.cards.map((card) => card.getBoundingClientRect().left);
    const before = places();
    const height = kpis.clientHeight;
    page.fixture.source.delta(Array.from({ length: 1500 }, (_, index) => conversation(`m${String(index)}`)));
    await page.fixture.settled();
    expect(page.value('Ongoing')).to.equal('1,506');
    expect(places()).to.deep.equal(before);
    expect(kpis.clientHeight).to.equal(height);
  });

  it('is a strip of at most 64 px, and large on a wallboard', async () => {
    const page = await openLive({ settings: { mode: 'strip' }, width: 900 });
    expect(page.fixture.element.getBoundingClientRect().height).to.be.at.most(64);
    expect(page.value('Ongoing')).to.equal('6');
    const size = (): number =>
      parseFloat(getComputedStyle(page.card('Ongoing').querySelector('.value')!).fontSize);
    const before = size();
    page.fixture.setSettings({ mode: 'wallboard' });
    await page.fixture.settled();
    expect(size()).to.be.greaterThan(before * 1.5);
  });

  it('keeps its height while it is loading', async () => {
    const page = await KpiPage.open({ width: 1310 });
    const before = page.fixture.element.clientHeight;
    page.fixture.source.snapshot(rows);
    await page.fixture.settled();
    expect(page.fixture.element.clientHeight).to.equal(before);
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`is accessible, ${scheme}, with a card pressed`, async () => {
      const page = await openLive({ scheme });
      page.card('Open').click();
      await page.fixture.settled();
      await expect(page.fixture.element).to.be.accessible();
    });
  }

  it('renders nothing before its contexts arrive', async () => {
    await KpiPage.open();
    const alone = new KpiCards();
    document.body.append(alone);
    await alone.updateComplete;
    expect(alone.shadowRoot?.textContent.trim()).to.equal('');
    alone.remove();
  });
});
