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
export type KeyValue = number | string | null | Conversation;

type CompareRows = (a: Conversation, b: Conversation) => number;
/** The order of a column that is not the engine's own: a comparison, or a number to order by. */
export type OwnOrder = CompareRows | Column;

/** How a column gives its key. */
export interface Column {
  readonly value: (row: Conversation) => KeyValue;
  /** What the key is worked out from, where that is dear: the same again is the same key. */
  readonly source?: (row: Conversation) => unknown;
  /** Whether the key grows with time; never, when left out. */
  readonly runs?: (row: Conversation) => boolean;
}

const text = (source: (row: Conversation) => string | null | undefined): Column => ({
  value: (row) => {
    const words = source(row);
    return words === null || words === undefined ? null : fold(words);
  },
  source,
});
const number = (value: Column['value']): Column => ({ value });
const duration = (of: (row: Conversation) => Duration | null): Column => ({
  value: (row) => {
    const time = of(row);
    return isRunning(time) ? -effectiveStart(time) : time && time.ms;
  },
  source: of,
  runs: (row) => isRunning(of(row)),
});
const since = (at: (row: Conversation) => number | null): Column => ({
  value: (row) => {
    const start = at(row);
    return start === null ? null : -start;
  },
  runs: (row) => at(row) !== null,
});

const COLUMNS: Readonly<Record<string, Column>> = {
  subject: text((row) => row.subject),
  status: number(statusRank),
  agent: text((row) => row.agent?.name),
  queue: text((row) => row.queue?.name),
  channel: number((row) => row.channel),
  wait: duration((row) => (row.direction === 'outbound' ? null : row.wait)),
  handle: duration((row) => row.handle),
  sentiment: number((row) => (row.sentiment === null ? null : sentimentRank(row.sentiment))),
  customer: text((row) => row.customer?.name),
  workstream: text((row) => row.workstream?.name),
  priority: number((row) => row.priority),
  skills: number((row) => row.skills.length),
  'started-on': number((row) => row.startedAt),
  'time-in-status': since((row) => row.statusSince),
  'last-customer-message': since((row) => row.lastCustomerMessageAt),
  direction: number((row) => row.direction),
  transfers: number((row) => row.transfers),
  'monitored-by': number((row) => row.monitoredBy.length),
};

/** Open first, then offered, in conversation, waiting, wrap-up, unknown ones last. */
function statusRank({ status, phase }: Conversation): number {
  const rank = (STATUSES as readonly string[]).indexOf(status);
  return rank < 0
    ? STATUSES.length
    : rank + (status === 'active' && phase !== 'awaiting-acceptance' ? 0.5 : 0);
}

const NOTHING = number(() => null);
/** Nobody knows what a host's comparison looks at: with any change the row may move. */
const WHOLE_ROW = number((row) => row);

/** One sort key made ready: reads a row's key and compares two of them at a time. */
export class KeyReader {
  /** The row's key; for a host's own order the row itself. */
  readonly read: (row: Conversation) => KeyValue;
  /** Whether the row's key grows with time. */
  readonly runs: (row: Conversation) => boolean;
  /** Whether two rows surely have the same key. */
  readonly isSame: (a: Conversation, b: Conversation) => boolean;
  readonly #sign: 1 | -1;
  readonly #compareRows: CompareRows | undefined;

  /** @param own order of a column that is not ours; it must not depend on time. */
  constructor({ column, direction }: SortKey, own?: OwnOrder) {
    const ours = (Object.hasOwn(COLUMNS, column) && COLUMNS[column]) || NOTHING;
    const isCompared = typeof own === 'function';
    const { value, source = value, runs = () => false } = isCompared ? WHOLE_ROW : (own ?? ours);
    this.#sign = direction === 'ascending' ? 1 : -1;
    this.#compareRows = isCompared ? own : undefined;
    this.read = value;
    this.runs = runs;
    this.isSame = (a, b) => source(a) === source(b);
  }

  /** A key as a number that rises in the order of the rows; 0 for all where keys are not numbers. */
  lead(key: KeyValue): number {
    if (key === null) return Infinity;
    return typeof key === 'number' ? this.#sign * key : 0;
  }

  /** What time adds to the lead of a running key. */
  leadShift(now: number): number {
    return this.#sign * now;
  }

  /** Compares two keys; a shift is what time adds to a key that runs, 0 for one that does not. */
  compare(a: KeyValue, b: KeyValue, shiftOfA: number, shiftOfB: number): number {
    if (this.#compareRows)
      return this.#sign * compareSafely(this.#compareRows, a as Conversation, b as Conversation);
    const valueOfA = typeof a === 'number' ? a + shiftOfA : a;
    const valueOfB = typeof b === 'number' ? b + shiftOfB : b;
    if (valueOfA === valueOfB) return 0;
    if (valueOfA === null) return 1;
    if (valueOfB === null) return -1;
    return this.#sign * (valueOfA < valueOfB ? -1 : 1);
  }
}

/** A host's function that throws or gives no number must cost its order, not the grid. */
function compareSafely(compare: CompareRows, a: Conversation, b: Conversation): number {
  try {
    return compare(a, b) || 0;
  } catch {
    return 0;
  }
}

/** Readers for the keys of a view; columns nobody knows are left out. */
export function keyReaders(
  sort: readonly SortKey[],
  compareOf: (column: ColumnId) => OwnOrder | undefined,
): readonly KeyReader[] {
  return sort
    .filter(({ column }) => Object.hasOwn(COLUMNS, column) || compareOf(column) !== undefined)
    .map((key) => new KeyReader(key, compareOf(key.column)));
}
