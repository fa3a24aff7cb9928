/**
 * When the engine publishes: with the next animation frame while the page is visible, at most once a second while it
 * is hidden (no frames come then), and at once when it comes back.
 */
import type { FrameScheduler } from '../engine/time-source.js';

const HIDDEN_INTERVAL_MS = 1_000;

export const pageFrames: FrameScheduler = (callback) => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame: number | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = undefined;
    if (document.visibilityState === 'hidden') timer = setTimeout(run, HIDDEN_INTERVAL_MS);
    else frame = requestAnimationFrame(run);
  };
  const cancel = (): void => {
    clearTimeout(timer);
    if (frame !== undefined) cancelAnimationFrame(frame);
    document.removeEventListener('visibilitychange', wait);
  };
  function run(): void {
    cancel();
    callback();
  }
  document.addEventListener('visibilitychange', wait);
  wait();
  return cancel;
};
