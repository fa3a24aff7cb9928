import { expect } from '@open-wc/testing';
import { GridPage, series, talking, waiting } from '../../support/grid-page.js';

describe('rows of the grid', () => {
  it('names the grid, its columns and each row as hosts find them', async () => {
    const page = await GridPage.open({ rows: [talking(0), waiting(1)] });

    expect(page.grid.getAttribute('aria-label')).to.equal('Ongoing conversations');
    expect(page.columnNames).to.deep.equal([
      'Select all',
      'Subject',
      'Status',
      'Agent',
      'Queue',
      'Channel',
      'Wait time',
      'Handle time',
      'Sentiment',
      'Actions',
    ]);
    expect(page.ids).to.deep.equal(['c0', 'c1']);
    const header = page.cell('c0', 'Subject');
    expect(header.getAttribute('role')).to.equal('rowheader');
    expect(page.spoken('c0', 'Subject')).to.equal('Subject c0');
    expect(page.seen('c0', 'Subject')).to.equal('Subject c0Customer c0');
    expect(page.seen('c0', 'Status')).to.equal('Active');
    expect(page.seen('c0', 'Agent')).to.contain('Ana Ruiz');
    expect(page.seen('c1', 'Agent')).to.equal('Unassigned');
    page.check();
  });

  it('keeps no more than three viewports of 10,000 rows in the page', async () => {
    const page = await GridPage.open({ rows: series(10_000), height: 500 });
    const fitting = Math.ceil((500 - 36) / 44);

    expect(page.rows.length).to.be.greaterThan(fitting - 1);
    expect(page.rows.length).to.be.lessThanOrEqual(3 * fitting);
    await page.scrollTo(200_000);
    expect(page.rows.length).to.be.lessThanOrEqual(3 * fitting);
    expect(page.ids).to.include('c4545');
    expect(page.placeOf('c4550')).to.be.closeTo(36 + 4550 * 44 - 200_000, 1);
    page.check();
  });

  it('reaches the last row', async () => {
    const page = await GridPage.open({ rows: series(10_000) });

    await page.scrollTo(1e9);

    const bottom = page.row('c9999').getBoundingClientRect().bottom;
    expect(bottom).to.be.closeTo(page.element.getBoundingClientRect().bottom, 1);
  });

  it('touches nothing of rows that did not change', async () => {
    const page = await GridPage.open({ rows: series(50) });
    const touched = new Set<string>();
    const observer = new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        touched.add(element?.closest<HTMLElement>('[role=row]')?.dataset['conversationId'] ?? 'grid');
      }
    });
    observer.observe(page.root, { subtree: true, childList: true, attributes: true, characterData: true });

    page.fixture.source.delta([waiting(3, { version: 2, sentiment: 'negative' })]);
    await page.settled();

    observer.disconnect();
    expect(page.seen('c3', 'Sentiment')).to.equal('Negative');
    expect([...touched]).to.deep.equal(['c3']);
  });

  it('rewrites the elements of rows that left for the rows that come', async () => {
    const page = await GridPage.open({ rows: series(1000) });
    await page.scrollTo(4400);
    const before = new Set(page.rows);

    await page.scrollTo(22_000);

    expect(page.ids).to.include('c500');
    expect(page.rows.filter((row) => !before.has(row)).length).to.be.lessThanOrEqual(1);
  });

  it('shows an ended row struck through, with the word, while the order is held', async () => {
    const page = await GridPage.open({ rows: series(5) });
    page.fixture.engine.hold('dialog');

    page.fixture.source.delta([], [waiting(2)]);
    await page.settled();

    expect(page.ids).to.deep.equal(['c0', 'c1', 'c2', 'c3', 'c4']);
    expect(page.parts('c2')).to.deep.equal(['row', 'ended']);
    const description = page.row('c2').getAttribute('aria-describedby') ?? '';
    expect(page.root.getElementById(description)?.textContent).to.equal('Ended');
    const subject = page.cell('c2', 'Subject');
    expect(getComputedStyle(subject).textDecorationLine).to.equal('line-through');

    page.fixture.engine.letGo('dialog');
    await page.settled();
    expect(page.ids).to.deep.equal(['c0', 'c1', 'c3', 'c4']);
  });

  it('marks a row whose action is pending, and says what is pending', async () => {
    const page = await GridPage.open({ rows: series(3) });
    const { engine, source } = page.fixture;
    source.answer = () => new Promise(() => undefined);
    const row = engine.conversation('c1')!;

    void engine.perform({
      requestId: 'r1',
      action: 'assign',
      conversations: [row],
      target: { agentId: 'ana' },
    });
    await page.settled();

    expect(page.parts('c1')).to.deep.equal(['row', 'pending']);
    expect(page.seen('c1', 'Subject')).to.contain('Assign pending');
    const description = page.row('c1').getAttribute('aria-describedby') ?? '';
    expect(page.root.getElementById(description)?.textContent).to.equal('Assign pending');
    expect(page.parts('c0')).to.deep.equal(['row']);
  });

  it('shows the columns of the view in its order, a host column among them', async () => {
    const page = await GridPage.open({
      rows: [talking(0, { ext: { tier: 'Gold' }, workstream: { id: 'w', name: 'Chat Europe' } })],
      settings: {
        columns: [{ id: 'tier', label: 'Tier', value: ({ ext }) => String(ext['tier'] ?? '') }],
      },
    });

    page.fixture.engine.setViewState({ columns: ['status', 'tier', 'subject', 'workstream', 'nonsense'] });
    await page.settled();

    expect(page.columnNames).to.deep.equal([
      'Select all',
      'Status',
      'Tier',
      'Subject',
      'Workstream',
      'Actions',
    ]);
    expect(page.seen('c0', 'Tier')).to.equal('Gold');
    expect(page.seen('c0', 'Workstream')).to.equal('Chat Europe');
    expect(page.cell('c0', 'Tier').getAttribute('part')).to.equal('cell');
    expect(page.cell('c0', 'Workstream').getAttribute('part')).to.equal('cell cell-workstream');
    page.check();
  });

  it('survives a host column that throws', async () => {
    const page = await GridPage.open({
      rows: series(2),
      settings: {
        columns: [
          {
            id: 'bad',
            label: 'Bad',
            value: () => {
              throw new Error('no');
            },
          },
        ],
      },
    });

    page.fixture.engine.setViewState({ columns: ['subject', 'bad'] });
    await page.settled();

    expect(page.spoken('c0', 'Bad')).to.equal('None');
    expect(page.ids).to.deep.equal(['c0', 'c1']);
  });

  it('L01 L08 L12 shows hostile text as text and keeps the height of the row', async () => {
    const subject = `<img src=x onerror=alert(1)>\u202Eevil\n${'Z\u0351\u0352\u0353\u0354\u0355\u0356'.repeat(200)}`;
    const page = await GridPage.open({ rows: [waiting(0, { subject }), waiting(1)] });

    expect(page.root.querySelector('img')).to.equal(null);
    expect(page.spoken('c0', 'Subject')).to.match(/^<img src=x onerror=alert\(1\)>evil Z/);
    expect(page.row('c0').getBoundingClientRect().height).to.equal(
      page.row('c1').getBoundingClientRect().height,
    );
  });

  it('renders its header only without rows', async () => {
    const page = await GridPage.open({ rows: [] });

    expect(page.rows).to.deep.equal([]);
    expect(page.columnNames).to.include('Wait time');
    page.check();
  });

  it('takes height and widths from the view', async () => {
    const page = await GridPage.open({ rows: series(3) });
    expect(page.row('c0').getBoundingClientRect().height).to.equal(44);

    page.fixture.engine.setViewState({ density: 'compact', widths: { queue: 222 } });
    await page.settled();

    expect(page.row('c0').getBoundingClientRect().height).to.equal(36);
    expect(page.cell('c0', 'Queue').getBoundingClientRect().width).to.equal(222);
    expect(page.placeOf('c2')).to.be.closeTo(36 + 2 * 36, 1);
  });

  it('scrolls sideways when the columns do not fit', async () => {
    const page = await GridPage.open({ rows: series(3), width: 700 });

    expect(page.scroller.scrollWidth).to.be.greaterThan(1000);
    expect(page.cell('c0', 'Subject').getBoundingClientRect().width).to.be.at.least(150);
  });

  it('works when it is first laid out at no size', async () => {
    const page = await GridPage.open({ rows: series(500), height: 0 });
    page.element.style.blockSize = '400px';
    await page.settled();

    expect(page.rows.length).to.be.greaterThan(8);
  });

  it('shows cards when it is narrow, with the same roles and names and all values', async () => {
    const page = await GridPage.open({
      rows: [talking(0, { sentiment: 'negative' }), ...series(100).slice(1)],
      width: 390,
    });

    const heights = new Set(page.rows.map((row) => row.getBoundingClientRect().height));
    expect([...heights]).to.deep.equal([132]);
    expect(page.columnNames).to.include.members(['Subject', 'Wait time', 'Sentiment']);
    for (const column of [
      'Subject',
      'Status',
      'Agent',
      'Queue',
      'Channel',
      'Wait time',
      'Handle time',
      'Sentiment',
    ]) {
      const cell = page.cell('c0', column).getBoundingClientRect();
      const row = page.row('c0').getBoundingClientRect();
      expect(cell.width, column).to.be.greaterThan(20);
      expect(cell.top, column).to.be.at.least(row.top);
      expect(cell.bottom, column).to.be.at.most(row.bottom);
      expect(cell.right, column).to.be.at.most(row.right);
      expect(page.seen('c0', column), column).not.to.equal('');
    }
    expect(page.scroller.scrollWidth).to.be.at.most(390);
    await page.scrollTo(50 * 132);
    expect(page.firstInSight).to.equal('c50');
    page.check();
  });
});
