/** The link to the back end: what is told while it is gone, and what is caught up when it is back. */
import { cases } from '../conformance-case.js';
import { ensure } from '../conformance-error.js';

export const linkCases = cases((it) => {
  it(
    'A01 is not live while its back end was never there, and is when it comes',
    ['serve', 'drop', 'restore'],
    async (context) => {
      await context.serve(...context.rows(2));
      await context.harness.drop?.();
      const probe = context.connect();
      await context.quiet();
      ensure(!probe.isLive, 'live is told without a back end');
      await context.harness.restore?.();
      await context.untilLive(probe);
      await context.untilRows(probe, 'c-1@1', 'c-2@1');
    },
  );

  it('A10 is no longer live when its back end is gone', ['drop'], async (context) => {
    const probe = await context.live();
    await context.harness.drop?.();
    await context.until(
      () => !probe.isLive,
      () => 'live is told for ever, although the back end is gone',
    );
    const claims = (): number => probe.of('connection').filter(({ state }) => state === 'live').length;
    const before = claims();
    await context.quiet();
    ensure(!probe.isLive && claims() === before, 'live is told again, although the back end is gone');
  });

  it(
    'A07 catches up after a lost link: changes, arrivals and ends',
    ['serve', 'change', 'drop', 'restore'],
    async (context) => {
      const probe = await context.live();
      await context.harness.drop?.();
      await context.until(
        () => !probe.isLive,
        () => 'live is told for ever, although the back end is gone',
      );
      await context.change({
        upserts: [context.row('c-1', { version: 2 }), context.row('c-4')],
        closed: ['c-2'],
      });
      await context.quiet();
      await context.harness.restore?.();
      await context.untilLive(probe);
      await context.untilRows(probe, 'c-1@2', 'c-3@1', 'c-4@1');
    },
  );

  it('A26 goes on for one subscriber when another leaves', ['serve', 'change'], async (context) => {
    const first = await context.live(context.rows(2));
    const second = context.connect();
    await context.untilLive(second);
    first.leave();
    await context.quiet();
    await context.change({ upserts: [context.row('c-1', { version: 2 })] });
    await context.untilRows(second, 'c-1@2', 'c-2@1');
    ensure(second.isLive, `the other one is told ${second.state}`);
  });

  it(
    'J12 refuses commands while the back end is gone, and J13 sends none of them later',
    ['serve', 'drop', 'restore', 'journal'],
    async (context) => {
      const row = context.row('c-1');
      const probe = await context.live([row]);
      await context.harness.drop?.();
      await context.until(
        () => !probe.isLive,
        () => 'live is told for ever, although the back end is gone',
      );
      const command = context.command(row);
      const { status } = await context.perform(command);
      ensure(status !== 'done', 'a command is told as done while the back end is gone');
      await context.harness.restore?.();
      await context.untilLive(probe);
      await context.quiet();
      const arrivals = (await context.arrivals(command.key)).length;
      ensure(arrivals === 0, 'a command was kept and sent when the link was back');
    },
  );
});
