/** Time and timers as the engine sees them, so that tests can hold them in their hands. */
export interface TimeSource {
  /** Wall clock, epoch ms. It may be stepped by the user or the system. */
  wall(): number;
  /** Milliseconds that only ever rise. */
  monotonic(): number;
  /** Calls back once after `ms`; returns how to cancel. */
  after(ms: number, callback: () => void): () => void;
}

export const systemTime: TimeSource = {
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/** Asks for one call at the next frame; returns how to cancel. */
export type FrameScheduler = (callback: () => void) => () => void;

/** For places without frames (Node): about sixty a second. */
export const timerFrames: FrameScheduler = (callback) => systemTime.after(16, callback);

/** Calls back each `ms` until cancelled. */
export function every(time: TimeSource, ms: number, callback: () => void): () => void {
  let cancel = time.after(ms, repeat);
  function repeat(): void {
    cancel = time.after(ms, repeat);
    callback();
  }
  return () => cancel();
}
