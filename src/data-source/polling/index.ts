/** Published as `./data-source/polling`. */
export { PollingDataSource, type PollingOptions } from './polling-data-source.js';
export type { Page, PollingPlatform } from './platform.js';
