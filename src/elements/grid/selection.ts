/** What a press does to the selection. All functions return the ids to select. */
import type { ReportView } from '../../engine/view-types.js';
import type { ShownRows } from './lines.js';
import type { SelectedShare } from './header-template.js';

/** What can be selected. */
export interface Selectable {
  readonly rows: ShownRows;
  readonly ended: ReportView['ended'];
}

export function toggled(selection: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** The rows from `from` to `to` as they stand now, in addition to `kept`. */
export function withRange(
  { rows, ended }: Selectable,
  from: string | null,
  to: string,
  kept: ReadonlySet<string>,
): ReadonlySet<string> {
  const end = rows.indexOf(to);
  const start = from === null ? -1 : rows.indexOf(from);
  if (end < 0) return kept;
  const [first, last] = start < 0 ? [end, end] : start < end ? [start, end] : [end, start];
  const between = rows.slice(first, last + 1).map(({ id }) => id);
  return new Set([...kept, ...between.filter((id) => !ended.has(id))]);
}

/** All rows in view that go on. */
export function allInView({ rows, ended }: Selectable): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { id } of rows) if (!ended.has(id)) ids.add(id);
  return ids;
}

/** More than this is not counted with each publication. */
const MANY = 2_000;

/** How much of what is in view is selected; of a great many that are selected it is up to a second old. */
export class ShareOfView {
  #selection: ReadonlySet<string> | undefined;
  #share: SelectedShare = 'none';

  /** A second has passed. */
  tick(): void {
    this.#selection = undefined;
  }

  of(view: Selectable, selection: ReadonlySet<string>): SelectedShare {
    if (selection.size < MANY || selection !== this.#selection) this.#share = selectedShare(view, selection);
    this.#selection = selection;
    return this.#share;
  }
}

export function selectedShare({ rows, ended }: Selectable, selection: ReadonlySet<string>): SelectedShare {
  if (selection.size === 0 || rows.length === 0) return 'none';
  if (
    selection.size >= rows.length - ended.size &&
    isEvery(rows, ({ id }) => selection.has(id) || ended.has(id))
  ) {
    return 'all';
  }
  for (const id of selection) if (rows.indexOf(id) >= 0) return 'some';
  return 'none';
}

function isEvery(rows: ShownRows, test: (row: { readonly id: string }) => boolean): boolean {
  for (const row of rows) if (!test(row)) return false;
  return true;
}
