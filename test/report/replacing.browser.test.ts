/** A host's own dialogs and its own handling of actions. */
import { expect, html, oneEvent } from '@open-wc/testing';
import type { ActionRequest } from '../../src/context/action-desk-context.js';
import type { ActionSettledEvent, ConversationActionEvent, ReportErrorEvent } from '../../src/events.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { activeElement, ReportPage } from '../support/report-page.js';

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

function scripted(): ScriptedDataSource {
  return Object.assign(new ScriptedDataSource(), {
    findAgents: () => Promise.resolve({ entries: [AGENT], next: null, asOf: 0 }),
    findQueues: () => Promise.resolve({ entries: [], next: null, asOf: 0 }),
  });
}

async function open(content: unknown = ''): Promise<{ page: ReportPage; source: ScriptedDataSource }> {
  const source = scripted();
  const page = await ReportPage.open({ dataSource: source }, content);
  source.snapshot([conversation('a'), conversation('b')]);
  await page.until(() => page.rows().length === 2, 'both rows are there');
  return { page, source };
}

class HostDialog extends HTMLElement {
  actionRequest: ActionRequest | null = null;
  opened = 0;
  showModal(): void {
    this.opened += 1;
  }
  close(): void {
    this.opened -= 1;
  }
}
customElements.define('host-dialog', HostDialog);

class HostPanel extends HTMLElement {
  actionRequest: ActionRequest | null = null;
  open = false;
}
customElements.define('host-panel', HostPanel);

describe("a host's element in the slot", () => {
  it('gets the request, is opened by showModal(), finds agents and submits', async () => {
    const { page, source } = await open(html`<host-dialog slot="assign-dialog"></host-dialog>`);
    const dialog = page.element.querySelector('host-dialog') as HostDialog;
    page.element.openAction('assign', ['a']);
    expect(dialog.opened).to.equal(1);
    expect(page.find('dialog', /Assign/) === undefined, 'the built-in one stays closed').to.equal(true);
    const request = dialog.actionRequest as ActionRequest;
    expect(request.action).to.equal('assign');
    expect(request.conversations.map(({ id }) => id)).to.deep.equal(['a']);
    expect((await request.findAgents()).entries).to.deep.equal([AGENT]);
    const confirmed = oneEvent<ConversationActionEvent>(page.element, 'conversationassign');
    const runs = await request.submit({
      target: { agentId: 'a1' },
      reason: 'knows French',
      note: 'asked for',
    });
    expect(await confirmed).to.include({ reason: 'knows French', note: 'asked for' });
    expect(runs.map(({ state }) => state)).to.deep.equal(['awaiting']);
    expect(source.commands[0]).to.deep.include({ action: 'assign', target: { agentId: 'a1' }, ifVersion: 1 });
    expect(dialog.opened, 'it is closed').to.equal(0);
    expect(page.row('a')?.contains(activeElement()), 'the focus is on the row').to.equal(true);
  });

  it('without showModal() is opened by its property open', async () => {
    const { page, source } = await open(html`<host-panel slot="force-close-dialog"></host-panel>`);
    const panel = page.element.querySelector('host-panel') as HostPanel;
    page.element.openAction('forceClose', ['a']);
    expect(panel.open).to.equal(true);
    panel.actionRequest?.cancel();
    expect(panel.open).to.equal(false);
    expect(source.commands).to.deep.equal([]);
  });

  it('can be a plain dialog with a form: cancel dismisses, anything else submits its fields', async () => {
    const { page, source } = await open(
      html`<dialog slot="assign-dialog" aria-label="Plain">
        <form method="dialog">
          <select name="agentId" aria-label="Agent">
            <option value="a1">Ann</option>
          </select>
          <input name="note" aria-label="Note" value="by hand" />
          <button value="cancel">No</button><button value="ok">Yes</button>
        </form>
      </dialog>`,
    );
    const dialog = page.element.querySelector('dialog') as HTMLDialogElement;
    page.element.openAction('assign', ['a']);
    expect(dialog.open).to.equal(true);
    let closed = oneEvent(dialog, 'close');
    dialog.querySelector<HTMLButtonElement>('[value=cancel]')?.click();
    await closed;
    expect(source.commands).to.deep.equal([]);
    page.element.openAction('assign', ['a']);
    const settled = oneEvent(page.element, 'actionsettled');
    closed = oneEvent(dialog, 'close');
    dialog.querySelector<HTMLButtonElement>('[value=ok]')?.click();
    await closed;
    await settled;
    expect(source.commands[0]).to.deep.include({ target: { agentId: 'a1' }, note: 'by hand' });
  });

  it('that cannot be opened is reported, and the built-in dialog serves', async () => {
    const { page } = await open(html`<p slot="force-close-dialog">Not a dialog</p>`);
    const problem = oneEvent<ReportErrorEvent>(page.element, 'reporterror');
    page.element.openAction('force-close', ['a']);
    const { code, detail } = await problem;
    expect(code).to.equal('slot-element');
    expect(detail).to.match(/neither showModal\(\) nor open/);
    await page.dialog(/^Force close/);
  });

  it('for monitoring starts nothing until it submits', async () => {
    const { page, source } = await open(html`<host-dialog slot="monitor-dialog"></host-dialog>`);
    source.delta([
      conversation('a', {
        version: 2,
        status: 'active',
        phase: 'in-conversation',
        agent: { id: 'x', name: 'X' },
      }),
    ]);
    await page.until(
      () => page.element.conversations.some(({ status }) => status === 'active'),
      'a is active',
    );
    const dialog = page.element.querySelector('host-dialog') as HostDialog;
    page.element.openAction('monitor', ['a']);
    expect(dialog.opened).to.equal(1);
    expect(source.commands).to.deep.equal([]);
    await dialog.actionRequest?.submit();
    expect(source.commands.map(({ action }) => action)).to.deep.equal(['monitor']);
  });
});

