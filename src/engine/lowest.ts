/**
 * The item with the lowest key of a set that changes all the time: a binary heap from which items that no longer count
 * are dropped when they come to the top.
 */
interface Item<Value> {
  readonly key: number;
  readonly value: Value;
}

/** Items that no longer count are swept out when there are more of them than of the others, and at least so many. */
const SWEEP_FROM = 1_000;

export class Lowest<Value> {
  readonly #counts: (value: Value, key: number) => boolean;
  #heap: Item<Value>[] = [];
  #live = 0;

  /** @param counts whether an item with this value and key is still in the set. */
  constructor(counts: (value: Value, key: number) => boolean) {
    this.#counts = counts;
  }

  add(value: Value, key: number): void {
    this.#live += 1;
    this.#heap.push({ key, value });
    this.#rise(this.#heap.length - 1);
  }

  /** An item left the set; it is forgotten some time later. */
  removed(): void {
    this.#live -= 1;
    if (this.#heap.length - this.#live < SWEEP_FROM + this.#live) return;
    this.#heap = this.#heap.filter(({ key, value }) => this.#counts(value, key));
    this.#live = this.#heap.length;
    // A sorted list is a heap.
    this.#heap.sort((a, b) => a.key - b.key);
  }

  /** Null when the set is empty. */
  get key(): number | null {
    for (let top = this.#heap[0]; top; top = this.#heap[0]) {
      if (this.#counts(top.value, top.key)) return top.key;
      this.#pop();
    }
    return null;
  }

  #pop(): void {
    const last = this.#heap.pop();
    if (!last || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink();
  }

  #rise(from: number): void {
    const heap = this.#heap;
    const item = heap[from] as Item<Value>;
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Item<Value>;
      if (above.key <= item.key) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = item;
  }

  #sink(): void {
    const heap = this.#heap;
    const item = heap[0] as Item<Value>;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      let child = left;
      if (right < heap.length && (heap[right] as Item<Value>).key < (heap[left] as Item<Value>).key)
        child = right;
      const below = heap[child];
      if (!below || below.key >= item.key) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = item;
  }
}
