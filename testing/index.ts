/** Helpers for testing a page that shows the report: `ongoing-conversations-report/testing`. */
export { conversation, ScriptedDataSource, START } from './scripted-data-source.js';
