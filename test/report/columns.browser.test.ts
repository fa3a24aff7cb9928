/** Width and place of a column without dragging: by single presses in the list of columns. */
import { expect } from '@open-wc/testing';
import { loadDeferredElements } from '../../src/element-registration.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { ReportPage } from '../support/report-page.js';

describe('the list of columns', () => {
  before(loadDeferredElements);

  async function open(): Promise<ReportPage> {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source });
    source.snapshot([conversation('a', { startedAt: Date.now() })], Date.now());
    await page.until(() => page.rows().length > 0, 'the row is there');
    page.get('button', 'Columns').click();
    await page.until(() => page.find('button', 'Queue: wider') !== undefined, 'the list is open');
    return page;
  }

  const header = (page: ReportPage, name: string): HTMLElement =>
    page.get('columnheader', new RegExp(`^${name}`));

  it('moves a shown column by a place at each press, and says where it is', async () => {
    const page = await open();
    const places = (): string => page.element.view.columns.slice(0, 4).join();
    expect(places()).to.equal('subject,status,agent,queue');
    page.get('button', 'Queue: one place earlier').click();
    await page.until(() => places() === 'subject,status,queue,agent', 'it is one place earlier');
    expect(page.announcements('status')).to.contain('Queue is column 3 of 8');
    page.get('button', 'Queue: one place later').click();
    await page.until(() => places() === 'subject,status,agent,queue', 'it is where it was');
    page.get('button', 'Subject: one place earlier').click();
    expect(places()).to.equal('subject,status,agent,queue');
  });

  it('makes it wider and narrower, from the width that it has', async () => {
    const page = await open();
    const before = header(page, 'Queue').getBoundingClientRect().width;
    page.get('button', 'Queue: wider').click();
    await page.until(
      () => Math.abs(header(page, 'Queue').getBoundingClientRect().width - before - 16) < 1.5,
      'it is a step wider',
    );
    page.get('button', 'Queue: narrower').click();
    await page.until(
      () => Math.abs(header(page, 'Queue').getBoundingClientRect().width - before) < 1.5,
      'it is as wide as before',
    );
  });

  it('has no such presses for a column that is not shown, and passes axe', async () => {
    const page = await open();
    expect(page.find('button', /^Customer: /)).to.equal(undefined);
    expect(await page.violations()).to.deep.equal([]);
  });
});
