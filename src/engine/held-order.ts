/**
 * The order of the rows on screen while it is held: nothing enters, leaves or moves, values go on changing, and what
 * waits is counted. A row that ended stays as it last was.
 */
import type { Conversation } from '../model/conversation.js';
import type { Placement } from './ordered-rows.js';

export class HeldOrder {
  readonly #ids: readonly string[];
  readonly #places: ReadonlyMap<string, number>;
  readonly #ended = new Map<string, Conversation>();
  readonly #waiting = new Set<string>();

  constructor(rows: Iterable<Conversation>) {
    const ids: string[] = [];
    const places = new Map<string, number>();
    for (const { id } of rows) {
      places.set(id, ids.length);
      ids.push(id);
    }
    this.#ids = ids;
    this.#places = places;
  }

  /** What happened to a row in the true order; `last` is the row as it was when it ended, undefined while it goes on. */
  note(id: string, placement: Placement, last: Conversation | undefined): void {
    const shown = this.#places.has(id);
    if (last && shown) this.#ended.set(id, last);
    else this.#ended.delete(id);
    if (placement === 'kept' || placement === 'absent') return;
    // A row that came and went while the order was held is nothing to wait for.
    if (!shown && placement === 'left') this.#waiting.delete(id);
    else this.#waiting.add(id);
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  get ended(): ReadonlyMap<string, Conversation> {
    return this.#ended;
  }

  get length(): number {
    return this.#ids.length;
  }

  idAt(index: number): string | undefined {
    return this.#ids[index];
  }

  indexOf(id: string): number {
    return this.#places.get(id) ?? -1;
  }
}
