/** Seeded chance (mulberry32): the same seed makes the same conversations and changes for every contestant. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** At least 0, below 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  isBelow(share: number): boolean {
    return this.next() < share;
  }

  /** Exponentially distributed whole ms: many short times, few long ones. */
  span(mean: number, most: number): number {
    return Math.min(most, Math.floor(-Math.log(1 - this.next()) * mean));
  }
}
