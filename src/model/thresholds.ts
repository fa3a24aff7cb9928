/** Limits on wait and handle time, global and per queue, and how a value stands against them. */

/** Milliseconds from which a value is a warning, and from which it is a breach. */
export interface Limit {
  readonly warning?: number;
  readonly breach?: number;
}

export interface Limits {
  readonly wait?: Limit;
  readonly handle?: Limit;
}

/** Global limits, and those of single queues by queue id, which win one by one. */
export interface Thresholds extends Limits {
  readonly queues?: Readonly<Record<string, Limits>>;
}

/** Used until the host sets its own: wait 5 and 10 minutes, no limit on handle time. */
export const DEFAULT_THRESHOLDS: Thresholds = { wait: { warning: 300_000, breach: 600_000 } };

export type Severity = 'none' | 'warning' | 'breach';

/** How `ms` of `kind` stands in the queue with the id `queueId`. */
export function severityOf(
  thresholds: Thresholds,
  kind: keyof Limits,
  queueId: string | null,
  ms: number | null,
): Severity {
  if (ms === null) return 'none';
  const queues = thresholds.queues;
  const own =
    queues && queueId !== null && Object.hasOwn(queues, queueId) ? queues[queueId]?.[kind] : undefined;
  const breach = own?.breach ?? thresholds[kind]?.breach;
  if (breach !== undefined && ms >= breach) return 'breach';
  const warning = own?.warning ?? thresholds[kind]?.warning;
  return warning !== undefined && ms >= warning ? 'warning' : 'none';
}
