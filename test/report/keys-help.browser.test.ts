/** The list of keys. */
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { activeElement, ReportPage } from '../support/report-page.js';

async function open(shortcuts = true): Promise<ReportPage> {
  const source = new ScriptedDataSource();
  const page = await ReportPage.open({ dataSource: source, policy: { shortcuts } });
  source.snapshot([conversation('a')]);
  await page.until(() => page.rows().length === 1, 'the row is there');
  // Its code comes after the rows: the menu of a row needs it too.
  page.element.openAction('force-close', ['a']);
  await page.dialog(/^Force close/);
  page.get('button', 'Cancel').click();
  await page.until(() => page.find('dialog', /./) === undefined, 'the code is there');
  page.element.focusConversation('a');
  return page;
}

describe('the words of features', () => {
  it('are those of the language of the report, also where they come after it is shown', async () => {
    const page = await open();
    await sendKeys({ press: '?' });
    const dialog = await page.dialog('Keys');
    page.element.setAttribute('lang', 'fr');
    await page.until(() => dialog.textContent.includes('Ouvrir la conversation'), 'it is French');
    expect(page.find('dialog', 'Touches')).to.equal(dialog);
  });
});

describe('the list of keys', () => {
  it('is opened by ? from the first moment on that the key does anything', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source });
    source.snapshot([conversation('a')]);
    await page.until(() => page.rows().length === 1, 'the row is there');
    page.element.focusConversation('a');
    await page.until(async () => {
      await sendKeys({ press: '?' });
      return page.find('dialog', 'Keys') !== undefined;
    }, 'a press is answered');
    await sendKeys({ press: 'Escape' });
  });

  it('is opened by ?, once however often, and gives the focus back to the row', async () => {
    const page = await open();
    const before = activeElement();
    for (let turn = 0; turn < 2; turn += 1) {
      await sendKeys({ press: '?' });
      const dialog = await page.dialog('Keys');
      const terms = [...dialog.querySelectorAll('dt')].map(({ textContent }) => textContent);
      expect(terms).to.include.members(['A', 'T', 'M', 'X', 'U', '/', '?', 'P', 'R', 'Space', 'Enter']);
      await page.until(() => getComputedStyle(dialog).opacity === '1', 'it is shown in full');
      if (turn === 0) expect(await page.violations()).to.deep.equal([]);
      await sendKeys({ press: 'Escape' });
      await page.until(() => page.find('dialog', 'Keys') === undefined, 'it is closed');
      expect(activeElement()).to.equal(before);
    }
  });

  it('is closed by its button', async () => {
    const page = await open();
    await sendKeys({ press: '?' });
    const dialog = await page.dialog('Keys');
    page.get('button', 'Close', dialog).click();
    await page.until(() => page.find('dialog', 'Keys') === undefined, 'it is closed');
  });

  it('is not opened where the host switched the keys off, nor by what is typed', async () => {
    const page = await open(false);
    await sendKeys({ press: '?' });
    expect(page.find('dialog', 'Keys') === undefined).to.equal(true);
    page.element.policy = {};
    await page.element.updateComplete;
    page.get('searchbox', 'Search conversations').focus();
    await sendKeys({ press: '?' });
    expect(page.find('dialog', 'Keys') === undefined).to.equal(true);
  });
});
