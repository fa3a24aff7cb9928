/** Work in proportion to what changed and what is in sight, counted in what the page is told to do. */
import { expect, oneEvent, waitUntil } from '@open-wc/testing';
import { conversation } from '../../../testing/scripted-data-source.js';
import { GridPage, series } from '../../support/grid-page.js';

/** Counts what happens to the rows of a grid. */
class RowWatch {
  moved = 0;
  readonly texts = new Set<string>();
  readonly #observer: MutationObserver;

  constructor(page: GridPage) {
    this.#observer = new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records) {
        const element = target instanceof Element ? target : target.parentElement;
        const row = element?.closest<HTMLElement>('[data-conversation-id]');
        if (type === 'characterData' && row) this.texts.add(row.dataset['conversationId'] ?? '');
        for (const node of addedNodes) {
          if (node instanceof HTMLElement && node.dataset['conversationId'] !== undefined) this.moved += 1;
        }
      }
    });
    this.#observer.observe(page.root, { subtree: true, childList: true, characterData: true });
  }

  stop(): void {
    this.#observer.disconnect();
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
    watch.stop();

    expect([...watch.texts]).to.deep.equal(['c3']);
    expect(watch.moved).to.equal(0);
  });

  it('moves no row while it scrolls, and puts them in order when it stands still', async () => {
    const page = await GridPage.open({ rows: series(10_000) });
    await page.scrollTo(44 * 100);
    page.check();
    const watch = new RowWatch(page);

    await glideTo(page, 44 * 104);
    // More are kept ready on the side that it scrolls to.
    expect(watch.moved).to.be.at.most(2);
    watch.moved = 0;
    await glideTo(page, 44 * 108);
    expect(watch.moved).to.equal(0);
    expect(page.placeOf('c108')).to.be.closeTo(36, 1);
    await waitUntil(() => isInOrder(page), 'the rows never got their order');
    expect(watch.moved).to.be.within(4, 10);
    page.check();
    watch.stop();
  });
});

/** Resolves as soon as the rows are rendered, before anything takes time. */
async function glideTo(page: GridPage, top: number): Promise<void> {
  const scrolled = oneEvent(page.scroller, 'scroll');
  page.scroller.scrollTop = top;
  await scrolled;
  await page.element.updateComplete;
}

function isInOrder(page: GridPage): boolean {
  const indexes = page.rows.map((row) => Number(row.getAttribute('aria-rowindex')));
  return indexes.every((index, place) => place === 0 || index > (indexes[place - 1] ?? 0));
}
