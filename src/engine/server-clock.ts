/**
 * Server time on the client: an anchor plus monotonic time, so that a stepped wall clock moves no duration.
 *
 * Small corrections are slewed (at most 100 ms a second), because timers that jump look broken; larger ones are
 * stepped, because a wrong duration is worse.
 */
import type { TimeSource } from './time-source.js';

const STEP_FROM_MS = 2_000;
const SLEW_PER_MS = 0.1;

export class ServerClock {
  readonly #time: TimeSource;
  #anchorServer: number;
  #anchorMonotonic: number;
  /** What is still to be slewed in. */
  #owed = 0;
  #sampled = false;
  #stamped = false;

  constructor(time: TimeSource) {
    this.#time = time;
    this.#anchorServer = time.wall();
    this.#anchorMonotonic = time.monotonic();
  }

  /** Server time, epoch ms. */
  now(): number {
    const elapsed = this.#time.monotonic() - this.#anchorMonotonic;
    const slewed = Math.sign(this.#owed) * Math.min(Math.abs(this.#owed), elapsed * SLEW_PER_MS);
    return this.#anchorServer + elapsed + slewed;
  }

  /** A measured offset: server time − wall clock. */
  observeOffset(offsetMs: number): void {
    if (!Number.isFinite(offsetMs)) return;
    this.#correct(this.#time.wall() + offsetMs);
    this.#sampled = true;
  }

  /**
   * The time stamp of data. Without a measured offset it is the best there is: the first one sets the clock, later ones
   * move it forward only, because data can be old but not from the future.
   */
  observeTimestamp(asOf: number): void {
    if (this.#sampled || !Number.isFinite(asOf)) return;
    const ahead = asOf - this.now();
    if (ahead > STEP_FROM_MS || (!this.#stamped && ahead < -STEP_FROM_MS)) this.#correct(asOf);
    this.#stamped = true;
  }

  #correct(server: number): void {
    const now = this.now();
    const difference = server - now;
    const step = Math.abs(difference) >= STEP_FROM_MS;
    this.#anchorServer = step ? server : now;
    this.#anchorMonotonic = this.#time.monotonic();
    this.#owed = step ? 0 : difference;
  }
}
