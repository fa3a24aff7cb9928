import { expect, oneEvent } from '@open-wc/testing';
import { html, LitElement, type TemplateResult } from 'lit';
import sinon from 'sinon';
import type { ReportStateName } from '../../../src/controllers/report-states.js';
import { ReportState } from '../../../src/elements/report-state/report-state.js';
import { conversation } from '../../../testing/scripted-data-source.js';
import { reportFixture } from '../../support/report-fixture.js';
import { StatePage } from '../../support/state-page.js';

/** Hands its slot through, as the report does. */
class SlotForwarder extends LitElement {
  protected override render(): TemplateResult {
    return html`<ongoing-conversations-report-state .state=${'empty'}>
      <slot name="empty" slot="empty"></slot>
    </ongoing-conversations-report-state>`;
  }
}
customElements.define('slot-forwarder', SlotForwarder);

const TITLES: readonly (readonly [ReportStateName, string, readonly string[]])[] = [
  ['empty', 'Nothing is going on', []],
  ['empty-filtered', 'No conversation matches', ['Clear filters']],
  ['error', 'The report could not be loaded', ['Try again']],
  ['unauthorized', 'Your session is not accepted', ['Try again']],
  ['forbidden', 'You may not see these conversations', ['Try again']],
  ['no-data-source', 'No data source', []],
  ['offline', 'You are offline', ['Try again']],
];

describe('report state', () => {
  for (const [state, title, buttons] of TITLES) {
    describe(state, () => {
      it('has an icon, a title, a sentence, and an action where there is one', async () => {
        const page = await StatePage.open(state);
        expect(page.title).to.equal(title);
        expect(page.root.querySelector('svg')).to.not.equal(null);
        expect(page.root.querySelector('p')?.textContent.trim()).to.match(/\.$/);
        expect(page.buttons).to.deep.equal(buttons);
      });

      for (const scheme of ['light', 'dark'] as const) {
        it(`P01 is accessible, ${scheme}`, async () => {
          await expect((await StatePage.open(state, { scheme })).fixture.element).to.be.accessible();
        });
      }
    });
  }

  it('clears filters, search and card, and nothing else', async () => {
    const page = await StatePage.open('empty-filtered');
    const { engine } = page.fixture;
    engine.setViewState({ filters: { queue: ['q9'] }, search: 'x', card: 'open', grouping: 'queue' });
    page.button('Clear filters').click();
    const { filters, search, card, grouping } = engine.viewState;
    expect({ filters, search, card, grouping }).to.deep.equal({
      filters: {},
      search: '',
      card: null,
      grouping: 'queue',
    });
  });

  it('tries again', async () => {
    for (const state of ['error', 'unauthorized', 'forbidden', 'offline'] as const) {
      const page = await StatePage.open(state);
      const refresh = sinon.spy(page.fixture.engine, 'refresh');
      page.button('Try again').click();
      expect(refresh.callCount, state).to.equal(1);
    }
  });

  it('L01 L08 gives the reason that the source gives, as text', async () => {
    const page = await StatePage.open('error');
    page.fixture.source.send({
      type: 'connection',
      state: 'failed',
      reason: 'The <b>server</b>\u202E said no',
    });
    await page.fixture.settled();
    expect(page.root.querySelector('.reason')?.textContent).to.equal('The <b>server</b> said no');
    expect(page.root.querySelector('b')).to.equal(null);
  });

  it('does not blame an old reason for having nothing to show', async () => {
    const page = await StatePage.open('empty');
    page.fixture.source.send({ type: 'connection', state: 'live', reason: 'resumed' });
    await page.fixture.settled();
    expect(page.text).to.not.contain('resumed');
  });

  describe('loading', () => {
    it('tells how far it has come', async () => {
      const page = await StatePage.open('loading');
      const { source, settled } = page.fixture;
      expect(page.text).to.equal('Loading conversations');
      source.send({ type: 'progress', loaded: 1500 });
      await settled();
      expect(page.text).to.equal('Loading 1,500');
      source.send({ type: 'progress', loaded: 1500, total: 2113 });
      await settled();
      expect(page.text).to.equal('Loading 1,500 of 2,113');
    });

    it('has rows of the height of the grid’s rows, hidden from assistive technology', async () => {
      const page = await StatePage.open('loading', { width: 1310 });
      const rows = [...page.root.querySelectorAll('.row')];
      expect(rows.length).to.be.greaterThan(10);
      expect(rows[0]!.getBoundingClientRect().height).to.equal(44);
      expect(rows[0]!.closest('[aria-hidden=true]')).to.not.equal(null);
      page.fixture.engine.setViewState({ density: 'compact' });
      page.fixture.element.requestUpdate();
      await page.fixture.settled();
      expect(rows[0]!.getBoundingClientRect().height).to.equal(36);
    });

    it('stays in its place, whatever its size', async () => {
      for (const width of [1310, 390, 280]) {
        const page = await StatePage.open('loading', { width });
        page.fixture.element.style.blockSize = '300px';
        const { scrollWidth, clientWidth, scrollHeight, clientHeight } = page.fixture.element;
        expect(scrollWidth).to.be.at.most(clientWidth);
        expect(scrollHeight).to.be.at.most(clientHeight);
      }
    });

    for (const scheme of ['light', 'dark'] as const) {
      it(`P01 is accessible, ${scheme}`, async () => {
        await expect((await StatePage.open('loading', { scheme })).fixture.element).to.be.accessible();
      });
    }
  });

  describe('slots', () => {
    for (const [slot, states] of [
      ['loading', ['loading']],
      ['empty', ['empty', 'empty-filtered']],
      ['error', ['error', 'unauthorized', 'forbidden', 'no-data-source', 'offline']],
    ] as const) {
      it(`shows what the host puts into ${slot} instead of the built-in text`, async () => {
        for (const state of states) {
          const page = await StatePage.open(state, {}, html`<p slot=${slot}>The host's own</p>`);
          const own = page.fixture.element.querySelector('p')!;
          expect(own.checkVisibility(), state).to.equal(true);
          expect(page.title, state).to.equal('');
          expect(page.root.querySelector('.message, .skeleton'), state).to.equal(null);
        }
      });
    }

    it('keeps the built-in text where a slot is only handed through, until something comes', async () => {
      const { element, settled } = await reportFixture<SlotForwarder>(
        html`<slot-forwarder></slot-forwarder>`,
      );
      const inner = element.renderRoot.querySelector<ReportState>('ongoing-conversations-report-state')!;
      await inner.updateComplete;
      expect(inner.renderRoot.textContent).to.contain('Nothing is going on');

      const changed = oneEvent(inner.renderRoot.querySelector('slot')!, 'slotchange');
      const own = Object.assign(document.createElement('p'), {
        slot: 'empty',
        textContent: 'The host’s own',
      });
      element.append(own);
      await changed;
      await settled();
      await inner.updateComplete;
      expect(inner.renderRoot.querySelector('.message')).to.equal(null);
      expect(own.checkVisibility()).to.equal(true);
    });
  });

  it('changes its face with its state', async () => {
    const page = await StatePage.open('loading');
    page.fixture.source.snapshot([conversation('1')]);
    page.fixture.element.state = 'empty';
    await page.fixture.settled();
    expect(page.title).to.equal('Nothing is going on');
  });

  it('renders nothing before its contexts arrive', async () => {
    await StatePage.open('empty');
    const alone = new ReportState();
    document.body.append(alone);
    await alone.updateComplete;
    expect(alone.shadowRoot?.textContent.trim()).to.equal('');
    alone.remove();
  });
});
