/** When to try again. All times in ms. */

/** No server may keep a report away for longer. */
export const MAX_RETRY_AFTER = 600_000;

export interface RetryHints {
  /** Span over which a restarting server wants its clients spread; counts for attempt 0 only. */
  readonly spreadMs?: number | undefined;
  /** Nothing earlier than this, at most {@link MAX_RETRY_AFTER}. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * Delay before attempt number `attempt`. Attempt 0 follows a link that was live for 10 s and is spread over a second or
 * more; later ones wait 250 ms plus full jitter under a doubling cap, so that at the cap they still span 30 s.
 */
export function backoffDelay(attempt: number, hints: RetryHints, random: () => number): number {
  const delay =
    attempt <= 0
      ? random() * Math.max(1_000, hints.spreadMs ?? 0)
      : 250 + random() * Math.min(30_000, 500 * 2 ** (attempt - 1));
  const floor = Math.min(hints.retryAfterMs ?? 0, MAX_RETRY_AFTER);
  return Math.round(floor > delay ? floor + random() * 250 : delay);
}
