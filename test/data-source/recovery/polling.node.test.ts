/**
 * The recovery of the polling source: stories, and a random model. How to repeat a failure, and how to run the model for
 * long, stands in `web-socket.node.test.ts`.
 */
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import * as client from '../../../src/data-source/polling/index.js';
import { POLLING_EXAMPLES, type PollingExample } from './polling-examples.js';
import { pollingPlan, runPollingPlan, type PollingWeather } from './polling-plans.js';
import { runParameters } from './run-parameters.js';

describe('a source that polls over a faulty network', () => {
  const examples: readonly PollingExample[] = Object.values(POLLING_EXAMPLES);
  for (const { name, run } of examples) it(name, () => run(client));
});

async function recovers(context: TestContext, weather: PollingWeather): Promise<void> {
  const parameters = runParameters(100);
  let longest = 0;
  const property = fc.asyncProperty(pollingPlan(40), async (next) => {
    longest = Math.max(longest, await runPollingPlan(client, next, weather));
  });
  await fc.assert(property, parameters);
  const { numRuns, seed } = parameters;
  context.diagnostic(`${numRuns} runs from seed ${seed}, right after ${longest} s of calm at most`);
}

describe('B20 whatever answers get lost, come late or twice, or are none', () => {
  it('a source that polls ends with the rows of the server, by its positions alone', (context) =>
    recovers(context, { publishing: 'ordered', digests: false }));

  it('a source that polls ends with the rows of a server that publishes out of order, by its digests', (context) =>
    recovers(context, { publishing: 'unordered', digests: true }));

  it('a source that polls ends with the rows of a server that forgets to tell changes, by its digests', (context) =>
    recovers(context, { publishing: 'forgetful', digests: true }));
});
