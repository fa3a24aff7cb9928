/** From an element of the grid to the cell it lies in, and back. */
import type { GridCell } from '../../controllers/grid-focus.js';

/** Controls that a host's own cell may hold. */
const CONTROLS = 'a[href], button, input, select, textarea, [contenteditable], [tabindex]';

export function rowOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>('[role=row]');
}

export function cellElementOf(element: Element): HTMLElement | null {
  return element.closest<HTMLElement>('.cell');
}

export function rowIdOf(element: Element): string | null {
  return rowOf(element)?.dataset['conversationId'] ?? null;
}

/** @param keys keys of the columns, in the order of the cells. */
export function placeOf(element: Element, keys: readonly string[]): GridCell | null {
  const row = rowOf(element);
  const cell = cellElementOf(element);
  if (!row || !cell) return null;
  const column = keys[[...row.children].indexOf(cell)];
  return column === undefined ? null : { row: row.dataset['conversationId'] ?? null, column };
}

/** What takes the focus in a cell: its only widget, or the cell itself. */
export function focusTarget(
  row: Element | undefined,
  column: string,
  keys: readonly string[],
): HTMLElement | null {
  const cell = row?.children[keys.indexOf(column)];
  if (!(cell instanceof HTMLElement)) return null;
  return cell.querySelector<HTMLElement>(':scope > .widget') ?? cell;
}

/** The controls that a host rendered into a cell of its own column. */
export function hostControls(cell: Element): readonly HTMLElement[] {
  return [...cell.querySelectorAll<HTMLElement>(`.clip :is(${CONTROLS})`)];
}

/** The control of a host's cell that an element belongs to, or null. */
export function hostControlOf(element: Element): HTMLElement | null {
  const cell = element.closest('.cell-extra');
  const control = element.closest<HTMLElement>(CONTROLS);
  return cell && control && control !== cell && cell.contains(control) ? control : null;
}

/** True when the element that had the focus went away and nothing in the page has it. */
export function isFocusLost(focused: Element | null): boolean {
  return focused === null && (document.activeElement === null || document.activeElement === document.body);
}
