/** What pointer, keyboard and menu can ask for, in the words of the grid. Every request names a conversation by id. */
import type { ActionDesk } from '../../context/action-desk-context.js';
import type { ReportEngine } from '../../engine/report-engine.js';
import type { RowAction } from '../../model/actions.js';
import { nextSort, type GridColumn } from './columns.js';
import { groupKeyOf } from './lines.js';
import type { RowArrangement } from './row-arrangement.js';
import { allInView, selectedShare, toggled, withRange } from './selection.js';

/** What there is once the contexts have arrived. */
export interface GridTools {
  readonly engine: ReportEngine;
  readonly desk: ActionDesk | undefined;
  readonly arrangement: RowArrangement;
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
    const { engine, arrangement } = this.#tools() ?? {};
    if (!engine || !arrangement) return;
    const isOwn = engine.selection === this.#last;
    const kept = isOwn ? this.#kept : engine.selection;
    this.#anchor ??= id;
    this.#select(withRange(arrangement.selectable, this.#anchor, id, kept));
    this.#kept = kept;
  }

  /** All in view, or none when all are. */
  toggleAll(): void {
    const { engine, arrangement } = this.#tools() ?? {};
    if (!engine || !arrangement) return;
    const isAll = selectedShare(arrangement.selectable, engine.selection) === 'all';
    this.#select(isAll ? NO_IDS : allInView(arrangement.selectable));
  }

  selectAll(): void {
    const arrangement = this.#tools()?.arrangement;
    if (arrangement) this.#select(allInView(arrangement.selectable));
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

  /** Hides the rows of a group or shows them; without `hides`, the other of the two. */
  foldGroup(headingId: string, hides?: boolean): void {
    const engine = this.#engine;
    if (!engine) return;
    const key = groupKeyOf(headingId);
    const others = engine.viewState.collapsedGroups.filter((other) => other !== key);
    const wasHidden = others.length < engine.viewState.collapsedGroups.length;
    if ((hides ?? !wasHidden) === wasHidden) return;
    // Nobody can see what an action on them would hit.
    const hidden = new Set(
      wasHidden
        ? []
        : this.#tools()
            ?.arrangement.rowsOf(headingId)
            .map(({ id }) => id),
    );
    if (hidden.size > 0) {
      this.#select(new Set([...engine.selection].filter((id) => !hidden.has(id))));
      this.#kept = engine.selection;
    }
    engine.setViewState({ collapsedGroups: wasHidden ? others : [...others, key] });
  }

  release(): void {
    this.#engine?.releaseHold();
  }
}
