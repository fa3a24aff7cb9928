/** The mean of durations of which some are running, kept without looking at all of them. */
import { effectiveStart, isRunning, type Duration } from '../model/durations.js';

export class DurationAverage {
  #stopped = 0;
  #stoppedSum = 0;
  #running = 0;
  /** Sum of effective starts: the total of the running ones is running × now − this. */
  #startSum = 0;

  /** Counts `after` instead of `before`; null counts for nothing. */
  replace(before: Duration | null, after: Duration | null): void {
    if (before === after) return;
    this.#count(before, -1);
    this.#count(after, 1);
  }

  #count(duration: Duration | null, sign: 1 | -1): void {
    if (duration === null) return;
    if (isRunning(duration)) {
      this.#running += sign;
      this.#startSum += sign * effectiveStart(duration);
    } else {
      this.#stopped += sign;
      this.#stoppedSum += sign * duration.ms;
    }
  }

  /** Milliseconds at `now`, or null when there is nothing to average. */
  at(now: number): number | null {
    const count = this.#running + this.#stopped;
    return count === 0
      ? null
      : Math.max(0, (this.#stoppedSum + this.#running * now - this.#startSum) / count);
  }
}
