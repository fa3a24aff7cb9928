/** Another way to the same conversations where the first one is blocked. Importing it does nothing. */
export { FallbackDataSource, type FallbackOptions } from './fallback-data-source.js';
