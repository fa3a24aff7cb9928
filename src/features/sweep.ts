/** Looks at all items in turn, so many at a time: a second costs the same however many there are. */
export class Sweep<Item> {
  readonly #items: () => Iterator<Item>;
  readonly #budget: number;
  #round: Iterator<Item> | null = null;

  /** @param items begins a round; an item that comes or goes meanwhile may have its turn or not. */
  constructor(items: () => Iterator<Item>, budget: number) {
    this.#items = items;
    this.#budget = budget;
  }

  /** Looks at the next ones. @returns true when all have had their turn */
  next(look: (item: Item) => void): boolean {
    this.#round ??= this.#items();
    for (let count = 0; count < this.#budget; count += 1) {
      const step = this.#round.next();
      if (step.done === true) {
        this.#round = null;
        return true;
      }
      look(step.value);
    }
    return false;
  }

  /** Begins anew: the items are others. */
  restart(): void {
    this.#round = null;
  }
}
