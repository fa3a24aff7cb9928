/** Whether the page shows what it must: first rows in their order, status texts, waits, counters. */
import type { Contestant } from '../contestant.js';
import { firstAt, waitAt, type Counters, type Expectation } from '../workload/oracle.js';

export const CHECKED_ROWS = 15;
const TOLERANCE = 2_000;
/** The order may be that of any moment within the tolerance: clocks tick once a second. */
const STEP = 250;

/** Null when all is right, else what is wrong. */
export function faultOf(contestant: Contestant, expectation: Expectation, now: number): string | null {
  const counters = contestant.counters();
  for (const [status, count] of Object.entries(expectation.counters)) {
    const shown = counters?.[status as keyof Counters];
    if (shown !== count) return `counter ${status}: ${String(shown)} instead of ${String(count)}`;
  }
  if (contestant.isBlind) return null;
  const shown = contestant.top(CHECKED_ROWS);
  let fault: string | null = null;
  for (let back = 0; back <= TOLERANCE; back += STEP) {
    const expected = firstAt(expectation, CHECKED_ROWS, now - back);
    const place = expected.findIndex(({ subject }, n) => subject !== shown[n]?.subject);
    if (place < 0) {
      fault = null;
      break;
    }
    fault ??= `row ${String(place)}: "${shown[place]?.subject ?? 'none'}" instead of "${expected[place]!.subject}"`;
  }
  if (fault !== null) return fault;
  for (const { subject, status, wait } of shown) {
    const row = expectation.rows.find((other) => other.subject === subject)!;
    if (status !== row.status) return `status of "${subject}": "${status}" instead of "${row.status}"`;
    const expected = waitAt(row, now);
    if (!(Math.abs(msOf(wait) - expected) <= TOLERANCE))
      return `wait of "${subject}": ${wait} instead of ${String(Math.round(expected / 1000))} s`;
  }
  return null;
}

/** Whether the first rows are there, in their order. */
export function showsFirstRows(contestant: Contestant, expectation: Expectation, now: number): boolean {
  if (contestant.isBlind) return contestant.counters() !== null;
  const expected = firstAt(expectation, CHECKED_ROWS, now);
  // Mostly it is the first one that is missing, and one is cheaper to read than all.
  if (contestant.probe() !== expected[0]!.subject) return false;
  const shown = contestant.top(CHECKED_ROWS);
  return [now, now - 1000].some((at) =>
    firstAt(expectation, CHECKED_ROWS, at).every(({ subject }, n) => subject === shown[n]?.subject),
  );
}

function msOf(clock: string): number {
  const match = /(?:(\d+):)?(\d+):(\d\d)/.exec(clock);
  return match ? (Number(match[1] ?? 0) * 3600 + Number(match[2]) * 60 + Number(match[3])) * 1000 : NaN;
}
