import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import sinon from 'sinon';
import { ReportHeader } from '../../../src/elements/report-header/report-header.js';
import { Localization } from '../../../src/localization/index.js';
import { fr } from '../../../src/localization/fr.js';
import { DEFAULT_COLUMNS, NO_VALUE } from '../../../src/model/view-state.js';
import { conversation, START } from '../../../testing/scripted-data-source.js';
import { descriptionOf, queryByRole } from '../../support/by-role.js';
import { HeaderPage } from '../../support/header-page.js';

const rows = [
  conversation('a'),
  conversation('b', { queue: { id: 'q2', name: 'Orders', type: 'messaging' } }),
  conversation('c', { queue: null }),
];

async function openLive(options?: Parameters<typeof HeaderPage.open>[0]): Promise<HeaderPage> {
  const page = await HeaderPage.open(options);
  page.fixture.source.snapshot(rows);
  await page.fixture.settled();
  return page;
}

describe('report header', () => {
  let clock: sinon.SinonFakeTimers | undefined;
  afterEach(() => {
    clock?.restore();
    clock = undefined;
  });
  const fakeTime = (): sinon.SinonFakeTimers =>
    (clock = sinon.useFakeTimers({
      now: START,
      toFake: ['Date', 'performance', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'],
    }));

  describe('scope', () => {
    it('names the window and how many of the queues are in view', async () => {
      const page = await openLive();
      expect(page.scope).to.equal('Last 24 hours · 2 queues');
      page.fixture.engine.setViewState({ filters: { queue: ['q1'] } });
      await page.fixture.settled();
      expect(page.scope).to.equal('Last 24 hours · 1 of 2 queues');
      page.fixture.setSettings({ windowHours: 2 });
      await page.fixture.settled();
      expect(page.scope).to.equal('Last 2 hours · 1 of 2 queues');
    });

    it('forgets how many queues there were when nothing old may stay visible', async () => {
      const page = await openLive();
      page.fixture.source.send({ type: 'wipe', reason: 'rights' });
      await page.fixture.settled();
      expect(page.scope).to.equal('Last 24 hours');
    });

    it('counts no queue for conversations that are in none', async () => {
      const page = await openLive();
      expect(page.fixture.engine.facetValues('queue').map(({ value }) => value)).to.include(NO_VALUE);
      expect(page.scope).to.contain('2 queues');
    });
  });

  describe('pill', () => {
    it('tells when the data was last known to be live, second by second', async () => {
      const time = fakeTime();
      const page = await openLive();
      expect(page.pill).to.equal('Live · updated 0 s ago');
      await time.tickAsync(1000);
      await page.fixture.settled();
      expect(page.pill).to.equal('Live · updated 1 s ago');
      page.fixture.source.delta([]);
      await time.tickAsync(1000);
      await page.fixture.settled();
      expect(page.pill).to.equal('Live · updated 1 s ago');
    });

    it('P10 is no live region: what ticks is not read out', async () => {
      const page = await openLive();
      for (let at = page.root.querySelector('[part~=pill]'); at; at = at.parentElement) {
        expect(at.matches('[aria-live], [role=status], [role=alert], [role=timer]')).to.equal(false);
      }
    });

    it('begins with its state and goes on with what is known', async () => {
      const page = await HeaderPage.open();
      const { source, settled, engine } = page.fixture;
      expect(page.pill).to.equal('Connecting');
      source.send({ type: 'progress', loaded: 1500 });
      await settled();
      expect(page.pill).to.equal('Loading 1,500');
      source.send({ type: 'progress', loaded: 1500, total: 2113 });
      await settled();
      expect(page.pill).to.equal('Loading 1,500 of 2,113');
      source.snapshot(rows, Date.UTC(2026, 0, 1, 13, 32, 7));
      source.send({ type: 'connection', state: 'reconnecting' });
      await settled();
      expect(page.pill).to.match(/^Reconnecting · as of 0?2:32:07/);
      source.send({ type: 'connection', state: 'offline' });
      await settled();
      expect(page.pill).to.match(/^Offline · as of /);
      source.send({ type: 'connection', state: 'forbidden' });
      await settled();
      expect(page.pill).to.equal('Forbidden');
      source.send({ type: 'connection', state: 'failed', reason: 'the server\u202E said\nno' });
      await settled();
      expect(page.pill).to.equal('Failed · \u2068the server said no\u2069');
      engine.connect(null, { windowHours: 24, queues: [], locale: 'en' });
      await settled();
      expect(page.pill).to.equal('No data source');
    });

    it('says of how many rows the report shows a part', async () => {
      const page = await HeaderPage.open();
      const { source, settled } = page.fixture;
      source.send(
        { type: 'snapshot', conversations: rows, asOf: START, partial: { shown: 10_000, total: 24_310 } },
        { type: 'connection', state: 'live' },
      );
      await settled();
      expect(page.pill).to.equal('Partial: 10,000 of 24,310');
    });
  });

  describe('controls', () => {
    it('P08 pauses, counts what waits, and resumes', async () => {
      const page = await openLive();
      const { engine, source, settled } = page.fixture;
      page.button('Pause').click();
      await settled();
      expect(page.pill).to.equal('Paused · 0 changes waiting');
      source.delta([conversation('d'), conversation('e')]);
      await settled();
      expect(page.pill).to.equal('Paused · 2 changes waiting');
      expect(queryByRole(page.root, 'button', 'Pause')).to.equal(undefined);
      page.button('Resume').click();
      await settled();
      expect(engine.connection.state).to.equal('live');
      expect(engine.view.rows.length).to.equal(5);
    });

    it('keeps the focus on the control that pauses and resumes', async () => {
      const page = await openLive();
      page.button('Pause').focus();
      await sendKeys({ press: 'Enter' });
      await page.fixture.settled();
      expect(page.button('Resume').matches(':focus')).to.equal(true);
    });

    it('refreshes, and refuses to where there is no source', async () => {
      const page = await openLive();
      const refresh = sinon.spy(page.fixture.engine, 'refresh');
      page.button('Refresh').click();
      expect(refresh.callCount).to.equal(1);

      page.fixture.engine.connect(null, { windowHours: 24, queues: [], locale: 'en' });
      await page.fixture.settled();
      page.button('Refresh').click();
      expect(refresh.callCount).to.equal(1);
      expect(page.button('Refresh').getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(page.button('Refresh'))).to.equal('There is no data source to read from');
    });

    for (const [name, type] of [
      ['Export as CSV', 'report-export'],
      ['Full screen', 'report-fullscreen'],
      ['Activity', 'report-activity'],
    ] as const) {
      it(`asks the report by ${type}`, async () => {
        const page = await openLive();
        const asked = oneEvent(document, type);
        page.button(name).click();
        const event = await asked;
        expect(event.bubbles && event.composed).to.equal(true);
      });
    }

    it('exports nothing before there is something', async () => {
      const page = await HeaderPage.open();
      const asked = sinon.spy();
      page.fixture.element.addEventListener('report-export', asked);
      page.button('Export as CSV').click();
      expect(asked.called).to.equal(false);
      expect(descriptionOf(page.button('Export as CSV'))).to.equal('There is nothing to export yet');
    });

    it('tells whether the activity log is shown', async () => {
      const page = await openLive();
      expect(page.button('Activity').getAttribute('aria-expanded')).to.equal('false');
      page.fixture.element.showsActivity = true;
      await page.fixture.settled();
      expect(page.button('Activity').getAttribute('aria-expanded')).to.equal('true');
    });
  });

  describe('columns', () => {
    it('adds and takes away columns, keeping the order', async () => {
      const page = await openLive({
        settings: { columns: [{ id: 'case', label: 'Case number', value: () => 'C-1' }] },
      });
      const { engine, settled } = page.fixture;
      page.button('Columns').click();
      await settled();
      expect(page.checkbox('Agent').checked).to.equal(true);
      page.checkbox('Agent').click();
      await settled();
      expect(engine.viewState.columns).to.deep.equal(DEFAULT_COLUMNS.filter((id) => id !== 'agent'));
      page.checkbox('Case number').click();
      page.checkbox('Agent').click();
      await settled();
      expect(engine.viewState.columns).to.deep.equal([...DEFAULT_COLUMNS, 'case']);
      page.button('Default columns').click();
      expect(engine.viewState.columns).to.deep.equal(DEFAULT_COLUMNS);
    });

    it('keeps the subject and says why', async () => {
      const page = await openLive();
      page.button('Columns').click();
      await page.fixture.settled();
      const subject = page.checkbox('Subject');
      subject.click();
      await page.fixture.settled();
      expect(subject.checked).to.equal(true);
      expect(page.fixture.engine.viewState.columns).to.include('subject');
      expect(subject.getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(subject)).to.equal('The subject names the row and stays');
    });

    it('closes by Escape and gives the focus back', async () => {
      const page = await openLive();
      page.button('Columns').focus();
      await sendKeys({ press: 'Enter' });
      await page.fixture.settled();
      expect(page.button('Columns').getAttribute('aria-expanded')).to.equal('true');
      expect(page.checkbox('Subject').matches(':focus')).to.equal(true);
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => page.button('Columns').getAttribute('aria-expanded') === 'false');
      expect(page.button('Columns').matches(':focus')).to.equal(true);
      expect(queryByRole(page.root, 'checkbox', 'Agent')).to.equal(undefined);
    });
  });

  describe('everywhere', () => {
    it('renders nothing before its contexts arrive', async () => {
      await HeaderPage.open();
      const alone = new ReportHeader();
      document.body.append(alone);
      await alone.updateComplete;
      expect(alone.shadowRoot?.textContent.trim()).to.equal('');
      alone.remove();
    });

    it('keeps what the host puts into the toolbar', async () => {
      const page = await openLive();
      const names = [...page.root.querySelectorAll('slot')].map(({ name }) => name);
      expect(names).to.deep.equal(['toolbar-start', 'toolbar-end']);
    });

    it('speaks French', async () => {
      const page = await openLive();
      page.fixture.setWords(new Localization('fr', fr));
      await page.fixture.settled();
      expect(page.pill).to.match(/ · actualisé il y a \d s$/);
      expect(page.button('Exporter en CSV')).to.be.instanceOf(HTMLElement);
    });

    for (const scheme of ['light', 'dark'] as const) {
      it(`P01 is accessible, ${scheme}`, async () => {
        const page = await openLive({ scheme });
        page.button('Columns').click();
        await page.fixture.settled();
        await expect(page.fixture.element).to.be.accessible();
      });
    }

    for (const [width, direction] of [
      [390, 'ltr'],
      [320, 'rtl'],
      [1310, 'rtl'],
    ] as const) {
      it(`P13 P20 fits ${width} px, ${direction}, with targets of 24 px`, async () => {
        const page = await openLive({ width, direction });
        const header = page.root.querySelector('.header')!;
        expect(header.scrollWidth).to.be.at.most(header.clientWidth);
        for (const button of page.root.querySelectorAll('button')) {
          if (!button.checkVisibility()) continue;
          const { width: inline, height: block } = button.getBoundingClientRect();
          expect(Math.min(inline, block)).to.be.at.least(24);
        }
      });
    }

    it('keeps its tools in a menu where there is no room, and nothing is lost', async () => {
      const page = await openLive({ width: 390 });
      expect(queryByRole(page.root, 'button', 'Export as CSV')).to.equal(undefined);
      page.button('More').click();
      await page.fixture.settled();
      for (const name of ['Refresh', 'Columns', 'Export as CSV', 'Full screen', 'Activity'])
        page.button(name);
      page.button('Columns').click();
      await page.fixture.settled();
      expect(page.checkbox('Agent').checked).to.equal(true);
      await expect(page.fixture.element).to.be.accessible();
    });
  });
});
