/** Dynamics 365 over the Web API of Dataverse. Importing it does nothing. */
export { DataverseDataSource } from './dataverse-data-source.js';
export type { DataverseOptions } from './dataverse-options.js';
export type { DataversePage } from './page.js';
