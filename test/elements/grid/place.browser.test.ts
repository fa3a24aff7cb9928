import { expect, oneEvent } from '@open-wc/testing';
import { pageFrames } from '../../../src/controllers/frame-scheduler.js';
import { GridPage, pressKeys, series, waiting } from '../../support/grid-page.js';

const first = (place: number): Record<string, unknown> => ({ wait: { ms: 9_000_000 - place, since: null } });

describe('place of the rows on the screen', () => {
  it('P07 stays when rows come above what is in sight', async () => {
    const page = await GridPage.open({ rows: series(500) });
    await page.scrollTo(100 * 44 + 17);
    const seen = page.firstInSight ?? '';
    const place = page.placeOf(seen);

    page.fixture.source.delta([waiting(1000, first(0)), waiting(1001, first(1)), waiting(1002, first(2))]);
    await page.settled();

    expect(page.fixture.engine.view.rows.indexOf(seen)).to.equal(101 + 3);
    expect(page.placeOf(seen)).to.be.closeTo(place, 1);
  });

  it('P07 stays when rows above leave, the first one in sight among them', async () => {
    const page = await GridPage.open({ rows: series(500) });
    await page.scrollTo(100 * 44);
    const place = page.placeOf('c101');

    page.fixture.source.delta([], [waiting(5), waiting(6), waiting(100)]);
    await page.settled();

    expect(page.placeOf('c101')).to.be.closeTo(place, 1);
  });

  it('P07 takes nothing back from a hand that scrolls on while rows come above', async () => {
    const page = await GridPage.open({ rows: series(500), engine: { frame: pageFrames } });
    await page.scrollTo(100 * 44);
    const { scroller } = page;
    const scrolled = oneEvent(scroller, 'scroll');
    scroller.scrollTop = 102 * 44;
    await scrolled;

    // In one frame: the hand goes on, and before the browser tells it the rows are shown.
    const moved = new Promise<void>((resolve) => {
      requestAnimationFrame(() => {
        scroller.scrollTop = 110 * 44;
        resolve();
      });
    });
    page.fixture.source.delta([waiting(1000, first(0))]);
    await moved;
    await page.settled();

    expect(page.fixture.engine.view.rows.indexOf('c110')).to.equal(111);
    expect(scroller.scrollTop).to.equal(111 * 44);
  });

  it('P07 does not follow a single row that jumps away', async () => {
    const page = await GridPage.open({ rows: series(500) });
    await page.scrollTo(100 * 44);
    const place = page.placeOf('c103');

    page.fixture.source.delta([waiting(100, { version: 2, ...first(0) })]);
    await page.settled();

    expect(page.fixture.engine.view.rows.indexOf('c100')).to.equal(0);
    expect(page.placeOf('c103')).to.be.closeTo(place, 1);
  });

  it('shows what comes first to someone who is at the very top', async () => {
    const page = await GridPage.open({ rows: series(500) });

    page.fixture.source.delta([waiting(1000, first(0))]);
    await page.settled();

    expect(page.scroller.scrollTop).to.equal(0);
    expect(page.firstInSight).to.equal('c1000');
  });

  it('P07 keeps the place of the focused row on release, wherever that row goes', async () => {
    const page = await GridPage.open({ rows: series(500) });
    page.element.focusConversation('c4');
    await page.settled();
    await pressKeys('ArrowDown');
    const place = page.placeOf('c5');
    page.fixture.source.delta([waiting(5, { version: 2, wait: { ms: 3_400_500, since: null } })]);
    await page.settled();
    expect(page.fixture.engine.view.rows.indexOf('c5')).to.equal(5);

    await pressKeys('r');
    await page.settled();

    expect(page.fixture.engine.view.rows.indexOf('c5')).to.equal(199);
    expect(page.placeOf('c5')).to.be.closeTo(place, 1);
    expect(page.focused).to.equal('c5/Subject');
  });

  it('starts from the first row in another order', async () => {
    const page = await GridPage.open({ rows: series(500) });
    await page.scrollTo(100 * 44);

    page.fixture.engine.setViewState({ sort: [{ column: 'wait', direction: 'ascending' }] });
    await page.settled();

    expect(page.firstInSight).to.equal('c499');
  });
});
