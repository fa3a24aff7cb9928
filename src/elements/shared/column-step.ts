/** Asks the grid to move a column by one place, or to change its width by one step. */
import type { ColumnId } from '../../model/view-state.js';

export type ColumnChange = 'earlier' | 'later' | 'narrower' | 'wider';
export const COLUMN_CHANGES: readonly ColumnChange[] = ['earlier', 'later', 'narrower', 'wider'];
export const COLUMN_STEP = 'report-column-step';

export class ColumnStep extends Event {
  readonly column: ColumnId;
  readonly change: ColumnChange;

  constructor(column: ColumnId, change: ColumnChange) {
    super(COLUMN_STEP, { bubbles: true, composed: true });
    this.column = column;
    this.change = change;
  }
}
