/**
 * The pointer on the grid. A press belongs to the conversation under the pointer when it went down; the click that
 * follows acts only on that one, whatever the rows did in between.
 */
import type { ReactiveControllerHost } from 'lit';
import { DelayController } from '../../controllers/delay-controller.js';
import type { GridCell, GridFocus } from '../../controllers/grid-focus.js';
import { ACTIONS, type RowAction } from '../../model/actions.js';
import type { GridColumn } from './columns.js';
import type { GridCommands } from './grid-commands.js';
import type { CutText } from './cut-text.js';
import { cellElementOf, headingIdOf, hostControlOf, placeOf, rowIdOf } from './grid-places.js';
import type { IntentLock } from './intent-lock.js';
import type { LateRowMenu } from './late-row-menu.js';
import type { MenuPlace } from './row-menu.js';

export interface PointerSurroundings {
  readonly columns: () => readonly GridColumn[];
  readonly columnKeys: () => readonly string[];
  readonly isSelected: (id: string) => boolean;
  readonly go: (cell: GridCell) => void;
  readonly openMenu: (id: string, place: MenuPlace) => void;
  /** The pointer is over another row, or over none. */
  readonly hovered: (id: string | null) => void;
}

/** As long as the platforms wait; some send no `contextmenu` for a long touch. */
const LONG_PRESS_MS = 500;
const LONG_PRESS_SLACK = 10;

interface Press {
  readonly id: string | null;
  /** Or the heading of a group. */
  readonly heading: string | null;
  /** The conversation whose menu was open: the press that closes it must not open it again. */
  readonly menuOf: string | null;
  readonly x: number;
  readonly y: number;
}

export class GridPointer {
  readonly #around: PointerSurroundings;
  readonly #focus: GridFocus;
  readonly #commands: GridCommands;
  readonly #lock: IntentLock;
  readonly #menu: LateRowMenu;
  readonly #cutText: CutText;
  readonly #longPress: DelayController;
  #press: Press | null = null;
  #isDown = false;
  /** A double click needs both clicks on one conversation. */
  #clicked: string | null = null;
  #isSecondClick = false;

  constructor(
    host: ReactiveControllerHost,
    around: PointerSurroundings,
    focus: GridFocus,
    commands: GridCommands,
    lock: IntentLock,
    menu: LateRowMenu,
    cutText: CutText,
  ) {
    this.#around = around;
    this.#focus = focus;
    this.#commands = commands;
    this.#lock = lock;
    this.#menu = menu;
    this.#cutText = cutText;
    this.#longPress = new DelayController(host, LONG_PRESS_MS, () => this.#onLongPress());
  }

  /** True while a button or a finger is down: focus that comes now is the user's. */
  get isDown(): boolean {
    return this.#isDown;
  }

  readonly onPointerDown = (event: PointerEvent): void => {
    const target = event.target as Element;
    const id = rowIdOf(target);
    this.#isDown = true;
    this.#press = {
      id,
      heading: headingIdOf(target),
      menuOf: this.#menu.conversationId,
      x: event.clientX,
      y: event.clientY,
    };
    if (id !== null && this.#focus.isFocused && this.#focus.active?.row != null) this.#lock.focusUsed();
    if (event.pointerType === 'touch' && id !== null) this.#longPress.start();
  };

  readonly onPointerEnd = (): void => {
    this.#isDown = false;
    this.#longPress.cancel();
  };

