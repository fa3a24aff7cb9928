/** Looks at all rows in turn, so many at a time: a second costs the same however many rows there are. */
import type { Conversation } from '../model/conversation.js';

export class RowSweep {
  readonly #rows: Iterable<Conversation>;
  readonly #budget: number;
  #round: Iterator<Conversation> | null = null;

  constructor(rows: Iterable<Conversation>, budget: number) {
    this.#rows = rows;
    this.#budget = budget;
  }

  /** Looks at the next rows. @returns true when all have had their turn */
  next(look: (row: Conversation) => void): boolean {
    this.#round ??= this.#rows[Symbol.iterator]();
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

  /** Begins anew: the rows are others. */
  restart(): void {
    this.#round = null;
  }
}
