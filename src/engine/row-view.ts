/**
 * What is published: the rows the supervisor has been shown so far, in the time window, filtered, ordered and counted.
 *
 * It lags behind the store by at most a frame, or as long as the report is paused. Each changed row is looked at once
 * per publication, however often it changed.
 */
import type { Conversation } from '../model/conversation.js';
import { DEFAULT_VIEW, type Facet, type ViewState } from '../model/view-state.js';
import { DurationAverage } from './duration-average.js';
import { HeldOrder } from './held-order.js';
import { KpiCounters } from './kpi-counters.js';
import { OrderedRows, type Placement } from './ordered-rows.js';
import { facetValue, rowPredicate, type RowPredicate } from './row-filter.js';
import { keyReaders } from './sort-keys.js';
import type { FacetValue, KpiTotals, RowList } from './view-types.js';

/** Rows that belong to the report at all: time window and queues. */
export interface RowScope {
  readonly windowHours: number;
  readonly queues: readonly string[];
}

export type CompareOf = (column: string) => ((a: Conversation, b: Conversation) => number) | undefined;

export class RowView {
  /** Every row that was published, in scope or not. */
  readonly #rows = new Map<string, Conversation>();
  /** Ids of published rows older than the window. */
  readonly #outside = new Set<string>();
  #counters = new KpiCounters();
  #wait = new DurationAverage();
  #handle = new DurationAverage();
  #state: ViewState = DEFAULT_VIEW;
  #scope: RowScope = { windowHours: 24, queues: [] };
  #compareOf: CompareOf = () => undefined;
  #matches: RowPredicate = () => true;
  #order = new OrderedRows(keyReaders(DEFAULT_VIEW.sort, () => undefined));
  #held: HeldOrder | null = null;

  get held(): HeldOrder | null {
    return this.#held;
  }

  get outsideWindow(): number {
    return this.#outside.size;
  }

  get total(): number {
    return this.#rows.size - this.#outside.size;
  }

  /** Shows a row as it is now; undefined when it is gone. */
  update(id: string, row: Conversation | undefined, now: number): void {
    const before = this.#rows.get(id);
    if (before === row) return;
    if (row) this.#rows.set(id, row);
    else this.#rows.delete(id);
    const place = this.#place(id, row, before, now);
    this.#held?.note(id, place, row ? undefined : before);
  }

