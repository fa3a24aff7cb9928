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
  /** Bit i is set while key i runs: the list this entry is in. */
  list: number;
  /** Taken out, and skipped at the next merge. */
  gone: boolean;
}

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

  get size(): number {
    return this.#entries.size;
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
    const entry: Entry = { row, keys, list, gone: false };
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
    const changed = this.#touched.size > 0;
    for (const list of this.#touched) this.#mergeList(list, now);
    this.#touched.clear();
    this.#incoming.clear();
    const lists = [...this.#lists.values()].filter((list) => list.length > 0);
    if (!changed && lists.length < 2) return false;
    let merged = lists[0] ?? [];
    for (const list of lists.slice(1)) merged = mergeTwo(merged, list, (a, b) => this.#compare(a, b, now));
    const differs = changed || merged.some((entry, index) => entry !== this.#merged[index]);
    this.#merged = merged;
    return differs;
  }

  #mergeList(list: number, now: number): void {
    const compare = (a: Entry, b: Entry): number => this.#compare(a, b, now);
    const staying = (this.#lists.get(list) ?? []).filter((entry) => !entry.gone);
    const incoming = (this.#incoming.get(list) ?? []).filter((entry) => !entry.gone).sort(compare);
    this.#lists.set(list, incoming.length === 0 ? staying : mergeTwo(staying, incoming, compare));
  }

  #compare(a: Entry, b: Entry, now: number): number {
    for (let index = 0; index < this.#readers.length; index += 1) {
      const reader = this.#readers[index] as KeyReader;
      const order = reader.compare(a.row, b.row, a.keys[index] as RowKey, b.keys[index] as RowKey, now);
      if (order !== 0) return order;
    }
    return a.row.id < b.row.id ? -1 : a.row.id > b.row.id ? 1 : 0;
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

/** Merges two ordered lists; entries of `a` come first where they are equal. */
function mergeTwo(
  a: readonly Entry[],
  b: readonly Entry[],
  compare: (a: Entry, b: Entry) => number,
): Entry[] {
  const merged = new Array<Entry>(a.length + b.length);
  let indexOfA = 0;
  let indexOfB = 0;
  for (let index = 0; index < merged.length; index += 1) {
    const nextOfA = a[indexOfA];
    const nextOfB = b[indexOfB];
    const takeA = nextOfA !== undefined && (nextOfB === undefined || compare(nextOfA, nextOfB) <= 0);
    merged[index] = (takeA ? nextOfA : nextOfB) as Entry;
    if (takeA) indexOfA += 1;
    else indexOfB += 1;
  }
  return merged;
}
