/** Figures of queues and of all rows, as rules look at them: counted in rounds over the rows. */
import type { SumMetric } from './alerts.js';
import type { Conversation } from './conversation.js';
import { handleTime, isInQueue, isNegative, waitTime } from './metrics.js';

export class AlertSums {
  #ongoing = 0;
  #inQueue = 0;
  #negative = 0;
  #longestWait: number | null = null;
  #waits = 0;
  #waitSum = 0;
  #handles = 0;
  #handleSum = 0;

  note(row: Conversation, now: number): void {
    const wait = waitTime(row, now);
    const handle = handleTime(row, now);
    this.#ongoing += 1;
    if (isNegative(row)) this.#negative += 1;
    if (isInQueue(row)) {
      this.#inQueue += 1;
      if (wait !== null) this.#longestWait = Math.max(this.#longestWait ?? 0, wait);
    }
    if (wait !== null) {
      this.#waits += 1;
      this.#waitSum += wait;
    }
    if (handle !== null) {
      this.#handles += 1;
      this.#handleSum += handle;
    }
  }

  /** Null where nothing has such a value. */
  value(metric: SumMetric): number | null {
    switch (metric) {
      case 'ongoing':
        return this.#ongoing;
      case 'in-queue':
        return this.#inQueue;
      case 'longest-wait':
        return this.#longestWait;
      case 'average-wait':
        return this.#waits === 0 ? null : this.#waitSum / this.#waits;
      case 'average-handle':
        return this.#handles === 0 ? null : this.#handleSum / this.#handles;
      case 'negative-sentiment':
        return this.#ongoing === 0 ? null : this.#negative / this.#ongoing;
    }
  }
}