  #place(
    id: string,
    row: Conversation | undefined,
    before: Conversation | undefined,
    now: number,
  ): Placement {
    const counted = before && !this.#outside.has(id) ? before : undefined;
    const within = row !== undefined && this.#isWithin(row, now);
    if (row && !within) this.#outside.add(id);
    else this.#outside.delete(id);
    const counts = within ? row : undefined;
    this.#counters.replace(counted, counts);
    const shown = this.#order.get(id);
    if (shown) this.#average(shown, 'remove');
    if (!counts || !this.#matches(counts)) return this.#order.delete(id);
    this.#average(counts, 'add');
    return this.#order.put(counts);
  }

  #average(row: Conversation, change: 'add' | 'remove'): void {
    this.#wait[change](row.direction === 'outbound' ? null : row.wait);
    this.#handle[change](row.handle);
  }

  #isWithin(row: Conversation, now: number): boolean {
    const { windowHours, queues } = this.#scope;
    if (queues.length > 0 && row.queue !== null && !queues.includes(row.queue.id)) return false;
    // A start that nobody knows (0) cannot be too long ago.
    return row.startedAt === 0 || row.startedAt >= now - windowHours * 3_600_000;
  }

  /** Rows grow older than the window without any change; call this now and then. */
  age(now: number): void {
    for (const [id, row] of this.#rows) {
      if (this.#outside.has(id) || this.#isWithin(row, now)) continue;
      const place = this.#place(id, row, row, now);
      this.#held?.note(id, place, undefined);
    }
  }

  /** Takes another view, scope or order of a host's columns: the one occasion on which all rows are looked at. */
  setView(state: ViewState, scope: RowScope, compareOf: CompareOf, now: number): void {
    this.#state = state;
    this.#scope = scope;
    this.#compareOf = compareOf;
    this.#rebuild(now);
  }

  #rebuild(now: number): void {
    const wasHeld = this.#held !== null;
    this.#matches = rowPredicate(this.#state);
    this.#order = new OrderedRows(keyReaders(this.#state.sort, this.#compareOf));
    this.#counters = new KpiCounters();
    this.#wait = new DurationAverage();
    this.#handle = new DurationAverage();
    this.#outside.clear();
    for (const [id, row] of this.#rows) this.#place(id, row, undefined, now);
    this.#held = null;
    this.#order.merge(now);
    if (wasHeld) this.hold();
  }

  /** Brings the order up to date; true when rows moved, came or went. */
  merge(now: number): boolean {
    return this.#order.merge(now);
  }

  /** Holds what is on screen. With nothing on screen there is nothing to hold. */
  hold(): void {
    if (this.#held === null && this.#order.length > 0) this.#held = new HeldOrder(this.#order);
  }

  release(): void {
    this.#held = null;
  }

  /** The rows on screen; valid until the next publication. */
  list(): RowList {
    const held = this.#held;
    return held ? new HeldRows(held, (id) => this.#rows.get(id)) : new OrderedList(this.#order);
  }

  /** A row on screen, also one that ended while the order is held. */
  shown(id: string): Conversation | undefined {
    return this.#rows.get(id) ?? this.#held?.ended.get(id);
  }

  totals(): KpiTotals {
    const wait = this.#wait;
    const handle = this.#handle;
    const longestWaitAt = this.#counters.longestWait(this.#inScope());
    return {
      ...this.#counters.counts,
      longestWaitAt,
      averageWaitAt: (now) => wait.at(now),
      averageHandleAt: (now) => handle.at(now),
    };
  }

  *#inScope(): Generator<Conversation> {
    for (const [id, row] of this.#rows) if (!this.#outside.has(id)) yield row;
  }

  /** Values of a facet with counts, all other filters applied; looked up only when asked. */
  facetValues(facet: Facet): readonly FacetValue[] {
    const matches = rowPredicate(this.#state, facet);
    const values = new Map<string, { label: string; count: number }>();
    for (const chosen of this.#state.filters[facet] ?? []) values.set(chosen, { label: chosen, count: 0 });
    for (const row of this.#inScope()) {
      const value = facetValue(facet, row);
      const label = facet === 'queue' ? row.queue?.name : facet === 'agent' ? row.agent?.name : undefined;
      const entry = values.get(value) ?? { label: value, count: 0 };
      values.set(value, { label: label ?? entry.label, count: entry.count + (matches(row) ? 1 : 0) });
    }
    return [...values].map(([value, entry]) => ({ value, ...entry }));
  }

  clear(): void {
    this.#rows.clear();
    this.#held = null;
    this.#rebuild(0);
  }
}

/** The true order as a list. */
class OrderedList implements RowList {
  readonly #order: OrderedRows;
  constructor(order: OrderedRows) {
    this.#order = order;
  }
  get length(): number {
    return this.#order.length;
  }
  at(index: number): Conversation | undefined {
    return this.#order.at(index);
  }
  indexOf(id: string): number {
    return this.#order.indexOf(id);
  }
  slice(start: number, end: number): readonly Conversation[] {
    return slice(this, start, end);
  }
  [Symbol.iterator](): Iterator<Conversation> {
    return this.#order[Symbol.iterator]();
  }
}

/** The held order as a list: places of then, values of now. */
class HeldRows implements RowList {
  readonly #held: HeldOrder;
  readonly #row: (id: string) => Conversation | undefined;
  constructor(held: HeldOrder, row: (id: string) => Conversation | undefined) {
    this.#held = held;
    this.#row = row;
  }
  get length(): number {
    return this.#held.length;
  }
  at(index: number): Conversation | undefined {
    const id = this.#held.idAt(index);
    return id === undefined ? undefined : (this.#row(id) ?? this.#held.ended.get(id));
  }
  indexOf(id: string): number {
    return this.#held.indexOf(id);
  }
  slice(start: number, end: number): readonly Conversation[] {
    return slice(this, start, end);
  }
  *[Symbol.iterator](): Iterator<Conversation> {
    for (let index = 0; index < this.length; index += 1) {
      const row = this.at(index);
      if (row) yield row;
    }
  }
}

function slice(list: RowList, start: number, end: number): readonly Conversation[] {
  const rows: Conversation[] = [];
  for (let index = Math.max(0, start); index < Math.min(end, list.length); index += 1) {
    const row = list.at(index);
    if (row) rows.push(row);
  }
  return rows;
}
