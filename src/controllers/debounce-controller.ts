/** Lets a burst of calls through as one, shortly after its last; what is still waiting is dropped with its host. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Short enough not to be felt while typing. */
const DELAY_MS = 80;

export class DebounceController implements ReactiveController {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    host.addController(this);
  }

  /** Calls `action` once nothing else was asked for during the delay. */
  run(action: () => void): void {
    this.cancel();
    this.#timer = setTimeout(action, DELAY_MS);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  hostDisconnected(): void {
    this.cancel();
  }
}
