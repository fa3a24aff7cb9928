/**
 * What is published: the rows the supervisor has been shown so far, in the time window, filtered, ordered and counted.
 *
 * It lags behind the store by at most a frame, or as long as the report is paused. Each changed row is looked at once
 * per publication, however often it changed.
 */
import type { Conversation } from '../model/conversation.js';
import { chosenValues, DEFAULT_VIEW, type Facet, type SortKey, type ViewState } from '../model/view-state.js';
import { DurationAverage } from './duration-average.js';
import { HeldOrder } from './held-order.js';
import { KpiCounters } from './kpi-counters.js';
import { OrderedRows, type Placement } from './ordered-rows.js';
import { facetValue, rowPredicate, type RowPredicate } from './row-filter.js';
import { OrderedList } from './row-list.js';
import { RowGroups } from './row-groups.js';
import type { RowOrder } from './row-order.js';
import type { RowRecord } from './row-record.js';
import type { RowStore } from './row-store.js';
import { keyReaders, type OwnOrder } from './sort-keys.js';
import type { FacetValue, KpiTotals, RowGroup, RowList } from './view-types.js';

/** Rows that belong to the report at all: time window and queues. */
export interface RowScope {
  readonly windowHours: number;
  readonly queues: readonly string[];
}

export type CompareOf = (column: string) => OwnOrder | undefined;

const HOUR_MS = 3_600_000;

export class RowView {
  readonly #store: RowStore;
  readonly #recordOf = (id: string): RowRecord | undefined => this.#store.records.get(id);
  #counters = new KpiCounters();
  #wait = new DurationAverage();
  #handle = new DurationAverage();
  #outside = 0;
  #state: ViewState = DEFAULT_VIEW;
  #scope: RowScope = { windowHours: 24, queues: [] };
  #matches: RowPredicate = () => true;
  #ordered = new OrderedRows([], this.#recordOf);
  /** What was last published; also while the next one is being made. */
  #order: RowOrder = this.#ordered.at(0);
  #list: RowList = new OrderedList(this.#order, this.#recordOf);
  #batch = 0;
  #groups: RowGroups | null = null;
  /** The groups of {@link list}. */
  #spans: readonly RowGroup[] | null = null;
  #held: HeldOrder | null = null;

  constructor(store: RowStore) {
    this.#store = store;
  }

  get held(): HeldOrder | null {
    return this.#held;
  }

  get outsideWindow(): number {
    return this.#outside;
  }

  get total(): number {
    return this.#counters.counts.ongoing;
  }

  /** Shows a row as it is in the store now. */
  update(record: RowRecord, now: number): void {
    const { row } = record;
    if (row === record.shown) return;
    this.#held?.noteBefore(record);
    const before = record.shown;
    record.isGone = row === undefined;
    if (row) record.shown = row;
    else this.#store.forget(record);
    const placement = this.#place(record, row, before, now);
    this.#held?.note(record, placement, now);
  }

