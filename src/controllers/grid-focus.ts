/**
 * The active cell of a grid: a row by id and a column by key, never an index, so that the focus goes along when the row
 * moves. Exactly one cell is a tab stop.
 *
 * When the active row is gone, the next row at its place becomes active, in the same column; at the end the one before;
 * with no rows left, the grid itself takes the focus.
 */

/** `row` is null for the header. */
export interface GridCell {
  readonly row: string | null;
  readonly column: string;
}

/** The rows as the focus sees them. */
export interface FocusRows {
  readonly length: number;
  at(index: number): { readonly id: string } | undefined;
}

export interface FocusSurroundings {
  /** What takes the focus for a cell: the widget in it, or the cell; null while it is not rendered. */
  readonly find: (cell: GridCell) => HTMLElement | null;
  /** The cell that an element lies in. */
  readonly cellOf: (element: Element) => GridCell | null;
  /** Takes the focus when there is no row left. */
  readonly grid: () => HTMLElement | null;
  /** The element that has the focus, if it lies in a row. */
  readonly focused: () => Element | null;
  /** True when nothing has the focus. */
  readonly isLost: () => boolean;
  /** The cell to tab to while none is active. */
  readonly entry: () => GridCell | null;
}

export class GridFocus {
  readonly #around: FocusSurroundings;
  #active: GridCell | null = null;
  #index = -1;
  #tabStop: HTMLElement | null = null;
  /** Focus to give as soon as the cell is rendered; `scrolls` when the user goes there. */
  #wanted: { readonly scrolls: boolean } | null = null;
  #had = false;

  constructor(around: FocusSurroundings) {
    this.#around = around;
  }

  get active(): GridCell | null {
    return this.#active;
  }

  /** Index of the active row, −1 when it is the header or none. */
  get index(): number {
    return this.#index;
  }

  /** True while the focus is on a cell or in it. */
  get isFocused(): boolean {
    return this.#around.focused() !== null;
  }

  /**
   * Gives the focus to a cell, with the next {@link apply}: only then is it where it is to be seen.
   * @param scrolls brings it into sight sideways and in the page around, as for a user; without, it is given at once
   *   if the cell is rendered.
   */
  move(cell: GridCell, index: number, scrolls: boolean): void {
    this.#active = cell;
    this.#index = index;
    const element = scrolls ? null : this.#around.find(cell);
    if (element) this.#focus(element, false);
    else this.#wanted = { scrolls };
  }

  /** The focus came to an element by itself: a click, the Tab key, a reader's command. */
  entered(element: Element, indexOf: (row: string) => number): void {
    const cell = this.#around.cellOf(element);
    if (!cell) return;
    if (cell.row !== this.#active?.row) this.#index = cell.row === null ? -1 : indexOf(cell.row);
    this.#active = cell;
    this.#setTabStop(this.#around.find(cell));
  }

  /**
   * Before rendering: where the active row is now, and who takes over when it is gone.
   * @param locate index of a row that was at `index`, or −1.
   * @param columns keys of the columns in their order.
   * @returns the id of a row that had the focus and is gone.
   */
  follow(
    rows: FocusRows,
    locate: (id: string, index: number) => number,
    columns: readonly string[],
    formerColumns: readonly string[],
  ): string | null {
    this.#had = this.isFocused;
    if (!this.#active) return null;
    if (!columns.includes(this.#active.column)) {
      const place = Math.max(0, formerColumns.indexOf(this.#active.column));
      this.#active = { ...this.#active, column: columns[Math.min(place, columns.length - 1)] ?? '' };
    }
    const { row, column } = this.#active;
    if (row === null) return null;
    const index = locate(row, this.#index);
    if (index >= 0) {
      this.#index = index;
      return null;
    }
    const next = Math.min(Math.max(0, this.#index), rows.length - 1);
    const heir = rows.at(next);
    this.#index = heir ? next : -1;
    this.#active = heir ? { row: heir.id, column } : null;
    return this.#had ? row : null;
  }

  /** After rendering: gives the focus back that the rendering took, and moves the tab stop. */
  apply(): void {
    const element = this.#active && this.#around.find(this.#active);
    if (this.#wanted && element) {
      this.#focus(element, this.#wanted.scrolls);
      this.#wanted = null;
    } else if (this.#had) this.#restore(element);
    this.#setTabStop(element ?? this.#entry());
  }

  #restore(element: HTMLElement | null): void {
    const focused = this.#around.focused();
    // It may have gone where it was meant to go, or be on a control inside the cell.
    if (focused ? this.#isInside(focused) : !this.#around.isLost()) return;
    (element ?? this.#around.grid())?.focus({ preventScroll: true });
  }

  #isInside(focused: Element): boolean {
    const cell = this.#around.cellOf(focused);
    return cell?.row === this.#active?.row && cell?.column === this.#active?.column;
  }

  #entry(): HTMLElement | null {
    const cell = this.#around.entry();
    return cell && this.#around.find(cell);
  }

  #focus(element: HTMLElement, scrolls: boolean): void {
    this.#setTabStop(element);
    element.focus({ preventScroll: !scrolls });
  }

  #setTabStop(element: HTMLElement | null): void {
    if (element === this.#tabStop && element?.tabIndex === 0) return;
    if (this.#tabStop && this.#tabStop !== element) this.#tabStop.tabIndex = -1;
    if (element) element.tabIndex = 0;
    this.#tabStop = element;
  }
}
