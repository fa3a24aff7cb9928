/** So many units an interval, and no more; what is not used does not add up. */
export class Budget {
  readonly #size: number;
  readonly #interval: number;
  #left: number;
  #since = 0;

  /** @param interval ms */
  constructor(size: number, interval: number) {
    this.#size = size;
    this.#interval = interval;
    this.#left = size;
  }

  /** Takes one unit. @param now ms */
  take(now: number): boolean {
    if (now - this.#since >= this.#interval) {
      this.#since = now;
      this.#left = this.#size;
    }
    if (this.#left <= 0) return false;
    this.#left -= 1;
    return true;
  }

  /** Ms until there is something left again. */
  wait(now: number): number {
    return this.#left > 0 ? 0 : Math.max(0, this.#since + this.#interval - now);
  }
}
