/** Time in the test's hands: nothing happens until it is advanced, and then everything that was due, in order. */
import type { SliceScheduler } from '../../src/engine/slices.js';
import type { FrameScheduler, TimeSource } from '../../src/engine/time-source.js';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

export class ManualTime implements TimeSource {
  #now: number;
  #timers: Timer[] = [];
  #frames: (() => void)[] = [];
  #slices: (() => void)[] = [];

  constructor(now = 1_767_225_600_000) {
    this.#now = now;
  }

  /** How long the machine has slept: the clock on the wall went on, and nothing else. */
  #slept = 0;

  wall = (): number => this.#now + this.#slept;
  monotonic = (): number => this.#now;

  after = (ms: number, callback: () => void): (() => void) => {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  frame: FrameScheduler = (callback) => {
    this.#frames.push(callback);
    return () => {
      this.#frames = this.#frames.filter((other) => other !== callback);
    };
  };

  slice: SliceScheduler = (callback) => {
    this.#slices.push(callback);
    return () => {
      this.#slices = this.#slices.filter((other) => other !== callback);
    };
  };

  get pending(): number {
    return this.#timers.length + this.#frames.length + this.#slices.length;
  }

  /** Goes on with what was put off, `most` pieces of it; returns how many there were. */
  work(most = Infinity): number {
    let pieces = 0;
    for (let next = this.#slices.shift(); next; next = pieces < most ? this.#slices.shift() : undefined) {
      next();
      pieces += 1;
    }
    return pieces;
  }

  /** Runs the frames that were asked for; returns how many there were. */
  paint(): number {
    const due = this.#frames;
    this.#frames = [];
    for (const callback of due) callback();
    return due.length;
  }

  /** Timers run only after it: the next one fires at once, as on a machine that wakes. */
  sleep(ms: number): void {
    this.#slept += ms;
    const next = this.#timers.toSorted((a, b) => a.at - b.at)[0];
    if (next) this.advance(next.at - this.#now);
  }

  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = next.at;
      next.callback();
    }
    this.#now = end;
  }
}

/** Lets promises that have settled run their continuations. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
