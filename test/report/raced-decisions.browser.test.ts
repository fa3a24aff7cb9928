/** Somebody else was quicker at the source: the supervisor sees what changed and decides again. Nothing is sent twice. */
import { expect, fixture, html, nextFrame, oneEvent } from '@open-wc/testing';
import type sinon from 'sinon';
import type { CommandOutcome } from '../../src/data-source/data-source.js';
import type { ActionSettledEvent } from '../../src/events.js';
import type { AgentCandidate } from '../../src/model/agent.js';
import type { Conversation } from '../../src/model/conversation.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { descriptionOf } from '../support/by-role.js';
import { holdTime } from '../support/dialog-page.js';
import { activeElement, ReportPage } from '../support/report-page.js';

const agent = (id: string, name: string, fields: Partial<AgentCandidate> = {}): AgentCandidate => ({
  id,
  name,
  eligible: true,
  why: null,
  presence: 'available',
  presenceSince: null,
  skills: [],
  capacity: null,
  queues: ['q1'],
  ...fields,
});

const ORDERS = { id: 'q2', name: 'Orders', type: 'messaging' };
const STALE: CommandOutcome = { status: 'conflict', code: 'stale', message: '' };

class RacedSource extends ScriptedDataSource {
  agents = [agent('ana', 'Ana'), agent('ben', 'Ben')];
  refreshed = 0;
  readonly findAgents = () => Promise.resolve({ entries: this.agents, next: null, asOf: 0 });
  readonly findQueues = () => Promise.resolve({ entries: [], next: null, asOf: 0 });
  refresh(): void {
    this.refreshed += 1;
  }
}

const moved = (row: Conversation): Conversation => ({ ...row, version: row.version + 1, queue: ORDERS });
const text = (element: Element): string => element.textContent.replace(/\s+/g, ' ').trim();

