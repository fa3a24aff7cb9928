/** What the guides show of actions, dialogs and tests, run on the element. */
import { expect, oneEvent } from '@open-wc/testing';
import type { ActionRequest } from '../../src/context/action-desk-context.js';
import type { ActionSettledEvent } from '../../src/events.js';
import { ConversationOpenEvent } from '../../src/events.js';
import type { OngoingConversationsReport } from '../../src/ongoing-conversations-report.js';
import { ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { activeElement } from '../support/report-page.js';
import { confirm, Crm, openExample, openReport, runExample } from '../support/guide-page.js';

const AGENT = {
  id: 'a1',
  name: 'Ann',
  eligible: true,
  why: null,
  presence: 'available',
  presenceSince: null,
  skills: [],
  capacity: null,
  queues: ['q1'],
};

describe('the guide to actions and events', () => {
  it('takes an assignment over: the host is asked, the source is not', async () => {
    const { page, source } = await openReport();
    const crm = new Crm(['assign']);
    await runExample('actions-and-events', 'respond');
    const settled = oneEvent<ActionSettledEvent>(page.element, 'actionsettled');
    await confirm(page, 'assign');
    expect((await settled).outcomes.map(({ status }) => status)).to.deep.equal(['done']);
    expect(crm.calls[0]?.[2]).to.deep.equal({ agentId: 'a1' });
    expect(source.commands).to.deep.equal([]);
  });

  it('does it all itself: nothing is sent', async () => {
    const { page, source } = await openReport();
    const crm = new Crm(['openClosingForm']);
    await runExample('actions-and-events', 'prevent');
    await confirm(page, 'force-close');
    expect(crm.calls).to.deep.equal([['openClosingForm', ['a']]]);
    expect(source.commands).to.deep.equal([]);
  });

  it('logs what was not done', async () => {
    const { page, source } = await openReport();
    source.answer = () => Promise.resolve({ status: 'refused', code: 'late', message: 'Too late' });
    const crm = new Crm(['log']);
    await runExample('actions-and-events', 'settled', 'ts');
    const settled = oneEvent(page.element, 'actionsettled');
    await confirm(page, 'force-close');
    await settled;
    expect(crm.calls).to.deep.equal([['log', 'force-close of a: refused', 'late', 'Too late']]);
  });

  it('opens a conversation in the host', async () => {
    const { page } = await openReport();
    const crm = new Crm(['show']);
    await runExample('actions-and-events', 'open');
    const [row] = page.element.conversations;
    if (!row) throw new Error('no row');
    const opened = oneEvent(page.element, 'conversationopen');
    expect(page.element.focusConversation(row.id)).to.equal(true);
    await page.until(() => page.row(row.id)?.contains(activeElement()) === true, 'the row has the focus');
    activeElement()?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }),
    );
    expect(await opened).to.be.instanceOf(ConversationOpenEvent);
    expect(crm.calls).to.deep.equal([['show', row.id]]);
  });

  it('refuses with a reason', async () => {
    const { page, source } = await openReport();
    await runExample('actions-and-events', 'rules');
    await page.element.updateComplete;
    page.element.openAction('force-close', ['a']);
    await page.until(
      () => (page.announcements('status') + page.announcements('alert')).includes('Only team leads'),
      'the reason is told',
    );
    expect(source.commands).to.deep.equal([]);
  });
});

describe('the guide to dialogs', () => {
  it('has a plain dialog that submits its fields', async () => {
    const { page, source } = await openExample('replacing-a-dialog', 'plain-dialog');
    const dialog = page.element.querySelector('dialog') as HTMLDialogElement;
    page.element.openAction('force-close', ['a']);
    expect(dialog.open).to.equal(true);
    for (const [name, value] of [
      ['reason', 'spam'],
      ['note', 'twice'],
    ] as const)
      (dialog.querySelector(`[name=${name}]`) as HTMLInputElement).value = value;
    const settled = oneEvent(page.element, 'actionsettled');
    dialog.querySelector<HTMLButtonElement>('[value=close]')?.click();
    await settled;
    expect(source.commands[0]).to.deep.include({ action: 'force-close', reason: 'spam', note: 'twice' });
    expect(dialog.open).to.equal(false);
  });

  it('has an element that lists agents, and submits the one that is chosen', async () => {
    await runExample('replacing-a-dialog', 'own-element');
    const source = Object.assign(new ScriptedDataSource(), {
      findAgents: () => Promise.resolve({ entries: [AGENT], next: null, asOf: 0 }),
    });
    const { page } = await openExample('replacing-a-dialog', 'own-element-in-place', source);
    page.element.openAction('assign', ['a']);
    const picker = page.element.querySelector('desk-picker') as HTMLElement;
    await page.until(() => picker.querySelector('button') !== null, 'the agents are listed');
    const settled = oneEvent(page.element, 'actionsettled');
    picker.querySelector('button')?.click();
    await settled;
    expect(source.commands[0]).to.deep.include({ action: 'assign', target: { agentId: 'a1' } });
    expect(picker.querySelector('dialog')?.open).to.equal(false);
  });
});

describe('the guide to tests', () => {
  it('has a page with rows, and submits without a dialog', async () => {
    const { openReport: open } = (await runExample('testing-your-integration', 'page', 'ts')) as {
      openReport(): Promise<{ page: OngoingConversationsReport; source: ScriptedDataSource }>;
    };
    const { close } = (await runExample('testing-your-integration', 'submit')) as {
      close(page: HTMLElement, id: string, reason: string): Promise<void>;
    };
    const { page, source } = await open();
    try {
      expect(page.conversations.map(({ id }) => id).sort()).to.deep.equal(['a', 'b']);
      await close(page, 'b', 'spam');
      expect(source.commands[0]).to.include({ conversationId: 'b', ifVersion: 3, reason: 'spam' });
    } finally {
      page.remove();
    }
  });
});

describe('the README', () => {
  it('has a dialog that sends its reason', async () => {
    const { page, source } = await openExample('README', 'dialog');
    const dialog = page.element.querySelector('dialog') as HTMLDialogElement & {
      actionRequest: ActionRequest;
    };
    page.element.openAction('force-close', ['a']);
    (dialog.querySelector('[name=reason]') as HTMLInputElement).value = 'spam';
    const settled = oneEvent(page.element, 'actionsettled');
    dialog.querySelector<HTMLButtonElement>('[value=close]')?.click();
    await settled;
    expect(source.commands[0]).to.include({ reason: 'spam' });
  });

  it('takes actions over in both ways', async () => {
    const { page, source } = await openReport();
    const crm = new Crm(['close']);
    await runExample('README', 'take-over');
    await confirm(page, 'assign');
    await confirm(page, 'force-close');
    expect(crm.calls.map(([name]) => name)).to.deep.equal(['close']);
    expect(source.commands).to.deep.equal([]);
  });
});
