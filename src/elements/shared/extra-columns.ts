/** How the columns that a host adds are ordered. */
import type { ExtraColumn } from '../../context/settings-context.js';
import type { OwnOrder } from '../../engine/sort-keys.js';

/** The order of the column with this id, its own or that of its values; undefined when no such column is added. */
export function compareOf(columns: readonly ExtraColumn[], id: string): OwnOrder | undefined {
  const column = columns.find((candidate) => candidate.id === id);
  // Its number depends on more than the row: only the row itself tells that nothing has changed.
  if (column?.key) return { value: column.key, source: (row) => row };
  return column && (column.compare ?? ((a, b) => compareValues(column.value(a), column.value(b))));
}

function compareValues(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}