  /** Where the focus goes is decided here: browsers differ in what a press on a button or a checkbox focuses. */
  readonly onMouseDown = (event: MouseEvent): void => {
    const target = event.target as Element;
    const cell = placeOf(target, this.#around.columnKeys());
    if (event.button !== 0 || !cell || hostControlOf(target)) return;
    const hasWidget = cellElementOf(target)?.querySelector(':scope > .widget') != null;
    // In a cell of text the browser does it, so that text can be selected; not with Shift, which would select rows.
    if (!hasWidget && !event.shiftKey) return;
    event.preventDefault();
    this.#around.go(cell);
  };

  readonly onClick = (event: MouseEvent): void => {
    const target = event.target as Element;
    const press = this.#press;
    this.#press = null;
    const cell = placeOf(target, this.#around.columnKeys());
    if (!cell) return;
    if (cell.row === null) {
      this.#onHeaderClick(event, target);
      return;
    }
    const heading = headingIdOf(target);
    if (heading !== null) {
      // As with rows: a press and its click belong to one group.
      if (event.detail === 0 || press === null || press.heading === heading)
        this.#commands.foldGroup(heading);
      return;
    }
    // A click without a press comes from an assistive technology and names its row by itself.
    if (event.detail > 0 && press !== null && press.id !== cell.row) {
      event.preventDefault();
      return;
    }
    this.#isSecondClick = event.detail === 2 && this.#clicked === cell.row;
    this.#clicked = cell.row;
    this.#onRowClick(event, target, cell.row, press);
  };

  #onHeaderClick(event: MouseEvent, target: Element): void {
    if (target.closest('.select')) {
      this.#commands.toggleAll();
      return;
    }
    const index = target.closest<HTMLElement>('[data-sort]')?.dataset['sort'];
    const column = index === undefined ? undefined : this.#around.columns()[Number(index)];
    if (column) this.#commands.sort(column, event.shiftKey);
  }

  #onRowClick(event: MouseEvent, target: Element, id: string, press: Press | null): void {
    if (hostControlOf(target)) return;
    const button = target.closest<HTMLElement>('button');
    if (button) this.#onButton(button, id, press);
    else if (event.shiftKey) this.#commands.selectTo(id);
    else if (event.ctrlKey || event.metaKey || target.closest('.select')) this.#commands.toggle(id);
    else this.#commands.anchorAt(id);
    // The browser has turned the checkbox already; what counts is what was selected.
    if (target instanceof HTMLInputElement) target.checked = this.#around.isSelected(id);
  }

  #onButton(button: HTMLElement, id: string, press: Press | null): void {
    const action = ACTIONS.find((name): name is RowAction => name === button.dataset['action']);
    if (action) {
      if (button.getAttribute('aria-disabled') !== 'true') this.#commands.act(action, id);
    } else if (press?.menuOf === id) this.#menu.close();
    else this.#around.openMenu(id, button);
  }

  readonly onDoubleClick = (event: MouseEvent): void => {
    const target = event.target as Element;
    const id = rowIdOf(target);
    if (id === null || target.closest('.select, .actions') || hostControlOf(target)) return;
    if (this.#isSecondClick && this.#clicked === id) this.#commands.activate(id);
  };

  readonly onContextMenu = (event: MouseEvent): void => {
    const target = event.target as Element;
    const cell = placeOf(target, this.#around.columnKeys());
    if (!cell || rowIdOf(target) === null || cell.row === null || hostControlOf(target)) return;
    event.preventDefault();
    const { id } = this.#press ?? { id: cell.row };
    if (id !== cell.row || this.#menu.conversationId === id) return;
    this.#longPress.cancel();
    this.#around.go(cell);
    this.#around.openMenu(id, { x: event.clientX, y: event.clientY });
  };

  #onLongPress(): void {
    const press = this.#press;
    if (press?.id == null) return;
    this.#press = null;
    this.#around.openMenu(press.id, { x: press.x, y: press.y });
  }

  readonly onPointerMove = (event: PointerEvent): void => {
    const press = this.#press;
    const isFar = press && Math.hypot(event.clientX - press.x, event.clientY - press.y) > LONG_PRESS_SLACK;
    if (isFar) this.#longPress.cancel();
    const isMoved = this.#lock.pointerMoved(event);
    if (isMoved && this.#focus.isFocused && this.#focus.active?.row != null) this.#lock.focusUsed();
  };

  readonly onPointerOver = (event: PointerEvent): void => {
    const target = event.target as Element;
    this.#around.hovered(rowIdOf(target));
    this.#cutText.look(target);
  };

  readonly onPointerLeave = (): void => {
    this.#around.hovered(null);
    this.#lock.pointerLeft();
  };
}
