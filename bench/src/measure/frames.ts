/** What is noted at each frame of a phase. The same for all contestants, so its small cost is in all figures. */

/** Runs something right after a frame was painted: a task that was queued in the frame is the first one after it. */
const channel = new MessageChannel();
let afterPaint: (() => void) | null = null;
channel.port1.onmessage = () => afterPaint?.();

export interface FrameFigures {
  readonly frames: number;
  readonly frameP95: number;
  readonly longTasks: number;
  readonly longestTask: number;
}

export class Frames {
  readonly #each: (now: number) => void;
  readonly #deltas: number[] = [];
  readonly #tasks: number[] = [];
  readonly #observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) this.#tasks.push(duration);
  });
  #handle = 0;
  #last = 0;

  /** @param inFrame called in the frame, with the frame's time; @param painted called after its paint */
  constructor(inFrame: (time: number) => void, painted: () => void) {
    this.#each = inFrame;
    afterPaint = painted;
  }

  start(): void {
    this.#observer.observe({ type: 'longtask' });
    this.#handle = requestAnimationFrame(this.#frame);
  }

  stop(): FrameFigures {
    cancelAnimationFrame(this.#handle);
    afterPaint = null;
    for (const { duration } of this.#observer.takeRecords()) this.#tasks.push(duration);
    this.#observer.disconnect();
    return {
      frames: this.#deltas.length,
      frameP95: quantile(this.#deltas, 0.95),
      longTasks: this.#tasks.length,
      longestTask: Math.max(0, ...this.#tasks),
    };
  }

  readonly #frame = (time: number): void => {
    this.#handle = requestAnimationFrame(this.#frame);
    if (this.#last > 0) this.#deltas.push(time - this.#last);
    this.#last = time;
    this.#each(time);
    channel.port2.postMessage(null);
  };
}

export function quantile(values: readonly number[], share: number): number {
  if (values.length === 0) return NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
}
