/** Which rows are rendered, in which DOM, and where the screen stands, from one publication to the next. */
import type { GridFocus } from '../../controllers/grid-focus.js';
import type { RowGeometry, RowRange } from '../../controllers/row-geometry.js';
import type { ActionRuns, ReportView } from '../../engine/view-types.js';
import type { ViewState } from '../../model/view-state.js';
import type { Conversation } from '../../model/conversation.js';
import { anchoredTop, locate } from './anchor.js';
import type { GroupedLines } from './grouped-lines.js';
import { isHeading, type Line, type Lines } from './lines.js';
import { lateCode } from '../shared/late-code.js';
import { RowSlots } from './row-slots.js';
import type { Selectable } from './selection.js';
import type { LineState } from './row-state.js';

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

const NOTHING: Selectable = { rows: [], ended: new Map() };

export class RowArrangement {
  readonly #geometry: RowGeometry;
  readonly #focus: GridFocus;
  readonly #slots = new RowSlots();
  #rows: readonly LineState[] = [];
  #lines: Lines = [];
  /** The same with headings; their code comes after the first rows. */
  #grouped: GroupedLines | null | undefined;
  #range: RowRange = { start: 0, end: 0 };
  #last: Published | undefined;

  constructor(geometry: RowGeometry, focus: GridFocus) {
    this.#geometry = geometry;
    this.#focus = focus;
  }

  /** The rows to render, in the order of the DOM: those of the window, and the active one wherever it is. */
  get rows(): readonly LineState[] {
    return this.#rows;
  }

  /** What is not hidden with its group, of the last publication. */
  get selectable(): Selectable {
    const { rows, ended } = this.#last?.view ?? NOTHING;
    return { rows: this.#grouped?.shown ?? rows, ended };
  }

  /** The rows that the group of a heading shows. */

  rowsOf(headingId: string): readonly Conversation[] {
    return this.#grouped?.rowsOf(headingId) ?? [];
  }

  /** All there are: rows in view, with the headings of their groups. */
  get lines(): Lines {
    return this.#lines;
  }

  get range(): RowRange {
    return this.#range;
  }

  update(published: Published): void {
    const { view, viewState, columnKeys } = published;
    const last = this.#last;
    this.#last = published;
    if (view !== last?.view || viewState.collapsedGroups !== last.viewState.collapsedGroups) {
      const { GroupedLines: Grouped } = lateCode;
      this.#grouped =
        view.groups && Grouped && new Grouped(view.rows, view.groups, new Set(viewState.collapsedGroups));
      this.#lines = this.#grouped ?? view.rows;
      this.#keepPlace(published, last);
    }
    const lines = this.#lines;
    const gone = this.#focus.follow(
      lines,
      (id, index) => locate(lines, { id, index }),
      columnKeys,
      last?.columnKeys ?? columnKeys,
    );
    this.#range = this.#geometry.range;
    this.#rows = this.#arrange(published, gone);
  }

  #keepPlace({ viewState }: Published, last: Published | undefined): void {
    const geometry = this.#geometry;
    const isHeld = last?.view.held === true;
    const focused = this.#rows.find(({ id }) => id === this.#focus.active?.row);
    const followed =
      isHeld && this.#focus.isFocused && focused && geometry.isVisible(focused.index) ? focused : null;
    const isOther = last !== undefined && isOtherOrder(viewState, last.viewState);
    // What is pressed to hide rows stays where it is.
    const isFolded = last !== undefined && viewState.collapsedGroups !== last.viewState.collapsedGroups;
    const heading = (isFolded && focused && 'heading' in focused && focused) || null;
    // Who asks for another order or other rows wants to see them from the first, unless at work on one of them.
    const top =
      isOther && !followed ? 0 : anchoredTop(geometry, this.#lines, this.#rows, followed ?? heading);
    geometry.resize({ count: this.#lines.length });
    if (top !== geometry.top) geometry.moveTo(top);
  }

  /** @param gone a row that had the focus and is no longer there. */
  #arrange(
    { view, selection, runs, isStale, isScrolling }: Published,
    gone: string | null,
  ): readonly LineState[] {
    const { start, end } = this.#range;
    const active = this.#focus.active?.row == null ? -1 : this.#focus.index;
    const indexes = Array.from({ length: end - start }, (_, place) => start + place);
    if (active >= 0 && active < start) indexes.unshift(active);
    if (active >= end) indexes.push(active);
    const rows = new Map(
      indexes.flatMap((index) => {
        const line = this.#lines.at(index);
        return line ? [[line.id, { line, index }] as const] : [];
      }),
    );
    return [...this.#slots.assign([...rows.keys()], gone, isScrolling)].map(([id, slot]): LineState => {
      const { line, index } = rows.get(id) as { line: Line; index: number };
      if (isHeading(line)) return { id, heading: line, index, slot };
      return {
        id,
        conversation: line,
        index,
        slot,
        isSelected: selection.has(id),
        isEnded: view.ended.has(id),
        isStale,
        run: runs?.byConversation.get(id),
      };
    });
  }
}

function isOtherOrder(a: ViewState, b: ViewState): boolean {
  const names = ['sort', 'filters', 'search', 'card', 'grouping'] as const;
  return names.some((name) => a[name] !== b[name]);
}
