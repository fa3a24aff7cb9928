/** What will happen, ordered by time and, at the same time, by who was scheduled first. A binary heap. */

/** Something scheduled; cancelling it clears `run`. */
export interface ScheduledEvent {
  /** Simulated epoch ms. */
  readonly at: number;
  readonly order: number;
  run: (() => void) | null;
}

export class EventQueue {
  readonly #heap: ScheduledEvent[] = [];
  #scheduled = 0;

  schedule(at: number, run: () => void): ScheduledEvent {
    const event = { at, order: this.#scheduled, run };
    this.#scheduled += 1;
    this.#heap.push(event);
    this.#raise(this.#heap.length - 1);
    return event;
  }

  /** A cancelled event stays in the heap until its time: taking it out would cost a search. */
  cancel(event: ScheduledEvent | null): void {
    if (event !== null) event.run = null;
  }

  /** Takes the next event that is due at `until` or earlier, or null. */
  takeDue(until: number): { at: number; run: () => void } | null {
    for (let top = this.#heap[0]; top !== undefined && top.at <= until; top = this.#heap[0]) {
      this.#removeTop();
      if (top.run !== null) return { at: top.at, run: top.run };
    }
    return null;
  }

  #removeTop(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #raise(start: number): void {
    let index = start;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfEarlier(index, parent)) return;
      index = parent;
    }
  }

  #sink(start: number): void {
    let index = start;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      const earlier = this.#isEarlier(right, left) ? right : left;
      if (!this.#swapIfEarlier(earlier, index)) return;
      index = earlier;
    }
  }

  #swapIfEarlier(index: number, other: number): boolean {
    const a = this.#heap[index];
    const b = this.#heap[other];
    if (a === undefined || b === undefined || !this.#isEarlier(index, other)) return false;
    this.#heap[index] = b;
    this.#heap[other] = a;
    return true;
  }

  #isEarlier(index: number, other: number): boolean {
    const a = this.#heap[index];
    const b = this.#heap[other];
    if (a === undefined || b === undefined) return false;
    return a.at === b.at ? a.order < b.order : a.at < b.at;
  }
}
