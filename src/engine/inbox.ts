/**
 * What the source sent and is not applied yet. Rows are worked off in order and in slices, so that a snapshot of
 * 100,000 rows or the backlog of a page that was hidden costs no frame; small messages are through at once.
 *
 * What must not wait - rights, a lost connection, a wipe - overtakes the rows.
 */
import type { SourceMessage } from '../data-source/data-source.js';
import { errorText } from './problem-log.js';
import { Slices, type SliceOptions } from './slices.js';

export class Inbox {
  readonly #slices: Slices;
  readonly #apply: (message: SourceMessage) => Iterable<unknown>;
  #waiting: SourceMessage[] = [];
  #isMidMessage = false;

  /** @param apply applies a message step by step. */
  constructor(apply: (message: SourceMessage) => Iterable<unknown>, options: SliceOptions) {
    this.#apply = apply;
    this.#slices = new Slices(options);
  }

  /** True while a message is applied in part: what the rows are now they never were at the source. */
  get isMidMessage(): boolean {
    return this.#isMidMessage;
  }

  push(message: SourceMessage): void {
    if (waits(message)) {
      this.#waiting.push(message);
      if (!this.#slices.isBusy && !this.#isMidMessage) this.#slices.run(this.#work());
      return;
    }
    // Rows that are on their way when they may not be seen any more are never shown.
    if (message.type === 'wipe') this.clear();
    // What was said of the connection before would be told after this, and be a lie by then.
    if (message.type === 'connection')
      this.#waiting = this.#waiting.filter(({ type }) => type !== 'connection');
    this.#applyWhole(message);
  }

  /** Forgets what waits. */
  clear(): void {
    this.#slices.stop();
    this.#waiting = [];
    this.#isMidMessage = false;
  }

  *#work(): Generator {
    for (let message = this.#waiting.shift(); message; message = this.#waiting.shift()) {
      this.#isMidMessage = true;
      try {
        yield* this.#apply(message);
      } catch (error) {
        this.#applyWhole({
          type: 'diagnostic',
          code: 'unreadable-message',
          detail: errorText(error),
          count: 1,
        });
      }
      this.#isMidMessage = false;
      yield undefined;
    }
  }

  #applyWhole(message: SourceMessage): void {
    const steps = this.#apply(message)[Symbol.iterator]();
    while (steps.next().done !== true) continue;
  }
}

/** Rows, and what is true only after them. */
function waits(message: SourceMessage): boolean {
  switch (message.type) {
    case 'snapshot':
    case 'delta':
    case 'progress':
      return true;
    case 'connection':
      return message.state === 'live';
    default:
      return false;
  }
}
