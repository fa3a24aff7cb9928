/**
 * Width and order of the columns, by pointer and keyboard, and the copying of rows. Loaded after the first rows.
 *
 * Pointer: the edge of a header is dragged for its width (a double click gives the usual one back), the header itself
 * for its place. Keyboard, on a header: Alt with the arrows for the width, Alt+Backspace for the usual one, Control and
 * Shift with the arrows for the place. The list of columns in the header asks for the same by single presses.
 */
import type { LitElement, ReactiveController } from 'lit';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { Localization } from '../../localization/index.js';
import type { ColumnId } from '../../model/view-state.js';
import { COLUMN_STEP, ColumnStep } from '../shared/column-step.js';
import { tsvOf } from '../shared/copy.js';
import { LEAST_WIDTH, type GridColumn } from './columns.js';

/** To each side of the border between two headers: 24 px to grasp. */
const EDGE = 12;
const STEP = 16;
/** A press that moves less is a click, and sorts. */
const SLACK = 6;
const LARGEST = 1_200;

export interface HeaderSurroundings {
  readonly engine: () => ReportEngine | undefined;
  readonly words: () => Localization | undefined;
  readonly columns: () => readonly GridColumn[];
  /** The row that has the focus, by id. */
  readonly focusedRow: () => string | null;
  /** On a wallboard nothing is changed and nothing copied. */
  readonly isReadOnly: () => boolean;
}

type Drag =
  | { readonly type: 'width'; readonly column: ColumnId; readonly from: number; readonly width: number }
  | { readonly type: 'place'; readonly column: ColumnId; readonly from: number; hasBegun: boolean };

export class HeaderTools implements ReactiveController {
  readonly #host: LitElement;
  readonly #around: HeaderSurroundings;
  readonly #status = document.createElement('div');
  /** The report's tree, in which the list of columns is heard. */
  #report: Node | null = null;
  #drag: Drag | null = null;
  /** Where a dragged column would go: an index among those shown. */
  #target = -1;

  constructor(host: LitElement, around: HeaderSurroundings) {
    this.#host = host;
    this.#around = around;
    this.#status.setAttribute('role', 'status');
    this.#status.className = 'visually-hidden';
    host.addController(this);
  }

