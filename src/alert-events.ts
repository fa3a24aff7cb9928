/** What becomes of the alerts of the host's rules. A module of its own, because it is loaded with them. */
import type { Alert, AlertRule, AlertState } from './model/alerts.js';

/** An alert fired, was acknowledged or snoozed, or is cleared. Carries ids and figures, never row text. */
export class AlertChangeEvent extends Event {
  readonly rule: AlertRule;
  readonly state: AlertState;
  /** For a rule on rows, else null. */
  readonly conversationId: string | null;
  /** The queue of the conversation, or the one that the rule is about; else null. */
  readonly queueId: string | null;
  /** In the unit of the rule's metric; null when there is none any more. */
  readonly value: number | null;

  constructor({ rule, state, conversationId, queueId, value }: Alert) {
    super('alertchange', { bubbles: true, composed: true });
    this.rule = rule;
    this.state = state;
    this.conversationId = conversationId;
    this.queueId = queueId;
    this.value = value;
  }
}
