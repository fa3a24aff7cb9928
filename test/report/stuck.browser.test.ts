/** Conversations that look stuck, as a supervisor meets them. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { conversation, ScriptedDataSource, START } from '../../testing/scripted-data-source.js';
import { descriptionOf } from '../support/by-role.js';
import { activeElement, ReportPage } from '../support/report-page.js';

const MINUTE = 60_000;
const long = { status: 'wrap-up', statusSince: START - 25 * MINUTE };
const LOOKS_STUCK = 'Looks stuck: in wrap-up for 25 minutes, the limit is 15 minutes';

async function open(
  properties: Parameters<typeof ReportPage.open>[0] = {},
): Promise<{ page: ReportPage; source: ScriptedDataSource }> {
  const source = new ScriptedDataSource();
  const conversations = [conversation('a', long), conversation('b'), conversation('c', long)];
  // Another language connects anew.
  source.greeting = () => [
    { type: 'snapshot', conversations, asOf: START },
    { type: 'connection', state: 'live' },
  ];
  const page = await ReportPage.open({ dataSource: source, ...properties });
  await page.until(() => page.rows().length === 3, 'the rows are there');
  return { page, source };
}

const described = (page: ReportPage, id: string): string => {
  const row = page.row(id);
  return row
    ? descriptionOf(row)
        .replace(/[\u2066-\u2069]/g, '')
        .trim()
    : '';
};
const isMarked = (page: ReportPage, id: string): boolean => described(page, id).includes('Looks stuck');

describe('a conversation that looks stuck', () => {
  it('says why on its row, with the figures in its description', async () => {
    const { page } = await open();
    await page.until(() => described(page, 'a') === LOOKS_STUCK, 'the reason is told');
    expect(page.row('a')?.textContent).to.contain('Long wrap-up');
    expect(isMarked(page, 'b')).to.equal(false);
    expect(await page.violations()).to.deep.equal([]);
  });

  it('is found by a filter that is offered once something looks stuck, and stays so that nothing jumps', async () => {
    const { page, source } = await open();
    await page.until(() => page.find('button', /^Looks stuck/) !== undefined, 'the filter is offered');
    page.get('button', /^Looks stuck/).click();
    await page.until(() => page.find('option', /^Long wrap-up/) !== undefined, 'the reasons are listed');
    page.get('option', /^Long wrap-up/).click();
    await page.until(() => page.rowIds().join() === 'a,c', 'only those are left');
    expect(page.element.view.filters).to.deep.equal({ stuck: ['wrap-up'] });
    expect(page.find('button', /^Remove filter Looks stuck/) !== undefined).to.equal(true);
    source.delta([conversation('a', { version: 2 })]);
    await page.until(() => page.rowIds().join() === 'c', 'what moves leaves');
    page.element.view = { ...page.element.view, filters: {} };
    source.delta([conversation('c', { version: 2 })]);
    await page.until(() => !isMarked(page, 'c'), 'nothing looks stuck any more');
    expect(page.find('button', /^Looks stuck/) !== undefined).to.equal(true);
  });

  it('is dismissed by its button, and comes back for another reason', async () => {
    const { page, source } = await open();
    await page.until(() => isMarked(page, 'a'), 'it is marked');
    page.get('button', 'Dismiss until the reason changes', page.row('a')).click();
    await page.until(() => !isMarked(page, 'a'), 'the mark is gone');
    await page.until(
      () => page.announcements('status').includes('Dismissed until the reason changes: Subject a'),
      'it is told',
    );
    expect(isMarked(page, 'c')).to.equal(true);
    expect(page.element.selection).to.deep.equal([]);
    const offline = { ...long, agent: { id: 'ana', name: 'Ana', presence: 'offline' } };
    source.delta([conversation('a', { ...offline, version: 2 })]);
    await page.until(() => described(page, 'a').includes('its agent is offline'), 'it is back');
  });

  it('is dismissed by D on the focused row, whose focus stays', async () => {
    const { page } = await open();
    await page.until(() => isMarked(page, 'a'), 'it is marked');
    page.element.focusConversation('a');
    await page.element.updateComplete;
    const before = activeElement();
    await sendKeys({ press: 'd' });
    await page.until(() => !isMarked(page, 'a'), 'the mark is gone');
    expect(activeElement() === before).to.equal(true);
  });

  it('follows the limits of the host, also where they are set before its code is there', async () => {
    const { page } = await open({ stuckLimits: { wrapUp: 30 * MINUTE } });
    page.element.openAction('force-close', ['a']);
    await page.dialog(/^Force close/);
    page.get('button', 'Cancel').click();
    expect(isMarked(page, 'a')).to.equal(false);
    expect(page.element.stuckLimits).to.deep.equal({ wrapUp: 30 * MINUTE });
    page.element.stuckLimits = { wrapUp: 20 * MINUTE };
    await page.until(() => isMarked(page, 'a'), 'it is marked');
    page.element.stuckLimits = null;
    await page.until(() => !isMarked(page, 'a'), 'it is switched off');
  });

  it('is told in French, with targets that are large enough, at 360 px', async () => {
    const { page } = await open({ width: 360, lang: 'fr' });
    await page.until(() => described(page, 'a').startsWith('Semble bloquée'), 'it is French');
    const button = page.get('button', 'Ignorer jusqu’à un autre motif', page.row('a'));
    const { width, height } = button.getBoundingClientRect();
    expect(Math.min(width, height)).to.be.at.least(24);
    expect(await page.violations()).to.deep.equal([]);
  });

  it('names nobody when the rows may not be seen any more', async () => {
    const { page, source } = await open();
    await page.until(() => isMarked(page, 'a'), 'it is marked');
    source.send({ type: 'wipe', reason: 'rights' });
    await page.until(() => page.find('button', /^Looks stuck/) === undefined, 'nothing looks stuck');
  });
});
