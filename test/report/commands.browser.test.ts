/** Commands at the level of the whole report: pressed in every way that goes wrong, each decision leaves at most once. */
import { expect, html, nextFrame, oneEvent } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type sinon from 'sinon';
import type { ActionRequest } from '../../src/context/action-desk-context.js';
import type { CommandOutcome, SourceMessage } from '../../src/data-source/data-source.js';
import type { ActionSettledEvent } from '../../src/events.js';
import type { Conversation } from '../../src/model/conversation.js';
import { ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { descriptionOf } from '../support/by-role.js';
import { holdTime, talking } from '../support/dialog-page.js';
import { TestServer } from '../support/reference-server.js';
import { activeElement, ReportPage } from '../support/report-page.js';

class CapturingDialog extends HTMLElement {
  actionRequest: ActionRequest | null = null;
  showModal(): void {
    this.toggleAttribute('shown', true);
  }
  close(): void {
    this.toggleAttribute('shown', false);
  }
}
customElements.define('capturing-dialog', CapturingDialog);

const rows = (): Conversation[] => ['a', 'b', 'c'].map((id) => talking(id));

describe('commands', () => {
  let page: ReportPage | undefined;
  let clock: sinon.SinonFakeTimers | undefined;
  beforeEach(() => (clock = holdTime()));
  afterEach(() => {
    page?.element.remove();
    clock?.restore();
  });

  const open = async (
    content: unknown = '',
  ): Promise<{ report: ReportPage; source: ScriptedDataSource; seen: Conversation[] }> => {
    const source = new ScriptedDataSource();
    const report = (page = await ReportPage.open({ dataSource: source }, content));
    const seen = rows();
    source.snapshot(seen);
    await report.until(() => report.rows().length === 3, 'the rows are there');
    return { report, source, seen };
  };

  /** The confirm button of the open force-close dialog, once it takes a press. */
  const armed = async (report: ReportPage): Promise<HTMLElement> => {
    const dialog = await report.dialog(/^Force close/);
    await nextFrame();
    await nextFrame();
    clock?.tick(500);
    return report.get('button', 'Continue', dialog);
  };

  it('J01 J02 J03 a double click, a held Enter, and a click with Enter are one decision', async () => {
    const { report, source } = await open();
    const ways: readonly ((button: HTMLElement) => Promise<void>)[] = [
      (button) => {
        button.click();
        button.click();
        return Promise.resolve();
      },
      async (button) => {
        button.focus();
        // The browser repeats a key that is not let go.
        for (let times = 0; times < 5; times += 1) await sendKeys({ down: 'Enter' });
        await sendKeys({ up: 'Enter' });
      },
      async (button) => {
        button.focus();
        button.click();
        await sendKeys({ press: 'Enter' });
        await sendKeys({ press: 'Space' });
      },
    ];
    for (const [index, press] of ways.entries()) {
      const id = ['a', 'b', 'c'][index] as string;
      // A sign of life: on a busy machine the report would not be live any more, and refuse.
      source.delta([]);
      report.element.openAction('force-close', [id]);
      const settled = oneEvent<ActionSettledEvent>(report.element, 'actionsettled');
      await press(await armed(report));
      const isSent = (): boolean => source.commands.length > index;
      await report.until(isSent, `${id} is closed; the report is ${report.pill()}`);
      await settled;
      await nextFrame();
      expect(source.commands.map(({ conversationId }) => conversationId)).to.deep.equal(
        ['a', 'b', 'c'].slice(0, index + 1),
      );
    }
    expect(new Set(source.commands.map(({ key }) => key)).size).to.equal(3);
  });

  it('J04 a second dialog ends the first: only one of them can be confirmed, and once', async () => {
    const { report, source } = await open(
      html`<capturing-dialog slot="force-close-dialog"></capturing-dialog
        ><capturing-dialog slot="transfer-dialog"></capturing-dialog>`,
    );
    const requestOf = (action: string): ActionRequest => {
      report.element.openAction(action as 'transfer', ['a']);
      const dialog = report.element.querySelector<CapturingDialog>(`[slot=${action}-dialog]`);
      return dialog?.actionRequest as ActionRequest;
    };
    const first = requestOf('force-close');
    const second = requestOf('transfer');
    expect(await first.submit()).to.deep.equal([]);
    const [runs, again] = await Promise.all([
      second.submit({ target: { agentId: 'ben' } }),
      second.submit({ target: { agentId: 'ben' } }),
    ]);
    expect(runs).to.have.length(1);
    expect(again).to.deep.equal([]);
    expect(source.commands.map(({ action }) => action)).to.deep.equal(['transfer']);
  });

  it('J04 the same conversation closed from two reports is closed once at the server', async () => {
    const server = await TestServer.start();
    const reports = [await ReportPage.live(server.webSocketUrl), await ReportPage.live(server.webSocketUrl)];
    try {
      const id = reports[0]?.element.conversations.find(({ status }) => status === 'active')?.id ?? '';
      const buttons: HTMLElement[] = [];
      for (const report of reports) {
        report.element.openAction('force-close', [id]);
        buttons.push(await armed(report));
      }
      for (const button of buttons) button.click();
      await reports[0]?.until(
        () => reports.every((report) => !report.element.conversations.some((row) => row.id === id)),
        'it is gone in both',
      );
      const journal = await server.journal();
      expect(journal.filter(({ command }) => command.conversationId === id)).to.have.length(1);
    } finally {
      for (const report of reports) report.element.remove();
      await server.stop();
    }
  });

  it('J12 J13 while it is not live every action is refused at once with the reason, and none is sent later', async () => {
    const { report, source, seen } = await open();
    const connection = (state: Extract<SourceMessage, { type: 'connection' }>['state']) => () =>
      source.send({ type: 'connection', state });
    const states: Readonly<Record<string, () => void>> = {
      connecting: connection('connecting'),
      stale: connection('stale'),
      reconnecting: connection('reconnecting'),
      offline: connection('offline'),
      unauthorized: connection('unauthorized'),
      failed: connection('failed'),
      paused: () => report.element.pause(),
    };
    for (const [name, begin] of Object.entries(states)) {
      begin();
      await nextFrame();
      for (const action of ['force-close', 'transfer', 'monitor'] as const) {
        report.element.openAction(action, ['a']);
        await nextFrame();
        expect(report.find('dialog', /./), `${name}: ${action} opens nothing`).to.equal(undefined);
      }
      report.element.resume();
      source.snapshot(seen);
      await report.until(() => report.pill().startsWith('Live'), 'it is live again');
    }
    await nextFrame();
    expect(source.commands).to.deep.equal([]);
    expect(report.announcements('status')).to.match(/not live|paused/);
  });

  it('I07 a right that is withdrawn takes effect with the next frame: buttons, menu and dialog', async () => {
    const { report, source } = await open();
    report.element.focusConversation('a');
    report.row('a')?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
    await nextFrame();
    const bar = (): HTMLElement => report.get('button', 'Force close', report.parts('command-bar')[0]);
    expect(bar().hasAttribute('aria-disabled')).to.equal(false);
    report.element.openAction('force-close', ['a']);
    const confirm = await armed(report);
    source.send({ type: 'permissions', permissions: { forceClose: 'Only team leads may close' } });
    // Pressed before anything could be painted.
    confirm.click();
    await nextFrame();
    await nextFrame();
    expect(source.commands).to.deep.equal([]);
    expect(report.find('dialog', /./), 'the dialog is closed').to.equal(undefined);
    expect(bar().getAttribute('aria-disabled')).to.equal('true');
    expect(descriptionOf(bar())).to.contain('Only team leads may close');
    await report.until(
      () => /Force close.*Only team leads may close/.test(report.announcements('status')),
      'it is told',
    );
    report.get('button', 'Actions', report.row('b')).click();
    await report.until(() => report.find('menuitem', /^Force close/) !== undefined, 'the menu is open');
    expect(report.get('menuitem', /^Force close/).getAttribute('aria-disabled')).to.equal('true');
  });

  it('J38 J39 removed with a command in flight: it settles as unknown, without an event, a toast or an error', async () => {
    const { report, source } = await open(
      html`<capturing-dialog slot="force-close-dialog"></capturing-dialog>`,
    );
    let answer: (outcome: CommandOutcome) => void = () => undefined;
    source.answer = () => new Promise((resolve) => (answer = resolve));
    const told: string[] = [];
    const hear = ({ type }: Event): void => void told.push(type);
    report.element.addEventListener('actionsettled', hear);
    for (const type of ['actionsettled', 'unhandledrejection', 'error']) addEventListener(type, hear);
    report.element.openAction('force-close', ['a']);
    const dialog = report.element.querySelector('capturing-dialog') as CapturingDialog;
    const runs = dialog.actionRequest?.submit();
    await nextFrame();
    expect(source.commands).to.have.length(1);
    report.element.remove();
    expect((await runs)?.map(({ state }) => state)).to.deep.equal(['unknown']);
    answer({ status: 'done' });
    await nextFrame();
    expect(told).to.deep.equal([]);
    expect(report.parts('toast').some((toast) => toast.textContent.trim() !== '')).to.equal(false);
    for (const type of ['actionsettled', 'unhandledrejection', 'error']) removeEventListener(type, hear);
  });

  it('J23 J24 J25 J29 J30 what is refused is told with the conversation and the reason, and the focus is on the row', async () => {
    const { report, source } = await open();
    const refusals: readonly (readonly [CommandOutcome, RegExp])[] = [
      [{ status: 'refused', code: 'unauthorized', message: 'Sign in again' }, /Subject a.*Sign in again/],
      [
        { status: 'refused', code: 'not-permitted', message: 'Not in your queue' },
        /Subject a.*Not in your queue/,
      ],
      [
        { status: 'refused', code: 'locked', message: 'Somebody works on it' },
        /Subject a.*Somebody works on it/,
      ],
      [
        { status: 'refused', code: 'rate-limited', message: 'Try again in 20 s.' },
        /Subject a.*Try again in 20 s/,
      ],
    ];
    for (const [outcome, said] of refusals) {
      source.answer = () => Promise.resolve(outcome);
      report.element.openAction('force-close', ['a']);
      const settled = oneEvent<ActionSettledEvent>(report.element, 'actionsettled');
      (await armed(report)).click();
      await settled;
      await report.until(
        () =>
          said.test(
            `${report.announcements('status')}${report.announcements('alert')}`.replaceAll('\n', ' '),
          ),
        `${String(said)} is told`,
      );
      expect(report.row('a')?.contains(activeElement()), 'the focus is on the row').to.equal(true);
      expect(report.row('a')?.part.contains('pending')).to.equal(false);
    }
    expect(source.commands).to.have.length(refusals.length);
  });
});
