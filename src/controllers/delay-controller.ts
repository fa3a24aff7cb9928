/** One delayed call, forgotten when the host leaves the page. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class DelayController implements ReactiveController {
  readonly #delay: number;
  readonly #onElapsed: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, delay: number, onElapsed: () => void) {
    this.#delay = delay;
    this.#onElapsed = onElapsed;
    host.addController(this);
  }

  get isRunning(): boolean {
    return this.#timer !== undefined;
  }

  /** Starts anew: the time counts from the last call. */
  start(): void {
    this.cancel();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#onElapsed();
    }, this.#delay);
  }

  cancel(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  hostDisconnected(): void {
    this.cancel();
  }
}
