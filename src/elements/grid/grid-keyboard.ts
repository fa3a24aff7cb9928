/** The keyboard of the grid: one tab stop, arrows, keys for selection and actions. */
import type { GridCell, GridFocus } from '../../controllers/grid-focus.js';
import { ACTIONS_COLUMN, SELECT_COLUMN, type GridColumn } from './columns.js';
import type { GridCommands } from './grid-commands.js';
import { gridRequest, type Direction } from './grid-keys.js';
import { isHeadingId, type Lines } from './lines.js';
import { cellElementOf, hostControlOf, hostControls } from './grid-places.js';
import type { IntentLock } from './intent-lock.js';

export interface KeyboardSurroundings {
  readonly lines: () => Lines | undefined;
  /** Rows of a page, as far as the viewport shows them. */
  readonly page: () => number;
  readonly columns: () => readonly GridColumn[];
  readonly columnKeys: () => readonly string[];
  readonly isRightToLeft: () => boolean;
  readonly hasLetters: () => boolean;
  /** Moves the focus as the user wants it. */
  readonly go: (cell: GridCell, index: number) => void;
  readonly openMenu: (id: string, beside: Element) => void;
}

const HEADER = -1;

export class GridKeyboard {
  readonly #around: KeyboardSurroundings;
  readonly #focus: GridFocus;
  readonly #commands: GridCommands;
  readonly #lock: IntentLock;

  constructor(around: KeyboardSurroundings, focus: GridFocus, commands: GridCommands, lock: IntentLock) {
    this.#around = around;
    this.#focus = focus;
    this.#commands = commands;
    this.#lock = lock;
  }

  readonly onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as Element;
    const control = hostControlOf(target);
    if (control) {
      this.#leaveControl(event, control);
      return;
    }
    const request = gridRequest(event, this.#around.isRightToLeft(), this.#around.hasLetters());
    const active = this.#focus.active;
    const isInRow = active !== null && active.row !== null;
    if (isInRow && request?.type !== 'escape' && request?.type !== 'release') this.#lock.focusUsed();
    if (!request) return;
    switch (request.type) {
      case 'move':
        if (!this.#fold(request.direction, active)) this.#move(request.direction, request.extends);
        break;
      case 'select-all':
        this.#commands.selectAll();
        break;
      case 'release':
        this.#commands.release();
        break;
      case 'escape':
        // Not consumed: a dialog of the host around the report may want it too.
        this.#lock.release();
        return;
      default:
        if (!active || active.row === null) return;
        if (isHeadingId(active.row)) {
          if (!this.#onHeading(request.type, active.row)) return;
          break;
        }
        this.#onRow(request, active, active.row, target);
    }
    event.preventDefault();
  };

  /** The Tab key is pressed elsewhere and let go here: the user came in. */
  readonly onKeyUp = ({ key }: KeyboardEvent): void => {
    if (key === 'Tab' && this.#focus.isFocused && this.#focus.active?.row != null) this.#lock.focusUsed();
  };

  /** To its start the rows of a group are hidden, to its end they are shown. */
  #fold(direction: Direction, active: GridCell | null): boolean {
    const isSideways = direction === 'start' || direction === 'end';
    if (!isSideways || active?.row == null || !isHeadingId(active.row)) return false;
    this.#commands.foldGroup(active.row, direction === 'start');
    return true;
  }

  #onHeading(request: string, id: string): boolean {
    if (request !== 'select' && request !== 'activate') return false;
    this.#commands.foldGroup(id);
    return true;
  }

  #onRow(
    request: Exclude<ReturnType<typeof gridRequest>, null>,
    active: GridCell,
    id: string,
    target: Element,
  ): void {
    const cell = cellElementOf(target);
    switch (request.type) {
      case 'select':
        if (active.column === ACTIONS_COLUMN) this.#around.openMenu(id, target);
        else this.#commands.toggle(id);
        break;
      case 'select-range':
        this.#commands.selectTo(id);
        break;
      case 'activate':
        if (active.column === ACTIONS_COLUMN) this.#around.openMenu(id, target);
        else if (active.column === SELECT_COLUMN || !this.#enter(cell)) this.#commands.activate(id);
        break;
      case 'enter':
        this.#enter(cell);
        break;
      case 'menu':
        this.#around.openMenu(id, cell ?? target);
        break;
      case 'act':
        this.#commands.actFrom(request.action, id);
        break;
      default:
    }
  }

  /** Into the controls of a host's cell. */
  #enter(cell: Element | null): boolean {
    const control = cell?.matches('.cell-extra') ? hostControls(cell)[0] : undefined;
    control?.focus();
    return control !== undefined;
  }

  #leaveControl(event: KeyboardEvent, control: Element): void {
    this.#lock.focusUsed();
    const cell = cellElementOf(control);
    if (!cell) return;
    const controls = hostControls(cell);
    const place = controls.indexOf(control as HTMLElement);
    if (event.key === 'Escape' || event.key === 'F2') cell.focus();
    else if (event.key === 'Tab' && controls.length > 1) {
      const step = event.shiftKey ? controls.length - 1 : 1;
      controls[(place + step) % controls.length]?.focus();
    } else return;
    event.preventDefault();
  }

  #move(direction: Direction, extendsSelection: boolean): void {
    const rows = this.#around.lines();
    const keys = this.#around.columnKeys();
    const active = this.#focus.active;
    if (!rows) return;
    const from = active && active.row !== null ? this.#focus.index : HEADER;
    const column = Math.max(0, keys.indexOf(active?.column ?? ''));
    const index = this.#nextRow(direction, from, rows.length);
    const nextColumn = keys[nextIndex(direction, column, keys.length)] ?? SELECT_COLUMN;
    const id = rows.at(index)?.id ?? null;
    if (extendsSelection && active?.row != null && id !== null) {
      if (!this.#isExtending) this.#commands.anchorAt(active.row);
      this.#commands.selectTo(id);
    }
    this.#isExtending = extendsSelection;
    this.#around.go({ row: id, column: nextColumn }, id === null ? HEADER : index);
  }

  /** True after a step that extended the selection: the next one goes on from the same anchor. */
  #isExtending = false;

  #nextRow(direction: Direction, from: number, count: number): number {
    const page = Math.max(1, this.#around.page() - 1);
    const last = count - 1;
    switch (direction) {
      case 'up':
        return Math.max(HEADER, from - 1);
      case 'down':
        return Math.min(last, from + 1);
      case 'page-up':
        return from === HEADER ? HEADER : Math.max(0, from - page);
      case 'page-down':
        return Math.min(last, from + page);
      case 'first':
        return Math.min(0, last);
      case 'last':
        return last;
      default:
        return from;
    }
  }
}

function nextIndex(direction: Direction, column: number, count: number): number {
  switch (direction) {
    case 'start':
      return Math.max(0, column - 1);
    case 'end':
      return Math.min(count - 1, column + 1);
    case 'row-start':
    case 'first':
      return 0;
    case 'row-end':
    case 'last':
      return count - 1;
    default:
      return column;
  }
}
