/**
 * The order of the rows on screen while it is held: nothing enters, leaves or moves, values go on changing, and what
 * waits is counted. A row that ended stays as it last was. Holding copies nothing: orders never change.
 */
import type { Placement } from './ordered-rows.js';
import type { RowOrder } from './row-order.js';
import type { RowRecord } from './row-record.js';

export class HeldOrder {
  readonly order: RowOrder;
  /** The newest batch that is in the order. */
  readonly #batch: number;
  /** Of the rows that changed since: whether they are among those held. */
  readonly #members = new Map<string, boolean>();
  readonly #ended = new Map<string, number>();
  readonly #waiting = new Set<string>();

  constructor(order: RowOrder, batch: number) {
    this.order = order;
    this.#batch = batch;
  }

  /** Whether the row is among those held; to be asked before it changes. */
  noteBefore({ id, entry }: RowRecord): void {
    if (!this.#members.has(id)) this.#members.set(id, entry !== undefined && entry.born <= this.#batch);
  }

  /** What happened to a row in the true order at `now`, server ms. */
  note({ id, isGone }: RowRecord, placement: Placement, now: number): void {
    const isShown = this.#members.get(id) === true;
    if (!isGone || !isShown) this.#ended.delete(id);
    else if (!this.#ended.has(id)) this.#ended.set(id, now);
    if (placement === 'kept' || placement === 'absent') return;
    // A row that came and went while the order was held is nothing to wait for.
    if (!isShown && placement === 'left') this.#waiting.delete(id);
    else this.#waiting.add(id);
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** When the rows ended that are still on screen, server ms by id. */
  get ended(): ReadonlyMap<string, number> {
    return this.#ended;
  }
}
