import { commandCases } from './cases/command-cases.js';
import { linkCases } from './cases/link-cases.js';
import { lookupCases } from './cases/lookup-cases.js';
import { rightsCases } from './cases/rights-cases.js';
import { rowCases } from './cases/row-cases.js';
import { streamCases } from './cases/stream-cases.js';
import { transcriptCases } from './cases/transcript-cases.js';
import type { CheckOptions } from './case-context.js';
import type { CaseResult, ConformanceCase } from './conformance-case.js';
import type { DataSourceFactory } from './harness.js';

/** What every data source is held to, as data: each case can be run by itself, in any surroundings. */
export const dataSourceCases: readonly ConformanceCase[] = [
  ...streamCases,
  ...linkCases,
  ...rowCases,
  ...commandCases,
  ...lookupCases,
  ...transcriptCases,
  ...rightsCases,
];

/** Runs all cases, one after the other, without a test runner. */
export async function checkDataSource(
  factory: DataSourceFactory,
  options: CheckOptions = {},
): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const each of dataSourceCases) results.push(await each.run(factory, options));
  return results;
}
