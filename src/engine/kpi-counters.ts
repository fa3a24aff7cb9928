/** Totals over all rows of the window, counted up and down with each change. */
import type { Conversation } from '../model/conversation.js';
import { effectiveStart, isRunning } from '../model/durations.js';
import { isInQueue, isNegative } from '../model/metrics.js';
import { Lowest } from './lowest.js';
import type { RowRecord } from './row-record.js';

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

  /** Counts a row as it is now instead of as it was counted before. */
  replace(record: RowRecord, after: Conversation | undefined): void {
    const before = record.counted;
    record.counted = after;
    if (before && after && isCountedAlike(before, after)) return;
    if (before) this.#count(before, -1);
    if (after) this.#count(after, 1);
    this.#longest.replace(record, before, after);
  }

  #count(row: Conversation, sign: 1 | -1): void {
    const counts = this.#counts;
    counts.ongoing += sign;
    if (row.status === 'open') counts.open += sign;
    else if (row.status === 'active') {
      counts.active += sign;
      if (row.phase === 'awaiting-acceptance') counts.awaitingAcceptance += sign;
    } else if (row.status === 'waiting') counts.waiting += sign;
    else if (row.status === 'wrap-up') counts.wrapUp += sign;
    if (isNegative(row)) counts.negative += sign;
    if (isInQueue(row)) counts.inQueue += sign;
  }

  get counts(): KpiCounts {
    return { ...this.#counts };
  }

  /** The largest wait at a time given later. */
  longestWait(): (now: number) => number | null {
    return this.#longest.reader();
  }
}

/** Most changes touch nothing that is counted. */
function isCountedAlike(a: Conversation, b: Conversation): boolean {
  return (
    a.status === b.status &&
    a.wait === b.wait &&
    a.phase === b.phase &&
    a.direction === b.direction &&
    isNegative(a) === isNegative(b)
  );
}

/** The longest running wait is the earliest effective start; the longest stopped one is the largest value. */
class LongestWait {
  readonly #running = new Lowest<RowRecord>(({ counted }, key) => runningKey(counted) === key);
  readonly #stopped = new Lowest<RowRecord>(({ counted }, key) => stoppedKey(counted) === key);

  replace(record: RowRecord, before: Conversation | undefined, after: Conversation | undefined): void {
    // A wait that has changed has another key; where nothing of it changed, what is known of it still holds.
    move(this.#running, record, runningKey(before), runningKey(after));
    move(this.#stopped, record, stoppedKey(before), stoppedKey(after));
  }

  reader(): (now: number) => number | null {
    const start = this.#running.key;
    const stopped = this.#stopped.key;
    return (now) => {
      if (start === null && stopped === null) return null;
      return Math.max(start === null ? 0 : now - start, stopped === null ? 0 : -stopped);
    };
  }
}

function move(set: Lowest<RowRecord>, record: RowRecord, from: number | null, to: number | null): void {
  if (from === to) return;
  if (from !== null) set.removed();
  if (to !== null) set.add(record, to);
}

function runningKey(row: Conversation | undefined): number | null {
  return row && isRunning(row.wait) && isInQueue(row) ? effectiveStart(row.wait) : null;
}

function stoppedKey(row: Conversation | undefined): number | null {
  return row?.wait && row.wait.since === null && isInQueue(row) ? -row.wait.ms : null;
}
