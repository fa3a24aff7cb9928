/** Work in proportion to what changed and what is in sight, counted in what the page is told to do. */
import { expect } from '@open-wc/testing';
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

  it('moves the rows that come when it scrolls, not those between', async () => {
    const page = await GridPage.open({ rows: series(10_000) });
    await page.scrollTo(44 * 100);
    const watch = new RowWatch(page);

    await page.scrollTo(44 * 104);
    // More are kept ready on the side that it scrolls to.
    expect(watch.moved).to.be.within(4, 4 + 2);
    watch.moved = 0;
    await page.scrollTo(44 * 108);
    expect(watch.moved).to.equal(4);
    watch.stop();
  });
});
