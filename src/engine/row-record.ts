/** The one place that a conversation has in the engine: what is true, what is shown, and where it stands. */
import type { Conversation } from '../model/conversation.js';
import type { Entry } from './ordered-rows.js';

export class RowRecord {
  readonly id: string;
  /** The newest truth; undefined once it is gone. */
  row: Conversation | undefined = undefined;
  /** What was last shown. A row that ended keeps it, for lists that still hold its place. */
  shown: Conversation | undefined = undefined;
  /** The row as it is counted in the totals; undefined while it is not shown or outside the window. */
  counted: Conversation | undefined = undefined;
  /** The row as it is counted in the averages of what is in view; undefined while a filter keeps it out. */
  listed: Conversation | undefined = undefined;
  /** Its place in the order, while it is in view. */
  entry: Entry | undefined = undefined;
  /** Waits to be shown as it is now. */
  isChanged = false;
  /** Shown once and over now. */
  isGone = false;
  /** Still open, but older than the window. */
  isOutside = false;
  /** The last snapshot that named it. */
  snapshot = 0;

  constructor(id: string) {
    this.id = id;
  }
}
