/** The socket source against the reference server, through real sockets that can be cut. */
import { describe, it } from 'node:test';
import { WebSocketDataSource, type SocketLike } from '../../src/data-source/web-socket/index.js';
import { describeDataSource, type DataSourceHarness } from '../../testing/index.js';
import { ManualEnvironment } from '../data-source/web-socket/manual-environment.js';
import { startReferenceCentre, turns } from './reference-centre.js';

/** Turns of the event loop in which a frame goes to the server and its answer comes back, with room to spare. */
const ROUND_TRIP = 4;

async function webSocket(): Promise<DataSourceHarness> {
  const centre = await startReferenceCentre();
  const environment = new ManualEnvironment();
  const { page } = environment;
  let sent = 0;
  const sentCommands: string[] = [];
  const openSocket = (url: string, protocol: string): SocketLike => {
    sent += 1;
    const socket = environment.openSocket(url, protocol);
    const send = socket.send.bind(socket);
    socket.send = (data) => {
      sent += 1;
      const { type, key } = JSON.parse(data) as { readonly type: string; readonly key: string };
      if (type === 'cmd') sentCommands.push(key);
      send(data);
    };
    return socket;
  };
  const source = new WebSocketDataSource(`ws://127.0.0.1:${centre.port}/conversations`, {
    environment: { ...environment.parts, openSocket },
  });
  const isOpen = ({ readyState }: SocketLike): boolean => readyState <= 1;
  return {
    source,
    ...centre.hooks,
    journal: () => centre.journalOf(sentCommands),
    contacts: () => sent,
    held: () => environment.timers + page.listeners.size + environment.sockets.filter(isOpen).length,
    async pass(ms) {
      centre.advance(ms);
      environment.advance(ms);
      await turns(ROUND_TRIP);
    },
  };
}

describeDataSource('the socket source', webSocket, { describe, it });