  #place(
    record: RowRecord,
    row: Conversation | undefined,
    before: Conversation | undefined,
    now: number,
  ): Placement {
    const isWithin = row !== undefined && this.#isWithin(row, now);
    const isOutside = row !== undefined && !isWithin;
    if (isOutside !== record.isOutside) {
      record.isOutside = isOutside;
      this.#outside += isOutside ? 1 : -1;
    }
    this.#counters.replace(record, isWithin ? row : undefined);
    const isListed = isWithin && this.#matches(row);
    const listed = isListed ? row : undefined;
    this.#groups?.replace(record.listed, listed);
    this.#wait.replace(waitOf(record.listed), waitOf(listed));
    this.#handle.replace(record.listed?.handle ?? null, listed?.handle ?? null);
    record.listed = listed;
    return listed ? this.#ordered.put(record, listed, before) : this.#ordered.delete(record);
  }

  #isWithin(row: Conversation, now: number): boolean {
    const { windowHours, queues } = this.#scope;
    if (queues.length > 0 && row.queue !== null && !queues.includes(row.queue.id)) return false;
    // A start that nobody knows (0) cannot be too long ago.
    return row.startedAt === 0 || row.startedAt >= now - windowHours * HOUR_MS;
  }

  /** Rows grow older than the window without any change; call this now and then. */
  age(now: number): void {
    const oldest = now - this.#scope.windowHours * HOUR_MS;
    for (const record of this.#store.records.values()) {
      const { counted } = record;
      if (counted && counted.startedAt !== 0 && counted.startedAt < oldest) this.again(record, now);
    }
  }

  /** Looks once more at a row that has not changed: the time has, or what else its place depends on. */
  again(record: RowRecord | undefined, now: number): void {
    if (!record?.counted) return;
    this.#held?.noteBefore(record);
    const placement = this.#place(record, record.counted, undefined, now);
    this.#held?.note(record, placement, now);
  }

  /**
   * Takes another view, scope or order of a host's columns: the one occasion on which all rows are looked at. They come
   * in by {@link replace}, and what was published stays until {@link publish}.
   */
  setView(state: ViewState, scope: RowScope, compareOf: CompareOf): void {
    this.#state = state;
    this.#scope = scope;
    this.#matches = rowPredicate(state, this.#store);
    this.#ordered.retire();
    this.#ordered = new OrderedRows(keyReaders(withGroups(state), compareOf), this.#recordOf);
    this.#groups = state.grouping && new RowGroups(state.grouping);
    this.#counters = new KpiCounters();
    this.#wait = new DurationAverage();
    this.#handle = new DurationAverage();
    this.#outside = 0;
    for (const record of this.#store.records.values()) {
      record.counted = undefined;
      record.listed = undefined;
      record.entry = undefined;
      record.isOutside = false;
    }
  }

  /** Puts a row that was shown before into a new view. */
  replace(record: RowRecord, now: number): void {
    if (record.isGone || record.shown === undefined) return;
    this.#place(record, record.shown, undefined, now);
  }

  /** Brings rows that were updated into the order. */
  merge(): void {
    this.#ordered.merge();
  }

  /** What is in the order now is what is shown, as it is at `now`, unless it is held. */
  publish(now: number): void {
    this.#ordered.merge();
    if (this.#held) return;
    this.#batch = this.#ordered.batch;
    this.#order = this.#ordered.at(now);
    this.#list = new OrderedList(this.#order, this.#recordOf);
    this.#spans = this.#groups && this.#groups.all();
  }

  /** Holds what is on screen. With nothing on screen there is nothing to hold. */
  hold(): void {
    if (this.#held === null && this.#order.length > 0) {
      this.#held = new HeldOrder(this.#order, this.#batch);
    }
  }

  release(): void {
    this.#held = null;
  }

  /** The rows on screen; the same list as long as nothing moves. */
  list(): RowList {
    return this.#list;
  }

  /** The groups of the rows on screen, with how many rows they have by now. */
  groups(): readonly RowGroup[] | null {
    return this.#held && this.#spans && this.#groups ? this.#groups.recount(this.#spans) : this.#spans;
  }

  /** A row on screen, also one that ended while the order is held. */
  shown(id: string): Conversation | undefined {
    const record = this.#store.records.get(id);
    if (record?.shown && !record.isGone) return record.shown;
    return this.#held?.ended.has(id) ? this.#list.at(this.#list.indexOf(id)) : undefined;
  }

  totals(): KpiTotals {
    const wait = this.#wait;
    const handle = this.#handle;
    return {
      ...this.#counters.counts,
      longestWaitAt: this.#counters.longestWait(),
      averageWaitAt: (now) => wait.at(now),
      averageHandleAt: (now) => handle.at(now),
    };
  }

  /** Values of a facet with counts, all other filters applied; looked up only when asked. */
  facetValues(facet: Facet): readonly FacetValue[] {
    const matches = rowPredicate(this.#state, this.#store, facet);
    const values = new Map<string, { label: string; count: number }>();
    for (const chosen of chosenValues(this.#state.filters, facet))
      values.set(chosen, { label: chosen, count: 0 });
    for (const { counted: row } of this.#store.records.values()) {
      if (!row) continue;
      const value = facetValue(facet, row, this.#store);
      const label = facet === 'queue' ? row.queue?.name : facet === 'agent' ? row.agent?.name : undefined;
      let entry = values.get(value);
      if (!entry) values.set(value, (entry = { label: value, count: 0 }));
      if (label !== undefined) entry.label = label;
      if (matches(row)) entry.count += 1;
    }
    return [...values].map(([value, entry]) => ({ value, ...entry }));
  }
}

/** Rows of a group stand together: what they are grouped by is the first key, and the others order within. */
function withGroups({ sort, grouping }: ViewState): readonly SortKey[] {
  if (grouping === null) return sort;
  return [{ column: grouping, direction: 'ascending' }, ...sort.filter(({ column }) => column !== grouping)];
}

function waitOf(row: Conversation | undefined): Conversation['wait'] {
  return row === undefined || row.direction === 'outbound' ? null : row.wait;
}
