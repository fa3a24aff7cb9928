/** What is seen while the data is read again, and while it is read for the first time: one paint, nothing jumps. */
import { expect, nextFrame } from '@open-wc/testing';
import type { Conversation } from '../../src/model/conversation.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { activeElement, ReportPage } from '../support/report-page.js';

const rows = (count: number, version = 1): Conversation[] =>
  Array.from({ length: count }, (_, index) =>
    conversation(`c${String(index)}`, {
      version,
      subject: `${version === 1 ? 'Subject' : 'Again'} ${String(index)}`,
      startedAt: Date.now() - 60_000,
      wait: { ms: 3_600_000 - index * 1_000, since: null },
    }),
  );

/** The rows that are on the screen, from the top. */
function inSight(page: ReportPage): HTMLElement[] {
  const grid = page.get('grid', 'Ongoing conversations').getBoundingClientRect();
  const header = page.get('columnheader', 'Subject').getBoundingClientRect();
  return page
    .rows()
    .filter(
      (row) =>
        row.getBoundingClientRect().top >= header.bottom - 1 && row.getBoundingClientRect().top < grid.bottom,
    )
    .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
}

describe('reading again', () => {
  it('C12 P06 P07 shows the new rows in one paint: same focus, same first row, never an empty grid', async () => {
    const source = new ScriptedDataSource();
    const page = await ReportPage.open({ dataSource: source });
    source.snapshot(rows(2_000), Date.now());
    await page.until(() => page.rows().length > 0, 'the rows are there');
    page.element.focusConversation('c500');
    await page.until(() => page.row('c500')?.contains(activeElement()) === true, 'row 500 has the focus');
    const first = inSight(page)[0]?.dataset['conversationId'];
    expect(first, 'it is scrolled').not.to.equal('c0');

    // What each frame would paint, from the loss of the stream to the last row.
    const painted: { old: number; fresh: number; first: string | undefined; focused: boolean }[] = [];
    let isWatching = true;
    const watch = (): void => {
      if (!isWatching) return;
      const seen = inSight(page);
      const fresh = seen.filter(({ textContent }) => textContent.includes('Again')).length;
      painted.push({
        old: seen.length - fresh,
        fresh,
        first: seen[0]?.dataset['conversationId'],
        focused: page.row('c500')?.contains(activeElement()) === true,
      });
      requestAnimationFrame(() => setTimeout(watch));
    };
    watch();
    source.send({ type: 'connection', state: 'stale' }, { type: 'progress', loaded: 500, total: 2_000 });
    await nextFrame();
    source.send({ type: 'progress', loaded: 1_500, total: 2_000 });
    await nextFrame();
    source.snapshot(rows(2_000, 2), Date.now());
    await page.until(
      () => page.row('c500')?.textContent.includes('Again') === true,
      'the new rows are there',
    );
    await nextFrame();
    isWatching = false;

    expect(
      painted.some(({ old }) => old > 0),
      'old rows were seen',
    ).to.equal(true);
    expect(
      painted.some(({ fresh }) => fresh > 0),
      'new rows were seen',
    ).to.equal(true);
    for (const { old, fresh, first: top, focused } of painted) {
      expect(old === 0 || fresh === 0, `${String(old)} old and ${String(fresh)} new rows at once`).to.equal(
        true,
      );
      expect(old + fresh, 'rows in sight').to.be.greaterThan(5);
      expect([top, focused]).to.deep.equal([first, true]);
    }
  });
});

describe('reading for the first time', () => {
  it('C13 moves nothing that is seen: progress in words, then the rows', async function () {
    if (!PerformanceObserver.supportedEntryTypes.includes('layout-shift')) this.skip();
    const source = new ScriptedDataSource();
    const shifts: number[] = [];
    const note = (list: PerformanceObserverEntryList): void => {
      for (const entry of list.getEntries())
        shifts.push((entry as PerformanceEntry & { value: number }).value);
    };
    const observer = new PerformanceObserver(note);
    const page = await ReportPage.open({ dataSource: source });
    source.send({ type: 'connection', state: 'connecting' });
    await page.until(() => page.pill().startsWith('Connecting'), 'it connects');
    await nextFrame();
    observer.observe({ type: 'layout-shift' });
    const told: string[] = [];
    for (let loaded = 500; loaded <= 2_500; loaded += 500) {
      source.send({ type: 'progress', loaded, total: 2_500 });
      await page.until(() => page.pill().includes(loaded.toLocaleString('en')), 'the progress is told');
      told.push(page.announcements('status'));
    }
    source.snapshot(rows(2_500), Date.now());
    await page.until(() => page.rows().length > 0 && page.pill().startsWith('Live'), 'the rows are there');
    await nextFrame();
    await nextFrame();
    note({ getEntries: () => observer.takeRecords() } as unknown as PerformanceObserverEntryList);
    observer.disconnect();
    const total = shifts.reduce((sum, value) => sum + value, 0);
    expect(total, 'layout shift').to.be.at.most(0.1);
    // Live regions say that it is loading, not each page of it.
    // A region that comes with late code is one more empty line, and says nothing.
    const said = told.map((text) => text.replace(/[\d,]+/g, 'n').trim());
    expect(new Set(said).size).to.equal(1);
  });
});
