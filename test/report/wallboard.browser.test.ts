/** The report on a wall: nobody beside it, and strangers in front of it. */
import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import type { SourceMessage } from '../../src/data-source/data-source.js';
import { DEFAULT_VIEW } from '../../src/model/view-state.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { activeElement, ReportPage } from '../support/report-page.js';

const ROW = { startedAt: Date.now() - 60_000, wait: { ms: 0, since: Date.now() - 60_000 } };
const rows = (count: number, fields: Record<string, unknown> = {}): SourceMessage => ({
  type: 'snapshot',
  conversations: Array.from({ length: count }, (_, place) =>
    conversation(`c${String(place)}`, { ...ROW, ...fields }),
  ),
  asOf: Date.now(),
});
const LIVE: SourceMessage = { type: 'connection', state: 'live' };

class Screen {
  readonly locks: { released: boolean }[] = [];
  get isAwake(): boolean {
    return this.locks.some(({ released }) => !released);
  }
  /** In the place of the browser's own, which asks for a screen that is there. */
  install(): void {
    Object.defineProperty(navigator, 'wakeLock', {
      configurable: true,
      value: {
        request: () => {
          const lock = { released: false, release: () => Promise.resolve(void (lock.released = true)) };
          this.locks.push(lock);
          return Promise.resolve(lock);
        },
      },
    });
  }
  remove(): void {
    delete (navigator as { wakeLock?: unknown }).wakeLock;
  }
}

async function open(
  message: SourceMessage,
  properties: Parameters<typeof ReportPage.open>[0] = {},
): Promise<{ page: ReportPage; source: ScriptedDataSource }> {
  const source = new ScriptedDataSource();
  const page = await ReportPage.open({ dataSource: source, mode: 'wallboard', ...properties });
  source.send(message, LIVE);
  await page.until(() => page.rows().length > 0, 'the rows are there');
  return { page, source };
}

function turn(visibility: DocumentVisibilityState): void {
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibility });
  document.dispatchEvent(new Event('visibilitychange'));
}

describe('on a wall', () => {
  afterEach(() => {
    sinon.restore();
    delete (document as { visibilityState?: unknown }).visibilityState;
  });

  it('masks who the customers are, from the first row that is painted', async () => {
    const { page } = await open(
      rows(3, {
        subject: 'Refund for Nadia Benali, nadia@example.org',
        customer: { id: 'n', name: 'Nadia Benali' },
      }),
      { view: { ...DEFAULT_VIEW, columns: ['subject', 'customer', 'wait'] } },
    );
    const text = page.row('c0')?.textContent ?? '';
    expect(text).to.contain('N. B.').and.to.contain('Refund for N. B.');
    expect(text).not.to.match(/nadia|benali|example/i);
    expect(page.get('grid', 'Ongoing conversations').innerHTML).not.to.match(/nadia|benali/i);
  });

  it('has each time under its name', async () => {
    const { page } = await open(
      rows(1, {
        status: 'active',
        wait: { ms: 125_000, since: null },
        handle: { ms: 3_723_000, since: null },
      }),
    );
    const text = (role: string): string[] => page.all(role).map((cell) => cell.textContent);
    const place = (name: string): number => text('columnheader').findIndex((label) => label.includes(name));
    const cells = [...(page.row('c0')?.children ?? [])].map((cell) => cell.textContent);
    expect(cells[place('Wait time')]).to.contain('2:05');
    expect(cells[place('Handle time')]).to.contain('1:02:03');
  });

  it('keeps the screen awake while it is seen, and no longer', async () => {
    const screen = new Screen();
    screen.install();
    try {
      const { page } = await open(rows(1));
      await page.until(() => screen.isAwake, 'the screen is kept awake');
      turn('hidden');
      await page.until(() => !screen.isAwake, 'nobody sees it');
      turn('visible');
      await page.until(() => screen.isAwake, 'it is seen again');
      page.element.mode = 'full';
      await page.until(() => !screen.isAwake, 'it is no wallboard any more');
      page.element.mode = 'wallboard';
      await page.until(() => screen.isAwake, 'it is one again');
      page.element.remove();
      await page.until(() => !screen.isAwake, 'it is gone');
    } finally {
      screen.remove();
    }
  });

  it('connects again by itself when its source has given up', async () => {
    const clock = sinon.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout'],
      shouldAdvanceTime: true,
      now: Date.now(),
    });
    const { page, source } = await open(rows(2));
    source.messages$.next({ type: 'connection', state: 'failed', reason: 'gone' });
    await page.until(() => page.pill().startsWith('Failed'), 'it tells that it failed');
    const before = source.scopes.length;
    clock.tick(60_000);
    await page.until(() => source.scopes.length > before, 'it connects');
    source.send(rows(2), LIVE);
    await page.until(() => page.pill().startsWith('Live'), 'it is live again');
  });

  it('is larger on a larger wall: one of 3,840 pixels has no more rows than one of 1,200, and scrolls to the last', async () => {
    const rowsOn = async (width: number): Promise<number> => {
      const { page } = await open(rows(60), { width });
      (page.element.parentElement as HTMLElement).style.blockSize = `${String((width * 9) / 16)}px`;
      await page.until(() => page.rows().length >= 5, 'the rows are there');
      expect(page.element.scrollWidth, 'nothing sticks out').to.be.at.most(page.element.clientWidth);
      const count = page.rows().length;
      const last = page.element.conversations.at(-1)?.id as string;
      page.element.focusConversation(last);
      await page.until(
        () => page.row(last)?.contains(activeElement()) === true,
        'the last row has the focus',
      );
      const grid = page.get('grid', 'Ongoing conversations');
      const frame = (grid.parentElement as HTMLElement).getBoundingClientRect();
      const { top, bottom } = (page.row(last) as HTMLElement).getBoundingClientRect();
      expect(top).to.be.greaterThan(frame.top);
      // Sizes come in whole pixels, which are then enlarged.
      expect(bottom).to.be.at.most(frame.bottom + 2);
      page.element.remove();
      return count;
    };
    // Without growing, the larger one would have three times as many.
    const small = await rowsOn(1_200);
    expect(await rowsOn(3_840)).to.be.at.most(small + 6);
  });
});
