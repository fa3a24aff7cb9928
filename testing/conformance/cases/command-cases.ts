/** Commands: carried out at most once, and told as what became of them. */
import type { CommandOutcome } from '../../../src/data-source/data-source.js';
import { never, type CaseContext } from '../case-context.js';
import { cases } from '../conformance-case.js';
import { ensure } from '../conformance-error.js';

/** Nothing has happened, for certain. */
const CERTAIN: readonly string[] = ['refused', 'conflict', 'failed'];

export const commandCases = cases((it) => {
  it('J01 carries out a command once and tells that it is done', ['serve', 'journal'], async (context) => {
    const row = context.row('c-1');
    await context.live([row]);
    const command = context.command(row);
    const { status } = await context.perform(command);
    ensure(status === 'done', `the outcome is ${status} instead of done`);
    const executions = await context.executions(command.key);
    ensure(executions === 1, `it was carried out ${executions} times`);
  });

  it('J35 shows what a command has changed', ['serve', 'journal'], async (context) => {
    const row = context.row('c-1');
    const probe = await context.live(context.rows(2));
    await context.perform(context.command(row));
    await context.untilRows(probe, 'c-2@1');
  });

  it('J13 sends a command right away or never', ['serve', 'journal'], async (context) => {
    const row = context.row('c-1');
    await context.live([row]);
    const command = context.command(row);
    await context.perform(command);
    const before = (await context.arrivals(command.key)).length;
    await context.quiet();
    const after = (await context.arrivals(command.key)).length;
    ensure(before === 1 && after === 1, `it arrived ${before} times by its outcome and ${after} times later`);
  });

  it('J20 carries out the same key only once', ['serve', 'journal'], async (context) => {
    const row = context.row('c-1');
    await context.live([row]);
    const command = context.command(row);
    await context.perform(command);
    const { status } = await context.perform(command);
    ensure(status === 'done', `the second answer is ${status} instead of the first one again`);
    const executions = await context.executions(command.key);
    ensure(executions === 1, `it was carried out ${executions} times`);
  });

  it('J21 refuses a key that was used for another command', ['serve', 'journal'], async (context) => {
    const [row, other] = [context.row('c-1'), context.row('c-2')];
    await context.live([row, other]);
    const command = context.command(row);
    await context.perform(command);
    const { status } = await context.perform({ ...command, conversationId: other.id });
    ensure(CERTAIN.includes(status), `the outcome is ${status}`);
    const executions = await context.executions(command.key);
    ensure(executions === 1, `the key was carried out ${executions} times`);
  });

  it('J22 refuses a command after its notAfter', ['serve', 'journal'], async (context) => {
    const row = context.row('c-1');
    await context.live([row]);
    const command = context.command(row, { notAfter: context.serverNow - 30_000 });
    const { status } = await context.perform(command);
    ensure(CERTAIN.includes(status), `the outcome is ${status}`);
    const executions = await context.executions(command.key);
    ensure(executions === 0, 'a command was carried out although it came too late');
  });

  it(
    'J27 tells a conflict when the conversation has another version by now',
    ['serve', 'change', 'journal'],
    async (context) => {
      const row = context.row('c-1');
      const probe = await context.live([row]);
      await context.change({ upserts: [context.row('c-1', { version: 2 })] });
      await context.untilRows(probe, 'c-1@2');
      const command = context.command(row);
      const outcome = await context.perform(command);
      ensure(outcome.status === 'conflict', `the outcome is ${outcome.status} instead of conflict`);
      const { current } = outcome;
      ensure(
        !current || current.version === 2,
        `the row as it is now has the version ${String(current?.version)}`,
      );
      ensure((await context.executions(command.key)) === 0, 'it was carried out all the same');
    },
  );

  it('J25 tells that the conversation of a command is gone', ['serve', 'journal'], async (context) => {
    await context.live();
    const command = context.command(context.row('c-gone'));
    const { status } = await context.perform(command);
    ensure(CERTAIN.includes(status), `the outcome is ${status}`);
    ensure((await context.executions(command.key)) === 0, 'it was carried out all the same');
  });

  it('Q13 sends nothing when the signal is aborted before', ['serve', 'journal'], async (context) => {
    const row = context.row('c-1');
    await context.live([row]);
    const command = context.command(row);
    const settled = await context.settled(
      context.source.perform(command, { signal: AbortSignal.abort() }),
      'perform()',
    );
    const status = settled.status === 'fulfilled' ? settled.value.status : 'rejected';
    ensure(status !== 'done', 'a command that was given up before is told as done');
    await context.quiet();
    ensure((await context.arrivals(command.key)).length === 0, 'a command that was given up before was sent');
  });

  it(
    'J15 tells a command whose answer got lost as unknown, and never sends it again',
    ['serve', 'journal', 'holdAnswers', 'releaseAnswers'],
    async (context) => {
      const row = context.row('c-1');
      await context.live([row]);
      await context.harness.holdAnswers?.();
      const command = context.command(row);
      const { status } = await context.perform(command);
      ensure(status === 'unknown', `the outcome is ${status} instead of unknown`);
      await context.harness.releaseAnswers?.();
      await context.quiet();
      const arrivals = (await context.arrivals(command.key)).length;
      ensure(arrivals === 1, `it arrived ${arrivals} times`);
    },
  );

  it(
    'J38 tells a command that was given up after it was sent as unknown',
    ['serve', 'journal', 'holdAnswers'],
    async (context) => {
      const row = context.row('c-1');
      await context.live([row]);
      await context.harness.holdAnswers?.();
      const command = context.command(row);
      const abort = new AbortController();
      const outcome = context.source.perform(command, { signal: abort.signal });
      await context.untilExecuted(command.key);
      abort.abort();
      const settled = await context.settledSoon(outcome, 'perform() that was given up');
      const status = settled.status === 'fulfilled' ? settled.value.status : 'unknown';
      ensure(status === 'unknown', `the outcome is ${status} instead of unknown`);
    },
  );

  it('J16 tells afterwards what became of a command', ['outcome', 'serve', 'journal'], async (context) => {
    const row = context.row('c-1');
    await context.live([row]);
    const command = context.command(row);
    await context.perform(command);
    const { status } = await ask(context, command.key);
    ensure(status === 'done', `the outcome is ${status} instead of done`);
  });

  it(
    'J16 tells afterwards what became of a command whose answer got lost',
    ['outcome', 'serve', 'journal', 'holdAnswers', 'releaseAnswers'],
    async (context) => {
      const row = context.row('c-1');
      const probe = await context.live([row]);
      await context.harness.holdAnswers?.();
      const command = context.command(row);
      await context.perform(command);
      await context.harness.releaseAnswers?.();
      await context.untilLive(probe);
      const { status } = await ask(context, command.key);
      ensure(status === 'done', `the outcome is ${status} instead of done`);
    },
  );

  it('J14 does not tell a command as done that was never sent', ['outcome'], async (context) => {
    await context.live();
    const { status } = await ask(context, 'key-of-no-command');
    ensure(status !== 'done', 'a command that was never sent is told as done');
  });
});

async function ask(context: CaseContext, key: string): Promise<CommandOutcome> {
  const answer = context.source.outcome?.(key, { signal: never() });
  ensure(answer !== undefined, 'outcome() gives no promise');
  return context.outcomeOf(answer, 'outcome()');
}
