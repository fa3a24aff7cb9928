/** What the supervisor looks at: filters, search, order, columns. Plain JSON, so that a host can keep it. */
import { KPIS, type Kpi } from './metrics.js';

/** The columns in their order; the first eight are shown. */
export const COLUMNS = [
  'subject',
  'status',
  'agent',
  'queue',
  'channel',
  'wait',
  'handle',
  'sentiment',
  'customer',
  'workstream',
  'priority',
  'skills',
  'started-on',
  'time-in-status',
  'last-customer-message',
  'direction',
  'transfers',
  'monitored-by',
] as const;
/** A built-in column, or the id of one the host adds. */
export type ColumnId = (typeof COLUMNS)[number] | (string & {});
export const DEFAULT_COLUMNS: readonly ColumnId[] = COLUMNS.slice(0, 8);

/** What rows can be grouped by. */
const GROUPINGS = ['queue', 'agent', 'channel', 'status'] as const;
/**
 * What can be filtered by choosing values. *Stuck* is why a conversation looks stuck, see `stuck.ts`; *monitored by* has the
 * one value {@link ME}.
 */
export const FACETS = [...GROUPINGS, 'sentiment', 'stuck', 'monitored-by'] as const;
/** Whoever looks at the report. */
export const ME = 'me';
export type Facet = (typeof FACETS)[number];
/** Stands for "nobody" or "none" among the values of a facet: unassigned, no queue, sentiment not available. */
export const NO_VALUE = '';

export interface SortKey {
  readonly column: ColumnId;
  readonly direction: 'ascending' | 'descending';
}

export type Density = 'comfortable' | 'compact';

/** Filters by facet: the ids or values that stay in view. A facet that is not named lets everything through. */
export type Filters = Readonly<Partial<Record<Facet, readonly string[]>>>;

export interface ViewState {
  readonly filters: Filters;
  /** Text searched in subject, customer and agent; case and accents do not matter. */
  readonly search: string;
  /** The card that is pressed, or null. */
  readonly card: Kpi | null;
  /** Sort keys, the first decides; ties by id. */
  readonly sort: readonly SortKey[];
  readonly columns: readonly ColumnId[];
  /** Column widths in CSS pixels, by column. */
  readonly widths: Readonly<Record<string, number>>;
  /** Rows with the same value stand together, in the order of the values; `sort` orders them within. Null: no groups. */
  readonly grouping: (typeof GROUPINGS)[number] | null;
  /** Keys of the groups whose rows are hidden. */
  readonly collapsedGroups: readonly string[];
  readonly density: Density;
}

export const DEFAULT_VIEW: ViewState = {
  filters: {},
  search: '',
  card: null,
  sort: [{ column: 'wait', direction: 'descending' }],
  columns: DEFAULT_COLUMNS,
  widths: {},
  grouping: null,
  collapsedGroups: [],
  density: 'comfortable',
};

/** The values that a facet lets through, none for all. An own field only: a host may have extended all objects. */
export function chosenValues(filters: ViewState['filters'], facet: Facet): readonly string[] {
  return (Object.hasOwn(filters, facet) && filters[facet]) || [];
}

/** True when anything but the whole set is asked for. */
export function isFiltered(view: ViewState): boolean {
  return (
    view.search.trim() !== '' ||
    view.card !== null ||
    FACETS.some((facet) => chosenValues(view.filters, facet).length > 0)
  );
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const strings = (value: unknown): string[] | null =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : null;

/**
 * Reads a view that came from outside (a host's property, storage, a URL). What is missing or malformed keeps the value
 * of `base`: a bad view must never blank the grid.
 */
export function readViewState(input: unknown, base: ViewState = DEFAULT_VIEW): ViewState {
  if (!isRecord(input)) return base;
  const filters: Partial<Record<Facet, readonly string[]>> = {};
  const given = isRecord(input['filters']) ? input['filters'] : null;
  for (const facet of FACETS) {
    const values = strings(chosenValues(given ?? base.filters, facet));
    if (values && values.length > 0) filters[facet] = values;
  }
  const widths: Record<string, number> = {};
  for (const [column, width] of Object.entries(isRecord(input['widths']) ? input['widths'] : base.widths)) {
    if (typeof width === 'number' && width > 0 && width <= 4000) widths[column] = width;
  }
  const sort = Array.isArray(input['sort']) ? input['sort'].filter(isSortKey) : base.sort;
  const columns = strings(input['columns']);
  const { card, grouping, density, search } = input;
  return {
    filters,
    search: typeof search === 'string' ? search : base.search,
    card: KPIS.find((each) => each === card) ?? (card === null ? null : base.card),
    sort,
    columns: columns && columns.length > 0 ? columns : base.columns,
    widths,
    grouping: GROUPINGS.find((each) => each === grouping) ?? (grouping === null ? null : base.grouping),
    collapsedGroups: strings(input['collapsedGroups']) ?? base.collapsedGroups,
    density: density === 'comfortable' || density === 'compact' ? density : base.density,
  };
}

function isSortKey(value: unknown): value is SortKey {
  return (
    isRecord(value) &&
    typeof value['column'] === 'string' &&
    (value['direction'] === 'ascending' || value['direction'] === 'descending')
  );
}
