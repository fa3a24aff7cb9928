/** The argument of `Watch`: who asks, for what, and from where on. */
import type { ReportScope } from '../data-source.js';
import type { Position } from '../wire/feed.js';
import { PROTOCOL_VERSION } from '../wire/wire-messages.js';

export interface WatchRequest {
  readonly v: number;
  /** Here and in a header of the negotiation, never in an address. */
  readonly token: string | null;
  readonly view: {
    readonly windowHours: number;
    /** Empty: all that the user may see. */
    readonly queues: readonly string[];
    readonly locale: string;
    readonly maxRows: number;
  };
  /** Go on from here if that is still possible; null: from a snapshot. */
  readonly resume: Position | null;
}

export function watchRequest(
  { windowHours, queues, locale }: ReportScope,
  maxRows: number,
  token: string | undefined,
  resume: Position | null,
): WatchRequest {
  const view = { windowHours, queues, locale, maxRows };
  return { v: PROTOCOL_VERSION, token: token ?? null, view, resume };
}
