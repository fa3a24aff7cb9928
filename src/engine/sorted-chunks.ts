/**
 * A sorted list in chunks. A change makes another list that shares the chunks it did not touch: a batch costs what it
 * changes, a list that somebody still reads stays as it was, and the n-th item is found by bisection.
 */
export type Compare<Item> = (a: Item, b: Item) => number;

/** Items of a chunk after splitting: small enough to copy in passing, large enough that there are few chunks. */
const TARGET = 128;
const MOST = 2 * TARGET;
const FEW = TARGET / 4;

export class SortedChunks<Item> {
  readonly length: number;
  readonly #chunks: readonly (readonly Item[])[];
  /** Index of the first item of each chunk. */
  readonly #starts: Int32Array;

  private constructor(chunks: readonly (readonly Item[])[]) {
    this.#chunks = chunks;
    this.#starts = new Int32Array(chunks.length);
    let length = 0;
    for (let chunk = 0; chunk < chunks.length; chunk += 1) {
      this.#starts[chunk] = length;
      length += (chunks[chunk] as readonly Item[]).length;
    }
    this.length = length;
  }

  static empty<Item>(): SortedChunks<Item> {
    return new SortedChunks<Item>([]);
  }

  at(index: number): Item | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const chunk = this.#chunkAt(index);
    return this.#chunks[chunk]?.[index - (this.#starts[chunk] as number)];
  }

  /** Items from `start` to before `end`. */
  slice(start: number, end: number): readonly Item[] {
    const items: Item[] = [];
    let from = Math.max(0, start);
    const to = Math.min(end, this.length);
    for (let chunk = this.#chunkAt(from); from < to; chunk += 1) {
      const first = this.#starts[chunk] as number;
      const part = this.#chunks[chunk] as readonly Item[];
      for (; from < to && from - first < part.length; from += 1) items.push(part[from - first] as Item);
    }
    return items;
  }

  *[Symbol.iterator](): Iterator<Item> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  /** How many items stand before `item`, which need not be in the list. */
  rank(item: Item, compare: Compare<Item>): number {
    if (this.length === 0) return 0;
    const chunk = this.#chunkOf(item, compare);
    const part = this.#chunks[chunk] as readonly Item[];
    return (this.#starts[chunk] as number) + place(item, part, compare);
  }

  /**
   * The list without `gone` and with `incoming`.
   * @param gone items of this list, of which `isGone` says so.
   * @param incoming sorted.
   */
  changed(
    gone: readonly Item[],
    incoming: readonly Item[],
    isGone: (item: Item) => boolean,
    compare: Compare<Item>,
  ): SortedChunks<Item> {
    if (gone.length === 0 && incoming.length === 0) return this;
    if (this.length === 0) return new SortedChunks(pieces(incoming));
    const edits = this.#edits(gone, incoming, compare);
    // An order that contradicts itself (a host's own) hides items from bisection; nothing that is gone may stay.
    if (!edits) return this.#rebuilt(incoming, isGone, compare);
    const chunks: (readonly Item[])[] = [];
    for (let index = 0; index < this.#chunks.length; index += 1) {
      const chunk = this.#chunks[index] as readonly Item[];
      const own = edits.get(index);
      if (own) append(chunks, edited(chunk, own));
      else chunks.push(chunk);
    }
    return new SortedChunks(chunks);
  }

  /** What happens to which chunk; null when an item that is gone is not where its order says. */
  #edits(
    gone: readonly Item[],
    incoming: readonly Item[],
    compare: Compare<Item>,
  ): ReadonlyMap<number, Edit<Item>[]> | null {
    const edits = new Map<number, Edit<Item>[]>();
    const note = (chunk: number, edit: Edit<Item>): void => {
      const known = edits.get(chunk);
      if (known) known.push(edit);
      else edits.set(chunk, [edit]);
    };
    for (const item of gone) {
      const chunk = this.#chunkOf(item, compare);
      const part = this.#chunks[chunk] as readonly Item[];
      const at = place(item, part, compare);
      if (part[at] !== item) return null;
      note(chunk, { at, item: undefined });
    }
    let chunk = 0;
    for (const item of incoming) {
      // Sorted, so the next one is rarely far from the one before.
      chunk = this.#chunkFrom(chunk, item, compare);
      note(chunk, { at: place(item, this.#chunks[chunk] as readonly Item[], compare), item });
    }
    return edits;
  }

  #rebuilt(
    incoming: readonly Item[],
    isGone: (item: Item) => boolean,
    compare: Compare<Item>,
  ): SortedChunks<Item> {
    const items = [...this].filter((item) => !isGone(item));
    return new SortedChunks(pieces([...items, ...incoming].sort(compare)));
  }

  /** The last chunk that begins at or before `item`. */
  #chunkOf(item: Item, compare: Compare<Item>): number {
    const chunks = this.#chunks;
    let low = 0;
    let high = chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (compare(chunks[middle]?.[0] as Item, item) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The same, looked for from a chunk that begins at or before `item`. */
  #chunkFrom(from: number, item: Item, compare: Compare<Item>): number {
    const chunks = this.#chunks;
    const beginsBefore = (chunk: number): boolean => compare(chunks[chunk]?.[0] as Item, item) <= 0;
    let step = 1;
    let low = from;
    while (low + step < chunks.length && beginsBefore(low + step)) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, chunks.length) - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (beginsBefore(middle)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #chunkAt(index: number): number {
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((starts[middle] as number) <= index) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Index of the first item of `list` that does not stand before `item`. */
function place<Item>(item: Item, list: readonly Item[], compare: Compare<Item>): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(list[middle] as Item, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** At an index of a chunk as it was: an item that comes before what stands there, or undefined for one that goes. */
interface Edit<Item> {
  readonly at: number;
  readonly item: Item | undefined;
}

/** The chunk after its edits. What stays is copied as a block, without a look at the items. */
function edited<Item>(chunk: readonly Item[], edits: Edit<Item>[]): readonly Item[] {
  if (edits.length > FEW) return editedInOnePass(chunk, edits);
  const copy = chunk.slice();
  // From the end, so that the places before stay as they were; at one place removals first.
  sortEdits(edits);
  for (let index = edits.length - 1; index >= 0; index -= 1) {
    const { at, item } = edits[index] as Edit<Item>;
    if (item === undefined) copy.splice(at, 1);
    else copy.splice(at, 0, item);
  }
  return copy;
}

function editedInOnePass<Item>(chunk: readonly Item[], edits: Edit<Item>[]): readonly Item[] {
  sortEdits(edits);
  const items: Item[] = [];
  let from = 0;
  for (const { at, item } of edits) {
    while (from < at) items.push(chunk[from++] as Item);
    if (item === undefined) from += 1;
    else items.push(item);
  }
  while (from < chunk.length) items.push(chunk[from++] as Item);
  return items;
}

/** By place; what comes to a place stands before what goes from it. */
function sortEdits<Item>(edits: Edit<Item>[]): void {
  edits.sort((a, b) => a.at - b.at || Number(!a.item) - Number(!b.item));
}

/** Adds a chunk, in pieces when it is too large, to the one before when it is too small. */
function append<Item>(chunks: (readonly Item[])[], chunk: readonly Item[]): void {
  if (chunk.length === 0) return;
  if (chunk.length > MOST) {
    chunks.push(...pieces(chunk));
    return;
  }
  const before = chunks.at(-1);
  if (before && chunk.length < FEW && before.length + chunk.length <= TARGET) {
    chunks[chunks.length - 1] = [...before, ...chunk];
  } else chunks.push(chunk);
}

function pieces<Item>(items: readonly Item[]): (readonly Item[])[] {
  if (items.length === 0) return [];
  const size = Math.ceil(items.length / Math.ceil(items.length / TARGET));
  const chunks: (readonly Item[])[] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
