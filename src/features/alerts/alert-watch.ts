/** Holds the values of rows, queues and all against the rules, a part of all rows each second. */
import type { AllRows } from '../../engine/view-types.js';
import { AlertSums } from '../../model/alert-sums.js';
import {
  AlertBoard,
  isAboutQueue,
  rowValue,
  ruleIdOf,
  subjectOf,
  type Alert,
  type AlertRule,
  type AlertSubject,
} from '../../model/alerts.js';
import type { Conversation } from '../../model/conversation.js';
import { allRows } from '../all-rows.js';
import { Sweep } from '../sweep.js';

/** Rows looked at in a second: of more, a value is told some seconds later. */
const EACH_SECOND = 10_000;
const OF_ALL: AlertSubject = { conversationId: null, queueId: null };

interface QueueSums {
  readonly name: string;
  readonly sums: AlertSums;
}

export class AlertWatch {
  readonly board = new AlertBoard();
  readonly #sweep: Sweep<Conversation>;
  /** Over what is bad. */
  readonly #watched = new Sweep(() => this.board.watched[Symbol.iterator](), EACH_SECOND);
  #rules: readonly AlertRule[] = [];
  #queues = new Map<string, QueueSums>();
  #totals = new Map<AlertRule, AlertSums>();

  constructor(rows: Pick<AllRows, 'store'>) {
    this.#sweep = new Sweep(() => allRows(rows), EACH_SECOND);
  }

  /** @returns the alerts that are cleared because their rule is gone */
  setRules(rules: readonly AlertRule[]): readonly Alert[] {
    this.#rules = rules;
    this.#begin();
    this.#sweep.restart();
    return this.board.keep(rules);
  }

  /** The rows are gone. @returns the alerts that are cleared */
  clear(): readonly Alert[] {
    this.#begin();
    this.#sweep.restart();
    return this.board.keep();
  }

  /**
   * A second has passed.
   * @param current the row with this id, as long as it is ongoing.
   * @returns the alerts whose state changed
   */
  look(now: number, current: (id: string) => Conversation | undefined): readonly Alert[] {
    const changes: Alert[] = [];
    const rules = this.#rules.filter(({ on }) => on === 'row');
    const judge = (rule: AlertRule, subject: AlertSubject, value: number | null): void => {
      const change = this.board.observe(rule, subject, value, now);
      if (change) changes.push(change);
    };
    const judgeRow = (rule: AlertRule, id: string, row: Conversation | undefined): void => {
      const queueId = row?.queue?.id ?? null;
      const isMeant = row !== undefined && rule.on === 'row' && isAboutQueue(rule, queueId);
      judge(rule, { conversationId: id, queueId }, isMeant ? rowValue(rule.metric, row, now) : null);
    };
    // What is bad has a turn of its own: unless it is thousands, it is told at once when it is good again.
    this.#watched.next((key) => {
      const rule = rules.find(({ id }) => id === ruleIdOf(key));
      if (rule) judgeRow(rule, subjectOf(key), current(subjectOf(key)));
    });
    const isRound = this.#sweep.next((row) => {
      for (const rule of rules) judgeRow(rule, row.id, row);
      this.#count(row, now);
    });
    if (isRound) this.#closeRound(judge);
    return changes;
  }

  #count(row: Conversation, now: number): void {
    const { queue } = row;
    if (queue) {
      let known = this.#queues.get(queue.id);
      if (!known) this.#queues.set(queue.id, (known = { name: queue.name, sums: new AlertSums() }));
      known.sums.note(row, now);
    }
    for (const [rule, sums] of this.#totals) if (isAboutQueue(rule, queue?.id ?? null)) sums.note(row, now);
  }

  #closeRound(judge: (rule: AlertRule, subject: AlertSubject, value: number | null) => void): void {
    for (const rule of this.#rules) {
      if (rule.on === 'total') judge(rule, OF_ALL, this.#totals.get(rule)?.value(rule.metric) ?? null);
      if (rule.on !== 'group') continue;
      for (const [queueId, { name, sums }] of this.#queues) {
        if (!isAboutQueue(rule, queueId)) continue;
        judge(rule, { conversationId: null, queueId, queueName: name }, sums.value(rule.metric));
      }
      // A queue without a row has no figures any more.
      for (const key of [...this.board.watched]) {
        const queueId = subjectOf(key);
        if (ruleIdOf(key) === rule.id && !this.#queues.has(queueId))
          judge(rule, { conversationId: null, queueId }, null);
      }
    }
    this.#begin();
  }

  #begin(): void {
    this.#queues = new Map();
    const totals = this.#rules.filter(({ on }) => on === 'total');
    this.#totals = new Map(totals.map((rule) => [rule, new AlertSums()]));
  }
}
