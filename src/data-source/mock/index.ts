/** The mock source: `ongoing-conversations-report/data-source/mock`. */
export { ManualClock } from './mock-clock.js';
export type { MockClock } from './mock-clock.js';
export { MockDataSource } from './mock-data-source.js';
export type { MockOptions } from './mock-options.js';
export type { Acceptance } from './simulation/index.js';
