import type { PollingPlatform } from './platform.js';
import { Stopwatch } from './stopwatch.js';

/** Intervals without an answer after which the rows are stale. */
const MISSED_INTERVALS = 3;

/** When the server was last heard, and the alarm that goes off when that is too long ago. */
export class Contact {
  readonly #platform: PollingPlatform;
  readonly #onSilence: () => void;
  readonly #last: Stopwatch;
  #limit = Infinity;
  #cancelTimer: () => void = () => undefined;

  constructor(platform: PollingPlatform, onSilence: () => void) {
    this.#platform = platform;
    this.#onSilence = onSilence;
    this.#last = new Stopwatch(platform);
  }

  /** @param interval ms until the next answer is due */
  mark(interval: number): void {
    this.#last.start();
    this.#limit = interval * MISSED_INTERVALS;
    this.#cancelTimer();
    this.#cancelTimer = this.#platform.startTimer(this.#onSilence, this.#limit);
  }

  /** Ms since the last answer. */
  get age(): number {
    return this.#last.elapsed;
  }

  get isLost(): boolean {
    return this.age >= this.#limit;
  }

  stop(): void {
    this.#cancelTimer();
  }
}
