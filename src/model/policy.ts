/** Nobody waits longer for what they confirmed, s. */
export const MAX_UNDO_SECONDS = 60;

/** What the host decides for its supervisors. */
export interface Policy {
  /** May a waiting conversation be assigned? Default false. */
  readonly assignWaiting?: boolean;
  /** Reasons to choose from when force-closing; empty asks for none. */
  readonly forceCloseReasons?: readonly string[];
  /** Is a note required when force-closing? Default false. */
  readonly requireNote?: boolean;
  /** Most conversations that one bulk action may touch. Default 50. */
  readonly bulkLimit?: number;
  /**
   * Seconds, up to 60, during which a confirmed assignment, transfer or force close can be undone. Until they are over
   * nothing is sent and no event tells the host of it; then the rows are looked at once more, and what changed, is not
   * live, paused, taken away or somebody else's by then is not sent. Monitoring and joining never wait. Default 0: all
   * is sent at once.
   */
  readonly undoSeconds?: number;
  /** Are the single-letter keys on? Default true. */
  readonly shortcuts?: boolean;
}

export const DEFAULT_POLICY: Required<Policy> = {
  assignWaiting: false,
  forceCloseReasons: [],
  requireNote: false,
  bulkLimit: 50,
  undoSeconds: 0,
  shortcuts: true,
};
