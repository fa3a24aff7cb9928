/**
 * The order of the rows at one moment: sorted lists that are interleaved only where somebody looks.
 *
 * It never changes, so what is on screen can go on reading it while the next one is being made.
 */
import type { Entry } from './ordered-rows.js';
import type { RowRecord } from './row-record.js';
import type { Compare, SortedChunks } from './sorted-chunks.js';

/** Entries interleaved at a time, and how many of them before the one that was asked for. */
const WINDOW = 128;
const BEFORE = 32;

export class RowOrder {
  readonly length: number;
  readonly #names: readonly number[];
  readonly #lists: readonly SortedChunks<Entry>[];
  readonly #compare: Compare<Entry>;
  readonly #recordOf: (id: string) => RowRecord | undefined;
  readonly #isCurrent: () => boolean;
  #start = 0;
  #window: readonly Entry[] = [];
  /** Entries found the slow way, because their rows have moved on since. */
  readonly #found = new Map<string, Entry | null>();

  /** @param isCurrent false from the first change on that is not in this order. */
  constructor(
    lists: readonly (readonly [number, SortedChunks<Entry>])[],
    compare: Compare<Entry>,
    recordOf: (id: string) => RowRecord | undefined,
    isCurrent: () => boolean,
  ) {
    const filled = lists.filter(([, { length }]) => length > 0);
    this.#names = filled.map(([name]) => name);
    this.#lists = filled.map(([, list]) => list);
    this.#compare = compare;
    this.#recordOf = recordOf;
    this.#isCurrent = isCurrent;
    this.length = this.#lists.reduce((sum, { length }) => sum + length, 0);
  }

  at(index: number): Entry | undefined {
    if (index < 0 || index >= this.length) return undefined;
    if (index < this.#start || index >= this.#start + this.#window.length) {
      this.#start = Math.max(0, index - BEFORE);
      this.#window = this.slice(this.#start, this.#start + WINDOW);
    }
    return this.#window[index - this.#start];
  }

  /** Entries from `start` to before `end`. */
  slice(start: number, end: number): readonly Entry[] {
    const [only, ...more] = this.#lists;
    if (!only) return [];
    if (more.length === 0) return only.slice(start, end);
    const count = Math.min(end, this.length) - start;
    const parts = this.#lists.map((list) => {
      const from = this.#countBefore(list, start);
      return list.slice(from, from + count);
    });
    return interleave(parts, count, this.#compare);
  }

  /** All entries in order. */
  [Symbol.iterator](): Iterator<Entry> {
    return this.slice(0, this.length)[Symbol.iterator]();
  }

  /** How many entries of `list` are among the first `index` of all. */
  #countBefore(list: SortedChunks<Entry>, index: number): number {
    let low = 0;
    let high = Math.min(index, list.length);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#rank(list.at(middle) as Entry, list, middle) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Index in the whole of the entry at `place` of `own`. */
  #rank(entry: Entry, own: SortedChunks<Entry>, place: number): number {
    let rank = place;
    for (const list of this.#lists) if (list !== own) rank += list.rank(entry, this.#compare);
    return rank;
  }

  indexOf(id: string): number {
    const { entry } = this.#recordOf(id) ?? {};
    const index = entry ? this.#indexOfEntry(entry) : -1;
    if (index >= 0 || this.length === 0 || this.#isCurrent()) return index;
    // Its row has moved, left or never been here: this order has to be looked through, once for each row.
    let found = this.#found.get(id);
    if (found === undefined) {
      found = this.#search(id);
      this.#found.set(id, found);
    }
    return found ? this.#indexOfEntry(found) : -1;
  }

  #indexOfEntry(entry: Entry): number {
    const own = this.#lists[this.#names.indexOf(entry.list)];
    if (!own) return -1;
    const place = own.rank(entry, this.#compare);
    return own.at(place) === entry ? this.#rank(entry, own, place) : -1;
  }

  #search(id: string): Entry | null {
    for (const list of this.#lists) for (const entry of list) if (entry.record.id === id) return entry;
    return null;
  }
}

/** The first `count` of several sorted lists, in order. */
function interleave(
  parts: readonly (readonly Entry[])[],
  count: number,
  compare: Compare<Entry>,
): readonly Entry[] {
  const next = parts.map(() => 0);
  const merged: Entry[] = [];
  while (merged.length < count) {
    let first = -1;
    for (let part = 0; part < parts.length; part += 1) {
      const entry = parts[part]?.[next[part] as number];
      if (!entry) continue;
      const best = first < 0 ? undefined : parts[first]?.[next[first] as number];
      if (!best || compare(entry, best) < 0) first = part;
    }
    if (first < 0) break;
    merged.push(parts[first]?.[next[first] as number] as Entry);
    next[first] = (next[first] as number) + 1;
  }
  return merged;
}
