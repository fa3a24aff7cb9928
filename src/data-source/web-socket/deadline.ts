import type { Environment } from './environment.js';

/** Ms by which a timer may be late before frames that waited as long are given time to be read. */
const LATE = 500;

/** One timer at a time. */
export class Deadline {
  readonly #environment: Environment;
  readonly #expired: () => void;
  #cancel: (() => void) | null = null;

  constructor(environment: Environment, expired: () => void) {
    this.#environment = environment;
    this.#expired = expired;
  }

  get isSet(): boolean {
    return this.#cancel !== null;
  }

  set(ms: number): void {
    this.clear();
    const due = this.#environment.monotonic() + ms;
    const expire = (): void => {
      this.#cancel = null;
      this.#expired();
    };
    this.#cancel = this.#environment.after(ms, () => {
      // A late timer means that the thread was blocked: the answer may be here, behind us in the queue.
      if (this.#environment.monotonic() - due > LATE) this.#cancel = this.#environment.after(LATE, expire);
      else expire();
    });
  }

  clear(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
