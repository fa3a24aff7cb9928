/** The list of hostile texts through every place where the text of other people appears: always text, and nothing else. */
import { expect, fixtureCleanup, nextFrame, waitUntil } from '@open-wc/testing';
import { resetMouse, setViewport } from '@web/test-runner-commands';
import { html } from 'lit';
import { ActivityLog } from '../../src/elements/activity-log/activity-log.js';
import type { Conversation } from '../../src/model/conversation.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { descriptionOf, nameOf } from '../support/by-role.js';
import { charged, ConversationPanelPage, talk } from '../support/conversation-panel-page.js';
import { agent, DialogPage, newer, queue, talking } from '../support/dialog-page.js';
import { FilterPage } from '../support/filter-page.js';
import { GridPage } from '../support/grid-page.js';
import { HeaderPage } from '../support/header-page.js';
import { checkHarmless, HOSTILE_TEXTS, readable } from '../support/hostile-texts.js';
import { ReportPage } from '../support/report-page.js';
import { reportFixture } from '../support/report-fixture.js';
import { StatePage } from '../support/state-page.js';
import { ToastRegionPage } from '../support/toast-region-page.js';

const LOG = 'ongoing-conversations-activity-log';
if (!customElements.get(LOG)) customElements.define(LOG, ActivityLog);

/** A row with the text in everything that people or other systems fill in. */
const written = (id: string, text: string, fields: Record<string, unknown> = {}): Conversation =>
  conversation(id, {
    subject: text,
    customer: { id: 'p', name: text },
    agent: { id: 'a', name: text, presence: text.slice(0, 100) },
    queue: { id: 'q', name: text, type: 'messaging' },
    workstream: { id: 'w', name: text },
    skills: [{ id: 's', name: text, level: 3 }],
    ext: { note: text },
    ...fields,
  });

const rows = HOSTILE_TEXTS.map(({ text }, index) => written(`h${String(index)}`, text));
const NOTE = { id: 'note', label: 'Note', value: ({ ext }: Conversation) => (ext['note'] ?? null) as string };
const COLUMNS = ['subject', 'status', 'agent', 'queue', 'customer', 'workstream', 'skills', 'note'] as const;

/** Runs `look` for every text; a failure names the text. */
async function each(look: (shown: string, text: string, index: number) => unknown): Promise<void> {
  for (const [index, { id, text, shown }] of HOSTILE_TEXTS.entries()) {
    try {
      await look(shown, text, index);
    } catch (error) {
      throw new Error(`${id} ${JSON.stringify(text.slice(0, 80))}: ${String(error)}`, { cause: error });
    }
  }
}

const IDS = 'L01–L10 L19–L21 L23';

