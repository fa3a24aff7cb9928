/** The lines of the grid: the rows, and with groups a heading before those of each group (`grouped-lines.ts`). */
import type { RowGroup } from '../../engine/view-types.js';
import type { Conversation } from '../../model/conversation.js';

/** A heading is no conversation: nothing can be done with it but hiding its rows. */
export interface GroupHeading {
  /** No id of a conversation. */
  readonly id: string;
  readonly group: RowGroup;
  readonly isCollapsed: boolean;
}

export type Line = Conversation | GroupHeading;

export interface Lines {
  readonly length: number;
  at(index: number): Line | undefined;
  /** Place of the row or heading with this id; −1 also for a row whose group is collapsed. */
  indexOf(id: string): number;
}

/** The rows of the lines, without those of collapsed groups: what can be seen is what can be selected. */
export interface ShownRows extends Iterable<Conversation> {
  readonly length: number;
  indexOf(id: string): number;
  /** Rows between two places of `indexOf`, the second one excluded. */
  slice(start: number, end: number): readonly Conversation[];
}

/** A control character first: no id of a conversation begins with it. */
export const HEADING_PREFIX = '\u0000group ';

export const isHeading = (line: Line): line is GroupHeading => 'group' in line;
export const isHeadingId = (id: string): boolean => id.startsWith(HEADING_PREFIX);
export const groupKeyOf = (headingId: string): string => headingId.slice(HEADING_PREFIX.length);
