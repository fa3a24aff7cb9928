/**
 * What a page must show, computed without anything the contestants use: plain loops over plain rows. The worker sends
 * the rows that can be among the first; the page orders them at the moment at which it looks.
 */
import type { WireRow } from './wire-row.js';

/** The statuses that are in view. */
const SHOWN: ReadonlySet<string> = new Set(['open', 'active', 'waiting']);
export const COUNTED = ['open', 'active', 'waiting', 'wrap-up'] as const;
export type Counters = Record<(typeof COUNTED)[number], number>;

const STATUS_TEXTS: Readonly<Record<string, string>> = {
  open: 'Open',
  active: 'Active',
  waiting: 'Waiting',
  'wrap-up': 'Wrap-up',
};

export interface ExpectedRow {
  readonly id: string;
  readonly subject: string;
  readonly status: string;
  readonly ms: number;
  readonly since: number | null;
}

export interface Expectation {
  /** More than are compared, because time reorders them. */
  readonly rows: readonly ExpectedRow[];
  readonly counters: Counters;
}

export const isShown = (row: WireRow): boolean => SHOWN.has(row.status);
export const waitAt = ({ ms, since }: { ms: number; since: number | null }, now: number): number =>
  since === null ? ms : ms + now - since;

/** The `count` rows of the view that have waited longest. */
export function longestWaiting(rows: readonly WireRow[], count: number, now: number): WireRow[] {
  const first: WireRow[] = [];
  const waits: number[] = [];
  for (const row of rows) {
    if (!isShown(row)) continue;
    const wait = waitAt(row.wait, now);
    const last = first.length - 1;
    if (first.length === count && (wait < waits[last]! || (wait === waits[last] && row.id > first[last]!.id)))
      continue;
    let place = first.length;
    while (
      place > 0 &&
      (waits[place - 1]! < wait || (waits[place - 1] === wait && first[place - 1]!.id > row.id))
    )
      place -= 1;
    first.splice(place, 0, row);
    waits.splice(place, 0, wait);
    if (first.length > count) {
      first.pop();
      waits.pop();
    }
  }
  return first;
}

export function expectationOf(rows: readonly WireRow[], now: number): Expectation {
  const counters: Counters = { open: 0, active: 0, waiting: 0, 'wrap-up': 0 };
  for (const { status } of rows) counters[status as keyof Counters] += 1;
  return {
    rows: longestWaiting(rows, 60, now).map(({ id, subject, status, phase, wait }) => ({
      id,
      subject,
      status: phase === 'awaiting-acceptance' ? 'Awaiting acceptance' : (STATUS_TEXTS[status] ?? status),
      ms: wait.ms,
      since: wait.since,
    })),
    counters,
  };
}

/** The first rows as they are ordered at `now`. */
export function firstAt({ rows }: Expectation, count: number, now: number): ExpectedRow[] {
  return [...rows].sort((a, b) => waitAt(b, now) - waitAt(a, now) || (a.id < b.id ? -1 : 1)).slice(0, count);
}
