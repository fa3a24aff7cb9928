/** A filter menu that is opened before the code of its list is there. */
import { expect } from '@open-wc/testing';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { answerLateCode } from '../support/late-code.js';
import { activeElement, ReportPage } from '../support/report-page.js';

describe('a menu that is opened before its list is loaded', () => {
  before(() => answerLateCode('hold'));
  after(() => answerLateCode('serve'));

  it('opens at once, is filled when the list is there, and gives it the focus', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source });
    source.snapshot([conversation('a'), conversation('b')]);
    await page.until(() => page.rows().length === 2, 'both rows are there');
    page.get('button', /^Status/).click();
    await page.until(() => page.get('dialog', 'Status').matches(':popover-open'), 'the menu is open');
    expect(page.find('option', /./) === undefined, 'it has no values yet').to.equal(true);
    await answerLateCode('serve');
    await page.until(() => page.find('option', /^Open/) !== undefined, 'the values are there');
    await page.until(
      () => page.find('searchbox', 'Find in Status') === activeElement(),
      'the field is focused',
    );
  });
});
