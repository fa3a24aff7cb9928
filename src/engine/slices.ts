/**
 * Long work in short pieces: so long that a piece costs no frame, and between the pieces the page answers.
 */
import type { TimeSource } from './time-source.js';

/** Longest piece by default, ms: half a frame. */
export const SLICE_MS = 8;

/** Calls back soon, after what the page has to do; returns how to cancel. */
export type SliceScheduler = (callback: () => void) => () => void;

/** A task of its own, without the delay that timers have. */
export const messageSlices: SliceScheduler = (callback) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    callback();
  };
  port2.postMessage(0);
  return () => port1.close();
};

export interface SliceOptions {
  readonly time: TimeSource;
  readonly slice: SliceScheduler;
  /** Longest piece, ms. */
  readonly sliceMs: number;
}

export class Slices {
  readonly #options: SliceOptions;
  #cancel: (() => void) | null = null;
  #isBusy = false;

  constructor(options: SliceOptions) {
    this.#options = options;
  }

  /** True while there is work left. */
  get isBusy(): boolean {
    return this.#isBusy;
  }

  /** Works through `steps`, the first piece at once. Other work of the same slices is given up. */
  run(steps: Iterator<unknown>): void {
    this.stop();
    const { time, slice, sliceMs } = this.#options;
    const end = time.monotonic() + sliceMs;
    while (steps.next().done !== true) {
      if (time.monotonic() < end) continue;
      this.#isBusy = true;
      const cancel = slice(() => this.run(steps));
      // A scheduler that does not wait has finished the work by now.
      if (this.isBusy) this.#cancel = cancel;
      return;
    }
  }

  /** Gives up what is left. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#isBusy = false;
  }
}