describe("a host's own handling", () => {
  const closeA = async (page: ReportPage): Promise<void> => {
    page.element.openAction('force-close', ['a']);
    const dialog = await page.dialog(/^Force close/);
    await page.until(() => {
      page.find('button', 'Continue', dialog)?.click();
      return page.find('dialog', /^Force close/) === undefined;
    }, 'it is confirmed');
  };

  it('by preventDefault(): nothing is sent, nothing is pending, nothing is settled', async () => {
    const { page, source } = await open();
    let settled = 0;
    page.element.addEventListener('actionsettled', () => (settled += 1));
    page.element.addEventListener('conversationforceclose', (event) => event.preventDefault());
    await closeA(page);
    await page.element.updateComplete;
    expect(source.commands).to.deep.equal([]);
    expect(settled).to.equal(0);
    expect(page.row('a')?.part.contains('pending')).to.equal(false);
  });

  it('by respondWith(): pending until the promise settles, then as it says', async () => {
    const { page, source } = await open();
    let answer: (outcome: { status: 'refused'; code: string; message: string }) => void = () => undefined;
    page.element.addEventListener('conversationforceclose', (event) => {
      event.respondWith(new Promise((resolve) => (answer = resolve)));
    });
    await closeA(page);
    await page.until(() => page.row('a')?.part.contains('pending') === true, 'it is pending');
    const settled = oneEvent<ActionSettledEvent>(page.element, 'actionsettled');
    answer({ status: 'refused', code: 'crm', message: 'The CRM keeps it open' });
    expect((await settled).outcomes[0]).to.include({ conversationId: 'a', status: 'refused', code: 'crm' });
    await page.until(() => page.row('a')?.part.contains('pending') === false, 'it is pending no more');
    await page.until(
      () => /CRM keeps it open/.test(page.announcements('status') + page.announcements('alert')),
      'it is told',
    );
    expect(source.commands).to.deep.equal([]);
  });

  it('by respondWith() that rejects is a failure', async () => {
    const { page } = await open();
    page.element.addEventListener('conversationforceclose', (event) => {
      event.respondWith(Promise.reject(new Error('CRM is down')));
    });
    const settled = oneEvent<ActionSettledEvent>(page.element, 'actionsettled');
    await closeA(page);
    expect((await settled).outcomes[0]).to.include({ status: 'failed', message: 'CRM is down' });
  });
});
