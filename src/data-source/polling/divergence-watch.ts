const MEMORY = 600_000;
const MIN_BETWEEN_READINGS = 60_000;

/** Counts how often the rows differed from the server's, and limits how often all are read for it. */
export class DivergenceWatch {
  #count = 0;
  #lastAt = -Infinity;
  #readAt = -Infinity;
  /** A reading was wanted too early. */
  #isOwed = false;

  /**
   * Notes one occurrence at `now` (monotonic ms). The first one in 10 minutes is repaired at once; when it comes again,
   * reading is not what helps, so all rows are read once a minute at most.
   */
  note(now: number): { readonly isRepeated: boolean; readonly count: number; readonly mayRead: boolean } {
    this.#count = now - this.#lastAt < MEMORY ? this.#count + 1 : 1;
    this.#lastAt = now;
    const mayRead = this.#count === 1 || now - this.#readAt >= MIN_BETWEEN_READINGS;
    if (mayRead) this.#readAt = now;
    this.#isOwed = !mayRead;
    return { isRepeated: this.#count > 1, count: this.#count, mayRead };
  }

  /** True when what had to wait may be read now: if nothing changes any more, nothing else would remind of it. */
  isDue(now: number): boolean {
    return this.#isOwed && now - this.#readAt >= MIN_BETWEEN_READINGS;
  }
}
