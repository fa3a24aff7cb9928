import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import sinon from 'sinon';
import { FilterBar } from '../../../src/elements/filter-bar/filter-bar.js';
import { NO_VALUE } from '../../../src/model/view-state.js';
import { conversation, START } from '../../../testing/scripted-data-source.js';
import { descriptionOf, nameOf, queryByRole } from '../../support/by-role.js';
import { FilterPage } from '../../support/filter-page.js';
import type { FixtureOptions } from '../../support/report-fixture.js';

const queue = (id: string, name: string): Record<string, unknown> => ({
  queue: { id, name, type: 'messaging' },
});
const agent = (id: string, name: string): Record<string, unknown> => ({
  agent: { id, name, presence: null },
});
const rows = [
  conversation('1', { ...queue('q1', 'Billing'), status: 'open', sentiment: 'negative' }),
  conversation('2', { ...queue('q1', 'Billing'), ...agent('a1', 'Zoé'), status: 'active' }),
  conversation('3', { ...queue('q2', 'Orders'), ...agent('a2', 'Ana'), status: 'active', channel: 'pigeon' }),
  conversation('4', { ...queue('q2', 'Orders'), ...agent('a2', 'Ana'), status: 'waiting', channel: 'sms' }),
  conversation('5', { queue: null, status: 'odd-status', sentiment: 'very-negative' }),
];

async function openLive(options?: FixtureOptions): Promise<FilterPage> {
  const page = await FilterPage.open(options);
  page.fixture.source.snapshot(rows);
  await page.fixture.settled();
  return page;
}
const shownIds = (page: FilterPage): string[] =>
  [...page.fixture.engine.view.rows].map(({ id }) => id).sort();

