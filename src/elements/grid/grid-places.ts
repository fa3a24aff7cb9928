/** From an element of the grid to the cell it lies in, and back. */
import type { GridCell } from '../../controllers/grid-focus.js';
import type { RowWindowElements } from '../../controllers/row-window.js';

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

/** The group whose heading an element lies in, as the id of the heading. */
export function headingIdOf(element: Element): string | null {
  return rowOf(element)?.dataset['group'] ?? null;
}

/**
 * @param keys keys of the columns, in the order of the cells.
 * @param current the column that a heading, which has one cell for all, is passed in.
 */
export function placeOf(element: Element, keys: readonly string[], current = keys[0]): GridCell | null {
  const row = rowOf(element);
  const cell = cellElementOf(element);
  if (!row || !cell) return null;
  const heading = headingIdOf(element);
  if (heading !== null && current !== undefined) return { row: heading, column: current };
  const column = keys[[...row.children].indexOf(cell)];
  return column === undefined ? null : { row: row.dataset['conversationId'] ?? null, column };
}

/** What takes the focus in a cell: its only widget, or the cell itself. */
export function focusTarget(
  row: Element | undefined,
  column: string,
  keys: readonly string[],
): HTMLElement | null {
  const cell = row?.children[row.matches('.group') ? 0 : keys.indexOf(column)];
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

/** What the rows are laid out in, once it is rendered. */
export function windowElements(root: ParentNode): RowWindowElements | null {
  const [scroller, header, body, rows, ruler] = ['.viewport', '.head', '.body', '.rows', '.ruler'].map(
    (selector) => root.querySelector<HTMLElement>(selector),
  );
  if (!scroller || !header || !body || !rows || !ruler) return null;
  return { scroller, header, body, rows, ruler };
}

/** True when the element that had the focus went away and nothing in the page has it. */
export function isFocusLost(focused: Element | null): boolean {
  return focused === null && (document.activeElement === null || document.activeElement === document.body);
}
