/** The polling source against the reference server, over real HTTP whose connections can be cut. */
import { describe, it } from 'node:test';
import { PollingDataSource } from '../../src/data-source/polling/index.js';
import { describeDataSource, type DataSourceHarness } from '../../testing/index.js';
import { ManualPlatform } from '../data-source/polling/manual-platform.js';
import { startReferenceCentre } from './reference-centre.js';

class CountingPlatform extends ManualPlatform {
  requests = 0;
  readonly sentCommands: string[] = [];

  override fetch(url: string, init: RequestInit): Promise<Response> {
    this.requests += 1;
    const key = new Headers(init.headers).get('Idempotency-Key');
    if (key !== null) this.sentCommands.push(key);
    return super.fetch(url, init);
  }
}

async function polling(): Promise<DataSourceHarness> {
  const centre = await startReferenceCentre();
  const platform = new CountingPlatform();
  const source = new PollingDataSource(`http://127.0.0.1:${centre.port}/conversations`, { platform });
  return {
    source,
    ...centre.hooks,
    journal: () => centre.journalOf(platform.sentCommands),
    contacts: () => platform.requests,
    held: () => platform.timers + platform.page.listeners.size + platform.inFlight,
    async pass(ms) {
      centre.advance(ms);
      await platform.pass(ms);
    },
  };
}

describeDataSource('the polling source', polling, { describe, it });
