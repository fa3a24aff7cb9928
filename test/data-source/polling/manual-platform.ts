/** A platform in the hands of a test: time passes when the test says so, the page does what it is told. */
import type { Page, PollingPlatform } from '../../../src/data-source/polling/index.js';

/** Sees answers come and time pass. */
export interface Witness {
  heard(): void;
  /** Nobody looks at a hidden page. */
  look(): void;
}

interface Timer {
  readonly dueAt: number;
  readonly callback: () => void;
}

export class ManualPage implements Page {
  hidden = false;
  prerendering = false;
  online = true;
  baseUrl: string | undefined = undefined;
  origin: string | undefined = undefined;
  readonly listeners = new Set<() => void>();

  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Fires the event that some change of the page makes. */
  signal(change: Partial<Pick<ManualPage, 'hidden' | 'online' | 'prerendering'>> = {}): void {
    Object.assign(this, change);
    for (const listener of [...this.listeners]) listener();
  }
}

export class ManualPlatform implements PollingPlatform {
  readonly page = new ManualPage();
  /** What {@link random} gives; 0.5 makes the interval exact. */
  chance = 0.5;
  /** Requests that have been sent and have not ended. */
  inFlight = 0;
  mostInFlight = 0;
  witness: Witness | null = null;
  /** False for a `fetch` that knows nothing of abortion. */
  respectsSignals = true;
  #epoch = 1_767_225_600_000;
  #monotonic = 1_000;
  #timers: Timer[] = [];

  get timers(): number {
    return this.#timers.length;
  }

  now(): number {
    return this.#epoch;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  random(): number {
    return this.chance;
  }

  startTimer(callback: () => void, ms: number): () => void {
    const timer = { dueAt: this.#monotonic + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  async fetch(url: string, init: RequestInit): Promise<Response> {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    try {
      const { signal, ...rest } = init;
      const response = await globalThis.fetch(
        url,
        this.respectsSignals ? { ...rest, signal: signal ?? null } : rest,
      );
      this.witness?.heard();
      return response;
    } finally {
      this.inFlight -= 1;
    }
  }

  /** Sets the wall clock, as a user does. */
  stepClock(ms: number): void {
    this.#epoch += ms;
  }

  /** The machine sleeps: the wall clock goes on, timers and the monotonic clock do not. */
  sleep(ms: number): void {
    this.#epoch += ms;
  }

  /** Lets `ms` pass; what falls due on the way happens, each with what follows from it. */
  async pass(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    await this.rest();
    for (;;) {
      const next = this.#timers.filter(({ dueAt }) => dueAt <= end).sort((a, b) => a.dueAt - b.dueAt)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#advanceTo(Math.max(next.dueAt, this.#monotonic));
      next.callback();
      await this.rest();
    }
    this.#advanceTo(end);
    if (!this.page.hidden) this.witness?.look();
  }

  /** Until nothing happens any more without time passing; a request that is never answered is not waited for. */
  async rest(): Promise<void> {
    let quiet = 0;
    for (let turn = 0; turn < 400 && quiet < 25; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      quiet = this.inFlight === 0 ? quiet + 1 : 0;
    }
  }

  #advanceTo(monotonic: number): void {
    this.#epoch += monotonic - this.#monotonic;
    this.#monotonic = monotonic;
  }
}
