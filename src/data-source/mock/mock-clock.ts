/** The time of the machine, as the mock source sees it; tests bring their own. */

export interface MockClock {
  /** Client epoch ms. */
  now(): number;
  /** Calls `run` every `ms`; the function returned ends it. */
  every(ms: number, run: () => void): () => void;
  /** Calls `run` once in `ms`; the function returned prevents it. */
  after(ms: number, run: () => void): () => void;
}

export const SYSTEM_CLOCK: MockClock = {
  now: () => Date.now(),
  every(ms, run) {
    const timer = setInterval(run, ms);
    return () => {
      clearInterval(timer);
    };
  },
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

interface Timer {
  at: number;
  readonly every: number | null;
  readonly run: () => void;
}

/** A clock that stands still until it is told how much time has passed: for tests and for stories that must not move. */
export class ManualClock implements MockClock {
  #now: number;
  readonly #timers = new Set<Timer>();

  /** @param now client epoch ms */
  constructor(now = 1_767_225_600_000) {
    this.#now = now;
  }

  /** Timers that are set: none may be left when nobody listens any more. */
  get timers(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  every(ms: number, run: () => void): () => void {
    return this.#set({ at: this.#now + ms, every: Math.max(1, ms), run });
  }

  after(ms: number, run: () => void): () => void {
    return this.#set({ at: this.#now + ms, every: null, run });
  }

  /** Lets `ms` pass; timers run in the order in which they are due. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let due = this.#firstDue(end); due !== null; due = this.#firstDue(end)) {
      this.#now = Math.max(this.#now, due.at);
      if (due.every === null) this.#timers.delete(due);
      else due.at += due.every;
      due.run();
    }
    this.#now = end;
  }

  #set(timer: Timer): () => void {
    this.#timers.add(timer);
    return () => {
      this.#timers.delete(timer);
    };
  }

  #firstDue(end: number): Timer | null {
    let first: Timer | null = null;
    for (const timer of this.#timers) {
      if (timer.at <= end && (first === null || timer.at < first.at)) first = timer;
    }
    return first;
  }
}
