/** A simulated centre bound to a clock: it runs while somebody follows it, and stands still otherwise. */
import type { MockClock } from './mock-clock.js';
import type { MockOptions } from './mock-options.js';
import { Simulation } from './simulation/index.js';

/** Ms between two batches of changes. */
const BATCH = 200;
/** So many changes are made up for after a pause; the rest of the time the centre slept as the machine did. */
const MOST_CAUGHT_UP = 50_000;
const LEAST_CAUGHT_UP = 10_000;

export class RunningCentre {
  readonly clock: MockClock;
  readonly #options: MockOptions;
  readonly #followers = new Set<() => void>();
  #simulation: Simulation | null = null;
  #stopTicking: (() => void) | null = null;
  /** Client epoch ms up to which the simulation has run. */
  #ranUntil = 0;

  constructor(options: MockOptions, clock: MockClock) {
    this.#options = options;
    this.clock = clock;
  }

  /** Made at the first use: a source that nobody connects to costs nothing. */
  get simulation(): Simulation {
    this.#simulation ??= this.#start();
    return this.#simulation;
  }

  /** Server time − client time, ms. */
  get offset(): number {
    return this.simulation.now - this.#ranUntil;
  }

  /** Lets the time pass that has passed since the last call. */
  catchUp(): void {
    const { simulation } = this;
    const now = this.clock.now();
    const missed = now - this.#ranUntil;
    this.#ranUntil = now;
    const longest = Math.max(LEAST_CAUGHT_UP, (1000 * MOST_CAUGHT_UP) / simulation.options.rate);
    simulation.advance(Math.min(missed, longest));
  }

  /** Keeps it running and calls `onBatch` after each step. Returns a function that ends it; the last one stops all. */
  follow(onBatch: () => void): () => void {
    this.#followers.add(onBatch);
    this.#stopTicking ??= this.clock.every(BATCH, () => {
      this.catchUp();
      for (const follower of [...this.#followers]) follower();
    });
    return () => {
      this.#followers.delete(onBatch);
      if (this.#followers.size > 0) return;
      this.#stopTicking?.();
      this.#stopTicking = null;
    };
  }

  #start(): Simulation {
    this.#ranUntil = this.clock.now();
    return new Simulation({ ...this.#options, startTime: this.#options.startTime ?? this.#ranUntil });
  }
}