describe('filter bar', () => {
  describe('search', () => {
    it('filters while one types and can be emptied', async () => {
      const page = await openLive();
      page.search.focus();
      await sendKeys({ type: 'subject 3' });
      expect(page.fixture.engine.viewState.search).to.equal('subject 3');
      expect(shownIds(page)).to.deep.equal(['3']);
      await page.fixture.settled();
      page.button('Clear search').click();
      await page.fixture.settled();
      expect(page.search.value).to.equal('');
      expect(page.search.matches(':focus')).to.equal(true);
      expect(shownIds(page).length).to.equal(5);
    });

    it('is emptied by Escape, and only then lets Escape through', async () => {
      const page = await openLive();
      const escaped = sinon.spy();
      page.fixture.element.addEventListener('keydown', escaped);
      page.search.focus();
      await sendKeys({ type: 'x' });
      await page.fixture.settled();
      escaped.resetHistory();
      await sendKeys({ press: 'Escape' });
      await page.fixture.settled();
      expect(page.fixture.engine.viewState.search).to.equal('');
      expect(escaped.called).to.equal(false);
      await sendKeys({ press: 'Escape' });
      expect(escaped.callCount).to.equal(1);
    });

    it('shows a search that the host sets, and is focused by the report', async () => {
      const page = await openLive();
      page.fixture.engine.setViewState({ search: 'ana' });
      await page.fixture.settled();
      expect(page.search.value).to.equal('ana');
      page.fixture.element.focusSearch();
      expect(page.search.matches(':focus')).to.equal(true);
      expect(page.search.placeholder).to.equal('Search subject, customer, agent');
    });
  });

  describe('facets', () => {
    it('offers values with counts in an order that people look for', async () => {
      const page = await openLive();
      await page.open('Agent');
      expect(page.options).to.deep.equal(['Unassigned 2', 'Ana 2', 'Zoé 1']);
      await sendKeys({ press: 'Escape' });
      await page.open('Status');
      expect(page.options).to.deep.equal(['Open 1', 'Active 2', 'Waiting 1', 'odd-status 1']);
      await sendKeys({ press: 'Escape' });
      await page.open('Sentiment');
      expect(page.options).to.deep.equal(['Very negative 1', 'Negative 1', 'Not available 3']);
      await sendKeys({ press: 'Escape' });
      await page.open('Channel');
      expect(page.options).to.deep.equal(['Chat 3', 'SMS 1', 'pigeon 1']);
      await sendKeys({ press: 'Escape' });
      await page.open('Queue');
      expect(page.options).to.deep.equal(['Billing 2', 'Orders 2', 'None 1']);
    });

    it('looks at all rows only while a menu is open', async () => {
      const page = await openLive();
      const asked = sinon.spy(page.fixture.engine, 'facetValues');
      page.fixture.source.delta([conversation('6')]);
      page.fixture.engine.setViewState({ search: 'x' });
      await page.fixture.settled();
      expect(asked.called).to.equal(false);
      await page.open('Queue');
      expect(asked.args).to.deep.equal([['queue']]);
    });

    it('keeps the counts fresh while it is open', async () => {
      const clock = sinon.useFakeTimers({ now: START, toFake: ['setInterval', 'clearInterval'] });
      try {
        const page = await openLive();
        await page.open('Queue');
        page.fixture.source.delta([conversation('6', queue('q1', 'Billing'))]);
        await page.fixture.settled();
        await clock.tickAsync(1000);
        await page.fixture.settled();
        expect(page.options).to.include('Billing 3');
      } finally {
        clock.restore();
      }
    });

    it('chooses several values, counts them on the button, and applies them at once', async () => {
      const page = await openLive();
      await page.open('Queue');
      page.option('Billing 2').click();
      page.option('None 1').click();
      await page.fixture.settled();
      expect(page.fixture.engine.viewState.filters).to.deep.equal({ queue: ['q1', NO_VALUE] });
      expect(shownIds(page)).to.deep.equal(['1', '2', '5']);
      expect(page.chosen).to.deep.equal(['Billing 2', 'None 1']);
      expect(nameOf(page.button(/^Queue/))).to.equal('Queue 2 chosen');
      page.option('Billing 2').click();
      page.option('None 1').click();
      await page.fixture.settled();
      expect(page.fixture.engine.viewState.filters).to.deep.equal({});
      expect(nameOf(page.button(/^Queue/))).to.equal('Queue');
    });

    it('keeps a chosen value whose rows are gone', async () => {
      const page = await openLive();
      page.fixture.engine.setViewState({ filters: { agent: ['a2'] } });
      await page.fixture.settled();
      page.fixture.source.delta([], [rows[2]!, rows[3]!]);
      await page.fixture.settled();
      await page.open('Agent');
      expect(page.chosen.length).to.equal(1);
      expect(page.chips).to.deep.equal(['Remove filter Agent: Ana']);
    });

    it('P17 is worked by the keyboard alone', async () => {
      const page = await openLive();
      const focused = (): string => nameOf((page.root as ShadowRoot).activeElement!);
      page.button('Agent').focus();
      await sendKeys({ press: 'Enter' });
      await page.fixture.settled();
      expect(page.button('Agent').getAttribute('aria-expanded')).to.equal('true');
      expect(focused()).to.equal('Find in Agent');
      await sendKeys({ press: 'ArrowDown' });
      expect(focused()).to.equal('Unassigned 2');
      await sendKeys({ press: 'End' });
      expect(focused()).to.equal('Zoé 1');
      await sendKeys({ press: 'ArrowDown' });
      expect(focused(), 'no wrapping').to.equal('Zoé 1');
      await sendKeys({ press: 'Space' });
      await sendKeys({ press: 'ArrowUp' });
      await sendKeys({ press: 'Space' });
      expect(page.fixture.engine.viewState.filters.agent).to.deep.equal(['a1', 'a2']);
      expect(focused(), 'choosing moves nothing').to.equal('Ana 2');
      await sendKeys({ press: 'Home' });
      await sendKeys({ press: 'ArrowUp' });
      expect(focused()).to.equal('Find in Agent');
      await sendKeys({ press: 'Escape' });
      await waitUntil(() => page.button(/^Agent/).getAttribute('aria-expanded') === 'false');
      expect(focused()).to.equal('Agent 2 chosen');
      expect(queryByRole(page.root, 'option', 'Ana 2')).to.equal(undefined);
    });

    it('has one tab stop in the list', async () => {
      const page = await openLive();
      await page.open('Agent');
      await sendKeys({ press: 'Tab' });
      expect(nameOf((page.root as ShadowRoot).activeElement!)).to.equal('Unassigned 2');
      await sendKeys({ press: 'ArrowDown' });
      await page.fixture.settled();
      await sendKeys({ press: 'Tab' });
      expect(nameOf((page.root as ShadowRoot).activeElement!)).to.equal('Show all');
      await sendKeys({ down: 'Shift' });
      await sendKeys({ press: 'Tab' });
      await sendKeys({ up: 'Shift' });
      expect(nameOf((page.root as ShadowRoot).activeElement!)).to.equal('Ana 2');
    });

    it('N02 narrows the values down, accents and case ignored; a letter in the list goes on there', async () => {
      const page = await openLive();
      await page.open('Agent');
      await sendKeys({ type: 'ZOE' });
      await page.fixture.settled();
      expect(page.options).to.deep.equal(['Zoé 1']);
      await sendKeys({ press: 'Enter' });
      expect(page.fixture.engine.viewState.filters.agent).to.deep.equal(['a1']);
      await sendKeys({ press: 'ArrowDown' });
      await sendKeys({ press: 'x' });
      await page.fixture.settled();
      expect(page.options).to.deep.equal([]);
      expect(page.root.querySelector('[popover]:popover-open [role=status]')?.textContent.trim()).to.equal(
        'No value matches',
      );
    });

    it('N01 shows no more values than anybody reads, and says how to find the others', async () => {
      const page = await FilterPage.open();
      const many = Array.from({ length: 250 }, (_, index) =>
        conversation(
          `m${String(index)}`,
          agent(`a${String(index)}`, `Agent ${String(index).padStart(3, '0')}`),
        ),
      );
      page.fixture.source.snapshot(many);
      await page.fixture.settled();
      await page.open('Agent');
      expect(page.options.length).to.equal(200);
      expect(page.root.querySelector(':popover-open [role=status]')?.textContent.trim()).to.equal(
        '50 more: type to find them',
      );
      await sendKeys({ type: '249' });
      await page.fixture.settled();
      expect(page.options).to.deep.equal(['Agent 249 1']);
    });

    it('lets all values through again, and says when there is nothing to undo', async () => {
      const page = await openLive();
      await page.open('Status');
      expect(descriptionOf(page.button('Show all'))).to.equal('No filter is set');
      page.option('Open 1').click();
      await page.fixture.settled();
      page.button('Show all').click();
      await page.fixture.settled();
      expect(page.fixture.engine.viewState.filters).to.deep.equal({});
    });

    it('L01 L08 L15 shows names as text, whatever they are', async () => {
      const page = await FilterPage.open();
      page.fixture.source.snapshot([conversation('1', queue('q1', '<b>A</b>\u202E\nB'))]);
      await page.fixture.settled();
      await page.open('Queue');
      expect(page.options).to.deep.equal(['<b>A</b> B 1']);
    });
  });

  describe('what is set', () => {
    it('is told by chips in the words of the catalogue, each removable', async () => {
      const page = await openLive();
      page.fixture.engine.setViewState({
        filters: { queue: ['q2'], agent: [NO_VALUE], sentiment: ['negative'] },
        card: 'longest-wait',
      });
      await page.fixture.settled();
      expect(page.chips).to.deep.equal([
        'Remove filter Queue: Orders',
        'Remove filter Agent: Unassigned',
        'Remove filter Sentiment: Negative',
        'Remove filter Card: Longest wait',
      ]);
      const chips = page.root.querySelectorAll<HTMLElement>('.chip');
      chips[3]!.click();
      chips[1]!.click();
      await page.fixture.settled();
      expect(page.fixture.engine.viewState.card).to.equal(null);
      expect(page.fixture.engine.viewState.filters).to.deep.equal({ queue: ['q2'], sentiment: ['negative'] });
    });

    it('keeps the focus among the chips, and at last gives it to the search', async () => {
      const page = await openLive();
      page.fixture.engine.setViewState({ filters: { queue: ['q1', 'q2'] } });
      await page.fixture.settled();
      page.root.querySelector<HTMLElement>('.chip')!.focus();
      await sendKeys({ press: 'Enter' });
      await page.fixture.settled();
      expect(page.root.querySelector('.chip')?.matches(':focus')).to.equal(true);
      await sendKeys({ press: 'Enter' });
      await page.fixture.settled();
      expect(page.search.matches(':focus')).to.equal(true);
    });

    it('learns the name of a queue that was set before its rows came', async () => {
      const clock = sinon.useFakeTimers({ now: START, toFake: ['setInterval', 'clearInterval'] });
      try {
        const page = await FilterPage.open();
        page.fixture.engine.setViewState({ filters: { queue: ['q2'] } });
        await page.fixture.settled();
        expect(page.chips).to.deep.equal(['Remove filter Queue: q2']);
        page.fixture.source.snapshot(rows);
        await page.fixture.settled();
        await clock.tickAsync(1000);
        await page.fixture.settled();
        expect(page.chips).to.deep.equal(['Remove filter Queue: Orders']);
      } finally {
        clock.restore();
      }
    });

    it('forgets names that may not be seen any more', async () => {
      const page = await openLive();
      page.fixture.engine.setViewState({ filters: { queue: ['q2'] } });
      await page.fixture.settled();
      expect(page.chips).to.deep.equal(['Remove filter Queue: Orders']);
      page.fixture.source.send({ type: 'wipe', reason: 'rights' });
      await page.fixture.settled();
      expect(page.chips).to.deep.equal(['Remove filter Queue: q2']);
    });

    it('is cleared as a whole: filters, search and card', async () => {
      const page = await openLive();
      expect(page.button('Clear').getAttribute('aria-disabled')).to.equal('true');
      expect(descriptionOf(page.button('Clear'))).to.equal('No filter is set');
      page.fixture.engine.setViewState({ filters: { queue: ['q2'] }, search: 'x', card: 'open' });
      await page.fixture.settled();
      page.button('Clear').click();
      await page.fixture.settled();
      const { filters, search, card } = page.fixture.engine.viewState;
      expect({ filters, search, card }).to.deep.equal({ filters: {}, search: '', card: null });
      expect(page.chips).to.deep.equal([]);
    });
  });

  describe('views', () => {
    const item = (page: FilterPage, name: string): HTMLElement =>
      queryByRole(page.root, 'menuitemradio', name) ?? expect.fail(`no view ${name}`);

    for (const [name, ids, card] of [
      ['Unassigned', ['1', '5'], null],
      ['Waiting too long', ['1'], 'longest-wait'],
      ['Unhappy customers', ['1', '5'], null],
      ['All ongoing', ['1', '2', '3', '4', '5'], null],
    ] as const) {
      it(`ships ${name}`, async () => {
        const page = await openLive();
        page.fixture.engine.setViewState({ search: 'left over', filters: { queue: ['q2'] } });
        await page.fixture.settled();
        page.button(/^View: Own selection/).click();
        await page.fixture.settled();
        item(page, name).click();
        await page.fixture.settled();
        expect(shownIds(page).filter((id) => !(card && id === '5'))).to.deep.equal(ids);
        expect(page.fixture.engine.viewState.card).to.equal(card);
        expect(nameOf(page.button(/^View/))).to.equal(`View: ${name}`);
      });
    }

    it('ships Monitored by me where it is known who the user is', async () => {
      const page = await openLive();
      const { engine, source } = page.fixture;
      source.delta([{ ...conversation('2'), version: 2, monitoredBy: ['s2', 's1'] }]);
      page.button(/^View/).click();
      await page.fixture.settled();
      expect(queryByRole(page.root, 'menuitemradio', 'Monitored by me')).to.equal(undefined);
      engine.configure({ supervisorId: 's1' });
      page.fixture.element.requestUpdate();
      await page.fixture.settled();
      item(page, 'Monitored by me').click();
      await page.fixture.settled();
      expect(shownIds(page)).to.deep.equal(['2']);
      expect(nameOf(page.button(/^View/))).to.equal('View: Monitored by me');
      expect(page.chips.join()).to.match(/Monitored by: me/i);
      engine.configure({ supervisorId: 's3' });
      await page.fixture.settled();
      expect(shownIds(page)).to.deep.equal([]);
    });

    it('orders unhappy customers worst first', async () => {
      const page = await openLive();
      page.button(/^View/).click();
      await page.fixture.settled();
      item(page, 'Unhappy customers').click();
      expect([...page.fixture.engine.view.rows].map(({ id }) => id)).to.deep.equal(['5', '1']);
    });

    it('is a menu for the keyboard: it begins at the view in use', async () => {
      const page = await openLive();
      page.fixture.engine.setViewState({ filters: { agent: [NO_VALUE] } });
      await page.fixture.settled();
      page.button(/^View/).focus();
      await sendKeys({ press: 'Enter' });
      await page.fixture.settled();
      expect(item(page, 'Unassigned').matches(':focus')).to.equal(true);
      expect(item(page, 'Unassigned').getAttribute('aria-checked')).to.equal('true');
      await sendKeys({ press: 'Home' });
      await sendKeys({ press: 'Enter' });
      await page.fixture.settled();
      expect(page.fixture.engine.viewState.filters).to.deep.equal({});
      await waitUntil(() => page.button(/^View/).matches(':focus'));
      expect(page.button(/^View/).getAttribute('aria-expanded')).to.equal('false');
    });
  });

  describe('where there is no room', () => {
    it('opens all facets by one button that counts what is chosen', async () => {
      const page = await openLive({ width: 390 });
      page.fixture.engine.setViewState({ filters: { queue: ['q1', 'q2'], status: ['open'] } });
      await page.fixture.settled();
      expect(queryByRole(page.root, 'button', 'Agent')).to.equal(undefined);
      page.button('Filters 3 chosen').click();
      await page.fixture.settled();
      page.button('Agent').click();
      await page.fixture.settled();
      expect(page.options.length).to.be.greaterThan(1);
      page.option(/^Unassigned/).click();
      await page.fixture.settled();
      expect(page.fixture.engine.viewState.filters.agent).to.deep.equal([NO_VALUE]);
      await expect(page.fixture.element).to.be.accessible();
      page.button('Clear').click();
      await page.fixture.settled();
      expect(page.fixture.engine.viewState.filters).to.deep.equal({});
    });

    for (const [width, direction] of [
      [390, 'ltr'],
      [320, 'rtl'],
      [800, 'ltr'],
    ] as const) {
      it(`fits ${String(width)} px, ${direction}`, async () => {
        const page = await openLive({ width, direction });
        page.fixture.engine.setViewState({ filters: { queue: ['q1', 'q2'], agent: ['a1', 'a2'] } });
        await page.fixture.settled();
        for (const part of page.root.querySelectorAll('.bar, .chips')) {
          expect(part.scrollWidth).to.be.at.most(part.clientWidth);
        }
        for (const button of page.root.querySelectorAll('button')) {
          if (!button.checkVisibility()) continue;
          const { width: inline, height: block } = button.getBoundingClientRect();
          expect(Math.min(inline, block), nameOf(button)).to.be.at.least(24);
        }
      });
    }
  });

  it('opens a menu at the start of its button and inside the viewport', async () => {
    for (const direction of ['ltr', 'rtl'] as const) {
      const page = await openLive({ width: 780, direction });
      await page.open('Queue');
      const layer = page.root.querySelector(':popover-open')!.getBoundingClientRect();
      const button = page.button('Queue').getBoundingClientRect();
      if (direction === 'ltr') expect(layer.left).to.be.closeTo(button.left, 1);
      else expect(layer.right).to.be.closeTo(button.right, 1);
      expect(layer.top).to.be.at.least(button.bottom);
      expect(layer.left).to.be.at.least(0);
      expect(layer.right).to.be.at.most(document.documentElement.clientWidth);
      await sendKeys({ press: 'Escape' });
    }
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`P01 is accessible, ${scheme}, with a menu open and filters set`, async () => {
      const page = await openLive({ scheme, width: 1100 });
      page.fixture.engine.setViewState({ filters: { queue: ['q1'] }, card: 'open' });
      await page.fixture.settled();
      await expect(page.fixture.element).to.be.accessible();
      await page.open('Queue');
      await expect(page.fixture.element).to.be.accessible();
      await sendKeys({ press: 'Escape' });
      page.button(/^View/).click();
      await page.fixture.settled();
      await expect(page.fixture.element).to.be.accessible();
    });
  }

  it('renders nothing before its contexts arrive', async () => {
    await FilterPage.open();
    const alone = new FilterBar();
    document.body.append(alone);
    await alone.updateComplete;
    expect(alone.shadowRoot?.textContent.trim()).to.equal('');
    alone.remove();
  });
});
