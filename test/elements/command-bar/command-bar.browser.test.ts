import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CommandBar } from '../../../src/elements/command-bar/command-bar.js';
import { conversation } from '../../../testing/scripted-data-source.js';
import { accessibleNodes } from '../../support/accessibility-tree.js';
import { queryByRole } from '../../support/by-role.js';
import { CommandPage } from '../../support/command-page.js';
import type { FixtureOptions } from '../../support/report-fixture.js';

const agent = { id: 'a1', name: 'Ana', presence: 'available' };
const talking = { status: 'active', phase: 'in-conversation', agent };
const rows = [
  conversation('open-1'),
  conversation('open-2'),
  conversation('active-1', talking),
  conversation('offered-1', { ...talking, phase: 'awaiting-acceptance' }),
  conversation('wrap-1', { ...talking, status: 'wrap-up', phase: null }),
];
const NAMES = ['Assign', 'Transfer', 'Monitor', 'Force close'];

async function openLive(options?: FixtureOptions): Promise<CommandPage> {
  const page = await CommandPage.open(options);
  page.fixture.source.snapshot(rows);
  await page.fixture.settled();
  return page;
}

describe('command bar', () => {
  it('refuses everything while nothing is selected, and says so', async () => {
    const page = await openLive();
    expect(page.count).to.equal('Select rows to act on them');
    for (const name of NAMES) {
      expect(page.refusal(name), name).to.equal('Nothing is selected');
      expect(page.button(name).hasAttribute('disabled'), name).to.equal(false);
      page.button(name).click();
    }
    expect(page.fixture.desk.opened).to.deep.equal([]);
  });

  it('opens the dialog of the action for what is selected', async () => {
    const page = await openLive();
    await page.select('open-1');
    expect(page.count).to.equal('1 selected');
    page.button('Assign').click();
    page.button('Force close').click();
    expect(page.fixture.desk.opened).to.deep.equal([
      { action: 'assign', ids: ['open-1'] },
      { action: 'force-close', ids: ['open-1'] },
    ]);
  });

  it('P19 keeps what is refused focusable, with the reason as description and as tooltip', async () => {
    const page = await openLive();
    await page.select('open-1');
    expect(NAMES.map((name) => page.refusal(name))).to.deep.equal([
      '',
      'No agent holds it yet: assign it',
      'No agent has accepted it yet',
      '',
    ]);
    page.button('Transfer').focus();
    const tooltip = page.root.querySelector('[role=tooltip]')!;
    expect(tooltip.matches(':popover-open')).to.equal(true);
    expect(tooltip.textContent.trim()).to.equal('No agent holds it yet: assign it');
    await sendKeys({ press: 'Enter' });
    expect(page.fixture.desk.opened).to.deep.equal([]);
  });

  it('tells assistive technology that an action is refused, and why', async () => {
    const page = await openLive();
    await page.select('open-1');
    const [transfer] = await accessibleNodes('the button', ({ name }) => name === 'Transfer');
    expect(transfer?.disabled).to.equal(true);
    expect(transfer?.description).to.equal('No agent holds it yet: assign it');
  });

  it('says in one sentence what is possible', async () => {
    const page = await openLive();
    await page.select('open-1');
    expect(page.summary).to.equal('Open: Assign and Force close are possible');
    await page.select('offered-1');
    expect(page.summary).to.equal('Awaiting acceptance: Transfer and Force close are possible');
    await page.select('active-1');
    expect(page.summary).to.equal('Active: Transfer, Monitor, and Force close are possible');
    await page.select('open-1', 'open-2', 'active-1');
    expect(page.summary).to.equal('Possible: Assign (2), Transfer (1), and Force close (3)');
    await page.select();
    expect(page.summary).to.equal('');
  });

  it('takes all selected rows along as soon as one of them allows it', async () => {
    const page = await openLive();
    await page.select('active-1', 'open-1');
    expect(page.refusal('Assign')).to.equal('');
    page.button('Assign').click();
    expect(page.fixture.desk.opened).to.deep.equal([{ action: 'assign', ids: ['active-1', 'open-1'] }]);
  });

  it('gives the reason of the first row where all refuse, and for how many it is the reason', async () => {
    const page = await openLive();
    await page.select('open-1', 'open-2', 'wrap-1');
    expect(page.refusal('Transfer')).to.equal('No agent holds it yet: assign it (2 of 3 selected)');
    await page.select('wrap-1', 'open-1');
    expect(page.refusal('Transfer')).to.equal('The conversation is over');
  });

  it('monitors one conversation at a time', async () => {
    const page = await openLive();
    await page.select('active-1', 'wrap-1');
    expect(page.refusal('Monitor')).to.equal('Select one conversation: monitoring is one at a time');
    await page.select('active-1');
    expect(page.refusal('Monitor')).to.equal('');
  });

  it('follows what becomes of the selected row', async () => {
    const page = await openLive();
    const { source, settled } = page.fixture;
    await page.select('open-1');
    source.delta([conversation('open-1', { ...talking, version: 2 })]);
    await settled();
    expect(page.refusal('Assign')).to.equal('An agent holds it: transfer it');
    expect(page.refusal('Transfer')).to.equal('');
    source.delta([], [conversation('open-1', { version: 2 })]);
    await settled();
    for (const name of NAMES) expect(page.refusal(name), name).to.equal('The conversation is closed');
  });

  it('I07 J12 follows the connection and the rights', async () => {
    const page = await openLive();
    const { source, engine, settled } = page.fixture;
    await page.select('open-1');
    source.send({ type: 'connection', state: 'reconnecting' });
    await settled();
    expect(page.refusal('Assign')).to.contain('The data is not live');
    source.send({ type: 'connection', state: 'live' });
    await settled();
    expect(page.refusal('Assign')).to.equal('');
    engine.pause();
    await settled();
    expect(page.refusal('Assign')).to.contain('The report is paused');
    engine.resume();
    engine.configure({ permissions: { assign: 'Ask your\u202E lead' } });
    await settled();
    expect(page.refusal('Assign')).to.equal('\u2068Ask your lead\u2069');
  });

  it('refuses what is already pending', async () => {
    const page = await openLive();
    const { source, engine, settled } = page.fixture;
    source.answer = () => new Promise(() => undefined);
    await page.select('open-1');
    void engine.perform({
      requestId: 'r1',
      action: 'assign',
      conversations: [engine.conversation('open-1')!],
      target: { agentId: 'a1' },
    });
    await settled();
    expect(page.refusal('Force close')).to.equal('Another action on this conversation is pending');
  });

  it('J05 decides at the press, not at the last frame', async () => {
    const page = await openLive();
    await page.select('open-1');
    page.fixture.engine.configure({ permissions: { assign: false } });
    // Pressed in the same task: nothing has been rendered since.
    page.button('Assign').click();
    expect(page.fixture.desk.opened).to.deep.equal([]);
  });

  it('clears the selection and keeps the focus in the bar', async () => {
    const page = await openLive();
    await page.select('open-1', 'open-2');
    page.button('Clear selection').focus();
    await sendKeys({ press: 'Enter' });
    await page.fixture.settled();
    expect(page.fixture.engine.selection.size).to.equal(0);
    expect(page.button('Assign').matches(':focus')).to.equal(true);
    expect(queryByRole(page.root, 'button', 'Clear selection')).to.equal(undefined);
  });

  it('decides on thousands of rows without deciding at each frame', async () => {
    const page = await CommandPage.open();
    const { source, engine, settled } = page.fixture;
    const many = Array.from({ length: 2000 }, (_, index) => conversation(`m${String(index)}`));
    source.snapshot(many);
    await settled();
    await page.select(...many.map(({ id }) => id));
    expect(page.count).to.equal('2,000 selected');
    let decisions = 0;
    const decide = engine.decide.bind(engine);
    engine.decide = (action, row) => {
      decisions += 1;
      return decide(action, row);
    };
    source.delta([conversation('m1', { version: 2 })]);
    await settled();
    expect(decisions).to.equal(0);
    page.button('Force close').click();
    expect(page.fixture.desk.opened[0]?.ids.length).to.equal(2000);
  });

  for (const width of [1310, 760, 390]) {
    it(`keeps its height and its buttons in place when the selection begins, ${String(width)} px`, async () => {
      const page = await openLive({ width });
      const place = (): number[] => NAMES.map((name) => page.button(name).getBoundingClientRect().x);
      const before = { height: page.fixture.element.clientHeight, place: place() };
      await page.select('open-1');
      expect({ height: page.fixture.element.clientHeight, place: place() }).to.deep.equal(before);
      const bar = page.root.querySelector('[part=command-bar]')!;
      expect(bar.scrollWidth).to.be.at.most(bar.clientWidth);
    });
  }

  it('begins at the right where one reads from the right', async () => {
    const page = await openLive({ width: 1310, direction: 'rtl' });
    const assign = page.button('Assign').getBoundingClientRect();
    expect(assign.left).to.be.greaterThan(page.button('Force close').getBoundingClientRect().right);
  });

  for (const scheme of ['light', 'dark'] as const) {
    it(`P01 is accessible, ${scheme}, with and without a selection`, async () => {
      const page = await openLive({ scheme });
      await expect(page.fixture.element).to.be.accessible();
      await page.select('open-1');
      await expect(page.fixture.element).to.be.accessible();
    });
  }

  it('renders nothing before its contexts arrive', async () => {
    await CommandPage.open();
    const alone = new CommandBar();
    document.body.append(alone);
    await alone.updateComplete;
    expect(alone.shadowRoot?.textContent.trim()).to.equal('');
    alone.remove();
  });
});
