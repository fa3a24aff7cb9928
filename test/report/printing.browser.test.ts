/** What comes out on paper: all rows in view as a table, and nothing to press. */
import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { ReportPage } from '../support/report-page.js';

const ROWS = 120;

async function open(properties: Parameters<typeof ReportPage.open>[0] = {}): Promise<ReportPage> {
  const source = new ScriptedDataSource();
  const page = await ReportPage.open({ dataSource: source, ...properties });
  source.send(
    {
      type: 'snapshot',
      conversations: Array.from({ length: ROWS }, (_, place) =>
        conversation(`c${String(place)}`, {
          subject: place === 0 ? '<b>Hostile</b> \u202E' : `Subject ${String(place)}`,
          startedAt: Date.now() - 60_000,
          wait: { ms: 125_000, since: null },
          customer: { id: 'n', name: 'Nadia Benali' },
        }),
      ),
      asOf: Date.now(),
    },
    { type: 'connection', state: 'live' },
  );
  await page.until(() => page.rows().length > 0, 'the rows are there');
  return page;
}

const table = (page: ReportPage): HTMLTableElement | null | undefined =>
  page.element.shadowRoot?.querySelector('table');

/** As the browser does around its own printing. */
async function print(page: ReportPage, look: () => void | Promise<void>): Promise<void> {
  await page.until(() => {
    dispatchEvent(new Event('beforeprint'));
    return table(page) !== null;
  }, 'there is something to print');
  await look();
  dispatchEvent(new Event('afterprint'));
  expect(table(page)).to.equal(null);
}

describe('printing', () => {
  it('has every row in view, in order, with its times, as text', async () => {
    const page = await open();
    await print(page, () => {
      const lines = [...(table(page)?.tBodies[0]?.rows ?? [])];
      expect(lines).to.have.length(ROWS);
      expect(lines.map((line) => line.cells[0]?.textContent.trim().split(/\s{2,}/)[0])).to.include(
        'Subject 119Nadia Benali',
      );
      expect(table(page)?.querySelector('b')).to.equal(null);
      expect(lines[0]?.textContent).to.contain('2:05');
      const heads = [...(table(page)?.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent);
      expect(heads.slice(0, 3)).to.deep.equal(['Subject', 'Status', 'Agent']);
      expect(page.element.shadowRoot?.querySelector('.print-about')?.textContent).to.match(
        /Ongoing conversations\s+·\s+As of .+ \(.+\)\s+·\s+120 of 120 rows/,
      );
    });
  });

  it('is only on paper: the table there, the grid on the screen', async () => {
    const page = await open();
    const grid = page.get('grid', 'Ongoing conversations');
    await print(page, async () => {
      expect(table(page)?.checkVisibility()).to.equal(false);
      await emulateMedia({ media: 'print' });
      try {
        expect(table(page)?.checkVisibility()).to.equal(true);
        expect(grid.checkVisibility()).to.equal(false);
        expect(page.find('button', 'Pause')?.checkVisibility() ?? false).to.equal(false);
      } finally {
        await emulateMedia({ media: 'screen' });
      }
    });
  });

  it('masks customers where the report hangs on a wall', async () => {
    const page = await open({ mode: 'wallboard' });
    await print(page, () => {
      expect(table(page)?.textContent).to.contain('N. B.').and.not.to.contain('Benali');
    });
  });
});
