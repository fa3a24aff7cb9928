/** *floor*: parsing, a Map and counters, no DOM. Less than this no page can do. */
import type { Contestant } from '../contestant.js';
import { applyPatch, connect } from '../shared/connection.js';
import { noCounts } from '../shared/counter-line.js';
import type { Counters } from '../workload/oracle.js';
import type { WireRow } from '../workload/wire-row.js';

const rows = new Map<string, WireRow>();
const counts = noCounts();
let isComplete = false;

function add(row: WireRow): void {
  const known = rows.get(row.id);
  if (known !== undefined) counts[known.status as keyof Counters] -= 1;
  rows.set(row.id, row);
  counts[row.status as keyof Counters] += 1;
}

export const contestant: Contestant = {
  isBlind: true,
  mount: (_stage, link) => () =>
    connect(link, {
      page: (some) => some.forEach(add),
      complete: () => (isComplete = true),
      delta: ({ up, patch, rm }) => {
        up.forEach(add);
        for (const change of patch) {
          const row = rows.get(change.id);
          if (row === undefined) continue;
          counts[row.status as keyof Counters] -= 1;
          applyPatch(row, change);
          counts[row.status as keyof Counters] += 1;
        }
        for (const { id } of rm) {
          const row = rows.get(id);
          if (row === undefined) continue;
          counts[row.status as keyof Counters] -= 1;
          rows.delete(id);
        }
      },
    }),
  top: () => [],
  probe: () => '',
  counters: () => (isComplete ? { ...counts } : null),
  scroller: () => null,
};
