import { expect, waitUntil } from '@open-wc/testing';
import { resetMouse } from '@web/test-runner-commands';
import axe from 'axe-core';
import { accessibleNodes } from '../../support/accessibility-tree.js';
import { GridPage, pressKeys, talking, waiting, type GridOptions } from '../../support/grid-page.js';

const ROWS = [
  waiting(0),
  talking(1, { sentiment: 'very-negative' }),
  talking(2, { phase: 'awaiting-acceptance', sentiment: 'slightly-negative' }),
  waiting(3, { status: 'waiting', sentiment: 'positive' }),
  waiting(4, { status: 'wrap-up', sentiment: 'neutral', handle: { ms: 1000, since: null } }),
  waiting(5, { status: 'telepathy' }),
];

async function violations(page: GridPage): Promise<string[]> {
  const { violations: found } = await axe.run(page.element, { resultTypes: ['violations'] });
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}

const LAYOUTS: readonly (GridOptions & { readonly name: string })[] = [
  { name: 'light' },
  { name: 'dark', scheme: 'dark' },
  { name: 'cards', width: 390 },
  { name: 'dark cards', width: 320, scheme: 'dark' },
  { name: 'right to left', direction: 'rtl' },
];

const named = async (role: string): Promise<string[]> =>
  (await accessibleNodes(`a ${role}`, (node) => node.role === role)).map(({ name }) => name);

describe('accessibility of the grid', () => {
  afterEach(async () => {
    await resetMouse();
  });

  for (const { name, ...options } of LAYOUTS) {
    it(`P01 has no violation: ${name}`, async () => {
      const page = await GridPage.open({ rows: ROWS, ...options });
      const { engine, source } = page.fixture;
      source.answer = () => new Promise(() => undefined);
      const row = engine.conversation('c1')!;
      void engine.perform({
        requestId: 'r',
        action: 'transfer',
        conversations: [row],
        target: { agentId: 'x' },
      });
      engine.select(['c0', 'c1']);
      page.element.focusConversation('c3');
      await page.settled();
      expect(await violations(page), 'live').to.deep.equal([]);

      source.delta([], [waiting(5)]);
      source.send({ type: 'connection', state: 'reconnecting' });
      await page.settled();
      expect(page.parts('c5')).to.include.members(['stale', 'ended']);
      expect(await violations(page), 'stale and ended').to.deep.equal([]);
    });
  }

  it('P01 has no violation with a menu, and none without rows', async () => {
    const page = await GridPage.open({ rows: ROWS });
    await page.click(page.button('c1', 'Actions')!);
    await waitUntil(() => page.menu, 'the menu opens');
    expect(await violations(page), 'menu').to.deep.equal([]);

    await pressKeys('Escape');
    page.fixture.engine.releaseHold();
    page.fixture.source.snapshot([]);
    await page.settled();
    page.fixture.engine.letGo('focus');
    page.fixture.engine.letGo('pointer');
    await page.settled();
    expect(page.rows).to.deep.equal([]);
    expect(await violations(page), 'empty').to.deep.equal([]);
  });

  it('P02 is a grid with named columns and row headers to assistive technology', async () => {
    const page = await GridPage.open({ rows: [talking(0), waiting(1)] });
    page.element.focusConversation('c0');
    await page.settled();

    expect(await named('grid')).to.deep.equal(['Ongoing conversations']);
    expect(await named('rowheader')).to.deep.equal(['Subject c0', 'Subject c1']);
    expect(await named('button')).to.include.members([
      'Subject',
      'Status',
      'Wait time',
      'Handle time',
      'Sentiment',
    ]);
    expect((await named('checkbox'))[0]).to.equal('Select all');
  });

  it('names its cells by what they hold to assistive technology', async () => {
    await GridPage.open({ rows: [talking(0), waiting(1)] });
    expect(await named('gridcell')).to.include.members(['Active', 'Open', 'Billing', 'Chat']);
  });

  it('P13 has targets of 24 pixels and more', async () => {
    const page = await GridPage.open({ rows: ROWS });
    await page.pointTo(page.cell('c1', 'Queue'));
    await waitUntil(() => page.button('c1', 'Transfer'), 'the actions appear');

    for (const button of page.root.querySelectorAll('button')) {
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height), button.getAttribute('aria-label') ?? button.textContent).to.be.at.least(
        24,
      );
    }
    const select = page.cell('c1', 'Select all').getBoundingClientRect();
    expect(Math.min(select.width, select.height)).to.be.at.least(24);
  });
});
