/**
 * What must hold of a grid at any moment (case P02): one tab stop, indexes that speak of the whole set, rows that own
 * only cells. Throws with the first thing that does not.
 */
export interface ExpectedGrid {
  readonly name: string;
  /** Rows that can be reached and headings of groups, without the header. */
  readonly rows: number;
}

const CELL_ROLES = new Set(['gridcell', 'rowheader', 'columnheader']);
const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]';

function fail(problem: string): never {
  throw new Error(`grid: ${problem}`);
}

export function checkGrid(root: ParentNode, { name, rows: count }: ExpectedGrid): void {
  const grid = root.querySelector('[role=grid]') ?? fail('there is none');
  if (grid.getAttribute('aria-label') !== name) fail(`is named ${String(grid.getAttribute('aria-label'))}`);
  if (grid.getAttribute('aria-rowcount') !== String(count + 1)) {
    fail(
      `has aria-rowcount ${String(grid.getAttribute('aria-rowcount'))} for ${String(count)} rows and a header`,
    );
  }
  checkTabStop(grid);
  const rows = [...grid.querySelectorAll('[role=row]')];
  checkRows(rows, count + 1);
  const sorted = rows[0]?.querySelectorAll('[aria-sort]:not([aria-sort=none])').length ?? 0;
  if (sorted > 1) fail(`${String(sorted)} headers have aria-sort`);
  for (const group of grid.querySelectorAll('[role=rowgroup]')) {
    if ([...group.children].some((child) => child.getAttribute('role') !== 'row'))
      fail('a row group owns more than rows');
  }
}

function checkTabStop(grid: Element): void {
  const stops = [...grid.querySelectorAll<HTMLElement>(FOCUSABLE)].filter(({ tabIndex }) => tabIndex >= 0);
  if (stops.length !== 1) fail(`has ${String(stops.length)} tab stops`);
}

function checkRows(rows: readonly Element[], total: number): void {
  const columns = rows[0]?.children.length ?? 0;
  let last = 0;
  const ids = new Set<string>();
  for (const row of rows) {
    const index = Number(row.getAttribute('aria-rowindex'));
    if (!(index > last)) fail(`aria-rowindex ${String(index)} comes after ${String(last)}`);
    if (index > total) fail(`aria-rowindex ${String(index)} of ${String(total)}`);
    last = index;
    const id = row.getAttribute('data-conversation-id');
    if (id !== null && ids.has(id)) fail(`${id} is there twice`);
    if (id !== null) ids.add(id);
    const cells = [...row.children];
    const isHeading = cells.length === 1 && Number(cells[0]?.getAttribute('aria-colspan')) === columns;
    if (cells.length !== columns && !isHeading)
      fail(`a row has ${String(cells.length)} of ${String(columns)} cells`);
    if (cells.some((cell) => cell.hasAttribute('aria-colindex')))
      fail('aria-colindex although all columns are there');
    for (const cell of cells) checkCell(cell);
  }
}

function checkCell(cell: Element): void {
  const role = cell.getAttribute('role') ?? 'none';
  if (!CELL_ROLES.has(role)) fail(`a row owns a ${role}`);
  const canFocus = cell.matches('[tabindex]') || cell.querySelector(FOCUSABLE) !== null;
  if (!canFocus) fail(`a cell cannot be focused: ${cell.outerHTML.slice(0, 120)}`);
}
