/** Runs the kit against sources in front of the back end in memory, and says what it found. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DataSource } from '../../src/data-source/data-source.js';
import { checkDataSource, dataSourceCases, type CaseResult } from '../../testing/index.js';
import type { Fault } from './faulty/fault.js';
import { MemoryCentre } from './memory-centre.js';

/** Names of cases by what came of them. */
export async function check(
  make: (centre: MemoryCentre) => DataSource,
): Promise<Readonly<Record<CaseResult['status'], readonly string[]>>> {
  const results = await checkDataSource(() => {
    const centre = new MemoryCentre();
    return centre.harness(make(centre));
  });
  const named = (status: CaseResult['status']): readonly string[] =>
    results.filter((result) => result.status === status).map(({ name }) => name);
  return { passed: named('passed'), skipped: named('skipped'), failed: named('failed') };
}

/** The one case that a beginning of a name stands for. */
export function caseOf(beginning: string): string {
  const names = dataSourceCases.map(({ name }) => name);
  if (names.includes(beginning)) return beginning;
  const found = names.filter((name) => name.startsWith(beginning));
  assert.equal(found.length, 1, `"${beginning}" stands for ${found.join(' | ')}`);
  return found.join('');
}

/** A test for each fault: the cases that are about it fail, and no others. */
export function describeFindings(what: string, faults: readonly Fault[]): void {
  describe(`the conformance kit, ${what}`, () => {
    for (const { name, make, foundBy } of faults) {
      it(`finds a source that ${name}`, async () => {
        const { failed } = await check(make);
        assert.deepEqual([...failed].sort(), foundBy.map(caseOf).sort());
      });
    }
  });
}
