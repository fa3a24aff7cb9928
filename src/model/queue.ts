/** Queues as candidates of an assignment. */
import type { Named } from './conversation.js';

/** A queue that the supervisor may choose, or may not, and then `why` says the reason. */
export interface QueueCandidate extends Named {
  readonly eligible: boolean;
  /** Why this queue was left out, in words or as a code; null when eligible. */
  readonly why: string | null;
  /** `messaging`, `voice` or a value this version does not know. */
  readonly type: string;
  /** 1 is served first; null when the back end has none. */
  readonly priority: number | null;
  /** Conversations waiting in it. */
  readonly waiting: number | null;
  /** Members online; 0 is flagged, because nobody would take the conversation. */
  readonly online: number | null;
}
