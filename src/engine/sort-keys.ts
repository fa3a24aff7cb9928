/**
 * What a row is ordered by.
 *
 * A running duration grows with time, so its key is chosen not to: value = key + now while it runs, value = key when it
 * has stopped. Among running rows (and among stopped ones) the order of keys is the order of values for ever.
 */
import { sentimentRank, STATUSES, type Conversation } from '../model/conversation.js';
import { effectiveStart, isRunning, type Duration } from '../model/durations.js';
import type { ColumnId, SortKey } from '../model/view-state.js';
import { fold } from './text-fold.js';

/** Null is ordered last in either direction: a missing value is never the answer to "who is first?". */
export type KeyValue = number | string | null;

export interface RowKey {
  readonly value: KeyValue;
  /** True when the value grows with time. */
  readonly running: boolean;
}

type Compare = (a: Conversation, b: Conversation) => number;

const still = (value: KeyValue): RowKey => ({ value, running: false });
const name = (named: { readonly name: string } | null): RowKey => still(named && fold(named.name));
const duration = (value: Duration | null): RowKey =>
  isRunning(value) ? { value: -effectiveStart(value), running: true } : still(value && value.ms);
const since = (at: number | null): RowKey => (at === null ? still(null) : { value: -at, running: true });

const READERS: Readonly<Record<string, (row: Conversation) => RowKey>> = {
  subject: (row) => still(fold(row.subject)),
  status: (row) => still(statusRank(row)),
  agent: (row) => name(row.agent),
  queue: (row) => name(row.queue),
  channel: (row) => still(row.channel),
  wait: (row) => (row.direction === 'outbound' ? still(null) : duration(row.wait)),
  handle: (row) => duration(row.handle),
  sentiment: (row) => still(row.sentiment === null ? null : sentimentRank(row.sentiment)),
  customer: (row) => name(row.customer),
  workstream: (row) => name(row.workstream),
  priority: (row) => still(row.priority),
  skills: (row) => still(row.skills.length),
  'started-on': (row) => still(row.startedAt),
  'time-in-status': (row) => since(row.statusSince),
  'last-customer-message': (row) => since(row.lastCustomerMessageAt),
  direction: (row) => still(row.direction),
  transfers: (row) => still(row.transfers),
  'monitored-by': (row) => still(row.monitoredBy.length),
};

/** Open first, then offered, in conversation, waiting, wrap-up, unknown ones last. */
function statusRank({ status, phase }: Conversation): number {
  const rank = (STATUSES as readonly string[]).indexOf(status);
  return rank < 0
    ? STATUSES.length
    : rank + (status === 'active' && phase !== 'awaiting-acceptance' ? 0.5 : 0);
}

/** Equal to nothing, itself included: a row ordered by a host's function may move with any change. */
const UNEQUAL: RowKey = still(NaN);

/** One sort key made ready: reads a row's key and compares two of them at a time. */
export class KeyReader {
  readonly read: (row: Conversation) => RowKey;
  readonly #sign: 1 | -1;
  readonly #compareRows: Compare | undefined;

  /** @param compare a host's own order for its column; it must not depend on time. */
  constructor({ column, direction }: SortKey, compare?: Compare) {
    this.read = compare ? () => UNEQUAL : (READERS[column] ?? (() => still(null)));
    this.#sign = direction === 'ascending' ? 1 : -1;
    this.#compareRows = compare;
  }

  /** A key of this reader as a number that rises in the order of the rows; 0 for all where keys are not numbers. */
  lead(key: RowKey | undefined): number {
    if (!key || this.#compareRows || typeof key.value === 'string') return 0;
    return key.value === null ? Infinity : this.#sign * key.value;
  }

  /** What time adds to the lead of a running key. */
  leadShift(now: number): number {
    return this.#sign * now;
  }

  compare(a: Conversation, b: Conversation, keyOfA: RowKey, keyOfB: RowKey, now: number): number {
    if (this.#compareRows) return this.#sign * this.#compareRows(a, b);
    const valueOfA = at(keyOfA, now);
    const valueOfB = at(keyOfB, now);
    if (valueOfA === valueOfB) return 0;
    if (valueOfA === null) return 1;
    if (valueOfB === null) return -1;
    return this.#sign * (valueOfA < valueOfB ? -1 : 1);
  }
}

function at({ value, running }: RowKey, now: number): KeyValue {
  return running && typeof value === 'number' ? value + now : value;
}

/** Readers for the keys of a view; columns nobody knows are left out. */
export function keyReaders(
  sort: readonly SortKey[],
  compareOf: (column: ColumnId) => Compare | undefined,
): readonly KeyReader[] {
  return sort
    .filter(({ column }) => Object.hasOwn(READERS, column) || compareOf(column) !== undefined)
    .map((key) => new KeyReader(key, compareOf(key.column)));
}
