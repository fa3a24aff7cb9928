/** The source for Dataverse in a page of the organisation's own origin. */
import { expect } from '@open-wc/testing';
import type { SourceMessage } from '../../../src/data-source/data-source.js';
import { DataverseDataSource } from '../../../src/data-source/dataverse/index.js';
import { ManualClock } from '../../../src/data-source/mock/index.js';

/** Long enough for answers that are there at once. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
};

describe('the source for Dataverse in a page', () => {
  it('asks the origin of the page with its cookies, and again when the page is shown or online', async () => {
    const clock = new ManualClock();
    const asked: string[] = [];
    const credentials = new Set<RequestCredentials | undefined>();
    const source = new DataverseDataSource({
      url: '/main.aspx',
      after: (ms, callback) => clock.after(ms, callback),
      now: () => clock.now(),
      fetch: (url, init) => {
        asked.push(url);
        credentials.add(init.credentials);
        return Promise.resolve(Response.json(url.endsWith('WhoAmI') ? { UserId: 'me' } : { value: [] }));
      },
    });
    const told: SourceMessage[] = [];
    const subscription = source
      .connect({ windowHours: 24, queues: [], locale: 'en' })
      .subscribe((message) => told.push(message));
    await settled();
    expect(told.at(-1)).to.deep.equal({ type: 'connection', state: 'live' });
    expect(asked[0]).to.equal(`${location.origin}/api/data/v9.2/WhoAmI`);
    expect([...credentials]).to.deep.equal(['same-origin']);
    const times = (): number => asked.filter((url) => url.endsWith('WhoAmI')).length;
    for (const [target, type] of [
      [document, 'visibilitychange'],
      [window, 'pageshow'],
      [window, 'online'],
    ] as const) {
      const before = times();
      clock.advance(1_000);
      target.dispatchEvent(new Event(type));
      clock.advance(10);
      await settled();
      expect(times(), type).to.equal(before + 1);
    }
    subscription.unsubscribe();
    expect(clock.timers).to.equal(0);
    const before = asked.length;
    window.dispatchEvent(new Event('online'));
    clock.advance(10_000);
    await settled();
    expect(asked.length).to.equal(before);
  });
});
