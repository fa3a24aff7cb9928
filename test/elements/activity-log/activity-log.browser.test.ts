import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import sinon from 'sinon';
import { html } from 'lit';
import type { CommandOutcome } from '../../../src/data-source/data-source.js';
import { ActivityLog } from '../../../src/elements/activity-log/activity-log.js';
import type { ActionRequestDetails } from '../../../src/engine/view-types.js';
import { conversation, START } from '../../../testing/scripted-data-source.js';
import { byRole } from '../../support/by-role.js';
import { reportFixture, type FixtureOptions, type ReportFixture } from '../../support/report-fixture.js';

const TAG = 'ongoing-conversations-activity-log';
if (!customElements.get(TAG)) customElements.define(TAG, ActivityLog);

class ActivityLogPage {
  readonly fixture: ReportFixture<ActivityLog>;

  constructor(fixture: ReportFixture<ActivityLog>) {
    this.fixture = fixture;
  }

  static async open(options: FixtureOptions = {}): Promise<ActivityLogPage> {
    const page = new ActivityLogPage(
      await reportFixture<ActivityLog>(
        html`<ongoing-conversations-activity-log open></ongoing-conversations-activity-log>`,
        { width: 1000, ...options },
      ),
    );
    page.element.style.inlineSize = 'auto';
    page.fixture.source.snapshot([conversation('c-1'), conversation('c-2')]);
    await page.fixture.settled();
    return page;
  }

  async act(details: Partial<ActionRequestDetails> = {}, outcome?: CommandOutcome): Promise<void> {
    const { engine, source, settled } = this.fixture;
    if (outcome) source.answer = () => Promise.resolve(outcome);
    const row = engine.conversation('c-1');
    if (!row) throw new Error('no row');
    await engine.perform({ requestId: 'r', action: 'force-close', conversations: [row], ...details });
    await settled();
  }

  get element(): ActivityLog {
    return this.fixture.element;
  }
  get root(): ShadowRoot {
    return this.element.shadowRoot as ShadowRoot;
  }
  get text(): string {
    return textOf(this.root.querySelector('section'));
  }
  /** Cells of each run. */
  get rows(): string[][] {
    return [...this.root.querySelectorAll('tbody tr')].map((row) => [...row.children].map(textOf));
  }
}

const textOf = (element: Element | null): string =>
  element?.textContent
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim() ?? '';

describe('activity log', () => {
  it('shows nothing while it is closed', async () => {
    const page = await ActivityLogPage.open();
    page.element.open = false;
    await page.element.updateComplete;
    expect(page.root.querySelector('section')).to.equal(null);
    expect(page.element.checkVisibility()).to.equal(false);
  });

  it('says when nothing was done yet', async () => {
    const page = await ActivityLogPage.open();
    expect(page.text).to.contain('Nothing done yet in this session');
    expect(page.root.querySelector('table')).to.equal(null);
  });

  it('tells time, action, conversation, target, reason with note, and outcome', async () => {
    const clock = sinon.useFakeTimers({ now: START, toFake: ['Date', 'performance'] });
    try {
      const page = await ActivityLogPage.open();
      const target = { target: { agentId: 'a2' }, targetName: 'Lena Fischer' };
      await page.act({ action: 'assign', ...target, reason: 'Language', note: 'Speaks Hindi' });
      expect(page.rows).to.deep.equal([
        [
          '01:00:00 AM',
          'Assign',
          'Subject c-1c-1',
          'Lena Fischer',
          'LanguageSpeaks Hindi',
          'Offered, not accepted yet',
        ],
      ]);
    } finally {
      clock.restore();
    }
  });

  it('has the newest on top and follows what becomes of a run', async () => {
    const page = await ActivityLogPage.open();
    await page.act({}, { status: 'unknown', message: '' });
    await page.act({ action: 'monitor' });
    expect(page.rows.map((cells) => cells.at(-1))).to.deep.equal([
      'Refused – No agent has accepted it yet',
      'Unknown: the answer got lost',
    ]);
    Object.assign(page.fixture.source, { outcome: () => Promise.resolve({ status: 'done' }) });
    const key = page.fixture.source.commands[0]?.key ?? '';
    const cleared = new Promise<void>((done) => page.fixture.engine.settled$.subscribe(() => done()));
    page.fixture.engine.checkAgain(key);
    await cleared;
    await page.fixture.settled();
    expect(page.rows.map((cells) => cells.at(-1))[1]).to.equal('Done');
  });

  it('tells a declined offer as such', async () => {
    const page = await ActivityLogPage.open();
    await page.act({ action: 'assign', target: { agentId: 'a2' }, targetName: 'Lena Fischer' });
    page.fixture.source.delta([conversation('c-1', { version: 3 })]);
    await page.fixture.settled();
    expect(page.rows[0]?.at(-1)).to.equal('Not accepted by the agent');
  });

  it('keeps a bounded list in the page and counts the rest', async () => {
    const page = await ActivityLogPage.open();
    for (let count = 0; count < 205; count += 1) await page.act({}, { status: 'done' });
    expect(page.rows.length).to.equal(200);
    expect(page.text).to.contain('5 older entries are not shown');
  });

  it('L01 takes hostile text for text', async () => {
    const page = await ActivityLogPage.open();
    page.fixture.source.delta([conversation('c-1', { version: 2, subject: '<img src=x>\u202Egpj' })]);
    await page.fixture.settled();
    await page.act({ reason: '<b>r</b>' }, { status: 'failed', code: 'x', message: '<i>m</i>' });
    expect(page.rows[0]?.join(' ')).to.contain('<img src=x>gpj');
    expect(page.rows[0]?.join(' ')).to.contain('<b>r</b> Failed – <i>m</i>');
    expect(page.root.querySelector('img, tbody b, tbody i')).to.equal(null);
  });

  it('I08 is empty when rights shrank', async () => {
    const page = await ActivityLogPage.open();
    await page.act();
    page.fixture.source.send({ type: 'wipe', reason: 'rights' });
    await page.fixture.settled();
    expect(page.text).not.to.contain('Subject');
  });

  it('closes by its button and by Escape, and says so', async () => {
    const page = await ActivityLogPage.open();
    const closed = sinon.spy();
    page.element.addEventListener('close', closed);
    byRole(page.root, 'button', 'Close').click();
    await page.element.updateComplete;
    expect(page.element.open).to.equal(false);
    page.element.open = true;
    await page.element.updateComplete;
    page.element.focus();
    await sendKeys({ press: 'Escape' });
    expect(page.element.open).to.equal(false);
    expect(closed.callCount).to.equal(2);
  });

  for (const [width, scheme] of [
    [1000, 'light'],
    [320, 'dark'],
  ] as const) {
    it(`P01 is accessible and stays a table at ${String(width)} px (${scheme})`, async () => {
      const page = await ActivityLogPage.open({ width, scheme });
      await expect(page.element).to.be.accessible();
      await page.act({ reason: 'Spam', note: 'Third time' }, { status: 'done' });
      await page.act({}, { status: 'failed', code: 'x', message: 'No link' });
      await expect(page.element).to.be.accessible();
      expect(page.root.querySelectorAll('[role=table] [role=row] [role=cell]').length).to.equal(12);
      expect(textOf(page.root.querySelector('caption'))).to.equal(
        'What you did in this session, newest first',
      );
      expect(page.element.scrollWidth).to.be.at.most(page.element.clientWidth);
    });
  }
});
