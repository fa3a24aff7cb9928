import type { PollingPlatform } from './platform.js';
import { Stopwatch } from './stopwatch.js';

/** Intervals without an answer after which the rows are stale. */
const MISSED_INTERVALS = 3;

/** When the server was last heard, and the alarm that goes off when that is too long ago. */
export class Contact {
  readonly #platform: PollingPlatform;
  readonly #interval: () => number;
  readonly #onSilence: () => void;
  readonly #last: Stopwatch;
  #cancelTimer: () => void = () => undefined;

  /** @param interval ms between two answers, as the page is now: a page that is shown again expects more of them */
  constructor(platform: PollingPlatform, interval: () => number, onSilence: () => void) {
    this.#platform = platform;
    this.#interval = interval;
    this.#onSilence = onSilence;
    this.#last = new Stopwatch(platform);
  }

  mark(): void {
    this.#last.start();
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

  get #limit(): number {
    return MISSED_INTERVALS * this.#interval();
  }

  stop(): void {
    this.#cancelTimer();
  }
}
