/** One clock for the page: an interval of one second that runs while someone listens and the page is visible. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  for (const listener of [...listeners]) listener();
}

function run(): void {
  const wanted = listeners.size > 0 && document.visibilityState !== 'hidden';
  if (wanted && timer === undefined) timer = setInterval(tick, 1000);
  if (!wanted && timer !== undefined) {
    clearInterval(timer);
    timer = undefined;
  }
}

/** A page that comes back shows the right time at once, not up to a second later. */
function onVisibilityChange(): void {
  run();
  if (timer !== undefined) tick();
}

function listen(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener('visibilitychange', onVisibilityChange);
  listeners.add(listener);
  run();
  return () => {
    listeners.delete(listener);
    run();
    if (listeners.size === 0) document.removeEventListener('visibilitychange', onVisibilityChange);
  };
}

/** Calls back each second while the host is connected. */
export class ClockController implements ReactiveController {
  readonly #onTick: () => void;
  #stop: (() => void) | undefined;

  /** @param onTick default: ask the host for an update. */
  constructor(host: ReactiveControllerHost, onTick: () => void = () => host.requestUpdate()) {
    this.#onTick = onTick;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop ??= listen(this.#onTick);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
