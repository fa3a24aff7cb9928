import { expect } from '@open-wc/testing';
import { descriptionOf, queryByRole } from '../../support/by-role.js';
import {
  agent,
  dialogNode,
  DialogPage,
  newer,
  talking,
  type DialogOptions,
} from '../../support/dialog-page.js';

const ROW = talking('c-1', { subject: 'Card charged twice', customer: { id: 'p1', name: 'Priya Raman' } });
const AGENTS = [agent('ana', 'Ana'), agent('ben', 'Ben'), agent('cleo', 'Cleo')];

const open = (options: DialogOptions = {}): Promise<DialogPage> =>
  DialogPage.open('transfer', { rows: [ROW], agents: AGENTS, ...options });

describe('Transfer dialog', () => {
  it('P01 P18 is a modal dialog with its name in the accessibility tree, and passes axe', async () => {
    const dialog = await open();
    expect(await dialogNode('Transfer conversation')).to.not.equal(undefined);
    expect(dialog.isOpen).to.equal(true);
    expect(await dialog.violations()).to.deep.equal([]);
  });

  it('J44 offers agents only, and not the one who holds it', async () => {
    const dialog = await open();
    expect(queryByRole(dialog.root, 'tab', /./)).to.equal(undefined);
    expect(dialog.options).to.deep.equal(['Ben', 'Cleo']);
    dialog.showAll.click();
    await dialog.settled();
    expect(dialog.options).to.not.contain('Ana');
  });

  it('leaves out agents of other queues, with the reason', async () => {
    const dialog = await open({ agents: [...AGENTS, agent('eve', 'Eve', { queues: ['q2'] })] });
    expect(dialog.options).to.not.contain('Eve');
    dialog.showAll.click();
    await dialog.settled();
    const eve = dialog.option('Eve');
    expect(eve.getAttribute('aria-disabled')).to.equal('true');
    expect(descriptionOf(eve)).to.contain('not in the queue');
    eve.click();
    await dialog.settled();
    expect(dialog.button('Transfer').getAttribute('aria-disabled')).to.equal('true');
  });

  it('P17 is done by keys alone', async () => {
    const dialog = await open();
    await dialog.press('ArrowDown', 'ArrowDown');
    expect(dialog.chosen).to.equal('Cleo');
    await dialog.tabTo(dialog.button('Transfer to Cleo'));
    await dialog.press('Space');
    expect(dialog.submissions).to.deep.equal([
      { target: { agentId: 'cleo' }, targetName: 'Cleo', conversations: [ROW] },
    ]);
    expect(dialog.isOpen).to.equal(false);
  });

  it('J44 lets go of a target who got the conversation meanwhile', async () => {
    const dialog = await open();
    await dialog.choose('Ben');
    dialog.fixture.source.delta([newer(ROW, { agent: { id: 'ben', name: 'Ben', presence: 'busy' } })]);
    await dialog.settled();
    expect(dialog.status).to.contain('agent Ana → Ben');
    expect(dialog.options).to.deep.equal(['Cleo', 'Ana']);
    expect(dialog.button('Transfer').getAttribute('aria-disabled')).to.equal('true');
    expect(dialog.listStatus).to.contain('Ben is no longer in the list.');
  });

  it('refuses once the talk is over', async () => {
    const dialog = await open();
    await dialog.choose('Ben');
    dialog.fixture.source.delta([newer(ROW, { status: 'wrap-up', phase: null })]);
    await dialog.settled();
    expect(descriptionOf(dialog.button('Transfer to Ben'))).to.equal('The conversation is over');
  });

  it('in bulk leaves out those that the target holds already', async () => {
    const rows = [ROW, talking('c-2', { subject: 'Second', agent: { id: 'ben', name: 'Ben' } })];
    const dialog = await open({ rows });
    expect(await dialogNode('Transfer 2 conversations')).to.not.equal(undefined);
    await dialog.choose('Ben');
    expect(dialog.text).to.contain('1 of 2 can be transferred').and.to.contain('It is already with Ben');
    dialog.button('Transfer to Ben').click();
    expect(dialog.submissions[0]?.conversations?.map(({ id }) => id)).to.deep.equal(['c-1']);
  });
});
