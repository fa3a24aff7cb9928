/**
 * Nothing jumps: the browser’s own measure of how far things move that nobody moved. Rows that take another place in the order
 * are drawn there without a new layout, which is not measured; everything around them is.
 */
import { expect, nextFrame } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { loadDeferredElements } from '../../src/element-registration.js';
import { conversation, ScriptedDataSource } from '../../testing/scripted-data-source.js';
import { ReportPage } from '../support/report-page.js';

const START = Date.now();
const FRAMES = 180;
const MOST = 0.02;

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
}

/** Where a row stands in the order: for good, or each time somewhere else. */
const KEPT = (place: number): number => 900_000 - place * 1_000;
const MIXED = (place: number, version: number): number => ((place * 7_919 + version * 104_729) % 900) * 1_000;

const row = (place: number, version: number, waitOf: typeof MIXED) =>
  conversation(`c${String(place)}`, {
    version,
    subject: `Subject ${String(place)}`.repeat(1 + (version % 3)),
    startedAt: START - 60_000 * place,
    status: (['open', 'active', 'waiting', 'wrap-up'] as const)[(place + version) % 4] ?? 'open',
    sentiment: (['very-negative', 'neutral', 'very-positive', null] as const)[(place * version) % 4] ?? null,
    wait: { ms: waitOf(place, version), since: null },
  });

describe('a report that is live', () => {
  before(loadDeferredElements);

  it('moves nothing on its own while rows change', async () => {
    await watch(KEPT);
  });

  it('moves nothing around the rows that change places', async () => {
    await watch(MIXED);
  });

  async function watch(waitOf: typeof MIXED): Promise<void> {
    for (const width of [1280, 390]) {
      await setViewport({ width, height: 720 });
      const source = new ScriptedDataSource();
      const page = await ReportPage.open({ dataSource: source, viewStorage: null });
      source.snapshot(
        Array.from({ length: 60 }, (_, place) => row(place, 1, waitOf)),
        START,
      );
      await page.until(() => page.rows().length > 5, 'the rows are there');
      const shifts: LayoutShift[] = [];
      const observer = new PerformanceObserver((list) =>
        shifts.push(...(list.getEntries() as LayoutShift[])),
      );
      observer.observe({ type: 'layout-shift' });
      for (let frame = 0; frame < FRAMES; frame += 1) {
        const changed = [0, 1, 2].map((step) => row((frame * 7 + step * 11) % 60, frame + 2, waitOf));
        // Below the rows in sight, every other frame one comes or goes.
        const last = row(60 + (frame >> 2), frame + 2, waitOf);
        if (frame % 4 === 0) changed.push(last);
        source.delta(changed, frame % 4 === 2 ? [last] : []);
        await nextFrame();
      }
      shifts.push(...(observer.takeRecords() as LayoutShift[]));
      observer.disconnect();
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      expect(sum, `at ${String(width)} px`).to.be.lessThan(MOST);
    }
    await setViewport({ width: 1280, height: 720 });
  }
});
