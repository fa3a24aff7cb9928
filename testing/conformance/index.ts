export type { CheckOptions } from './case-context.js';
export type { CaseResult, ConformanceCase } from './conformance-case.js';
export { ConformanceError } from './conformance-error.js';
export { checkDataSource, dataSourceCases } from './data-source-cases.js';
export { describeDataSource, type DescribeOptions } from './describe-data-source.js';
export type { BackEndChange, DataSourceFactory, DataSourceHarness, JournalEntry } from './harness.js';
