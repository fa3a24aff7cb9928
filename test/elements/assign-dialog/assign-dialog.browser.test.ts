import { expect, waitUntil, nextFrame } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type sinon from 'sinon';
import { conversation, START } from '../../../testing/scripted-data-source.js';
import { byRole, descriptionOf, queryByRole } from '../../support/by-role.js';
import {
  agent,
  dialogNode,
  DialogPage,
  holdTime,
  newer,
  queue,
  talking,
  type DialogOptions,
} from '../../support/dialog-page.js';

const FRENCH = { id: 'fr', name: 'French', level: 3 };
const REFUNDS = { id: 're', name: 'Refunds', level: 2 };
const ROW = conversation('c-1', {
  subject: 'Refund not received',
  customer: { id: 'p1', name: 'Nadia Benali' },
  skills: [FRENCH, REFUNDS],
});
const AGENTS = [
  agent('jonas', 'Jonas Weber', { skills: [{ ...REFUNDS, level: 3 }] }),
  agent('amara', 'Amara Diallo', {
    skills: [
      { ...FRENCH, level: 5 },
      { ...REFUNDS, level: 4 },
    ],
  }),
];
const QUEUES = [queue('q1', 'Billing'), queue('q2', 'Orders'), queue('q3', 'Key accounts', { online: 0 })];

const open = (options: DialogOptions = {}): Promise<DialogPage> =>
  DialogPage.open('assign', { rows: [ROW], agents: AGENTS, queues: QUEUES, ...options });

