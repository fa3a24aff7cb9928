/** Lines with headings. A heading is put before the rows of each group; those of a collapsed one are left out. */
import type { RowGroup, RowList } from '../../engine/view-types.js';
import type { Conversation } from '../../model/conversation.js';
import {
  HEADING_PREFIX,
  isHeading,
  isHeadingId,
  type GroupHeading,
  type Line,
  type Lines,
  type ShownRows,
} from './lines.js';

interface Span {
  readonly heading: GroupHeading;
  /** Place of the heading. */
  readonly line: number;
  /** Index of its first row. A group has one at least. */
  readonly row: number;
}

export class GroupedLines implements Lines {
  readonly length: number;
  readonly shown: ShownRows;
  readonly #rows: RowList;
  readonly #spans: readonly Span[];

  constructor(rows: RowList, groups: readonly RowGroup[], collapsed: ReadonlySet<string>) {
    let line = 0;
    let row = 0;
    this.#rows = rows;
    this.#spans = groups.map((group) => {
      const isCollapsed = collapsed.has(group.key);
      const heading = { id: HEADING_PREFIX + group.key, group, isCollapsed };
      const span = { heading, line, row };
      line += 1 + (isCollapsed ? 0 : group.size);
      row += group.size;
      return span;
    });
    this.length = line;
    const { length } = this;
    const hidden = groups.reduce((sum, { key, size }) => sum + (collapsed.has(key) ? size : 0), 0);
    this.shown = {
      length: rows.length - hidden,
      indexOf: (id) => this.indexOf(id),
      slice: (start, end) => [...this.#between(Math.max(0, start), Math.min(end, length))],
      [Symbol.iterator]: () => this.#between(0, length),
    };
  }

  /** The rows of a group that are shown. */
  rowsOf(headingId: string): readonly Conversation[] {
    const line = this.indexOf(headingId);
    const span = this.#spans.find((each) => each.line === line);
    return span && !span.heading.isCollapsed
      ? this.shown.slice(line, line + 1 + span.heading.group.size)
      : [];
  }

  *#between(start: number, end: number): Iterator<Conversation> & Iterable<Conversation> {
    for (let index = start; index < end; index += 1) {
      const line = this.at(index);
      if (line && !isHeading(line)) yield line;
    }
  }

  at(index: number): Line | undefined {
    if (index < 0 || index >= this.length) return undefined;
    const { heading, line, row } = this.#last((span) => span.line <= index);
    return index === line ? heading : this.#rows.at(row + index - line - 1);
  }

  indexOf(id: string): number {
    if (isHeadingId(id)) return this.#spans.find(({ heading }) => heading.id === id)?.line ?? -1;
    const index = this.#rows.indexOf(id);
    if (index < 0) return -1;
    const { heading, line, row } = this.#last((span) => span.row <= index);
    return heading.isCollapsed ? -1 : line + 1 + index - row;
  }

  /** The last span of which it is true: it is true up to some span and of none after it. */
  #last(is: (span: Span) => boolean): Span {
    let [low, high] = [0, this.#spans.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (is(this.#spans[middle] as Span)) low = middle;
      else high = middle - 1;
    }
    return this.#spans[low] as Span;
  }
}
