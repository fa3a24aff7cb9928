/** Alerts as a supervisor and the page around the report meet them. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import sinon from 'sinon';
import type { AlertChangeEvent } from '../../src/alert-events.js';
import type { AlertRule } from '../../src/model/alerts.js';
import { conversation, ScriptedDataSource, START } from '../../testing/scripted-data-source.js';
import { descriptionOf } from '../support/by-role.js';
import { activeElement, ReportPage } from '../support/report-page.js';

const WAIT: AlertRule = {
  id: 'wait',
  label: 'Waits too long',
  on: 'row',
  metric: 'wait',
  enter: 600_000,
  exit: 1,
};
const waits = (id: string, minutes: number, fields = {}): ReturnType<typeof conversation> =>
  conversation(id, { wait: { ms: 0, since: START - minutes * 60_000 }, ...fields });

interface Scene {
  readonly page: ReportPage;
  readonly source: ScriptedDataSource;
  readonly told: AlertChangeEvent[];
}

async function scene(
  properties: Parameters<typeof ReportPage.open>[0] = {},
  rows = [waits('a', 20), waits('b', 1)],
): Promise<Scene> {
  const source = new ScriptedDataSource();
  source.greeting = () => [
    { type: 'snapshot', conversations: rows, asOf: START },
    { type: 'connection', state: 'live' },
  ];
  const told: AlertChangeEvent[] = [];
  const page = await ReportPage.open({ dataSource: source, alertRules: [WAIT], ...properties });
  page.element.addEventListener('alertchange', (event) => told.push(event));
  await page.until(() => page.rows().length === rows.length, 'the rows are there');
  return { page, source, told };
}

const banner = (page: ReportPage): HTMLElement | undefined =>
  page.parts('alerts').find((part) => part.localName === 'section');
const lines = (page: ReportPage): string[] =>
  [...(banner(page)?.querySelectorAll('.text') ?? [])].map(({ textContent }) =>
    textContent.replace(/[\u2066-\u2069]/g, '').replace(/\d+:\d\d/, 'm:ss'),
  );
const described = (page: ReportPage, id: string): string => {
  const row = page.row(id);
  return row ? descriptionOf(row).trim() : '';
};

describe('an alert on a row', () => {
  it('is told to the host, announced at once, listed, and marked on its row', async () => {
    const { page, told } = await scene();
    await page.until(() => told.length === 1, 'the host is told');
    const [event] = told;
    expect(event?.rule).to.equal(WAIT);
    expect([event?.state, event?.conversationId, event?.queueId]).to.deep.equal(['firing', 'a', 'q1']);
    expect(event?.value).to.be.within(1_200_000, 1_260_000);
    await page.until(
      () => page.announcements('alert').includes('Waits too long: Subject a, 20:'),
      'it is said',
    );
    expect(lines(page)).to.deep.equal(['Waits too long: Subject a, m:ss']);
    expect(described(page, 'a')).to.equal('Alert: Waits too long, 20 minutes');
    expect(described(page, 'b')).to.equal('');
    expect(await page.violations()).to.deep.equal([]);
  });

  it('is acknowledged by keys, and the focus goes to the rows after the last one', async () => {
    const { page, told, source } = await scene();
    await page.until(() => banner(page) !== undefined, 'it is listed');
    page.get('button', /^Acknowledge/).focus();
    await sendKeys({ press: 'Enter' });
    await page.until(() => banner(page) === undefined, 'it is not listed any more');
    expect(told.map(({ state }) => state)).to.deep.equal(['firing', 'acknowledged']);
    await page.until(() => activeElement()?.closest('.row, .grid') != null, 'the focus is in the grid');
    expect(described(page, 'a')).to.equal('Acknowledged alert: Waits too long, 20 minutes');
    source.delta([conversation('a', { version: 2, wait: { ms: 1_200_000, since: null } })]);
    await page.until(() => told.at(-1)?.state === 'cleared', 'it is cleared');
    expect(described(page, 'a')).to.equal('');
  });

  it('is snoozed for 5, 15 or 60 minutes', async () => {
    const { page, told } = await scene();
    await page.until(() => banner(page) !== undefined, 'it is listed');
    const button = page.get('button', /^Snooze/);
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    button.click();
    const group = (): HTMLElement | undefined => page.find('group', 'Snooze');
    await page.until(() => group() !== undefined, 'the times are offered');
    const times = [...(group()?.querySelectorAll('button') ?? [])].map(({ textContent }) =>
      textContent.trim(),
    );
    expect(times).to.deep.equal(['5 minutes', '15 minutes', '60 minutes']);
    page.get('button', '15 minutes').click();
    await page.until(() => banner(page) === undefined, 'it is not listed any more');
    expect(told.map(({ state }) => state)).to.deep.equal(['firing', 'snoozed']);
    expect(described(page, 'a')).to.equal('');
  });

  it('leads to its row', async () => {
    const { page } = await scene();
    await page.until(() => banner(page) !== undefined, 'it is listed');
    page.get('button', /^Show/).click();
    await page.until(
      () => activeElement()?.closest<HTMLElement>('.row')?.dataset['conversationId'] === 'a',
      'the row has the focus',
    );
  });

  it('of a value that swings fires once', async () => {
    const { page, source, told } = await scene({ alertRules: [{ ...WAIT, exit: 300_000 }] });
    await page.until(() => told.length === 1, 'it fires');
    for (const [version, minutes] of [
      [2, 7],
      [3, 11],
      [4, 6],
      [5, 12],
    ] as const) {
      source.delta([waits('a', minutes, { version })]);
      await page.until(
        () => lines(page).length === 1 && described(page, 'a').includes(`${String(minutes)} minutes`),
        'it is seen',
      );
    }
    expect(told.map(({ state }) => state)).to.deep.equal(['firing']);
    source.delta([waits('a', 1, { version: 6 })]);
    await page.until(() => told.at(-1)?.state === 'cleared', 'it is cleared');
  });

  it('names nobody when the rows may not be seen any more', async () => {
    const { page, source, told } = await scene();
    await page.until(() => banner(page) !== undefined, 'it is listed');
    source.send({ type: 'wipe', reason: 'rights' });
    await page.until(() => banner(page) === undefined, 'it is gone');
    expect(told.at(-1)?.state).to.equal('cleared');
  });
});

describe('many alerts of one rule', () => {
  it('are one line and one announcement, and are acknowledged together', async () => {
    const rows = ['a', 'b', 'c', 'd'].map((id) => waits(id, 20));
    const { page, told } = await scene({}, rows);
    await page.until(() => lines(page).length === 1, 'they are listed');
    expect(lines(page)).to.deep.equal(['Waits too long: 4 conversations']);
    expect(page.announcements('alert')).to.contain('Waits too long: 4 conversations');
    page.get('button', 'Acknowledge: Waits too long: 4 conversations').click();
    await page.until(() => told.filter(({ state }) => state === 'acknowledged').length === 4, 'all are');
    expect(banner(page) === undefined).to.equal(true);
  });
});

describe('alerts on queues and on all', () => {
  it('name the queue and the figure', async () => {
    const { page, told } = await scene({
      alertRules: [
        {
          id: 'full',
          label: 'Queue is full',
          on: 'group',
          metric: 'in-queue',
          enter: 2,
          severity: 'warning',
        },
        { id: 'mood', label: 'Unhappy', on: 'total', metric: 'negative-sentiment', when: 'below', enter: 0 },
      ],
    });
    await page.until(() => told.length === 2, 'both are told');
    expect(lines(page)).to.deep.equal(['Queue is full: Billing, 2', 'Unhappy: 0.0%']);
    expect(told[0]?.queueId).to.equal('q1');
    page.element.alertRules = [];
    await page.until(() => banner(page) === undefined, 'without rules there are none');
  });
});

describe('what the host opts in to', () => {
  afterEach(() => sinon.restore());

  it('makes no sound and no notification by default', async () => {
    const sound = sinon.stub(globalThis, 'AudioContext');
    const { page, told } = await scene();
    await page.until(() => told.length === 1, 'it fires');
    expect(sound.called).to.equal(false);
    expect(page.find('button', 'Desktop notifications') === undefined).to.equal(true);
  });

  it('makes a sound once for all that fires at once', async () => {
    const sound = sinon.stub(globalThis, 'AudioContext').throws(new Error('no device'));
    const { page, told } = await scene({ alertSound: true }, [waits('a', 20), waits('b', 20)]);
    await page.until(() => told.length === 2, 'both fire');
    expect(sound.callCount).to.equal(1);
  });

  it('asks for the permission only on a press', async () => {
    sinon.stub(Notification, 'permission').get(() => 'default');
    const ask = sinon.stub(Notification, 'requestPermission').resolves('denied');
    const { page } = await scene({ alertNotifications: true });
    await page.until(() => page.find('button', 'Desktop notifications') !== undefined, 'it is offered');
    expect(ask.called).to.equal(false);
    page.get('button', 'Desktop notifications').click();
    expect(ask.callCount).to.equal(1);
  });

  for (const [choice, text] of [
    [true, 'Waits too long: 20:'],
    ['with-text', 'Waits too long: \u2068Subject a\u2069, 20:'],
  ] as const) {
    it(`shows ${choice === true ? 'no text of a customer' : 'the subject where it is asked for'} on the desktop`, async () => {
      const bodies: (string | undefined)[] = [];
      class Recorder {
        static readonly permission = 'granted';
        readonly body: string | undefined;
        constructor(...[, options]: [string, NotificationOptions?]) {
          this.body = options?.body;
          bodies.push(this.body);
        }
      }
      sinon.replace(globalThis, 'Notification', Recorder as unknown as typeof Notification);
      const { page, told } = await scene({ alertNotifications: choice });
      await page.until(() => told.length === 1, 'it fires');
      expect(bodies.map((body) => body?.startsWith(text))).to.deep.equal([true]);
    });
  }
});

describe('the banner', () => {
  it('has no buttons on a wallboard', async () => {
    const { page } = await scene({ mode: 'wallboard' });
    await page.until(() => lines(page).length === 1, 'it is listed');
    expect(page.find('button', /^Acknowledge/) === undefined).to.equal(true);
  });

  it('is French, has targets that are large enough, and passes axe at 360 px', async () => {
    const { page } = await scene({ width: 360, lang: 'fr' });
    await page.until(() => page.find('button', /^Prendre en compte/) !== undefined, 'it is French');
    for (const button of banner(page)?.querySelectorAll('button') ?? [])
      expect(button.getBoundingClientRect().height).to.be.at.least(24);
    expect(await page.violations()).to.deep.equal([]);
  });
});
