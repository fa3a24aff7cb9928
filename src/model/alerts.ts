/**
 * Alerts: rules on a row, on each queue or on all, and what becomes of them.
 *
 * A rule has two thresholds. Its alert fires when the value has stood beyond `enter` for at least so long, and is cleared
 * only when the value is back behind `exit`: a value that swings around a threshold fires once.
 */
import { sentimentRank, SENTIMENTS, type Conversation } from './conversation.js';
import { elapsed, isRunning } from './durations.js';
import { handleTime, type Kpi } from './metrics.js';

/** What a rule on a row may look at. Times in ms, sentiment from 1 (very negative) to 7. */
export const ROW_METRICS = [
  'wait',
  'handle',
  'time-in-status',
  'last-customer-message',
  'sentiment',
  'transfers',
] as const;
export type RowMetric = (typeof ROW_METRICS)[number];

/** What a rule on a queue or on all may look at. Times in ms, negative sentiment as a share from 0 to 1. */
export const SUM_METRICS = [
  'ongoing',
  'in-queue',
  'longest-wait',
  'average-wait',
  'average-handle',
  'negative-sentiment',
] as const satisfies readonly Kpi[];
export type SumMetric = (typeof SUM_METRICS)[number];

interface RuleOf<Scope extends string, Metric extends string> {
  /** Unique among the rules. */
  readonly id: string;
  /** Name of the alert, as people read it. */
  readonly label: string;
  /** `row`: each conversation; `group`: each queue; `total`: all in the time window. */
  readonly on: Scope;
  readonly metric: Metric;
  /** Which side of the thresholds is bad. Default `above`. */
  readonly when?: 'above' | 'below';
  /** From here on it is bad. */
  readonly enter: number;
  /** Back behind this it is good again. Default `enter`; on the bad side of it, `enter` counts. */
  readonly exit?: number;
  /** Fires only once it has been bad for so many ms. Default 0. */
  readonly forAtLeast?: number;
  /** Ids of the queues that the rule is about. Default: all. */
  readonly queues?: readonly string[];
  /** A breach interrupts, a warning waits for a pause. Default `breach`. */
  readonly severity?: 'warning' | 'breach';
}

/** A rule of the host. */
export type AlertRule = RuleOf<'row', RowMetric> | RuleOf<'group' | 'total', SumMetric>;

/** States that an alert is told in. */
export const ALERT_STATES = ['firing', 'acknowledged', 'snoozed', 'cleared'] as const;
export type AlertState = (typeof ALERT_STATES)[number];

/** What an alert is about; both are null for a rule on all. */
export interface AlertSubject {
  readonly conversationId: string | null;
  readonly queueId: string | null;
  /** Name of the queue, for a rule on queues. */
  readonly queueName?: string;
}

export interface Alert extends AlertSubject {
  /** Unique to rule and subject. */
  readonly key: string;
  readonly rule: AlertRule;
  readonly state: AlertState;
  /** The newest value, null when there is none any more. */
  readonly value: number | null;
  /** Server epoch ms when it fired. */
  readonly firedAt: number;
}

/** Where one rule stands with one subject. Nothing: the value is good. */
export type Stand =
  | { readonly phase: 'pending'; readonly since: number }
  | { readonly phase: 'firing' | 'acknowledged'; readonly firedAt: number }
  | { readonly phase: 'snoozed'; readonly firedAt: number; readonly until: number };

/** @param now server epoch ms */
export function nextStand(
  rule: AlertRule,
  stand: Stand | undefined,
  value: number | null,
  now: number,
): Stand | undefined {
  if (value === null) return undefined;
  if (!stand || stand.phase === 'pending') {
    if (!isBeyond(rule, rule.enter, value)) return undefined;
    const since = stand?.since ?? now;
    return now - since >= (rule.forAtLeast ?? 0)
      ? { phase: 'firing', firedAt: now }
      : (stand ?? { phase: 'pending', since });
  }
  if (!isBeyond(rule, exitOf(rule), value)) return undefined;
  return stand.phase === 'snoozed' && now >= stand.until
    ? { phase: 'firing', firedAt: stand.firedAt }
    : stand;
}

function exitOf({ enter, exit = enter, when }: AlertRule): number {
  return when === 'below' ? Math.max(enter, exit) : Math.min(enter, exit);
}

function isBeyond({ when }: AlertRule, threshold: number, value: number): boolean {
  return when === 'below' ? value <= threshold : value >= threshold;
}

/** All alerts of a report. Each change is told once. */
export class AlertBoard {
  readonly #stands = new Map<string, Stand>();
  readonly #alerts = new Map<string, Alert>();

