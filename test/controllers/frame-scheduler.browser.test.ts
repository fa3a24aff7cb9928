/** When the report publishes: with the frames of a visible page, once a second in a hidden one, once on its return. */
import { expect } from '@open-wc/testing';
import { pageFrames } from '../../src/controllers/frame-scheduler.js';
import { usePageVisibility } from '../support/page-visibility.js';

describe('frames of the page', () => {
  const page = usePageVisibility();

  /** Asks for a frame with each change, as the engine does: one at a time. */
  function publisher(): { change: () => void; readonly passes: number } {
    let cancel: (() => void) | null = null;
    let passes = 0;
    return {
      change: () => {
        cancel ??= pageFrames(() => {
          cancel = null;
          passes += 1;
        });
      },
      get passes() {
        return passes;
      },
    };
  }

  it('E03 publishes once a frame, however many changes come', () => {
    const report = publisher();
    for (let change = 0; change < 100; change += 1) report.change();
    page.clock.runToFrame();
    expect(report.passes).to.equal(1);
  });

  it('E07 publishes at most once a second while the page is hidden, and once when it comes back', () => {
    const report = publisher();
    page.turn('hidden');
    for (let change = 0; change < 100; change += 1) {
      report.change();
      page.clock.tick(50);
    }
    expect(report.passes).to.be.within(4, 5);
    const hidden = report.passes;
    report.change();
    page.turn('visible');
    page.clock.runToFrame();
    expect(report.passes).to.equal(hidden + 1);
    page.clock.tick(5_000);
    expect(report.passes).to.equal(hidden + 1);
  });

  it('leaves nothing behind when it is cancelled', () => {
    const cancel = pageFrames(() => expect.fail('cancelled'));
    cancel();
    page.turn('hidden');
    page.turn('visible');
    expect(page.clock.countTimers()).to.equal(0);
  });
});
