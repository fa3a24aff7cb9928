const MEMORY = 600_000;
const MIN_BETWEEN_SNAPSHOTS = 60_000;
const MARKS_TO_TRUST = 3;

/** What to do about a mark that differs: read again; read again and report; or wait, for it was read just now. */
export type DivergenceVerdict = 'resync' | 'report' | 'wait';

/**
 * T20: decides what follows when rows differ from the server's although no delta is missing.
 *
 * The first time is repaired at once. When it comes again within 10 minutes, reading is not what helps, and the rows are
 * read once a minute until three marks in a row agree.
 */
export class DivergenceWatch {
  #lastAt = -Infinity;
  #readAt = -Infinity;
  #isPersistent = false;
  #agreeing = 0;

  /** @param now monotonic ms */
  differs(now: number): DivergenceVerdict {
    const again = now - this.#lastAt < MEMORY;
    this.#lastAt = now;
    this.#agreeing = 0;
    if (this.#isPersistent && now - this.#readAt < MIN_BETWEEN_SNAPSHOTS) return 'wait';
    this.#readAt = now;
    if (!again || this.#isPersistent) return 'resync';
    this.#isPersistent = true;
    return 'report';
  }

  agrees(): void {
    this.#agreeing += 1;
    if (this.#agreeing >= MARKS_TO_TRUST) this.#isPersistent = false;
  }
}
