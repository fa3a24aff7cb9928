/** The cases as tests of whatever runner there is: a thin shell over `data-source-cases.ts`. */
import type { CheckOptions } from './case-context.js';
import { dataSourceCases } from './data-source-cases.js';
import type { DataSourceFactory } from './harness.js';

/** Declares a group of tests. */
type Describe = (name: string, declare: () => void) => unknown;
/** Declares a test. */
type It = (name: string, test: (this: unknown, ...context: unknown[]) => Promise<void>) => unknown;

export interface DescribeOptions extends CheckOptions {
  /** Default: the global `describe` of mocha, jasmine, or vitest with globals. */
  readonly describe?: Describe | undefined;
  /** Default: the global `it`. */
  readonly it?: It | undefined;
}

interface Globals {
  readonly describe?: Describe;
  readonly it?: It;
  /** Of jasmine: says of the test that is running that it is pending, and why. */
  readonly pending?: (reason: string) => void;
}

/** What a runner gives a test to skip itself by; mocha gives it as `this`, the others as argument. */
interface TestOfRunner {
  readonly skip?: (reason?: string) => unknown;
  readonly test?: { title?: string };
}

const globals = globalThis as Globals;

/**
 * Declares the cases that any data source has to pass as tests, in any runner with `describe` and `it`.
 *
 * @param name of the data source
 * @param factory makes a new source and its back end for each case; see {@link DataSourceHarness}
 *
 * @example
 * import { describe, it } from 'node:test';
 * import { describeDataSource } from 'ongoing-conversations-report/testing';
 *
 * describeDataSource('my source', () => startMyBackEnd(), { describe, it });
 */
export function describeDataSource(
  name: string,
  factory: DataSourceFactory,
  options: DescribeOptions = {},
): void {
  const { describe = globals.describe, it = globals.it } = options;
  if (describe === undefined || it === undefined)
    throw new TypeError('There is no global describe() and it(): pass those of your test runner.');
  describe(name, () => {
    for (const each of dataSourceCases) {
      // No parameter that is counted: with one, mocha and jasmine would wait for a callback.
      it(each.name, async function (...context) {
        const result = await each.run(factory, options);
        if (result.status === 'failed') throw result.error;
        if (result.status === 'skipped') skip(this, context[0], result.reason);
      });
    }
  });
}

/** Reports the test that is running as skipped. Runners do it each in their way, some by throwing. */
function skip(self: unknown, context: unknown, reason: string): void {
  const given = (context ?? self) as TestOfRunner | null | undefined;
  if (typeof given?.skip === 'function') {
    // Mocha knows no reasons; the title is where one can be read.
    if (typeof given.test?.title === 'string') given.test.title += ` (skipped: ${reason})`;
    given.skip(reason);
  } else if (globals.pending !== undefined) globals.pending(reason);
  else console.warn(`skipped: ${reason}`);
}
