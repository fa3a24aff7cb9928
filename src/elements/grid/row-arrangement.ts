/** Which rows are rendered, in which DOM, and where the screen stands, from one publication to the next. */
import type { GridFocus } from '../../controllers/grid-focus.js';
import type { RowGeometry, RowRange } from '../../controllers/row-geometry.js';
import type { ActionRuns, ReportView } from '../../engine/view-types.js';
import type { Conversation } from '../../model/conversation.js';
import type { ViewState } from '../../model/view-state.js';
import { anchoredTop, locate } from './anchor.js';
import { RowSlots } from './row-slots.js';
import type { RowState } from './row-state.js';

/** Everything that a rendering of the rows depends on. */
export interface Published {
  readonly view: ReportView;
  readonly viewState: ViewState;
  readonly selection: ReadonlySet<string>;
  readonly runs: ActionRuns | undefined;
  readonly isStale: boolean;
  readonly columnKeys: readonly string[];
  /** Somebody scrolls: the DOM of the rows stays where it is, and gets their order afterwards. */
  readonly isScrolling: boolean;
}

export class RowArrangement {
  readonly #geometry: RowGeometry;
  readonly #focus: GridFocus;
  readonly #slots = new RowSlots();
  #rows: readonly RowState[] = [];
  #range: RowRange = { start: 0, end: 0 };
  #last: Published | undefined;

  constructor(geometry: RowGeometry, focus: GridFocus) {
    this.#geometry = geometry;
    this.#focus = focus;
  }

  /** The rows to render, in the order of the DOM: those of the window, and the active one wherever it is. */
  get rows(): readonly RowState[] {
    return this.#rows;
  }

  get range(): RowRange {
    return this.#range;
  }

  update(published: Published): void {
    const { view, columnKeys } = published;
    const last = this.#last;
    this.#last = published;
    if (view !== last?.view) this.#keepPlace(published, last);
    const gone = this.#focus.follow(
      view.rows,
      (id, index) => locate(view.rows, { id, index }),
      columnKeys,
      last?.columnKeys ?? columnKeys,
    );
    this.#range = this.#geometry.range;
    this.#rows = this.#arrange(published, gone);
  }

  #keepPlace({ view, viewState }: Published, last: Published | undefined): void {
    const geometry = this.#geometry;
    const isHeld = last?.view.held === true;
    const focused = this.#rows.find(({ conversation }) => conversation.id === this.#focus.active?.row);
    const followed =
      isHeld && this.#focus.isFocused && focused && geometry.isVisible(focused.index) ? focused : null;
    const isOther = last !== undefined && isOtherOrder(viewState, last.viewState);
    // Who asks for another order or other rows wants to see them from the first, unless at work on one of them.
    const top = isOther && !followed ? 0 : anchoredTop(geometry, view.rows, this.#rows, followed);
    geometry.resize({ count: view.rows.length });
    if (top !== geometry.top) geometry.moveTo(top);
  }

  /** @param gone a row that had the focus and is no longer there. */
  #arrange(
    { view, selection, runs, isStale, isScrolling }: Published,
    gone: string | null,
  ): readonly RowState[] {
    const { start, end } = this.#range;
    const active = this.#focus.active?.row == null ? -1 : this.#focus.index;
    const indexes = Array.from({ length: end - start }, (_, place) => start + place);
    if (active >= 0 && active < start) indexes.unshift(active);
    if (active >= end) indexes.push(active);
    const rows = new Map(
      indexes.flatMap((index) => {
        const conversation = view.rows.at(index);
        return conversation ? [[conversation.id, { conversation, index }] as const] : [];
      }),
    );
    return [...this.#slots.assign([...rows.keys()], gone, isScrolling)].map(([id, slot]) => ({
      ...(rows.get(id) as { conversation: Conversation; index: number }),
      slot,
      isSelected: selection.has(id),
      isEnded: view.ended.has(id),
      isStale,
      run: runs?.byConversation.get(id),
    }));
  }
}

function isOtherOrder(a: ViewState, b: ViewState): boolean {
  const names = ['sort', 'filters', 'search', 'card', 'grouping'] as const;
  return names.some((name) => a[name] !== b[name]);
}