  /** Those that are not cleared, oldest first. */
  get alerts(): readonly Alert[] {
    return [...this.#alerts.values()];
  }

  /** Keys with a stand: those whose value has to be looked at again soon. */
  get watched(): Iterable<string> {
    return this.#stands.keys();
  }

  /** Notes a value of a subject. @returns the alert when its state changed */
  observe(rule: AlertRule, subject: AlertSubject, value: number | null, now: number): Alert | null {
    const key = keyOf(rule, subject);
    const before = this.#stands.get(key);
    const stand = nextStand(rule, before, value, now);
    if (!stand && !before) return null;
    if (stand) this.#stands.set(key, stand);
    else this.#stands.delete(key);
    if (stand && stand.phase !== 'pending') {
      const alert = { ...subject, key, rule, state: stand.phase, value, firedAt: stand.firedAt };
      this.#alerts.set(key, alert);
      return before?.phase === stand.phase ? null : alert;
    }
    const cleared = this.#alerts.get(key);
    this.#alerts.delete(key);
    return cleared ? { ...cleared, state: 'cleared', value } : null;
  }

  /** @returns the alerts that were firing */
  acknowledge(keys: Iterable<string>): readonly Alert[] {
    return this.#set(keys, ({ firedAt }) => ({ phase: 'acknowledged', firedAt }));
  }

  /** @param until server epoch ms @returns the alerts that were firing */
  snooze(keys: Iterable<string>, until: number): readonly Alert[] {
    return this.#set(keys, ({ firedAt }) => ({ phase: 'snoozed', firedAt, until }));
  }

  #set(
    keys: Iterable<string>,
    next: (alert: Alert) => Exclude<Stand, { phase: 'pending' }>,
  ): readonly Alert[] {
    return [...keys].flatMap((key) => {
      const alert = this.#alerts.get(key);
      if (alert?.state !== 'firing') return [];
      const stand = next(alert);
      const changed = { ...alert, state: stand.phase };
      this.#stands.set(key, stand);
      this.#alerts.set(key, changed);
      return [changed];
    });
  }

  /** Forgets those of rules that are no more, without an argument all. @returns what is cleared by that */
  keep(rules: readonly AlertRule[] = []): readonly Alert[] {
    const known = new Set<AlertRule>(rules);
    const ids = new Set(rules.map(({ id }) => id));
    for (const key of this.#stands.keys()) if (!ids.has(ruleIdOf(key))) this.#stands.delete(key);
    return [...this.#alerts.values()].flatMap((alert) => {
      if (known.has(alert.rule)) return [];
      this.#alerts.delete(alert.key);
      this.#stands.delete(alert.key);
      return [{ ...alert, state: 'cleared' as const }];
    });
  }
}

/** Separates the parts of a key; no id that people write holds it. */
const PART = '\n';

export function keyOf(rule: AlertRule, { conversationId, queueId }: AlertSubject): string {
  const subject = rule.on === 'row' ? conversationId : rule.on === 'group' ? queueId : '';
  return `${rule.id}${PART}${subject ?? ''}`;
}

export function ruleIdOf(key: string): string {
  return key.slice(0, key.indexOf(PART));
}

/** What the key is about: a conversation, a queue, or empty for all. */
export function subjectOf(key: string): string {
  return key.slice(key.indexOf(PART) + 1);
}

/** Alerts of one rule, together when they are many. */
export interface AlertGroup {
  readonly rule: AlertRule;
  readonly alerts: readonly Alert[];
}

/** One line for each alert, or for all of a rule of which more than `most` fire; the newest rule last. */
export function groupAlerts(alerts: readonly Alert[], most = 3): readonly AlertGroup[] {
  const byRule = new Map<AlertRule, Alert[]>();
  for (const alert of alerts) byRule.set(alert.rule, [...(byRule.get(alert.rule) ?? []), alert]);
  return [...byRule].flatMap(([rule, own]) =>
    own.length > most ? [{ rule, alerts: own }] : own.map((alert) => ({ rule, alerts: [alert] })),
  );
}

/** The value of a row at `now`, server epoch ms; null where it has none. */
export function rowValue(metric: RowMetric, row: Conversation, now: number): number | null {
  switch (metric) {
    case 'wait':
      // A wait that is over is nothing to be alarmed about.
      return row.direction !== 'outbound' && isRunning(row.wait) ? elapsed(row.wait, now) : null;
    case 'handle':
      return handleTime(row, now);
    case 'time-in-status':
      return row.statusSince > 0 ? Math.max(0, now - row.statusSince) : null;
    case 'last-customer-message':
      return row.lastCustomerMessageAt === null ? null : Math.max(0, now - row.lastCustomerMessageAt);
    case 'sentiment': {
      const rank = sentimentRank(row.sentiment);
      return rank < SENTIMENTS.length ? rank + 1 : null;
    }
    case 'transfers':
      return row.transfers;
  }
}

export function isAboutQueue({ queues }: AlertRule, queueId: string | null): boolean {
  return queues === undefined || (queueId !== null && queues.includes(queueId));
}
