/** Published as `./data-source/polling`. */
export { PollingDataSource, type PollingOptions } from './polling-data-source.js';
export { browserPlatform, type Page, type PollingPlatform } from './platform.js';
