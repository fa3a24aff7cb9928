/** Work in proportion to what changed and what is in sight, counted in what the page is told to do. */
import { expect, oneEvent } from '@open-wc/testing';
import sinon from 'sinon';
import { conversation } from '../../../testing/scripted-data-source.js';
import { GridPage, series } from '../../support/grid-page.js';

/** Counts what happens to the rows of a grid. */
class RowWatch {
  readonly texts = new Set<string>();
  #moved = 0;
  readonly #observer = new MutationObserver((records) => this.#note(records));

  constructor(page: GridPage) {
    this.#observer.observe(page.root, { subtree: true, childList: true, characterData: true });
  }

  /** Rows that came or changed their place among the elements, since this was last asked. */
  takeMoved(): number {
    this.#note(this.#observer.takeRecords());
    const moved = this.#moved;
    this.#moved = 0;
    return moved;
  }

  stop(): void {
    this.#observer.disconnect();
  }

  #note(records: readonly MutationRecord[]): void {
    for (const { type, target, addedNodes } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const row = element?.closest<HTMLElement>('[data-conversation-id]');
      if (type === 'characterData' && row) this.texts.add(row.dataset['conversationId'] ?? '');
      for (const node of addedNodes) {
        if (node instanceof HTMLElement && node.dataset['conversationId'] !== undefined) this.#moved += 1;
      }
    }
  }
}

describe('work of the grid', () => {
  it('touches one row when of 500 changes among 10,000 rows one is in sight', async () => {
    const page = await GridPage.open({ rows: series(10_000) });
    const watch = new RowWatch(page);
    const unseen = series(9_500)
      .slice(9_001)
      .map((row) => conversation(row.id, { ...row, version: 2, subject: 'Changed' }));

    page.fixture.source.delta([
      ...unseen,
      conversation('c3', { ...series(4)[3], version: 2, subject: 'Seen' }),
    ]);
    await page.settled();

    expect(watch.takeMoved()).to.equal(0);
    expect([...watch.texts]).to.deep.equal(['c3']);
    watch.stop();
  });

  it('moves no row while it scrolls, and puts them in order when it stands still', async () => {
    const page = await GridPage.open({ rows: series(10_000) });
    await page.scrollTo(44 * 100);
    page.check();
    const watch = new RowWatch(page);
    // So that it goes on scrolling until the test says that it stands still.
    const clock = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });

    // Four more are kept ready once somebody scrolls.
    expect(await movedByGlide(page, watch, 44 * 104)).to.equal(4);
    expect(await movedByGlide(page, watch, 44 * 108)).to.equal(0);
    expect(page.placeOf('c108')).to.be.closeTo(36, 1);
    expect(isInOrder(page)).to.equal(false);
    clock.tick(100);
    clock.restore();
    await page.element.updateComplete;
    expect(isInOrder(page)).to.equal(true);
    // Eight came by scrolling, and three more so that as many are ready above as below.
    expect(watch.takeMoved()).to.be.within(4, 12);
    page.check();
    watch.stop();
  });
});

/** Only what is rendered for the scroll itself is counted, however long ago the one before was. */
async function movedByGlide(page: GridPage, watch: RowWatch, top: number): Promise<number> {
  const { scroller } = page;
  scroller.addEventListener('scroll', () => watch.takeMoved(), { capture: true, once: true });
  // After the grid's own listener, which was there before.
  const scrolled = oneEvent(scroller, 'scroll');
  scroller.scrollTop = top;
  await scrolled;
  await page.element.updateComplete;
  return watch.takeMoved();
}

function isInOrder(page: GridPage): boolean {
  const indexes = page.rows.map((row) => Number(row.getAttribute('aria-rowindex')));
  return indexes.every((index, place) => place === 0 || index > (indexes[place - 1] ?? 0));
}