describe('Assign dialog', () => {
  let clock: sinon.SinonFakeTimers | undefined;
  afterEach(async () => {
    clock?.restore();
    clock = undefined;
    await setViewport({ width: 800, height: 600 });
  });

  it('P18 is a modal dialog with its name in the accessibility tree', async () => {
    const dialog = await open();
    expect(await dialogNode('Assign conversation')).to.not.equal(undefined);
    expect(dialog.isOpen).to.equal(true);
  });

  it('P18 is described by the conversation, and modal, to assistive technology', async () => {
    await open();
    const node = await dialogNode('Assign conversation');
    expect(node?.modal).to.equal(true);
    expect(node?.description).to.equal('Refund not received · Nadia Benali · Billing · waiting 1 minute');
  });

  it('P01 passes axe with both tabs, with a choice, in the dark', async () => {
    const dialog = await open({ scheme: 'dark' });
    await dialog.choose('Amara Diallo');
    expect(await dialog.violations()).to.deep.equal([]);
    await showQueues(dialog);
    expect(await dialog.violations()).to.deep.equal([]);
  });

  it('names conversation and running wait', async () => {
    clock = holdTime();
    const dialog = await open();
    expect(dialog.text).to.contain('waiting 1:00');
    clock.tick(1000);
    await dialog.settled();
    expect(dialog.text).to.contain('waiting 1:01');
  });

  it('P17 is done by keys alone: search, arrow, confirm', async () => {
    const dialog = await open();
    expect(dialog.focused).to.equal(dialog.search);
    await dialog.type('amara');
    expect(dialog.options).to.deep.equal(['Amara Diallo']);
    await dialog.press('ArrowDown');
    const confirm = dialog.button('Assign to Amara Diallo');
    await dialog.tabTo(confirm);
    await dialog.press('Enter');
    expect(dialog.submissions).to.deep.equal([
      { target: { agentId: 'amara' }, targetName: 'Amara Diallo', conversations: [ROW] },
    ]);
    expect(dialog.isOpen).to.equal(false);
    expect(dialog.cancelled).to.equal(0);
  });

  it('blocks until a target is chosen, says so, and leads to the list', async () => {
    const dialog = await open();
    const confirm = dialog.button('Assign');
    expect(confirm.getAttribute('aria-disabled')).to.equal('true');
    expect(descriptionOf(confirm)).to.equal('Choose an agent');
    dialog.button('Cancel').focus();
    confirm.click();
    expect(dialog.submissions).to.deep.equal([]);
    expect(dialog.focused).to.equal(dialog.search);
  });

  it('J01 submits once on a double click', async () => {
    const dialog = await open();
    await dialog.choose('Amara Diallo');
    const confirm = dialog.button('Assign to Amara Diallo');
    confirm.click();
    confirm.click();
    expect(dialog.submissions).to.have.length(1);
  });

  it('cancels by Cancel, by the close button and by Escape from the search', async () => {
    const dialog = await open();
    dialog.button('Cancel').click();
    await dialog.show('assign', ['c-1']);
    dialog.button('Close').click();
    await dialog.show('assign', ['c-1']);
    await dialog.type('a');
    await dialog.press('Escape');
    // The browser closes the dialog in its own time after the key.
    await waitUntil(() => dialog.cancelled === 3, 'Escape cancels');
    expect(dialog.isOpen).to.equal(false);
  });

  it('tells the skills that are needed', async () => {
    const dialog = await open();
    expect(dialog.text).to.contain('Needs: French, Refunds');
  });

  describe('tabs', () => {
    it('are tabs, moved by arrow keys', async () => {
      const dialog = await open();
      const [agents, queues] = ['Agent', 'Queue'].map((name) => byRole(dialog.root, 'tab', name));
      expect(agents?.getAttribute('aria-selected')).to.equal('true');
      expect(byRole(dialog.root, 'tabpanel', 'Agent')).to.exist;
      agents?.focus();
      await dialog.press('ArrowRight');
      expect(dialog.focused).to.equal(queues);
      expect(queues?.getAttribute('aria-selected')).to.equal('true');
      expect(byRole(dialog.root, 'tabpanel', 'Queue')).to.exist;
      expect(dialog.options).to.deep.equal(['Orders', 'Key accounts']);
      await dialog.press('Home');
      expect(dialog.focused).to.equal(agents);
    });

    it('follow the reading direction', async () => {
      const dialog = await open({ direction: 'rtl' });
      byRole(dialog.root, 'tab', 'Agent').focus();
      await dialog.press('ArrowLeft');
      expect(dialog.focused).to.equal(byRole(dialog.root, 'tab', 'Queue'));
    });

    it('leave the current queue out and flag one with nobody online', async () => {
      const dialog = await open();
      await showQueues(dialog);
      expect(dialog.options).to.not.contain('Billing');
      expect(descriptionOf(dialog.option('Key accounts'))).to.contain('nobody online');
      expect(descriptionOf(dialog.option('Orders')))
        .to.contain('Messaging')
        .and.to.contain('Priority 1')
        .and.to.contain('4 members online')
        .and.to.contain('3 waiting');
    });

    it('assign to a queue', async () => {
      const dialog = await open();
      await showQueues(dialog);
      await dialog.choose('Orders');
      dialog.button('Assign to Orders').click();
      expect(dialog.submissions[0]).to.deep.include({ target: { queueId: 'q2' }, targetName: 'Orders' });
    });

    it('keep no choice that is out of sight', async () => {
      const dialog = await open();
      await dialog.choose('Amara Diallo');
      await showQueues(dialog);
      expect(descriptionOf(dialog.button('Assign'))).to.equal('Choose a queue');
    });
  });

  describe('while the conversation lives on', () => {
    it('J06 follows the new eligibility with its reason', async () => {
      const dialog = await open();
      await dialog.choose('Amara Diallo');
      dialog.fixture.source.delta([
        newer(ROW, {
          status: 'active',
          phase: 'in-conversation',
          agent: { id: 'ben', name: 'Ben', presence: 'busy' },
        }),
      ]);
      await dialog.settled();
      const confirm = dialog.button('Assign to Amara Diallo');
      expect(dialog.status).to.contain('Since you opened this: agent Unassigned → Ben, status Open → Active');
      expect(descriptionOf(confirm)).to.equal('An agent holds it: transfer it');
      confirm.click();
      expect(dialog.submissions).to.deep.equal([]);
    });

    it('J06 J40 sends the row as now shown, once the change was on screen for 500 ms', async () => {
      clock = holdTime();
      const dialog = await open();
      await dialog.choose('Amara Diallo');
      dialog.fixture.source.delta([newer(ROW, { queue: { id: 'q2', name: 'Orders', type: 'messaging' } })]);
      await dialog.settled();
      await nextFrame();
      const confirm = dialog.button('Assign to Amara Diallo');
      confirm.click();
      clock.tick(499);
      confirm.click();
      expect(dialog.submissions).to.deep.equal([]);
      clock.tick(1);
      confirm.click();
      expect(dialog.submissions[0]?.conversations?.[0]).to.include({ version: 2 });
    });

    it('J05 says that it has ended and offers only Close', async () => {
      const dialog = await open();
      dialog.fixture.source.delta([], [ROW]);
      await dialog.settled();
      expect(dialog.status).to.contain('This conversation has ended');
      expect(dialog.buttons).to.deep.equal(['Close']);
      expect(dialog.focused).to.equal(dialog.button('Close'));
      expect(await dialog.violations()).to.deep.equal([]);
    });

    it('J44 lets go of a target that now is where the conversation is', async () => {
      const dialog = await open();
      await showQueues(dialog);
      await dialog.choose('Orders');
      dialog.fixture.source.delta([newer(ROW, { queue: { id: 'q2', name: 'Orders', type: 'messaging' } })]);
      await dialog.settled();
      expect(dialog.options).to.deep.equal(['Key accounts', 'Billing']);
      expect(dialog.button('Assign').getAttribute('aria-disabled')).to.equal('true');
    });

    it('J12 refuses while paused and while not live', async () => {
      const dialog = await open();
      await dialog.choose('Amara Diallo');
      const confirm = dialog.button('Assign to Amara Diallo');
      dialog.fixture.engine.pause();
      await dialog.settled();
      expect(descriptionOf(confirm)).to.contain('The report is paused');
      dialog.fixture.engine.resume();
      dialog.fixture.source.send({ type: 'connection', state: 'offline' });
      await dialog.settled();
      expect(descriptionOf(confirm)).to.contain('not live');
      confirm.click();
      expect(dialog.submissions).to.deep.equal([]);
    });
  });

  describe('in bulk', () => {
    const rows = [ROW, conversation('c-2', { subject: 'Second' }), talking('c-3', { subject: 'Third' })];

    it('has the count in its name, counts and lists what is left out, and submits the rest', async () => {
      const dialog = await open({ rows });
      expect(await dialogNode('Assign 3 conversations')).to.not.equal(undefined);
      expect(dialog.text).to.contain('2 of 3 can be assigned. 1 is left out');
      const refused = dialog.root.querySelector('[aria-label="Left out"]');
      expect(refused?.textContent).to.contain('Third').and.to.contain('An agent holds it: transfer it');
      expect(await dialog.violations()).to.deep.equal([]);
      await dialog.choose('Amara Diallo');
      dialog.button('Assign to Amara Diallo').click();
      expect(dialog.submissions[0]?.conversations?.map(({ id }) => id)).to.deep.equal(['c-1', 'c-2']);
    });

    it('leaves out those that are in the chosen queue already', async () => {
      const elsewhere = conversation('c-4', {
        subject: 'Fourth',
        queue: { id: 'q2', name: 'Orders', type: 'messaging' },
      });
      const dialog = await open({ rows: [ROW, elsewhere] });
      await showQueues(dialog);
      await dialog.choose('Orders');
      expect(dialog.text).to.contain('1 of 2 can be assigned').and.to.contain('It is already in Orders');
      dialog.button('Assign to Orders').click();
      expect(dialog.submissions[0]?.conversations?.map(({ id }) => id)).to.deep.equal(['c-1']);
    });

    it('offers only Close once all have ended', async () => {
      const dialog = await open({ rows });
      dialog.fixture.source.delta([], rows);
      await dialog.settled();
      expect(dialog.status).to.contain('These conversations have ended');
      expect(dialog.buttons).to.deep.equal(['Close']);
    });
  });

  it('K07 L01 L08 shows hostile names as text, also on the button', async () => {
    const dialog = await open({
      agents: [agent('evil', '<img src=x onerror="window.hacked=1">\u202Elive')],
    });
    const name = '<img src=x onerror="window.hacked=1">live';
    expect(dialog.options).to.deep.equal([name]);
    await dialog.choose(name);
    expect(dialog.button(/^Assign to/).textContent).to.not.match(/[\u202A-\u202E]/);
    expect(dialog.button(/^Assign to/).textContent).to.contain(name);
    expect(dialog.listRoot.querySelector('img')).to.equal(null);
    expect('hacked' in window).to.equal(false);
  });

  it('keeps its footer and scrolls nothing sideways on a screen of 320 × 400', async () => {
    await setViewport({ width: 320, height: 400 });
    const dialog = await open({
      agents: [
        agent('long', 'Wolfeschlegelsteinhausenbergerdorff '.repeat(8), { skills: [FRENCH, REFUNDS] }),
      ],
    });
    await dialog.press('ArrowDown');
    const { dialog: frame } = dialog;
    expect(frame.getBoundingClientRect().bottom).to.be.at.most(400);
    expect(frame.scrollWidth).to.be.at.most(frame.clientWidth);
    const body = frame.querySelector('[part=dialog-body]') as HTMLElement;
    expect(body.scrollWidth).to.be.at.most(body.clientWidth);
    const list = byRole(dialog.listRoot, 'listbox', 'Agents');
    expect(list.scrollWidth).to.be.at.most(list.clientWidth);
    for (const name of [/^Cancel/, /^Assign to/]) {
      expect(dialog.button(name).getBoundingClientRect().bottom).to.be.at.most(400);
    }
  });

  it('exposes its parts', async () => {
    const dialog = await open();
    for (const part of ['dialog', 'dialog-title', 'dialog-body', 'dialog-footer']) {
      expect(dialog.root.querySelector(`[part=${part}]`), part).to.exist;
    }
  });

  it('asks the directory for nothing once it is closed', async () => {
    const dialog = await open();
    dialog.search.focus();
    await sendKeys({ type: 'x' });
    dialog.element.close();
    const before = dialog.searches.length;
    await dialog.settled();
    expect(queryByRole(dialog.root, 'dialog', /./)).to.equal(undefined);
    // Longer than the debounce.
    await new Promise((done) => setTimeout(done, 100));
    expect(dialog.searches).to.have.length(before);
  });

  it('waits for nobody: presence is told with how long it holds, on server time', async () => {
    const dialog = await open({ agents: [agent('a', 'Ada', { presenceSince: START - 180_000 })] });
    expect(descriptionOf(dialog.option('Ada'))).to.contain('Available · 3 minutes');
  });
});

async function showQueues(dialog: DialogPage): Promise<void> {
  byRole(dialog.root, 'tab', 'Queue').click();
  await dialog.settled();
}
