/** Rights that change while the report is open. */
import { cases } from '../conformance-case.js';
import { ensure } from '../conformance-error.js';

export const rightsCases = cases((it) => {
  it(
    'I06 wipes the rows and tells why when nothing may be seen any more',
    ['serve', 'revoke'],
    async (context) => {
      const probe = await context.live();
      await context.harness.revoke?.();
      await context.until(
        () => probe.rows.size === 0,
        () => `${probe.rows.size} conversations stay visible that may not be seen any more`,
      );
      await context.until(
        () => ['forbidden', 'unauthorized'].includes(probe.state),
        () => `the state is ${probe.state} instead of forbidden or unauthorized`,
      );
    },
  );

  it('I07 tells what may be done, and when that changes', ['serve', 'permit'], async (context) => {
    const probe = await context.live();
    await context.harness.permit?.({ forceClose: false });
    await context.until(
      () => probe.of('permissions').at(-1)?.permissions.forceClose === false,
      () => 'it is not told that force closing is not permitted any more',
    );
  });

  it(
    'I08 shows nothing that may not be seen any more when rights shrink',
    ['serve', 'restrict'],
    async (context) => {
      const hidden = { queue: { id: 'q2', name: 'Orders', type: 'messaging' } };
      const probe = await context.live([context.row('c-1'), context.row('c-2', hidden)]);
      await context.harness.restrict?.(['q1']);
      await context.untilRows(probe, 'c-1@1');
      await context.quiet();
      await context.untilLive(probe);
      ensure(probe.rows.size === 1, 'what may not be seen any more came back');
    },
  );
});