  hostConnected(): void {
    const { renderRoot: root } = this.#host;
    root.append(this.#status);
    this.#listen('addEventListener');
    this.#report = this.#host.getRootNode();
    this.#report.addEventListener(COLUMN_STEP, this.#onStep);
  }

  hostDisconnected(): void {
    this.#end();
    this.#listen('removeEventListener');
    this.#report?.removeEventListener(COLUMN_STEP, this.#onStep);
    this.#report = null;
  }

  #listen(change: 'addEventListener' | 'removeEventListener'): void {
    const { renderRoot: root } = this.#host;
    root[change]('pointerdown', this.#onPointerDown as EventListener);
    root[change]('pointermove', this.#onHover as EventListener);
    root[change]('dblclick', this.#onDoubleClick as EventListener);
    root[change]('keydown', this.#onKeyDown as EventListener);
    root[change]('copy', this.#onCopy as EventListener);
  }

  // ── Pointer ───────────────────────────────────────────────────────────────────────────────────────────────────

  readonly #onPointerDown = (event: PointerEvent): void => {
    const cell = headerCellOf(event.target);
    if (!cell || event.button !== 0 || this.#around.isReadOnly()) return;
    const edge = this.#edgeAt(cell, event.clientX);
    const column = this.#columnOf(edge ?? cell);
    if (!column) return;
    if (edge) {
      event.preventDefault();
      const { width } = edge.getBoundingClientRect();
      this.#drag = { type: 'width', column: column.id, from: event.clientX, width };
    } else this.#drag = { type: 'place', column: column.id, from: event.clientX, hasBegun: false };
    addEventListener('pointermove', this.#onPointerMove);
    addEventListener('pointerup', this.#onPointerUp);
    addEventListener('pointercancel', this.#end);
    addEventListener('keydown', this.#onEscape, true);
  };

  readonly #onHover = (event: PointerEvent): void => {
    const cell = headerCellOf(event.target);
    cell?.toggleAttribute('data-edge', this.#edgeAt(cell, event.clientX) !== null);
  };

  readonly #onPointerMove = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (!drag) return;
    const distance = event.clientX - drag.from;
    if (drag.type === 'width') this.#setWidth(drag.column, drag.width + distance * this.#sign);
    else if (drag.hasBegun || Math.abs(distance) > SLACK) {
      drag.hasBegun = true;
      this.#aim(event.clientX);
    }
  };

  readonly #onPointerUp = (): void => {
    const drag = this.#drag;
    const target = this.#target;
    this.#end();
    if (!drag || (drag.type === 'place' && !drag.hasBegun)) return;
    // The click that follows would sort.
    addEventListener('click', swallow, { capture: true, once: true });
    requestAnimationFrame(() => removeEventListener('click', swallow, true));
    if (drag.type === 'place' && target >= 0) this.#moveTo(drag.column, target);
    else if (drag.type === 'width') this.#tellWidth(drag.column);
  };

  readonly #onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    const drag = this.#drag;
    if (drag?.type === 'width') this.#setWidth(drag.column, drag.width);
    this.#end();
  };

  readonly #end = (): void => {
    this.#drag = null;
    this.#target = -1;
    this.#mark(null);
    removeEventListener('pointermove', this.#onPointerMove);
    removeEventListener('pointerup', this.#onPointerUp);
    removeEventListener('pointercancel', this.#end);
    removeEventListener('keydown', this.#onEscape, true);
  };

  readonly #onDoubleClick = (event: MouseEvent): void => {
    const cell = headerCellOf(event.target);
    const edge = cell && this.#edgeAt(cell, event.clientX);
    const column = edge && this.#columnOf(edge);
    if (column && !this.#around.isReadOnly()) this.#resetWidth(column.id);
  };

  /** The header whose end is at `x`: this one's, or that of the one before. */
  #edgeAt(cell: HTMLElement, x: number): HTMLElement | null {
    const { left, right } = cell.getBoundingClientRect();
    const [start, end] = this.#sign > 0 ? [left, right] : [right, left];
    if (Math.abs(x - end) <= EDGE) return cell;
    return Math.abs(x - start) <= EDGE ? (cell.previousElementSibling as HTMLElement | null) : null;
  }

  /** Shows between which headers the dragged one would go. */
  #aim(x: number): void {
    const cells = this.#around.columns().map(({ id }) => this.#cellOf(id));
    const place = cells.findIndex((cell) => {
      if (!cell) return false;
      const { left, width } = cell.getBoundingClientRect();
      return (x - (left + width / 2)) * this.#sign < 0;
    });
    this.#target = place < 0 ? cells.length : place;
    this.#mark(cells[Math.min(this.#target, cells.length - 1)] ?? null, place < 0 ? 'after' : 'before');
  }

  #mark(cell: Element | null, side = ''): void {
    for (const marked of this.#host.renderRoot.querySelectorAll('[data-drop]')) {
      if (marked !== cell) marked.removeAttribute('data-drop');
    }
    cell?.setAttribute('data-drop', side);
  }

  // ── Keyboard ──────────────────────────────────────────────────────────────────────────────────────────────────

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const cell = headerCellOf(event.target);
    const column = cell && this.#columnOf(cell);
    if (!column || this.#around.isReadOnly()) return;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    // A click that a key makes has no Shift in every browser.
    if (event.key === 'Enter' && event.shiftKey && event.target instanceof HTMLButtonElement) {
      const modified = { shiftKey: true, bubbles: true, cancelable: true, composed: true };
      event.target.dispatchEvent(new MouseEvent('click', modified));
      event.preventDefault();
      return;
    }
    if (event.altKey && event.key === 'Backspace') this.#resetWidth(column.id);
    else if (step === undefined) return;
    else if (event.altKey && !event.ctrlKey && !event.shiftKey) {
      this.#setWidth(column.id, cell.getBoundingClientRect().width + step * this.#sign * STEP);
      this.#tellWidth(column.id);
    } else if (event.ctrlKey && event.shiftKey) this.#step(column.id, step * this.#sign);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  readonly #onStep = (event: Event): void => {
    if (!(event instanceof ColumnStep)) return;
    // It is the report's own business, and no one's around it.
    event.stopPropagation();
    const { column, change } = event;
    const cell = this.#cellOf(column);
    if (!cell || this.#around.isReadOnly()) return;
    if (change === 'earlier' || change === 'later') this.#step(column, change === 'later' ? 1 : -1);
    else {
      const by = change === 'wider' ? STEP : -STEP;
      this.#setWidth(column, cell.getBoundingClientRect().width + by);
      this.#tellWidth(column);
    }
  };

  #step(id: ColumnId, step: number): void {
    const place = this.#around.columns().findIndex((column) => column.id === id);
    this.#moveTo(id, step > 0 ? place + 2 : place - 1);
  }

  // ── What changes ──────────────────────────────────────────────────────────────────────────────────────────────

  /** 1 from left to right, −1 from right to left. */
  get #sign(): 1 | -1 {
    return getComputedStyle(this.#host).direction === 'rtl' ? -1 : 1;
  }

  #setWidth(id: ColumnId, width: number): void {
    const engine = this.#around.engine();
    const wanted = Math.round(Math.min(LARGEST, Math.max(LEAST_WIDTH, width)));
    engine?.setViewState({ widths: { ...engine.viewState.widths, [id]: wanted } });
  }

  #resetWidth(id: ColumnId): void {
    const engine = this.#around.engine();
    if (!engine) return;
    const others = Object.entries(engine.viewState.widths).filter(([column]) => column !== id);
    engine.setViewState({ widths: Object.fromEntries(others) });
    this.#tell('columns.usual-width', id);
  }

  /** Puts a column before the one at `place` of those that are shown. */
  #moveTo(id: ColumnId, place: number): void {
    const engine = this.#around.engine();
    const shown = this.#around.columns().map((column) => column.id);
    const from = shown.indexOf(id);
    if (!engine || place < 0 || place > shown.length || from < 0) return;
    const before = shown[place];
    const rest = engine.viewState.columns.filter((column) => column !== id);
    const to = before === undefined ? rest.length : rest.indexOf(before);
    if (place !== from && place !== from + 1) engine.setViewState({ columns: rest.toSpliced(to, 0, id) });
    const position = place > from ? place : place + 1;
    this.#tell('columns.moved', id, { position, count: shown.length });
  }

  #tellWidth(id: ColumnId): void {
    this.#tell('columns.width', id, { width: this.#around.engine()?.viewState.widths[id] ?? 0 });
  }

  #tell(
    key: 'columns.moved' | 'columns.width' | 'columns.usual-width',
    id: ColumnId,
    values: Readonly<Record<string, number>> = {},
  ): void {
    const column = this.#around.columns().find((each) => each.id === id)?.label ?? '';
    this.#status.textContent = this.#around.words()?.term(key, { column, ...values }) ?? '';
  }

  #cellOf(id: ColumnId): HTMLElement | null {
    const index = this.#around.columns().findIndex((column) => column.id === id);
    // The first header is that of the checkboxes.
    return this.#host.renderRoot.querySelector<HTMLElement>(`.header > :nth-child(${String(index + 2)})`);
  }

