/**
 * Durations that may still be running.
 *
 * A duration is sent as what has passed (`ms`) and, while it runs, since when (`since`), so that a row need not be
 * sent again each second: total = ms + (since === null ? 0 : serverNow - since).
 */
export interface Duration {
  /** Milliseconds already counted. */
  readonly ms: number;
  /** Server epoch milliseconds since when it runs on, or null when it has stopped. */
  readonly since: number | null;
}

/** The total in milliseconds at `now` (server time), never negative: a clock that is behind must not show "−1 s". */
export function elapsed(duration: Duration, now: number): number {
  const total = duration.since === null ? duration.ms : duration.ms + (now - duration.since);
  return total > 0 ? total : 0;
}

/** True while the duration still grows. */
export function isRunning(duration: Duration | null): duration is Duration & { readonly since: number } {
  return duration !== null && duration.since !== null;
}

/**
 * The moment at which a running duration would have been zero. Two running durations keep the order of their effective
 * starts for ever, which is why rows are ordered by it and not by the ticking value.
 */
export function effectiveStart(duration: Duration & { readonly since: number }): number {
  return duration.since - duration.ms;
}
