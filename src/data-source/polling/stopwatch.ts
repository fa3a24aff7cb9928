import type { PollingPlatform } from './platform.js';

/** Ms since a moment, by the clock that says more: the monotonic one may have slept, the other one may be set back. */
export class Stopwatch {
  readonly #platform: Pick<PollingPlatform, 'now' | 'monotonic'>;
  #now = -Infinity;
  #monotonic = -Infinity;

  constructor(platform: Pick<PollingPlatform, 'now' | 'monotonic'>) {
    this.#platform = platform;
  }

  start(): void {
    this.#now = this.#platform.now();
    this.#monotonic = this.#platform.monotonic();
  }

  /** Infinity before the first start. */
  get elapsed(): number {
    return Math.max(this.#platform.now() - this.#now, this.#platform.monotonic() - this.#monotonic);
  }
}
