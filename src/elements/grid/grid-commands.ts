/** What pointer, keyboard and menu can ask for, in the words of the grid. Every request names a conversation by id. */
import type { ActionDesk } from '../../context/action-desk-context.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { RowAction } from '../../model/actions.js';
import { nextSort, type GridColumn } from './columns.js';
import { allInView, selectedShare, toggled, withRange } from './selection.js';

/** What there is once the contexts have arrived. */
export interface GridTools {
  readonly engine: ReportEngine;
  readonly desk: ActionDesk | undefined;
}

const NO_IDS: ReadonlySet<string> = new Set();

export class GridCommands {
  readonly #tools: () => GridTools | undefined;
  /** Where a range begins, and what was selected beside it. */
  #anchor: string | null = null;
  #kept = NO_IDS;
  /** The selection as this grid left it: if it is another one now, somebody else chose it. */
  #last = NO_IDS;

  constructor(tools: () => GridTools | undefined) {
    this.#tools = tools;
  }

  get #engine(): ReportEngine | undefined {
    return this.#tools()?.engine;
  }

  /** The row from which a range goes on. */
  anchorAt(id: string | null): void {
    this.#anchor = id;
    this.#kept = this.#engine?.selection ?? NO_IDS;
  }

  toggle(id: string): void {
    const engine = this.#engine;
    if (!engine) return;
    const isEnded = engine.view.ended.has(id);
    if (!isEnded || engine.selection.has(id)) this.#select(toggled(engine.selection, id));
    this.anchorAt(id);
  }

  /** Selects from the anchor to `id`, in the order of the rows as they are on screen. */
  selectTo(id: string): void {
    const engine = this.#engine;
    if (!engine) return;
    const isOwn = engine.selection === this.#last;
    const kept = isOwn ? this.#kept : engine.selection;
    this.#anchor ??= id;
    this.#select(withRange(engine.view, this.#anchor, id, kept));
    this.#kept = kept;
  }

  /** All in view, or none when all are. */
  toggleAll(): void {
    const engine = this.#engine;
    if (!engine) return;
    const isAll = selectedShare(engine.view, engine.selection) === 'all';
    this.#select(isAll ? NO_IDS : allInView(engine.view));
  }

  selectAll(): void {
    const engine = this.#engine;
    if (engine) this.#select(allInView(engine.view));
  }

  #select(ids: ReadonlySet<string>): void {
    const engine = this.#engine;
    engine?.select(ids);
    this.#last = engine?.selection ?? NO_IDS;
  }

  /** Asks for an action on one row. The desk says why not when it is refused. */
  act(action: RowAction, id: string): void {
    this.#tools()?.desk?.open(action, [id]);
  }

  /** The same on the selection, when the row belongs to it. */
  actFrom(action: RowAction, id: string): void {
    const selection = this.#engine?.selection;
    this.#tools()?.desk?.open(action, selection?.has(id) ? [...selection] : [id]);
  }

  activate(id: string): void {
    this.#tools()?.desk?.activate(id);
  }

  sort(column: GridColumn, adds: boolean): void {
    const engine = this.#engine;
    engine?.setViewState({ sort: nextSort(engine.viewState.sort, column, adds) });
  }

  release(): void {
    this.#engine?.releaseHold();
  }
}
