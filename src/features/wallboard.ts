/**
 * A wallboard has nobody beside it: it keeps the screen awake as long as it is seen, and connects again by itself where
 * somebody else would press *Try again*.
 */
import type { ReactiveController } from 'lit';
import type { Feature, FeatureHost } from '../controllers/feature.js';
import { DelayController } from '../controllers/delay-controller.js';
import { PageEvent } from '../controllers/page-event.js';
import { StreamController } from '../controllers/stream-controller.js';
import type { PillState } from '../engine/view-types.js';

/** States that a source does not leave by itself. */
const ENDS: ReadonlySet<PillState> = new Set(['failed', 'unauthorized', 'forbidden']);
const TRY_AGAIN_MS = 60_000;

export const wallboard: Feature = (host) => {
  new AwakeScreen(host);
  keepConnected(host);
};

function keepConnected({ report, engine }: FeatureHost): void {
  const retry = new DelayController(report, TRY_AGAIN_MS, () => {
    if (report.mode === 'wallboard') engine.refresh();
  });
  new StreamController(
    report,
    () => engine.connection$,
    ({ state }) => {
      if (!ENDS.has(state)) retry.cancel();
      else if (!retry.isRunning) retry.start();
    },
  );
}

/** Where the browser cannot, or will not on a low battery, the screen sleeps as any other. */
class AwakeScreen implements ReactiveController {
  readonly #host: FeatureHost;
  #lock: Promise<WakeLockSentinel | undefined> | undefined;

  constructor(host: FeatureHost) {
    this.#host = host;
    host.report.addController(this);
    new PageEvent(host.report, 'document', 'visibilitychange', () => this.#update());
  }

  hostConnected(): void {
    this.#update();
  }

  hostDisconnected(): void {
    this.#release();
  }

  hostUpdated(): void {
    this.#update();
  }

  /** A page that is hidden loses the lock and has to ask anew. */
  #update(): void {
    const isWanted = this.#host.report.mode === 'wallboard' && document.visibilityState === 'visible';
    if (!isWanted) this.#release();
    else this.#lock ??= request();
  }

  #release(): void {
    void this.#lock?.then((lock) => lock?.release()).catch(() => undefined);
    this.#lock = undefined;
  }
}

async function request(): Promise<WakeLockSentinel | undefined> {
  try {
    return await (navigator as Partial<Navigator>).wakeLock?.request('screen');
  } catch {
    return undefined;
  }
}
