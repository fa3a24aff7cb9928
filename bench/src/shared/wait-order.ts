/** The order of the view for libraries that sort: longest wait first, ties by id. */
import { waitAt } from '../workload/oracle.js';
import type { WireRow } from '../workload/wire-row.js';
import { serverNow } from './connection.js';

let now = 0;

/** Sets the moment for which {@link compareWaits} compares: within one sorting it must not move. */
export function setNow(): number {
  now = serverNow();
  return now;
}

export function compareWaits(a: WireRow, b: WireRow): number {
  const waitOfA = waitAt(a.wait, now);
  const waitOfB = waitAt(b.wait, now);
  if (waitOfA !== waitOfB) return waitOfA > waitOfB ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
