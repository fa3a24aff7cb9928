/** When the report publishes: with the frames of a visible page, once a second in a hidden one, once on its return. */
import { expect } from '@open-wc/testing';
import sinon from 'sinon';
import { pageFrames } from '../../src/controllers/frame-scheduler.js';

describe('frames of the page', () => {
  let visibility: DocumentVisibilityState = 'visible';
  let clock: sinon.SinonFakeTimers;

  function turn(to: DocumentVisibilityState): void {
    visibility = to;
    document.dispatchEvent(new Event('visibilitychange'));
  }

  beforeEach(() => {
    visibility = 'visible';
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibility });
    clock = sinon.useFakeTimers();
  });
  afterEach(() => {
    clock.restore();
    delete (document as { visibilityState?: unknown }).visibilityState;
  });

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
    clock.runToFrame();
    expect(report.passes).to.equal(1);
  });

  it('E07 publishes at most once a second while the page is hidden, and once when it comes back', () => {
    const report = publisher();
    turn('hidden');
    for (let change = 0; change < 100; change += 1) {
      report.change();
      clock.tick(50);
    }
    expect(report.passes).to.be.within(4, 5);
    const hidden = report.passes;
    report.change();
    turn('visible');
    clock.runToFrame();
    expect(report.passes).to.equal(hidden + 1);
    clock.tick(5_000);
    expect(report.passes).to.equal(hidden + 1);
  });

  it('leaves nothing behind when it is cancelled', () => {
    const cancel = pageFrames(() => expect.fail('cancelled'));
    cancel();
    turn('hidden');
    turn('visible');
    expect(clock.countTimers()).to.equal(0);
  });
});