  #columnOf(cell: Element): GridColumn | undefined {
    return this.#around.columns()[[...(cell.parentElement?.children ?? [])].indexOf(cell) - 1];
  }

  // ── Copying ───────────────────────────────────────────────────────────────────────────────────────────────────

  readonly #onCopy = (event: ClipboardEvent): void => {
    const [engine, words] = [this.#around.engine(), this.#around.words()];
    // Text that was selected is what is meant.
    if (!engine || !words || this.#around.isReadOnly() || document.getSelection()?.isCollapsed === false)
      return;
    const { selection } = engine;
    const focused = this.#around.focusedRow();
    const ids = selection.size > 0 ? [...selection] : focused === null ? [] : [focused];
    const rows = ids
      .flatMap((id) => engine.conversation(id) ?? [])
      .sort((a, b) => engine.view.rows.indexOf(a.id) - engine.view.rows.indexOf(b.id));
    if (rows.length === 0) return;
    const columns = this.#around.columns();
    const text = tsvOf({
      rows,
      columns: columns.map(({ id }) => id),
      extra: columns.flatMap(({ extra }) => extra ?? []),
      words,
      asOf: engine.serverNow(),
    });
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    this.#status.textContent = words.term('grid.copied', { count: rows.length });
  };
}

function headerCellOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('.header > .cell') : null;
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}
