/**
 * Rows in order, kept so in batches: take out what left, sort what comes in, merge it into the chunks it belongs to.
 * Nothing is ever sorted as a whole again.
 *
 * Rows are kept in one list for each combination of running and stopped duration keys. Within a list time changes
 * nothing; what time does change is how the lists interleave, and that is worked out only for the rows that are looked
 * at (see {@link RowOrder}).
 */
import type { Conversation } from '../model/conversation.js';
import { RowOrder } from './row-order.js';
import type { RowRecord } from './row-record.js';
import { SortedChunks, type Compare } from './sorted-chunks.js';
import type { KeyReader, KeyValue } from './sort-keys.js';

/** A row's place. Another key makes another entry, so that an order that is still read stays as it was. */
export interface Entry {
  readonly record: RowRecord;
  /** The first key as a number that rises in the order of the rows, so that most comparisons are one subtraction. */
  readonly lead: number;
  /** All keys; null where the lead says it all. */
  readonly keys: readonly KeyValue[] | null;
  /** Bit i is set while key i runs: the list this entry is in. */
  readonly list: number;
  /** Number of the batch it came with, see {@link OrderedRows.batch}. */
  readonly born: number;
  /** Taken out, and skipped at the next merge. */
  gone: boolean;
}

export type Placement = 'entered' | 'left' | 'moved' | 'kept' | 'absent';

const isGone = ({ gone }: Entry): boolean => gone;
const NO_KEYS: readonly KeyValue[] = [];

/** Numbers of batches rise over all orders, so that those of another view are never taken for one's own. */
let batches = 0;

/** What waits to be merged into one list. */
interface Batch {
  readonly gone: Entry[];
  incoming: Entry[];
}

export class OrderedRows {
  readonly #readers: readonly KeyReader[];
  readonly #recordOf: (id: string) => RowRecord | undefined;
  readonly #lists = new Map<number, SortedChunks<Entry>>();
  readonly #batches = new Map<number, Batch>();
  readonly #compareInList: Compare<Entry>;
  #merged = 0;
  #next = ++batches;

  constructor(readers: readonly KeyReader[], recordOf: (id: string) => RowRecord | undefined) {
    this.#readers = readers;
    this.#recordOf = recordOf;
    this.#compareInList = compareEntries(readers, 0);
  }

  /** Number of the newest batch that was merged. */
  get batch(): number {
    return this.#merged;
  }

  /** Puts a row in or replaces it. Its place is right after the next {@link merge}. */
  put(record: RowRecord, row: Conversation, before: Conversation | undefined): Placement {
    const old = record.entry;
    const readers = this.#readers;
    if (old && before && isSameKey(readers, before, row)) return 'kept';
    let list = 0;
    for (let index = 0; index < readers.length; index += 1) {
      if ((readers[index] as KeyReader).runs(row)) list |= 1 << index;
    }
    const [first] = readers;
    const key = first ? first.read(row) : null;
    const lead = first ? first.lead(key) : 0;
    const isLeadAll = readers.length <= 1 && (key === null || typeof key === 'number');
    const keys = isLeadAll ? null : readers.map((reader) => reader.read(row));
    if (old?.list === list && old.lead === lead && isEqual(old.keys ?? NO_KEYS, keys ?? NO_KEYS))
      return 'kept';
    if (old) this.#takeOut(old);
    const entry: Entry = { record, lead, keys, list, born: this.#next, gone: false };
    record.entry = entry;
    this.#batch(list).incoming.push(entry);
    return old ? 'moved' : 'entered';
  }

  delete(record: RowRecord): Placement {
    const { entry } = record;
    if (!entry) return 'absent';
    this.#takeOut(entry);
    record.entry = undefined;
    return 'left';
  }

  #takeOut(entry: Entry): void {
    entry.gone = true;
    // What has not been merged yet is left out then.
    if (entry.born !== this.#next) this.#batch(entry.list).gone.push(entry);
  }

  #batch(list: number): Batch {
    let batch = this.#batches.get(list);
    if (!batch) this.#batches.set(list, (batch = { gone: [], incoming: [] }));
    return batch;
  }

  /** Applies what came and went. */
  merge(): void {
    if (this.#batches.size === 0) return;
    this.#merged = this.#next;
    this.#next = ++batches;
    const compare = this.#compareInList;
    for (const [list, { gone, incoming }] of this.#batches) {
      const arriving = incoming.filter((entry) => !entry.gone).sort(compare);
      const before = this.#lists.get(list) ?? SortedChunks.empty<Entry>();
      this.#lists.set(list, before.changed(gone, arriving, isGone, compare));
    }
    this.#batches.clear();
  }

  /** Rows are ordered by another one from now on: no order of this one says where they are. */
  retire(): void {
    this.#merged = -1;
  }

  /** The order as of `now`, after the last merge. It stays as it is whatever comes. */
  at(now: number): RowOrder {
    // In steps that a double can add to any time stamp without rounding: else rows would compare differently in and
    // between lists.
    const asOf = Math.floor(now * 1024) / 1024;
    const merged = this.#merged;
    const isCurrent = (): boolean => this.#merged === merged && this.#batches.size === 0;
    return new RowOrder([...this.#lists], compareEntries(this.#readers, asOf), this.#recordOf, isCurrent);
  }
}

function isSameKey(readers: readonly KeyReader[], a: Conversation, b: Conversation): boolean {
  for (let index = 0; index < readers.length; index += 1) {
    if (!(readers[index] as KeyReader).isSame(a, b)) return false;
  }
  return true;
}

function isEqual(a: readonly KeyValue[], b: readonly KeyValue[]): boolean {
  for (let index = 0; index < b.length; index += 1) {
    // A host's own order compares whole rows, which differ with any change.
    if (a[index] !== b[index]) return false;
  }
  return true;
}

/** Orders entries as of `now`; within one list any time gives the same order. */
function compareEntries(readers: readonly KeyReader[], now: number): Compare<Entry> {
  const leadShift = readers[0]?.leadShift(now) ?? 0;
  return (a, b) => {
    const leadOfA = a.list & 1 ? a.lead + leadShift : a.lead;
    const leadOfB = b.list & 1 ? b.lead + leadShift : b.lead;
    if (leadOfA !== leadOfB) return leadOfA < leadOfB ? -1 : 1;
    if (a.keys && b.keys) {
      for (let index = 0; index < readers.length; index += 1) {
        const shiftOfA = (a.list >> index) & 1 ? now : 0;
        const shiftOfB = (b.list >> index) & 1 ? now : 0;
        const keyOfA = a.keys[index] as KeyValue;
        const keyOfB = b.keys[index] as KeyValue;
        const order = (readers[index] as KeyReader).compare(keyOfA, keyOfB, shiftOfA, shiftOfB);
        if (order !== 0) return order;
      }
    }
    return a.record.id < b.record.id ? -1 : a.record.id > b.record.id ? 1 : 0;
  };
}
