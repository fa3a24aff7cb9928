/** Rows that stand in groups: headings with counts, whose rows can be hidden. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { nameOf } from '../../support/by-role.js';
import { GridPage, talking, waiting, type GridOptions } from '../../support/grid-page.js';

const BILLING = { id: 'q1', name: 'Billing', type: 'messaging' };
const ORDERS = { id: 'q2', name: 'Orders', type: 'messaging' };

/** c0, c2, c4 … in Billing, c1, c3 … in Orders, the last one in no queue. */
const rows = (count: number) =>
  Array.from({ length: count }, (_, place) =>
    waiting(place, { queue: place === count - 1 ? null : place % 2 === 0 ? BILLING : ORDERS }),
  );

async function open(options: GridOptions = {}): Promise<GridPage> {
  const page = await GridPage.open({ rows: rows(7), ...options });
  page.fixture.engine.setViewState({ grouping: 'queue' });
  await page.settled();
  return page;
}

const headings = (page: GridPage): HTMLElement[] =>
  [...page.root.querySelectorAll<HTMLElement>('[role=row]')].filter(
    (row) => row.firstElementChild?.hasAttribute('aria-colspan') === true,
  );
const button = (page: GridPage, name: string): HTMLElement => {
  const found = headings(page).find((heading) => nameOf(heading).startsWith(name));
  return found?.querySelector('button') as HTMLElement;
};
/** Headings and rows as they are read. */
const lines = (page: GridPage): string[] =>
  [...page.root.querySelectorAll<HTMLElement>('.rows [role=row]')]
    .sort((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
    .map((row) => row.dataset['conversationId'] ?? nameOf(row));

describe('groups of the grid', () => {
  it('have a heading with name and count before their rows, in order, those without the last', async () => {
    const page = await open();
    expect(lines(page)).to.deep.equal([
      'Billing 3 conversations',
      'c0',
      'c2',
      'c4',
      'Orders 3 conversations',
      'c1',
      'c3',
      'c5',
      'None 1 conversation',
      'c6',
    ]);
    page.check();
  });

  it('hide their rows and show them again by a press, and the heading keeps its place', async () => {
    const page = await open();
    const place = button(page, 'Orders').getBoundingClientRect().top;
    await page.click(button(page, 'Orders'));
    expect(lines(page)).to.include('c6').and.not.to.include('c3');
    expect(button(page, 'Orders').getAttribute('aria-expanded')).to.equal('false');
    expect(button(page, 'Orders').getBoundingClientRect().top).to.equal(place);
    expect(page.fixture.engine.viewState.collapsedGroups).to.have.length(1);
    page.check();
    await page.click(button(page, 'Orders'));
    expect(lines(page)).to.include('c3');
    expect(button(page, 'Orders').getAttribute('aria-expanded')).to.equal('true');
  });

  for (const dir of ['ltr', 'rtl'] as const) {
    it(`are walked and folded by keys from ${dir === 'ltr' ? 'left to right' : 'right to left'}`, async () => {
      const page = await open();
      page.element.dir = dir;
      await page.settled();
      const [hide, show] = dir === 'ltr' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft'];
      page.element.focusConversation('c1');
      await page.settled();
      const press = async (key: string): Promise<void> => {
        await sendKeys({ press: key });
        await page.settled();
      };
      const { focused: before } = page;
      await press('ArrowUp');
      expect(nameOf(page.root.activeElement as Element)).to.equal('Orders 3 conversations');
      page.check();
      await press(hide);
      expect(lines(page)).to.not.include('c1');
      await press(hide);
      expect(lines(page), 'hidden already').to.not.include('c1');
      await press('ArrowUp');
      expect(page.focused).to.match(/^c4\//);
      await press('ArrowDown');
      await press('Enter');
      expect(lines(page)).to.include('c1');
      await press('Space');
      expect(lines(page)).to.not.include('c1');
      await press(show);
      expect(lines(page)).to.include('c1');
      await press('x');
      expect(page.fixture.desk.opened, 'nothing is done to a group').to.deep.equal([]);
      await press('ArrowDown');
      expect(page.focused, 'in the column of before').to.equal(before);
      page.check();
    });
  }

  it('select nothing that is hidden: ranges, all, and what is hidden while selected', async () => {
    const page = await open();
    const { engine } = page.fixture;
    page.checkbox('c1').click();
    page.checkbox('c0').click();
    await page.settled();
    button(page, 'Orders').click();
    await page.settled();
    expect([...engine.selection]).to.deep.equal(['c0']);
    await sendKeys({ down: 'Shift' });
    await page.click(page.cell('c6', 'Status'));
    await sendKeys({ up: 'Shift' });
    expect([...engine.selection].sort()).to.deep.equal(['c0', 'c2', 'c4', 'c6']);
    expect(page.allCheckbox.checked).to.equal(true);
    page.allCheckbox.click();
    await page.settled();
    expect(engine.selection.size).to.equal(0);
    page.allCheckbox.click();
    await page.settled();
    expect(engine.selection.size).to.equal(4);
  });

  it('keep their rows while the order is held, and count on', async () => {
    const page = await open();
    page.fixture.engine.hold('dialog');
    const before = lines(page);
    page.fixture.source.delta([
      waiting(50, { queue: ORDERS }),
      waiting(51, { queue: { id: 'q3', name: 'Aa' } }),
    ]);
    await page.settled();
    expect(lines(page)).to.deep.equal(
      before.map((line) => line.replace('Orders 3 conversations', 'Orders 4 conversations')),
    );
    page.fixture.engine.letGo('dialog');
    await page.settled();
    expect(lines(page)).to.include.members(['c50', 'Aa 1 conversation']);
    page.check();
  });

  it('name agents, and statuses in words, with offered and accepted ones together', async () => {
    const page = await open({
      rows: [
        talking(0),
        waiting(1, { status: 'active', phase: 'awaiting-acceptance', agent: { id: 'b', name: 'Ben' } }),
        waiting(2),
      ],
    });
    page.fixture.engine.setViewState({ grouping: 'status' });
    await page.settled();
    expect(headings(page).map(nameOf)).to.deep.equal(['Open 1 conversation', 'Active 2 conversations']);
    page.fixture.engine.setViewState({ grouping: 'agent' });
    await page.settled();
    expect(headings(page).map(nameOf)).to.deep.equal([
      'Ana Ruiz 1 conversation',
      'Ben 1 conversation',
      'Unassigned 1 conversation',
    ]);
  });

  it('render only what is in sight of many rows, and reach the last', async () => {
    const page = await open({ rows: rows(5_001) });
    expect(page.grid.getAttribute('aria-rowcount')).to.equal(String(5_001 + 3 + 1));
    expect(lines(page).length).to.be.lessThan(40);
    page.element.focusConversation('c5000');
    await page.settled();
    expect(page.hasRow('c5000')).to.equal(true);
    expect(lines(page).at(-2)).to.equal('None 1 conversation');
    page.check();
  });
});
