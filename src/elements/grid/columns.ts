/** The columns of the grid: name, width, how a click orders them, and what a cell of them shows. */
import type { ExtraColumn } from '../../context/settings-context.js';
import type { Localization } from '../../localization/index.js';
import type { Conversation } from '../../model/conversation.js';
import type { Duration } from '../../model/durations.js';
import { COLUMNS, type ColumnId, type SortKey } from '../../model/view-state.js';
import { displayText } from '../shared/customer-text.js';

/** The columns that are always there, at the two ends of a row. */
export const SELECT_COLUMN = ' select';
export const ACTIONS_COLUMN = ' actions';

type BuiltInColumn = (typeof COLUMNS)[number];

/** Least width in pixels, and the share of what is left over (0: it keeps its width). */
const WIDTHS: Readonly<Record<BuiltInColumn, readonly [minimum: number, share: number]>> = {
  subject: [150, 1.6],
  status: [122, 0.4],
  agent: [128, 1],
  queue: [96, 0.8],
  channel: [96, 1],
  wait: [118, 0],
  handle: [108, 0],
  sentiment: [184, 0.6],
  customer: [120, 0.8],
  workstream: [120, 0.8],
  priority: [80, 0],
  skills: [120, 0.8],
  'started-on': [150, 0],
  'time-in-status': [124, 0],
  'last-customer-message': [170, 0],
  direction: [92, 0],
  transfers: [92, 0],
  'monitored-by': [120, 0.5],
};
const EXTRA_WIDTH: readonly [number, number] = [120, 0.6];
/** Narrower, neither header nor content says anything. */
export const LEAST_WIDTH = 48;
const SELECT_WIDTH = 44;
/** Type is so much larger on a wallboard. */
const WALL = 1.3;

/** Running clocks. Outbound conversations wait for nobody. */
const DURATIONS: Readonly<Partial<Record<string, (conversation: Conversation) => Duration | null>>> = {
  wait: ({ direction, wait }) => (direction === 'outbound' ? null : wait),
  handle: ({ handle }) => handle,
  'time-in-status': ({ statusSince }) => sinceThen(statusSince),
  'last-customer-message': ({ lastCustomerMessageAt }) => sinceThen(lastCustomerMessageAt),
};
const NUMBERS: ReadonlySet<string> = new Set(['priority', 'transfers']);

const sinceThen = (at: number | null): Duration | null =>
  at === null || at === 0 ? null : { ms: 0, since: at };

export interface GridColumn {
  readonly id: ColumnId;
  readonly label: string;
  /** One of ours: only those may name a part or a class, a host's id is data. */
  readonly isBuiltIn: boolean;
  readonly isNumeric: boolean;
  readonly isSortable: boolean;
  /** Its running clock, for columns that show one. */
  readonly duration: ((conversation: Conversation) => Duration | null) | undefined;
  readonly extra: ExtraColumn | undefined;
}

const isBuiltIn = (id: string): id is BuiltInColumn => (COLUMNS as readonly string[]).includes(id);

/** The columns that are shown. Ids that neither the report nor the host knows are left out. */
export function gridColumns(
  ids: readonly ColumnId[],
  extras: readonly ExtraColumn[],
  words: Localization,
): readonly GridColumn[] {
  return ids.flatMap((id): GridColumn[] => {
    if (isBuiltIn(id)) {
      const duration = DURATIONS[id];
      const isNumeric = duration !== undefined || NUMBERS.has(id);
      const label = words.term(`column.${id}`);
      return [{ id, label, isBuiltIn: true, isNumeric, isSortable: true, duration, extra: undefined }];
    }
    const extra = extras.find((column) => column.id === id);
    if (!extra) return [];
    const label = displayText(extra.label, 80);
    const isSortable = extra.compare !== undefined;
    return [{ id, label, isBuiltIn: false, isNumeric: false, isSortable, duration: undefined, extra }];
  });
}

/** All columns of a row as the keyboard walks them; where nothing can be done there is nothing to select either. */
export function columnKeys(columns: readonly GridColumn[], isReadOnly: boolean): readonly string[] {
  const ids = columns.map(({ id }) => id);
  return isReadOnly ? ids : [SELECT_COLUMN, ...ids, ACTIONS_COLUMN];
}

/** The tracks of a row and the width below which the grid scrolls sideways, as CSS values. */
export function columnTracks(
  columns: readonly GridColumn[],
  widths: Readonly<Record<string, number>>,
  isReadOnly: boolean,
): { readonly tracks: string; readonly minimum: string } {
  const tracks = columns.map(({ id }) => {
    const own = Object.hasOwn(widths, id) ? widths[id] : undefined;
    if (own !== undefined) return { minimum: Math.max(LEAST_WIDTH, own), share: 0 };
    const [minimum, share] = isBuiltIn(id) ? WIDTHS[id] : EXTRA_WIDTH;
    return { minimum: isReadOnly ? minimum * WALL : minimum, share };
  });
  const total = tracks.reduce((sum, { minimum }) => sum + minimum, isReadOnly ? 0 : SELECT_WIDTH);
  const middle = tracks.map(({ minimum, share }) =>
    share > 0 ? `minmax(${String(minimum)}px, ${String(share)}fr)` : `${String(minimum)}px`,
  );
  if (isReadOnly) return { tracks: middle.join(' '), minimum: `${String(total)}px` };
  // With nothing else to grow, the last column takes what is left, so that rows end where the grid ends.
  const rest = tracks.some(({ share }) => share > 0) ? 'var(--_actions)' : 'minmax(var(--_actions), 1fr)';
  return {
    tracks: [`${String(SELECT_WIDTH)}px`, ...middle, rest].join(' '),
    minimum: `calc(${String(total)}px + var(--_actions))`,
  };
}

/** The sort keys after a press on the header of `column`; `adds` keeps the others before it. */
export function nextSort(
  sort: readonly SortKey[],
  { id, duration, extra }: GridColumn,
  adds: boolean,
): readonly SortKey[] {
  const place = sort.findIndex(({ column }) => column === id);
  const turns = place >= 0 && (adds || place === 0);
  const isAscending = turns ? sort[place]?.direction === 'descending' : !duration && !extra?.key;
  const key: SortKey = { column: id, direction: isAscending ? 'ascending' : 'descending' };
  if (!adds) return [key];
  return place < 0 ? [...sort, key] : sort.map((other, index) => (index === place ? key : other));
}
