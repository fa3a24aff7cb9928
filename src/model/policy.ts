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
  /** Seconds during which an action can be undone. Reserved: actions are sent at once in this version. Default 0. */
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
