/** The naive engine: everything from scratch each time. What the real one does step by step must equal this. */
import type { Conversation } from '../../src/model/conversation.js';
import { sentimentRank, STATUSES } from '../../src/model/conversation.js';
import { handleTime, isInQueue, isNegative, waitTime } from '../../src/model/metrics.js';
import type { ViewState } from '../../src/model/view-state.js';
import type { Removal } from '../../src/data-source/data-source.js';

const HOUR = 3_600_000;

export class NaiveRows {
  rows = new Map<string, Conversation>();
  closed = new Map<string, number>();

  snapshot(rows: readonly Conversation[]): void {
    const next = new Map<string, Conversation>();
    for (const row of rows) {
      const known = next.get(row.id) ?? this.rows.get(row.id);
      if ((this.closed.get(row.id) ?? -1) >= row.version) {
        if (known && known !== row && this.rows.has(row.id)) next.set(row.id, known);
        continue;
      }
      next.set(row.id, known && known.version >= row.version ? known : row);
    }
    this.rows = next;
  }

  delta(upserts: readonly Conversation[], removes: readonly Removal[]): void {
    for (const row of upserts) {
      const known = this.rows.get(row.id);
      if (known && known.version >= row.version) continue;
      if ((this.closed.get(row.id) ?? -1) >= row.version) continue;
      this.rows.set(row.id, row);
    }
    for (const { id, version, why } of removes) {
      const known = this.rows.get(id);
      if (known && known.version > version) continue;
      if (why === 'closed') this.closed.set(id, Math.max(this.closed.get(id) ?? -1, version));
      this.rows.delete(id);
    }
  }

  inWindow(now: number, windowHours: number): Conversation[] {
    return [...this.rows.values()].filter(
      (row) => row.startedAt === 0 || row.startedAt >= now - windowHours * HOUR,
    );
  }
}

/** Values a column is sorted by at `now`. */
function valueOf(column: string, row: Conversation, now: number): number | string | null {
  switch (column) {
    case 'wait':
      return waitTime(row, now);
    case 'handle':
      return handleTime(row, now);
    case 'sentiment':
      return row.sentiment === null ? null : sentimentRank(row.sentiment);
    case 'status': {
      const rank = (STATUSES as readonly string[]).indexOf(row.status);
      return rank < 0 ? 4 : rank + (row.status === 'active' && row.phase !== 'awaiting-acceptance' ? 0.5 : 0);
    }
    case 'agent':
      return row.agent?.name.toLowerCase() ?? null;
    case 'queue':
      return row.queue?.name.toLowerCase() ?? null;
    case 'channel':
      return row.channel;
    default:
      return row.subject.toLowerCase();
  }
}

/** @param me the user, where somebody is one */
export function naiveView(
  rows: readonly Conversation[],
  view: ViewState,
  now: number,
  me: string | null = null,
): string[] {
  const { queue, status, sentiment, 'monitored-by': monitored } = view.filters;
  const monitors = (row: Conversation): string => (row.monitoredBy.some((id) => id === me) ? 'me' : '');
  const search = view.search.toLowerCase().trim();
  const { grouping, sort } = view;
  const within = sort.filter(({ column }) => column !== grouping);
  const keys = grouping === null ? sort : [{ column: grouping, direction: 'ascending' }, ...within];
  return rows
    .filter((row) => !queue?.length || queue.includes(row.queue?.id ?? ''))
    .filter((row) => !status?.length || status.includes(row.status))
    .filter((row) => !sentiment?.length || sentiment.includes(row.sentiment ?? ''))
    .filter((row) => !monitored?.length || monitored.includes(monitors(row)))
    .filter((row) => view.card !== 'in-queue' || isInQueue(row))
    .filter((row) => view.card !== 'negative-sentiment' || isNegative(row))
    .filter(
      (row) =>
        search === '' ||
        `${row.subject}\n${row.customer?.name ?? ''}\n${row.agent?.name ?? ''}\n${row.id}`
          .toLowerCase()
          .includes(search),
    )
    .sort((a, b) => {
      for (const { column, direction } of keys) {
        const [x, y] = [valueOf(column, a, now), valueOf(column, b, now)];
        if (x === y) continue;
        if (x === null) return 1;
        if (y === null) return -1;
        return (x < y ? -1 : 1) * (direction === 'ascending' ? 1 : -1);
      }
      return a.id < b.id ? -1 : 1;
    })
    .map(({ id }) => id);
}

const mean = (values: (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
};

export function naiveTotals(
  all: readonly Conversation[],
  inView: readonly Conversation[],
  now: number,
): object {
  const count = (test: (row: Conversation) => boolean): number => all.filter(test).length;
  const waits = all
    .filter(isInQueue)
    .filter((row) => row.wait !== null)
    .map((row) => waitTime(row, now) ?? 0);
  return {
    ongoing: all.length,
    open: count(({ status }) => status === 'open'),
    active: count(({ status }) => status === 'active'),
    awaitingAcceptance: count(({ status, phase }) => status === 'active' && phase === 'awaiting-acceptance'),
    waiting: count(({ status }) => status === 'waiting'),
    wrapUp: count(({ status }) => status === 'wrap-up'),
    inQueue: count(isInQueue),
    negative: count(isNegative),
    longestWait: waits.length === 0 ? null : Math.max(...waits),
    averageWait: mean(inView.map((row) => waitTime(row, now))),
    averageHandle: mean(inView.map((row) => handleTime(row, now))),
  };
}
