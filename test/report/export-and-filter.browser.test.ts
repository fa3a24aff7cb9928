/** The file that the export hands to the browser, and filtering while rows come. */
import { expect } from '@open-wc/testing';
import type { Conversation } from '../../src/model/conversation.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { activeElement, ReportPage } from '../support/report-page.js';

const row = (id: string, subject: string): Conversation =>
  conversation(id, {
    subject,
    startedAt: Date.now() - 60_000,
    queue: { id: 'q', name: '../../etc/passwd', type: 'messaging' },
  });

async function live(...rows: Conversation[]) {
  const source = new ScriptedDataSource();
  const page = await ReportPage.open({ dataSource: source });
  source.snapshot(rows, Date.now());
  await page.until(() => page.rows().length === rows.length, 'the rows are there');
  return { page, source };
}

describe('export', () => {
  it('N08 names its file by a time, whatever the data and the words of the host are', async () => {
    const { page } = await live(row('../c', '..\\..\\evil.exe\u202Efdp'));
    page.element.messages = { 'report.title': '../../title.exe' };
    const names: string[] = [];
    const intercept = (event: MouseEvent): void => {
      const [link] = event.composedPath();
      if (!(link instanceof HTMLAnchorElement)) return;
      event.preventDefault();
      names.push(link.download);
    };
    // The link is not in the page, so its own prototype is where it can be seen.
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      this.addEventListener('click', intercept, { once: true });
      click.call(this);
    };
    try {
      page.get('button', 'Export as CSV').click();
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect(names.length).to.equal(1);
    expect(names[0]).to.match(/^ongoing-conversations-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.csv$/);
  });
});

describe('filtering while rows come', () => {
  it('N03 new rows join, others do not, and the focus stays in the search field', async () => {
    const { page, source } = await live(row('a', 'Refund of a ticket'), row('b', 'Lost luggage'));
    const search = page.get('searchbox', 'Search conversations') as HTMLInputElement;
    search.focus();
    search.value = 'refund';
    search.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await page.until(() => page.rowIds().join() === 'a', 'one row is left');
    source.delta([row('c', 'A refund, too'), row('d', 'Something else')]);
    await page.until(() => page.row('c') !== undefined, 'the new row joins');
    expect(page.rowIds()).to.have.members(['a', 'c']);
    expect(activeElement()).to.equal(search);
    expect(search.value).to.equal('refund');
  });

  it('N03 the focus stays on its row when a row that is filtered for comes', async () => {
    const { page, source } = await live(row('a', 'Refund of a ticket'), row('b', 'Lost luggage'));
    page.element.view = { ...page.element.view, search: 'refund' };
    await page.until(() => page.rowIds().join() === 'a', 'one row is left');
    page.element.focusConversation('a');
    await page.until(() => page.row('a')?.contains(activeElement()) === true, 'the row has the focus');
    source.delta([row('c', 'A refund, too')]);
    await page.until(() => page.row('c') !== undefined, 'the new row joins');
    expect(page.row('a')?.contains(activeElement())).to.equal(true);
  });
});
