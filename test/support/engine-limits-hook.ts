/** Leaves out what the engine of this page cannot show; the runner lets every browser test begin with it. */
import { watchPolicy } from './policy-watch.js';
import { ENGINE_LIMITS, withoutIds } from './engine-limits.js';

const { engine } = document.documentElement.dataset;

/** Of Firefox; the others are installed in one version only. */
const version = Number(/Firefox\/(\d+)/.exec(navigator.userAgent)?.[1] ?? Infinity);

export function heedLimits(file: string): void {
  watchPolicy();
  const limits = ENGINE_LIMITS.filter(
    (limit) =>
      limit.engine === engine &&
      file.includes(limit.file) &&
      (limit.before === undefined || version < limit.before),
  );
  beforeEach(function () {
    const name = withoutIds(this.currentTest?.fullTitle() ?? '');
    if (limits.some(({ test }) => name === test)) this.skip();
  });
}
