/** All rows by id, their counters, and the order of those in view: what *limit* and the peers that cannot order are fed from. */
import { isShown, type Counters } from '../workload/oracle.js';
import type { WireRow } from '../workload/wire-row.js';
import { applyPatch, type Delta } from './connection.js';
import { OrderedRows, type Entry } from './ordered-rows.js';

export class RowBook {
  readonly order = new OrderedRows();
  readonly #entries = new Map<string, Entry>();
  readonly #counts: Counters;

  constructor(counts: Counters) {
    this.#counts = counts;
  }

  add(row: WireRow): void {
    const known = this.#entries.get(row.id);
    if (known !== undefined) this.#remove(known);
    const entry = OrderedRows.entry(row);
    this.#entries.set(row.id, entry);
    this.#counts[row.status as keyof Counters] += 1;
    if (isShown(row)) this.order.place(entry, true);
  }

  apply({ up, patch, rm }: Delta): void {
    for (const row of up) this.add(row);
    for (const change of patch) {
      const entry = this.#entries.get(change.id);
      if (entry === undefined) continue;
      const { row } = entry;
      const { status } = change.set;
      if (status !== undefined) {
        this.#counts[row.status as keyof Counters] -= 1;
        this.#counts[status as keyof Counters] += 1;
      }
      applyPatch(row, change);
      if (status !== undefined || change.set.wait !== undefined) this.order.place(entry, isShown(row));
    }
    for (const { id } of rm) {
      const entry = this.#entries.get(id);
      if (entry !== undefined) this.#remove(entry);
    }
  }

  #remove(entry: Entry): void {
    this.order.place(entry, false);
    this.#counts[entry.row.status as keyof Counters] -= 1;
    this.#entries.delete(entry.row.id);
  }
}
