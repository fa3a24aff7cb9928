/** When the next request may leave. All in ms. */

const MAX_BACKOFF = 60_000;
const MAX_MORE = 20;
const LOOP_REQUESTS = 5;
const LOOP_WINDOW = 500;

/** The interval ± 10 %, so that the clients of one server do not ask in step. */
export function spreadInterval(interval: number, random: number): number {
  return interval * (0.9 + 0.2 * random);
}

/** Full jitter below 1, 2, 4 … 60 s for the first, second, third … failure in a row. */
export function pollBackoff(failures: number, random: number): number {
  return random * Math.min(MAX_BACKOFF, 1000 * 2 ** (failures - 1));
}

/**
 * Guards against a server (or a proxy) whose answers make the client ask again at once for ever: the same position
 * asked for 5 times within 500 ms, or an answer that says 21 times in a row that there is more.
 */
export class LoopGuard {
  #position: string | null = null;
  #times: number[] = [];
  #more = 0;

  /** False when the request for `position` must wait. */
  admits(position: string, now: number): boolean {
    if (position !== this.#position) this.#times = [];
    this.#position = position;
    this.#times = this.#times.filter((time) => now - time < LOOP_WINDOW);
    if (this.#times.length >= LOOP_REQUESTS) {
      this.#times = [];
      return false;
    }
    this.#times.push(now);
    return true;
  }

  /** False when one more answer that says that there is more must not be followed at once. */
  admitsMore(): boolean {
    this.#more += 1;
    if (this.#more <= MAX_MORE) return true;
    this.#more = 0;
    return false;
  }

  endMore(): void {
    this.#more = 0;
  }
}
