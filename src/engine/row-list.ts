/** The rows in view as a list: places of when the order was made, values of now. */
import type { Conversation } from '../model/conversation.js';
import type { Entry } from './ordered-rows.js';
import type { RowOrder } from './row-order.js';
import type { RowRecord } from './row-record.js';
import type { RowList } from './view-types.js';

export class OrderedList implements RowList {
  readonly #order: RowOrder;
  readonly #recordOf: (id: string) => RowRecord | undefined;

  constructor(order: RowOrder, recordOf: (id: string) => RowRecord | undefined) {
    this.#order = order;
    this.#recordOf = recordOf;
  }

  get length(): number {
    return this.#order.length;
  }

  at(index: number): Conversation | undefined {
    const entry = this.#order.at(index);
    return entry && this.#row(entry);
  }

  indexOf(id: string): number {
    return this.#order.indexOf(id);
  }

  slice(start: number, end: number): readonly Conversation[] {
    return this.#order.slice(Math.max(0, start), end).flatMap((entry) => this.#row(entry) ?? []);
  }

  *[Symbol.iterator](): Iterator<Conversation> {
    for (const entry of this.#order) {
      const row = this.#row(entry);
      if (row) yield row;
    }
  }

  /** A conversation that ended and came back is another record in the same place. */
  #row({ record }: Entry): Conversation | undefined {
    return (record.isGone && this.#recordOf(record.id)?.shown) || record.shown;
  }
}
