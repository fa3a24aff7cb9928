/** The SignalR source against a hub in front of the reference server, through real connections that can be cut. */
import { describe, it } from 'node:test';
import { SignalRDataSource } from '../../src/data-source/signal-r/index.js';
import { describeDataSource, type DataSourceHarness } from '../../testing/index.js';
import { startBridgeHub } from '../data-source/signal-r/bridge-hub.js';
import { CountedClient } from '../data-source/signal-r/counted-client.js';
import { ManualEnvironment } from '../data-source/web-socket/manual-environment.js';
import { Gate } from './gate.js';
import { startReferenceCentre, turns } from './reference-centre.js';

/** Turns of the event loop in which a call goes through the hub to the centre and its answer comes back. */
const ROUND_TRIP = 8;

async function signalRHub(): Promise<DataSourceHarness> {
  const centre = await startReferenceCentre();
  const hooks = centre.hooks as Required<typeof centre.hooks>;
  const hub = await startBridgeHub(`ws://127.0.0.1:${centre.port}/conversations`, () => hooks.serverNow());
  const gate = await Gate.before(hub.server.port);
  const clock = new ManualEnvironment();
  const client = new CountedClient();
  const listeners = new Set<() => void>();
  const source = new SignalRDataSource(`http://127.0.0.1:${gate.port}/hubs/conversations`, {
    platform: {
      load: client.load,
      now: clock.now,
      monotonic: clock.monotonic,
      random: clock.random,
      after: clock.after,
      watch: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  const keys = (): string[] =>
    hub.calls
      .filter(({ method }) => method === 'Perform')
      .map(({ argument }) => (argument as { readonly key: string }).key);
  return {
    source,
    ...hooks,
    drop: () => gate.shut(),
    restore: () => gate.open(),
    journal: () => centre.journalOf(keys()),
    contacts: () => hub.server.requests.length + hub.calls.length,
    held: () => clock.timers + listeners.size + client.openSockets,
    async pass(ms) {
      centre.advance(ms);
      clock.advance(ms);
      await turns(ROUND_TRIP);
    },
    async release() {
      await gate.close();
      await hub.close();
      await hooks.release();
    },
  };
}

describeDataSource('the SignalR source', signalRHub, { describe, it });
