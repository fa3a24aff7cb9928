/** The menu of a row that is pressed for before its code is there. */
import { expect } from '@open-wc/testing';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { answerLateCode } from '../support/late-code.js';
import { activeElement, ReportPage } from '../support/report-page.js';

const menuButton = (page: ReportPage, id: string): HTMLElement =>
  page.row(id)?.querySelector('[aria-haspopup=menu]') as HTMLElement;

describe('a menu of a row that is opened before it is loaded', () => {
  before(() => answerLateCode('fail'));
  after(() => answerLateCode('serve'));

  it('is told as missing, and opens for the last press when the code is there', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source });
    source.snapshot([conversation('a'), conversation('b')]);
    await page.until(() => page.rows().length === 2, 'both rows are there');
    menuButton(page, 'a').click();
    await page.until(
      () => page.announcements('alert').includes('Actions is not possible'),
      'the failure is told',
    );
    await answerLateCode('hold');
    menuButton(page, 'a').click();
    menuButton(page, 'b').click();
    expect(page.find('menuitem', 'Assign') === undefined, 'nothing opens yet').to.equal(true);
    await answerLateCode('serve');
    await page.until(() => page.find('menuitem', 'Assign') === activeElement(), 'the menu has the focus');
    expect(menuButton(page, 'a').getAttribute('aria-expanded')).to.equal('false');
    expect(menuButton(page, 'b').getAttribute('aria-expanded')).to.equal('true');
  });
});
