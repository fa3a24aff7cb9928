/** Totals over all rows of the window, counted up and down with each change. */
import type { Conversation } from '../model/conversation.js';
import { effectiveStart, elapsed, isRunning } from '../model/durations.js';
import { isInQueue, isNegative } from '../model/metrics.js';

export interface KpiCounts {
  readonly ongoing: number;
  readonly open: number;
  readonly active: number;
  readonly awaitingAcceptance: number;
  readonly waiting: number;
  readonly wrapUp: number;
  readonly inQueue: number;
  readonly negative: number;
}

export class KpiCounters {
  readonly #counts = {
    ongoing: 0,
    open: 0,
    active: 0,
    awaitingAcceptance: 0,
    waiting: 0,
    wrapUp: 0,
    inQueue: 0,
    negative: 0,
  };
  readonly #longest = new LongestWait();

  /** Takes the row out as it was and counts it as it is. */
  replace(before: Conversation | undefined, after: Conversation | undefined): void {
    if (before) this.#count(before, -1);
    if (after) this.#count(after, 1);
  }

  #count(row: Conversation, sign: 1 | -1): void {
    const counts = this.#counts;
    counts.ongoing += sign;
    if (row.status === 'open') counts.open += sign;
    if (row.status === 'active') counts.active += sign;
    if (row.status === 'active' && row.phase === 'awaiting-acceptance') counts.awaitingAcceptance += sign;
    if (row.status === 'waiting') counts.waiting += sign;
    if (row.status === 'wrap-up') counts.wrapUp += sign;
    if (isNegative(row)) counts.negative += sign;
    if (!isInQueue(row)) return;
    counts.inQueue += sign;
    if (sign > 0) this.#longest.add(row);
    else this.#longest.remove(row);
  }

  get counts(): KpiCounts {
    return { ...this.#counts };
  }

  /** The largest wait at a time given later; `rows` are looked through only when the longest one has left. */
  longestWait(rows: Iterable<Conversation>): (now: number) => number | null {
    return this.#longest.reader(rows);
  }
}

/** The longest running wait is the earliest effective start; the longest stopped one is the largest value. */
class LongestWait {
  #running: Conversation | null = null;
  #stopped: Conversation | null = null;
  #unknown = false;

  add(row: Conversation): void {
    const { wait } = row;
    if (wait === null) return;
    if (isRunning(wait)) {
      const best = this.#running?.wait ?? null;
      if (!isRunning(best) || effectiveStart(wait) < effectiveStart(best)) this.#running = row;
    } else if (wait.ms > (this.#stopped?.wait?.ms ?? -1)) {
      this.#stopped = row;
    }
  }

  remove(row: Conversation): void {
    if (row === this.#running || row === this.#stopped) this.#unknown = true;
  }

  reader(rows: Iterable<Conversation>): (now: number) => number | null {
    if (this.#unknown) {
      this.#unknown = false;
      this.#running = null;
      this.#stopped = null;
      for (const row of rows) if (isInQueue(row)) this.add(row);
    }
    const running = this.#running?.wait ?? null;
    const stopped = this.#stopped?.wait ?? null;
    return (now) => {
      if (running === null && stopped === null) return null;
      return Math.max(running ? elapsed(running, now) : 0, stopped ? elapsed(stopped, now) : 0);
    };
  }
}
