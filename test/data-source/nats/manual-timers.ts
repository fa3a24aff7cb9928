/** Time of the source in the hand of a test. Sockets are real; what is due at once comes by itself. */
import { openSocket } from './nats-server.js';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

export class ManualTimers {
  now = Date.now();
  readonly #timers = new Set<Timer>();

  readonly parts = {
    openSocket,
    random: (): number => 0,
    now: (): number => this.now,
    after: (ms: number, callback: () => void): (() => void) => {
      if (ms === 0) {
        const task = setImmediate(callback);
        return () => clearImmediate(task);
      }
      const timer = { at: this.now + ms, callback };
      this.#timers.add(timer);
      return () => this.#timers.delete(timer);
    },
  };

  /** Timers that have not run out. */
  get waiting(): number {
    return this.#timers.size;
  }

  advance(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const [due] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (due === undefined) break;
      this.#timers.delete(due);
      this.now = due.at;
      due.callback();
    }
    this.now = end;
  }
}
