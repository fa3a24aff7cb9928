// What every sample has to do, found by roles and names as a supervisor finds it.
import { strict as assert } from 'node:assert';
import { actOn } from './acting.mjs';
import { byRole, poll } from './finding.mjs';

/** The checks of a sample in their order; each goes on where the last one ended. */
export function* hostChecks({ path, opens, frame, sets, act, tells = 'page' }, stage) {
  let view;
  let place;

  yield [
    'shows rows and is live',
    async () => {
      view = await stage.open(`${stage.origin}${path}`);
      if (opens) await (await byRole(view.page, 'button', opens)).click();
      place = frame ? await view.page.waitForFrame((each) => each.url().endsWith(frame)) : view.page;
      const grid = await byRole(place, 'grid', 'Ongoing conversations');
      await poll('rows', async () => (await grid.$$('::-p-aria([role="row"])')).length > 5);
      await poll('Live', async () => {
        const pill = await place.$('>>> [part~="pill"]');
        return (await pill?.evaluate(({ textContent }) => textContent.trim()))?.startsWith('Live');
      });
    },
  ];

  yield [
    'has the properties that the host sets',
    async () => {
      const report = await place.$('>>> ongoing-conversations-report');
      for (const [name, value] of Object.entries(sets)) {
        assert.deepEqual(await report.evaluate((element, property) => element[property], name), value, name);
      }
    },
  ];

  yield [
    'hands the action to the host',
    async () => {
      const id = await actOn(place, act);
      const request =
        act === 'monitor'
          ? `CRM: openConversation ${id}`
          : `${act === 'transfer' ? 'transfer' : 'close'} ${id}`;
      await poll(`the host is asked: ${request}`, () => view.said.some((text) => text.includes(request)));
      const settled = `${act}: done`;
      if (tells === 'console') await poll(settled, () => view.said.some((text) => text.includes(settled)));
      else await poll(settled, () => view.page.$(`::-p-text(${settled})`));
    },
  ];

  yield [
    'is taken away and leaves no timer behind',
    async () => {
      // The report has a clock; else what follows would prove nothing.
      await poll('a timer', () => place.evaluate(() => globalThis.timers.size > 0));
      await (await byRole(view.page, 'button', 'Close the report')).click();
      await poll('no report', async () => (await view.page.$('>>> ongoing-conversations-report')) === null);
      if (frame) await poll('no frame', () => view.page.frames().length === 1);
      await poll('no timer', () => view.page.evaluate(() => globalThis.timers.size === 0));
    },
  ];

  yield [
    'has said nothing on the console that worries',
    async () => {
      await view.page.close();
      assert.deepEqual(view.problems, []);
    },
  ];
}
