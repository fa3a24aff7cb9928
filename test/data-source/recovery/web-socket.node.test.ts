/**
 * The recovery of the socket source: stories, and a random model. A failure names its seed; `RECOVERY_SEED` repeats it.
 * `RECOVERY_RUNS` is the number of runs of each model, for a long run without the time limit of `npm test`:
 *
 *     RECOVERY_RUNS=20000 node --import tsx --test test/data-source/recovery/web-socket.node.test.ts
 */
import { describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import * as client from '../../../src/data-source/web-socket/index.js';
import { plan, runPlan, type Weather } from './plans.js';
import { runParameters } from './run-parameters.js';
import { SOCKET_EXAMPLES, type SocketExample } from './socket-examples.js';

describe('a source behind a faulty network', () => {
  const examples: readonly SocketExample[] = Object.values(SOCKET_EXAMPLES);
  for (const { name, run } of examples) it(name, () => run(client));
});

function recovers(context: TestContext, weather: Weather): void {
  const parameters = runParameters(150);
  let longest = 0;
  const property = fc.property(plan(60), (next) => {
    longest = Math.max(longest, runPlan(client, next, weather));
  });
  fc.assert(property, parameters);
  const { numRuns, seed } = parameters;
  context.diagnostic(`${numRuns} runs from seed ${seed}, right after ${longest} s of calm at most`);
}

describe('B20 whatever a network loses, doubles, swaps, garbles and cuts', () => {
  it('a source ends with the rows of the server, by the chain of its deltas alone', (context) => {
    recovers(context, { publishing: 'ordered', reveal: 'changes' });
  });

  it('a source ends with the rows of the server when nothing changes any more, by its marks', (context) => {
    recovers(context, { publishing: 'ordered', reveal: 'marks' });
  });

  it('a source ends with the rows of a server that publishes out of order, by its digests', (context) => {
    recovers(context, { publishing: 'unordered', reveal: 'marks' });
  });

  it('a source ends with the rows of a server that forgets to tell changes, by its digests', (context) => {
    recovers(context, { publishing: 'forgetful', reveal: 'marks' });
  });
});