describe('hostile text', () => {
  afterEach(async () => {
    await resetMouse();
    expect('hacked' in window).to.equal(false);
  });

  it(`${IDS} in cells: subject, customer, agent, queue, workstream, skills, a column of the host`, async () => {
    const page = await GridPage.open({ rows, height: 1_200, settings: { columns: [NOTE] } });
    page.fixture.engine.setViewState({
      columns: [...COLUMNS],
      sort: [{ column: 'wait', direction: 'ascending' }],
    });
    await page.settled();
    const height = page.row('h0').getBoundingClientRect().height;
    await each((shown, _text, index) => {
      const id = `h${String(index)}`;
      for (const column of ['Agent', 'Queue', 'Workstream', 'Skills needed', 'Note', 'Customer']) {
        expect(readable(page.cell(id, column)), column).to.contain(shown);
      }
      expect(page.spoken(id, 'Subject')).to.equal(shown);
      expect(descriptionOf(page.cell(id, 'Subject'))).to.contain(shown);
      expect(nameOf(page.checkbox(id)).replace(/[\u2068\u2069]/g, '')).to.equal(`Select ${shown}`);
      expect(page.row(id).getBoundingClientRect().height, 'height of the row').to.equal(height);
    });
    checkHarmless(page.root);
  });

  it(`${IDS} in the tooltip of a cell that cuts it`, async () => {
    const page = await GridPage.open({ rows, height: 1_200, settings: { columns: [NOTE] } });
    // The pointer only reaches what is in the window.
    await setViewport({ width: 1280, height: 1_300 });
    page.fixture.engine.setViewState({ columns: ['subject', 'note'], widths: { note: 48 } });
    await page.settled();
    const tooltip = () => page.root.querySelector('.tooltip:popover-open');
    await each(async (shown, _text, index) => {
      const cell = page.cell(`h${String(index)}`, 'Note');
      // A text that fits has none.
      if (shown.length < 8) return;
      // The one before lies over the rows below.
      await resetMouse();
      await waitUntil(() => tooltip() === null, 'the tooltip before is gone');
      await page.pointTo(cell);
      await waitUntil(
        () => readable(tooltip()) === shown,
        `the tooltip tells it, not ${readable(tooltip())}`,
      );
    });
    checkHarmless(page.root);
  });

  it(`${IDS} as the reason of a refused action: in the menu of the row`, async () => {
    await each(async (shown, text) => {
      fixtureCleanup();
      const page = await GridPage.open({ rows: [talking('c0')] });
      page.fixture.source.send({ type: 'permissions', permissions: { forceClose: text } });
      await page.settled();
      await page.click(page.button('c0', 'Actions') as HTMLElement);
      await waitUntil(() => page.menu, 'the menu opens');
      const refused = page.menuItems.find((item) => nameOf(item) === 'Force close') as HTMLElement;
      expect(descriptionOf(refused).replace(/[\u2068\u2069]/g, '')).to.equal(shown);
      checkHarmless(page.root);
    });
  });

  it(`${IDS} in the dialog that closes: subject, customer, agent, what changed, reason`, async () => {
    await each(async (shown, text) => {
      fixtureCleanup();
      const row = { ...written('c-1', text, { status: 'active', phase: 'in-conversation' }), version: 1 };
      const dialog = await DialogPage.open('force-close', { rows: [row], ids: ['c-1'] });
      expect(dialog.text.split(shown).length, 'subject, customer, agent').to.be.at.least(4);
      dialog.fixture.source.delta([newer(row, { agent: { id: 'b', name: 'Ben', presence: null } })]);
      await dialog.settled();
      expect(dialog.status).to.contain(`${shown} → Ben`);
      checkHarmless(dialog.root);
    });
  });

  it(`${IDS} in the directory: names, reasons, queues, profiles, skills, its failure`, async () => {
    await each(async (shown, text) => {
      const skill = { id: 's', name: text, level: 1 };
      fixtureCleanup();
      const dialog = await DialogPage.open('assign', {
        rows: [conversation('c-1', { subject: text })],
        agents: [
          agent('a', text, { skills: [skill], capacity: { used: 1, max: 3, profile: text }, presence: text }),
          agent('b', `Ben ${text}`, { eligible: false, why: text }),
        ],
        queues: [queue('q2', text, { type: text, why: text, eligible: false })],
      });
      dialog.showAll.click();
      await dialog.settled();
      expect(dialog.text).to.contain(shown);
      expect(dialog.options.map((name) => name.includes(shown))).to.deep.equal([true, true]);
      await dialog.choose(dialog.options[0] as string);
      expect(nameOf(dialog.button(/^Assign to/)).replace(/[\u2068\u2069]/g, '')).to.contain(
        shown.slice(0, 20),
      );
      checkHarmless(dialog.root);

      dialog.findAgents = () => Promise.reject(new Error(text));
      await dialog.type('x');
      await waitUntil(() => dialog.listStatus.includes('could not'), 'the failure is told');
      expect(dialog.listStatus).to.contain(shown);
      checkHarmless(dialog.root);
    });
  });

  it(`${IDS} in toasts and announcements: names, targets, answers of the back end`, async () => {
    const page = await ToastRegionPage.open({ count: 1 });
    await each(async (shown, text, index) => {
      const row = written('c-1', text, { status: 'active', phase: 'in-conversation', version: index + 2 });
      page.fixture.source.delta([row]);
      await page.settled();
      await page.act({}, { status: 'refused', code: 'own', message: text });
      expect(page.text.split(shown).length, 'subject and reason').to.be.at.least(3);
      page.element.announce(text);
      checkHarmless(page.root);
      for (const dismiss of page.root.querySelectorAll<HTMLElement>('.dismiss')) dismiss.click();
      await page.settled();
    });
  });

  it(`${IDS} in the conversation panel: header, names, messages, system lines, refusals`, async () => {
    await each(async (shown, text) => {
      fixtureCleanup();
      const page = await ConversationPanelPage.open();
      const names = { agent: { id: 'a1', name: text, presence: 'busy' }, customer: { id: 'p1', name: text } };
      page.source.delta([
        { ...charged({ subject: text, ...names, monitoredBy: ['x', text.slice(0, 60)] }), version: 2 },
      ]);
      await page.settled();
      await page.monitor();
      page.source.say(
        'c-77',
        talk(3, { name: text, text }),
        talk(4, { from: 'system', text }),
        talk(5, { from: text.slice(0, 30), name: '', text: 'from nobody' }),
        talk(6, { text: 'feels', sentiment: text.slice(0, 30) }),
      );
      await page.settled();
      expect(
        page.header.replace(/[\u2068\u2069]/g, '').split(shown).length,
        'subject and two names',
      ).to.be.at.least(4);
      const last = [...page.log.querySelectorAll('.message')].find(({ textContent }) =>
        textContent.includes(shown),
      );
      // A message keeps its lines.
      const lines = [...(last?.querySelectorAll('.line') ?? [])].map(readable).join(' ');
      expect(lines).to.equal(shown);
      page.source.answer = () => Promise.resolve({ status: 'refused', code: 'own', message: text });
      page.button('Join conversation').click();
      await waitUntil(
        () => readable(page.root.querySelector('dialog')).split(shown).length >= 7,
        'the refusal is told',
      );
      checkHarmless(page.root);
    });
  });

  it(`${IDS} in the activity log: subject, id, target, reason, note, answer`, async () => {
    const { element, engine, source, settled } = await reportFixture<ActivityLog>(
      html`<ongoing-conversations-activity-log open></ongoing-conversations-activity-log>`,
      { width: 1000 },
    );
    await each(async (shown, text, index) => {
      const row = written(text.slice(0, 120), text, { version: index + 1 });
      source.snapshot([row]);
      await settled();
      source.answer = () => Promise.resolve({ status: 'refused', code: 'own', message: text });
      const details = {
        requestId: String(index),
        target: { agentId: 'a' },
        targetName: text,
        reason: text,
        note: text,
      };
      await engine.perform({ action: 'assign', conversations: [row], ...details });
      await settled();
      const cells = [...(element.renderRoot.querySelector('tbody tr')?.children ?? [])].map(readable);
      expect(cells[2], 'conversation').to.contain(shown);
      expect(cells[3], 'target').to.equal(shown);
      expect(cells[4]?.split(shown).length, 'reason and note').to.equal(3);
      expect(cells[5], 'outcome').to.contain(shown);
    });
    checkHarmless(element.renderRoot);
  });

  it(`${IDS} in filters: values of the menus, chips, the text that is searched for`, async () => {
    const page = await FilterPage.open();
    await each(async (shown, text, index) => {
      const [id, value] = [`q${String(index)}`, text.slice(0, 60)];
      const fields = { queue: { id, name: text, type: 'messaging' }, channel: value, sentiment: value };
      page.fixture.source.snapshot([
        conversation('c', { ...fields, agent: { id, name: text }, version: index + 1 }),
      ]);
      await page.fixture.settled();
      for (const facet of ['Queue', 'Agent', 'Channel', 'Sentiment']) {
        await page.open(facet);
        if (facet === 'Queue' || facet === 'Agent') expect(page.options).to.deep.equal([`${shown} 1`]);
        else expect(page.options.length).to.equal(1);
        checkHarmless(page.root);
        await page.open(facet);
      }
      page.fixture.engine.setViewState({ filters: { queue: [id], agent: [id] }, search: text });
      await page.fixture.settled();
      expect(page.chips.join('; ')).to.equal(`Remove filter Queue: ${shown}; Remove filter Agent: ${shown}`);
      expect(page.root.querySelector<HTMLInputElement>('input[type=search]')?.value).to.equal(
        text.replace(/[\r\n]/g, ''),
      );
      checkHarmless(page.root);
      page.fixture.engine.setViewState({ filters: {}, search: '' });
    });
  });

  it(`${IDS} as what the source says of itself: in the banner, in the pill and its tooltip`, async () => {
    await each(async (shown, text) => {
      fixtureCleanup();
      const state = await StatePage.open('error');
      state.fixture.source.send({ type: 'connection', state: 'failed', reason: text });
      await state.fixture.settled();
      expect(readable(state.fixture.element.shadowRoot?.querySelector('.reason') ?? null)).to.contain(shown);
      checkHarmless(state.root);

      const header = await HeaderPage.open();
      header.fixture.source.send({ type: 'connection', state: 'failed', reason: text });
      await header.fixture.settled();
      const pill = header.root.querySelector<HTMLElement>('[part~=pill]');
      expect(readable(pill)).to.contain(shown);
      expect(pill?.title.replace(/[\u2068\u2069]/g, '')).to.contain(shown);
      checkHarmless(header.root);
    });
  });

  it(`${IDS} as the reason why nothing was opened: in the toast of the report`, async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source });
    source.snapshot([talking('c-1', { startedAt: Date.now() - 60_000 })], Date.now());
    await page.until(() => page.rows().length === 1, 'the row is there');
    await each(async (shown, text) => {
      source.send({ type: 'permissions', permissions: { forceClose: text } });
      page.element.openAction('force-close', ['c-1']);
      await page.until(
        () => page.announcements('status').includes(`Force close is not possible: ${shown}`),
        `the toast tells it, not ${page.announcements('status')}`,
      );
      expect(page.announcements('status')).not.to.match(/[\u202A-\u202E]/);
    });
    checkHarmless(page.element.shadowRoot as ShadowRoot);
  });

  it('L07 is nowhere a link, not even what would be a harmless one', async () => {
    const page = await GridPage.open({
      rows: [written('h', 'https://example.org/ javascript:alert(1)')],
      settings: { columns: [NOTE] },
    });
    page.fixture.engine.setViewState({ columns: [...COLUMNS] });
    await nextFrame();
    expect(page.root.querySelector('a, [href], [src]')).to.equal(null);
  });
});
