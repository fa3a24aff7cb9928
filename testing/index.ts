/** Helpers for tests of a page that shows the report, and of data sources: `ongoing-conversations-report/testing`. */
export * from './conformance/index.js';
export { conversation, ScriptedDataSource, START } from './scripted-data-source.js';
