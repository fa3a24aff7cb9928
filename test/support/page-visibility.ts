/** A page that is shown and hidden by a test, with time in its hands; call it within a `describe`. */
import sinon from 'sinon';

export interface PageVisibility {
  readonly clock: sinon.SinonFakeTimers;
  turn(to: DocumentVisibilityState): void;
}

export function usePageVisibility(): PageVisibility {
  let visibility: DocumentVisibilityState = 'visible';
  let clock: sinon.SinonFakeTimers;

  beforeEach(() => {
    visibility = 'visible';
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibility });
    clock = sinon.useFakeTimers();
  });
  afterEach(() => {
    clock.restore();
    delete (document as { visibilityState?: unknown }).visibilityState;
  });

  return {
    get clock() {
      return clock;
    },
    turn(to) {
      visibility = to;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}