describe('a decision that somebody else overtook', () => {
  let source: RacedSource;
  let page: ReportPage;
  let rows: Conversation[];
  let clock: sinon.SinonFakeTimers | undefined;

  const open = async (): Promise<void> => {
    source = new RacedSource();
    page = await ReportPage.open({ dataSource: source });
    rows = ['a', 'b', 'c'].map((id) => conversation(id));
    source.snapshot(rows);
    await page.until(() => page.rows().length === 3, 'the rows are there');
  };
  beforeEach(open);
  afterEach(() => {
    page.element.remove();
    clock?.restore();
    clock = undefined;
  });

  const row = (id: string): Conversation => rows.find((one) => one.id === id) as Conversation;
  const settles = () => oneEvent<ActionSettledEvent>(page.element, 'actionsettled');

  const choose = async (dialog: HTMLElement, name: string): Promise<void> => {
    await page.until(
      () => page.find('option', new RegExp(`^${name}`), dialog) !== undefined,
      `${name} is there`,
    );
    page.get('option', new RegExp(`^${name}`), dialog).click();
    await page.until(() => page.find('button', new RegExp(name), dialog) !== undefined, 'it is chosen');
  };

  /** Presses until it counts: a decision that is asked for anew takes no press in its first half second. */
  const press = async (dialog: HTMLElement, name: RegExp): Promise<void> => {
    await page.until(
      () => {
        page.find('button', name, dialog)?.click();
        return !dialog.matches(':modal');
      },
      `${String(name)} is pressed`,
    );
  };

  /** Assigns `a` to Ana, which the source turns down; comes back when that is known. */
  const overtaken = async (outcome: CommandOutcome = STALE): Promise<void> => {
    source.answer = () => {
      source.delta([moved(row('a'))]);
      return Promise.resolve(outcome);
    };
    page.element.openAction('assign', ['a']);
    const dialog = await page.dialog('Assign conversation');
    await choose(dialog, 'Ana');
    const settled = settles();
    await press(dialog, /^Assign to Ana/);
    await settled;
  };

  it('J07 overtaken at the source: the dialog comes back, says what changed, and sends again only as a new decision with a new key', async () => {
    await overtaken();
    const dialog = await page.dialog('Assign conversation');
    expect(text(dialog)).to.contain('Not done, changed after you confirmed.');
    expect(text(dialog)).to.contain('What changed: queue Billing → Orders');
    expect(descriptionOf(dialog)).to.contain('Not done, changed after you confirmed');
    expect(text(activeElement() as Element)).to.equal('Cancel');
    expect(source.commands).to.have.length(1);
    await page.until(
      () => page.find('button', 'Assign to Ana anyway', dialog) !== undefined,
      'Ana is proposed',
    );
    source.answer = ({ ifVersion }) => Promise.resolve({ status: 'done', version: ifVersion + 1 });
    const settled = settles();
    await press(dialog, /^Assign to Ana anyway$/);
    expect((await settled).outcomes.map(({ status }) => status)).to.deep.equal(['done']);
    const [first, second, ...others] = source.commands;
    expect(others).to.deep.equal([]);
    expect(second).to.deep.include({ conversationId: 'a', ifVersion: 2, target: { agentId: 'ana' } });
    expect(second?.key).to.not.equal(first?.key);
  });

  it('J07 overtaken at the source: another target can be chosen instead', async () => {
    await overtaken();
    const dialog = await page.dialog('Assign conversation');
    await choose(dialog, 'Ben');
    source.answer = ({ ifVersion }) => Promise.resolve({ status: 'done', version: ifVersion + 1 });
    const settled = settles();
    await press(dialog, /^Assign to Ben anyway$/);
    await settled;
    expect(source.commands.at(-1)).to.deep.include({ ifVersion: 2, target: { agentId: 'ben' } });
  });

  it('J07 overtaken at the source: cancelling sends nothing and gives the focus back to the row', async () => {
    await overtaken();
    const dialog = await page.dialog('Assign conversation');
    page.get('button', 'Cancel', dialog).click();
    await page.until(() => page.row('a')?.contains(activeElement()) === true, 'the row has the focus');
    expect(source.commands).to.have.length(1);
    page.element.openAction('assign', ['a']);
    const next = await page.dialog('Assign conversation');
    expect(text(next)).to.not.contain('Not done');
    expect(page.find('button', /anyway/, next)).to.equal(undefined);
  });

  it('J07 overtaken at the source before the change has come: nobody can confirm what is not shown yet, and it is read again', async () => {
    page.element.remove();
    clock = holdTime();
    await open();
    source.answer = () => Promise.resolve(STALE);
    page.element.openAction('assign', ['a']);
    const first = await page.dialog('Assign conversation');
    await choose(first, 'Ana');
    const settled = settles();
    await press(first, /^Assign to Ana/);
    await settled;
    const dialog = await page.dialog('Assign conversation');
    const confirm = () => page.find('button', 'Assign to Ana anyway', dialog);
    await page.until(() => confirm() !== undefined, 'Ana is proposed');
    expect(confirm()?.getAttribute('aria-disabled')).to.equal('true');
    expect(descriptionOf(confirm() as Element)).to.equal('Reading what changed…');
    clock.tick(2_000);
    expect(source.refreshed).to.equal(0);
    clock.tick(10_000);
    expect(source.refreshed, 'the source is asked to read again, once').to.equal(1);
    confirm()?.click();
    expect(source.commands).to.have.length(1);
    source.delta([moved(row('a'))]);
    await page.until(() => confirm()?.hasAttribute('aria-disabled') === false, 'it can be confirmed');
    expect(text(dialog)).to.contain('queue Billing → Orders');
  });

  it('J07 overtaken at the source by the end of the conversation: it is told, and no dialog asks again', async () => {
    source.answer = () => {
      source.delta([], [row('a')]);
      return Promise.resolve({
        status: 'conflict',
        code: 'conflict',
        message: 'It has ended',
        current: null,
      });
    };
    page.element.openAction('force-close', ['a']);
    const settled = settles();
    await press(await page.dialog('Force close conversation'), /^Continue/);
    await settled;
    await page.until(() => /It has ended/.test(page.announcements('status')), 'it is told');
    expect(page.find('dialog', /Force close/)).to.equal(undefined);
  });

  it('J07 overtaken at the source: force close proposes the reason and the note again, and is armed anew', async () => {
    page.element.policy = { forceCloseReasons: ['Spam', 'Duplicate'], requireNote: true };
    await page.element.updateComplete;
    source.answer = () => {
      source.delta([moved(row('a'))]);
      return Promise.resolve(STALE);
    };
    page.element.openAction('force-close', ['a']);
    const first = await page.dialog('Force close conversation');
    const reason = first.querySelector('select') as HTMLSelectElement;
    reason.value = 'Spam';
    reason.dispatchEvent(new Event('change', { bubbles: true }));
    const note = first.querySelector('textarea') as HTMLTextAreaElement;
    note.value = 'Same text ten times';
    note.dispatchEvent(new InputEvent('input', { bubbles: true }));
    const settled = settles();
    await press(first, /^Continue/);
    await settled;
    const dialog = await page.dialog('Force close conversation');
    expect(dialog.querySelector('select')?.value).to.equal('Spam');
    expect(dialog.querySelector('textarea')?.value).to.equal('Same text ten times');
    page.get('button', 'Continue anyway', dialog).click();
    expect(source.commands).to.have.length(1);
    source.answer = () => Promise.resolve({ status: 'done' });
    await press(dialog, /^Continue anyway$/);
    expect(source.commands.at(-1)).to.deep.include({
      ifVersion: 2,
      reason: 'Spam',
      note: 'Same text ten times',
    });
  });

  it('J09 the agent went offline while the command was on its way: told with the reason, the list is read again, and somebody else is to be chosen', async () => {
    source.answer = () => {
      source.agents = [agent('ana', 'Ana', { eligible: false, why: 'Offline' }), agent('ben', 'Ben')];
      return Promise.resolve({ status: 'conflict', code: 'conflict', message: 'Ana is offline' });
    };
    page.element.openAction('assign', ['a']);
    const first = await page.dialog('Assign conversation');
    await choose(first, 'Ana');
    const settled = settles();
    await press(first, /^Assign to Ana/);
    await settled;
    const dialog = await page.dialog('Assign conversation');
    await page.until(() => page.find('option', /^Ben/, dialog) !== undefined, 'the list is read again');
    expect(text(dialog)).to.match(/Not done: \u2068?Ana is offline/);
    expect(page.find('option', /^Ana/, dialog), 'Ana is not offered').to.equal(undefined);
    const confirm = page.get('button', 'Assign anyway', dialog);
    expect(confirm.getAttribute('aria-disabled')).to.equal('true');
    expect(descriptionOf(confirm)).to.equal('Choose an agent');
  });

  it('J07 J37 in bulk only those that were overtaken are asked about again', async () => {
    source.answer = ({ conversationId, ifVersion }) => {
      if (conversationId === 'b') return Promise.resolve({ status: 'done', version: ifVersion + 1 });
      source.delta([moved(row(conversationId))]);
      return Promise.resolve(STALE);
    };
    page.element.openAction('assign', ['a', 'b', 'c']);
    const first = await page.dialog('Assign 3 conversations');
    await choose(first, 'Ana');
    const settled = settles();
    await press(first, /^Assign to Ana/);
    await settled;
    const dialog = await page.dialog('Assign 2 conversations');
    expect(text(dialog)).to.contain('Not done, changed after you confirmed.');
    await page.until(
      () => text(dialog).includes('Subject a: queue Billing → Orders; Subject c: queue Billing → Orders'),
      'both changes are told, also one that is heard of a frame later',
    );
    await page.until(
      () => page.find('button', 'Assign to Ana anyway', dialog) !== undefined,
      'Ana is proposed',
    );
    source.answer = () => Promise.resolve({ status: 'done' });
    await press(dialog, /^Assign to Ana anyway$/);
    expect(source.commands.map(({ conversationId }) => conversationId)).to.deep.equal([
      'a',
      'b',
      'c',
      'a',
      'c',
    ]);
    expect(new Set(source.commands.map(({ key }) => key)).size).to.equal(5);
  });

  it('J07 overtaken at the source while the supervisor types or has another dialog open: told, and nothing gets in the way', async () => {
    const elsewhere = await fixture<HTMLInputElement>(html`<input aria-label="Elsewhere" />`);
    const busy: (() => void)[] = [
      () => elsewhere.focus(),
      () => page.get('searchbox', /Search conversations/).focus(),
      () => page.element.openAction('force-close', ['b']),
    ];
    for (const [index, begin] of busy.entries()) {
      let answer: (outcome: CommandOutcome) => void = () => undefined;
      source.answer = () => new Promise((resolve) => (answer = resolve));
      page.element.openAction('assign', ['a']);
      const dialog = await page.dialog('Assign conversation');
      await choose(dialog, 'Ana');
      const settled = settles();
      await press(dialog, /^Assign to Ana/);
      begin();
      const focused = activeElement();
      rows = [
        { ...row('a'), version: index + 2, queue: { ...ORDERS, id: `q${String(index + 2)}` } },
        row('b'),
        row('c'),
      ];
      source.delta([row('a')]);
      answer(STALE);
      expect((await settled).outcomes[0]?.status).to.equal('conflict');
      await nextFrame();
      expect(page.find('dialog', 'Assign conversation')).to.equal(undefined);
      expect(activeElement()).to.equal(focused);
    }
    expect(page.announcements('status')).to.match(/changed in the meantime/);
    expect(page.find('dialog', 'Force close conversation'), 'the other dialog stays').to.not.equal(undefined);
  });
});
