/**
 * Rows in order, kept so by merging: a batch of changes takes rows out, sorts the ones that come in and merges them in
 * one pass. Nothing is ever sorted as a whole again.
 *
 * Rows are kept in one list for each combination of running and stopped duration keys. Within a list time changes
 * nothing; what time does change is how the lists interleave, and that is one linear merge.
 */
import type { Conversation } from '../model/conversation.js';
import type { KeyReader, RowKey } from './sort-keys.js';

interface Entry {
  row: Conversation;
  keys: readonly RowKey[];
  /**
   * The first key as a number that rises in the order of the rows, so that most comparisons are one subtraction; the
   * same for all rows where the first key is not a number.
   */
  readonly lead: number;
  /** Bit i is set while key i runs: the list this entry is in. */
  readonly list: number;
  /** Taken out, and skipped at the next merge. */
  gone: boolean;
}

type Compare = (a: Entry, b: Entry) => number;

export type Placement = 'entered' | 'left' | 'moved' | 'kept' | 'absent';

export class OrderedRows {
  readonly #readers: readonly KeyReader[];
  readonly #entries = new Map<string, Entry>();
  readonly #lists = new Map<number, Entry[]>();
  readonly #incoming = new Map<number, Entry[]>();
  readonly #touched = new Set<number>();
  #merged: Entry[] = [];

  constructor(readers: readonly KeyReader[]) {
    this.#readers = readers;
  }

  get(id: string): Conversation | undefined {
    return this.#entries.get(id)?.row;
  }

  /** Puts a row in or replaces it. Its place is right after the next {@link merge}. */
  put(row: Conversation): Placement {
    const keys = this.#readers.map((reader) => reader.read(row));
    const old = this.#entries.get(row.id);
    if (old && sameKeys(old.keys, keys)) {
      old.row = row;
      return 'kept';
    }
    if (old) this.#takeOut(old);
    const list = keys.reduce((mask, { running }, index) => (running ? mask | (1 << index) : mask), 0);
    const entry: Entry = { row, keys, lead: this.#readers[0]?.lead(keys[0]) ?? 0, list, gone: false };
    this.#entries.set(row.id, entry);
    const incoming = this.#incoming.get(list);
    if (incoming) incoming.push(entry);
    else this.#incoming.set(list, [entry]);
    this.#touched.add(list);
    return old ? 'moved' : 'entered';
  }

  delete(id: string): Placement {
    const entry = this.#entries.get(id);
    if (!entry) return 'absent';
    this.#takeOut(entry);
    this.#entries.delete(id);
    return 'left';
  }

  #takeOut(entry: Entry): void {
    entry.gone = true;
    this.#touched.add(entry.list);
  }

  /** Applies what came and went, and interleaves the lists as of `now`. Returns true when the order is another one. */
  merge(now: number): boolean {
    const compare = this.#compareAt(now);
    const changed = this.#touched.size > 0;
    for (const list of this.#touched) {
      const incoming = (this.#incoming.get(list) ?? []).filter(({ gone }) => !gone).sort(compare);
      this.#lists.set(list, insertSorted(this.#lists.get(list) ?? [], incoming, compare));
    }
    this.#touched.clear();
    this.#incoming.clear();
    const lists = [...this.#lists.values()].filter((list) => list.length > 0);
    if (!changed && lists.length < 2) return false;
    let merged = lists[0] ?? [];
    for (const list of lists.slice(1)) merged = interleave(merged, list, compare);
    const differs = changed || merged.some((entry, index) => entry !== this.#merged[index]);
    this.#merged = merged;
    return differs;
  }

  #compareAt(now: number): Compare {
    const readers = this.#readers;
    const shift = readers[0]?.leadShift(now) ?? 0;
    return (a, b) => {
      const leadOfA = a.list & 1 ? a.lead + shift : a.lead;
      const leadOfB = b.list & 1 ? b.lead + shift : b.lead;
      if (leadOfA !== leadOfB) return leadOfA < leadOfB ? -1 : 1;
      for (let index = 0; index < readers.length; index += 1) {
        const reader = readers[index] as KeyReader;
        const order = reader.compare(a.row, b.row, a.keys[index] as RowKey, b.keys[index] as RowKey, now);
        if (order !== 0) return order;
      }
      return a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0;
    };
  }

  get length(): number {
    return this.#merged.length;
  }

  at(index: number): Conversation | undefined {
    return this.#merged[index]?.row;
  }

  indexOf(id: string): number {
    const entry = this.#entries.get(id);
    return entry ? this.#merged.indexOf(entry) : -1;
  }

  /** Rows of the last merge, in order. */
  *[Symbol.iterator](): Iterator<Conversation> {
    for (const entry of this.#merged) yield entry.row;
  }
}

function sameKeys(a: readonly RowKey[], b: readonly RowKey[]): boolean {
  return a.every((key, index) => key.value === b[index]?.value && key.running === b[index].running);
}

/** `list` without what is gone and with `incoming`, each found its place by bisection: few come at a time. */
function insertSorted(list: readonly Entry[], incoming: readonly Entry[], compare: Compare): Entry[] {
  const staying = list.filter(({ gone }) => !gone);
  if (incoming.length === 0) return staying;
  const merged: Entry[] = [];
  let from = 0;
  for (const entry of incoming) {
    const to = placeOf(entry, staying, from, compare);
    while (from < to) merged.push(staying[from++] as Entry);
    merged.push(entry);
  }
  while (from < staying.length) merged.push(staying[from++] as Entry);
  return merged;
}

function placeOf(entry: Entry, list: readonly Entry[], from: number, compare: Compare): number {
  let low = from;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(list[middle] as Entry, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Merges two ordered lists in one pass. */
function interleave(a: readonly Entry[], b: readonly Entry[], compare: Compare): Entry[] {
  const merged: Entry[] = [];
  let nextOfB = 0;
  for (const entry of a) {
    while (nextOfB < b.length && compare(b[nextOfB] as Entry, entry) < 0) merged.push(b[nextOfB++] as Entry);
    merged.push(entry);
  }
  while (nextOfB < b.length) merged.push(b[nextOfB++] as Entry);
  return merged;
}
