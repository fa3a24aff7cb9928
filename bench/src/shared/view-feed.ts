/**
 * For peers that order by themselves: all rows by id, their counters, and what each delta means for the rows in view.
 * Rows are changed in place; the same objects are given out again.
 */
import { isShown, type Counters } from '../workload/oracle.js';
import type { WireRow } from '../workload/wire-row.js';
import { applyPatch, type Delta } from './connection.js';

export interface ViewChange {
  readonly add: WireRow[];
  readonly update: WireRow[];
  readonly remove: WireRow[];
}

export class ViewFeed {
  readonly rows = new Map<string, WireRow>();
  readonly #counts: Counters;

  constructor(counts: Counters) {
    this.#counts = counts;
  }

  /** Of the snapshot. */
  add(row: WireRow): void {
    this.rows.set(row.id, row);
    this.#counts[row.status as keyof Counters] += 1;
  }

  shown(): WireRow[] {
    const shown: WireRow[] = [];
    for (const row of this.rows.values()) if (isShown(row)) shown.push(row);
    return shown;
  }

  apply({ up, patch, rm }: Delta): ViewChange {
    /** Rows that changed, and whether they were in view before. */
    const touched = new Map<WireRow, boolean>();
    for (const row of up) {
      this.add(row);
      touched.set(row, false);
    }
    for (const change of patch) {
      const row = this.rows.get(change.id);
      if (row === undefined) continue;
      if (!touched.has(row)) touched.set(row, isShown(row));
      this.#counts[row.status as keyof Counters] -= 1;
      applyPatch(row, change);
      this.#counts[row.status as keyof Counters] += 1;
    }
    for (const { id } of rm) {
      const row = this.rows.get(id);
      if (row === undefined) continue;
      if (!touched.has(row)) touched.set(row, isShown(row));
      this.rows.delete(id);
      this.#counts[row.status as keyof Counters] -= 1;
    }
    const view: ViewChange = { add: [], update: [], remove: [] };
    for (const [row, was] of touched) {
      const is = isShown(row) && this.rows.get(row.id) === row;
      if (is) (was ? view.update : view.add).push(row);
      else if (was) view.remove.push(row);
    }
    return view;
  }
}
