/** Alerts in words. */
import type { ReportEngine } from '../../engine/report-engine.js';
import { subjectText } from '../../elements/shared/badges.js';
import { displayText, isolated } from '../../elements/shared/customer-text.js';
import type { Localization } from '../../localization/index.js';
import type { Alert, AlertGroup, AlertRule } from '../../model/alerts.js';
import { SENTIMENTS } from '../../model/conversation.js';

export function ruleText({ label }: AlertRule): string {
  return displayText(label, 80);
}

/** @param isDescription said to the minute: what describes a row must not change each second */
export function valueText(
  { metric }: AlertRule,
  value: number | null,
  words: Localization,
  isDescription = false,
): string {
  if (value === null) return words.term('value.none');
  switch (metric) {
    case 'ongoing':
    case 'in-queue':
    case 'transfers':
      return words.number(value);
    case 'negative-sentiment':
      return words.percent(value);
    case 'sentiment':
      return words.value('sentiment', SENTIMENTS[value - 1] ?? '');
    default:
      return isDescription ? words.spokenDuration(value) : words.duration(value);
  }
}

/** @param withNames false leaves out what the customer wrote */
export function alertText(
  { rule, value, conversationId, queueName }: Alert,
  engine: ReportEngine,
  words: Localization,
  withNames = true,
): string {
  const about = { rule: ruleText(rule), value: valueText(rule, value, words) };
  const row = conversationId === null ? undefined : engine.conversation(conversationId);
  const subject =
    row && withNames
      ? isolated(subjectText(row, words), 80)
      : queueName !== undefined
        ? isolated(queueName, 80)
        : null;
  return subject === null ? words.term('alert.total', about) : words.term('alert.one', { ...about, subject });
}

export function groupText(
  { rule, alerts }: AlertGroup,
  engine: ReportEngine,
  words: Localization,
  withNames = true,
): string {
  const [first] = alerts;
  if (first && alerts.length === 1) return alertText(first, engine, words, withNames);
  const key = rule.on === 'row' ? 'alert.conversations' : 'alert.queues';
  return words.term(key, { rule: ruleText(rule), count: alerts.length });
}
