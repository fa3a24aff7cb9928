/**
 * Each guard of recovery is switched off once, and a story must then fail: no guard is there without a test that misses
 * it. Where a random model is named, it has to find out as well, or it would be blind there.
 */
import assert from 'node:assert/strict';
import { after, describe, it, type TestContext } from 'node:test';
import fc from 'fast-check';
import * as polling from '../../../src/data-source/polling/index.js';
import * as socket from '../../../src/data-source/web-socket/index.js';
import { POLLING_BREACHES, POLLING_MUTANTS, SOCKET_BREACHES, SOCKET_MUTANTS } from './mutants.js';
import { MutantWorkshop } from './mutated-client.js';
import { plan, runPlan, type Weather } from './plans.js';
import { POLLING_EXAMPLES, type PollingExample } from './polling-examples.js';
import { pollingPlan, runPollingPlan, type PollingWeather } from './polling-plans.js';
import type { PollingClient } from './polling-trial.js';
import { SOCKET_EXAMPLES, type SocketExample } from './socket-examples.js';
import type { SocketClient } from './socket-trial.js';

/** The same runs each time: whether a guard is missed is no matter of luck. */
const PARAMETERS = { seed: 6, numRuns: 200, endOnFailure: true };

/** Any other error would be one of the mutation itself, and prove nothing. */
function isJudgement(error: unknown): true {
  assert.equal((error as Error).name, 'AssertionError', String((error as Error).stack));
  return true;
}

function tellRun<Plan>(context: TestContext, details: fc.RunDetails<[Plan]>): void {
  assert.ok(details.failed, `the random model noticed nothing in ${details.numRuns} runs`);
  isJudgement(details.errorInstance);
  context.diagnostic(`the random model notices in run ${details.numRuns}`);
}

function checkModel(context: TestContext, client: SocketClient, weather: Weather): void {
  const property = fc.property(plan(60), (next) => void runPlan(client, next, weather));
  tellRun(context, fc.check(property, PARAMETERS));
}

async function checkPollingModel(
  context: TestContext,
  client: PollingClient,
  weather: PollingWeather,
): Promise<void> {
  const property = fc.asyncProperty(pollingPlan(40), async (next) => {
    await runPollingPlan(client, next, weather);
  });
  tellRun(context, await fc.check(property, PARAMETERS));
}

describe('the socket source is not right any more', () => {
  const workshop = new MutantWorkshop();
  after(() => workshop.close());

  for (const { guard, killedBy, model, ...mutation } of SOCKET_MUTANTS) {
    const { name, run }: SocketExample = SOCKET_EXAMPLES[killedBy];
    it(`without ${guard}: killed by "${name}"`, async (context) => {
      const client = await workshop.make<SocketClient>('web-socket', mutation);
      assert.throws(() => run(client), isJudgement);
      const reveal = model === 'ordered' ? 'changes' : 'marks';
      if (model) checkModel(context, client, { publishing: model, reveal });
    });
  }

  for (const { guard, killedBy, breach } of SOCKET_BREACHES) {
    const { name, run }: SocketExample = SOCKET_EXAMPLES[killedBy];
    it(`with a server without ${guard}: killed by "${name}"`, (context) => {
      assert.throws(() => run(socket, { breach }), isJudgement);
      checkModel(context, socket, { publishing: 'ordered', reveal: 'changes', breach });
    });
  }
});

describe('the polling source is not right any more', () => {
  const workshop = new MutantWorkshop();
  after(() => workshop.close());

  for (const { guard, killedBy, model, ...mutation } of POLLING_MUTANTS) {
    const { name, run }: PollingExample = POLLING_EXAMPLES[killedBy];
    it(`without ${guard}: killed by "${name}"`, async (context) => {
      const client = await workshop.make<PollingClient>('polling', mutation);
      await assert.rejects(run(client), isJudgement);
      if (!model) return;
      await checkPollingModel(context, client, { publishing: model, digests: model !== 'ordered' });
    });
  }

  for (const { guard, killedBy, breach } of POLLING_BREACHES) {
    const { name, run }: PollingExample = POLLING_EXAMPLES[killedBy];
    it(`with a server without ${guard}: killed by "${name}"`, async (context) => {
      await assert.rejects(run(polling, { breach }), isJudgement);
      await checkPollingModel(context, polling, { publishing: 'ordered', digests: false, breach });
    });
  }
});
