/**
 * The groups of the rows in view, with how many rows each has: kept with each row that comes, goes or changes. Rows of a
 * group stand together because what they are grouped by is the first key of their order.
 */
import type { Conversation } from '../model/conversation.js';
import type { ViewState } from '../model/view-state.js';
import { KeyReader, type KeyValue } from './sort-keys.js';
import type { RowGroup } from './view-types.js';

type Grouping = NonNullable<ViewState['grouping']>;

interface Group {
  readonly key: string;
  readonly value: KeyValue;
  label: string | null;
  count: number;
}

const LABELS: Readonly<Record<Grouping, (row: Conversation) => string | null>> = {
  queue: ({ queue }) => queue && queue.name,
  agent: ({ agent }) => agent && agent.name,
  status: ({ status }) => status,
  channel: ({ channel }) => channel,
};

export class RowGroups {
  readonly #reader: KeyReader;
  readonly #labelOf: (row: Conversation) => string | null;
  readonly #groups = new Map<string, Group>();
  /** In order; null once a group came or went. */
  #ordered: readonly Group[] | null = [];

  constructor(grouping: Grouping) {
    this.#reader = new KeyReader({ column: grouping, direction: 'ascending' });
    this.#labelOf = LABELS[grouping];
  }

  /** A row in view became another one; undefined: it was not or is not in view. */
  replace(before: Conversation | undefined, after: Conversation | undefined): void {
    if (before === after) return;
    if (before) this.#remove(keyOf(this.#valueOf(before)));
    if (after) this.#add(after);
  }

  /** As they stand now, in the order of the rows. */
  all(): readonly RowGroup[] {
    this.#ordered ??= [...this.#groups.values()].sort((a, b) => this.#reader.compare(a.value, b.value, 0, 0));
    return this.#ordered.map(({ key, label, count }) => ({ key, label, size: count, count }));
  }

  /** The same groups as before, with the rows that they have now. */
  recount(groups: readonly RowGroup[]): readonly RowGroup[] {
    return groups.map((group) => ({ ...group, count: this.#groups.get(group.key)?.count ?? 0 }));
  }

  #add(row: Conversation): void {
    const value = this.#valueOf(row);
    const key = keyOf(value);
    const label = this.#labelOf(row);
    const group = this.#groups.get(key);
    if (group) {
      group.count += 1;
      group.label = label;
    } else {
      this.#groups.set(key, { key, value, label, count: 1 });
      this.#ordered = null;
    }
  }

  #remove(key: string): void {
    const group = this.#groups.get(key);
    if (!group || (group.count -= 1) > 0) return;
    this.#groups.delete(key);
    this.#ordered = null;
  }

  /** Offered and accepted conversations are one group, side by side in the order. */
  #valueOf(row: Conversation): KeyValue {
    const value = this.#reader.read(row);
    return typeof value === 'number' ? Math.floor(value) : value;
  }
}

/** Nobody and no queue are the empty key; a name that is empty is another one. */
function keyOf(value: KeyValue): string {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value || ' ' : '';
}
