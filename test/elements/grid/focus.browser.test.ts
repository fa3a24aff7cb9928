import { expect } from '@open-wc/testing';
import { GridPage, pressKeys, series, waiting, type GridOptions } from '../../support/grid-page.js';

async function openAt(id: string, column: string, options: GridOptions = {}): Promise<GridPage> {
  const page = await GridPage.open(options);
  page.element.focusConversation(id);
  await page.settled();
  const steps = page.columnNames.indexOf(column) - page.columnNames.indexOf('Subject');
  await pressKeys(...Array.from({ length: steps }, () => 'ArrowRight'));
  return page;
}

/** Forces another order, held or not. */
async function reverse(page: GridPage): Promise<void> {
  page.fixture.engine.setViewState({ sort: [{ column: 'wait', direction: 'ascending' }] });
  await page.settled();
}

describe('focus of the grid', () => {
  it('J11 P03 goes along with its row when rows are ordered anew, without leaving it for a moment', async () => {
    const page = await openAt('c2', 'Queue');
    const left: string[] = [];
    page.root.addEventListener('focusout', ({ target }) => left.push((target as Element).className));

    await reverse(page);

    expect(page.ids).to.deep.equal(['c9', 'c8', 'c7', 'c6', 'c5', 'c4', 'c3', 'c2', 'c1', 'c0']);
    expect(page.focused).to.equal('c2/Queue');
    expect(left).to.deep.equal([]);
    page.check();
  });

  it('P05 keeps the row in the page when it goes out of sight by another order', async () => {
    const page = await openAt('c1', 'Status', { rows: series(2000) });
    page.fixture.engine.letGo('focus');

    page.fixture.source.delta([waiting(1, { version: 2, wait: { ms: 0, since: null } })]);
    await page.settled();

    expect(page.fixture.engine.view.rows.indexOf('c1')).to.equal(1999);
    expect(page.focused).to.equal('c1/Status');
    expect(page.ids.at(-1)).to.equal('c1');
    page.check();
  });

  it('P04 takes the next row at its place when its row is gone, in the same column', async () => {
    const page = await openAt('c2', 'Queue');
    page.fixture.engine.letGo('focus');

    page.fixture.source.delta([], [waiting(2)]);
    await page.settled();

    expect(page.focused).to.equal('c3/Queue');
  });

  it('P04 takes the row before when the last one is gone', async () => {
    const page = await openAt('c9', 'Actions');
    page.fixture.engine.letGo('focus');

    page.fixture.source.delta([], [waiting(9)]);
    await page.settled();

    expect(page.focused).to.equal('c8/Actions');
  });

  it('P04 goes to the grid when no row is left, and back to the rows by a key', async () => {
    const page = await openAt('c0', 'Status', { rows: series(1) });
    page.fixture.engine.letGo('focus');

    page.fixture.source.delta([], [waiting(0)]);
    await page.settled();
    expect(page.focused).to.equal('grid');
    page.check();

    page.fixture.source.delta([waiting(7)]);
    await page.settled();
    await pressKeys('ArrowDown');
    expect(page.focused).to.match(/^c7\//);
  });

  it('J11 P04 never hands the element that has the focus on to another conversation', async () => {
    const page = await openAt('c2', 'Actions', { rows: series(100) });
    page.fixture.engine.letGo('focus');
    const element = page.row('c2');

    page.fixture.source.delta([], [waiting(2)]);
    await page.settled();

    expect(element.isConnected).to.equal(false);
    expect(page.focused).to.equal('c3/Actions');
  });

  it('P06 stays on the id through a snapshot that replaces every row', async () => {
    const page = await openAt('c40', 'Agent', { rows: series(300) });
    await page.scrollTo(35 * 44);
    const first = page.firstInSight;

    page.fixture.source.snapshot(series(300).map((row) => ({ ...row, version: 2, subject: 'again' })));
    await page.settled();

    expect(page.focused).to.equal('c40/Agent');
    expect(page.firstInSight).to.equal(first);
    expect(page.spoken('c40', 'Subject')).to.equal('again');
  });

  it('moves to the nearest column when its column is taken away', async () => {
    const page = await openAt('c1', 'Sentiment');

    page.fixture.engine.setViewState({ columns: ['subject', 'status'] });
    await page.settled();

    expect(page.focused).to.equal('c1/Actions');
    page.check();
  });

  it('scrolls to a conversation and focuses it, wherever it is, without holding the order', async () => {
    const page = await GridPage.open({ rows: series(5000) });

    expect(page.element.focusConversation('c4000')).to.equal(true);
    await page.settled();

    expect(page.focused).to.equal('c4000/Subject');
    expect(page.placeOf('c4000')).to.be.within(36, 500 - 44 + 1);
    expect(page.fixture.engine.view.held).to.equal(false);
    expect(page.element.focusConversation('c9999')).to.equal(false);

    await pressKeys('ArrowLeft');
    expect(page.fixture.engine.view.held).to.equal(true);
  });

  it('P18 gives the focus back: to the row, else to the row at its place, else to the grid', async () => {
    const page = await openAt('c3', 'Queue', { rows: series(5) });
    page.fixture.engine.letGo('focus');
    (page.root.activeElement as HTMLElement).blur();

    page.element.refocus('c3');
    await page.settled();
    expect(page.focused).to.equal('c3/Queue');

    (page.root.activeElement as HTMLElement).blur();
    page.fixture.source.delta([], [waiting(3)]);
    await page.settled();
    expect(page.focused).to.equal(null);
    page.element.refocus('c3');
    await page.settled();
    expect(page.focused).to.equal('c4/Queue');

    (page.root.activeElement as HTMLElement).blur();
    page.fixture.source.delta([], series(5));
    await page.settled();
    page.element.refocus('c4');
    expect(page.focused).to.equal('grid');
  });

  it('does not take the focus from elsewhere in the page', async () => {
    const page = await openAt('c2', 'Queue');
    const other = document.createElement('button');
    document.body.append(other);
    other.focus();

    page.fixture.source.delta([], [waiting(2)]);
    await reverse(page);

    expect(document.activeElement).to.equal(other);
    page.check();
    other.remove();
  });
});
