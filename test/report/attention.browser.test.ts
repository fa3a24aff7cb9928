/** The column *Needs you* as a supervisor meets it. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { DEFAULT_VIEW } from '../../src/model/view-state.js';
import { conversation, ScriptedDataSource, START } from '../../testing/scripted-data-source.js';
import { nameOf } from '../support/by-role.js';
import { activeElement, ReportPage } from '../support/report-page.js';

const waits = (minutes: number): Record<string, unknown> => ({
  wait: { ms: 0, since: START - minutes * 60_000 },
});
const ROWS = [
  conversation('calm', { status: 'active', phase: 'in-conversation', wait: null, sentiment: 'positive' }),
  conversation('upset', { ...waits(5), sentiment: 'very-negative', transfers: 1 }),
  conversation('late', waits(9)),
];
const VIEW = {
  ...DEFAULT_VIEW,
  columns: ['subject', 'attention', 'status'],
  sort: [{ column: 'attention', direction: 'descending' }],
} as const;

async function open(
  properties: Parameters<typeof ReportPage.open>[0] = {},
): Promise<{ page: ReportPage; source: ScriptedDataSource }> {
  const source = new ScriptedDataSource();
  source.greeting = () => [
    { type: 'snapshot', conversations: ROWS, asOf: START },
    { type: 'connection', state: 'live' },
  ];
  const page = await ReportPage.open({ dataSource: source, attention: {}, view: VIEW, ...properties });
  await page.until(() => page.rows().length === 3, 'the rows are there');
  return { page, source };
}

const cell = (page: ReportPage, id: string): HTMLElement | null =>
  page.row(id)?.querySelector<HTMLElement>('.attention') ?? null;
const nameOfCell = (page: ReportPage, id: string): string => {
  const found = cell(page, id);
  return found ? nameOf(found) : '';
};

describe('the column Needs you', () => {
  it('orders by the scores and tells the two strongest reasons in words', async () => {
    const { page } = await open();
    await page.until(() => page.rowIds().join() === 'upset,late,calm', 'who needs somebody most is first');
    await page.until(() => nameOfCell(page, 'upset') !== '', 'its reasons are told');
    expect(nameOfCell(page, 'upset')).to.equal('53 Very negative · waits 5 minutes, target 10 minutes');
    expect(nameOfCell(page, 'late')).to.equal('36 waits 9 minutes, target 10 minutes');
    expect(page.find('columnheader', /^Needs you/)?.getAttribute('aria-sort')).to.equal('descending');
    expect(await page.violations()).to.deep.equal([]);
  });

  it('is ordered most first by the first press on its header', async () => {
    const { page } = await open({ view: { ...VIEW, sort: DEFAULT_VIEW.sort } });
    await page.until(() => page.find('button', 'Needs you') !== undefined, 'the column is there');
    page.get('button', 'Needs you').click();
    await page.until(() => page.rowIds().join() === 'upset,late,calm', 'most first');
    page.get('button', 'Needs you').click();
    await page.until(() => page.rowIds().join() === 'calm,late,upset', 'least first');
  });

  it('shows every term by keys, holds the rows meanwhile, and gives the focus back', async () => {
    const { page } = await open();
    await page.until(() => cell(page, 'upset') !== null, 'the column is there');
    page.element.focusConversation('upset');
    await page.element.updateComplete;
    await page.until(() => activeElement()?.closest('.row') != null, 'the row has the focus');
    await sendKeys({ press: 'ArrowRight' });
    await sendKeys({ press: 'Enter' });
    await page.until(() => activeElement()?.matches('.attention') === true, 'the control has the focus');
    await sendKeys({ press: 'Enter' });
    const details = await page.dialog('Needs you');
    const rows = [...details.querySelectorAll('tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent.trim()).join(' | '),
    );
    expect(rows).to.deep.equal([
      'Wait time | waits 5 minutes, target 10 minutes | 20',
      'Last customer message | None | 0',
      'Sentiment | Very negative | 30',
      'Fall of sentiment | sentiment fell by 0 levels | 0',
      'Transfers | 1 transfer | 3',
      'Missed offers | not known | –',
      'Priority | not known | –',
      'Score of the conversation | 53',
    ]);
    expect(details.textContent).to.contain('Subject upset');
    expect(await page.violations()).to.deep.equal([]);
    await sendKeys({ press: 'Escape' });
    await page.until(() => page.find('dialog', 'Needs you') === undefined, 'it is closed');
    await page.until(() => activeElement()?.matches('.attention') === true, 'the focus is back');
  });

  it('follows a row that changes', async () => {
    const { page, source } = await open();
    await page.until(() => page.rowIds()[0] === 'upset', 'it is first');
    const { id, version, ...late } = conversation('late', { ...waits(9), sentiment: 'very-negative' });
    source.delta([conversation(id, { ...late, version: version + 1 })]);
    await page.until(() => page.rowIds()[0] === 'late', 'it is first now');
    await page.until(
      () => nameOfCell(page, 'late').startsWith('66 waits 9 minutes'),
      'its reasons are those of now',
    );
  });

  it('is not there unless the host offers it, and goes when it does no more', async () => {
    const { page } = await open({ attention: null });
    expect(page.find('columnheader', /^Needs you/) === undefined).to.equal(true);
    expect(page.element.columns).to.deep.equal([]);
    page.element.attention = { weights: { sentiment: 0 } };
    await page.until(() => nameOfCell(page, 'upset').startsWith('23 waits 5 minutes'), 'it is offered');
    expect(page.element.columns.map(({ id }) => id)).to.deep.equal(['attention']);
    expect(page.rowIds()[0]).to.equal('late');
    page.element.columns = [{ id: 'own', label: 'Own', value: () => 1 }];
    await page.until(() => page.element.columns.length === 2, 'it stands among those of the host');
    page.element.attention = null;
    await page.until(() => page.find('columnheader', /^Needs you/) === undefined, 'it is gone');
    expect(page.element.columns.map(({ id }) => id)).to.deep.equal(['own']);
  });

  it('is a number in the export', async () => {
    const { page } = await open();
    await page.until(() => cell(page, 'upset') !== null, 'the column is there');
    const [, head, first] = page.element.toCsv().split('\r\n');
    expect(head).to.contain('"Needs you"');
    expect(first).to.contain('"53"');
  });

  it('is French, stays one tab stop, and passes axe at 360 px', async () => {
    const { page } = await open({ width: 360, lang: 'fr' });
    await page.until(() => nameOfCell(page, 'late').includes('attend depuis 9 minutes'), 'it is French');
    expect(cell(page, 'late')?.tabIndex).to.equal(-1);
    expect(cell(page, 'late')?.getBoundingClientRect().height).to.be.at.least(24);
    expect(await page.violations()).to.deep.equal([]);
  });
});
