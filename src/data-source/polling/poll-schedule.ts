import { pollBackoff, spreadInterval } from './pacing.js';
import type { PollingPlatform } from './platform.js';
import { Stopwatch } from './stopwatch.js';

const HIDDEN_INTERVAL = 60_000;
/** A page that comes back asks at once, unless it was told something less than this ago (ms). */
const FRESH_ENOUGH = 2_000;
/** Requests on demand are at least so far apart (ms). */
const MIN_GAP = 200;

export interface ScheduleOptions {
  /** Ms between the end of a request and the next one. */
  readonly interval: number;
  /** What happens while nobody sees the page: nothing, or a request a minute. */
  readonly hidden: 'stop' | 'keep';
}

/** Decides when the next request leaves. Nothing is due while nobody sees the page, if it has to stop then. */
export class PollSchedule {
  readonly #platform: PollingPlatform;
  readonly #options: ScheduleOptions;
  readonly #onDue: () => void;
  /** Since the last request ended. */
  readonly #settled: Stopwatch;
  /** Ms after the end of the last request for which the server asked not to be asked. */
  #floor = 0;
  /** Monotonic ms of the next request. */
  #dueAt = Infinity;
  #hasEnded = false;
  #cancelTimer: () => void = () => undefined;

  constructor(platform: PollingPlatform, options: ScheduleOptions, onDue: () => void) {
    this.#platform = platform;
    this.#options = options;
    this.#onDue = onDue;
    this.#settled = new Stopwatch(platform);
  }

  get isDormant(): boolean {
    const { hidden, prerendering } = this.#platform.page;
    return prerendering || (hidden && this.#options.hidden === 'stop');
  }

  /** Ms between two requests, as the page is now. */
  get interval(): number {
    const { interval, hidden } = this.#options;
    const isRare = hidden === 'keep' && this.#platform.page.hidden;
    return isRare ? Math.max(HIDDEN_INTERVAL, interval) : interval;
  }

  /** True when what the page knows is so old that coming back to it is a reason to ask. */
  get isDemandJustified(): boolean {
    return this.#settled.elapsed >= FRESH_ENOUGH;
  }

  /** A request ended. */
  settle(): void {
    this.#settled.start();
    this.#floor = 0;
  }

  /** After `delay` ms, if nothing is due earlier: what was asked for in the meantime holds. */
  in(delay: number): void {
    const wait = Math.max(0, delay, this.#floor - this.#settled.elapsed);
    const dueAt = this.#platform.monotonic() + wait;
    if (this.#hasEnded || this.isDormant || this.#dueAt <= dueAt) return;
    this.cancel();
    this.#dueAt = dueAt;
    this.#cancelTimer = this.#platform.startTimer(() => {
      this.#dueAt = Infinity;
      this.#onDue();
    }, wait);
  }

  inAnInterval(): void {
    this.in(spreadInterval(this.interval, this.#platform.random()));
  }

  /**
   * @param failures in a row, this one included
   * @param floor ms that the server asked to wait
   * @returns ms until the next request
   */
  afterFailure(failures: number, floor: number): number {
    this.cancel();
    this.#floor = floor;
    const delay = floor + pollBackoff(failures, this.#platform.random());
    this.in(delay);
    return delay;
  }

  /** On demand. */
  soon(): void {
    this.in(MIN_GAP - this.#settled.elapsed);
  }

  /** The page came back. */
  afterWake(): void {
    if (this.isDemandJustified) this.soon();
    else this.inAnInterval();
  }

  cancel(): void {
    this.#cancelTimer();
    this.#dueAt = Infinity;
  }

  /** For good: who leaves while an answer is told must not be asked for by what follows from it. */
  end(): void {
    this.#hasEnded = true;
    this.cancel();
  }
}
